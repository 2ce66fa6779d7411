# make extract                    read corpus/, write outputs/*.parquet
# make extract CORPUS=~/scrapes OUTPUTS=~/tables
# make test | bench | eval | train | report
CORPUS  ?= corpus
OUTPUTS ?= outputs
PYTHON  ?= python3
VENV    ?= .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
TRAINED := $(VENV)/.ready-train
NER     ?= ../shared/ner
NEWS    ?= ../shared/news

.PHONY: extract test train bench eval report setup clean

extract: $(READY)
	$(BIN)/extract run $(CORPUS) --out $(OUTPUTS) $(ARGS)

test: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest $(ARGS)

bench: $(READY)
	$(BIN)/python -m extract.bench $(ARGS)

eval: $(READY)
	$(BIN)/extract run corpus --out outputs/eval
	$(BIN)/extract eval corpus/_gold outputs/eval $(ARGS)

report: $(READY)
	$(BIN)/extract report $(OUTPUTS) $(ARGS)

train: $(TRAINED)
	$(BIN)/python -m extract.train --ner $(NER) --news $(NEWS) $(ARGS)

setup: $(READY)

# Torch first and by itself: the version the weights are tested with.
$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

$(TRAINED): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	touch $@

clean:
	rm -rf build dist *.egg-info .pytest_cache .ruff_cache

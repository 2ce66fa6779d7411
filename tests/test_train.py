"""`python -m extract.train` on tiny data of our own: every step runs, the model loads, a seed gives the same weights."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from dataclasses import replace

import pytest

pytest.importorskip("fasttext", reason="needs the train extra")
pytest.importorskip("stanza")

from extract import ner, ner_eval
from extract.train import corpus, distil, fit, synthesis
from extract.train.__main__ import Plan, train_model
from extract.train.stages import Mix

SMALL = fit.Recipe(epochs=8, hidden_dim=32, learning_rate=1e-2, batch_size=8, average=0.9)
TINY = Plan(
    dim=16, vector_epochs=1, min_count=1, silver_sentences=40, mix=Mix(grammar_sentences=20, genre=1), rival_epochs=1, spacy_epochs=1,
    teachers=(SMALL, replace(SMALL, seed=2, hidden_dim=24, num_layers=2)),
    student=replace(SMALL, epochs=1, learning_rate=5e-3, freeze_letters=True), finish=replace(SMALL, epochs=1, learning_rate=1e-3),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The three sets and some news, all of them written by the grammar."""
    root = tmp_path_factory.mktemp("tiny")
    rng = random.Random(7)
    for split, count in (("train", 45), ("dev", 12)):
        for name in corpus.FILES.values():
            path = root / "ner" / name.format(split)
            path.parent.mkdir(parents=True, exist_ok=True)
            sentences = [synthesis.write_sentence(rng) for _ in range(count)]
            path.write_text("".join(write_jsonl(s) if path.suffix == ".jsonl" else write_bio(s) for s in sentences), "utf-8")
    (root / "news").mkdir()
    (root / "news" / "a.txt").write_text("\n".join(" ".join(synthesis.write_sentence(rng).tokens) for _ in range(80)), "utf-8")
    return root


def write_jsonl(sentence: corpus.Tagged) -> str:
    text = " ".join(sentence.tokens)
    starts = [len(" ".join(sentence.tokens[:i])) + bool(i) for i in range(len(sentence.tokens))]
    spans = ner_eval.read_bio_spans(sentence.tags["news-officials"])
    ents = [[starts[a], starts[b - 1] + len(sentence.tokens[b - 1]), label] for a, b, label in spans]
    return json.dumps({"text": text, "ents": ents}) + "\n"


def write_bio(sentence: corpus.Tagged) -> str:
    long = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANISATION", "FAC": "PLACE"}
    tags = (tag if tag == "O" else tag[:2] + long[tag[2:]] for tag in sentence.tags["news-officials"])
    return "".join(f"{token}\t{tag}\n" for token, tag in zip(sentence.tokens, tags)) + "\n"


@pytest.fixture(scope="module")
def trained(folders):
    return run_training(folders, "model", TINY)


def run_training(folders, name, plan, **options):
    out, work = folders / name, folders / f"{name}-work"
    work.mkdir()
    train_model(folders / "ner", folders / "news", out, plan, work, **options)
    return out


def test_writes_a_model_with_its_card(trained):
    tagger = ner.load_tagger(trained)
    assert tagger.schemes == corpus.SCHEMES
    text = (trained / "README.md").read_text("utf-8")
    assert tagger.version in text and "$" not in text.replace("${", "")
    report = json.loads((trained / "scores.json").read_text())
    assert report["scores"]["idner"]["sentences"] == 12
    assert list(report["teachers"]) == ["teacher 1", "teacher 2", "together"]
    assert len(report["comparison"]["f1"]) == 3 and len(report["comparison"]["tokens_per_second"]) == 4


def test_learns_something(trained, folders):
    report = ner_eval.evaluate_files([folders / "ner" / "news-officials" / "dev.jsonl"], tagger=ner.load_tagger(trained))
    assert report["all"]["micro"]["f1"] > 0.2


def test_plain_stanza_reads_it_the_same(trained, folders):
    sentences = [list(s.tokens) for s in corpus.read_set(folders / "ner" / "nergrit" / "dev.bio", "nergrit")]
    document = ner.load_plain_pipeline(trained)(sentences)
    found = ner.load_tagger(trained).tag_sentences(sentences)
    expected = [[(e.text, e.type) for e in sentence.ents] for sentence in document.sentences]
    assert [[(" ".join(s[a:b]), label) for a, b, label in spans] for s, spans in zip(sentences, found)] == expected


def test_a_seed_gives_the_same_weights(trained, folders):
    """Also when the teachers are trained beside one another."""
    again = run_training(folders, "again", replace(TINY, compare=False), jobs=2)
    assert ner.load_tagger(again).version == ner.load_tagger(trained).version


def test_goes_on_where_it_stopped(trained, folders):
    """Teachers, rivals and vectors in the work folder are taken over, and taken over right."""
    kept = {path: path.stat().st_mtime_ns for path in (folders / "model-work").glob("*/SHA256SUMS")}
    assert len(kept) == 3
    version = ner.load_tagger(trained).version
    tagger = train_model(folders / "ner", folders / "news", folders / "model-2", replace(TINY, compare=False), folders / "model-work")
    assert tagger.version == version
    assert kept == {path: path.stat().st_mtime_ns for path in (folders / "model-work").glob("*/SHA256SUMS")}


def test_two_layers_connected_outputs_and_tuned_vectors_load_in_stanza(folders, tmp_path):
    """The other recipes are read the same by Stanza and by the tagger too."""
    from extract.train.__main__ import build_vectors, read_sets

    gold = [s for sentences in read_sets(folders / "ner", "train").values() for s in sentences]
    vectors, letters = build_vectors([s.tokens for s in gold], gold, TINY, tmp_path)
    recipe = fit.Recipe(epochs=1, hidden_dim=24, num_layers=2, connect=True, tune_vectors=True, batch_size=8, learning_rate=1e-2)
    fit.save_model(fit.fit_tagger(gold, vectors, letters, recipe), tmp_path)
    sentences = [list(s.tokens) for s in gold[:40]]
    document = ner.load_plain_pipeline(tmp_path)(sentences)
    found = ner.load_tagger(tmp_path).tag_sentences(sentences)
    assert [len(s.ents) for s in document.sentences] == [len(spans) for spans in found]


def test_beliefs_of_teachers():
    """Probabilities of tags and of their pairs against counting every path."""
    import numpy as np
    import torch

    rng = np.random.default_rng(3)
    scores, transitions = rng.normal(size=(2, 4, 3)), rng.normal(size=(3, 3))
    lengths = [4, 2]
    found = distil.weigh_readings(torch.tensor(scores), torch.tensor(transitions), lengths)
    for row, (length, belief) in enumerate(zip(lengths, found)):
        weigh = {
            p: np.exp(sum(scores[row, t, k] for t, k in enumerate(p)) + sum(transitions[a, b] for a, b in itertools.pairwise(p)))
            for p in itertools.product(range(3), repeat=length)
        }
        total, tags, pairs = sum(weigh.values()), np.zeros((length, 3)), np.zeros((3, 3))
        for path, weight in weigh.items():
            tags[np.arange(length), path] += weight / total
            for pair in itertools.pairwise(path):
                pairs[pair] += weight / total
        assert belief.tags == pytest.approx(tags, abs=2e-3)
        assert belief.pairs == pytest.approx(pairs, abs=4e-3)


def test_a_certain_belief_counts_as_annotation():
    """The loss of a sentence is the same whether its tags are annotated or believed without doubt."""
    import numpy as np
    import torch

    sentences = [synthesis.write_sentence(random.Random(number)) for number in range(12)]
    words = tuple(sorted({token for s in sentences for token in s.tokens}))
    vectors = fit.Vectors(words, np.random.default_rng(1).normal(size=(len(words) + 4, 8)).astype(np.float16))
    model = fit.fit_tagger(sentences, vectors, "abcdefghijklmnop", replace(SMALL, epochs=1)).eval()
    rows = fit.number_sentences(sentences, model.vocab)
    height = len(model.vocab["tag"]._unit2id[0])
    held = [fit.fill_beliefs([tags for _, tags in row.layers], len(row.words), height) for row in rows]
    believed = [replace(row, layers=((0, corpus.Belief(tags[0].numpy(), pairs[0].numpy())),)) for row, (tags, pairs) in zip(rows, held)]
    with torch.no_grad():
        losses = [fit.compute_loss(model, fit.build_batch(part, model.vocab), 0.0).item() for part in (rows, believed)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-5) and losses[0] > 0


def test_standoff_annotation_finds_its_sentences(tmp_path):
    import pandas as pd

    title, content = "Bupati Agam lantik Suhendra", "Acara itu ramai. Ketua KPU Agam Suhendra hadir."
    pd.DataFrame([{"article_id": "a1", "title": title, "content": content}]).to_parquet(tmp_path / "news.parquet")
    sentence = "Ketua KPU Agam Suhendra hadir."
    row = {"article": "a1", "part": "content", "start": 17, "end": 47, "sha": hashlib.sha256(sentence.encode()).hexdigest()[:12],
           "ents": [[6, 14, "ORG"], [15, 23, "PER"]]}
    other = {**row, "article": "a2"}
    moved = {**row, "start": 16}
    path = tmp_path / "annotation.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in (row, other, moved)), "utf-8")
    (found,) = corpus.read_standoff(path, tmp_path)
    assert found.tokens == ("Ketua", "KPU", "Agam", "Suhendra", "hadir", ".")
    assert found.tags == {"news-officials": ("O", "B-ORG", "I-ORG", "B-PER", "O", "O")}


def test_our_annotation_carries_no_text():
    from extract.train.__main__ import STANDOFF

    rows = [json.loads(line) for line in STANDOFF.read_text("utf-8").splitlines()]
    assert len(rows) > 500
    for row in rows:
        assert set(row) == {"article", "part", "start", "end", "sha", "ents"}
        assert all(0 <= start < end <= row["end"] - row["start"] and label in ("PER", "ORG", "LOC", "FAC") for start, end, label in row["ents"])


@pytest.mark.parametrize("seed", range(5))
def test_grammar_tags_fit_their_words(seed):
    rng = random.Random(seed)
    for _ in range(40):
        sentence = synthesis.dress_sentence(synthesis.recast_people(synthesis.write_sentence(rng), rng, 0.5), rng, 0.5)
        (tags,) = sentence.tags.values()
        assert len(tags) == len(sentence.tokens) and all(sentence.tokens)
        assert not any("{" in token or "}" in token for token in sentence.tokens)
        assert all(b[0] != "I" or a[2:] == b[2:] for a, b in zip(("O", *tags), tags))


def test_reads_both_formats_and_names_the_bad_line(tmp_path):
    bio = tmp_path / "a.bio"
    bio.write_text("Ketua O\nKPU B-ORGANIZATION\n\nAlni B-PERSON\n", "utf-8")
    assert [s.tags["idner"] for s in corpus.read_set(bio, "idner")] == [("O", "B-ORG"), ("B-PER",)]
    bio.write_text("Ketua O\nKPU\n", "utf-8")
    with pytest.raises(ValueError, match="a.bio:2"):
        corpus.read_set(bio, "idner")

"""`make bench`: how fast each stage is, and the ratios that matter, both sides measured in one run on the same articles.

    python -m extract.bench --articles 300            # a few minutes
    python -m extract.bench --articles 2000 --full    # memory and growth up to 22,000 articles; an hour

Rates and the ratios of whole runs are of processor time, so that a busy machine does not blur them; workers and the start are by the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.records import Article, Extraction, Mention, Raw

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "news" / "click-id.parquet"
PLAIN_SHARE = 4  # plain Stanza reads only each fourth article: it takes that much longer
WARM_UP = 20  # articles read before the clock starts, so that compiled rules and libraries are loaded


@dataclass(frozen=True, slots=True)
class Timed:
    """What one stage took."""

    name: str
    articles: int
    tokens: int
    seconds: float

    @property
    def per_article(self) -> float:
        return self.seconds / max(self.articles, 1)


# --- articles to measure on -----------------------------------------------------------------------------------------
def write_news(folder: Path, n: int) -> Path:
    """`n` articles as Parquet: of the news set beside the checkout, else made from corpus/ and small variations."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"news-{n}.parquet"
    if NEWS.exists():
        table = pq.read_table(NEWS)
        step = max(table.num_rows // n, 1)  # spread over the file, which is sorted by outlet
        pq.write_table(table.take(list(range(0, table.num_rows, step))[:n]), path)
    else:
        pq.write_table(pa.Table.from_pylist(list(generate_news(n))), path)
    return path


def generate_news(n: int) -> Iterator[dict[str, str]]:
    """News in which one article of twelve has a signing: sentences of corpus/ about other matters around it."""
    from extract.readers import iter_raw

    found = [raw for raw in iter_raw(ROOT / "corpus") if raw.text and not raw.error]
    quiet = ["Harga beras di pasar induk naik tipis pekan ini.", "Pedagang berharap pasokan dari petani segera pulih.", "Hujan turun sejak pagi di lereng utara.",
             "Warga bergotong royong membersihkan saluran air.", "Tim tuan rumah menang tipis berkat gol menit akhir.", "Panen raya diperkirakan mundur dua pekan."]
    for i in range(n):
        filler = " ".join(quiet[(i * 7 + k) % len(quiet)] for k in range(24))
        own = found[i % len(found)].text if i % 12 == 0 else ""
        yield {"article_id": f"bangkitan-{i}", "title": f"Kabar {i}", "content": f"{own}\n{filler}", "date": "2022-12-06", "source": "bangkitan", "url": ""}


# --- stages ---------------------------------------------------------------------------------------------------------
def measure_stages(path: Path, n: int) -> tuple[list[Timed], list[Article]]:
    """Each stage of reading every article closely, one after the other, and the articles."""
    from extract import pipeline, sentences
    from extract.clean import clean_article
    from extract.parts import Settings, shared_tagger
    from extract.plan import Input, read_records
    from extract.rows import build_article, build_rows
    from extract.scan import could_hold_rows, worth_reading
    from extract.tables import to_arrow

    tagger = shared_tagger()
    raws: list[Raw] = []
    read = clock("read the file", lambda: raws.extend(read_records(Input(path, path.name), Settings(scope="all"))), n)
    articles = [article for article in map(clean_article, raws) if article.status == "ok"]
    for article in pipeline.extract_articles(articles[:WARM_UP], tagger):
        build_rows(article, every_article=True)
    [worth_reading(article) for article in articles[:WARM_UP]]
    docs = [sentences.make_doc(article.text) for article in articles]
    tokens, number = sum(map(len, docs)), len(articles)
    found: list[list[Mention]] = []
    extracted: list[Extraction] = []

    def store() -> None:
        rows = [build_rows(extraction, every_article=True) for extraction in extracted]
        to_arrow("articles", [build_article(article) for article in articles])
        for name in ("signings", "officials", "statistics", "dates", "venues", "entities"):
            to_arrow(name, [row for some in rows for row in some[name]])

    stages = [
        read,
        clock("clean, tell the language", lambda: [clean_article(raw) for raw in raws], len(raws)),
        clock("fast pass: words and regexes", lambda: [could_hold_rows(article.text) for article in articles], number, tokens),
        clock("fast pass with counting", lambda: [worth_reading(article) for article in articles], number, tokens),
        clock("tokens and sentences", lambda: [sentences.make_doc(article.text) for article in articles], number, tokens),
        clock("NER in batches", lambda: found.extend(tagger.tag(docs)), number, tokens),
        clock("rules and attachment", lambda: extracted.extend(pipeline.extract_article(*item) for item in zip(articles, docs, found)), number, tokens),
        clock("rows", store, number, tokens),
    ]
    return stages, articles


def clock(name: str, work: Callable[[], Any], articles: int, tokens: int = 0) -> Timed:
    """Processor time of a piece of work."""
    started = time.process_time()
    work()
    return Timed(name, articles, tokens, time.process_time() - started)


class PlainTagger:
    """The same weights through `stanza.Pipeline`, one article at a time: what most people would write."""

    version = "plain"

    def __init__(self) -> None:
        from extract.ner import load_plain_pipeline

        self.nlp = load_plain_pipeline()

    def tag(self, docs: Sequence[Doc]) -> list[list[Mention]]:
        return [self._tag_one(doc) for doc in docs]

    def _tag_one(self, doc: Doc) -> list[Mention]:
        kept = [[token for token in sentence if not token.is_space] for sentence in doc.sents]
        kept = [tokens for tokens in kept if tokens]
        if not kept:
            return []
        found = []
        for tokens, sentence in zip(kept, self.nlp([[token.text for token in tokens] for tokens in kept]).sentences):
            for entity in sentence.ents:
                first, last = (tokens[entity.tokens[k].id[0] - 1] for k in (0, -1))
                start, end = first.idx, last.idx + len(last)
                found.append(Mention(start, end, entity.type, doc.text[start:end]))
        return found


def make_spacy_cnn() -> Callable[[Sequence[Doc]], Any]:
    """spaCy's own NER (hash embeddings, CNN, transitions) in its usual size; speed does not depend on its weights."""
    import random

    from spacy.training import Example
    from spacy.util import fix_random_seed

    from extract.sentences import blank_nlp, make_doc

    fix_random_seed(1)
    random.seed(1)
    nlp = type(blank_nlp())(vocab=blank_nlp().vocab)
    component = nlp.add_pipe("ner")
    for label in ("PER", "ORG", "LOC", "FAC"):
        component.add_label(label)
    example = Example.from_dict(make_doc("Ratih hadir."), {"entities": [(0, 5, "PER")]})
    nlp.initialize(lambda: [example])
    return lambda docs: list(component.pipe(docs, batch_size=64))


def measure_taggers(articles: Sequence[Article]) -> list[Timed]:
    """NER alone and the whole of reading, ours and plain, on the same articles."""
    from extract import pipeline, sentences
    from extract.parts import shared_tagger

    ours, plain, cnn = shared_tagger(), PlainTagger(), make_spacy_cnn()
    few = list(articles[::PLAIN_SHARE])
    plain.tag([sentences.make_doc(few[0].text)])

    def fresh() -> list[Doc]:
        return [sentences.make_doc(article.text) for article in few]

    tokens, number = sum(map(len, fresh())), len(few)
    docs = [fresh() for _ in range(3)]
    cnn(docs[2][:2])
    docs[2] = fresh()
    return [
        clock("NER: ours, in batches", lambda: ours.tag(docs[0]), number, tokens),
        clock("NER: plain Stanza, one article at a time", lambda: plain.tag(docs[1]), number, tokens),
        clock("NER: spaCy's CNN, in batches", lambda: cnn(docs[2]), number, tokens),
        clock("all steps: ours", lambda: pipeline.extract_articles(few, ours), number, tokens),
        clock("all steps: around plain Stanza", lambda: [pipeline.extract_articles([article], plain) for article in few], number, tokens),
    ]


# --- whole runs -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Ran:
    """One `extract run` by the clock and in processor time of all its processes, and the largest of them."""

    seconds: float
    processor: float
    megabytes: float


def run_whole(corpus: Path, *options: str, keep: Path | None = None) -> Ran:
    """Run the command in a fresh folder, or in the one to keep."""
    wrapper = ("import resource, subprocess, sys, time; t = time.monotonic(); subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
               "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(time.monotonic() - t, u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)")
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-c", wrapper, sys.executable, "-m", "extract", "run", str(corpus), "--out", str(keep or out), *options]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment()).stdout
    return Ran(*map(float, printed.split()))


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def write_eventful(corpus: Path, tables: Path) -> Path:
    """The articles of a Parquet file that gave rows: all that a perfect choice would read closely."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    read = pq.read_table(tables / "articles.parquet", columns=["source", "status"])
    sources = read.filter(pc.equal(read["status"], "ok"))["source"].to_pylist()
    path = corpus.with_name(f"eventful-{corpus.name}")
    pq.write_table(pq.read_table(corpus).take(sorted(int(source.rpartition("#")[2]) - 1 for source in sources)), path)
    return path


def measure_start(folder: Path) -> tuple[Ran, float]:
    """`extract run` on one article, and `import torch, spacy`: the median of three by the clock, in turns."""
    article = folder / "satu.txt"
    article.write_text("Pakta diteken\n\nBupati Lembah Teduh menandatangani pakta integritas di Padang, Selasa (18/10/2022).\n", "utf-8")
    ours, imports = [], []
    for _ in range(3):
        started = time.monotonic()
        subprocess.run([sys.executable, "-c", "import torch, spacy"], check=True, env=_environment())
        imports.append(time.monotonic() - started)
        ours.append(run_whole(article, "--workers", "1"))
    return sorted(ours, key=lambda ran: ran.seconds)[1], statistics.median(imports)


def bench_linking(few: int = 2_000, many: int = 22_000) -> None:
    """What linking costs at two sizes, on made-up rows: each article has a signing, which is ten times more than news has."""
    from extract.link import link_rows
    from extract.linkable import make_rows

    timed = []
    for n in (few, many):
        signings, officials, articles = make_rows(n)
        timed.append(clock(f"linking: {n:,} signings, {len(officials):,} officials", partial(link_rows, signings, officials, articles), n))
    print_timed("linking, each article with a signing", timed)
    print_ratio(f"linking: {many:,} / {few:,} articles", timed[1].seconds / timed[0].seconds, f"{many / few:g}, when linear")


# --- the report -----------------------------------------------------------------------------------------------------
def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m extract.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300, help="articles to measure on (300)")
    parser.add_argument("--full", action="store_true", help="memory and growth on eleven times as many (2,000 -> 22,000)")
    options = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as scratch:
        folder, n = Path(scratch), options.articles
        print(f"{n} articles of {'the news set' if NEWS.exists() else 'generated news'}\n")
        stages, articles = measure_stages(write_news(folder, n), n)
        print_timed("stages, each on every article", stages)
        taggers = measure_taggers(articles)
        print_timed(f"the same weights otherwise (each {PLAIN_SHARE}th article)", taggers)
        print_ratios(stages, taggers)
        bench_linking()
        print_runs(folder, n, 11 if options.full else 3)


def print_timed(title: str, timed: Sequence[Timed]) -> None:
    print(f"{title}\n{'':44}{'articles/s':>12}{'tokens/s':>12}{'ms/article':>12}")
    for stage in timed:
        tokens = f"{stage.tokens / stage.seconds:12,.0f}" if stage.tokens else f"{'':12}"
        print(f"{stage.name:44}{stage.articles / max(stage.seconds, 1e-9):12,.0f}{tokens}{1000 * stage.per_article:12.2f}")
    print()


def print_ratios(stages: Sequence[Timed], taggers: Sequence[Timed]) -> None:
    cost = {timed.name: timed.per_article for timed in [*stages, *taggers]}
    before = cost["read the file"] + cost["clean, tell the language"]
    print(f"{'ratio':60}{'':6}aim")
    print_ratio("NER: plain Stanza / ours", cost["NER: plain Stanza, one article at a time"] / cost["NER: ours, in batches"], "2.0")
    print_ratio("NER: spaCy's CNN / ours", cost["NER: spaCy's CNN, in batches"] / cost["NER: ours, in batches"], "1.0")
    print_ratio("scope all: steps around plain Stanza / ours", (before + cost["all steps: around plain Stanza"]) / (before + cost["all steps: ours"]), "2.5")


def print_ratio(name: str, value: float, aim: str) -> None:
    print(f"{name:60}{value:6.2f}  {aim}")


def print_runs(folder: Path, n: int, times: int) -> None:
    """Whole runs: scopes, workers, start, memory and growth."""
    few, many = write_news(folder, n), write_news(folder, n * times)
    start, imports = measure_start(folder)
    one, two = run_whole(few, "--scope", "all", "--workers", "1"), run_whole(few, "--scope", "all", "--workers", "2")
    events, grown = run_whole(few, "--workers", "1", keep=folder / "events"), run_whole(many, "--workers", "1")
    chosen = run_whole(write_eventful(few, folder / "events"), "--scope", "all", "--workers", "1")
    print_ratio("whole run: scope all / scope events, less the start", (one.processor - start.processor) / max(events.processor - start.processor, 0.01), "12")
    print_ratio("the same, were the choice of articles free and perfect", (one.processor - start.processor) / max(chosen.processor - start.processor, 0.01), "the most there is")
    print_ratio("whole run: one worker / two workers, less the start", (one.seconds - start.seconds) / max(two.seconds - start.seconds, 0.01), "1.7")
    print_ratio("start: one article / import torch, spacy", start.seconds / imports, "below 4")
    print_ratio(f"memory: {times * n} / {n} articles", grown.megabytes / events.megabytes, "below 1.2")
    print_ratio(f"time: {times * n} / {n} articles, less the start", (grown.processor - start.processor) / max(events.processor - start.processor, 0.01), f"{times}, when linear")
    print(f"\nlargest process {max(one.megabytes, two.megabytes, events.megabytes, grown.megabytes):,.0f} MB; "
          f"scope all {n / one.processor:,.1f} articles, scope events {times * n / grown.processor:,.1f} articles a second of processor time, start included")


if __name__ == "__main__":
    main()

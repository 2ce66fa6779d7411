"""`python -m extract.train --ner SETS --news NEWS --out MODEL`: from raw text and annotated sentences to the shipped model.

1 read the sets and the news, 2 word vectors, 3 a teacher (one encoder, an output layer per annotation scheme),
4 it labels raw news, 5 the next model learns from both, 6 measure and write the card.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import torch

from extract.ner import MODEL_DIR, Tagger, load_tagger
from extract.train import card, corpus, distil, fit, synthesis, vectors

TEACHER = fit.Recipe()
STUDENTS = (fit.Recipe(epochs=7, learning_rate=1e-3, freeze_letters=True),)  # a second round gave nothing on dev


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of one run; `--quick` and the tests take smaller ones."""

    seed: int = 1
    dim: int = 100
    vector_epochs: int = 10
    min_count: int = 2
    teachers: int = 1  # their scores are averaged when there are more
    teacher: fit.Recipe = TEACHER
    students: tuple[fit.Recipe, ...] = STUDENTS  # rounds of labelling news and learning from it, each from the model before
    grammar_sentences: int = 600  # new ones every epoch
    silver_sentences: int = 38_000  # of news, labelled in each round
    sure: float = 0.5  # probability from which a reading of the teachers is taken
    dressed: float = 0.12  # share of sentences in capitals, small letters or with typos
    recast: float = 0.25  # share of sentences with other people in them
    compare: bool = True


def main(arguments: Sequence[str] | None = None) -> int:
    options = read_options(arguments)
    plan = QUICK if options.quick else Plan()
    plan = replace(plan, seed=options.seed)
    torch.set_num_threads(options.threads)
    train_model(options.ner, options.news, options.out, plan, device=options.device)
    return 0


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m extract.train", description="Train, measure and write the Indonesian NER model.")
    parser.add_argument("--ner", type=Path, required=True, help="folder with news-officials/, idner-news-2k/ and nergrit/")
    parser.add_argument("--news", type=Path, required=True, help="raw news: a folder of .parquet (title, content) and .txt files")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="folder of the model (the shipped one)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="more than one may change the last digits from run to run")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--quick", action="store_true", help="a weak model in minutes, to see that everything runs")
    return parser.parse_args(arguments)


QUICK = Plan(vector_epochs=1, teachers=1, teacher=fit.Recipe(epochs=2), students=(fit.Recipe(epochs=1),), grammar_sentences=50,
             silver_sentences=500, compare=False)


def train_model(ner: Path, news: Path, out: Path, plan: Plan, *, device: str = "cpu") -> Tagger:
    """The whole story; the model in `out` is replaced at the end."""
    torch.manual_seed(plan.seed)
    sets = {split: read_sets(ner, split) for split in ("train", "dev")}
    gold = [sentence for sentences in sets["train"].values() for sentence in sentences]
    say(f"1 {len(gold):,} annotated sentences")

    paragraphs = list(corpus.read_news(news))
    lines = [[word for word, _ in corpus.split_tokens(paragraph)] for paragraph in paragraphs] + [list(s.tokens) for s in gold]
    word_vectors, letters = build_vectors(lines, gold, plan)
    say(f"2 vectors of {len(word_vectors.words):,} words")

    teachers = []
    for number in range(plan.teachers):
        recipe = replace(plan.teacher, seed=plan.seed + number)
        teachers.append(fit_on(gold, word_vectors, letters, recipe, plan, sets["dev"], device, name=f"teacher {number + 1}"))
    taggers = [view_tagger(teacher) for teacher in teachers]

    size, model, silver = plan.silver_sentences, teachers[0], []
    drawn = distil.draw_sentences(paragraphs, size * len(plan.students), plan.seed)
    for number, recipe in enumerate(plan.students):
        fresh = drawn[number * size : (number + 1) * size]
        silver = list(distil.label_sentences(taggers, fresh, plan.sure))
        random.Random(plan.seed).shuffle(silver)
        say(f"4 {len(silver):,} of {len(fresh):,} sentences of news labelled, round {number + 1}")
        start = {name: value for name, value in model.state_dict().items() if not name.startswith("word_emb.")}
        recipe = replace(recipe, seed=plan.seed + 10 + number)
        model = fit_on(gold, word_vectors, letters, recipe, plan, sets["dev"], device, name=f"round {number + 1}", silver=silver, start=start)
        taggers = [view_tagger(model)]
    report = write_model(model, out, sets, letters, plan, len(silver))
    say(f"6 {card.summarize(report)}")
    return load_tagger(out)


def write_model(model, out: Path, sets, letters: str, plan: Plan, silver: int) -> dict[str, Any]:
    """Weights, checksums, scores and card, made aside and then put in place together."""
    fresh = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    fit.save_model(model, fresh)
    (fresh / "training.json").write_text(json.dumps({**asdict(plan), "silver": silver}, indent=1) + "\n", "utf-8")
    tagger = load_tagger(fresh)
    report = card.measure_model(tagger, sets["dev"])
    if plan.compare:
        report["comparison"] = card.compare_models(fresh, tagger, sets, letters, plan.teacher)
    card.write_card(fresh, report, sets, tagger)
    fresh.chmod(0o755)
    if out.exists():
        old = out.rename(fresh.with_name(fresh.name + "-old"))
        fresh.rename(out)
        shutil.rmtree(old)
    else:
        fresh.rename(out)
    return report


def read_sets(folder: Path, split: str) -> dict[str, list[corpus.Tagged]]:
    return {scheme: corpus.read_set(folder / name.format(split), scheme) for scheme, name in corpus.FILES.items()}


def build_vectors(lines: Sequence[Sequence[str]], gold: Sequence[corpus.Tagged], plan: Plan) -> tuple[fit.Vectors, str]:
    """Vectors of the frequent words, of all words trained on and of what the grammar writes; and the letters known."""
    counts = vectors.count_words(lines)
    frequent = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= plan.min_count]
    genre = {word for sentence in synthesis.read_genre() for word in sentence.tokens}
    extra = [*(word for sentence in gold for word in sentence.tokens), *sorted(synthesis.list_grammar_words() | genre)]
    with TemporaryDirectory() as scratch:
        source = vectors.train_vectors(lines, Path(scratch), dim=plan.dim, epochs=plan.vector_epochs, min_count=plan.min_count)
        word_vectors = vectors.compose_vectors(source, frequent, extra, scale=0.3)
    letters = Counter(letter for word in frequent for letter in word)
    return word_vectors, "".join(sorted(letter for letter, count in letters.items() if count >= 3))


def fit_on(gold, word_vectors, letters, recipe, plan, dev, device, *, name, silver=(), start=None):
    """One training run on annotated, written and labelled sentences, dressed anew every epoch."""

    def refresh(epoch: int) -> list[corpus.Tagged]:
        rng = random.Random(recipe.seed * 1000 + epoch)
        share = len(silver) // recipe.epochs
        known = [*gold, *synthesis.read_genre(), *synthesis.read_genre(), *silver[epoch * share : (epoch + 1) * share]]
        known = [synthesis.recast_people(sentence, rng, plan.recast) for sentence in known]
        known += [synthesis.write_sentence(rng) for _ in range(plan.grammar_sentences)]
        return [synthesis.dress_sentence(sentence, rng, plan.dressed) for sentence in known]

    began = time.time()

    def report(epoch: int, loss: float, model) -> None:
        scores = card.measure_model(view_tagger(model.eval()), dev)
        model.train()
        say(f"  {name}, epoch {epoch + 1} of {recipe.epochs}: loss {loss:.3f}, {card.summarize(scores)}, {time.time() - began:.0f} s")

    return fit.fit_tagger(refresh(0), word_vectors, letters, recipe, device=device, start=start, refresh=refresh, report=report)


def view_tagger(model) -> Tagger:
    """The network in training as a tagger, without going through files."""
    weights = {name: value.detach().cpu().clone() for name, value in model.state_dict().items() if not name.startswith("word_emb.")}
    vectors_file = {"vocab": model.vocab["word"].state_dict(), "emb": model.word_emb.weight.detach().cpu()}
    return Tagger({"model": weights, "vocab": model.vocab.state_dict(), "config": model.args}, vectors_file)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

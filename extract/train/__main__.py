"""`python -m extract.train --ner SETS --news NEWS --out MODEL`: from raw text and annotated sentences to the shipped model.

1 read the sets and the news, 2 word vectors, 3 several teachers (one encoder each, an output layer per annotation
scheme) and the rivals, 4 the teachers together label raw news, 5 one small student learns from all of it
and ends on the annotated sentences, 6 measure and write the card.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import torch

from extract.ner import MODEL_DIR, Tagger, load_tagger
from extract.train import card, compare, corpus, distil, fit, stages, synthesis, vectors
from extract.train.stages import Material, Mix, Step, say

TEACHERS = (
    fit.Recipe(epochs=13, seed=1),
    fit.Recipe(epochs=13, seed=2, hidden_dim=320, dropout=0.55, hide_word=0.12),
)
STUDENT = fit.Recipe(epochs=10, learning_rate=1.2e-3, freeze_letters=True, seed=11)
FINISH = fit.Recipe(epochs=3, learning_rate=6e-4, freeze_letters=True, seed=21)
MIX = Mix()
STANDOFF = Path(__file__).parent / "data" / "annotation.jsonl"


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of one run; `--quick` and the tests take smaller ones."""

    seed: int = 1  # added to the seed of every recipe
    dim: int = 100
    vector_epochs: int = 10
    min_count: int = 2
    teachers: tuple[fit.Recipe, ...] = TEACHERS
    student: fit.Recipe = STUDENT  # starts from the first teacher, which has its size
    finish: fit.Recipe = FINISH  # the student once more over the annotated sentences alone
    mix: Mix = MIX
    silver_sentences: int = 80_000  # of news, labelled by the teachers together
    rival_epochs: int = 10
    spacy_epochs: int = 8
    compare: bool = True


QUICK = Plan(vector_epochs=1, teachers=(fit.Recipe(epochs=2), fit.Recipe(epochs=2, seed=2)), student=replace(STUDENT, epochs=1), finish=replace(FINISH, epochs=1),
             mix=Mix(grammar_sentences=50), silver_sentences=500, compare=False)


def main(arguments: Sequence[str] | None = None) -> int:
    options = read_options(arguments)
    plan = replace(QUICK if options.quick else Plan(), seed=options.seed)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    train_model(options.ner, options.news, options.out, plan, options.work, device=options.device, jobs=options.jobs)
    return 0


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m extract.train", description="Train, measure and write the Indonesian NER model.")
    parser.add_argument("--ner", type=Path, required=True, help="folder with news-officials/, idner-news-2k/ and nergrit/")
    parser.add_argument("--news", type=Path, required=True, help="raw news: a folder of .parquet (title, content) and .txt files")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="folder of the model (the shipped one)")
    parser.add_argument("--work", type=Path, default=Path("build/train"), help="what is kept between runs: vectors, teachers, rivals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1), help="teachers and rivals trained at the same time")
    parser.add_argument("--threads", type=int, default=1, help="of each job; more than one may change the last digits from run to run")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--quick", action="store_true", help="a weak model in minutes, to see that everything runs")
    return parser.parse_args(arguments)


def train_model(ner: Path, news: Path, out: Path, plan: Plan, work: Path, *, device: str = "cpu", jobs: int = 1) -> Tagger:
    """The whole story; the model in `out` is replaced at the end."""
    torch.manual_seed(plan.seed)
    train, dev = (read_sets(ner, split) for split in ("train", "dev"))
    gold = [sentence for sentences in train.values() for sentence in sentences]
    paragraphs = list(corpus.read_news(news))
    lines = [[word for word, _ in corpus.split_tokens(paragraph)] for paragraph in paragraphs] + [list(s.tokens) for s in gold]
    own = list(corpus.read_standoff(STANDOFF, news))
    train[corpus.SCHEMES[0]] += own
    say(f"1 {len(gold):,} sentences of the sets, {len(own):,} of our own, {len(paragraphs):,} paragraphs of news")

    material = Material(train, dev, *build_vectors(lines, [*gold, *own], plan, work))
    say(f"2 vectors of {len(material.vectors.words):,} words")

    recipes = [replace(recipe, seed=recipe.seed + plan.seed - 1) for recipe in plan.teachers]
    digest = material.digest_all()
    steps = [
        Step(f"teacher {i}", stages.train_teacher, digest, (material, recipe, plan.mix, device, f"teacher {i}"))
        for i, recipe in enumerate(recipes, 1)
    ]
    with stages.make_pool(1 if device != "cpu" else jobs) as pool:
        teaching = stages.start_steps(steps, work, pool)
        rivals = stages.list_rivals(material, stages.shorten(recipes[0], plan.rival_epochs), plan.spacy_epochs) if plan.compare else []
        rivalling = stages.start_steps(rivals, work, pool)
        taught = [wait() for wait in teaching]
        teachers = [load_tagger(place) for place in taught]
        say(f"3 teachers together: {stages.summarize(distil.score_together(teachers, dev))}")
        student, finish = (replace(recipe, seed=recipe.seed + plan.seed - 1) for recipe in (plan.student, plan.finish))
        arguments = (student, plan.mix, plan.silver_sentences, plan.seed, tuple(place.name for place in taught), device)
        step = Step("student", partial(stages.train_student, material=material, paragraphs=paragraphs), digest, arguments)
        (learn,) = stages.start_steps([step], work, None)
        model = stages.fit_on(material, finish, plan.mix, device=device, name="finish", start=stages.load_weights(learn()))
        places = [wait() for wait in rivalling]
    report = write_model(model, out, material, plan, teachers, places)
    say(f"6 {stages.summarize(report['scores'])}")
    return load_tagger(out)


def write_model(model, out: Path, material: Material, plan: Plan, teachers: Sequence[Tagger], rivals: Sequence[Path]) -> dict[str, Any]:
    """Weights, checksums, scores and card, made aside and then put in place together."""
    fresh = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    fit.save_model(model, fresh)
    (fresh / "training.json").write_text(json.dumps(asdict(plan), indent=1) + "\n", "utf-8")
    tagger = load_tagger(fresh)
    report: dict[str, Any] = {"model": tagger.version, "silver": plan.silver_sentences, "scores": compare.score_tagger(tagger, material.dev)}
    report["teachers"] = {f"teacher {i}": stages.f1_by_scheme(compare.score_tagger(t, material.dev)) for i, t in enumerate(teachers, 1)}
    report["teachers"]["together"] = stages.f1_by_scheme(distil.score_together(teachers, material.dev))
    if plan.compare:
        report["comparison"] = stages.compare_models(fresh, tagger, material, rivals)
    card.write_card(fresh, report, material, tagger)
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


def build_vectors(lines: Sequence[Sequence[str]], gold: Sequence[corpus.Tagged], plan: Plan, work: Path) -> tuple[fit.Vectors, str]:
    """Vectors of the frequent words, of all words trained on and of what the grammar writes; and the letters known."""
    counts = vectors.count_words(lines)
    frequent = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= plan.min_count]
    genre = {word for sentence in synthesis.read_genre() for word in sentence.tokens}
    extra = [*(word for sentence in gold for word in sentence.tokens), *sorted(synthesis.list_grammar_words() | genre)]
    source = vectors.train_vectors(lines, work, dim=plan.dim, epochs=plan.vector_epochs, min_count=plan.min_count)
    word_vectors = vectors.compose_vectors(source, frequent, extra, scale=0.3)
    letters = Counter(letter for word in frequent for letter in word)
    return word_vectors, "".join(sorted(letter for letter, count in letters.items() if count >= 3))


if __name__ == "__main__":
    sys.exit(main())

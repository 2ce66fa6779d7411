"""Steps of a training run: teachers and rivals, which can run beside one another, and the student that ships.

Each teacher and rival leaves its result in the work folder under a name made of all that it was made from,
so a run that was broken off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import torch

from extract.ner import Tagger, load_tagger
from extract.train import compare, distil, fit, synthesis
from extract.train.compare import Sets
from extract.train.corpus import Tagged


@dataclass(frozen=True, slots=True)
class Mix:
    """What is put beside the annotated sentences, and how both are dressed."""

    grammar_sentences: int = 600  # new ones every epoch
    genre: int = 2  # how often the hand-written sentences of the genre are read in an epoch
    dressed: float = 0.12  # share of sentences in capitals, small letters or with typos
    recast: float = 0.25  # share of sentences with other people in them


@dataclass(frozen=True, slots=True)
class Material:
    """All that teachers and rivals learn from."""

    train: Sets
    dev: Sets
    vectors: fit.Vectors
    letters: str

    @property
    def gold(self) -> list[Tagged]:
        return [sentence for sentences in self.train.values() for sentence in sentences]

    def digest(self) -> str:
        """Of everything but the vectors."""
        seen = hashlib.sha256(repr((self.letters, [(s.tokens, sorted(s.tags.items())) for s in self.gold])).encode())
        for name in ("grammar.yaml", "names.yaml", "data/genre.txt"):
            seen.update((synthesis.HERE / name).read_bytes())
        return seen.hexdigest()

    def digest_all(self) -> str:
        return hashlib.sha256(self.digest().encode() + self.vectors.matrix.tobytes()).hexdigest()


# --- teachers and the student -----------------------------------------------------------------------------------
def fit_on(material: Material, recipe: fit.Recipe, mix: Mix, *, device: str, name: str, silver: Sequence[Tagged] = (), start: dict | None = None):
    """One training run on annotated, written and labelled sentences, dressed anew every epoch."""
    gold = material.gold

    def refresh(epoch: int) -> list[Tagged]:
        rng = random.Random(recipe.seed * 1000 + epoch)
        share = len(silver) // recipe.epochs
        known = [*gold, *synthesis.read_genre() * mix.genre, *silver[epoch * share : (epoch + 1) * share]]
        known = [synthesis.recast_people(sentence, rng, mix.recast) for sentence in known]
        known += [synthesis.write_sentence(rng) for _ in range(mix.grammar_sentences)]
        return [synthesis.dress_sentence(sentence, rng, mix.dressed) for sentence in known]

    began = time.time()

    def report(epoch: int, loss: float, model) -> None:
        scores = compare.score_tagger(view_tagger(model.eval()), material.dev)
        model.train()
        say(f"  {name}, epoch {epoch + 1} of {recipe.epochs}: loss {loss:.3f}, {summarize(scores)}, {time.time() - began:.0f} s")

    return fit.fit_tagger(refresh(0), material.vectors, material.letters, recipe, device=device, start=start, refresh=refresh, report=report)


def train_teacher(folder: Path, material: Material, recipe: fit.Recipe, mix: Mix, device: str, name: str) -> None:
    fit.save_model(fit_on(material, recipe, mix, device=device, name=name), folder)


def train_student(folder: Path, recipe: fit.Recipe, mix: Mix, count: int, seed: int, names: Sequence[str], device: str, *,
                  material: Material, paragraphs: Sequence[str]) -> None:
    """A model that starts from the first teacher and learns what the teachers (folders beside its own) hold of `count` sentences of news."""
    teachers = [load_tagger(folder.parent / name) for name in names]
    held_out = {s.tokens for sentences in material.dev.values() for s in sentences}
    silver = list(distil.label_sentences(teachers, distil.draw_sentences(paragraphs, count, seed, held_out)))
    random.Random(seed).shuffle(silver)
    say(f"4 {len(silver):,} sentences of news labelled")
    start = load_weights(folder.parent / names[0])
    fit.save_model(fit_on(material, recipe, mix, device=device, name="student", silver=silver, start=start), folder)


def load_weights(folder: Path) -> dict[str, torch.Tensor]:
    return torch.load(folder / "nertagger.pt", weights_only=True)["model"]


def view_tagger(model) -> Tagger:
    """The network in training as a tagger, without going through files."""
    weights = {name: value.detach().cpu().clone() for name, value in model.state_dict().items() if not name.startswith("word_emb.")}
    vectors_file = {"vocab": model.vocab["word"].state_dict(), "emb": model.word_emb.weight.detach().cpu()}
    return Tagger({"model": weights, "vocab": model.vocab.state_dict(), "config": model.args}, vectors_file)


# --- rivals -----------------------------------------------------------------------------------------------------
def train_spacy(folder: Path, material: Material, epochs: int, seed: int) -> None:
    scores, model = compare.train_spacy(material.train, material.dev, epochs=epochs, seed=seed)
    model.to_disk(folder / "model")
    write_scores(folder, scores, f"spaCy CNN, a model per set, {epochs} epochs")


def train_bare(folder: Path, material: Material, recipe: fit.Recipe) -> None:
    """The same network on the annotated sentences alone, without our word vectors."""
    model = compare.train_without_vectors(material.train, material.letters, recipe)
    scores = compare.score_tagger(view_tagger(model), material.dev)
    write_scores(folder, scores, f"the same network without our vectors, annotated sentences only, {recipe.epochs} epochs")


def write_scores(folder: Path, scores: dict[str, Any], name: str) -> None:
    (folder / "scores.json").write_text(json.dumps({"name": name, "scores": scores}), "utf-8")


# --- running ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Step:
    """A function that fills a folder, the digest of what it learns from, and its arguments after the folder."""

    name: str
    make: Callable[..., None]
    digest: str
    arguments: tuple

    def place(self, work: Path) -> Path:
        plain = [a for a in self.arguments if not isinstance(a, Material)]
        return work / f"{self.name.replace(' ', '-')}-{hashlib.sha256(repr((self.digest, plain)).encode()).hexdigest()[:12]}"


def make_pool(jobs: int) -> AbstractContextManager[ProcessPoolExecutor | None]:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) if jobs > 1 else nullcontext()


def start_steps(steps: Sequence[Step], work: Path, pool: ProcessPoolExecutor | None) -> list[Callable[[], Path]]:
    """Calls that wait for the folder of each step's result; without a pool a step is done when it is waited for."""
    calls: list[Callable[[], Path]] = []
    for step in steps:
        place = step.place(work)
        if pool is None or place.exists():
            calls.append(partial(run_step, step, place, torch.get_num_threads()))
        else:
            calls.append(pool.submit(run_step, step, place, torch.get_num_threads()).result)
    return calls


def run_step(step: Step, place: Path, threads: int) -> Path:
    """Do the step unless an earlier run has left its result."""
    if not place.exists():
        torch.set_num_threads(threads)
        part = place.with_name(place.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        step.make(part, *step.arguments)
        part.rename(place)
        say(f"  {step.name} done")
    return place


def list_rivals(material: Material, recipe: fit.Recipe, spacy_epochs: int) -> list[Step]:
    """What the model is compared with, longest first."""
    return [
        Step("rival without vectors", train_bare, material.digest(), (material, recipe)),
        Step("rival spacy", train_spacy, material.digest(), (material, spacy_epochs, recipe.seed)),
    ]


def compare_models(model_dir: Path, tagger: Tagger, material: Material, places: Sequence[Path]) -> dict[str, Any]:
    """F1 of the model and its rivals on the same dev sentences, and their speed one after another with nothing else running."""
    import spacy

    f1 = {"this model": f1_by_scheme(compare.score_tagger(tagger, material.dev))}
    spacy_model = None
    for place in places:
        rival = json.loads((place / "scores.json").read_text("utf-8"))
        f1[rival["name"]] = f1_by_scheme(rival["scores"])
        if (place / "model").exists():
            spacy_model = spacy.load(place / "model")
    return {"f1": f1, "tokens_per_second": compare.measure_speed(model_dir, tagger, material.dev, spacy_model)}


def f1_by_scheme(scores: dict[str, Any]) -> dict[str, float]:
    return {scheme: part["micro"]["f1"] for scheme, part in scores.items()}


def summarize(scores: dict[str, Any]) -> str:
    """`news-officials 0.912, idner 0.931, nergrit 0.774`."""
    return ", ".join(f"{scheme} {f1:.4f}" for scheme, f1 in f1_by_scheme(scores).items())


def shorten(recipe: fit.Recipe, epochs: int) -> fit.Recipe:
    return replace(recipe, epochs=min(epochs, recipe.epochs))


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

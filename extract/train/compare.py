"""The model against others, on the same sentences in one run: spaCy's CNN, our network without our vectors, plain Stanza."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from extract.ner import Tagger, load_plain_pipeline
from extract.ner_eval import count_matches, read_bio_spans, summarize
from extract.train import fit
from extract.train.corpus import SCHEMES, Tagged

Sets = dict[str, list[Tagged]]
Speed = dict[str, float]


def score_tagger(tagger: Tagger, dev: Sets) -> dict[str, Any]:
    """Scores of each scheme's output layer on that scheme's sentences."""
    scores = {}
    for scheme, sentences in dev.items():
        found = tagger.tag_sentences([s.tokens for s in sentences], scheme)
        scores[scheme] = {"sentences": len(sentences), **summarize(count_matches(sentences, found, scheme))}
    return scores


DRESS: dict[str, Callable[[str], str]] = {
    "as written": str, "all capitals": str.upper, "all small": str.lower, "each word with a capital": lambda word: word[:1].upper() + word[1:],
}


def score_dressed(tagger: Tagger, sentences: Sequence[Tagged], scheme: str) -> dict[str, float]:
    """F1 on the same sentences as headlines and careless scrapes write them."""
    scores = {}
    for name, dress in DRESS.items():
        found = tagger.tag_sentences([[dress(token) for token in s.tokens] for s in sentences], scheme)
        scores[name] = summarize(count_matches(sentences, found, scheme))["micro"]["f1"]
    return scores


def train_spacy(train: Sets, dev: Sets, *, epochs: int, seed: int) -> tuple[dict[str, Any], Any]:
    """spaCy's CNN NER with its default settings, one model per scheme: scores, and the model of the first scheme."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    scores, models = {}, {}
    for scheme in SCHEMES:
        spacy.util.fix_random_seed(seed)
        rng = random.Random(seed)
        nlp = spacy.blank("id")
        nlp.add_pipe("ner")
        examples = [
            Example(Doc(nlp.vocab, words=list(s.tokens)), Doc(nlp.vocab, words=list(s.tokens), ents=list(s.tags[scheme]))) for s in train[scheme]
        ]
        optimizer = nlp.initialize(partial(list, examples))
        for _ in range(epochs):
            rng.shuffle(examples)
            for batch in spacy.util.minibatch(examples, size=32):
                nlp.update(batch, sgd=optimizer, drop=0.2)
        docs = [Doc(nlp.vocab, words=list(s.tokens)) for s in dev[scheme]]
        found = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.pipe(docs)]
        scores[scheme] = {"sentences": len(docs), **summarize(count_matches(dev[scheme], found, scheme))}
        models[scheme] = nlp
    return scores, models[SCHEMES[0]]


def train_without_vectors(train: Sets, letters: str, recipe: fit.Recipe) -> Any:
    """The same network on the same annotated sentences; word vectors start at random and are learned from them alone."""
    gold = [sentence for sentences in train.values() for sentence in sentences]
    counts = Counter(token for sentence in gold for token in sentence.tokens)
    words = tuple(sorted(word for word, count in counts.items() if count > 1))
    matrix = np.random.default_rng(recipe.seed).normal(0, 0.1, (len(words) + 4, 100)).astype(np.float32)
    matrix[0] = 0
    return fit.fit_tagger(gold, fit.Vectors(words, matrix), letters, replace(recipe, tune_vectors=True))


def measure_speed(model_dir: Path, tagger: Tagger, dev: Sets, spacy_model: Any = None, articles: int = 60) -> Speed:
    """Tokens per second on one thread, each side on the same articles (sentences of dev, eight at a time)."""
    import torch
    from spacy.tokens import Doc

    sentences = [list(s.tokens) for sentences in dev.values() for s in sentences]
    texts = [sentences[i : i + 8] for i in range(0, len(sentences), 8)][:articles]
    size = sum(len(sentence) for text in texts for sentence in text)
    pipeline = load_plain_pipeline(model_dir)
    torch.set_num_threads(1)
    rivals: dict[str, Callable[[], object]] = {
        "extract.ner, articles together": lambda: tagger.tag_sentences([s for text in texts for s in text]),
        "extract.ner, one article at a time": lambda: [tagger.tag_sentences(text) for text in texts],
        "stanza.Pipeline, one article at a time": lambda: [pipeline(text) for text in texts],
    }
    if spacy_model is not None:
        docs = [[Doc(spacy_model.vocab, words=s) for s in text] for text in texts]
        rivals["spaCy CNN, articles together"] = lambda: list(spacy_model.pipe([doc.copy() for text in docs for doc in text]))
    return {name: size / min(time_call(rival) for _ in range(3)) for name, rival in rivals.items()}


def time_call(call: Callable[[], object]) -> float:
    began = time.process_time()  # time on the processor: other work on the machine does not count
    call()
    return time.process_time() - began


def list_errors(tagger: Tagger, sentences: Sequence[Tagged], scheme: str) -> Counter:
    """How mentions go wrong: (what, label) -> count, for the known failures of the card."""
    errors: Counter = Counter()
    for sentence, mentions in zip(sentences, tagger.tag_sentences([s.tokens for s in sentences], scheme)):
        gold, found = set(read_bio_spans(sentence.tags[scheme])), set(mentions)
        for start, end, label in gold - found:
            touching = [f for f in found if f[0] < end and start < f[1]]
            if any(f[:2] == (start, end) for f in touching):
                errors["other label", label] += 1
            else:
                errors["other boundary" if touching else "missed", label] += 1
        errors.update(("invented", label) for start, end, label in found - gold if not any(g[0] < end and start < g[1] for g in gold))
    return errors

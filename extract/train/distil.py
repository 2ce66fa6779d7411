"""Several taggers as one teacher: what they believe together of raw news trains the one model that ships."""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import torch

from extract.ner import RESERVED, Tagger, TokenSpan, batch_by_length, decode_paths, mend_tags, read_spans
from extract.ner_eval import count_matches, summarize
from extract.train.compare import Sets
from extract.train.corpus import SCHEMES, Belief, Tagged, split_sentences, split_tokens
from extract.train.fit import sum_paths


def draw_sentences(paragraphs: Iterable[str], count: int, seed: int, unwanted: Container[tuple[str, ...]] = ()) -> list[tuple[str, ...]]:
    """Distinct tokenised sentences of news, of a length that trains well; those with a capitalised word inside and not `unwanted`."""
    rng = random.Random(seed)
    pieces = [piece for paragraph in paragraphs for piece in split_sentences(paragraph) if 30 < len(piece) < 400]
    pieces = sorted(set(pieces))
    rng.shuffle(pieces)
    drawn: list[tuple[str, ...]] = []
    for piece in pieces:
        if len(drawn) == count:
            break
        tokens = tuple(word for word, _ in split_tokens(piece))
        if len(tokens) <= 70 and any(token[:1].isupper() for token in tokens[1:]) and tokens not in unwanted:
            drawn.append(tokens)
    return drawn


def label_sentences(taggers: Sequence[Tagger], sentences: Sequence[Sequence[str]]) -> Iterator[Tagged]:
    """The sentences with what the teachers believe of them under each scheme: one CRF of their mean scores."""
    for chosen in batch_by_length([len(s) for s in sentences]):
        batch = [sentences[i] for i in chosen]
        beliefs: list[dict[str, Belief]] = [{} for _ in batch]
        for scheme, (scores, transitions) in pool_scores(taggers, batch).items():
            for row, belief in zip(beliefs, weigh_readings(scores, transitions, [len(s) for s in batch])):
                row[scheme] = belief
        for tokens, held in zip(batch, beliefs):
            yield Tagged(tuple(tokens), origin="silver", beliefs=held)


def pool_scores(taggers: Sequence[Tagger], batch: Sequence[Sequence[str]]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """Mean emission scores and transitions of the taggers for each scheme; sentences come longest first."""
    with torch.inference_mode():
        states = [tagger.read_context(batch) for tagger in taggers]
        scores = [torch.stack([tagger.score_hidden(state, layer) for tagger, state in zip(taggers, states)]).mean(0) for layer in range(len(SCHEMES))]
    transitions = [torch.from_numpy(np.mean([tagger.transitions[layer] for tagger in taggers], axis=0)) for layer in range(len(SCHEMES))]
    return {scheme: (scores[layer].clone(), transitions[layer]) for layer, scheme in enumerate(SCHEMES)}


def weigh_readings(scores: torch.Tensor, transitions: torch.Tensor, lengths: Sequence[int]) -> Iterator[Belief]:
    """Probabilities of tags and expected numbers of pairs of tags, for each sentence of a batch under a CRF."""
    steps = transitions.expand(len(lengths), -1, -1).clone().requires_grad_()
    inside = torch.arange(scores.shape[1]) < torch.tensor(lengths)[:, None]
    tags, pairs = torch.autograd.grad(sum_paths(scores.requires_grad_(), steps, inside), [scores, steps])
    for length, row, pair in zip(lengths, tags.half().numpy(), pairs.half().numpy()):
        yield Belief(row[:length].copy(), pair.copy())


def score_together(taggers: Sequence[Tagger], dev: Sets) -> dict[str, Any]:
    """Scores of the taggers as one, on each set's own layer."""
    scores = {}
    for scheme, sentences in dev.items():
        found: list[list[TokenSpan]] = [[] for _ in sentences]
        for chosen in batch_by_length([len(s.tokens) for s in sentences]):
            batch = [sentences[i].tokens for i in chosen]
            emissions, transitions = pool_scores(taggers, batch)[scheme]
            names = taggers[0].tags[scheme]
            for i, path in zip(chosen, decode_paths(emissions.numpy(), [len(s) for s in batch], transitions.numpy())):
                found[i] = list(read_spans(mend_tags([names[max(tag, RESERVED)] for tag in path])))
        scores[scheme] = {"sentences": len(sentences), **summarize(count_matches(sentences, found, scheme))}
    return scores

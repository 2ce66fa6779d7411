"""Several taggers as one teacher: they label raw news together, and what they are sure of trains the model that ships."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import torch

from extract.ner import RESERVED, Tagger, batch_by_length, decode_paths, mend_tags, read_spans
from extract.train.corpus import SCHEMES, Tagged, split_sentences, split_tokens


def draw_sentences(paragraphs: Iterable[str], count: int, seed: int) -> list[tuple[str, ...]]:
    """Distinct tokenised sentences of news, of a length that trains well; those with a capitalised word inside."""
    rng = random.Random(seed)
    pieces = [piece for paragraph in paragraphs for piece in split_sentences(paragraph) if 30 < len(piece) < 400]
    pieces = sorted(set(pieces))
    rng.shuffle(pieces)
    drawn: list[tuple[str, ...]] = []
    for piece in pieces:
        if len(drawn) == count:
            break
        tokens = tuple(word for word, _ in split_tokens(piece))
        if len(tokens) <= 70 and any(token[:1].isupper() for token in tokens[1:]):
            drawn.append(tokens)
    return drawn


@torch.inference_mode()
def label_sentences(taggers: Sequence[Tagger], sentences: Sequence[Sequence[str]], sure: float) -> Iterator[Tagged]:
    """The sentences with the tags that the taggers agree on, under each scheme where that reading has probability `sure`."""
    for chosen in batch_by_length([len(s) for s in sentences]):
        batch = [sentences[i] for i in chosen]
        lengths = [len(s) for s in batch]
        found: list[dict[str, tuple[str, ...]]] = [{} for _ in batch]
        for layer, scheme in enumerate(SCHEMES):
            scores = np.mean([tagger.score_batch(batch, layer).numpy() for tagger in taggers], axis=0)
            transitions = np.mean([tagger.transitions[layer] for tagger in taggers], axis=0)
            paths = decode_paths(scores, lengths, transitions)
            for row, path, chance in zip(found, paths, rate_paths(scores, lengths, transitions, paths)):
                if chance >= sure:
                    names = taggers[0].tags[scheme]
                    row[scheme] = bioes_to_bio([names[max(tag, RESERVED)] for tag in path])
        for tokens, tags in zip(batch, found):
            if SCHEMES[0] in tags:
                yield Tagged(tuple(tokens), tags, "silver")


def rate_paths(scores: np.ndarray, lengths: Sequence[int], transitions: np.ndarray, paths: Sequence[np.ndarray]) -> list[float]:
    """Probability of each path under the CRF."""
    alpha = scores[:, 0].astype(np.float64)
    size = np.array(lengths)
    weights = np.exp(transitions.astype(np.float64))
    for t in range(1, scores.shape[1]):
        top = alpha.max(1, keepdims=True)
        step = np.log(np.exp(alpha - top) @ weights) + top + scores[:, t]
        alpha = np.where((size > t)[:, None], step, alpha)
    total = np.log(np.exp(alpha - alpha.max(1, keepdims=True)).sum(1)) + alpha.max(1)
    chances = []
    for row, (path, norm) in enumerate(zip(paths, total)):
        score = scores[row, np.arange(len(path)), path].sum() + transitions[path[:-1], path[1:]].sum()
        chances.append(float(np.exp(min(0.0, score - norm))))
    return chances


def bioes_to_bio(tags: Sequence[str]) -> tuple[str, ...]:
    """`["B-PER", "E-PER", "S-LOC"]` -> ("B-PER", "I-PER", "B-LOC")."""
    plain = ["O"] * len(tags)
    for start, end, label in read_spans(mend_tags(tags)):
        plain[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tuple(plain)

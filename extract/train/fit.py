"""Training of one Stanza tagger: Stanza's own network and CRF, a faster loop around them, and files that Stanza loads.

The loop differs from `stanza.models.ner_tagger` where small data and a CPU ask for it: the character LSTM runs once
per word form of a batch, only the output layer of a sentence's own scheme is scored, some words lose their vector
(names never seen must be read from their letters), and the weights kept are a running average.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from stanza.models.common.pretrain import PretrainedWordVocab
from stanza.models.common.vocab import CharVocab, CompositeVocab
from stanza.models.ner.model import NERTagger
from stanza.models.ner.utils import bio2_to_bioes, to_bio2
from stanza.models.ner.vocab import MultiVocab
from torch import nn

from extract.ner import write_checksums
from extract.train.corpus import SCHEMES, Belief, Tagged

UNK = 1
BASE_ARGS = {  # Stanza's names; what is not here has no part in a model without charlm and transformer
    "word_emb_dim": 100, "char_emb_dim": 48, "char_hidden_dim": 80, "hidden_dim": 256, "num_layers": 1,
    "char_num_layers": 1, "char": True, "charlm": False, "charlm_shorthand": None, "charlm_forward_file": None,
    "charlm_backward_file": None, "char_lowercase": False, "char_rec_dropout": 0.0, "lowercase": False,
    "emb_finetune": False, "input_transform": True, "dropout": 0.5, "word_dropout": 0.01, "locked_dropout": 0.0,
    "bert_model": None, "bert_finetune": False, "use_peft": False, "connect_output_layers": False, "scheme": "bioes",
    "train_scheme": None, "predict_tagset": 0, "shorthand": "id_peristiwa", "lang": "id", "batch_size": 32,
    "max_batch_words": 800, "optim": "adam", "lr": 1e-3, "momentum": 0, "sample_train": 1.0,
    "emb_finetune_known_only": False, "schemes": list(SCHEMES),
}


@dataclass(frozen=True, slots=True)
class Vectors:
    """Word vectors in Stanza's layout: four reserved rows (padding, unknown, empty, root), then the words."""

    words: tuple[str, ...]
    matrix: np.ndarray


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one training run may vary."""

    epochs: int = 16
    batch_size: int = 48
    learning_rate: float = 2e-3
    hide_word: float = 0.08  # share of words that lose their vector for a batch
    tune_vectors: bool = False
    average: float = 0.998
    hidden_dim: int = 256
    num_layers: int = 1
    dropout: float = 0.5
    locked_dropout: float = 0.0
    connect: bool = False
    freeze_letters: bool = False  # a second stage leaves the character LSTM as it is, which saves a third of the time
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in numbers."""

    words: np.ndarray
    forms: tuple[str, ...]
    layers: tuple[tuple[int, np.ndarray | Belief], ...]


# --- vocabularies -----------------------------------------------------------------------------------------------
def build_vocab(words: Sequence[str], sentences: Sequence[Tagged], letters: str) -> MultiVocab:
    """Stanza vocabularies of words, letters and tags; `O` is the first tag, which Stanza falls back to."""
    units = ["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>", *sorted(set(letters))]
    chars = CharVocab.load_state_dict({
        "lang": "id", "idx": 0, "cutoff": 0, "lower": False, "_id2unit": units, "_unit2id": {u: i for i, u in enumerate(units)},
    })
    columns = [list_tags(sentences, scheme) for scheme in SCHEMES]
    height = max(len(column) for column in columns)
    rows = [tuple(column[min(i, len(column) - 1)] for column in columns) for i in range(height)]
    tags = CompositeVocab(data=[[[row] for row in rows]], lang="id", idx=0, sep=None)
    return MultiVocab({"char": chars, "tag": tags, "word": PretrainedWordVocab(list(words), lang="id")})


def list_tags(sentences: Sequence[Tagged], scheme: str) -> list[str]:
    labels = {tag[2:] for s in sentences if scheme in s.tags for tag in s.tags[scheme] if tag != "O"}
    return ["O", *(f"{prefix}-{label}" for label in sorted(labels) for prefix in "BIES")]


def number_sentences(sentences: Sequence[Tagged], vocab: MultiVocab) -> list[Row]:
    rows = []
    for sentence in sentences:
        layers = []
        for index, scheme in enumerate(SCHEMES):
            if scheme in sentence.tags:
                bioes = bio2_to_bioes(to_bio2(list(sentence.tags[scheme])))
                unit2id = vocab["tag"]._unit2id[index]
                layers.append((index, np.array([unit2id[tag] for tag in bioes], dtype=np.int64)))
            elif scheme in sentence.beliefs:
                layers.append((index, sentence.beliefs[scheme]))
        rows.append(Row(np.array(vocab["word"].map(sentence.tokens), dtype=np.int64), sentence.tokens, tuple(layers)))
    return rows


# --- one batch --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Batch:
    lengths: list[int]
    words: torch.Tensor
    form_ids: torch.Tensor  # token -> row of `chars`
    chars: torch.Tensor
    char_lengths: list[int]
    layers: tuple[tuple[int, list[int], torch.Tensor, torch.Tensor], ...]  # output layer, sentences of it, beliefs of tags and of pairs

    def to(self, device: str) -> Batch:
        if device == "cpu":
            return self
        layers = tuple((index, rows, tags.to(device), pairs.to(device)) for index, rows, tags, pairs in self.layers)
        return Batch(self.lengths, self.words.to(device), self.form_ids.to(device), self.chars.to(device), self.char_lengths, layers)


def build_batch(rows: Sequence[Row], vocab: MultiVocab) -> Batch:
    rows = sorted(rows, key=lambda row: -len(row.words))
    lengths = [len(row.words) for row in rows]
    forms = sorted({form for row in rows for form in row.forms}, key=lambda form: (-len(form), form))
    place = {form: i for i, form in enumerate(forms)}
    layers = []
    for index in range(len(SCHEMES)):
        chosen = [(i, tags) for i, row in enumerate(rows) for layer, tags in row.layers if layer == index]
        if chosen:
            layers.append((index, [i for i, _ in chosen], *fill_beliefs([tags for _, tags in chosen], lengths[0], len(vocab["tag"]._unit2id[index]))))
    chars = [np.array(vocab["char"].map(form), dtype=np.int64) for form in forms]
    return Batch(
        lengths,
        pad_rows([row.words for row in rows], lengths[0]),
        pad_rows([np.array([place[form] for form in row.forms], dtype=np.int64) for row in rows], lengths[0]),
        pad_rows(chars, len(chars[0])),
        [len(form) for form in forms],
        tuple(layers),
    )


def fill_beliefs(rows: Sequence[np.ndarray | Belief], width: int, height: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Tags of annotators as certain beliefs beside those of teachers, padded."""
    tags, pairs = np.zeros((len(rows), width, height), dtype=np.float32), np.zeros((len(rows), height, height), dtype=np.float32)
    for i, row in enumerate(rows):
        if isinstance(row, Belief):
            tags[i, : len(row.tags)], pairs[i] = row.tags, row.pairs
        else:
            tags[i, np.arange(len(row)), row] = 1
            np.add.at(pairs[i], (row[:-1], row[1:]), 1)
    return torch.from_numpy(tags), torch.from_numpy(pairs)


def pad_rows(rows: Sequence[np.ndarray], width: int) -> torch.Tensor:
    padded = np.zeros((len(rows), width), dtype=np.int64)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return torch.from_numpy(padded)


def draw_batches(rows: Sequence[Row], size: int, rng: random.Random) -> Iterator[list[Row]]:
    """Batches of sentences of like length, in random order."""
    order = sorted(rows, key=lambda row: len(row.words) + rng.random() * 6)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(batches)
    yield from batches


def run_lstm(lstm: nn.LSTM, inputs: torch.Tensor, lengths: torch.Tensor, start: Sequence[torch.Tensor]) -> torch.Tensor:
    """A bidirectional LSTM over padded rows, each direction on its own: much faster on a CPU than packed rows, same result."""
    width = inputs.shape[1]
    steps = torch.arange(width, device=inputs.device)
    turned = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)  # each row back to front
    rows = torch.arange(len(lengths), device=inputs.device)[:, None]
    for layer in range(lstm.num_layers):
        sides = []
        for side, suffix in enumerate(("", "_reverse")):
            weights = [getattr(lstm, f"{name}_l{layer}{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
            state = tuple(value[2 * layer + side].expand(len(lengths), -1)[None].contiguous() for value in start)
            sided = inputs[rows, turned] if side else inputs
            output = torch._VF.lstm(sided, state, weights, True, 1, 0.0, lstm.training, False, True)[0]
            sides.append(output[rows, turned] if side else output)
        inputs = torch.cat(sides, 2)
        if layer + 1 < lstm.num_layers:
            inputs = nn.functional.dropout(inputs, lstm.dropout, lstm.training)
    return inputs


def read_forms(model: NERTagger, batch: Batch) -> torch.Tensor:
    """Stanza's character vectors, one row per word form: the last state of each direction."""
    char = model.charmodel
    pieces = []
    for first, last in cut_by_length(batch.char_lengths):
        lengths = torch.tensor(batch.char_lengths[first:last], device=batch.chars.device)
        embedded = char.dropout(char.char_emb(batch.chars[first:last, : batch.char_lengths[first]]))
        outputs = run_lstm(char.charlstm.lstm, embedded, lengths, (char.charlstm_h_init, char.charlstm_c_init))
        half = outputs.shape[2] // 2
        pieces.append(torch.cat([outputs[torch.arange(len(lengths)), lengths - 1, :half], outputs[:, 0, half:]], 1))
    return torch.cat(pieces)


def cut_by_length(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of falling lengths in which little is padding: letters of words come in three or four."""
    cuts = [0]
    for i, length in enumerate(lengths):
        if i - cuts[-1] > 24 and length < 0.7 * lengths[cuts[-1]]:
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(lengths)]))


def score_tags(model: NERTagger, batch: Batch, hide_word: float = 0.0) -> list[torch.Tensor]:
    """Emission scores of every output layer, as `NERTagger.forward` computes them."""
    words = batch.words
    if hide_word:
        words = torch.where((torch.rand(words.shape, device=words.device) < hide_word) & (words > 0), UNK, words)
    lengths = torch.tensor(batch.lengths, device=words.device)
    inputs = torch.cat([model.word_emb(words), read_forms(model, batch)[batch.form_ids]], 2)
    inputs = model.input_transform(model.lockeddrop(model.drop(model.worddrop(inputs, None))))
    hidden = run_lstm(model.taggerlstm.lstm, inputs, lengths, (model.taggerlstm_h_init, model.taggerlstm_c_init))
    hidden = model.lockeddrop(model.drop(hidden))
    scores: list[torch.Tensor] = []
    for index, layer in enumerate(model.tag_clfs):
        joined = torch.cat([hidden, scores[-1]], 2) if index and model.args["connect_output_layers"] else hidden
        scores.append(layer(joined))
    return scores


def compute_loss(model: NERTagger, batch: Batch, hide_word: float) -> torch.Tensor:
    """Cross entropy between what is held of each sentence under each scheme (annotated or believed) and the CRF, per sentence."""
    with torch.autocast(batch.words.device.type, torch.bfloat16):
        scores = [score.float() for score in score_tags(model, batch, hide_word)]
    height = max(score.shape[2] for score in scores)
    rows = [row for _, chosen, *_ in batch.layers for row in chosen]
    padded = torch.cat([widen(scores[i][chosen], height, -1e4) for i, chosen, *_ in batch.layers])
    steps = [widen(crit._transitions, height, 0.0, 2) for crit in model.crits]
    transitions = torch.stack([steps[i] for i, chosen, *_ in batch.layers for _ in chosen])
    tags = torch.cat([widen(tags, height) for *_, tags, _ in batch.layers])
    pairs = torch.cat([widen(pairs, height, 0.0, 2) for *_, pairs in batch.layers])
    believed = (padded * tags).sum() + (transitions * pairs).sum()
    return (sum_paths(padded, transitions, batch.words[rows].ne(0)) - believed) / len(batch.lengths)


def widen(scores: torch.Tensor, height: int, value: float = 0.0, dimensions: int = 1) -> torch.Tensor:
    """More tags than the scheme has, so that schemes of several sizes go through the CRF together."""
    return nn.functional.pad(scores, (0, height - scores.shape[-1]) * dimensions, value=value)


def sum_paths(scores: torch.Tensor, transitions: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Log of the weight of all readings under Stanza's CRF, summed over sentences that may each have transitions of their own.

    Its gradients are the probabilities of tags and the expected numbers of their pairs.
    """
    weights, alpha = transitions.exp(), scores[:, 0]
    for t in range(1, scores.shape[1]):
        top = alpha.amax(1, keepdim=True).detach()
        step = torch.bmm((alpha - top).exp()[:, None], weights)[:, 0].clamp_min(1e-30).log() + top + scores[:, t]
        alpha = torch.where(inside[:, t, None], step, alpha)
    return torch.logsumexp(alpha, 1).sum()


# --- the loop ---------------------------------------------------------------------------------------------------
def fit_tagger(sentences: Sequence[Tagged], vectors: Vectors, letters: str, recipe: Recipe, *, device: str = "cpu",
               start: dict | None = None, refresh=None, report=None) -> NERTagger:
    """A trained network, from the weights `start` where given.

    `refresh(epoch)` may give other sentences each epoch; `report(epoch, loss, model)` may watch.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    args = {**BASE_ARGS, "word_emb_dim": vectors.matrix.shape[1], "hidden_dim": recipe.hidden_dim, "num_layers": recipe.num_layers,
            "dropout": recipe.dropout, "locked_dropout": recipe.locked_dropout, "connect_output_layers": recipe.connect}
    vocab = build_vocab(vectors.words, sentences, letters)
    model = NERTagger(args, vocab, emb_matrix=torch.from_numpy(vectors.matrix.astype(np.float32))).to(device)
    if start:
        model.load_state_dict(start, strict=False)
    model.word_emb.weight.requires_grad_(recipe.tune_vectors)
    model.charmodel.requires_grad_(not recipe.freeze_letters)
    slow = [model.word_emb.weight] if recipe.tune_vectors else []
    fast = [p for name, p in model.named_parameters() if p.requires_grad and name != "word_emb.weight"]
    optimizer = torch.optim.Adam([{"params": fast, "lr": recipe.learning_rate}])
    sparse = torch.optim.SGD(slow, lr=0.1) if slow else None
    rows = number_sentences(sentences, vocab)
    steps, step, averaged = recipe.epochs * math.ceil(len(rows) / recipe.batch_size), 0, None
    for epoch in range(recipe.epochs):
        if refresh and epoch:
            rows = number_sentences(refresh(epoch), vocab)
        model.train()
        losses = []
        for drawn in draw_batches(rows, recipe.batch_size, rng):
            pace = min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps)
            optimizer.param_groups[0]["lr"] = recipe.learning_rate * pace
            optimizer.zero_grad()
            if sparse:
                sparse.param_groups[0]["lr"] = 0.1 * pace
                sparse.zero_grad()
            loss = compute_loss(model, build_batch(drawn, vocab).to(device), recipe.hide_word)
            loss.backward()
            nn.utils.clip_grad_norm_(fast, 5.0)
            optimizer.step()
            if sparse:
                sparse.step()
            step += 1
            averaged = average_weights(averaged, model, min(recipe.average, (step + 1) / (step + 10)))
            losses.append(loss.item())
        if report:
            report(epoch, sum(losses) / len(losses), swap_weights(model, averaged))
            swap_weights(model, averaged)
    swap_weights(model, averaged)
    return model.eval()


def average_weights(averaged: dict | None, model: NERTagger, decay: float) -> dict:
    """A running mean of the trained weights."""
    weights = {name: p for name, p in model.named_parameters() if p.requires_grad}
    if averaged is None:
        return {name: p.detach().clone() for name, p in weights.items()}
    with torch.no_grad():
        torch._foreach_lerp_(list(averaged.values()), [weights[name].detach() for name in averaged], 1 - decay)
    return averaged


def swap_weights(model: NERTagger, averaged: dict) -> NERTagger:
    """Exchange the network's weights and the averaged ones (twice brings them back)."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name in averaged:
                held = p.detach().clone()
                p.copy_(averaged[name])
                averaged[name] = held
    return model


# --- files ------------------------------------------------------------------------------------------------------
def save_model(model: NERTagger, folder: Path) -> None:
    """Write `nertagger.pt` and `vectors.pt` as `stanza.Pipeline` reads them, vectors in half precision, with checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "resources.json").write_text("{}\n", "ascii")  # Stanza looks for one; Indonesian NER is in none
    state = {name: value.cpu() for name, value in model.state_dict().items() if not name.startswith("word_emb.")}
    torch.save({"model": state, "vocab": model.vocab.state_dict(), "config": model.args}, folder / "nertagger.pt")
    words = model.vocab["word"].state_dict()
    torch.save({"vocab": words, "emb": model.word_emb.weight.detach().cpu().half()}, folder / "vectors.pt")
    write_checksums(folder)

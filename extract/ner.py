"""Named entities: our Stanza weights, read in large batches across articles.

The weights are a Stanza NER model (`stanza.Pipeline` loads them as they are, see models/ner/README.md). Stanza spends
most of its time around the network: document objects, one Viterbi step at a time, the character LSTM for every token.
Here the same network is fed sentences of like length from many articles, the vector of a word form is computed once and
kept, and all sentences of a batch are decoded together. The entities are the same, one for one (tests/test_ner.py).

`load_tagger().tag([doc])` -> `[[Mention(0, 13, "PER", "Rahmat Bagja")]]`
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from extract.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

MODEL_DIR = Path(__file__).parent / "models" / "ner"
WEIGHT_FILES = ("nertagger.pt", "vectors.pt")
CHECKSUMS = "SHA256SUMS"
UNKNOWN = 1  # row of the unknown word and letter in Stanza's vocabularies
RESERVED = 4  # Stanza's tags for padding, unknown, empty and root come first; then `O`
BATCH_TOKENS = 2048  # fastest of 256 to 4096 on one core
LONGEST_SENTENCE = 1000  # longer runs of tokens are read in pieces: bounds memory, news has none
LONGEST_FORM = 200  # letters read of one token; bounds the cost of a line without spaces
KEPT_FORMS = 60_000

TokenSpan = tuple[int, int, str]  # first token, after the last token, label


class ModelError(RuntimeError):
    """The model's files are missing, damaged or of another kind."""


# --- loading ----------------------------------------------------------------------------------------------------
def load_tagger(model_dir: Path | None = None) -> Tagger:
    """The tagger in `model_dir` (the shipped one by default), after its files passed their checksums."""
    folder = Path(model_dir or MODEL_DIR)
    version = check_files(folder)
    try:
        checkpoint, vectors = (torch.load(folder / name, map_location="cpu", weights_only=True) for name in WEIGHT_FILES)
        return Tagger(checkpoint, vectors, version)
    except (KeyError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise ModelError(f"{folder} holds no NER model that this version reads: {error}") from error


def check_files(folder: Path) -> str:
    """Compare the files with `SHA256SUMS` and give the model's version, a short hash of both."""
    try:
        expected = dict(reversed(line.split()) for line in (folder / CHECKSUMS).read_text("ascii").splitlines())
        found = {name: hash_file(folder / name) for name in WEIGHT_FILES}
    except (OSError, ValueError) as error:
        raise ModelError(f"no complete NER model in {folder}: {error}; fetch it with the repository or run `make train`") from error
    for name, digest in found.items():
        if expected.get(name) != digest:
            raise ModelError(f"{folder / name} is damaged: sha256 {digest}, {CHECKSUMS} says {expected.get(name)}")
    return hashlib.sha256("".join(found.values()).encode()).hexdigest()[:12]


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_plain_pipeline(model_dir: Path | None = None) -> Any:
    """The same weights in `stanza.Pipeline`, for pretokenised text: what the tagger is measured and tested against."""
    import stanza

    folder = Path(model_dir or MODEL_DIR)
    return stanza.Pipeline(
        "id", dir=str(folder), processors="tokenize,ner", package=None, tokenize_pretokenized=True, download_method=None,
        allow_unknown_language=True, ner_model_path=str(folder / WEIGHT_FILES[0]), ner_pretrain_path=str(folder / WEIGHT_FILES[1]),
        verbose=False, use_gpu=False,
    )


def write_checksums(folder: Path) -> None:
    """`SHA256SUMS` beside the weights, as `sha256sum -c` reads it."""
    (folder / CHECKSUMS).write_text("".join(f"{hash_file(folder / name)}  {name}\n" for name in WEIGHT_FILES), "ascii")


# --- the tagger -------------------------------------------------------------------------------------------------
class Tagger:
    """The network of a Stanza NER model without charlm, its vocabularies, and the word forms read so far."""

    def __init__(self, checkpoint: dict[str, Any], vectors: dict[str, Any], version: str = "") -> None:
        self.version = version
        config, weights = checkpoint["config"], {name: value.float() for name, value in checkpoint["model"].items()}
        if config.get("charlm") or config.get("bert_model") or "delta" in checkpoint["vocab"]:
            raise ValueError("only models of word vectors and letters are read here")
        self.schemes = tuple(config["schemes"])
        self.default_scheme = self.schemes[config["predict_tagset"]]
        self.connected = bool(config.get("connect_output_layers"))
        self.word_ids: dict[str, int] = vectors["vocab"]["_unit2id"]
        self.letter_ids: dict[str, int] = checkpoint["vocab"]["char"]["_unit2id"]
        self.tags = {name: checkpoint["vocab"]["tag"]["_id2unit"][i] for i, name in enumerate(self.schemes)}
        self.word_vectors = vectors["emb"]
        self.letter_vectors = weights["charmodel.char_emb.weight"]
        self.letters = build_lstm(weights, "charmodel.charlstm.lstm", config["char_num_layers"])
        self.letters_start = [weights[f"charmodel.charlstm_{name}_init"] for name in "hc"]
        self.transform = (weights["input_transform.weight"], weights["input_transform.bias"])
        self.context = build_lstm(weights, "taggerlstm.lstm", config["num_layers"])
        self.context_start = [weights[f"taggerlstm_{name}_init"] for name in "hc"]
        layers = range(len(self.schemes))
        self.outputs = [(weights[f"tag_clfs.{i}.weight"], weights[f"tag_clfs.{i}.bias"]) for i in layers]
        self.transitions = [weights[f"crits.{i}._transitions"].numpy() for i in layers]
        self.forms: dict[str, int] = {}
        self.form_vectors = torch.empty(1024, self.transform[0].shape[0])

    def tag(self, docs: Sequence[Doc]) -> list[list[Mention]]:
        """The mentions of each document, in order, with offsets into its text."""
        return [
            [Mention(span.start_char, span.end_char, span.label_, span.text) for span in spans] for spans in self.find_spans(docs)
        ]

    def find_spans(self, docs: Sequence[Doc]) -> list[list[SpacySpan]]:
        """The same as spaCy spans."""
        pieces = [(number, indices) for number, doc in enumerate(docs) for indices in split_doc(doc)]
        found = self.tag_sentences([[docs[number][i].text for i in indices] for number, indices in pieces])
        spans: list[list[SpacySpan]] = [[] for _ in docs]
        for (number, indices), mentions in zip(pieces, found):
            spans[number] += [SpacySpan(docs[number], indices[a], indices[b - 1] + 1, label) for a, b, label in mentions]
        return spans

    @torch.inference_mode()
    def tag_sentences(self, sentences: Sequence[Sequence[str]], scheme: str | None = None) -> list[list[TokenSpan]]:
        """Spans of tokens for each tokenised sentence: `[["Ketua", "KPU"]]` -> `[[(1, 2, "ORG")]]`."""
        layer = self.schemes.index(scheme or self.default_scheme)
        results: list[list[TokenSpan]] = [[] for _ in sentences]
        for chosen in batch_by_length([len(s) for s in sentences]):
            batch = [sentences[i] for i in chosen]
            scores = self.score_batch(batch, layer).numpy()
            paths = decode_paths(scores, [len(s) for s in batch], self.transitions[layer])
            for i, path in zip(chosen, paths):
                if (path > RESERVED).any():
                    tags = [self.tags[self.schemes[layer]][max(tag, RESERVED)] for tag in path]
                    results[i] = list(read_spans(mend_tags(tags)))
        return results

    def score_batch(self, batch: Sequence[Sequence[str]], layer: int) -> torch.Tensor:
        """Emission scores (sentence, token, tag); sentences come longest first."""
        return self.score_hidden(self.read_context(batch), layer)

    def read_context(self, batch: Sequence[Sequence[str]]) -> torch.Tensor:
        """States of the context LSTM, from which every output layer reads."""
        lengths = [len(sentence) for sentence in batch]
        rows = self.look_up([token for sentence in batch for token in sentence])
        index = torch.zeros(len(batch), lengths[0], dtype=torch.long)
        index[torch.arange(lengths[0]) < torch.tensor(lengths)[:, None]] = rows
        packed = pack_padded_sequence(self.form_vectors[index], lengths, batch_first=True)
        start = tuple(value.expand(-1, len(batch), -1).contiguous() for value in self.context_start)
        return pad_packed_sequence(self.context(packed, start)[0], batch_first=True)[0]

    def score_hidden(self, hidden: torch.Tensor, layer: int) -> torch.Tensor:
        if not self.connected:
            return nn.functional.linear(hidden, *self.outputs[layer])
        scores = nn.functional.linear(hidden, *self.outputs[0])
        for weights in self.outputs[1 : layer + 1]:
            scores = nn.functional.linear(torch.cat([hidden, scores], 2), *weights)
        return scores

    def look_up(self, tokens: Sequence[str]) -> torch.Tensor:
        """Rows of `form_vectors` for the tokens; forms not read before are read now."""
        if len(self.forms) > KEPT_FORMS:
            self.forms = {}
        new = [form for form in dict.fromkeys(tokens) if form not in self.forms]
        if new:
            first = len(self.forms)
            self.forms.update(zip(new, range(first, first + len(new))))
            if len(self.forms) > len(self.form_vectors):
                grown = torch.empty(max(len(self.forms), 2 * len(self.form_vectors)), self.form_vectors.shape[1])
                grown[:first] = self.form_vectors[:first]
                self.form_vectors = grown
            for i in range(0, len(new), 512):
                self.form_vectors[first + i : first + i + len(new[i : i + 512])] = self.read_forms(new[i : i + 512])
        return torch.tensor([self.forms[token] for token in tokens])

    def read_forms(self, forms: Sequence[str]) -> torch.Tensor:
        """What the context LSTM sees of a word form: its word vector and its letters, transformed."""
        order = sorted(range(len(forms)), key=lambda i: -len(forms[i]))
        letters = [[self.letter_ids.get(c, UNKNOWN) for c in forms[i][:LONGEST_FORM]] for i in order]
        lengths = [len(row) for row in letters]
        padded = torch.tensor([row + [0] * (lengths[0] - len(row)) for row in letters])
        packed = pack_padded_sequence(self.letter_vectors[padded], lengths, batch_first=True)
        start = tuple(value.expand(-1, len(forms), -1).contiguous() for value in self.letters_start)
        hidden = self.letters(packed, start)[1][0]
        spelled = torch.empty(len(forms), 2 * hidden.shape[2])
        spelled[torch.tensor(order)] = hidden[-2:].transpose(0, 1).reshape(len(forms), -1)
        known = torch.tensor([self.word_ids.get(form.replace(" ", "\xa0"), UNKNOWN) for form in forms])
        return nn.functional.linear(torch.cat([self.word_vectors[known].float(), spelled], 1), *self.transform)


def build_lstm(weights: dict[str, torch.Tensor], name: str, layers: int) -> nn.LSTM:
    """A bidirectional LSTM holding the weights saved under `name`."""
    own = {key.removeprefix(name + "."): value for key, value in weights.items() if key.startswith(name + ".")}
    lstm = nn.LSTM(own["weight_ih_l0"].shape[1], own["weight_hh_l0"].shape[1], layers, batch_first=True, bidirectional=True)
    lstm.load_state_dict(own)
    return lstm.requires_grad_(False).eval()


# --- batches, decoding ------------------------------------------------------------------------------------------
def split_doc(doc: Doc) -> Iterator[list[int]]:
    """Token numbers of each sentence, white space left out."""
    sentences: Iterable = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in sentences:
        indices = [token.i for token in sentence if not token.is_space]
        for i in range(0, len(indices), LONGEST_SENTENCE):
            yield indices[i : i + LONGEST_SENTENCE]


def batch_by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of sentences, longest first, so many at a time that a padded batch holds about `BATCH_TOKENS`."""
    order = sorted((i for i, length in enumerate(lengths) if length), key=lambda i: -lengths[i])
    start = 0
    while start < len(order):
        end = start + max(1, BATCH_TOKENS // lengths[order[start]])
        yield order[start:end]
        start = end


def decode_paths(scores: np.ndarray, lengths: Sequence[int], transitions: np.ndarray) -> list[np.ndarray]:
    """Best tags of each sentence (Viterbi over the whole batch); `lengths` fall."""
    back = np.zeros(scores.shape, dtype=np.int16)
    best = scores[:, 0].copy()
    steps = transitions.T[None]  # (1, tag, tag before): the maximum then runs over the last axis
    active = len(lengths)
    for t in range(1, scores.shape[1]):
        while lengths[active - 1] <= t:
            active -= 1
        paths = best[:active, None, :] + steps
        choice = paths.argmax(2)
        back[:active, t] = choice
        best[:active] = scores[:active, t] + np.take_along_axis(paths, choice[:, :, None], 2)[:, :, 0]
    tags = np.zeros(scores.shape[:2], dtype=np.int64)
    last = np.array(lengths) - 1
    rows = np.arange(len(lengths))
    current = best.argmax(1)
    for t in range(scores.shape[1] - 1, -1, -1):
        tags[rows, t] = current
        inside = t <= last
        current = np.where(inside, back[rows, t, current], current) if t else current
    return [tags[i, : last[i] + 1] for i in rows]


def mend_tags(tags: Sequence[str]) -> list[str]:
    """Stanza's mending of impossible sequences: `B-PER O` -> `S-PER O`, `O I-ORG E-ORG` -> `O B-ORG E-ORG`."""
    mended = [*tags, "O"]  # the closing `O` also serves as the tag before the first
    for i, tag in enumerate(mended):
        if tag[0] == "I":
            if mended[i + 1] not in (f"I-{tag[2:]}", f"E-{tag[2:]}"):
                mended[i] = f"E-{tag[2:]}"
            if mended[i - 1] not in (f"B-{tag[2:]}", f"I-{tag[2:]}"):
                mended[i] = f"B-{tag[2:]}"
    for i, tag in enumerate(mended):
        if tag[0] == "B" and mended[i + 1] not in (f"I-{tag[2:]}", f"E-{tag[2:]}"):
            mended[i] = f"S-{tag[2:]}"
        if tag[0] == "E" and mended[i - 1] not in (f"B-{tag[2:]}", f"I-{tag[2:]}"):
            mended[i] = f"S-{tag[2:]}"
    return mended[:-1]


def read_spans(tags: Sequence[str]) -> Iterator[TokenSpan]:
    """Spans of BIOES tags, read as leniently as Stanza does."""
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if tag[0] in "OBS" and start >= 0:
            yield start, i, label
            start = -1
        if tag != "O":
            start, label = (i if start < 0 else start), tag[2:]
            if tag[0] in "ES":
                yield start, i + 1, label
                start = -1


# --- spaCy ------------------------------------------------------------------------------------------------------
@Language.factory("peristiwa_ner", default_config={"model_dir": None}, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def create_component(nlp: Language, name: str, model_dir: str | None) -> NerComponent:
    """`nlp.add_pipe("peristiwa_ner")`: entities of the shipped model in `doc.ents`."""
    return NerComponent(load_tagger(Path(model_dir) if model_dir else None))


class NerComponent:
    """A spaCy pipeline component around the tagger; `nlp.pipe` reads whole batches."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        batch: list[Doc] = []
        for doc in docs:
            batch.append(doc)
            if len(batch) == batch_size:
                yield from self.fill_entities(batch)
                batch = []
        yield from self.fill_entities(batch)

    def fill_entities(self, docs: list[Doc]) -> list[Doc]:
        for doc, spans in zip(docs, self.tagger.find_spans(docs)):
            doc.ents = filter_spans([*doc.ents, *spans]) if doc.ents else spans
        return docs

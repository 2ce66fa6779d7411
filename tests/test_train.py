"""`python -m extract.train` on tiny data of our own: every step runs, the model loads, a seed gives the same weights."""

from __future__ import annotations

import itertools
import json
import random

import pytest

pytest.importorskip("fasttext", reason="needs the train extra")
pytest.importorskip("stanza")

from extract import ner, ner_eval
from extract.train import corpus, distil, fit, synthesis
from extract.train.__main__ import Plan, train_model

TINY = Plan(
    dim=16, vector_epochs=1, min_count=1, teachers=1, grammar_sentences=20, silver_sentences=40, sure=0.0, compare=False,
    teacher=fit.Recipe(epochs=8, hidden_dim=32, learning_rate=1e-2, batch_size=8, average=0.9),
    students=(fit.Recipe(epochs=1, hidden_dim=32, learning_rate=5e-3, batch_size=8, average=0.9, freeze_letters=True),),
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
    out = folders / "model"
    train_model(folders / "ner", folders / "news", out, TINY)
    return out


def test_writes_a_model_with_its_card(trained):
    tagger = ner.load_tagger(trained)
    assert tagger.schemes == corpus.SCHEMES
    text = (trained / "README.md").read_text("utf-8")
    assert tagger.version in text and "$" not in text.replace("${", "")
    assert json.loads((trained / "scores.json").read_text())["scores"]["idner"]["sentences"] == 12


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
    again = folders / "again"
    train_model(folders / "ner", folders / "news", again, TINY)
    assert ner.load_tagger(again).version == ner.load_tagger(trained).version


def test_two_layers_connected_outputs_and_tuned_vectors_load_in_stanza(folders, tmp_path):
    """The other recipes are read the same by Stanza and by the tagger too."""
    from extract.train.__main__ import build_vectors, read_sets

    gold = [s for sentences in read_sets(folders / "ner", "train").values() for s in sentences]
    vectors, letters = build_vectors([s.tokens for s in gold], gold, TINY)
    recipe = fit.Recipe(epochs=1, hidden_dim=24, num_layers=2, connect=True, tune_vectors=True, batch_size=8, learning_rate=1e-2)
    fit.save_model(fit.fit_tagger(gold, vectors, letters, recipe), tmp_path)
    sentences = [list(s.tokens) for s in gold[:40]]
    document = ner.load_plain_pipeline(tmp_path)(sentences)
    found = ner.load_tagger(tmp_path).tag_sentences(sentences)
    assert [len(s.ents) for s in document.sentences] == [len(spans) for spans in found]


def test_probabilities_of_readings():
    """Forward sums of the CRF against counting every path."""
    import numpy as np

    rng = np.random.default_rng(3)
    scores, transitions = rng.normal(size=(2, 4, 3)), rng.normal(size=(3, 3))
    lengths = [4, 2]
    paths = ner.decode_paths(scores, lengths, transitions)
    for row, (length, path, chance) in enumerate(zip(lengths, paths, distil.rate_paths(scores, lengths, transitions, paths))):
        weigh = {
            p: np.exp(sum(scores[row, t, k] for t, k in enumerate(p)) + sum(transitions[a, b] for a, b in itertools.pairwise(p)))
            for p in itertools.product(range(3), repeat=length)
        }
        best = max(weigh, key=weigh.get)
        assert tuple(path) == best
        assert chance == pytest.approx(weigh[best] / sum(weigh.values()))


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

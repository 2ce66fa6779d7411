"""The tagger: offsets, the same entities as plain Stanza, files that must be whole, sentences of the genre."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import textwrap
from itertools import pairwise

import pytest
import spacy

from extract import ner, ner_eval
from extract.sentences import make_doc
from extract.train.corpus import Tagged

ARTICLE = textwrap.dedent("""\
    Bupati Tanah Bumbu Teken Pakta Integritas Netralitas

    BATULICIN, Kabar Banua - Ketua Bawaslu Tanah Bumbu, Hj. Rahmawati Noor, S.H., M.H., menyaksikan penandatanganan
    pakta integritas di Aula Kantor Bupati Tanah Bumbu, Jalan Dharma Praja, Selasa (18/10/ 2022).

    “Kami siap mengawal,” kata Rahmawati. Turut hadir Kapolres Tanah Bumbu AKBP Tri Hambodo Laksono, S.I.K., Dandim
    1022/Tanah Bumbu Letkol Inf Aldin Hadiwijaya, serta Kepala Dinas Kesehatan Kabupaten Tanah Bumbu dr. Setia Budi Anwar.

    BACA JUGA: KPU Kotabaru Gandeng Universitas Lambung Mangkurat

    sebanyak 1.250 laporan masuk dari kalimantan selatan pada 2021 kata anggota bawaslu ri
    GUBERNUR KALSEL: ASN WAJIB NETRAL!
    """)
ODD = [
    "", " \n\n\t ", ".", "A", "🎉🎉 Jakarta 🎉", "https://contoh.id/a?b=c&d=" + "x" * 300, "Jl. Jl. Jl.", "“ ‘ ’ ”", "ÄÖÜ ñandú 東京 مكة",
    "Bupati " * 120, "Rp 1.234.567,89 (18/10/2022) No. 41/PUU-XX/2022", "mojibake â€œBawasluâ€\x9d Sumbar",
]


@pytest.fixture(scope="module")
def tagger() -> ner.Tagger:
    return ner.load_tagger()


@pytest.fixture(scope="module")
def plain():
    return ner.load_plain_pipeline()


def find(tagger: ner.Tagger, text: str) -> list[tuple[str, str]]:
    return [(m.label, m.text) for m in tagger.tag([make_doc(text)])[0]]


def test_offsets_point_into_the_text(tagger):
    (mentions,) = tagger.tag([make_doc(ARTICLE)])
    assert len(mentions) >= 12
    assert all(ARTICLE[m.start : m.end] == m.text and m.source == "stanza" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_same_entities_as_plain_stanza(tagger, plain):
    """Entity for entity, with batches across documents against Stanza sentence by sentence."""
    from extract.train.synthesis import read_genre

    sentences = [[t.text for t in s if not t.is_space] for text in (ARTICLE, *ODD) for s in make_doc(text).sents]
    sentences += [list(s.tokens) for s in read_genre()]
    sentences = [s for s in sentences if s and max(map(len, s)) <= ner.LONGEST_FORM]
    for scheme in tagger.schemes:
        plain.processors["ner"].trainers[0].args["predict_tagset"] = tagger.schemes.index(scheme)
        expected = []
        for sentence in plain(sentences).sentences:
            places = {id(token): i for i, token in enumerate(sentence.tokens)}
            expected.append([(places[id(e.tokens[0])], places[id(e.tokens[-1])] + 1, e.type) for e in sentence.ents])
        assert tagger.tag_sentences(sentences, scheme) == expected
        assert sum(map(len, expected)) > 200


def test_company_changes_nothing(tagger):
    docs = [make_doc(text) for text in (ARTICLE, *ODD, ARTICLE.upper(), ARTICLE.lower())]
    alone = [tagger.tag([doc])[0] for doc in docs]
    assert tagger.tag(docs) == alone
    assert tagger.tag(docs[::-1]) == alone[::-1]


def test_more_forms_than_are_kept(tagger, monkeypatch):
    before = find(tagger, ARTICLE)
    monkeypatch.setattr(ner, "KEPT_FORMS", 10)
    assert find(tagger, ARTICLE) == before
    assert find(tagger, ARTICLE) == before


def test_sentences_longer_than_the_limit(tagger):
    words = ["Ketua", "Bawaslu", "Padang", ",", "Rahmat", "Hidayat", ",", "hadir", "."] * 250
    doc = spacy.tokens.Doc(spacy.blank("id").vocab, words=words)
    mentions = tagger.tag([doc])[0]
    assert [m.text for m in mentions].count("Rahmat Hidayat") >= 240


@pytest.mark.parametrize(("text", "expected"), [
    ("Turut hadir Kapolres Bantaeng AKBP Rudi Hartono Salim, S.I.K., M.H., dan Dandim Letkol Inf Yoga Pranata.",
     [("LOC", "Bantaeng"), ("PER", "Rudi Hartono Salim"), ("PER", "Yoga Pranata")]),
    ("Ketua Bawaslu Kabupaten Agam, Suhendra Piliang, S.Ag., menyerahkan naskah itu.",
     [("ORG", "Bawaslu Kabupaten Agam"), ("PER", "Suhendra Piliang")]),
    ("Kepala Dinas Kesehatan Kota Bima Hj. Nurmala Yusuf ikut menandatangani.",
     [("ORG", "Dinas Kesehatan Kota Bima"), ("PER", "Nurmala Yusuf")]),
    ("Deklarasi digelar di Aula Kantor Bupati Sumbawa, Rabu (2/10/2024).", [("FAC", "Aula Kantor Bupati Sumbawa")]),
    ("Gubernur Jawa Tengah dan Wali Kota Semarang meneken nota kesepahaman.", [("LOC", "Jawa Tengah"), ("LOC", "Semarang")]),
    ("Pemerintah wajib menjaga netralitas aparatur sipil negara.", []),
])
def test_sentences_of_the_genre(tagger, text, expected):
    assert find(tagger, text) == expected


@pytest.mark.parametrize("name", ner.WEIGHT_FILES)
def test_damaged_weights_are_refused(tmp_path, name):
    shutil.copytree(ner.MODEL_DIR, tmp_path / "ner")
    path = tmp_path / "ner" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ner.ModelError, match=f"{name} is damaged"):
        ner.load_tagger(tmp_path / "ner")


def test_missing_weights_say_what_to_do(tmp_path):
    with pytest.raises(ner.ModelError, match="make train"):
        ner.load_tagger(tmp_path)


def test_version_is_a_hash_of_the_weights(tagger, tmp_path):
    shutil.copytree(ner.MODEL_DIR, tmp_path / "ner")
    assert ner.load_tagger(tmp_path / "ner").version == tagger.version
    assert len(tagger.version) == 12


def test_loads_without_network_and_without_pickle():
    """No socket may be opened, and nothing may be unpickled beyond tensors."""
    code = """
        import pickle, socket
        def refuse(*_args, **_kwargs): raise AssertionError("network")
        socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
        from extract.ner import load_tagger
        print(load_tagger().tag_sentences([["Ketua", "KPU", "hadir", "di", "Padang", "."]]))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert "'LOC'" in done.stdout


def test_spacy_component():
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("peristiwa_ner")
    texts = ["Wali Kota Padang hadir. Ketua KPK menyusul.", "Hujan turun."]
    first, second = nlp.pipe(texts)
    assert [(e.text, e.label_) for e in first.ents] == [("Padang", "LOC"), ("KPK", "ORG")]
    assert second.ents == ()


@pytest.mark.parametrize("number", [0, 1])
def test_examples_of_the_model_card_run(number, monkeypatch, capsys):
    """Both documented uses, run as they are written, find the same."""
    monkeypatch.chdir(ner.MODEL_DIR.parents[2])
    blocks = re.findall(r"```python\n(.*?)```", (ner.MODEL_DIR / "README.md").read_text("utf-8"), re.DOTALL)
    exec(blocks[number], {})  # noqa: S102
    assert capsys.readouterr().out.strip() == "[('Jawa Tengah', 'LOC'), ('Semarang', 'LOC')]"


def test_scores_of_a_file(tagger, tmp_path):
    """`extract ner eval` on both formats; PERSON, PLACE and ORGANISATION are read as ours."""
    bio, jsonl = tmp_path / "a.bio", tmp_path / "b.jsonl"
    bio.write_text("Ketua O\nKPK B-ORGANISATION\ntiba O\ndi O\nPadang B-PLACE\n. O\n\nHujan O\nturun O\n", "utf-8")
    jsonl.write_text('{"text": "Ketua KPK tiba di Padang.", "ents": [[6, 9, "ORG"], [18, 24, "PER"]]}\n', "utf-8")
    report = ner_eval.evaluate_files([bio, jsonl], tagger=tagger)
    assert report["files"][0]["micro"]["f1"] == 1.0 and report["files"][0]["sentences"] == 2
    assert report["files"][1]["labels"]["ORG"]["f1"] == 1.0 and report["files"][1]["labels"]["PER"]["recall"] == 0.0
    assert report["all"]["micro"] == {"precision": 3 / 4, "recall": 3 / 4, "f1": 3 / 4, "correct": 3, "found": 4, "gold": 4}
    assert "all files" in ner_eval.render(report)
    with pytest.raises(ValueError, match="unknown scheme"):
        ner_eval.evaluate_files([bio], "conll")


def test_scores_agree_with_seqeval():
    """The definition is seqeval's, tag for tag, also for sequences that start inside."""
    seqeval = pytest.importorskip("seqeval.metrics")
    rng = random.Random(3)
    draw = lambda: [rng.choice(["O", "O", "B-PER", "I-PER", "B-ORG", "I-ORG"]) for _ in range(8)]
    gold, found = [draw() for _ in range(200)], [draw() for _ in range(200)]
    sentences = [Tagged(("x",) * 8, {"idner": tuple(tags)}) for tags in gold]
    counts = ner_eval.count_matches(sentences, [list(ner_eval.read_bio_spans(tags)) for tags in found], "idner")
    assert ner_eval.summarize(counts)["micro"]["f1"] == pytest.approx(seqeval.f1_score(gold, found))

"""Acts of signing: what is signed, whether it happened, who signs, and which mentions are one act."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest

from extract.records import INSTRUMENTS, SIGNING_STATUSES, Article, Reading
from extract.signings import find_acts, merge_acts


@pytest.fixture(scope="module")
def read(tagger) -> Callable[..., Reading]:
    """(body, title) -> a Reading with every mention that the steps before signings find."""
    from extract import pipeline, sentences

    def read_text(body: str, title: str = "") -> Reading:
        text = f"{title}\n\n{body}" if title else body
        article = Article("a", "a", text, hashlib.sha256(text.encode()).hexdigest(), title=title, published_at=datetime(2024, 9, 10))
        doc = sentences.make_doc(text)
        return pipeline.read_mentions(article, doc, tagger.tag([doc])[0])

    return read_text


def rows(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(s.instrument, s.instrument_text, s.status) for s in merge_acts(reading, find_acts(reading))]


ONE_ROW = [
    # verbs, nouns, spellings
    ("Wali Kota Blitar menandatangani deklarasi pemilu damai di alun-alun.", "declaration", "deklarasi pemilu damai", "occurred"),
    ("Bupati Sleman meneken nota kesepahaman itu.", "mou", "nota kesepahaman", "occurred"),
    ("Perjanjian kerja sama di-teken kedua direktur.", "cooperation_agreement", "Perjanjian kerja sama", "occurred"),
    ("Berita acara itu ditanda tangani camat.", "handover_record", "Berita acara", "occurred"),
    ("Sebanyak 45 anggota dewan membubuhkan tanda tangan di atas pakta integritas.", "integrity_pact", "pakta integritas", "occurred"),
    ("Acara dilanjutkan penandatanganan fakta integritas netralitas oleh 12 camat.", "integrity_pact", "fakta integritas netralitas", "occurred"),
    ("Kedua dinas melakukan penandatangan MoU di aula.", "mou", "MoU", "occurred"),
    ("Sang gelandang sudah tanda tangan kontrak tiga musim.", "contract", "kontrak tiga musim", "occurred"),
    ("Kedua pemda sepakat berbagi air baku yang dituangkan dalam nota kesepahaman.", "mou", "nota kesepahaman", "occurred"),
    ("Peresmian ditandai dengan penandatanganan prasasti oleh gubernur.", "plaque", "prasasti", "occurred"),
    ("Untuk pakta integritas itu terkumpul 14 tanda tangan di atas meterai.", "integrity_pact", "pakta integritas", "occurred"),
    ("Petisi penolakan tambang itu meraih 8.400 tanda tangan.", "statement_letter", "Petisi penolakan tambang", "occurred"),
    # instruments
    ("Lima lembaga menandatangani SKB netralitas pegawai.", "joint_decree", "SKB netralitas pegawai", "occurred"),
    ("Pemkot dan KPU meneken Naskah Perjanjian Hibah Daerah (NPHD).", "grant_agreement", "Naskah Perjanjian Hibah Daerah (NPHD)", "occurred"),
    ("Presiden meneken Peraturan Pemerintah Nomor 5 Tahun 2025.", "regulation", "Peraturan Pemerintah Nomor 5 Tahun 2025", "occurred"),
    ("Siswa itu menandatangani surat pernyataan tidak mengulangi perbuatannya.", "statement_letter", "surat pernyataan tidak mengulangi perbuatannya", "occurred"),
    ("Indonesia dan Australia menandatangani perjanjian ekstradisi.", "treaty", "perjanjian ekstradisi", "occurred"),
    ("Ratusan kades menandatangani kesepakatan bersama menjaga netralitas.", "declaration", "kesepakatan bersama menjaga netralitas", "occurred"),
    ("Surat teguran itu diteken sekretaris daerah.", "other", "Surat teguran", "occurred"),
    ("Klub itu menandatangani kembali Robert Lewandowski.", "contract", None, "occurred"),
    # planned
    ("Kedua kampus akan meneken nota kesepahaman pekan depan.", "mou", "nota kesepahaman", "planned"),
    ("Rencananya kontrak baru, dengan nilai lebih besar, ditandatangani di Dumai.", "contract", "kontrak baru", "planned"),
    ("Penandatanganan akta jual beli dijadwalkan Senin depan.", "contract", "akta jual beli", "planned"),
    ("Perpres itu tinggal ditandatangani presiden.", "regulation", "Perpres", "planned"),
    ("Surat edaran itu tinggal menunggu tanda tangan bupati.", "regulation", "Surat edaran", "planned"),
    ("Perjanjian kerja sama sebagai turunan nota kesepahaman itu akan diteken bulan depan.", "cooperation_agreement", "Perjanjian kerja sama", "planned"),
    ("Empat wakil dekan menyusul meneken kontrak kinerja pada 5 Mei mendatang.", "contract", "kontrak kinerja", "planned"),
    ("Sekda meminta MoU itu ditandatangani pekan depan.", "mou", "MoU", "planned"),
    ("Bila drafnya rampung, MoU-nya bakal diteken sekda bulan depan.", "mou", "MoU-nya", "planned"),
    # negated
    ("Sebelas lurah menolak menandatangani pakta integritas.", "integrity_pact", "pakta integritas", "negated"),
    ("Pakta integritas belum juga ditandatangani para camat.", "integrity_pact", "Pakta integritas", "negated"),
    ("Pakta integritas tidak ditandatangani dua calon.", "integrity_pact", "Pakta integritas", "negated"),
    ("Penandatanganan NPHD antara Pemkab Sikka dan KPU Sikka yang semula dijadwalkan Senin batal dilaksanakan.", "grant_agreement", "NPHD", "negated"),
    ("Hingga sore, Pj Gubernur belum bersedia menandatangani NPHD.", "grant_agreement", "NPHD", "negated"),
    ("Rencana penandatanganan nota kesepahaman antara kedua kampus batal digelar Kamis.", "mou", "nota kesepahaman", "negated"),
    ("Kedua kubu hampir menandatangani gencatan senjata.", "treaty", "gencatan senjata", "negated"),
    # hypothetical
    ("Gubernur bisa saja menolak menandatangani perda itu.", "regulation", "perda", "hypothetical"),
    ("Semua kepala sekolah wajib menandatangani pakta integritas.", "integrity_pact", "pakta integritas", "hypothetical"),
    ("Jika kontrak itu diteken, harga saham akan naik.", "contract", "kontrak", "hypothetical"),
    ("Pejabat sementara tidak dapat menandatangani surat keputusan.", "regulation", "surat keputusan", "hypothetical"),
    ("Penandatanganan pakta integritas merupakan syarat mengikuti seleksi.", "integrity_pact", "pakta integritas", "hypothetical"),
    ("Berkas petisi itu disodorkan untuk ditandatangani warga.", "statement_letter", None, "hypothetical"),
    # cues that are none
    ("Tiga pasangan calon bupati menandatangani deklarasi damai.", "declaration", "deklarasi damai", "occurred"),
    ("Menjelang Pilkada para camat meneken pakta integritas.", "integrity_pact", "pakta integritas", "occurred"),
    ("Mereka tidak hanya berpidato, tetapi juga meneken pakta integritas.", "integrity_pact", "pakta integritas", "occurred"),
    ("Belum lama ini bupati menandatangani nota kesepahaman dengan kejaksaan.", "mou", "nota kesepahaman", "occurred"),
    ("Penandatanganan MoU itu akan memperkuat layanan.", "mou", "MoU", "occurred"),
    ("Bupati berharap penandatanganan nota kesepahaman ini dapat meningkatkan layanan.", "mou", "nota kesepahaman", "occurred"),
    ("Bupati akan mendukung isi pakta integritas yang ditandatangani para camat.", "integrity_pact", "pakta integritas", "occurred"),
    ("Bakal pasangan calon menandatangani deklarasi damai di kantor KPU.", "declaration", "deklarasi damai", "occurred"),
    ("Ia tak berpikir dua kali untuk pindah dan menandatangani kontrak bersama klub itu.", "contract", "kontrak", "occurred"),
    ("Akhirnya, warga mau menandatangani surat pernyataan.", "statement_letter", "surat pernyataan", "occurred"),
    # what lies ahead of the act, or behind it
    ("Kunjungan itu akan bermuara pada penandatanganan komitmen keselamatan.", "declaration", "komitmen keselamatan", "planned"),
    ("Klub itu bakal menggelar tes medis sebelum penandatanganan kontrak dilakukan.", "contract", "kontrak", "planned"),
    ("Aturan main akan berubah setelah Undang-Undang yang baru ditandatangani presiden.", "regulation", "Undang-Undang", "planned"),
    ("Kalau tidak ada perubahan, NPHD itu ditandatangani pekan ini.", "grant_agreement", "NPHD", "planned"),
    ("DPRD telah menyetujui raperda itu dan tinggal ditandatangani bupati.", "regulation", "raperda", "planned"),
    ("PKS dengan Inspektorat baru akan diteken sesudah MoU dengan Kejari beres.", "cooperation_agreement", "PKS", "planned"),
    ("Penandatanganan MoU tentang pengawasan pemilu dijadwalkan Kamis di Hotel Melati.", "mou", "MoU tentang pengawasan pemilu", "planned"),
    # papers of meetings, treaties and laws by their names
    ("Sebanyak 31 anggota dewan menandatangani daftar hadir rapat paripurna.", "other", "daftar hadir rapat paripurna", "occurred"),
    ("Kesimpulan rapat itu ditandatangani ketiga pengurus.", "other", "Kesimpulan rapat", "occurred"),
    # slips of the pen
    ("Bupati menandatangni nota kesepahaman dengan kejaksaan.", "mou", "nota kesepahaman", "occurred"),
    ("Nota kesepahaman itu akan ditandatangai kedua rektor.", "mou", "Nota kesepahaman", "planned"),
    ("Acara diisi penandatangann pakta integritas oleh para camat.", "integrity_pact", "pakta integritas", "occurred"),
    ("Indonesia menandatangani UNCAC pada 2003.", "treaty", "UNCAC", "occurred"),
    ("Sebanyak 35 dosen membubuhkan tanda tangan untuk menolak revisi undang-undang itu.", "statement_letter", "untuk menolak revisi undang-undang", "occurred"),
    ("Ratusan buruh membubuhkan tanda tangan di kain putih sebagai bentuk penolakan.", "statement_letter", "penolakan", "occurred"),
    ("Sedikitnya 146 peneliti menandatangani penolakan terhadap rancangan undang-undang itu.", "statement_letter", "penolakan", "occurred"),
    ("Rektor menandatangani MoU dengan kejaksaan sebagai bentuk dukungan.", "mou", "MoU", "occurred"),
    ("Revisi Undang-Undang Desa diteken presiden kemarin.", "regulation", "Revisi Undang-Undang Desa", "occurred"),
    ("Peta yang kami tanda tangani disesuaikan dengan Peraturan Menteri Nomor 8 Tahun 2020.", "other", "Peta", "occurred"),
    ("Sprindik dua tersangka itu sudah ditandatangani.", "other", "Sprindik dua tersangka", "occurred"),
    # a letter is what those who sign it, or the words around it, make of it
    ("Permintaan penundaan itu disampaikan lewat surat yang diteken Ketua Umum Serikat Nelayan Budi Karim.", "statement_letter", "surat", "occurred"),
    ("Lebih dari seratus dosen menandatangani surat yang ditujukan kepada presiden.", "statement_letter", "surat", "occurred"),
    ("Bupati menerbitkan surat imbauan. Surat yang ditandatangani Bupati Ende Markus itu dikirim ke desa.", "regulation", "surat imbauan", "occurred"),
    ("Sebanyak 40 peneliti menandatangani penolakan revisi UU itu.", "statement_letter", "penolakan revisi UU", "occurred"),
    ("Satu per satu camat membubuhkan tanda tangan di atas kain putih. Deklarasi damai itu dibacakan sekda.", "declaration", "Deklarasi damai", "occurred"),
    ("Dinas menjalin kerja sama dengan Bank Sumber Laut. Penandatanganan pun dilakukan kedua direktur.", "cooperation_agreement", "kerja sama", "occurred"),
]


@pytest.mark.parametrize("text, instrument, name, status", ONE_ROW)
def test_one_act(read, text: str, instrument: str, name: str | None, status: str) -> None:
    found = rows(read(text))
    assert [(i, s) for i, _, s in found] == [(instrument, status)]
    if name is not None:
        assert found[0][1] == name


NO_ROW = [
    "Tak sedikit warga yang menandatangani agar gubernur menolak raperda itu.",
    "Ia mengaku memalsukan tanda tangan atasannya di ijazah.",
    "Layanan tanda tangan elektronik itu gratis bagi warga.",
    "Petugas lupa menandatangani surat suara.",
    "Penggemar berebut meminta tanda tangan sang penyanyi.",
    "Kegiatan dibuka bupati, ditandai dengan pemukulan gong.",
    "Ia membagikan contoh pakta integritas kepada peserta.",
    "Penyerang asal Brasil itu bergabung dengan Persib.",
    "Telkom dan Indosat menjalin kerja sama pemanfaatan menara.",
    "Presiden menandatangani kaus milik seorang pelajar.",
    "Ia menorehkan rekor baru, lalu membubuhkan cap jempol.",
    "Daftar nama penanda tangan ditempel di papan pengumuman.",
    "Pakta integritas itu sekadar hiasan dinding.",
]


@pytest.mark.parametrize("text", NO_ROW)
def test_no_act(read, text: str) -> None:
    assert rows(read(text)) == []


def test_title_lead_and_recall_are_one_act(read) -> None:
    reading = read(
        "Sebanyak 63 lurah di Depok menandatangani pakta integritas netralitas, Selasa (3/9/2024). Penandatanganan disaksikan wali kota.\n\n"
        "Pakta itu diteken di aula. \"Begitu diteken, isinya mengikat,\" kata Sekda.",
        "Lurah se-Kota Depok Teken Pakta Integritas",
    )
    [signing] = merge_acts(reading, find_acts(reading))
    assert (signing.instrument, signing.instrument_text) == ("integrity_pact", "pakta integritas netralitas")
    assert len(signing.acts) == 5
    best = reading.text[reading.sentences[signing.acts[0].sentence].start :]
    assert best.startswith("Sebanyak 63 lurah")


def test_headline_in_weak_words_joins_the_named_agreement(read) -> None:
    reading = read("Pemkab Banggai dan kejaksaan menandatangani nota kesepahaman di Luwuk.", "Pemkab Banggai Teken Kerja Sama")
    assert rows(reading) == [("mou", "nota kesepahaman", "occurred")]


def test_instruments_of_one_ceremony_stay_apart(read) -> None:
    assert rows(read("Polres Sigi dan Bawaslu Sigi menandatangani nota kesepahaman dan perjanjian kerja sama penanganan laporan.")) == [
        ("mou", "nota kesepahaman", "occurred"), ("cooperation_agreement", "perjanjian kerja sama penanganan laporan", "occurred"),
    ]  # fmt: skip


def test_agreements_on_other_topics_stay_apart(read) -> None:
    found = rows(read(
        "Dilakukan penandatanganan dua perjanjian kerja sama, yaitu Perjanjian Kerja Sama antara Dinas Sosial dengan RSUD tentang rujukan pasien. "
        "Selanjutnya, Perjanjian Kerja Sama antara Dinas Sosial dengan Baznas tentang bantuan pangan."
    ))  # fmt: skip
    assert [i for i, _, _ in found] == ["cooperation_agreement"] * 2
    assert [t.rsplit(" tentang ")[-1] for _, t, _ in found] == ["rujukan pasien", "bantuan pangan"]


def test_later_waves_and_earlier_years_are_acts_of_their_own(read) -> None:
    reading = read(
        "Sebanyak 63 lurah menandatangani pakta integritas di balai kota, Selasa (3/9/2024).\n\n"
        "Pakta serupa akan ditandatangani para ketua RW pekan depan.\n\n"
        "Sebelumnya, pada 12 Oktober 2020, para camat meneken pakta integritas.\n\nHanya Lurah Beji yang belum meneken."
    )
    assert [(i, s) for i, _, s in rows(reading)] == [("integrity_pact", status) for status in ("occurred", "planned", "occurred", "negated")]


def test_same_paper_signed_later_by_others_is_planned(read) -> None:
    reading = read("Bupati bersama seluruh camat menandatangani pakta integritas. Pakta integritas ini juga akan ditandatangani seluruh kepala desa.")
    assert [s for _, _, s in rows(reading)] == ["occurred", "planned"]


def test_decrees_with_other_numbers_stay_apart(read) -> None:
    found = rows(read("Gubernur meneken Pergub Nomor 3 Tahun 2023. Pergub Nomor 9 Tahun 2024 juga sudah ia teken."))
    assert [t for _, t, _ in found] == ["Pergub Nomor 3 Tahun 2023", "Pergub Nomor 9 Tahun 2024"]


def test_other_partners_with_the_same_instrument_stay_apart(read) -> None:
    reading = read("Pemprov Riau meneken MoU dengan PT Bara Energi. Pemprov Riau juga meneken MoU dengan Universitas Riau.")
    assert [s.parties[-1] for s in merge_acts(reading, find_acts(reading))] == ["PT Bara Energi", "Universitas Riau"]


def test_general_talk_makes_no_row_beside_the_act(read) -> None:
    reading = read("Para camat meneken pakta integritas. Semua pegawai wajib menandatangani pakta integritas. Kalau ada yang menolak teken, ia dimutasi.")
    assert rows(reading) == [("integrity_pact", "pakta integritas", "occurred")]


def test_paper_without_a_kind_points_back(read) -> None:
    assert rows(read("Komitmen Antikorupsi dibacakan bersama. Dokumen itu diteken gubernur.")) == [("declaration", "Komitmen Antikorupsi", "occurred")]


def test_passive_without_instrument_means_the_one_named_before(read) -> None:
    reading = read("Para kades menandatangani pakta integritas. Sekda menyiapkan surat teguran bagi dua kades. \"Sudah saya tanda tangani,\" katanya.")
    assert [i for i, _, _ in rows(reading)] == ["integrity_pact", "other"]


PARTIES = [
    ("Pemerintah Kota Tegal menandatangani nota kesepahaman dengan Universitas Diponegoro.", ("Pemerintah Kota Tegal", "Universitas Diponegoro")),
    ("Nota kesepahaman antara BNN Provinsi Jambi dan Universitas Jambi ditandatangani hari ini.", ("BNN Provinsi Jambi", "Universitas Jambi")),
    ("Ikrar netralitas itu diteken Bupati dan Wali Kota se-Provinsi Jambi.", ("Bupati dan Wali Kota se-Provinsi Jambi",)),
    ("Tenaga kontrak akan meneken pakta integritas di kantor masing-masing.", ("Tenaga kontrak",)),
    ("Indonesia dan Australia menandatangani perjanjian ekstradisi.", ("Indonesia", "Australia")),
]


@pytest.mark.parametrize("text, expected", PARTIES)
def test_parties(read, text: str, expected: tuple[str, ...]) -> None:
    reading = read(text)
    [signing] = merge_acts(reading, find_acts(reading))
    assert signing.parties == expected


SIGNERS = [
    ("Bupati Toba, Budi Siregar, selaku pembina, turut menandatangani pakta integritas.", ["Bupati Toba, Budi Siregar, selaku pembina"]),
    ("Naskah ikrar ditandatangani Camat Beji Rahmat Hidayat dan Lurah Tugu Siti Aminah, disaksikan Kapolsek.", ["Camat Beji Rahmat Hidayat dan Lurah Tugu Siti Aminah"]),
    ("Penandatanganan MoU dilakukan oleh Rektor Andi Pratama pada Senin.", ["Rektor Andi Pratama"]),
    ("Dari Kejari, yang meneken nota kesepahaman ialah Kajari Rina Lestari.", ["Kajari Rina Lestari"]),
]


@pytest.mark.parametrize("text, expected", SIGNERS)
def test_signers_are_phrases_of_the_text(read, text: str, expected: list[str]) -> None:
    reading = read(text)
    found = [reading.text[s.start : s.end] for act in find_acts(reading) for s in act.signers]
    for phrase in expected:
        assert phrase in found


@pytest.mark.parametrize("text", [row[0] for row in ONE_ROW] + NO_ROW)
def test_values_are_of_the_closed_vocabularies_and_spans_fit(read, text: str) -> None:
    reading = read(text)
    for act in find_acts(reading):
        assert act.instrument in INSTRUMENTS and act.status in SIGNING_STATUSES
        assert reading.sentences[act.sentence].start <= act.trigger.start < act.trigger.end <= reading.sentences[act.sentence].end
        if act.instrument_span:
            assert reading.text[act.instrument_span.start : act.instrument_span.end] == act.instrument_text


def test_head_act_takes_the_name_that_follows(read) -> None:
    reading = read("Bulog Sleman meneken dua naskah. Nota kesepahaman beras ditandatangani bersama Pemkab Sleman. Siangnya giliran perjanjian kerja sama gudang diteken.")
    assert [kind for kind, _, _ in rows(reading)] == ["mou", "cooperation_agreement"]


def test_same_paper_of_an_earlier_time_is_an_act_of_its_own(read) -> None:
    reading = read("Para camat menandatangani pakta integritas, Rabu (4/9/2024). Naskah yang diteken pada Februari 2024 tidak memuat sanksi. Naskah itu diteken di pendopo.")
    assert [kind for kind, _, _ in rows(reading)] == ["integrity_pact", "integrity_pact"]


def test_object_of_no_known_kind_is_an_act_beside_the_named_one(read) -> None:
    reading = read("Kedua bupati menandatangani berita acara batas daerah. Kedua bupati juga meneken peta batas.")
    assert [kind for kind, _, _ in rows(reading)] == ["handover_record", "other"]


def test_refusal_and_its_later_repeat_are_two_acts(read) -> None:
    reading = read("Pakta integritas itu urung diteken para kepala sekolah akibat salah cetak. Panitia berjanji mengulang prosesi itu pada 19 September 2024.")
    assert [s for _, _, s in rows(reading)] == ["negated", "planned"]


def test_act_that_was_due_and_dropped_is_told_beside_the_one_that_came(read) -> None:
    reading = read("Bupati dan ketua KPU menandatangani NPHD, Selasa (3/9/2024). Sedianya penandatanganan dilakukan 2 Agustus, tetapi urung karena angkanya belum cocok.")
    assert [(i, s) for i, _, s in rows(reading)] == [("grant_agreement", "occurred"), ("grant_agreement", "negated")]


def test_act_put_off_to_another_day_is_planned_beside_the_refusal(read) -> None:
    reading = read("Pemkot Palopo batal meneken nota kesepahaman, Senin (9/9/2024). Penandatanganan dijadwal ulang Jumat (13/9/2024).")
    assert [s for _, _, s in rows(reading)] == ["negated", "planned"]


def test_papers_with_partners_of_their_own_are_two_acts(read) -> None:
    reading = read("Pemkab Wajo meneken MoU dengan Universitas Sawerigading dan perjanjian kerja sama dengan RSUD Lamaddukelleng.")
    assert [i for i, _, _ in rows(reading)] == ["mou", "cooperation_agreement"]


def test_grants_to_other_bodies_stay_apart(read) -> None:
    reading = read("Wali kota meneken NPHD untuk KPU senilai Rp 21 miliar. Setelah itu ia menandatangani NPHD untuk Bawaslu sebesar Rp 7 miliar.")
    assert [i for i, _, _ in rows(reading)] == ["grant_agreement"] * 2


def test_grant_named_behind_its_receiver_stays_apart(read) -> None:
    text = "Pemkot dan KPU menuntaskan penandatanganan NPHD. Sedangkan untuk Bawaslu, NPHD senilai Rp 7 miliar ditandatangani sehari sebelumnya."
    assert [row[0] for row in rows(read(text))] == ["grant_agreement", "grant_agreement"]


def test_both_papers_mean_the_two_named_before(read) -> None:
    reading = read("Kerja sama dengan kampus dituangkan ke dalam nota kesepahaman, dengan rumah sakit berupa perjanjian kerja sama. Kedua naskah ditandatangani Bupati Rina Lestari.")
    assert [i for i, _, _ in rows(reading)] == ["mou", "cooperation_agreement"]


def test_guest_who_did_not_sign_refuses_nothing(read) -> None:
    text = "Para camat meneken pakta integritas. Bupati bergurau, ia sendiri tidak ikut teken karena cuti."
    assert [row[2] for row in rows(read(text))] == ["occurred"]


def test_area_that_has_not_signed_is_an_act_of_its_own(read) -> None:
    text = "Pakta integritas diteken sepuluh sekda. Adapun Kota Metro belum membubuhkan tanda tangan."
    assert [(row[0], row[2]) for row in rows(read(text))] == [("integrity_pact", "occurred"), ("integrity_pact", "negated")]


def test_more_signers_of_the_same_paper_are_the_same_act(read) -> None:
    text = "Naskah deklarasi damai diteken para calon di aula. Naskah yang sama ditandatangani pula oleh partai pengusung."
    assert len(rows(read(text))) == 1


def test_ordinals_point_back_to_the_paper_named_before(read) -> None:
    text = "Isinya sama: pakta integritas netralitas. Yang pertama diteken para camat pada 12 Februari 2018. Yang kedua ditandatangani kepala dinas pada Oktober 2023."
    assert [row[0] for row in rows(read(text))] == ["integrity_pact", "integrity_pact"]


def test_those_who_signed_earlier_are_an_act_of_their_own(read) -> None:
    text = "Sebanyak 41 kepala dinas menandatangani pakta integritas, Kamis (5/9/2024). Para camat sudah duluan meneken pakta integritas, Senin (2/9/2024)."
    assert len(rows(read(text))) == 2


MORE_ACTS = [
    ("Para calon membubuhkan paraf serta cap jempol pada naskah deklarasi damai.", "declaration"),
    ("Berita acara itu diparaf dua kepala dinas.", "handover_record"),
    ("Pemkot dan KPU resmi mengikat NPHD di balai kota.", "grant_agreement"),
    ("Para kepala dinas meneken perjanjian kinerja.", "other"),
    ("Ikrar yang dibacakan di aula itu lalu dibubuhi tanda tangan perwakilan kades.", "declaration"),
    ("Acara ditutup pembubuhan tanda tangan pada naskah komitmen bersama.", "declaration"),
    ("Deklarasi kampanye damai di Wanasari ditutup dengan penandatanganan naskah oleh ketiga pasangan calon.", "declaration"),
    ("Tanda tangan para camat dibubuhkan pada pakta integritas itu.", "integrity_pact"),
    ("Tujuh pimpinan partai yang hadir ikut meneken. Seorang absen. Deklarasi pemilu damai itu digelar di Wanasari.", "declaration"),
    ("Promotor dan petinju itu menandatangani kesepakatan tiga pertarungan.", "contract"),
    ("Sembilan pengurus partai menorehkan namanya di lembar pakta integritas.", "integrity_pact"),
]


@pytest.mark.parametrize("text, instrument", MORE_ACTS)
def test_other_words_for_signing(read, text: str, instrument: str) -> None:
    assert [i for i, _, _ in rows(read(text))] == [instrument]


GROUPS = [
    ("Pakta integritas diteken tiga dari lima paslon.", ("tiga dari lima paslon",)),
    ("Ikrar itu ditandatangani perwakilan ASN, camat, dan lurah.", ("perwakilan ASN, camat, dan lurah",)),
    ("Kepala organisasi perangkat daerah di lingkungan Pemkab Ende menandatangani pakta integritas.", ("Kepala organisasi perangkat daerah di lingkungan Pemkab Ende",)),
    ("Pimpinan dewan, kata dia, sampai sekarang belum menandatangani pakta integritas.", ("Pimpinan dewan",)),
    ("Pertemuan diakhiri penandatanganan komitmen para operator bus.", ("para operator bus",)),
    ("Setiap dosen menandatangani komitmen netralitas.", ("Setiap dosen",)),
    ("Surat edaran itu diteken bupati kala itu.", ()),
    ("Dua puluh satu camat meneken pakta integritas.", ("Dua puluh satu camat",)),
    ("Para peserta pelatihan menandatangani komitmen bersama.", ("Para peserta pelatihan",)),
    ("Lebih dari 4.300 karyawan menandatangani petisi.", ("4.300 karyawan",)),
    ("SKB itu ditandatangani Menkeu, Mendagri dan Kepala BKN pada 2022.", ("Menkeu", "Mendagri", "Kepala BKN")),
    ("Deklarasi damai ditandatangani tiga pasangan calon bupati di Alun-alun Purwa.", ("tiga pasangan calon bupati",)),
    ("Ikrar itu ditandatangani anggota BPD dari 9 kecamatan.", ("anggota BPD dari 9 kecamatan",)),
    ("Adapun pasangan nomor urut 2 memilih tidak meneken ikrar damai.", ("pasangan nomor urut 2",)),
    ("Sejumlah kepala desa di Kecamatan Melur hingga kini belum menandatangani pakta integritas.", ("Sejumlah kepala desa di Kecamatan Melur",)),
    ("Kepala seksi, kepala madrasah negeri, dan kepala KUA di lingkungan Kantor Kemenag Tanah Merah meneken pakta integritas.", ("Kepala seksi, kepala madrasah negeri, dan kepala KUA di lingkungan Kantor Kemenag Tanah Merah",)),
    ("Pakta integritas ditandatangani para asisten, staf ahli, camat hingga lurah se-Kota Wanasari.", ("para asisten, staf ahli, camat hingga lurah se-Kota Wanasari",)),
    ("Pakta integritas diteken ketiga pasangan calon dan Ketua Bawaslu.", ("ketiga pasangan calon", "Ketua Bawaslu")),
    ("Universitas Sriwana dan BPS Jambi sepakat berbagi data. Nota kesepahaman ditandatangani di Aula Rektorat.", ("Universitas Sriwana", "BPS Jambi")),
    ("Menyongsong pemilu, pejabat eselon III dijadwalkan menandatangani pakta integritas.", ("pejabat eselon III",)),
    ("Tujuh puluh lurah dan dua belas camat berkumpul di alun-alun. Mereka lalu menandatangani ikrar netralitas.", ("Tujuh puluh lurah", "dua belas camat")),
    ("PT Sumber Jaya dan PT Karya Utama sudah lama bermitra. Kini kedua perusahaan meneken kontrak senilai Rp 20 miliar.", ("PT Sumber Jaya", "PT Karya Utama")),
    ("MoU itu diteken Ketua Bawaslu Poso bersama Rektor Universitas Tadulako.", ("Bawaslu Poso", "Universitas Tadulako")),
    ("Sekretaris Bawaslu Melur mengatakan pihaknya telah meneken nota kesepahaman.", ("Bawaslu Melur",)),
    ('"Kami sudah meneken nota kesepahaman," kata Ketua Bawaslu Melur.', ("Bawaslu Melur",)),
]


@pytest.mark.parametrize("text, expected", GROUPS)
def test_groups_and_offices_as_parties(read, text: str, expected: tuple[str, ...]) -> None:
    reading = read(text)
    [signing] = merge_acts(reading, find_acts(reading))
    assert signing.parties == expected


def test_who_watches_a_signing_together_with_somebody_signs_nothing(read) -> None:
    text = "Wali kota menyaksikan langsung penandatanganan pakta integritas itu bersama Ketua Bawaslu Kota Wanasari."
    reading = read(text)
    assert [signing.parties for signing in merge_acts(reading, find_acts(reading))] == [()]


STATUSES = [
    ("Penandatanganan NPHD di Aula Anggrek Kantor Bupati Melur, Jumat (10/11/2023), akhirnya batal.", "negated"),
    ("Nota kesepahaman yang semestinya diteken Desember 2022 urung dilakukan.", "negated"),
    ("Pakta integritas yang seharusnya diteken Mei belum juga terlaksana.", "negated"),
    ("Pekan depan, kata camat, giliran para kepala dusun yang meneken pakta integritas.", "planned"),
    ("Kemarin giliran para lurah yang meneken pakta integritas.", "occurred"),
    ("Penandatanganan NPHD di Aula Anggrek, Jumat (10/11/2023), berlangsung lancar.", "occurred"),
]


@pytest.mark.parametrize("text, expected", STATUSES)
def test_status_around_days_and_turns(read, text: str, expected: str) -> None:
    assert [status for _, _, status in rows(read(text))] == [expected]


def test_verb_told_once_for_two_papers(read) -> None:
    text = "Nota kesepahaman ditandatangani rektor, sementara perjanjian kerja sama oleh dua dekan."
    assert [(row[0], row[2]) for row in rows(read(text))] == [("mou", "occurred"), ("cooperation_agreement", "occurred")]


def test_other_doings_behind_oleh_sign_nothing(read) -> None:
    text = "Nota kesepahaman ditandatangani rektor, sementara penyerahan dokumen dilakukan oleh dua dekan."
    assert [row[0] for row in rows(read(text))] == ["mou"]


def test_decree_and_circular_are_two_papers(read) -> None:
    text = "Lima lembaga meneken Surat Keputusan Bersama itu. Turunannya, Surat Edaran Bersama, diteken setahun kemudian."
    assert [row[0] for row in rows(read(text))] == ["joint_decree", "joint_decree"]


def test_one_of_several_who_did_not_sign(read) -> None:
    text = "Tiga paslon menandatangani deklarasi damai. Calon wakilnya naik panggung dan meneken karena Budi Harno sakit. Paslon nomor urut 4 memilih tidak meneken."
    assert [(row[0], row[2]) for row in rows(read(text))] == [("declaration", "occurred"), ("declaration", "negated")]


def test_paper_like_one_named_before_is_of_its_kind(read) -> None:
    text = "Bupati dan rektor meneken perjanjian kerja sama. Perjanjian serupa pernah diteken sepuluh tahun silam."
    assert [row[0] for row in rows(read(text))] == ["cooperation_agreement", "cooperation_agreement"]


@pytest.mark.parametrize("text", ["Ketua pengadilan meneken surat penetapan majelis hakim.", "Nota dinas itu diteken sekretaris jenderal."])
def test_papers_of_the_desk_are_other(read, text: str) -> None:
    assert [row[0] for row in rows(read(text))] == ["other"]

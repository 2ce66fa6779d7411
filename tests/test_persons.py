"""Names with their honorifics, and mentions that are one person."""

from __future__ import annotations

import pytest
from test_offices import read_marked, rows

from extract.spelling import is_blend, name_words, same_name


@pytest.mark.parametrize(
    ("text", "name", "honorifics"),
    [
        ("Bupati Toba Drs. H. [Alim Sinaga], M.Si. hadir.", "Alim Sinaga", ("Drs.", "H.", "M.Si.")),
        ("Kapolda Bali Irjen Pol. [Putu Arya] hadir.", "Putu Arya", ("Irjen Pol.",)),
        ("Pangdam XVI/Pattimura Mayjen TNI (Purn) [Joni Sapulete] hadir.", "Joni Sapulete", ("Mayjen TNI (Purn)",)),
        ("Ketua FKUB Sumba TGH. [Munir Hasan] hadir.", "Munir Hasan", ("TGH.",)),
        ("Rektor Undana Prof. Dr. Ir. [Maxi Benu], M.Sc., Ph.D. hadir.", "Maxi Benu", ("Prof.", "Dr.", "Ir.", "M.Sc.", "Ph.D.")),
        ("Hadir Danlanal Letkol Laut (P) [Rangga Dewa] dan istri.", "Rangga Dewa", ("Letkol Laut (P)",)),
        ("Menurut dr. [Ani Setia] SpPD, pasien membaik.", "Ani Setia", ("dr.", "SpPD")),
        ("Lurah Oesapa [H. Yasin H. Karim] hadir.", "Yasin H. Karim", ("H.",)),
        ("Ketua Bawaslu Bantul Raden Roro [Endang Wulan] hadir.", "Endang Wulan", ("Raden Roro",)),
        ("Pakta diteken anggota Bawaslu Bantul Rr. [Endang Wulan], S.IP.", "Endang Wulan", ("Rr.", "S.IP.")),
    ],
)
def test_honorifics_are_kept_apart_from_the_name(text: str, name: str, honorifics: tuple[str, ...]) -> None:
    (person,) = read_marked(text).persons
    assert (person.name, person.honorifics) == (name, honorifics)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kepala {Dinas Pendidikan Ted Mokay} hadir.", ["Ted Mokay"]),
        ("Naskah itu disaksikan Wali Kota <Kediri Zanariah>.", ["Zanariah"]),
        ("Direktur {PT Mitra Sawit} [Gunawan Halim] hadir.", ["Gunawan Halim"]),
        ("Rektor {Unri} [Agung Budi] hadir.", ["Agung Budi"]),
        ("Nota itu diteken {Direktorat Jenderal Perimbangan Keuangan}.", []),
        ("Hadir Kepala {Dinas Sosial Setyarini dan Camat Sukasari} [Teguh Wibowo].", ["Setyarini", "Teguh Wibowo"]),
        ("Pakta dibacakan Lurah Gabek [Satu Yuliana Safitri] di balai.", ["Yuliana Safitri"]),
        ("Lurah Gabek Satu yang cuti diwakili sekretarisnya.", []),
        ("Camat Sukasari [Teguh Wibowo] dihubungi lewat [WhatsApp] kemarin.", ["Teguh Wibowo"]),
    ],
)
def test_names_are_told_from_bodies_and_places(text: str, names: list[str]) -> None:
    assert [person.name for person in read_marked(text).persons] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Moh. Rifki Anwar", "Muhammad Rifki Anwar", True),
        ("M. Rifki", "Muhammad Rifki Anwar", True),
        ("Joko S. Pribadi", "Joko Setyo Pribadi", True),
        ("BJ Hartono", "Bambang Joko Hartono", True),
        ("Soekardi Wirjo", "Sukardi Wiryo", True),
        ("Syafrin Laputo", "Syarfrin Laputo", True),
        ("Agus Rahman", "Agus Salim", False),
        ("Siti Aminah", "Siti Aisyah", False),
        ("Budi Santoso", "Budi Susanto", False),
        ("Andi Baso", "Andi Besse", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(name_words(one), name_words(other)) is same


@pytest.mark.parametrize(
    ("nickname", "name", "blend"),
    [("Bamsur", "Bambang Suroyo", True), ("SBY", "Susilo Bambang Yudhoyono", True), ("Agam", "Agus Salim", False), ("Rudi", "Joko Setyo", False)],
)
def test_nicknames_blended_of_a_name(nickname: str, name: str, blend: bool) -> None:
    assert is_blend(nickname.casefold(), name.casefold().split()) is blend


def test_a_family_of_two_is_kept_apart() -> None:
    reading = read_marked("Gubernur <NTB> [Lalu Arya Wangsa] datang dengan putranya, [Lalu Bimo Wangsa]. [Arya] lalu berpidato.")
    assert rows(reading) == ["Lalu Arya Wangsa | Gubernur | NTB | ", "Lalu Bimo Wangsa |  |  | "]
    assert [reading.text[s.start : s.end] for s in reading.persons[0].aliases] == ["Arya"]


def test_the_office_held_now_wins_over_a_former_one() -> None:
    reading = read_marked("Mantan juru bicara {KPK} [Yohan Budiman] bicara. [Yohan Budiman] kini anggota {DPR}.")
    assert rows(reading) == ["Yohan Budiman | anggota | DPR | "]


def test_a_name_lost_from_the_lead_is_that_of_the_title() -> None:
    body = "Menteri Kehutanan dan Lingkungan , meninjau lahan. Kata [Sinta Rahayu], api sudah padam."
    assert rows(read_marked(body)) == ["Sinta Rahayu |  |  | "]
    titled = read_marked(body, title="[Sinta Rahayu] Tinjau Lahan Terbakar")
    assert rows(titled) == ["Sinta Rahayu | Menteri Kehutanan dan Lingkungan |  | "]


def test_a_capital_verb_of_the_title_is_no_name() -> None:
    reading = read_marked("Kemarin [Wayan Sukerta] menanggapi usul itu.", title="[Sukerta Tanggapi] Usul Warga")
    assert [p.name for p in reading.persons] == ["Wayan Sukerta"]


def test_a_comma_in_a_title_divides_clauses() -> None:
    reading = read_marked("[Rina Safitri] menulis pesan.", title="Bupati <Gowa> Resmikan Pasar, [Rina Safitri] Protes")
    assert [p.position for p in reading.persons] == [None]


def test_places_are_no_persons() -> None:
    reading = read_marked("Bupati [Garut] mengutus wakilnya ke <Bandung>. Ketua {KPU} [Garut Andi Tenri] hadir.")
    assert [(p.name, p.unit) for p in reading.persons] == [("Andi Tenri", "KPU Garut")]


def test_the_last_name_of_a_headline_is_that_of_the_body() -> None:
    reading = read_marked("Status [Ahmad Sofyan] belum jelas.", title="Partai Bantah [Ahmad Sofyan Mundur]")
    assert [p.name for p in reading.persons] == ["Ahmad Sofyan"]


def test_a_speaker_whose_introduction_lost_its_name_gets_that_office() -> None:
    assert rows(read_marked("Kabid Humas {Polda Bali} Kombes mengatakan pelaku ditahan. [Rama] menambahkan, berkasnya lengkap.")) == [
        "Rama | Kabid Humas | Polda Bali | "
    ]
    assert rows(read_marked("Kabid Humas {Polda Bali} Kombes mengatakan korban bernama [Yudi].")) == ["Yudi |  |  | "]


def test_a_client_told_of_before_does_not_hold_the_office_of_his_counsel() -> None:
    assert rows(read_marked("[Daniel] menggugat. Kuasa hukum [Daniel] menyebut kontrak itu cacat.")) == ["Daniel |  |  | "]


def test_an_office_points_back_to_whoever_is_known_for_the_body() -> None:
    text = "Pelatih {PB Mutiara}, [Rama Adi], memuji [Beni Tora]. Manajer {PB Mutiara} ini menyebut kontrak sudah diteken."
    assert rows(read_marked(text)) == ["Rama Adi | Pelatih | PB Mutiara | ", "Beni Tora |  |  | "]


def test_a_generic_body_takes_the_name_it_was_given_before() -> None:
    assert rows(read_marked("{Fraksi Partai Mutiara} bersurat. Surat itu diteken Sekretaris {Fraksi} [Rama Adi].")) == [
        "Rama Adi | Sekretaris | Fraksi Partai Mutiara | "
    ]


def test_an_officer_of_a_station_belongs_to_the_one_the_article_names() -> None:
    told = "{Polres Poso} menggelar apel. Kasat Samapta AKP [Rina Tadju] hadir bersama Kabag Hukum [Anton Lamba]."
    assert rows(read_marked(told)) == ["Rina Tadju | Kasat Samapta | Polres Poso | ", "Anton Lamba | Kabag Hukum |  | "]
    two = "{Polres Poso} dan {Polres Buol} menggelar apel. Kasat Samapta AKP [Rina Tadju] hadir."
    assert rows(read_marked(two)) == ["Rina Tadju | Kasat Samapta |  | "]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{Persis} mengikat dua pemain. Kontrak {Persis} itu, kata Pelatih [Rama Adi], berlaku dua tahun.", ["Rama Adi | Pelatih | Persis | "]),
        ("{Persis Solo} menang. Manajer Tim [Rama Adi] puas. {Persis} naik peringkat.", ["Rama Adi | Manajer Tim | Persis Solo | "]),
        ("{Persis} dan {Persis} menang. [Rama Adi], pelatih kiper yang sarat pengalaman, puas.", ["Rama Adi | pelatih kiper | Persis | "]),
        ("{PSBI} menjamu {Persis}. Pelatih {PSBI}, [Rama Adi], kecewa, pelatih [Beni Tora] puas. {PSBI} dan {Persis} imbang.", ["Rama Adi | Pelatih | PSBI | ", "Beni Tora | pelatih | Persis | "]),
        ("{Persis} dan {Persis} menang. Mantan pelatih [Rama Adi] puas.", ["Rama Adi | pelatih |  | Mantan"]),
        ("{Komite Olahraga} dan {Komite Olahraga} rapat. Pelatih [Rama Adi] absen.", ["Rama Adi | Pelatih |  | "]),
    ],
)
def test_a_coach_belongs_to_the_club_an_article_is_about(text: str, told: list[str]) -> None:
    assert rows(read_marked(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Menpora [Rama Adi] mundur. Menteri Pemuda dan Olahraga , dipanggil kemarin.", ["Rama Adi | Menteri Pemuda dan Olahraga |  | "]),
        ("Menpora [Rama Adi] mundur. Plt Menteri Pemuda dan Olahraga menunggu.", ["Rama Adi | Menpora |  | "]),
        ("Surat diteken [Rama Adi] dan asisten pribadinya, [Beni Tora]. Asisten Pribadi Menteri Agama diperiksa.", ["Rama Adi |  |  | ", "Beni Tora | Asisten Pribadi | Menteri Agama | "]),
    ],
)
def test_an_office_is_given_in_the_fullest_words_of_the_article(text: str, told: list[str]) -> None:
    assert rows(read_marked(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KSAD Jenderal [Rama Adi] dan Ketua {Persit} Ny [Hesti Rama Adi] tiba. [Rama Adi] berpidato.", ["Rama Adi | KSAD |  | ", "Hesti Rama Adi | Ketua | Persit | "]),
        ("Bupati <Poso> [Rama Adi] dan Ketua {TP PKK Poso} [Hesti Rama Adi] tiba.", ["Rama Adi | Bupati | Poso | ", "Hesti Rama Adi | Ketua | TP PKK Poso | "]),
        ("Bupati <Poso> [Rama Adi] tiba. [Ahmad Rama Adi] berpidato.", ["Ahmad Rama Adi | Bupati | Poso | "]),
    ],
)
def test_a_wife_who_bears_her_husbands_name_is_another_person(text: str, told: list[str]) -> None:
    assert rows(read_marked(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Surat itu sampai kepada Presiden kemarin. "Sudah saya baca," kata [Rama].', ["Rama | Presiden |  | "]),
        ("Warga melapor kepada Presiden. Seorang korban, [Yudi], tewas.", ["Yudi |  |  | "]),
        ('"Sudah," ujar Anggota {DPRD Poso} di gedung itu. [Rama] mengatakan, surat sudah ada.', ["Rama | Anggota | DPRD Poso | "]),
        ('"Sudah," ujar Anggota {DPRD Poso} yang lain. [Rama] mengatakan, surat sudah ada.', ["Rama |  |  | "]),
        ("Gubernur <Bali> setuju. Gubernur yang akrab disapa [Rama] itu meneken surat.", ["Rama | Gubernur | Bali | "]),
        ("Kabar mundurnya [Rama] benar. Ia menunggu apakah dirinya diterima mundur sebagai pimpinan {Komisi Kejujuran}.", ["Rama | pimpinan | Komisi Kejujuran | "]),
    ],
)
def test_a_single_name_gets_the_office_whose_name_was_lost(text: str, told: list[str]) -> None:
    assert rows(read_marked(text)) == told


def test_a_body_with_its_chiefs_name_glued_on_is_no_body() -> None:
    text = "Ketua {PGSI} [Wirda Eresta] tiba. Nota diteken Ketum {PGSI Wirda Eresta}. [Wirda Eresta] pulang. [Wirda Eresta] tidur."
    assert rows(read_marked(text)) == ["Wirda Eresta | Ketua | PGSI | "]

"""Verbs of many uses, victims, patients, matches, names and years: pairs of news in which the same word does and does not make a count."""

from __future__ import annotations

import pytest

from tests.test_statistics import read_statistics, show

COUNTED = {
    "posters taken down": ("Petugas menurunkan 40 baliho yang melanggar.", [(40, "other", "sanctioned")]),
    "posters said before": ("Panwas menemukan 60 pelanggaran baliho. Sebanyak 45 sudah diturunkan.", [(60, "case", "found"), (45, "case", "sanctioned")]),
    "officials dismissed": ("Wali kota memberhentikan dua lurah.", [(2, "person", "sanctioned")]),
    "a case that stops": ("Tiga kasus terhenti di penyidikan.", [(3, "case", "dismissed")]),
    "kiosks closed": ("Satpol PP menertibkan pasar. Lima kios ditutup petugas karena tak berizin.", [(5, "other", "sanctioned")]),
    "suspected of a wrong": ("Dua perusahaan diduga membakar lahan.", [(2, "other", "alleged")]),
    "servants reported": ("Empat lurah dilaporkan.", [(4, "person", "reported")]),
    "about to be punished": ("Sebanyak 12 ASN akan dijatuhi sanksi.", [(12, "person", "sanctioned")]),
    "found in an operation": ("Razia itu menyasar pelanggar. Petugas menemukan tiga orang tanpa helm.", [(3, "person", "found")]),
    "culprits who died are suspects": ("Polisi menetapkan enam tersangka; satu tersangka tewas.", [(6, "person", "alleged"), (1, "person", "alleged")]),
    "caught while taking part": ("Ada dua orang peserta aksi yang ditangkap polisi.", [(2, "person", "found")]),
    "taxes in arrears": ("Sekitar 900 kendaraan menunggak pajak.", [(900, "vehicle", "recorded")]),
    "a figure like a year that counts": ("Razia itu menjaring 2019 pengendara.", [(2019, "person", "found")]),
    "a share of violations": ("Sebanyak 66 persen pelanggaran terjadi di jalan tol.", [(66, "percent", "recorded")]),
}
NOT_COUNTED = {
    "players sent on": "Pelatih menurunkan tiga pemain muda.",
    "players not sent on": "Lima pemain yang tidak diturunkan pada laga itu tampil lagi.",
    "tankers sent out": "Perusahaan air itu menurunkan dua truk tangki ke kampung.",
    "a run that stops": "Langkahnya terhenti di babak kedua Anu Terbuka 2019.",
    "stations rebuilt": "Pemerintah kota menganggarkan perbaikan; empat pasar kami rehabilitasi tahun depan.",
    "a rider stopped": "Saksi melihat pelaku memberhentikan satu motor.",
    "roads closed": "Lima jalur pendakian ditutup sementara sejak hari ini.",
    "schools closed": "Dinas menutup 220 sekolah karena kabut asap.",
    "children identified": "Pekerja sosial sudah mengidentifikasi 28 anak.",
    "found dead": "Sebanyak 58 warga ditemukan tewas di dalam truk.",
    "found safe": "Lima nelayan ditemukan selamat.",
    "killed by those arrested": "Juragan kapal yang karam dan menewaskan 14 orang akhirnya ditangkap.",
    "in need of care": "Sebanyak 105 mahasiswa mendapat perawatan setelah aksi dibubarkan.",
    "swindled": "Ia diduga menipu 200 orang.",
    "sent on duty": "Polda mengerahkan 500 personel ke titik yang dilaporkan.",
    "patients": "Wabah campak meluas. Dinas kesehatan mencatat 300 kasus. Pasien dirawat di puskesmas karena demam.",
    "ill": "Sebanyak 1.200 warga terdeteksi menderita gagal ginjal.",
    "supposed to come": "Dua model baru diduga segera dirilis.",
    "candidates": "Partai itu menyerahkan dua nama calon kepada gubernur.",
    "laid off": "Perusahaan itu memecat 400 orang karena efisiensi.",
    "until someone is dismissed": "Lima pimpinan tetap menjalankan tugas sampai ada pemberhentian.",
    "a year behind a name": "Ponsel Anu 2019 tidak membawa hal baru.",
    "a star behind a name": "Bos itu ditangkap di Hotel Bintang 5.",
    "counting aloud": "Lalu segel satu, dua, tiga.",
    "points of a law": "Pimpinan berhenti karena (1) wafat, (2) menjadi terdakwa, (3) dikenai sanksi.",
    "a fee": "Penumpang dikenakan biaya pembatalan sebesar 10–20 persen.",
    "children of a widow": "Polisi kesulitan memanggil janda dua anak itu.",
    "two systems": "Wilayah itu diserahkan ke negara induknya dengan janji satu negara dua sistem.",
    "seats": "Pesawat berkapasitas 19 orang itu tidak membawa penumpang.",
    "places searched": "Penyidik menggeledah lima lokasi.",
    "arrows": "Warga menemukan sepuluh anak panah.",
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.values(), ids=COUNTED.keys())
def test_fits(text: str, expected: list) -> None:
    assert show(read_statistics(text)) == expected


@pytest.mark.parametrize("text", NOT_COUNTED.values(), ids=NOT_COUNTED.keys())
def test_does_not_fit(text: str) -> None:
    assert not show(read_statistics(text))

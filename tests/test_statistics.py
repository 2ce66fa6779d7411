"""Counts of violations, told in short news of our own: text -> value, unit, measure; and what is not one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from extract.dates import find_dates
from extract.numbers import find_numbers
from extract.places import find_places
from extract.records import Article, Reading
from extract.sentences import list_sentences, make_doc
from extract.statistics import find_statistics


def read_text(text: str, published: str = "2024-07-05", title: str = "") -> Reading:
    """Without names of people: the tagger has no part in what a number counts."""
    text = f"{title}\n\n{text}" if title else text
    article = Article("a", "a.txt", text, "", title=title, published_at=datetime.fromisoformat(published))
    doc = make_doc(text)
    reading = Reading(article, doc, list_sentences(doc, article))
    reading = replace(reading, dates=find_dates(reading))
    reading = replace(reading, numbers=find_numbers(reading))
    return replace(reading, places=find_places(reading))


def read_statistics(text: str, published: str = "2024-07-05", title: str = ""):
    return find_statistics(read_text(text, published, title))


def show(statistics) -> list[tuple[float, str, str]]:
    return [(s.value, s.unit, s.measure) for s in statistics]


CASES = {
    "a bare negation takes back what was told of others, and a case that is closed is dismissed": (
        "Bawaslu Anu menangani 40 laporan dugaan pelanggaran. Delapan terbukti, 12 tidak. Sebanyak 16 perkara telah disodorkan ke KASN dan empat ditutup.",
        [(40, "report", "reported"), (8, "report", "proven"), (12, "report", "dismissed"), (16, "case", "referred"), (4, "case", "dismissed")],
    ),
    "shares that go on behind a share, and a total up to a day": (
        "Rekap Bawaslu Anu menunjukkan 57,3 persen laporan gugur. Hanya 29 persen yang diregistrasi dan 13,7 persen masih diperbaiki pelapor. Total laporan sampai 30 November 206.",
        [(57.3, "percent", "dismissed"), (29, "percent", "recorded"), (13.7, "percent", "in_process"), (206, "report", "reported")],
    ),
    "voting held again where it went wrong": (
        "Panwas mencatat 14 pelanggaran. Bawaslu merekomendasikan PSU di 12 TPS. KPU menyiapkan logistik di 30 TPS.",
        [(14, "case", "recorded"), (12, "other", "referred")],
    ),
    "a number is of what it points back to, of those that it adds up to, of those just named": (
        "Bawaslu mencatat lima temuan pelanggaran netralitas. Dari lima kasus itu, tiga diteruskan ke BKN. Sebanyak 48 lurah terbukti melanggar; dari 48 itu, 30 dijatuhi sanksi dan 18 dibebaskan. Dua guru ditegur, tiga lainnya menunggu putusan.",
        [(5, "finding", "found"), (3, "case", "referred"), (48, "person", "proven"), (30, "person", "sanctioned"), (18, "person", "dismissed"), (2, "person", "sanctioned"), (3, "person", "in_process")],
    ),
    "a sentence announces the number that the next one tells": (
        "Bawaslu mengawasi netralitas. BKD merilis daftar hukuman disiplin. Jumlahnya 104 pegawai. Jumlah lurah yang ditegur terus naik. Tahun lalu cuma tiga orang.",
        [(104, "person", "sanctioned"), (3, "person", "sanctioned")],
    ),
    "penalties that are only proposed": (
        "Inspektorat memeriksa pegawai yang melanggar netralitas. Lima orang diusulkan kena penundaan gaji, tiga penundaan kenaikan pangkat, dua penurunan jabatan.",
        [(5, "person", "referred"), (3, "person", "referred"), (2, "person", "referred")],
    ),
    "a noun of its own stands before a rise": (
        "Netralitas diawasi Bawaslu. Dua lurah ditegur; laporan ikut naik dari sepuluh menjadi 28.",
        [(2, "person", "sanctioned"), (10, "report", "reported"), (28, "report", "reported")],
    ),
    "undecided, handed on and given up in other words": (
        "Bawaslu menerima 30 laporan soal netralitas. Sebelas laporan rontok pada kajian awal, lima laporan disorongkan ke instansi pembina, empat laporan terbengkalai, dan dua laporan lolos ke penyidikan. Tiga lurah TPP-nya dipangkas, dua guru belum juga dihukum.",
        [(30, "report", "reported"), (11, "report", "dismissed"), (5, "report", "referred"), (4, "report", "in_process"), (2, "report", "in_process"), (3, "person", "sanctioned"), (2, "person", "in_process")],
    ),
    "a name of a report ends no clause": (
        "Bawaslu menangani pelanggaran netralitas. Adapun 11 aduan terakhir masih bergulir di kecamatan.",
        [(11, "report", "in_process")],
    ),
    "a share of reports, and parts of what a number is told out of": (
        "Bawaslu menerima 90 aduan soal netralitas ASN. Sekitar 40 persen aduan menyebut kades. Sebanyak 60 orang dinyatakan melanggar. Soal modus, 25 dari 60 pelanggar berfoto. Sebanyak 18 orang mendekati partai, 10 orang ikut konvoi, dan tujuh lainnya memasang stiker.",
        [(90, "report", "reported"), (40, "percent", "reported"), (60, "person", "proven"), (25, "person", "proven"), (18, "person", "proven"), (10, "person", "proven"), (7, "person", "proven")],
    ),
    "where reports came in is not counted, and a teller stands between persons and their lot": (
        "Pegawai itu melanggar netralitas, kata Bawaslu. Total aduan yang masuk ke aplikasi kami 376. Dua kades, tambah dia, dicopot.",
        [(376, "report", "reported"), (2, "person", "sanctioned")],
    ),
    "what an office is called says nothing of what is counted": (
        "Koordinator Divisi Penindakan Pelanggaran Bawaslu Anu, Munawar, mengatakan pelanggaran administrasi paling banyak, yaitu 68 perkara.",
        [(68, "case", "recorded")],
    ),
    "violators counted again by kind divide those caught, not those ticketed": (
        "Operasi itu menjaring 3.240 pelanggar. Sebanyak 2.900 ditilang dan 340 ditegur. Katanya yang ditegur hanya lalai. Pemotor mendominasi dengan 2.700 pelanggar, mobil 430 pelanggar, truk 110 pelanggar.",
        [(3240, "person", "found"), (2900, "person", "sanctioned"), (340, "person", "sanctioned"), (2700, "person", "found"), (430, "person", "found"), (110, "person", "found")],
    ),
    "cases by place divide the suspicions, not those handed on; matters on the books are more than supposed": (
        "Panwas menangani 88 dugaan pelanggaran. Sebanyak 40 kasus sudah diteruskan ke KASN. Terbanyak di Kota Anu, 30 kasus. Pelanggaran administrasi mendominasi dengan 50 perkara.",
        [(88, "case", "alleged"), (40, "case", "referred"), (30, "case", "alleged"), (50, "case", "recorded")],
    ),
    "a clause without its verb": (
        "Sepanjang 2023 ada 14 polisi dipecat. Delapan dipecat karena narkoba, empat karena desersi, dan dua lainnya akibat kasus penipuan.",
        [(14, "person", "sanctioned"), (8, "person", "sanctioned"), (4, "person", "sanctioned"), (2, "person", "sanctioned")],
    ),
    "the accused whose name is cleared": (
        "DKPP telah memutus 120 perkara. Jumlah teradu mencapai 480 orang. Sebanyak 200 orang dipulihkan nama baiknya, 20 direhabilitasi, dan 30 orang diberhentikan tetap.",
        [(120, "case", "recorded"), (480, "person", "reported"), (200, "person", "dismissed"), (20, "person", "dismissed"), (30, "person", "sanctioned")],
    ),
    "shares of the accused": (
        "KASN menerima 900 laporan. Terlapor paling banyak guru, yakni 42 persen. Camat menyusul dengan 20 persen.",
        [(900, "report", "reported"), (42, "percent", "reported"), (20, "percent", "reported")],
    ),
    "all together behind a conjunction": (
        "Ada empat aduan politik uang, tetapi keempatnya kandas di Gakkumdu.",
        [(4, "report", "reported"), (4, "report", "dismissed")],
    ),
    "what could not be shown, taken up or judged": (
        "Bawaslu Anu menangani 40 laporan pelanggaran. Sebanyak 12 laporan tidak dapat dibuktikan, sembilan laporan bukan kewenangan pengawas, enam laporan dinyatakan bukan pelanggaran, dan lima masih diteliti.",
        [(40, "report", "reported"), (12, "report", "dismissed"), (9, "report", "dismissed"), (6, "report", "dismissed"), (5, "report", "in_process")],
    ),
    "a noun says less than the verb that decides on it": (
        "Bawaslu Anu menghentikan penanganan 12 laporan dan meneruskan tiga laporan ke KASN.",
        [(12, "report", "dismissed"), (3, "report", "referred")],
    ),
    "its own sentence says what is counted": (
        "Ada 195 laporan dan 79 temuan pelanggaran. Sebanyak 107 laporan diregistrasi, 88 tidak diregistrasi.",
        [(195, "report", "reported"), (79, "finding", "found"), (107, "report", "recorded"), (88, "report", "dismissed")],
    ),
    "suspects, and the matters that divide them": (
        "Polres menetapkan sembilan tersangka. Lima perkara sudah divonis, sedangkan empat lainnya masih dalam penyidikan.",
        [(9, "person", "alleged"), (5, "case", "proven"), (4, "case", "in_process")],
    ),
    "whom those that were punished are a part of": (
        "Kementerian menskors 42 perusahaan. Tujuh dari sembilan perusahaan yang diskors berat itu terbukti memungut biaya.",
        [(42, "other", "sanctioned"), (7, "other", "proven")],
    ),
    "another office counts more than the first has closed": (
        "Kejaksaan menghentikan 14 perkara. Adapun pengadilan menyidangkan 4.112 perkara pelanggaran lalu lintas.",
        [(14, "case", "dismissed"), (4112, "case", "recorded")],
    ),
    "what was examined then and what is examined now": (
        "Sepanjang 2020 inspektorat memeriksa sembilan pegawai dan menindaklanjuti 12 laporan pelanggaran. Inspektorat masih memeriksa dua lurah.",
        [(9, "person", "alleged"), (12, "report", "reported"), (2, "person", "in_process")],
    ),
    "whom those without a noun were among, counted or not": (
        "Petugas razia Satpol PP Anu menyisir 22 rumah kos. Dari 187 penghuni yang diperiksa, 34 kedapatan tanpa identitas dan delapan kedapatan mesum.",
        [(34, "person", "found"), (8, "person", "found")],
    ),
    "what is seized, sent back or kept out at a border": (
        "Bea Cukai Anu menegah 14 kontainer limbah. Sembilan kontainer direekspor. Kantor Imigrasi menolak masuk empat WNA dan memulangkan paksa 12 WNA yang overstay.",
        [(14, "other", "sanctioned"), (9, "other", "sanctioned"), (4, "person", "sanctioned"), (12, "person", "sanctioned")],
    ),
    "a social ill is no illness": (
        "Razia penyakit masyarakat di Anu menjaring 29 orang: sebelas pengemis dan 18 anak jalanan.",
        [(29, "person", "found"), (11, "person", "found"), (18, "person", "found")],
    ),
    "an inspection finds what is unfit": (
        "Ramp check di terminal Anu menyasar armada wisata. Dari 75 bus, 26 tidak laik jalan. Delapan bus dilarang melanjutkan perjalanan.",
        [(26, "vehicle", "proven"), (8, "vehicle", "sanctioned")],
    ),
    "how often it was done": (
        "Kantor Bea dan Cukai Anu membukukan 61 penindakan rokok ilegal. Tahun lalu penindakan tercatat 49 kali.",
        [(61, "case", "sanctioned"), (49, "case", "sanctioned")],
    ),
    "what is told in percent of a fine": (
        "Satpol PP Anu menegur 31 toko pelanggar. Tiga toko disegel karena menunggak denda 400 persen.",
        [(31, "other", "sanctioned"), (3, "other", "sanctioned")],
    ),
    "breaches that an operation is after": (
        "Operasi Zebra di Anu menyasar tujuh pelanggaran. Hari pertama 90 pelanggar ditilang.",
        [(90, "person", "sanctioned")],
    ),
    "entities are shut, reports dropped": (
        "Satgas menghentikan 123 entitas pinjaman ilegal. Polisi menghentikan 12 laporan pelanggaran.",
        [(123, "other", "sanctioned"), (12, "report", "dismissed")],
    ),
    "drivers under age are no age": (
        "Petugas menjaring 900 pelanggar. Terbanyak pengendara di bawah umur 400 kasus, disusul melawan arus 200 kasus.",
        [(900, "person", "found"), (400, "case", "recorded"), (200, "case", "recorded")],
    ),
    "a list over the sentences between divides its total": (
        "Bawaslu Bima mencatat 62 ASN diduga tidak netral. Data itu dihimpun sejak Juli. Kota Bima yang paling banyak, 20 orang. Setelah itu Dompu 18 orang, Sape 14 orang, dan Woha 10 orang.",
        [(62, "person", "alleged"), (20, "person", "alleged"), (18, "person", "alleged"), (14, "person", "alleged"), (10, "person", "alleged")],
    ),
    "kinds of what was punished, in any wording": (
        "Sebanyak 62 pegawai dijatuhi hukuman disiplin. Alasannya beragam. Mangkir kerja masih juara dengan 30 orang. Pungutan liar 15 orang, perselingkuhan 10 orang, dan penyalahgunaan wewenang tujuh orang.",
        [(62, "person", "sanctioned"), (30, "person", "sanctioned"), (15, "person", "sanctioned"), (10, "person", "sanctioned"), (7, "person", "sanctioned")],
    ),
    "a numbered list that was glued together": (
        "Ada 47 pegawai dijatuhi sanksi. Berikut rinciannya:,1. Mangkir kerja: 29 orang,2. Pungli: 11 orang,3. Pemalsuan absen: 7 orang",
        [(47, "person", "sanctioned"), (29, "person", "sanctioned"), (11, "person", "sanctioned"), (7, "person", "sanctioned")],
    ),
    "numbers in brackets mark the points of a list": (
        "Sebanyak 47 pegawai disanksi: (1) mangkir kerja 29 orang; (2) pungli 11 orang; (3) pemalsuan absen 7 orang.",
        [(47, "person", "sanctioned"), (29, "person", "sanctioned"), (11, "person", "sanctioned"), (7, "person", "sanctioned")],
    ),
    "the greatest total is divided, not one of its parts": (
        "Komisi menerima laporan yang menyeret 320 ASN. Sebanyak 150 ASN dijatuhi sanksi. Tiga provinsi teratas yakni Bali dengan 41 orang, Jambi 38 orang, dan Riau 27 orang.",
        [(320, "person", "reported"), (150, "person", "sanctioned"), (41, "person", "reported"), (38, "person", "reported"), (27, "person", "reported")],
    ),
    "sheets of posters": (
        "Bawaslu menemukan 900 APK melanggar aturan. Mandau paling parah dengan 402 lembar, disusul Bathin 371 lembar dan Pinggir 127 lembar.",
        [(900, "other", "found"), (402, "other", "found"), (371, "other", "found"), (127, "other", "found")],
    ),
    "a question and its answer": (
        "Sebanyak 30 kades dilaporkan ke Bawaslu. Sembilan terbukti berpihak. Yang akhirnya ditegur bupati? Hanya dua.",
        [(30, "person", "reported"), (9, "person", "proven"), (2, "person", "sanctioned")],
    ),
    "bare suspicions": (
        "Panwas menangani 12 dugaan pelanggaran netralitas. Delapan dugaan telah diteruskan, yakni lima ke bupati dan tiga ke KASN.",
        [(12, "case", "alleged"), (8, "case", "referred"), (5, "case", "referred"), (3, "case", "referred")],
    ),
    "whose violation it is": (
        "Bawaslu memproses dugaan pelanggaran oleh tujuh ASN. Tiga sudah kami teruskan ke BKN, empat masih klarifikasi.",
        [(7, "person", "alleged"), (3, "person", "referred"), (4, "person", "in_process")],
    ),
    "guilty or not": (
        "Dewan etik memeriksa 60 orang. Sebanyak 52 orang dinyatakan dewan melanggar dan delapan orang tidak.",
        [(60, "person", "in_process"), (52, "person", "proven"), (8, "person", "dismissed")],
    ),
    "degrees of punishment of people": (
        "Inspektorat menghukum 39 pegawai: 26 pegawai dijatuhi hukuman ringan, sepuluh hukuman sedang, dan tiga hukuman berat.",
        [(39, "person", "sanctioned"), (26, "person", "sanctioned"), (10, "person", "sanctioned"), (3, "person", "sanctioned")],
    ),
    "objects of one verb, of several kinds": (
        "Petugas menilang 522 pelanggaran marka, 387 pengendara di bawah umur, 241 pelanggaran rambu, serta 65 kendaraan berknalpot bising.",
        [(522, "case", "sanctioned"), (387, "person", "sanctioned"), (241, "case", "sanctioned"), (65, "vehicle", "sanctioned")],
    ),
    "parts with the verb of their total": (
        "Sebanyak 1.700 pengendara terjaring razia sepekan ini. Polres Garut menjaring 900 pengendara, disusul Polres Subang 500 pengendara, Polres Ciamis 200 pengendara, dan Polres Banjar 100 pengendara.",
        [(1700, "person", "found"), (900, "person", "found"), (500, "person", "found"), (200, "person", "found"), (100, "person", "found")],
    ),
    "a list by size leans on what it names": (
        "Panwas menangani 240 perkara netralitas, 31 berupa temuan. Dari situ 18 kami hentikan. Perkara terbanyak datang dari Garut (66) dan Subang (41).",
        [(240, "case", "recorded"), (31, "finding", "found"), (18, "finding", "dismissed"), (66, "case", "recorded"), (41, "case", "recorded")],
    ),
    "the second of a list by size": (
        "Ada 44 ASN yang dilaporkan ikut kampanye. Dua puluh lima sudah diberhentikan, sisanya 19 masih diperiksa. Kota Garut penyumbang kedua dengan tujuh orang.",
        [(44, "person", "reported"), (25, "person", "sanctioned"), (19, "person", "in_process"), (7, "person", "reported")],
    ),
    "what an inspection shows was found": ("Hasil pengawasan menunjukkan 37 perusahaan melanggar ketentuan upah.", [(37, "other", "found")]),
    "what the data of inspectors show was found": ("Menurut data pengawas, ada 214 bangunan menyalahi tata ruang.", [(214, "other", "found")]),
    "reports and findings together are cases on record": (
        "Bawaslu Garut menerima 38 laporan pelanggaran dan menghimpun tujuh temuan. Sebanyak 12 di antaranya menyangkut netralitas pegawai.",
        [(38, "report", "reported"), (7, "finding", "found"), (12, "case", "recorded")],
    ),
    "a total and a share in words before their predicate": (
        "Komisi menerima pengaduan terhadap 494 pegawai. Sebanyak 380 orang atau 77 persen telah direkomendasikan mendapat sanksi.",
        [(494, "person", "reported"), (380, "person", "referred"), (77, "percent", "referred")],
    ),
    "a share of those who": (
        "BKN mencatat 604 pegawai terbukti melanggar. Baru 302 orang atau 50 persen dari yang terbukti dijatuhi sanksi.",
        [(604, "person", "proven"), (302, "person", "sanctioned"), (50, "percent", "sanctioned")],
    ),
    "what is stopped for a time": (
        "Komisi menemukan 73 pelanggaran isi siaran. Dua radio di Garut dihentikan sementara siarannya.",
        [(73, "case", "found"), (2, "other", "sanctioned")],
    ),
    "a case whose inquiry is stopped": (
        "Polres menangani tujuh perkara politik uang. Dua perkara dihentikan penyidikannya.",
        [(7, "case", "recorded"), (2, "case", "dismissed")],
    ),
    "a list under a header": (
        "Satpol PP menertibkan 900 baliho yang melanggar aturan.\n\nSebaran baliho yang diturunkan:\n- Mandau 402\n- Bathin 371\n- Pinggir 127",
        [(900, "other", "sanctioned"), (402, "other", "sanctioned"), (371, "other", "sanctioned"), (127, "other", "sanctioned")],
    ),
    "parts take the measure of their whole": (
        "Majelis etik memeriksa 27 pegawai. Sembilan pegawai turun pangkat. Dari sembilan yang turun pangkat itu, enam terkait kampanye.",
        [(27, "person", "in_process"), (9, "person", "sanctioned"), (6, "person", "sanctioned")],
    ),
    "a share by which a count rose": (
        "Komisi menerima 512 aduan netralitas. Jumlah itu naik 27 persen.",
        [(512, "report", "reported"), (27, "percent", "recorded")],
    ),
    "a predicate behind an aside": (
        "Bawaslu menangani delapan temuan pelanggaran. Satu temuan lagi, soal kampanye di sekolah, dihentikan.",
        [(8, "finding", "found"), (1, "finding", "dismissed")],
    ),
    "the next sentence tells the outcome": (
        "Panwas mencatat satu temuan menyangkut lurah yang melanggar netralitas. Temuan itu sudah direkomendasikan kepada wali kota.",
        [(1, "finding", "referred")],
    ),
    "suspects stay suspects when they are caught": (
        "Polisi menangkap delapan tersangka perkara pungli. Dua tersangka korporasi menyusul.",
        [(8, "person", "alleged"), (2, "other", "alleged")],
    ),
    "one predicate for two": (
        "Polda menetapkan 47 orang dan satu korporasi sebagai tersangka karhutla.",
        [(47, "person", "alleged"), (1, "other", "alleged")],
    ),
    "what is done now, not what was told of them": (
        "Inspektorat masih memeriksa tujuh ASN yang diadukan warga. Satu di antaranya pejabat eselon III.",
        [(7, "person", "in_process"), (1, "person", "in_process")],
    ),
    "people by what befalls them": (
        "Dewan etik menerima 60 pengaduan sepanjang tahun. Sepuluh naik menjadi perkara. Tujuh diberhentikan dari jabatannya.",
        [(60, "report", "reported"), (10, "case", "recorded"), (7, "person", "sanctioned")],
    ),
    "a report about people": (
        "Komisi itu menerima laporan atas 320 ASN; 210 di antaranya terbukti melanggar, dan 150 telah dijatuhi sanksi.",
        [(320, "person", "reported"), (210, "person", "proven"), (150, "person", "sanctioned")],
    ),
    "documents seized": (
        "Polisi menilang 90 pengendara dalam razia. Petugas menahan 60 surat izin mengemudi (SIM) dan 30 surat tanda nomor kendaraan (STNK).",
        [(90, "person", "sanctioned"), (60, "other", "sanctioned"), (30, "other", "sanctioned")],
    ),
    "the yield of an operation": (
        "Pelanggaran ganjil genap berkurang. Hasil penindakan pelanggaran di jalan itu pada sore hingga malam kemarin sebanyak 44 pengendara.",
        [(44, "person", "sanctioned")],
    ),
    "officers who were punished": (
        "Tiga personel polres dijatuhi sanksi disiplin. Sebanyak 300 personel dikerahkan.",
        [(3, "person", "sanctioned")],
    ),
    "a list of lines": (
        "Panwas mencatat 45 dugaan pelanggaran kampanye.\n\nKota Bitung : 20\n\nKota Manado : 15\n\nLain-lain : 10",
        [(45, "case", "alleged"), (20, "case", "alleged"), (15, "case", "alleged"), (10, "case", "alleged")],
    ),
    "parts that add up": (
        "Satpol PP menjaring 215 pelanggar perda. Mereka terdiri atas 97 pedagang, 63 pengemis, serta 55 juru parkir liar.",
        [(215, "person", "found"), (97, "person", "found"), (63, "person", "found"), (55, "person", "found")],
    ),
    "numbers in brackets": (
        "Ombudsman menampung 412 aduan. Soal tanah menempati urutan teratas (96), lalu kepegawaian (71).",
        [(412, "report", "reported"), (96, "report", "reported"), (71, "report", "reported")],
    ),
    "one predicate for two, both ways": (
        "Polda menangani 26 perkara korupsi. Sebanyak 31 orang dan satu korporasi telah ditetapkan sebagai tersangka.",
        [(26, "case", "recorded"), (31, "person", "alleged"), (1, "other", "alleged")],
    ),
    "predicate behind a comma": (
        "Bawaslu menerima delapan laporan. Sisanya lima, kami hentikan.",
        [(8, "report", "reported"), (5, "report", "dismissed")],
    ),
    "total and stages": (
        "Panwas menangani 103 dugaan pelanggaran netralitas. Dari angka itu, 61 diteruskan ke komisi, sedangkan 42 lainnya dinyatakan bukan pelanggaran.",
        [(103, "case", "alleged"), (61, "case", "referred"), (42, "case", "dismissed")],
    ),
    "reports and their fate": (
        "Bawaslu Kota Padang menerima tujuh laporan tentang lurah. Tiga di antaranya dihentikan, dua masih dikaji, dan dua sisanya direkomendasikan ke wali kota.",
        [(7, "report", "reported"), (3, "report", "dismissed"), (2, "report", "in_process"), (2, "report", "referred")],
    ),
    "kinds": (
        "Lembaganya mencatat 19 pelanggaran kampanye, terdiri atas 13 pelanggaran administrasi, empat pelanggaran jadwal, dan dua dugaan tindak pidana pemilihan.",
        [(19, "case", "recorded"), (13, "case", "recorded"), (4, "case", "recorded"), (2, "case", "alleged")],
    ),
    "degrees": (
        "Ada 48 ASN yang dijatuhi hukuman disiplin: 29 ringan, 13 sedang, enam berat.",
        [(48, "person", "sanctioned"), (29, "person", "sanctioned"), (13, "person", "sanctioned"), (6, "person", "sanctioned")],
    ),
    "regions": (
        "KASN menerima 1.304 laporan dugaan pelanggaran netralitas. Sulawesi Tenggara teratas dengan 92 kasus, disusul NTB 88 kasus, dan Jawa Tengah 60.",
        [(1304, "report", "reported"), (92, "case", "recorded"), (88, "case", "recorded"), (60, "case", "recorded")],
    ),
    "amount behind the noun": (
        "Dalam catatan itu telah dilaporkan bahwa pegawai yang melanggar sebanyak 3.127, dari angka tersebut yang terbukti sebanyak 2.208.",
        [(3127, "person", "reported"), (2208, "person", "proven")],
    ),
    "pointing back is no new count": (
        "Ada 286 dugaan pelanggaran. Dari 286 itu, hanya 174 yang diregistrasi.",
        [(286, "case", "alleged"), (174, "case", "recorded")],
    ),
    "number between commas": (
        "Bawaslu menangani 286 dugaan pelanggaran. Sisanya, 112, gugur karena syarat kurang.",
        [(286, "case", "alleged"), (112, "case", "dismissed")],
    ),
    "tickets": (
        "Polisi menilang 1.435 pengendara. Rinciannya, 900 pengendara motor, 400 pengemudi mobil, dan 135 sopir truk.",
        [(1435, "person", "sanctioned"), (900, "person", "sanctioned"), (400, "person", "sanctioned"), (135, "person", "sanctioned")],
    ),
    "caught and compared": (
        "Sebanyak 70 kendaraan terjaring razia. Jumlah itu turun dari tahun lalu sebanyak 90 kendaraan.",
        [(70, "vehicle", "found"), (90, "vehicle", "found")],
    ),
    "percent": (
        "Sebanyak 66,8 persen pelanggaran dilakukan lewat media sosial.",
        [(66.8, "percent", "recorded")],
    ),
    "posters": (
        "Bawaslu mencatat 5.207 alat peraga kampanye (APK) melanggar aturan. Jember membuntuti dengan 4.866 APK.",
        [(5207, "other", "recorded"), (4866, "other", "recorded")],
    ),
    "counted ones taken together": (
        "Panwas menerima tiga laporan amplop. Ketiganya dihentikan karena saksi bungkam. Dua camat diadukan pula. Kedua aduan itu masih ditelaah.",
        [(3, "report", "reported"), (3, "report", "dismissed"), (2, "person", "reported"), (2, "person", "in_process")],
    ),
    "those brought in are told once": ("Polisi menangkap dua pengedar. Keduanya dibawa ke Polres.", [(2, "person", "found")]),
    "one person beside others": (
        "Tahun lalu dua pegawai dijatuhi hukuman disiplin. Selain itu seorang guru ditegur lisan.",
        [(2, "person", "sanctioned"), (1, "person", "sanctioned")],
    ),
    "one person among those taken together": (
        "Bupati memecat tiga pegawai. Ketiganya terdiri atas seorang staf kecamatan dan dua perawat.",
        [(3, "person", "sanctioned"), (1, "person", "sanctioned"), (2, "person", "sanctioned")],
    ),
    "one person caught with others": ("Petugas menangkap seorang ASN dan dua honorer yang berjudi.", [(1, "person", "found"), (2, "person", "found")]),
    "a predicate behind ternyata": ("Dua pegawai dijatuhi hukuman. Satu aduan lagi sudah kami periksa, ternyata tidak terbukti.", [(2, "person", "sanctioned"), (1, "report", "dismissed")]),
    "all of them": ("Pidana pemilu ada enam perkara, semuanya sudah inkrah.", [(6, "case", "proven")]),
    "what is asked for": ("Yang direkomendasikan untuk disanksi 76 orang, 39 orang tidak terbukti.", [(76, "person", "referred"), (39, "person", "dismissed")]),
    "share behind setara": ("Panwas menangani 80 perkara. Dari 80 perkara itu 60 terbukti atau setara 75 persen.", [(80, "case", "recorded"), (60, "case", "proven"), (75, "percent", "proven")]),
    "the noun with -nya": ("Kejari menangani tujuh perkara korupsi. Setahun sebelumnya, perkaranya hanya tiga.", [(7, "case", "recorded"), (3, "case", "recorded")]),
    "gatherings without permit": ("Panwas menemukan delapan kegiatan kampanye tanpa izin. Lima di antaranya dibubarkan.", [(8, "finding", "found"), (5, "finding", "sanctioned")]),
    "handed to the joint centre": ("Ada tiga laporan. Satu laporan naik ke Sentra Gakkumdu, dua laporan gugur.", [(3, "report", "reported"), (1, "report", "referred"), (2, "report", "dismissed")]),
    "a breach and what was done": ("Ada 350 pinjol ilegal yang ditutup. Sebanyak 17 kafe tidak berizin akan ditutup.", [(350, "other", "sanctioned"), (17, "other", "recorded")]),
    "the same noun over a row of places": (
        "Tercatat 26 gudang yang disegel di Riau dan delapan gudang di Jambi.",
        [(26, "other", "sanctioned"), (8, "other", "sanctioned")],
    ),
    "the rest is not of the number before it": (
        "Yang diregistrasi 19, sisanya tidak memenuhi syarat. Dari 19 laporan itu sepuluh terbukti melanggar.",
        [(19, "case", "recorded"), (10, "report", "proven")],
    ),
    "reports counted behind": ("Pelanggaran netralitas marak. Pelanggaran itu diadukan. Laporan yang masuk sebanyak 27.", [(27, "report", "reported")]),
    "a rank of the whole": (
        "Sebanyak 37 ASN diadukan; 22 orang diteruskan, enam orang tidak terbukti. Bone terbanyak, 11 orang.",
        [(37, "person", "reported"), (22, "person", "referred"), (6, "person", "dismissed"), (11, "person", "reported")],
    ),
    "parts after a comparison": (
        "Ada 26 pelanggaran anggota, turun dibanding 2022 yang mencapai 34 pelanggaran. Dari jumlah itu, 14 personel dihukum.",
        [(26, "case", "recorded"), (34, "case", "recorded"), (14, "person", "sanctioned")],
    ),
    "a suspicion and what was done": (
        "Dua pabrik yang diduga mencemari sungai telah disegel. Tiga ASN yang diadukan sudah dijatuhi sanksi.",
        [(2, "other", "sanctioned"), (3, "person", "sanctioned")],
    ),
    "firms beside people": ("Jumlah tersangka sebanyak 230 orang dan lima perusahaan.", [(230, "person", "alleged"), (5, "other", "alleged")]),
    "out of how many": ("Panwas hanya meneruskan satu dari 12 laporan pelanggaran. Sebelas laporan lainnya berhenti di tahap kajian.", [(1, "report", "referred"), (12, "report", "reported"), (11, "report", "dismissed")]),
    "officers who broke the rules": ("Pelanggar disiplin 33 personel, kode etik 14 personel.", [(33, "person", "recorded"), (14, "person", "recorded")]),
    "where goods come from": ("Petugas menyita 4.120 kosmetik ilegal dari 18 toko.", [(4120, "other", "sanctioned")]),
    "heads of offices": ("Kanwil mencatat enam kepala KUA melanggar disiplin. Dua dicopot.", [(6, "person", "recorded"), (2, "person", "sanctioned")]),
    "units of vehicles": ("Sebanyak 80 pengendara ditilang. Pada Senin ada enam unit ditilang.", [(80, "person", "sanctioned"), (6, "vehicle", "sanctioned")]),
    "a firm among suspects": (
        "Di Riau ada 45 tersangka individu dan satu tersangka korporasi. Di Jambi polisi menetapkan 66 orang sebagai tersangka dan ditambah satu perusahaan bernama Anu.",
        [(45, "person", "alleged"), (1, "other", "alleged"), (66, "person", "alleged"), (1, "other", "alleged")],
    ),
    "dua lainnya tidak": ("Lima perkara terbukti, dua lainnya tidak.", [(5, "case", "proven"), (2, "case", "dismissed")]),
    "a share in brackets": (
        "Bawaslu menerima 58 laporan. Dari jumlah itu 22 laporan (37,9 persen) menyangkut kades.",
        [(58, "report", "reported"), (22, "report", "reported"), (37.9, "percent", "reported")],
    ),
    "one number for each of several names": (
        "Bawaslu mencatat 41 dugaan pelanggaran. Data itu dihimpun sejak Agustus. Sebarannya: Malingping 29 kasus; Bayah dan Cipanas masing-masing enam.",
        [(41, "case", "alleged"), (29, "case", "alleged"), (6, "case", "alleged"), (6, "case", "alleged")],
    ),
    "reports and findings together": (
        "Bawaslu menerima 17 laporan dan enam temuan. Setelah dikaji, sembilan diregistrasi dan delapan dihentikan.",
        [(17, "report", "reported"), (6, "finding", "found"), (9, "case", "recorded"), (8, "case", "dismissed")],
    ),
    "a noun behind a row of numbers": (
        "Pada 2021, 2022, dan 2023 Inspektorat menjatuhkan 8, 11, dan 14 hukuman.",
        [(8, "case", "sanctioned"), (11, "case", "sanctioned"), (14, "case", "sanctioned")],
    ),
    "from one number to another": ("Pelanggaran lalu lintas menurun, dari 4.300 menjadi 3.900.", [(4300, "case", "recorded"), (3900, "case", "recorded")]),
    "staff and people watched": ("Kantor itu hanya diperkuat 40 pegawai untuk mengawasi 12 ribu ASN. Dua ASN terbukti melanggar netralitas.", [(2, "person", "proven")]),
    "names with a number each": (
        "Dinas Perhubungan menderek 210 mobil. Di Gambir 90, di Senen 70, di Sawah Besar 50.",
        [(210, "vehicle", "sanctioned"), (90, "vehicle", "sanctioned"), (70, "vehicle", "sanctioned"), (50, "vehicle", "sanctioned")],
    ),
    "nothing but a time before the number": ("Tahun ini 27 polisi dipecat. Tahun lalu hanya 19.", [(27, "person", "sanctioned"), (19, "person", "sanctioned")]),
    "in order of size, with the numbers in brackets": (
        "Imigrasi mendeportasi 60 WNA. Warga Tiongkok terbanyak (30 orang), disusul Rusia (18) dan India (12).",
        [(60, "person", "sanctioned"), (30, "person", "sanctioned"), (18, "person", "sanctioned"), (12, "person", "sanctioned")],
    ),
    "ships are caught, not seized": (
        "KKP menangkap 37 kapal pencuri ikan. Sebanyak 22 kapal ditenggelamkan, 15 kapal masih diproses.",
        [(37, "vehicle", "found"), (22, "vehicle", "sanctioned"), (15, "vehicle", "in_process")],
    ),
    "an aside about some of them": (
        "Sebanyak 29 kepala desa, empat di antaranya perempuan, dilaporkan ke Bawaslu.",
        [(29, "person", "reported"), (4, "person", "reported")],
    ),
    "a gloss in brackets": ("Ada dua kepala desa (keuchik) yang sedang diproses karena diduga berkampanye.", [(2, "person", "in_process")]),
    "who obeyed and who did not": ("Sebanyak 48 apotek mematuhi aturan dan 12 apotek kedapatan menjual obat keras.", [(12, "other", "found")]),
    "what is proposed": ("KASN merekomendasikan sanksi untuk 19 pejabat. Kejari menyeret delapan perkara korupsi ke pengadilan.", [(19, "person", "referred"), (8, "case", "referred")]),
    "the accused by what became of them": ("Sebanyak sembilan dari 14 terlapor dinyatakan terbukti melanggar.", [(9, "person", "proven"), (14, "person", "reported")]),
    "parts of what dari leads": ("Dari 31 pelanggaran yang ditangani Bawaslu, tujuh terjadi di masa tenang.", [(31, "case", "recorded"), (7, "case", "recorded")]),
    "suspects": (
        "Polda Riau menetapkan 23 tersangka kasus pembakaran lahan.",
        [(23, "person", "alleged")],
    ),
    "ticket of a dismissed civil servant": (
        "Sepanjang 2023 ada dua PNS dipecat dan lima pegawai mendapat teguran tertulis karena melanggar disiplin.",
        [(2, "person", "sanctioned"), (5, "person", "sanctioned")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_counts_of_violations(text, expected):
    assert show(read_statistics(text)) == expected


NOT_STATISTICS = [
    "Sekitar 12 persen warga bersepeda ke kantor.",
    "Mahkamah meregistrasi 310 perkara perselisihan hasil pemilu, terdiri atas 23 perkara gubernur dan 287 perkara bupati.",
    "Bawaslu menerima delapan permohonan sengketa proses. Lima berakhir mediasi, dua berlanjut ke ajudikasi, dan satu tidak dapat diregister.",
    "Sebanyak 35 camat berjanji tidak memihak.",
    "Sebanyak 400 kepala sekolah bersumpah tidak melanggar netralitas.",
    "Sebanyak 60 personel diturunkan untuk menertibkan baliho yang melanggar.",
    "Petugas yang diturunkan sebanyak 120 orang.",
    "Sebanyak 30 kepala desa menandatangani pakta integritas.",
    "Acara dijaga 45 personel Polres dan dihadiri 200 peserta.",
    "Sebelas kades menolak menandatangani surat pernyataan siap disanksi.",
    "Kecelakaan itu menewaskan tiga orang dan melukai 12 penumpang.",
    "Tercatat 484 kasus demam berdarah di kota itu.",
    "Partai itu meraih enam kursi dari 40 kursi DPRD.",
    "Pelanggar didenda Rp 500 ribu atau dikurung dua bulan.",
    "Ia melanggar Pasal 41 ayat (2) aturan itu.",
    "Tim tamu melakukan 12 pelanggaran dan tiga tendangan sudut.",
    "Pembangunan 24 sekolah dan 12 puskesmas rampung.",
    "Delapan butir disepakati dalam pakta itu.",
    "Pengendara roda dua yang melanggar ditegur.",
    "Seorang guru ditangkap karena mencuri.",
    "Panwas menerima satu map. Keduanya dihentikan petugas jaga.",
    "Sebanyak 38 orang dirujuk ke rumah sakit.",
    "Setidaknya delapan perusahaan sedang dalam tahap mempertimbangkan usaha di sini.",
    "Jaksa menahan bupati. Dari tiga lokasi itu diamankan sejumlah dokumen.",
    "Sebanyak 200 calon jemaah belum dilaporkan berangkat.",
    "Di Kabupaten Bantul terdapat 75 lurah dan 933 dukuh.",
    "Lima polisi berjaga di simpang itu untuk menertibkan pelanggar.",
    "Netralitas diawasi Bawaslu. Partisipasi pemilih tercatat 71 persen, skor kerawanan tertinggi 87.",
    "Netralitas diawasi Bawaslu. Mereka menerima buku berisi 16 bentuk pelanggaran dan tiga tingkat hukuman disiplin.",
    "Netralitas diawasi Bawaslu. Operator aplikasi hanya dua orang.",
    "Harga 40 barang melonjak dari dua menjadi tiga lembar. Sebanyak 30 karyawan gajinya dipotong.",
    "Sebanyak 12 kapal tertahan ombak dan 30 mobil terjebak macet.",
]


@pytest.mark.parametrize("text", NOT_STATISTICS)
def test_other_counts_are_left_alone(text):
    assert read_statistics(text) == ()


def test_parts_point_to_their_total():
    found = read_statistics("Ada 26 pelanggaran lain. Ada 19 kasus ASN, tujuh kasus lurah.")
    assert [(s.value, s.part_of) for s in found] == [(26, None), (19, 0), (7, 0)]


def test_parts_are_told_like_the_total_of_the_body_not_of_the_headline():
    text = "Panwas Lembah menangani 64 dugaan pelanggaran netralitas. Dari 64 kasus itu, 50 diteruskan ke KASN.\n\nDistrik Anu tercatat paling banyak, yakni 12 kasus. Berikutnya Distrik Ani 9 kasus."
    assert show(read_statistics(text, title="Panwas Tangani 64 Kasus Netralitas"))[-2:] == [(12, "case", "alleged"), (9, "case", "alleged")]


def test_headline_is_not_counted_twice():
    found = read_statistics("Panwas Jawa Timur mencatat 41.318 baliho melanggar aturan.", title="Panwas Catat 41 Ribu Lebih Baliho Melanggar")
    assert [s.value for s in found] == [41318]


@pytest.mark.parametrize(("text", "start", "end"), [
    ("Sepanjang Pilkada 2020 panwas menangani 12 dugaan pelanggaran.", "2020-01-01", "2020-12-31"),
    ("Panwas mencatat 12 pelanggaran pada 28 November hingga 18 Desember 2023.", "2023-11-28", "2023-12-18"),
    ("Hingga 10 Desember 2023 panwas menerima 14 laporan dugaan pidana pemilu.", "None", "2023-12-10"),
    ("Ia membuka catatan tahun 2022. Ada 48 ASN yang dijatuhi hukuman disiplin.", "2022-01-01", "2022-12-31"),
    ("Sejak Januari sampai 9 Juni 2024 panwas menangani 12 perkara netralitas.", "2024-01-01", "2024-06-09"),
    ("Antara 3 Mei dan 7 Juni 2024 panwas menerima 12 laporan pelanggaran.", "2024-05-03", "2024-06-07"),
    ("Polisi menjaring 12 pelanggar terhitung sejak 1-7 Juni 2024.", "2024-06-01", "2024-06-07"),
    ("Sampai dengan kemarin 12 perusahaan pelanggar aturan disegel.", "None", "2024-07-04"),
    ("Sejak 3 Juni, Bawaslu Anu mencatat 12 pelanggaran, kata Rini, Kamis (4/7/2024).", "2024-06-03", "2024-07-04"),
    ("Pada Pilkada November 2023 panwas mencatat 13 pelanggaran.", "2023-11-01", "2023-11-30"),
    ("Hingga Selasa (2/7), Bawaslu Anu mencatat 27 pelanggaran selama tahapan Pilkada 2024.", "None", "2024-07-02"),
    ("Sidang digelar Senin (1/7/2024). Hari itu DKPP memutus 12 perkara etik.", "2024-07-01", "2024-07-01"),
    ("Sejak awal tahun hingga 14 Juni 2024, Bawaslu Anu mencatat 12 pelanggaran.", "2024-01-01", "2024-06-14"),
    ("Sejak awal tahun Bawaslu Anu mencatat 12 pelanggaran.", "2024-01-01", "2024-07-05"),
    ("Dalam dua bulan terakhir Bawaslu Anu mencatat 12 pelanggaran.", "2024-05-06", "2024-07-05"),
    ("Operasi Patuh Lodaya 2024 digelar 3 Juni sampai 16 Juni 2024. Selama Operasi Patuh Lodaya 2024 ada 12 pelanggaran.", "2024-06-03", "2024-06-16"),
])
def test_period(text, start, end):
    [statistic] = read_statistics(text)
    assert (str(statistic.period_start), str(statistic.period_end)) == (start, end)


def test_day_of_a_statement_is_no_period():
    [statistic] = read_statistics('"Ada 12 pelanggaran netralitas," katanya, Rabu (3/7/2024).')
    assert statistic.period_start is None


def test_place_of_a_list_and_of_the_source():
    found = read_statistics("Bawaslu Jawa Barat menangani 286 dugaan pelanggaran. Kabupaten Garut terbanyak dengan 34 dugaan pelanggaran, disusul Kota Bandung 29.")
    assert [(s.value, s.place) for s in found] == [(286, "Jawa Barat"), (34, "Kabupaten Garut"), (29, "Kota Bandung")]
    assert {s.source for s in found} == {"Bawaslu Jawa Barat"}


@pytest.mark.parametrize(("text", "place"), [
    ("Di Jawa Tengah dan DI Yogyakarta, 143 ASN diadukan.", "Jawa Tengah dan DI Yogyakarta"),
    ("Sebanyak 246 ASN dari Sulawesi Utara, Gorontalo, dan Maluku Utara yang dilaporkan.", "Sulawesi Utara, Gorontalo, dan Maluku Utara"),
    ("Dua warga negara Malaysia ditangkap polisi di Batam.", "Batam"),
    ("Di Pulau Sumatera, terdapat lima gudang yang disegel di Riau.", "Riau"),
    ("Bea Cukai Tanah Ulin mencatat 212 pelanggaran.", "Tanah Ulin"),
    ("Bawaslu Kabupaten Tanah Ulin mencatat 212 pelanggaran.", "Kabupaten Tanah Ulin"),
    ("DKPP memecat tiga anggota KPU Kabupaten Garut.", "Kabupaten Garut"),
    ("Netralitas lurah di Kota Palu disorot. Bawaslu setempat mencatat 18 pelanggaran.", "Kota Palu"),
    ("Netralitas lurah di Kota Palu disorot. KASN mencatat 1.800 pelanggaran.", None),
])
def test_place_of_a_count(text, place):
    assert [s.place for s in read_statistics(text)] == [place]


def test_names_in_a_row_of_areas_are_places():
    found = read_statistics("Panwas Batang menurunkan 4.310 APK. Terbanyak di Kecamatan Bandar 812 lembar, disusul Limpang 640 dan Subang 511.")
    assert [s.place for s in found][-2:] == ["Limpang", "Subang"]


@pytest.mark.parametrize(("text", "start", "end"), [
    ("Pihaknya, sejak Mei, menerima lima laporan pelanggaran.", "2024-05-01", "2024-07-05"),
    ("Pihaknya, sejak November, menerima lima laporan pelanggaran.", "2023-11-01", "2024-07-05"),
    ("Polisi menetapkan dua tersangka kasus dana tahun anggaran 2018.", "None", "None"),
    ("Bupati Anu periode 2014-2019 dan dua tersangka lain ditahan.", "None", "None"),
    ("Ada 22 anggota dewan periode 2014-2019 yang menjadi tersangka.", "2014-01-01", "2019-12-31"),
])
def test_period_of_something_else(text, start, end):
    [statistic] = read_statistics(text)
    assert (str(statistic.period_start), str(statistic.period_end)) == (start, end)


def test_a_time_compared_with_is_not_carried_on():
    found = read_statistics("Pada 2024 ada 18 pelanggaran etik, padahal pada 2019 cuma tujuh pelanggaran. Dua pelanggaran terbukti.")
    assert [s.period_start.year for s in found] == [2024, 2019, 2024]


@pytest.mark.parametrize(("text", "years"), [
    ("Pada 2024 panwas menangani 94 perkara etik. Bandingkan dengan 2020 yang mencapai 121 perkara. Dua puluh perkara terbukti.", [2024, 2020, 2024]),
    ("Polisi menilang 4.386 pengendara pada Juli 2024. Jumlah itu naik dibandingkan operasi serupa pada tahun lalu yang mencapai 3.717 pengendara. Sebanyak 289 motor disita.", [2024, 2023, 2024]),
    ("Polisi menindak 870 pengendara pada Juni 2024. Jumlah itu naik dibandingkan 2022. Kala itu polisi menindak 437 pengendara. Sebanyak 68 pemotor ditilang.", [2024, 2022, 2024]),
])
def test_counts_go_back_to_the_time_told_of(text, years):
    assert [s.period_start.year for s in read_statistics(text)] == years


def test_until_a_day_goes_on_with_the_time_of_the_same_office():
    found = read_statistics("KASN menerima 1.128 aduan pelanggaran netralitas pada 2023. Hingga pertengahan Mei 2024, baru 376 aduan terbukti.")
    assert [str(s.period_start) for s in found] == ["2023-01-01", "2023-01-01"]


@pytest.mark.parametrize("told", ["menilang 115 pengendara", "mencatat 115 pelanggaran"])
def test_the_day_of_a_raid_hangs_on_no_measure(told):
    found = read_statistics(f"Razia digelar di Jalan Anu, Senin (1/7/2024). Petugas {told}.")
    assert [str(s.period_start) for s in found] == ["2024-07-01"]


def test_source_is_inherited_and_cited():
    found = read_statistics("Menurut data Polda Banten, 2.164 pelanggar ditilang. Sebanyak 301 pelanggar ditegur.")
    assert [s.source for s in found] == ["Polda Banten", "Polda Banten"]


@pytest.mark.parametrize(("text", "subject"), [
    ("Panwas menangani 103 dugaan pelanggaran netralitas ASN di 12 daerah.", "dugaan pelanggaran netralitas ASN"),
    ("Bawaslu menerima 30 laporan. Lima diteruskan ke komisi.", "diteruskan ke komisi"),
])
def test_subject_says_what_is_counted(text, subject):
    assert read_statistics(text)[-1].subject == subject


def test_each_of_two_names_has_its_own_number():
    found = read_statistics("Bawaslu Jabar menerima 30 laporan pelanggaran. Kabupaten Garut dan Kabupaten Subang masing-masing tujuh dan sepuluh laporan.")
    assert [(s.value, s.place) for s in found[1:]] == [(7, "Kabupaten Garut"), (10, "Kabupaten Subang")]


@pytest.mark.parametrize(("text", "source"), [
    ("Ia lalu membuka data inspektorat. Sepanjang 2023 ada 31 ASN yang dilaporkan melanggar netralitas.", "inspektorat"),
    ("Sebanyak 17 perkara pidana pemilu disidik Polda Maluku dan jajaran.", "Polda Maluku"),
    ("Sentra Gakkumdu Langsa menerima enam laporan pelanggaran pemilu.", "Sentra Gakkumdu Langsa"),
    ("KPID Riau melayangkan 19 teguran tertulis kepada pelanggar.", "KPID Riau"),
    ("DKPP memutus sembilan perkara pelanggaran etik dengan 34 teradu.", "DKPP"),
])
def test_source_of_a_count(text, source):
    assert {s.source for s in read_statistics(text)} == {source}


def test_names_that_share_a_number_have_their_own_places():
    found = read_statistics("Bawaslu menangani sembilan dugaan pelanggaran: Kabupaten Garut lima, Kabupaten Ciamis dan Kota Banjar masing-masing dua.")
    assert [(s.value, s.place, s.part_of) for s in found][1:] == [(5, "Kabupaten Garut", 0), (2, "Kabupaten Ciamis", 0), (2, "Kota Banjar", 0)]


def test_estimate_is_marked():
    assert [s.approximate for s in read_statistics("Ada sekitar 80 pengendara yang terjaring razia.")] == [True]


def test_offsets_give_the_surface():
    text = "Polisi menilang 1.435 pengendara dan menegur dua puluh sopir."
    assert [text[s.start : s.end] for s in read_statistics(text)] == ["1.435", "dua puluh"]


def test_a_year_counts_nothing_on_the_whole_way(tagger):
    """Dates are known before numbers are looked for: the steps in the order of a run."""
    from extract.clean import clean_article
    from extract.pipeline import extract_articles
    from extract.records import Raw

    text = "Ia disebut terlibat perkara pelanggaran pada awal 2019. Bawaslu Kota Lhokseumawe mencatat enam pelanggaran sejak tahun anggaran 2018."
    (found,) = extract_articles([clean_article(Raw("a.txt", title="Kabar", text=text))], tagger)
    assert [statistic.value for statistic in found.statistics] == [6]


@pytest.mark.parametrize(("unit", "source", "place"), [("Bawaslu RI", "Bawaslu RI", None), ("Bawaslu Kota Tegal", "Bawaslu Kota Tegal", "Tegal")])
def test_the_bare_name_of_an_office_is_that_of_the_speaker(tagger, unit, source, place):
    """National figures told at a ceremony in a regency are not the regency's."""
    from extract.clean import clean_article
    from extract.pipeline import extract_articles
    from extract.records import Raw

    text = (f"Bawaslu Garut menggelar rapat koordinasi, Selasa (6/12/2022). Ketua Bawaslu Garut Ipah Hafsiah meminta semua pihak menjaga netralitas.\n\n"
            f"Sementara itu, Anggota {unit} Totok Hartono dalam sambutannya mengatakan, data di Bawaslu tahun 2020 mencatat ASN yang dilaporkan melanggar sebanyak 2.134 orang.")
    (found,) = extract_articles([clean_article(Raw("a.txt", title="Rapat Koordinasi", text=text))], tagger)
    assert [(s.value, s.source) for s in found.statistics] == [(2134, source)]
    assert found.statistics[0].place is None if place is None else place in (found.statistics[0].place or "")

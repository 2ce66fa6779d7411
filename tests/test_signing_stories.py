"""Short stories of several acts: what was put off, refused, recalled, planned; each row with status and day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest

from extract.attach import attach_circumstances
from extract.records import Article, Signing
from extract.signings import find_acts, merge_acts

Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def read(tagger) -> Callable[[str], tuple[Signing, ...]]:
    """Text of 10 September 2024 -> its acts with everything attached."""
    from extract import pipeline, sentences

    def read_text(text: str) -> tuple[Signing, ...]:
        article = Article("a", "a", text, hashlib.sha256(text.encode()).hexdigest(), title="" if (head := text.split("\n\n")[0]).endswith(".") else head, published_at=datetime(2024, 9, 10))
        doc = sentences.make_doc(text)
        reading = pipeline.read_mentions(article, doc, tagger.tag([doc])[0])
        return attach_circumstances(reading, merge_acts(reading, find_acts(reading)))

    return read_text


def _row(signing: Signing) -> Row:
    length = {"day": 10, "month": 7, "year": 4}[signing.date.precision] if signing.date else 0
    return signing.instrument, signing.status, signing.date.date_start.isoformat()[:length] if signing.date else ""


STORIES: list[tuple[str, list[Row]]] = [
    # put off
    ("Penandatanganan ikrar netralitas yang sedianya digelar Senin (9/9/2024) diundur ke Kamis (12/9/2024).", [("declaration", "planned", "2024-09-12")]),
    ("Penandatanganan NPHD yang sedianya digelar Jumat (6/9/2024) ditunda. \"Kami sepakat geser ke Kamis (12/9/2024),\" kata sekda.", [("grant_agreement", "planned", "2024-09-12")]),
    ("Bek itu akan meneken kontrak dengan klub tetangga, tetapi batal.", [("contract", "negated", "")]),
    ("Para camat meneken ikrar netralitas, Senin (9/9/2024). Rencana semula, para penyuluh ikut meneken ikrar itu.", [("declaration", "occurred", "2024-09-09"), ("declaration", "negated", "2024-09-09")]),
    ("NPHD bagi Polres Melur belum bisa diteken. \"Insyaallah awal Oktober kita tandatangani,\" kata sekda.", [("grant_agreement", "planned", "2024-10")]),
    ("Semula akan ditandatangani pula komitmen bersama antihoaks. Namun penandatanganan ditunda karena naskahnya belum disetujui.", [("declaration", "negated", "")]),
    ("Bupati menyiapkan pakta integritas untuk 23 camat. Penandatanganan digelar serentak pada 17 September 2024.", [("integrity_pact", "planned", "2024-09-17")]),
    ("Pada 20 September mendatang, bupati mengundang seluruh camat ke aula untuk menandatangani pakta integritas.", [("integrity_pact", "planned", "2024-09-20")]),
    ("Pemkab Melur dan KPU meneken NPHD untuk pilkada 27 November 2024.", [("grant_agreement", "occurred", "")]),
    ("Penandatanganan NPHD itu terganjal besaran honor petugas.", [("grant_agreement", "negated", "")]),
    ("Para camat meneken ikrar netralitas, Senin (9/9/2024). Ketua panwas menyesalkan dua camat yang absen. \"Besok, Rabu (11/9), mereka kami undang ke kantor panwas untuk menandatangani naskah yang sama,\" ujarnya.", [("declaration", "occurred", "2024-09-09"), ("declaration", "planned", "2024-09-11")]),
    # another act than the one before
    ("Pemkab Melur dan Kampus Anggrek meneken nota kesepahaman, Senin (9/9/2024). Sesudah itu dilakukan pula penandatanganan perjanjian kerja sama antara dinas kesehatan dan fakultas kedokteran.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09")]),
    ("Pemkab Melur dan Kampus Anggrek meneken nota kesepahaman, Senin (9/9/2024). Sedianya perjanjian kerja sama dengan Yayasan Kenanga juga diteken pada kesempatan itu, tetapi ditunda karena pimpinannya sakit.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "negated", "2024-09-09")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Enam camat izin. Keenam camat itu akan menandatangani pakta di kantor bupati, Jumat (13/9/2024).", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "planned", "2024-09-13")]),
    ("NPHD untuk Bawaslu Melur diteken Senin (9/9/2024). Penandatanganan NPHD untuk KPU Melur yang sedianya digelar Senin (9/9/2024) urung terlaksana. Bila angkanya cocok, naskah akan ditandatangani Jumat (13/9/2024).", [("grant_agreement", "occurred", "2024-09-09"), ("grant_agreement", "negated", "2024-09-09"), ("grant_agreement", "planned", "2024-09-13")]),
    ("Kiper itu batal meneken kontrak dengan Melur United. Klub lamanya menyebut kontrak anyar akan ditandatangani Jumat (13/9/2024).", [("contract", "negated", ""), ("contract", "planned", "2024-09-13")]),
    ("Penandatanganan ikrar netralitas batal. \"Kami pindahkan ke Jumat (13/9/2024),\" kata sekda.", [("declaration", "planned", "2024-09-13")]),
    ("Pemkab Melur dan Kampus Anggrek meneken nota kesepahaman, Senin (9/9/2024). Pemkab berencana meneken nota serupa dengan Kampus Kenanga, tetapi waktu penandatanganannya belum ditentukan.", [("mou", "occurred", "2024-09-09"), ("mou", "planned", "")]),
    ("Pemkab Melur dan Kampus Anggrek meneken nota kesepahaman, Senin (9/9/2024). Pemkab juga merencanakan penandatanganan nota serupa dengan Kampus Kenanga pada Oktober mendatang.", [("mou", "occurred", "2024-09-09"), ("mou", "planned", "2024-10")]),
    # called off, left over, told by a speaker
    ("Dewan mengagendakan penandatanganan ikrar netralitas. Namun, agenda itu batal, Senin (9/9/2024).", [("declaration", "negated", "2024-09-09")]),
    ("Sembilan kabupaten telah meneken NPHD. Tersisa Kabupaten Melur yang belum.", [("grant_agreement", "occurred", ""), ("grant_agreement", "negated", "")]),
    ("Pasangan nomor 3 tidak ikut meneken ikrar damai. Penandatanganan digelar di Hotel Kenanga, Senin (9/9/2024).", [("declaration", "negated", "2024-09-09"), ("declaration", "occurred", "2024-09-09")]),
    ("Ia menyebut seluruh lurah telah meneken pakta integritas. Pernyataan itu disampaikan saat apel di lapangan, Senin (9/9/2024).", [("integrity_pact", "occurred", "")]),
    ("Lurah yang absen akan meneken pakta integritas di kantor camat. Dari 40 lurah, 35 orang sudah menandatanganinya, Senin (9/9/2024).", [("integrity_pact", "planned", ""), ("integrity_pact", "occurred", "2024-09-09")]),
    ("Bupati memastikan NPHD diteken bulan ini.", [("grant_agreement", "planned", "2024-09")]),
    ("Pajak itu akan diatur melalui peraturan menteri keuangan. Dirjen mengatakan drafnya rampung dan tinggal menunggu diteken menteri.", [("regulation", "planned", "")]),
    ("Enam lurah menandatangani pernyataan sikap netral, Senin (9/9/2024).", [("declaration", "occurred", "2024-09-09")]),
    ("Lurah itu menandatangani pernyataan sikap, Senin (9/9/2024).", [("statement_letter", "occurred", "2024-09-09")]),
    ("Dua nota kesepahaman lahir dari pertemuan dengan Universitas Melur dan Universitas Kenanga. Keduanya ditandatangani Senin (9/9/2024).", [("mou", "occurred", "2024-09-09"), ("mou", "occurred", "2024-09-09")]),
    ("MoU itu diteken Wakil Rektor Bidang Kerja Sama, Senin (9/9/2024).", [("mou", "occurred", "2024-09-09")]),
    ("Pegawai baru menandatangani perjanjian kerja dan menerima SK pengangkatan, Senin (9/9/2024).", [("contract", "occurred", "2024-09-09")]),
    # several partners, and those who are alike
    ("Penandatanganan NPHD antara Pemkab Melur dan KPU Melur serta NPHD antara Pemkab Melur dan Bawaslu Melur digelar Senin (9/9/2024).", [("grant_agreement", "occurred", "2024-09-09"), ("grant_agreement", "occurred", "2024-09-09")]),
    ("NPHD dengan KPU Melur diteken pada 6 September 2024, dan dengan Bawaslu Melur pada 9 September 2024.", [("grant_agreement", "occurred", "2024-09-06"), ("grant_agreement", "occurred", "2024-09-09")]),
    ("NPHD dengan Kodim Melur diteken lebih dulu pada Senin (9/9/2024), menyusul kemudian NPHD dengan Polres Melur.", [("grant_agreement", "occurred", "2024-09-09"), ("grant_agreement", "occurred", "2024-09-09")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Seusai acara, Pemkab Melur dan Ombudsman meneken nota kesepahaman. Sementara itu, camat Kenanga belum meneken.", [("integrity_pact", "occurred", "2024-09-09"), ("mou", "occurred", "2024-09-09"), ("integrity_pact", "negated", "")]),
    # the time just named
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Pakta serupa pernah dibuat pada 2021, tetapi waktu itu hanya ditandatangani para lurah.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "occurred", "2021")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Di Kenanga, deklarasi serupa berlangsung pada 8 Agustus 2024. Para lurah kala itu menandatangani naskahnya.", [("integrity_pact", "occurred", "2024-09-09"), ("declaration", "occurred", "2024-08-08")]),
    ("Baru Teken Pakta Integritas, Kadis di Melur Dilaporkan\n\nMelur - Kepala dinas itu dilaporkan warga, Senin (9/9/2024).", [("integrity_pact", "occurred", "")]),
    # named in short, or by what its signers do
    ("Bupati dan kapolres menerbitkan Surat Edaran Bersama tentang Netralitas. Edaran ditandatangani di pendopo, Senin (9/9/2024).", [("joint_decree", "occurred", "2024-09-09")]),
    ("Ratusan pegawai mengikuti Ikrar Netralitas ASN, Senin (9/9/2024). Naskahnya lantas ditandatangani para camat.", [("declaration", "occurred", "2024-09-09")]),
    ("Perpanjangan Perjanjian Kerja Sama Bantuan Hukum dilakukan Senin (9/9/2024). Bertindak sebagai penanda tangan, Direktur Anton Wijaya dan Kajari Rina Hartati.", [("cooperation_agreement", "occurred", "2024-09-09")]),
    ("Tiga kabupaten belum meneken NPHD sampai batas waktu 9 September.", [("grant_agreement", "negated", "")]),
    # one of several, put off or left
    ("Penandatanganan NPHD antara Pemkab Melur Raya dan Polres Melur Raya dijadwalkan ulang. Semula acara itu digelar Jumat (6/9/2024), tetapi baru akan dilaksanakan Kamis (12/9/2024).", [("grant_agreement", "planned", "2024-09-12")]),
    ("Ketua partai menolak menandatangani ikrar damai, Senin (9/9/2024). Bupati Zain justru langsung membubuhkan tanda tangannya.", [("declaration", "negated", "2024-09-09"), ("declaration", "occurred", "2024-09-09")]),
    ("Tiga naskah diteken di Hotel Anggrek, Senin (9/9/2024): NPHD KPU, NPHD Bawaslu, dan pakta integritas pengelolaan hibah.", [("grant_agreement", "occurred", "2024-09-09"), ("grant_agreement", "occurred", "2024-09-09"), ("integrity_pact", "occurred", "2024-09-09")]),
    # told in other words
    ("Wali kota dan PT Laut meneken nota kesepahaman, Senin (9/9/2024). Dari pihak perusahaan ditandatangani Direktur Anton Wijaya.", [("mou", "occurred", "2024-09-09")]),
    ("Dua paslon meneken deklarasi damai, Senin (9/9/2024). Setelahnya, naskah yang sama ditandatangani para ketua partai.", [("declaration", "occurred", "2024-09-09")]),
    ("Para kades meneken pakta integritas pada Juni 2021. Dua tahun kemudian, mereka kembali meneken naskah yang nyaris sama.", [("integrity_pact", "occurred", "2021-06"), ("integrity_pact", "occurred", "2023")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Tiga camat izin. Tanda tangan mereka menyusul.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "planned", "")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Besok giliran 60 kepala sekolah.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "planned", "2024-09-11")]),
    ("PT Bara Melur batal meneken kontrak sponsor yang sedianya ditandatangani Senin (9/9/2024).", [("contract", "negated", "2024-09-09")]),
    ("SK pemberhentian tidak dengan hormat itu diteken bupati, Senin (9/9/2024).", [("regulation", "occurred", "2024-09-09")]),
    ("Peru dan Namibia meneken dua dokumen kerja sama, Senin (9/9/2024). Yang pertama persetujuan bebas visa, yang kedua memorandum saling pengertian.", [("treaty", "occurred", "2024-09-09"), ("mou", "occurred", "2024-09-09")]),
    ("Rencana penandatanganan NPHD antara Pemkot Melur dan KPU Melur, Jumat (6/9/2024), batal. NPHD untuk Bawaslu Melur akan diteken Kamis (12/9/2024).", [("grant_agreement", "negated", "2024-09-06"), ("grant_agreement", "planned", "2024-09-12")]),
    ("Bupati telah menekan peraturan bupati tentang parkir, Senin (9/9/2024).", [("regulation", "occurred", "2024-09-09")]),
    ("Acara diakhiri penandatanganan pakta integritas, nota kesepahaman, dan ikrar netralitas oleh para camat, Senin (9/9/2024).", [("integrity_pact", "occurred", "2024-09-09"), ("mou", "occurred", "2024-09-09"), ("declaration", "occurred", "2024-09-09")]),
    ("Pakta integritas wajib diteken semua caleg. Sebanyak 40 caleg sudah melakukannya, Senin (9/9/2024).", [("integrity_pact", "occurred", "2024-09-09")]),
    ("Bupati Melur menunda penandatanganan NPHD dengan KPU Melur hingga Kamis (12/9/2024).", [("grant_agreement", "planned", "2024-09-12")]),
    ("Para lurah meneken pakta integritas pada Oktober 2022. Tahun berikutnya, mereka meneken pakta serupa.", [("integrity_pact", "occurred", "2022-10"), ("integrity_pact", "occurred", "2023")]),
    ("NPHD KPU Melur diteken Jumat (6/9/2024). Untuk Bawaslu Melur, penandatanganan dilakukan Senin (9/9/2024).", [("grant_agreement", "occurred", "2024-09-06"), ("grant_agreement", "occurred", "2024-09-09")]),
    ("Acara ditutup penandatanganan MoU antara Pemkab Melur dan KPU Melur, PKS antara Dinas Tani Melur dan Polres Melur, serta pakta integritas para kades, Senin (9/9/2024).", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09"), ("integrity_pact", "occurred", "2024-09-09")]),
    # refused
    ("Tujuh lurah meneken pakta integritas, Senin (9/9/2024). Tiga lurah belum tanda tangan.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "negated", "")]),
    ("Para camat meneken pakta integritas, Senin (9/9/2024). Sebelas kades memilih pulang tanpa tanda tangan.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "negated", "2024-09-09")]),
    ("Tak seorang pun camat menolak meneken pakta integritas, Senin (9/9/2024).", [("integrity_pact", "occurred", "2024-09-09")]),
    ("Enam fraksi meneken berita acara, Senin (9/9/2024). Fraksi Bintang menolak.", [("handover_record", "occurred", "2024-09-09"), ("handover_record", "negated", "")]),
    ("Tiga paslon meneken deklarasi damai, Senin (9/9/2024).\n\nPaslon nomor urut 4 menolak meneken deklarasi itu.", [("declaration", "occurred", "2024-09-09"), ("declaration", "negated", "2024-09-09")]),
    ("Dua camat belum menandatangani pakta integritas. Keduanya absen saat penandatanganan di aula, Senin (9/9/2024).", [("integrity_pact", "negated", "2024-09-09"), ("integrity_pact", "occurred", "2024-09-09")]),
    ("Kades yang belum menandatangani komitmen bersama akan menyusul pada Rabu (18/9/2024).", [("declaration", "negated", ""), ("declaration", "planned", "2024-09-18")]),
    ("Kepala dinas membantah kabar bahwa nota kesepahaman itu sudah diteken.", [("mou", "negated", "")]),
    # planned
    ("Nota kesepahaman itu akan ditindaklanjuti dengan perjanjian kerja sama yang diteken bulan depan.", [("cooperation_agreement", "planned", "2024-10")]),
    ("NPHD dengan kodim menyusul ditandatangani awal Oktober.", [("grant_agreement", "planned", "2024-10")]),
    ("Aturan itu berlaku menyusul ditandatanganinya Perpres Nomor 3 Tahun 2024.", [("regulation", "occurred", "2024")]),
    ("Ketua dewan bersedia menandatangani surat pernyataan. Surat itu ditandatangani Ketua DPRD Budi Harno di atas meterai, Senin (9/9/2024).", [("statement_letter", "occurred", "2024-09-09")]),
    ("Begitu ditandatangani presiden, undang-undang itu otomatis berlaku.", [("regulation", "hypothetical", "")]),
    ("Ia berharap kontrak itu bisa ditandatangani tahun depan.", [("contract", "hypothetical", "")]),
    ("Camat meneken pakta integritas, Senin (9/9/2024). Adapun lurah dijadwalkan menyusul pada awal Oktober 2024.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "planned", "2024-10")]),
    ("Sebanyak 12 camat meneken pakta integritas, Senin (9/9/2024). Tiga sisanya dijadwalkan Jumat (13/9/2024).", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "planned", "2024-09-13")]),
    ("Tiga paslon meneken deklarasi damai, Senin (9/9/2024). Pemprov menyiapkan nota kesepahaman pengamanan. Nota itu rencananya diteken Oktober 2024.", [("declaration", "occurred", "2024-09-09"), ("mou", "planned", "2024-10")]),
    # papers told apart from their verb
    ("Selembar pakta integritas tergantung di dinding. Tanggalnya 14 Agustus 2024. Penanda tangannya para camat se-Kabupaten Melur.", [("integrity_pact", "occurred", "2024-08-14")]),
    ("Sepuluh lurah meneken naskah lain, yaitu Ikrar Netralitas, Senin (9/9/2024).", [("declaration", "occurred", "2024-09-09")]),
    ("Ada dua naskah yang ditandatangani: nota kesepahaman dan perjanjian kerja sama. Yang pertama diteken rektor, Senin (9/9/2024). Yang kedua diteken dekan.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09")]),
    ("Selain nota kesepahaman, Senin (9/9/2024), diteken pula tiga perjanjian kerja sama.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09")]),
    ("PT Rel Melur menerima pinjaman. Perjanjian kredit diteken Senin (9/9/2024). PT Rel Melur juga meneken kontrak pengadaan, Jumat (6/9/2024).", [("contract", "occurred", "2024-09-09"), ("contract", "occurred", "2024-09-06")]),
    ("Bupati meneken nota kesepahaman pengelolaan dermaga perintis, Senin (9/9/2024). Pada kesempatan itu pula bupati meneken nota kesepahaman angkutan hasil bumi.", [("mou", "occurred", "2024-09-09"), ("mou", "occurred", "2024-09-09")]),
    ("Nota kesepahaman pertama diteken pada semester pertama 2023.", [("mou", "occurred", "2023")]),
    # recalled, and beside one another
    ("Bupati dan rektor meneken MoU, Senin (9/9/2024). MoU ini perpanjangan dari MoU yang diteken pada 2019.", [("mou", "occurred", "2024-09-09"), ("mou", "occurred", "2019")]),
    ("Bupati meneken MoU, Senin (9/9/2024). Menindaklanjuti MoU itu, dua kepala dinas langsung meneken perjanjian kerja sama.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09")]),
    ("Rektor dan bupati meneken MoU di balai kota, Senin (9/9/2024). Pada saat yang sama, dua dekan juga meneken perjanjian kerja sama.", [("mou", "occurred", "2024-09-09"), ("cooperation_agreement", "occurred", "2024-09-09")]),
    ("Surat tugas itu diteken kepala dinas pada 2 September 2024. Surat perintah bongkar diteken camat pada 5 September 2024.", [("other", "occurred", "2024-09-02"), ("other", "occurred", "2024-09-05")]),
    ("Larangan itu dituangkan dalam Surat Edaran Bersama tentang perkebunan. Surat edaran tersebut diteken bupati, Senin (9/9/2024).", [("joint_decree", "occurred", "2024-09-09")]),
    ("Kedua paslon meneken Deklarasi Damai, Senin (9/9/2024). Komitmen Bersama Kampanye Bersih ikut ditandatangani para ketua partai.", [("declaration", "occurred", "2024-09-09")] * 2),
    ("Gubernur dan ketua KPU menandatangani NPHD, Senin (9/9/2024). Baru 9 dari 15 kabupaten yang sudah menandatangani NPHD.", [("grant_agreement", "occurred", "2024-09-09"), ("grant_agreement", "occurred", "")]),
    ("Tujuh bupati meneken NPHD sebelum 6 September 2024, sedangkan Kota Metro belum.", [("grant_agreement", "occurred", ""), ("grant_agreement", "negated", "")]),
    ("Penandatanganan MoU yang semula dijadwalkan Senin (2/9/2024) molor dua hari dan baru terlaksana Rabu (4/9/2024).", [("mou", "occurred", "2024-09-04")]),
    ("Wali kota telah menandatangani surat edaran tentang parkir. Surat edaran tertanggal 2 September 2024 itu dikirim ke camat.", [("regulation", "occurred", "2024-09-02")]),
    ("Surat izin itu sudah ditandatangani camat, kata lurah, Senin (9/9/2024).", [("other", "occurred", "")]),
    ("Panwascam dilantik Senin (2/9/2024). Sehari setelah pelantikan, mereka meneken pakta integritas.", [("integrity_pact", "occurred", "2024-09-03")]),
    ("Para kepala kantor meneken pakta integritas, Senin (2/9/2024). Kantor tetangga menggelar kegiatan serupa Kamis (5/9/2024).", [("integrity_pact", "occurred", "2024-09-02")]),
    ("Tahun ini ikrar itu kembali ditandatangani di balai kota, Senin (9/9/2024).", [("declaration", "occurred", "2024-09-09")]),
    ("Sebelas partai meneken pakta integritas, Senin (9/9/2024). Sisanya, tiga partai, belum.", [("integrity_pact", "occurred", "2024-09-09"), ("integrity_pact", "negated", "")]),
    ("NPHD dengan KPU diteken lebih dulu, Kamis (5/9/2024). NPHD dengan Bawaslu menyusul keesokan harinya.", [("grant_agreement", "occurred", "2024-09-05"), ("grant_agreement", "occurred", "2024-09-06")]),
    ("Pejabat yang menolak menandatangani pakta integritas akan dimutasi.", [("integrity_pact", "hypothetical", "")]),
    ("Tanpa penandatanganan NPHD, tahapan pilkada tidak bisa dimulai.", [("grant_agreement", "hypothetical", "")]),
    ("Kami tidak mau menandatangani MoU itu, kata bupati, Senin (9/9/2024).", [("mou", "negated", "")]),
    ("MoU antara pemprov dan kementerian telah dilakukan.", [("mou", "occurred", "")]),
    ("\"Suratnya sudah diteken tadi pagi,\" kata sekda, kemarin.", [("other", "occurred", "2024-09-09")]),
    # counted and then told one by one
    ("Bupati meneken dua NPHD sekaligus, Rabu (4/9/2024), masing-masing untuk KPU Pangkal senilai Rp31 miliar dan Bawaslu Pangkal senilai Rp10 miliar.", [("grant_agreement", "occurred", "2024-09-04")] * 2),
    ("Ia menyaksikan penandatanganan tiga MoU bisnis, Senin (2/9/2024). Ketiganya ialah MoU Pupuk Sriwijaya dengan PetroVietnam soal amonia, MoU Kadin dan VCCI tentang temu bisnis, serta MoU Garuda Indonesia bersama Vietjet mengenai kargo.", [("mou", "occurred", "2024-09-02")] * 3),
    ("Bupati menandatangani dua NPHD, Selasa (3/9/2024). Naskah pertama diteken bersama kapolres, naskah kedua bersama dandim.", [("grant_agreement", "occurred", "2024-09-03")] * 2),
    ("NPHD dengan KPU Solok ditandatangani pada 9 November 2023, sementara NPHD dengan Bawaslu pada 16 November 2023.", [("grant_agreement", "occurred", "2023-11-09"), ("grant_agreement", "occurred", "2023-11-16")]),
    ("Dua menteri menyaksikan penandatanganan dua dokumen, Selasa (3/9/2024). Pertama, persetujuan antara Pemerintah Indonesia dan Pemerintah Namibia tentang bebas visa, yang ditandatangani kedua menteri luar negeri. Dokumen kedua ialah nota kesepahaman perikanan. Naskah ini diteken dua dirjen.", [("treaty", "occurred", "2024-09-03"), ("mou", "occurred", "2024-09-03")]),
    ("Tiga kesepakatan diteken, Kamis (5/9/2024), yakni nota kesepahaman Pemprov Jambi dengan Unja, perjanjian kerja sama Dinas Pendidikan dengan Balai Bahasa, dan kontrak kerja dengan PT Pelni.", [("mou", "occurred", "2024-09-05"), ("cooperation_agreement", "occurred", "2024-09-05"), ("contract", "occurred", "2024-09-05")]),
    ("Ada dua MoU yang diteken bupati, Rabu (4/9/2024). MoU pertama dengan Kejari Enrekang soal pendampingan hukum, MoU kedua dengan BPJS Kesehatan soal kepesertaan.", [("mou", "occurred", "2024-09-04")] * 2),
    ("Senin (2/9/2024) dilakukan penandatanganan tiga nota kesepahaman antara Pemkab Kolaka dengan USN Kolaka, Kejari Kolaka, dan BPS Kolaka.", [("mou", "occurred", "2024-09-02")] * 3),
    ("Pemkab meneken dua NPHD dengan KPU Jambi dan Bawaslu Jambi, Rabu (4/9/2024).", [("grant_agreement", "occurred", "2024-09-04")] * 2),
    ("Pemkab dan KPU Jambi meneken NPHD, Rabu (4/9/2024).", [("grant_agreement", "occurred", "2024-09-04")]),
    ("Raperda itu akan dibahas lagi, lalu bupati meneken piagam, Rabu (4/9/2024). Disepakati tiga komitmen yang dituangkan dalam piagam. Piagam diteken sembilan ketua kelompok tani kabupaten.", [("declaration", "occurred", "2024-09-04")]),
    # those who would not
    ("Pasangan nomor urut 1 dan pasangan nomor urut 3 meneken deklarasi damai, Minggu (8/9/2024), sementara pasangan nomor urut 2 memilih meninggalkan lokasi.", [("declaration", "occurred", "2024-09-08"), ("declaration", "negated", "2024-09-08")]),
    ("Panitia menyodorkan pakta integritas kepada 12 ketua RW, Sabtu (7/9/2024). Hanya sembilan yang mau meneken, tiga lainnya menolak.", [("integrity_pact", "occurred", "2024-09-07"), ("integrity_pact", "negated", "2024-09-07")]),
    ("Penandatanganan NPHD yang dijadwalkan Kamis (5/9/2024) molor. Bupati baru membubuhkan tanda tangan Senin (9/9/2024) sore.", [("grant_agreement", "occurred", "2024-09-09")]),
    ("Penandatanganan deklarasi damai yang semestinya digelar Sabtu (7/9/2024) batal karena hujan. KPU menjadwalkan ulang acara itu pada Kamis (12/9/2024).", [("declaration", "planned", "2024-09-12")]),
    ("NPHD dengan Kodim Toraja dijadwalkan 12 September 2024.", [("grant_agreement", "planned", "2024-09-12")]),
    ("Para guru siap menandatangani pakta integritas kapan pun diminta.", [("integrity_pact", "hypothetical", "")]),
    # a paper spoken of before it is signed
    ("Bawaslu dan Politeknik Sambas bersepakat dalam sebuah Perjanjian Kerja Sama tentang pengawasan, Rabu (4/9/2024). Bertempat di kampus, naskah diteken kedua pimpinan.", [("cooperation_agreement", "occurred", "2024-09-04")]),
    ("Deklarasi Pilkada Damai digelar di alun-alun, Minggu (8/9/2024). Dua pasangan calon meneken naskah seusai membacakannya.", [("declaration", "occurred", "2024-09-08")]),
    ("Sepuluh direktur meneken fakta integritas, Selasa (3/9/2024). Ini kali kedua direktur RSUD meneken dokumen semacam itu.", [("integrity_pact", "occurred", "2024-09-03")]),
    # put off, and given a day in the sentence behind
    ("Penandatanganan NPHD kembali mundur. Sedianya dilakukan Senin (9/9), acara itu digeser ke Jumat (13/9).", [("grant_agreement", "planned", "2024-09-13")]),
    ("NPHD untuk Bawaslu, yang mestinya diteken kemarin malam, ditunda sampai pekan depan.", [("grant_agreement", "planned", "2024-09")]),
    ("Camat itu menyiapkan penandatanganan pakta integritas bagi para lurah. \"Rencananya tanggal 25 September di balai kota,\" katanya.", [("integrity_pact", "planned", "2024-09-25")]),
    # earlier times, the same day
    ("Kerja sama itu menginduk pada nota kesepahaman yang ditandatangani Bawaslu RI bersama Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi pada 2021.", [("mou", "occurred", "2021")]),
    ("Sepuluh kepala puskesmas meneken pakta integritas, Selasa (3/9/2024). Ia mengaku lega. Selain pakta integritas, hari itu Pemkab Kudus dan Kejari Kudus meneken MoU pendampingan.", [("integrity_pact", "occurred", "2024-09-03"), ("mou", "occurred", "2024-09-03")]),
    # only looks like an instrument
    ("Para camat meneken pakta integritas. Acara digelar dengan protokol kesehatan ketat, Selasa (3/9/2024).", [("integrity_pact", "occurred", "2024-09-03")]),
    ("Serah terima jabatan itu, menurut protokol, baru akan diteken Jumat (13/9).", [("handover_record", "planned", "2024-09-13")]),
    ("Cegah hoaks pilkada, Bawaslu Kaltara teken MoU.", [("mou", "occurred", "")]),
    ("Raperda APBD baru akan dibahas bulan depan, dan persetujuan bersama direncanakan ditandatangani akhir November.", [("other", "planned", "2024-11")]),
    ("Mereka diminta menandatangani pakta integritas, Senin (9/9/2024). Penandatanganan disaksikan Ombudsman.", [("integrity_pact", "occurred", "2024-09-09")]),
]  # fmt: skip


@pytest.mark.parametrize("text, expected", STORIES)
def test_story(read, text: str, expected: list[Row]) -> None:
    assert [_row(signing) for signing in read(text)] == expected


PARTIES = [
    ("Nota kesepahaman diteken di Semarang, Senin (9/9/2024), antara Bank Jateng dan Universitas Diponegoro.", ("Bank Jateng", "Universitas Diponegoro")),
    ("Setelah menandatangani pakta integritas, 33 kepala sekolah langsung menerima surat tugas.", ("33 kepala sekolah",)),
    ("Bawaslu mengumpulkan 80 lurah. Mereka membubuhkan tanda tangan pada naskah deklarasi netralitas.", ("80 lurah",)),
    ("Tinggal Kabupaten Bangka dan Kota Pasuruan yang belum menandatangani pakta integritas.", ("Kabupaten Bangka", "Kota Pasuruan")),
    ("Ikrar damai diteken kedua pasangan calon Bupati Gowa.", ("kedua pasangan calon Bupati Gowa",)),
    ("Bawaslu mengingatkan para camat yang telah menandatangani pakta integritas.", ("para camat",)),
    ("Rapat itu tindak lanjut nota kesepahaman Kejaksaan Agung dan Polri yang ditandatangani pada 2017.", ("Kejaksaan Agung", "Polri")),
]


@pytest.mark.parametrize("text, expected", PARTIES)
def test_parties_of_a_story(read, text: str, expected: tuple[str, ...]) -> None:
    assert [signing.parties for signing in read(text)] == [expected]


SIDES = [
    ("Bawaslu Tegal dan Universitas Pancasakti meneken MoU, Senin (2/9/2024). Bawaslu Tegal menyambutnya. Adapun MoU dengan Politeknik Harapan belum ditandatangani.", [("Bawaslu Tegal", "Universitas Pancasakti"), ("Bawaslu Tegal", "Politeknik Harapan")]),
    ("Para lurah lebih dulu meneken pakta integritas, Senin (2/9/2024).", [("Para lurah",)]),
    ("Pada kesempatan itu Gubernur Jambi menjadi orang pertama yang meneken pakta integritas.", [()]),
    ("Surat keputusan itu ditandatangani Bupati Tebo.", [()]),
    ("Pakta integritas itu diteken Ketua Bawaslu Tebo.", [()]),
]


@pytest.mark.parametrize("text, expected", SIDES)
def test_sides_of_the_acts_of_a_story(read, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [signing.parties for signing in read(text)] == expected


def test_one_long_line_of_headlines_is_read_in_pieces(read) -> None:
    acts = read(" ".join(["Bupati dan camat se-Jambi menandatangani pakta integritas"] * 60))
    assert acts and all(len(signing.parties) < 40 for signing in acts)

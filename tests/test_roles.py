"""Which part each person has: text with marked persons -> roles. `{office:unit,|name}` marks a person, `{|name}` names one again."""

from __future__ import annotations

import re

import pytest

from extract.quotes import find_quotes
from extract.records import Article, Person, PersonMention, Reading, Span
from extract.roles import find_roles
from extract.sentences import list_sentences, make_doc
from extract.signings import find_acts, merge_acts


def read_marked(marked: str, title: str = "") -> Reading:
    """A reading whose persons are the marked ones."""
    marked = f"{title}\n\n{marked}" if title else marked
    text, mentions = "", {}
    for piece in re.split(r"(\{[^}]*\})", marked):
        if not piece.startswith("{"):
            text += piece
            continue
        office, name = piece[1:-1].split("|")
        start = len(text)
        text += (office.replace(":", " ") + " " if office else "") + name
        position, _, unit = office.rstrip(",").partition(":")
        key = next((k for k in mentions if set(name.split()) <= set(k.split())), name)
        mentions.setdefault(key, []).append((start, len(text) - len(name), len(text), position or None, unit or None))
    clean_title = re.sub(r"[{}]", "", re.sub(r"\{[^|}]*\|", lambda m: m[0][1:-1].replace(":", " ") + " " * (len(m[0]) > 2), title))
    article = Article("a", "test", text, "", title=clean_title)
    doc = make_doc(text)
    reading = Reading(article, doc, list_sentences(doc, article))
    persons = []
    for number, (name, found) in enumerate(mentions.items()):
        records = tuple(
            PersonMention(begin, end, text[begin:end], Span(full, end), reading.sentence_at(begin).index, position=position, unit=unit)
            for full, begin, end, position, unit in found
        )
        first = next((f for f in found if f[3]), found[0])
        persons.append(Person(number, name, records, position=first[3], unit=first[4]))
    reading = Reading(article, doc, reading.sentences, persons=tuple(persons))
    return Reading(article, doc, reading.sentences, persons=tuple(persons), quotes=find_quotes(reading))


def roles_of(marked: str, title: str = "") -> dict[str, str]:
    """Name -> roles in alphabetical order."""
    reading = read_marked(marked, title)
    found = find_roles(reading, merge_acts(reading, find_acts(reading)))
    return {p.name: " ".join(sorted({r.role for r in found if r.person == p.key})) for p in reading.persons}


SPEAKERS = [
    ('"Kami siap," kata {Ketua:KPU Lumajaya,|Darma Wiguna}.', "speaker"),
    ('{Ketua:KPU Lumajaya|Darma Wiguna} mengatakan, "Kami siap."', "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} di hadapan massa mengatakan siap.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} dihadapan massa mengatakan siap.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna}, kata dia, semestinya mundur.", ""),
    ("Penetapan {Ketua:KPU Lumajaya|Darma Wiguna} sebagai tersangka membuktikan bahwa perkaranya serius.", ""),
    ('Penetapan {Ketua:KPU Lumajaya|Darma Wiguna} sebagai tersangka mengejutkan warga. "Perkaranya serius," tegasnya.', ""),
    ("Dua nama itu disampaikan panitia ke {Ketua:KPU Lumajaya|Darma Wiguna}.", ""),
    ("Dikatakan {Ketua:KPU Lumajaya|Darma Wiguna}, kotak suara sudah aman.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} yang ditemui seusai rapat memastikan kotak suara aman.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna}, yang juga mantan wartawan, mengaku lega.", "speaker"),
    ("Hal senada dilontarkan {Ketua:KPU Lumajaya|Darma Wiguna}.", "speaker"),
    ("Kotak suara, menurut {Ketua:KPU Lumajaya|Darma Wiguna}, sudah aman.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} tiba pukul tujuh. Ia berharap warga tak lupa mencoblos.", "speaker"),
    ('{Ketua:KPU Lumajaya|Darma Wiguna} tampak santai. "Semua sudah kami hitung," selorohnya.', "speaker"),
    ('{Ketua:KPU Lumajaya|Darma Wiguna} tertawa kecil. "Semua sudah kami hitung, tinggal menunggu hari," begitu jawabannya.', "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} mengisyaratkan bahwa jadwal bisa berubah.", "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} tak menampik ada keterlambatan.", "speaker"),
    ("Bagi {Ketua:KPU Lumajaya|Darma Wiguna}, pakta itu bukan hiasan dinding.", "speaker"),
    ('"Kami siap," {Ketua:KPU Lumajaya|Darma Wiguna} menambahkan.', "speaker"),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} datang paling awal. Perempuan berkacamata itu mengaku tidak tegang.", "speaker"),
    ("Sambutan bupati dibacakan {Sekda:Lumajaya|Darma Wiguna}.", "representative speaker"),
    ("Tak hanya itu lanjut {Ketua:KPU Lumajaya|Darma Wiguna}, gudang dijaga siang malam.", "speaker"),
    ("Rohmat sentil {Ketua:KPU Lumajaya|Darma Wiguna} soal gudang.", ""),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} memotong pita di gerbang kantor baru.", ""),
    ("Warga menunggu {Ketua:KPU Lumajaya|Darma Wiguna} sampai sore.", ""),
    ("Panitia mengundang {Ketua:KPU Lumajaya|Darma Wiguna}, kata seorang warga.", ""),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} belum menjawab pesan yang dikirim.", ""),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} menolak menanggapi pertanyaan itu.", ""),
    ("{Ketua:KPU Lumajaya|Darma Wiguna} menyerahkan bantuan. Nilainya lima juta rupiah.", ""),
    ("Menurut jaksa, {Ketua:KPU Lumajaya|Darma Wiguna} menerima uang itu.", ""),
    ("Kata kunci dalam pidato {Ketua:KPU Lumajaya|Darma Wiguna} ialah jujur.", ""),
    # told of anybody, or said by a newspaper or by somebody else's people
    ("{Bupati:Lumajaya|Darma Wiguna} merasa warganya sudah tenang.", ""),
    ("{Bupati:Lumajaya|Darma Wiguna} merasa warganya sudah tenang. Ia menegaskan pasar tetap buka.", "speaker"),
    ("Menurut harian Lumajaya Pos, {Bupati:Lumajaya|Darma Wiguna} akan mundur.", ""),
    ("Menurut {Ketua:Paguyuban Pasar,|Darma Wiguna}, warga sudah tenang.", "speaker"),
    ("Pejabat pemerintahan {Bupati:Lumajaya|Darma Wiguna} mengatakan pasar tetap buka.", ""),
]


@pytest.mark.parametrize("text, roles", SPEAKERS)
def test_speaker(text: str, roles: str) -> None:
    assert roles_of(text)["Darma Wiguna"] == roles


PACT = "Para lurah di Lumajaya menandatangani pakta integritas, Senin (2/1/2023). "
A, B, C = "Rohmat Wijaya", "Sanusi Hadi", "Beni Karta"
CEREMONIES = [
    # witnesses
    (PACT + f"Penandatanganan disaksikan langsung oleh {{Bupati:Lumajaya,|{A}}}, {{Kapolres:Lumajaya|{B}}}, serta {{Dandim:Lumajaya|{C}}}.", ("witness", "witness", "witness")),
    (PACT + f"{{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}} menyaksikan dari barisan depan.", (None, "witness", "witness")),
    (PACT + f"Sejumlah pejabat menjadi saksi. Yakni {{Bupati:Lumajaya,|{A}}}, dan {{Kapolres:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (PACT + f"Prosesi itu disaksikan unsur pimpinan daerah. Mereka antara lain {{Bupati:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (PACT + f"Beberapa tamu ikut hadir. Ada {{Bupati:Lumajaya|{A}}}, {{Kapolres:Lumajaya|{B}}}, serta {{Dandim:Lumajaya|{C}}}.", ("attendee", "attendee", "attendee")),
    (PACT + f"Sejumlah pejabat menjadi saksi. Seperti diketahui, {{Bupati:Lumajaya|{A}}} baru dilantik.", ("", None, None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} dan sejumlah camat terlihat hadir.", ("attendee", None, None)),
    (PACT + f"Kegiatan diikuti pula oleh {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}.", (None, "attendee", "attendee")),
    (PACT + f"Yang memimpin langsung {{Bupati:Lumajaya|{A}}}.", ("host", None, None)),
    (PACT + f"Turut mendampingi {{Kapolres:Lumajaya|{B}}} beserta para kasat.", (None, "attendee", None)),
    (PACT + f"Dua lurah tidak beranjak dari kursi. Keduanya adalah {{Lurah:Wanasari|{A}}} dan {{Lurah:Cibiru|{B}}}.", ("", "", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} bertemu {{Bupati:Wanasari|{B}}}. Kedua kepala daerah menyaksikan penandatanganan itu.", ("witness", "witness", None)),
    (PACT + f"Adapun yang menyaksikan ialah {{Bupati:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} bertindak sebagai saksi.", ("witness", None, None)),
    (PACT + f"Turut menyaksikan {{Bupati:Lumajaya|{A}}}, para camat, dan {{Kapolres:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (f"Para lurah meneken pakta integritas di hadapan {{Bupati:Lumajaya|{A}}}.", ("witness", None, None)),
    (f"Pakta integritas diteken {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}, disaksikan {{Dandim:Lumajaya|{C}}}.", ("signatory", "signatory", "witness")),
    # guests
    (PACT + f"Turut hadir {{Bupati:Lumajaya|{A}}}, {{Kapolres:Lumajaya|{B}}}, dan {{Dandim:Lumajaya|{C}}}.", ("attendee", "attendee", "attendee")),
    (PACT + f"Hadir dalam kesempatan itu, antara lain, {{Bupati:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}}.", ("attendee", "attendee", None)),
    (PACT + f"Acara itu dihadiri pula oleh {{Bupati:Lumajaya|{A}}}.", ("attendee", None, None)),
    (PACT + f"{{Kapolres:Lumajaya|{B}}} hadir bersama {{Dandim:Lumajaya|{C}}}.", (None, "attendee", "attendee")),
    (PACT + f"Sejumlah pejabat hadir, di antaranya {{Bupati:Lumajaya|{A}}}, {{Kapolres:Lumajaya|{B}}}.", ("attendee", "attendee", None)),
    (PACT + f"Tampak di deretan kursi depan {{Bupati:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}}.", ("attendee", "attendee", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} tidak hadir sampai acara usai.", ("", None, None)),
    (PACT + f'"Jangan memihak," ujar {{Bupati:Lumajaya|{A}}} saat menghadiri acara itu.', ("attendee speaker", None, None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} yang didampingi {{Sekda:Lumajaya|{B}}} mengingatkan lurah agar netral.", ("speaker", "attendee", None)),
    (PACT + f"Turut hadir dalam penandatanganan pakta ini, {{Bupati:Lumajaya,|{A}}}; {{Kapolres:Lumajaya,|{B}}}; dan {{Dandim:Lumajaya,|{C}}}.", ("attendee", "attendee", "attendee")),
    (PACT + f"Di deretan tamu tampak {{Bupati:Lumajaya|{A}}}, {{Kapolres:Lumajaya|{B}}}.", ("attendee", "attendee", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}}, para camat, serta {{Kapolres:Lumajaya|{B}}} ikut hadir pada kesempatan itu.", ("attendee", "attendee", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} tampak lega melihat {{Kapolres:Lumajaya|{B}}}.", ("", "", None)),
    (PACT + f"Hadir menyaksikan penandatanganan itu {{Bupati:Lumajaya|{A}}}, serta {{Kapolres:Lumajaya|{B}}}.", ("attendee witness", "attendee witness", None)),
    (PACT + f"Di belakang mereka berdiri {{Kapolres:Lumajaya|{B}}} sebagai saksi.", (None, "witness", None)),
    # hosts
    (PACT + f"Kegiatan dibuka secara resmi oleh {{Bupati:Lumajaya,|{A}}}.", ("host", None, None)),
    (PACT + f'"Jaga netralitas," pesan {{Bupati:Lumajaya|{A}}} saat membuka kegiatan.', ("host speaker", None, None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} membuka rapat koordinasi itu.", ("host", None, None)),
    # signers
    (f"{{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}} menandatangani nota kesepahaman.", ("signatory", "signatory", None)),
    (f"{{Bupati:Lumajaya|{A}}} melakukan penandatanganan nota kesepahaman dengan {{Rektor:Universitas Wanasari,|{B}}}.", ("signatory", "signatory", None)),
    (f"Penandatanganan nota kesepahaman dilakukan langsung oleh {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (f"Penandatanganan nota kesepahaman antara {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}} berlangsung singkat.", ("signatory", "signatory", None)),
    (PACT + f"{{Lurah:Sukasari|{A}}} menjadi orang pertama yang meneken, disusul {{Lurah:Cibiru|{B}}}.", ("signatory", "signatory", None)),
    (f'"Surat edaran itu sudah saya tanda tangani," kata {{Bupati:Lumajaya|{A}}}.', ("signatory speaker", None, None)),
    (f"Nota kesepahaman diteken {{Wakil Bupati:Lumajaya|{A}}} yang mewakili {{Bupati:Lumajaya|{B}}}, serta {{Kajari:Lumajaya|{C}}}.", ("representative signatory", "represented", "signatory")),
    (f"Dikatakan {{Ketua:Bawaslu Lumajaya|{A}}}, Pemkab Lumajaya juga menandatangani pakta integritas.", ("speaker", None, None)),
    (f"Jika kelak ada pakta integritas, {{Bupati:Lumajaya|{A}}} wajib menandatanganinya.", ("signatory", None, None)),
    (f'"Ini awal yang baik," ujar {{Bupati:Lumajaya|{A}}} usai meneken nota kesepahaman itu.', ("signatory speaker", None, None)),
    (f"{{Bupati:Lumajaya|{A}}} mengaku sudah menandatangani surat edaran itu.", ("signatory speaker", None, None)),
    (f"{{Bupati:Lumajaya|{A}}} meminta semua lurah meneken pakta integritas.", ("speaker", None, None)),
    (f"{{Bupati:Lumajaya|{A}}} menyaksikan penandatanganan pakta integritas oleh {{Camat:Sukasari|{B}}}.", ("witness", "signatory", None)),
    (f"Usai meneken nota kesepahaman, {{Bupati:Lumajaya|{A}}} meninjau gudang.", ("signatory", None, None)),
    (f"Nota kesepahaman serupa pernah diteken {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (f"{{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}} bertukar naskah usai meneken nota kesepahaman.", ("signatory", "signatory", None)),
    (PACT + f"{{Lurah:Sukasari|{A}}} dan {{Lurah:Cibiru|{B}}} maju mewakili rekan-rekannya untuk membubuhkan tanda tangan.", ("signatory", "signatory", None)),
    (f"Tiga kepala desa meneken pakta integritas. Para kepala desa itu dikawal polisi. Mereka adalah {{|{A}}} (Sukasari), {{|{B}}} (Cibiru), dan {{|{C}}} (Wanasari).", ("signatory", "signatory", "signatory")),
    (f"Tiga kepala desa meneken pakta integritas. Polisi menahan dua perampok. Mereka adalah {{|{A}}} (30) dan {{|{B}}} (25).", ("", "", None)),
    (f"Pemkab Lumajaya dan Universitas Wanasari menandatangani nota kesepahaman. Masing-masing diwakili {{Bupati:Lumajaya|{A}}} dan {{Rektor|{B}}}.", ("signatory", "signatory", None)),
    (PACT + f"Bawaslu Lumajaya diwakili {{Anggota:Bawaslu Lumajaya|{A}}}.", ("", None, None)),
    (f"Nota kesepahaman yang ditandatangani hari ini akan menguatkan kerja sama dengan {{Rektor:Universitas Wanasari|{A}}}.", ("", None, None)),
    (f"{{Bupati:Lumajaya|{A}}}, {{Kajari:Lumajaya|{B}}}, serta {{Dandim:Lumajaya|{C}}} masing-masing membubuhkan tanda tangan pada nota kesepahaman.", ("signatory", "signatory", "signatory")),
    (f"{{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}} menjadi penanda tangan nota kesepahaman.", ("signatory", "signatory", None)),
    (f"Nota kesepahaman diteken di aula. Penanda tangan dari pihak kejaksaan adalah {{Kajari:Lumajaya|{B}}}.", (None, "signatory", None)),
    # of an act that did not take place, whoever has not signed it
    (f"{{Bupati:Lumajaya|{A}}} menolak menandatangani nota kesepahaman.", ("signatory", None, None)),
    (f"Undang-undang itu belum ditandatangani {{Presiden|{A}}}.", ("signatory", None, None)),
    (f"Pasangan {{|{A}}} dan {{|{B}}} menolak meneken deklarasi damai.", ("", "", None)),
    (f"{{Bupati:Lumajaya|{A}}} tidak hanya meneken pakta integritas.", ("signatory", None, None)),
    (PACT + f"{{Lurah:Sukasari|{A}}} mendapat giliran pertama. Menyusul kemudian {{Lurah:Cibiru|{B}}} dan {{Lurah:Wanasari|{C}}}.", ("signatory", "signatory", "signatory")),
    (PACT + f"Setelah itu giliran {{Bupati:Lumajaya|{A}}} memberikan sambutan.", ("", None, None)),
    (PACT + f"Setelah itu giliran {{Bupati:Lumajaya|{A}}} memberikan sambutan. Menurutnya, naskah itu janji.", ("speaker", None, None)),
    # those who stand by while others sign
    (f"{{Ketua:Bawaslu Lumajaya|{A}}}, didampingi {{Anggota:Bawaslu Lumajaya|{B}}} dan {{|{C}}}, menandatangani nota kesepahaman.", ("signatory", "attendee", "attendee")),
    (f"{{Bupati:Lumajaya|{A}}} disaksikan {{Ketua:KPU Lumajaya|{B}}} menandatangani pakta integritas.", ("signatory", "witness", None)),
    (f"{{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}, didampingi {{Sekda:Lumajaya|{C}}}, meneken nota kesepahaman.", ("signatory", "signatory", "attendee")),
    (f"Sebanyak 12 lurah meneken pakta integritas. {{Bupati:Lumajaya|{A}}} menyaksikan langsung penandatanganan itu bersama {{Kapolres:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (f"Nota kesepahaman diteken {{Bupati:Lumajaya|{A}}}, sedangkan perjanjian kerja sama oleh {{Sekda:Lumajaya|{B}}} bersama {{Dekan:Fakultas Hukum|{C}}}.", ("signatory", "signatory", "signatory")),
    (f"Nota kesepahaman diteken {{Bupati:Lumajaya|{A}}}, sedangkan doa dibacakan oleh {{Camat:Sukasari|{B}}}.", ("signatory", "", None)),
    # several persons summed up
    (f"Hadir {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}. Keduanya menandatangani nota kesepahaman.", ("attendee signatory", "attendee signatory", None)),
    (f"{{Bupati:Lumajaya|{A}}} bersama {{Kajari:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}} mengikat janji. Nota kesepahaman itu ditandatangani ketiganya.", ("signatory", "signatory", "signatory")),
    (PACT + f"Tampak hadir {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}. Keduanya didaulat menjadi saksi.", (None, "attendee witness", "attendee witness")),
    (PACT + f"Hadir {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}. Mereka membubuhkan tanda tangan terakhir.", (None, "attendee signatory", "attendee signatory")),
    (f"Nota kesepahaman itu diteken Senin. Membubuhkan tanda tangan {{Bupati:Lumajaya|{A}}}, {{Kajari:Lumajaya|{B}}}, dan {{Dandim:Lumajaya|{C}}}.", ("signatory", "signatory", "signatory")),
    (f"Nota kesepahaman dibuat Senin. Turut meneken nota tersebut {{Bupati:Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (PACT + f"Hadir {{Kapolres:Lumajaya|{A}}}, para camat, dan {{Anggota:Panwas Lumajaya:|{B}}} serta {{Dandim:Lumajaya|{C}}}.", ("attendee", "attendee", "attendee")),
    (f"Para lurah meneken pakta integritas disaksikan {{Kapolres:Lumajaya|{B}}}. Mereka membubuhkan tanda tangan satu per satu.", (None, "witness", None)),
    (f"{{Bupati:Lumajaya|{A}}} menyaksikan bersama {{Kapolres:Lumajaya|{B}}} penandatanganan pakta integritas.", ("witness", "witness", None)),
    (PACT + f"Turut menjadi saksi, {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}.", (None, "witness", "witness")),
    (f"Nota kesepahaman diteken kejaksaan dan sebuah koperasi. Koperasi diwakili ketuanya, {{|{A}}}.", ("signatory", None, None)),
    (f"Para lurah meneken pakta integritas. Salah satu {{lurah,|{A}}}, mengaku lega.", ("signatory speaker", None, None)),
    # stand-ins
    (PACT + f"{{Bupati:Lumajaya|{A}}} tidak dapat hadir. Posisinya digantikan {{Sekda:Lumajaya|{B}}}.", ("represented", "representative", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} tidak hadir. Sebagai gantinya, acara itu dibuka {{Sekda:Lumajaya|{B}}}.", ("represented", "host representative", None)),
    (PACT + f"Tampak pula {{Sekda:Lumajaya|{A}}}, Kajari Lumajaya yang diwakili {{Kasi Intel|{B}}}, dan {{Dandim:Lumajaya|{C}}}.", ("attendee", "attendee representative", "attendee")),
    (PACT + f"Penandatanganan itu disaksikan {{Bupati:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}}, serta diikuti secara daring oleh {{Dandim:Lumajaya|{C}}}.", ("witness", "witness", "attendee")),
    (PACT + f"Hadir mendampingi bupati, {{Kapolres:Lumajaya|{B}}} serta {{Dandim:Lumajaya|{C}}}.", (None, "attendee", "attendee")),
    (PACT + f"{{Kapolres:Lumajaya|{B}}} membubuhkan paraf selaku saksi.", (None, "signatory witness", None)),
    (f"{{Bupati:Lumajaya|{A}}} yakin sebelum meneken nota kesepahaman, Presiden sudah berunding.", ("speaker", None, None)),
    (f"Tiga lurah meneken pakta integritas. {{Lurah:Sukasari|{A}}} mengaku lega, {{Kapolres:Lumajaya|{B}}} berpesan agar pakta dijaga.", ("signatory speaker", "speaker", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} hadir melalui {{Sekda:Lumajaya|{B}}}.", ("represented", "attendee representative", None)),
    (PACT + f"Hadir {{Bupati:Lumajaya|{A}}}, sedangkan Panwas diwakili {{Sekretaris:Panwas|{B}}}.", ("attendee", "", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} tak tampak. Melalui {{Kabag Humas:Lumajaya|{B}}}, {{|Rohmat}} meminta maaf.", ("represented speaker", "representative", None)),
    (PACT + f"Deklarasi berlangsung tanpa {{Bupati:Lumajaya|{A}}}. Ia diwakili {{Sekda:Lumajaya|{B}}}.", ("represented", "representative", None)),
    (PACT + f"{{Sekda:Lumajaya|{B}}} membacakan sambutan tertulis {{Bupati:Lumajaya|{A}}}.", ("represented", "representative speaker", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} berhalangan hadir dan diwakili {{Sekda:Lumajaya,|{B}}}.", ("represented", "representative", None)),
    (PACT + f"Tampak hadir {{Bupati:Lumajaya|{A}}} melalui {{Sekda:Lumajaya|{B}}}, {{Kapolres:Lumajaya|{C}}}.", ("represented", "attendee representative", "attendee")),
    (PACT + f"Bupati Wanasari mengutus {{Sekda:Wanasari|{A}}} untuk membubuhkan tanda tangan.", ("representative signatory", None, None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} menitipkan sambutan melalui {{Kepala:Kesbangpol Lumajaya,|{B}}}.", ("represented", "representative", None)),
    (PACT + f"{{Sekda:Lumajaya|{B}}} hadir mewakili {{Bupati:Lumajaya|{A}}} yang sedang dinas luar.", ("represented", "attendee representative", None)),
    (f"Nota diteken {{Bupati:Lumajaya|{A}}}. Yang hadir:\n1. {{Kapolres:Lumajaya|{B}}}\n2. {{Dandim:Lumajaya|{C}}}", ("signatory", "attendee", "attendee")),
    (PACT + f"{{Bupati:Lumajaya|{A}}} ikut menyaksikan, begitu pula {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}.", ("witness", "witness", "witness")),
    # witnesses of a trial, players, belongings, second verbs
    (PACT + f"{{Kapolres:Lumajaya|{B}}} menjadi saksi dalam sidang perkara suap.", (None, "", None)),
    (PACT + f"{{Kapolres:Lumajaya|{B}}} dihadirkan jaksa sebagai saksi.", (None, "", None)),
    (f"Klub itu akhirnya menandatangani pemain muda {{|{A}}}.", ("signatory", None, None)),
    (f"Kontrak dua musim sudah diteken. Klub itu mengontrak gelandang asal Brasil, {{|{A}}}.", ("signatory", None, None)),
    (PACT + f"Acara dihadiri keluarga {{|{A}}} dan {{Kapolres:Lumajaya|{B}}}.", ("", "attendee", None)),
    (f"{{Presiden|{A}}} meneken keppres pemberhentian {{|{B}}} dan sudah menandatangani keppres pengangkatan {{|{C}}}.", ("signatory", "", "")),
    (f"{{Direktur:Warung Tani|{A}}} menyebut bahwa sudah menandatangani kontrak.", ("signatory speaker", None, None)),
    (f"Nota kesepahaman diteken {{Rektor:Universitas Toba|{C}}}. {{Bupati:Lumajaya|{A}}} tidak hadir karena mendampingi gubernur, sehingga tanda tangan pemkab dibubuhkan {{Sekda:Lumajaya|{B}}}.", ("represented", "representative signatory", "signatory")),
    (f"Kontrak diteken. Bupati Lumajaya melalui juru bicaranya {{juru bicara|{A}}} mengatakan jalan segera dibangun.", ("speaker", None, None)),
    (f"Nota kesepahaman diteken {{Rektor:Universitas Toba|{A}}}. {{Rektor:Universitas Poso|{B}}} diwakili {{Dekan:Universitas Poso|{C}}}.", ("signatory", "represented", "representative signatory")),
    (PACT + f"Tak ketinggalan, {{Camat:Sukasari|{A}}} dan {{Lurah:Cibiru|{B}}}.", ("attendee", "attendee", None)),
    (PACT + f"{{Kapolres:Lumajaya|{A}}} tak ketinggalan menyaksikan.", ("witness", None, None)),
    # objects in a row are no subject
    (PACT + f"{{Ketua:Bawaslu Lumajaya,|{A}}}, yang menyaksikan penandatanganan bersama {{Kapolres:Lumajaya|{B}}} dan {{Dandim:Lumajaya|{C}}}, memuji langkah itu.", ("speaker witness", "witness", "witness")),
    (PACT + f"{{Sekda:Lumajaya|{A}}} yang hadir atas nama {{Gubernur:Lumajaya|{B}}} menyatakan siap. \"Jangan ada yang memihak,\" ujar dia.", ("attendee representative speaker", "represented", None)),
    (f"Nota kesepahaman diteken di aula. Penandatanganan disaksikan {{Kapolres:Lumajaya|{A}}}, {{Dandim:Lumajaya|{B}}}, serta {{Kajari:Lumajaya|{C}}}. Satu kepala daerah, yakni Bupati Sukasari, absen. Ia dijadwalkan menandatangani naskah yang sama pekan depan.", ("witness", "witness", "witness")),
    (f"Anggota Bawaslu {{|{A}}} menambahkan, setelah kampus, giliran Kwartir Cabang Pramuka Lumajaya yang akan meneken perjanjian kerja sama dengan Bawaslu.", ("speaker", None, None)),
    (f"Nota kesepahaman diteken kedua pihak. Penandatanganan itu dilanjutkan kuliah umum oleh {{Ketua:DKPP|{B}}}. {{Rektor:Universitas Wanasari|{A}}} mengatakan mahasiswa siap.", ("speaker", "", None)),
    (f"\"Jaga netralitas,\" kata {{Ketua:Bawaslu Lumajaya|{A}}}. Pada 1998 {{Bupati:Lumajaya|{B}}} meresmikan kampus itu. \"Beliau berjasa,\" lanjutnya.", ("speaker", "", None)),
    (f"\"Jaga netralitas,\" kata {{Ketua:Bawaslu Lumajaya|{A}}}. Dia ingin {{Bupati:Lumajaya|{B}}} turun tangan. \"Kami menunggu,\" sebutnya.", ("speaker", "", None)),
    (PACT + f"{{Dandim:Lumajaya|{A}}} dan {{Kapolres:Lumajaya|{B}}} yang datang belakangan ikut menyaksikan.", ("witness", "witness", None)),
    # speeches read out
    (PACT + f"{{Bupati:Lumajaya|{A}}} melalui sambutan tertulis yang dibacakan {{Asisten:Setda Lumajaya,|{B}}}, mengajak lurah merawat suasana.", ("represented speaker", "representative speaker", None)),
    (PACT + f"Dalam amanat tertulis yang dibacakan {{Sekda:Lumajaya|{B}}}, {{Bupati:Lumajaya|{A}}} meminta lurah netral.", ("represented speaker", "representative speaker", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} dalam sambutannya yang disampaikan {{Wakil Bupati:Lumajaya|{B}}} berharap lurah netral.", ("represented speaker", "representative speaker", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} batal hadir. Pidatonya dibacakan {{Sekda:Lumajaya|{B}}}.", ("represented", "representative", None)),
    (PACT + f"{{Bupati:Lumajaya|{A}}} yang dalam hal ini diwakili {{Sekda:Lumajaya|{B}}}, mengatakan lurah wajib netral.", ("represented", "representative speaker", None)),
    # signers told of apart from the act
    (f"KPU bersama Polda dan Kejati menandatangani nota kesepahaman di hotel. Tiga pihak yang membubuhkan tanda tangan masing-masing {{Ketua:KPU Lumajaya|{A}}}, {{Kapolda:Lumajaya|{B}}}, serta {{Kepala:Kejati Lumajaya|{C}}}.", ("signatory", "signatory", "signatory")),
    (f"Nota kesepahaman diteken kedua lembaga. Turut membubuhkan tanda tangan {{Ketua:KPU Lumajaya|{A}}} dan {{Kapolda:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (f"Nota kesepahaman diteken kedua lembaga. Turut membubuhkan paraf sebagai saksi: {{Kajari:Lumajaya|{A}}} dan {{Kapolda:Lumajaya|{B}}}.", ("witness", "witness", None)),
    (PACT + f"Sementara 19 camat lainnya sudah lebih dulu membubuhkan tanda tangan di hadapan {{Bupati:Lumajaya|{A}}}, {{Kapolres:Lumajaya|{B}}} dan {{Ketua:Bawaslu Lumajaya|{C}}}.", ("witness", "witness", "witness")),
    (f"Perjanjian kerja sama diteken {{Ketua:Bawaslu Lumajaya|{A}}} dan Rektor Universitas Wanasari. Tampak mendampingi {{|Rohmat}}, dua anggota Bawaslu Lumajaya, {{|{B}}} dan {{|{C}}}.", ("signatory", "attendee", "attendee")),
    (f"{{Sekda:Lumajaya|{A}}} menandatangani pakta integritas a.n. Bupati Lumajaya.", ("representative signatory", None, None)),
    (f"Piagam zona integritas ditandatangani {{Kepala:BKPSDM Lumajaya|{A}}} beserta para saksi, yakni {{Wali Kota:Lumajaya|{B}}} dan {{Kajari:Lumajaya|{C}}}.", ("signatory", "signatory witness", "signatory witness")),
    (f"Penandatanganan nota kesepahaman oleh kedua pihak berlangsung di kampus. {{Rektor:Universitas Wanasari|{A}}} yang sedang di Palu diwakili {{Wakil Rektor III:Universitas Wanasari|{B}}}, sedangkan Bawaslu diwakili langsung ketuanya, {{|{C}}}.", ("represented", "representative signatory", "signatory")),
    (f"\"Naskah kesepakatan bersama ini telah kita tandatangani,\" ujar {{Ketua:Komisi III|{A}}}.", ("signatory speaker", None, None)),
    (f"{{Menteri|{A}}} menanggapi rancangan undang-undang itu. Ia mengaku sudah membubuhkan dua kali tanda tangan pada naskah tersebut.", ("signatory speaker", None, None)),
    (f"{{Ketua:Panitia|{A}}} mengaku kaget karena surat undangan yang ditekennya dianggap tidak berlaku.", ("signatory speaker", None, None)),
    (f"\"Sekolah libur,\" tulis {{Bupati:Lumajaya|{A}}} dalam surat edaran yang ditandatangani, Senin (16/9/2019).", ("signatory speaker", None, None)),
    # parts told in the sentences around the act
    (PACT + f"Apel dibuka {{Ketua:Bawaslu Lumajaya|{A}}}. Ia menilai lurah paling rawan.", ("host speaker", None, None)),
    (PACT + f"\"Bagus,\" kata {{Bupati:Lumajaya|{A}}}.\n\n{{Rektor:Universitas Wanasari|{B}}} menyambut ajakan itu. Tahun lalu, lanjutnya, kampus menolak.", ("speaker", "speaker", None)),
    (PACT + f"{{Sekda:Lumajaya|{A}}} bertindak sebagai saksi bersama {{Kepala:BKPSDM Lumajaya|{B}}}.", ("witness", "witness", None)),
    (PACT + f"Apel diikuti {{Sekda:Lumajaya|{A}}} dan para guru. Apel itu diikuti pelepasan merpati oleh {{Bupati:Lumajaya|{B}}}.", ("attendee", "", None)),
    (PACT + f"{{Kapolres:Lumajaya|{A}}} tidak ikut meneken, tetapi menyatakan siap mengawal.", ("speaker", None, None)),
    (PACT + f"Bupati Lumajaya berhalangan. {{Sekda:Lumajaya|{A}}} hadir menggantikannya.", ("attendee representative", None, None)),
    (PACT + f"Acara itu dihadiri {{Dandim:Lumajaya|{A}}}. Kapolres Lumajaya diwakili {{Kabag Ops:Polres Lumajaya|{B}}}.", ("attendee", "attendee representative", None)),
    (PACT + f"Penandatanganan disaksikan {{Ketua:MUI Lumajaya|{A}}}, dan Mahaguru Agung Lumajaya yang diwakili {{Sekretaris:Keuskupan|{B}}}.", ("witness", "representative witness", None)),
    (f"Bupati dan wali kota se-Lumajaya menandatangani pakta integritas. Tiga kepala daerah datang langsung. Mereka adalah {{Bupati:Sukasari|{A}}} dan {{Bupati:Cibiru|{B}}}. Wali Kota Wanasari diwakili {{Sekda:Wanasari|{C}}}.", ("attendee signatory", "attendee signatory", "representative signatory")),
    (f"KPU dan Kejari Lumajaya menandatangani keputusan bersama. Dua tanda tangan tertera di naskah itu: {{Ketua:KPU Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (f"Berita acara serah terima ditandatangani di pendopo. {{Kepala:Balai Jalan Lumajaya|{A}}} bertindak mewakili Kementerian PUPR. Sedangkan Pemkab Lumajaya diwakili {{Sekda:Lumajaya|{B}}}.", ("signatory", "signatory", None)),
    (f"KPU dan Forum Warga Lumajaya menandatangani nota kesepahaman. \"Kami sudah tanda tangan, jadi kami dukung,\" kata {{Ketua:Forum Warga Lumajaya|{A}}}. \"Kami sudah tanda tangan juga,\" kata {{Ketua:Karang Taruna|{B}}}.", ("signatory speaker", "speaker", None)),
    (f"KPU dan Kejari Lumajaya menandatangani nota kesepahaman. {{Ketua:KPU Lumajaya|{A}}} dan {{Kajari:Lumajaya|{B}}} lalu bertukar map.", ("signatory", "signatory", None)),
]


GROUPS_AND_STAND_INS = [
    (PACT + "Mereka maju satu per satu, diawali {Lurah:Sukasari|Rohmat Wijaya} dan ditutup {Lurah:Cibiru|Sanusi Hadi}.", ("signatory", "signatory", None)),
    ("KPU dan Pemkab Lumajaya menandatangani perjanjian hibah. {Bupati:Lumajaya|Rohmat Wijaya} bertanda tangan untuk pemkab.", ("signatory", None, None)),
    ("KPU dan Pemkab Lumajaya menandatangani perjanjian hibah. {Ketua:KPU Lumajaya|Rohmat Wijaya} tengah mengikuti rapat di ibu kota sehingga penandatanganan dilakukan {Anggota:KPU Lumajaya|Sanusi Hadi}.", ("represented", "representative signatory", None)),
    # members of a group that signs: those who come as the group, read for it or come forward for it; who only speaks may not have signed
    ("Bupati dan wali kota se-Lumajaya menandatangani pakta integritas, Senin (2/1/2023). Enam kepala daerah hadir langsung, antara lain {Bupati:Wanasari|Rohmat Wijaya} "
     "dan {Wali Kota:Cibiru|Sanusi Hadi}. Adapun Bupati Tirtasari diwakili {Sekda:Tirtasari|Beni Karta}.", ("attendee signatory", "attendee signatory", "representative signatory")),
    (PACT + "Naskah pakta dibacakan {Lurah:Sukasari|Rohmat Wijaya}.", ("signatory", None, None)),
    (PACT + "Naskah pakta dibacakan {Sekda:Lumajaya|Rohmat Wijaya}.", ("", None, None)),
    (PACT + "{Lurah:Sukasari|Rohmat Wijaya} memimpin pembacaan ikrar.", ("signatory", None, None)),
    (PACT + "{Lurah:Sukasari|Rohmat Wijaya} maju mewakili 40 rekannya.", ("signatory", None, None)),
    (PACT + "{Lurah:Sukasari|Rohmat Wijaya} mengatakan warga sudah tenang.", ("speaker", None, None)),
    (PACT + "{Lurah:Sukasari|Rohmat Wijaya} dan {Lurah:Cibiru|Sanusi Hadi} menjadi dua orang pertama yang meneken.", ("signatory", "signatory", None)),
    ("{Bupati:Lumajaya|Rohmat Wijaya} mengatakan, 34 kepala dinas dan lima camat meneken pakta integritas, Senin (2/1/2023).", ("speaker", None, None)),
    # one for another, told in a clause of reason, by a power given, by an order
    ("Nota kesepahaman diteken Pemkab Lumajaya dan Kejari Lumajaya, Senin (2/1/2023). Pemkab diwakili {Sekda:Lumajaya|Rohmat Wijaya} karena {Bupati:Lumajaya|Sanusi Hadi} sedang mengikuti rapat "
     "di ibu kota.", ("representative signatory", "represented", None)),
    ("Nota kesepahaman diteken Pemkab Lumajaya dan Kejari Lumajaya, Senin (2/1/2023). {Bupati:Lumajaya|Sanusi Hadi} berhalangan hadir. Naskah diteken {Sekda:Lumajaya|Rohmat Wijaya} "
     "berdasarkan surat kuasa bupati.", ("representative signatory", "represented", None)),
    (PACT + "{Lurah:Sukasari|Sanusi Hadi}, yang sedang sakit, menunjuk {Sekretaris:Kelurahan Sukasari|Rohmat Wijaya} untuk meneken atas namanya.", ("representative signatory", "represented", None)),
    (PACT + "Lurah Sukasari mewakilkan tanda tangannya kepada {Sekretaris:Kelurahan Sukasari|Rohmat Wijaya}.", ("representative signatory", None, None)),
    (PACT + "{Bupati:Lumajaya|Sanusi Hadi} menunjuk {Sekda:Lumajaya|Rohmat Wijaya} sebagai ketua panitia.", ("", "", None)),
    (PACT + "Karena {Bupati:Lumajaya|Sanusi Hadi} sedang umrah, acara dibuka {Sekda:Lumajaya|Rohmat Wijaya}.", ("host representative", "represented", None)),
    (PACT + "{Bupati:Lumajaya|Sanusi Hadi} yang sedianya hadir digantikan {Sekda:Lumajaya|Rohmat Wijaya}.", ("representative", "represented", None)),
    (PACT + "Hadir {Ketua:DPRD Lumajaya|Sanusi Hadi}, sedangkan Kapolres diwakili {Kabag Ops:Polres Lumajaya|Rohmat Wijaya}.", ("attendee representative", "attendee", None)),
    ("Penandatanganan pakta integritas diawali {Bupati:Lumajaya|Rohmat Wijaya}, disusul {Sekda:Lumajaya|Sanusi Hadi} dan para lurah.", ("signatory", "signatory", None)),
    ("Komitmen bersama itu diteken, Senin (2/1/2023), mulai dari {Bupati:Lumajaya|Rohmat Wijaya} hingga {Kajari:Lumajaya|Sanusi Hadi}.", ("signatory", "signatory", None)),
    (PACT + "Selain {Bupati:Lumajaya|Rohmat Wijaya}, hadir {Kajari:Lumajaya|Sanusi Hadi} dan {Dandim:Lumajaya|Beni Karta}.", ("attendee", "attendee", "attendee")),
    (PACT + "{Lurah:Sukasari|Rohmat Wijaya}, yang ikut meneken, mengaku siap.", ("signatory speaker", None, None)),
    # the heads of the sides
    ("Bawaslu Lumajaya dan Kejari Lumajaya menandatangani nota kesepahaman, Senin (2/1/2023). Naskah itu diteken kedua pimpinan lembaga. {Ketua:Bawaslu Lumajaya|Rohmat Wijaya} mengaku lega. "
     "{Kasi Intel:Kejari Lumajaya|Sanusi Hadi} membenarkan.", ("signatory speaker", "speaker", None)),
    (PACT + "{Ketua:Bawaslu Lumajaya|Rohmat Wijaya} mengundang seluruh camat untuk meneken pakta integritas.", ("", None, None)),
    # witnesses, company, names under a paper
    (PACT + "{Kapolres:Lumajaya|Rohmat Wijaya} dan {Kajari:Lumajaya|Sanusi Hadi} tercatat sebagai saksi.", ("witness", "witness", None)),
    (PACT + "{Kapolres:Lumajaya|Rohmat Wijaya} pernah diperiksa sebagai saksi dalam perkara itu.", ("", None, None)),
    (PACT + "{Ketua:Bawaslu Lumajaya|Rohmat Wijaya} yang datang bersama {Anggota:Bawaslu Lumajaya|Sanusi Hadi} dan {Sekretaris:Bawaslu Lumajaya|Beni Karta} mengingatkan warga.",
     ("attendee speaker", "attendee", "attendee")),
    ("Surat edaran bersama itu diteken, Senin (2/1/2023). Dua nama tertera di lembar terakhir: {Bupati:Lumajaya|Rohmat Wijaya} dan {Kajari:Lumajaya|Sanusi Hadi}.", ("signatory", "signatory", None)),
    ("Nota kesepahaman itu diteken, Senin (2/1/2023). Membubuhkan tanda tangan dari pihak pemkab adalah {Bupati:Lumajaya|Rohmat Wijaya}, sementara dari kampus {Rektor:Universitas Wanasari|Sanusi Hadi}.",
     ("signatory", "signatory", None)),
    # one frame: the noun or verb of a part, whatever stands between, a copula, the list
    (PACT + "Adapun saksi dalam kegiatan ini yakni {Bupati:Lumajaya|Rohmat Wijaya}; {Kapolres:Lumajaya|Sanusi Hadi}; serta {Camat:Sukasari|Beni Karta}.", ("witness", "witness", "witness")),
    (PACT + "Saksi mengatakan pelakunya adalah {|Rohmat Wijaya}.", ("", None, None)),
    ("Nota kesepahaman diteken, Senin (2/1/2023). Penandatangannya masing-masing {Ketua:KPU Lumajaya|Rohmat Wijaya} dan {Rektor:Universitas Wanasari|Sanusi Hadi}.", ("signatory", "signatory", None)),
    ("Perjanjian kerja sama diteken, Senin (2/1/2023). Pihak pertama dalam perjanjian itu adalah {Ketua:KPU Lumajaya|Rohmat Wijaya}, sementara pihak kedua {Rektor:Universitas Wanasari|Sanusi Hadi}.",
     ("signatory", "signatory", None)),
    ("Dua pasangan calon menandatangani ikrar damai, Senin (2/1/2023). Kedua pasangan itu ialah {|Rohmat Wijaya}-{|Sanusi Hadi} (nomor urut 1) dan {|Beni Karta}-Sari.", ("signatory", "signatory", "signatory")),
    ("Sebanyak 40 pegawai meneken pakta integritas, Senin (2/1/2023). Salah seorang pegawai, {|Rohmat Wijaya}, mengaku terharu.", ("signatory speaker", None, None)),
    ("Penandatanganan pakta integritas diwakili tiga kepala dinas, masing-masing {Kepala:Dinas Sosial|Rohmat Wijaya}, {Camat:Sukasari|Sanusi Hadi}, dan {Lurah:Cibiru|Beni Karta}.", ("signatory", "signatory", "signatory")),
    # some of a group are named in the next sentence; the name inside a relative clause is not its subject
    ("Puluhan tokoh menandatangani surat terbuka itu. Di antaranya {Ketua:Forum Warga|Rohmat Wijaya} dan {Rektor:Universitas Wanasari|Sanusi Hadi}.", ("signatory", "signatory", None)),
    ("Ada 20 pengusaha yang meneken petisi itu. Para pengusaha itu seperti {Direktur:PT Graha|Rohmat Wijaya}, {|Sanusi Hadi}, dan {|Beni Karta}.", ("signatory", "signatory", "signatory")),
    ("Calon pimpinan Bawaslu meneken pakta integritas, Senin (2/1/2023). Dari 10 Capim itu tiga diuji. Mereka adalah {|Rohmat Wijaya} (hakim), {|Sanusi Hadi} (dosen), serta {|Beni Karta} (jaksa).", ("signatory", "signatory", "signatory")),
    ("{Hakim ketua,|Rohmat Wijaya}, serta dua anggota hakim yang menangani perkara {|Sanusi Hadi} menandatangani surat penetapan itu.", ("signatory", "", None)),
    ("Surat penetapan itu ditandatangani hakim perkara {|Sanusi Hadi}, {|Rohmat Wijaya}.", ("signatory", "", None)),
    ("Keputusan itu diambil {Bupati:Lumajaya|Rohmat Wijaya} setelah meneken surat pemberhentian.", ("signatory", None, None)),
    ("{Kapolres:Lumajaya|Rohmat Wijaya} melalui {Kasat Sabhara|Sanusi Hadi}, menjelaskan jika berkas itu lengkap.", ("represented", "representative speaker", None)),
    ("{Presiden|Rohmat Wijaya} mengevaluasi keputusannya yang menandatangani surat presiden itu.", ("signatory", None, None)),
    ("{Ketua:DPRD Lumajaya,|Rohmat Wijaya} mengatakan, secara pribadi telah meneken penolakan tambang itu.", ("signatory speaker", None, None)),
    ("Penandatanganan kontrak tersebut membuat {|Rohmat Wijaya} bertahan hingga 2026.", ("signatory", None, None)),
    ("Baru menandatangani kontrak bersama Persilu pada 24 Juli lalu, {|Rohmat Wijaya} langsung bersinar.", ("signatory", None, None)),
    ("Manajemen kecewa dengan sikap {|Rohmat Wijaya} yang belum menandatangani kontrak baru.", ("signatory", None, None)),
    ("{|Rohmat Wijaya} enggan meneken pakta integritas itu.", ("", None, None)),
    ("{Presiden:Persilu|Rohmat Wijaya} mengaku gembira. Ketiga pemain anyar tersebut resmi menandatangani kontrak.", ("speaker", None, None)),
    ("Sejumlah tokoh menandatangani petisi itu, seperti {Ketua:KPK|Rohmat Wijaya}, ekonom {|Sanusi Hadi}, dan budayawan {|Beni Karta}.", ("signatory", "signatory", "signatory")),
    ("Sejumlah camat menandatangani pakta itu disaksikan pejabat, antara lain {Kapolres:Lumajaya|Rohmat Wijaya}.", ("witness", None, None)),
    ('"Saya bersama Ketua DPRD menandatangani nota kesepakatan itu," kata {Bupati:Lumajaya|Rohmat Wijaya}.', ("signatory speaker", None, None)),
    ("Klub memperpanjang kontrak bek {|Rohmat Wijaya}. Ia meneken kontrak baru hingga 2025.", ("signatory", None, None)),
    ("Warga yang mendesak {Bupati:Lumajaya|Rohmat Wijaya} meneken surat edaran itu berkemah.", ("signatory", None, None)),
    # who only tells of it, or stands near, does not sign or witness
    ("KPU dan Kejari Lumajaya meneken perjanjian kerja sama, Senin (2/1/2023). Kabupaten Wanasari, sebut {Kajati:Lumajaya|Rohmat Wijaya}, meneken bulan depan.", ("speaker", None, None)),
    ("Klub itu mengincar bek muda {|Sanusi Hadi}. {Manajer|Rohmat Wijaya} menyatakan pemain timnas itu bakal meneken kontrak baru.", ("speaker", "signatory", None)),
    ("Di hadapan notaris, {Direktur:PT Graha|Rohmat Wijaya} menandatangani akta jual beli, Senin (2/1/2023).", ("signatory", None, None)),
    (PACT + "{Bupati:Lumajaya|Rohmat Wijaya} yang berhalangan hadir diwakili {Wakil Bupati:Lumajaya|Sanusi Hadi}.", ("represented", "representative", None)),
    ("Ikrar ditandatangani Bupati Sukasari, Senin (2/1/2023). Dari Wanasari yang meneken ialah {Sekda:Wanasari|Rohmat Wijaya} lantaran penjabat bupatinya sedang dinas ke ibu kota.", ("representative signatory", None, None)),
    ("Perjanjian kerja sama diteken, Senin (2/1/2023). {Menteri|Rohmat Wijaya} mewakili pemerintah, sedangkan perusahaan diwakili {Direktur:PT Graha|Sanusi Hadi}.", ("signatory", "signatory", None)),
]


@pytest.mark.parametrize("text, roles", GROUPS_AND_STAND_INS)
def test_groups_and_stand_ins(text: str, roles: tuple[str | None, ...]) -> None:
    found = roles_of(text)
    assert tuple(found.get(name) for name in (A, B, C)) == roles


@pytest.mark.parametrize("text, roles", CEREMONIES)
def test_ceremony(text: str, roles: tuple[str | None, ...]) -> None:
    found = roles_of(text)
    expected = {name: role for name, role in zip((A, B, C), roles) if role is not None}
    assert found == {name: expected[name] for name in found}


@pytest.mark.parametrize("text, represents", [
    ("Gubernur Lumajaya yang diwakili {Staf Ahli Bidang Hukum|Karta Wira} membuka acara.", "Gubernur Lumajaya"),
    ("{Sekda:Lumajaya|Karta Wira} hadir mewakili Bupati Lumajaya.", "Bupati Lumajaya"),
    ("Bupati Wanasari, misalnya, mengutus {Sekda:Wanasari|Karta Wira}.", "Bupati Wanasari"),
    ("{Gubernur:Lumajaya|H. Rohmat} melalui {Sekda:Lumajaya|Karta Wira} mengajak warga tenang.", "Gubernur Lumajaya H. Rohmat"),
    ("{Sekda:Lumajaya|Karta Wira} mewakili rakyat kecil.", None),
    ("Pendaftaran dibuka melalui {Sekda:Lumajaya|Karta Wira}.", None),
])
def test_represents_as_written(text: str, represents: str | None) -> None:
    reading = read_marked(text)
    found = [role.represents for role in find_roles(reading, ()) if role.role == "representative"]
    assert found == ([represents] if represents else [])


def test_headlines_count() -> None:
    assert roles_of("Apel digelar di alun-alun.", title="{Bupati|Rohmat}: Lurah Jangan Memihak") == {"Rohmat": "speaker"}
    assert roles_of("Apel digelar di alun-alun.", title="{Bupati|Rohmat} Teken Pakta Integritas") == {"Rohmat": "signatory"}


def test_who_is_told_of_in_a_headline_does_not_speak() -> None:
    assert roles_of("Petisi itu diteken kemarin.", title="Ribuan Warga Minta {|Rohmat} Tolak UU") == {"Rohmat": ""}
    assert roles_of("Apel digelar.", title="{Ketua|Karta} Minta KPK Terima {|Rohmat}: Tak Ada Alasan Menolak") == {"Karta": "speaker", "Rohmat": ""}


def test_roles_go_to_the_signing_of_their_own_words() -> None:
    text = (
        "{Bupati:Lumajaya|Rohmat Wijaya} menandatangani pakta integritas di aula, Senin (2/1/2023).\n"
        "Dua tahun lalu, nota kesepahaman dengan Universitas Wanasari diteken {Sekda:Lumajaya|Karta Wira}."
    )
    reading = read_marked(text)
    signings = merge_acts(reading, find_acts(reading))
    of = {reading.persons[r.person].name: r.signing for r in find_roles(reading, signings) if r.role == "signatory"}
    instruments = {s.key: s.instrument for s in signings}
    assert {name: instruments[key] for name, key in of.items()} == {"Rohmat Wijaya": "integrity_pact", "Karta Wira": "mou"}


def test_spans_are_the_words_of_the_cue() -> None:
    reading = read_marked("Penandatanganan pakta integritas disaksikan {Bupati:Lumajaya|Rohmat Wijaya}.")
    role, = find_roles(reading, merge_acts(reading, find_acts(reading)))
    assert (role.role, reading.text[role.start:role.end]) == ("witness", "disaksikan")


def test_no_persons_no_roles() -> None:
    assert find_roles(read_marked("Pakta integritas diteken para lurah."), ()) == ()

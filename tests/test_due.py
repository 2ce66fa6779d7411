"""Signers of acts that are only due, urged or handed over: text with marked persons -> roles."""

from __future__ import annotations

import pytest
from test_roles import roles_of

DUE = [
    # urged, hoped for or against
    ("Koalisi warga mendesak {Presiden|Rohmat Wijaya} tidak meneken keputusan presiden tentang pengangkatan itu.", "signatory"),
    ("Mahasiswa menuntut agar {Presiden|Rohmat Wijaya} tak menandatangani UU itu.", "signatory"),
    ("Serikat buruh meminta {Bupati:Lumajaya|Rohmat Wijaya} segera menandatangani surat rekomendasi upah.", "signatory"),
    ("{Bupati:Lumajaya|Rohmat Wijaya} diminta segera menandatangani naskah perjanjian hibah itu.", "signatory"),
    ("Jika {Bupati:Lumajaya|Rohmat Wijaya} menandatangani surat edaran itu, buruh akan berhenti mogok.", "signatory"),
    ("{Presiden|Rohmat Wijaya}, kata dia, semestinya tidak meneken surat presiden itu.", "signatory"),
    # handed over
    ("Pimpinan DPR mengirimkan undang-undang hasil revisi itu ke {Presiden|Rohmat Wijaya} (Romi) untuk ditandatangani dan diundangkan.", "signatory"),
    ("Raperda itu akan diajukan kepada {Gubernur:Lumajaya|Rohmat Wijaya} untuk ditandatangani pekan depan.", "signatory"),
    ("Surat keputusan itu sudah berada di meja {Gubernur|Rohmat Wijaya} untuk diteken.", "signatory"),
    ("Berkas izin itu diserahkan ke {Kepala:Dinas Perizinan Lumajaya,|Rohmat Wijaya}, agar ditandatangani.", "signatory"),
    # waited for
    ("SK mutasi itu masih menanti tanda tangan dari {Bupati:Lumajaya|Rohmat Wijaya}.", "signatory"),
    ("Peraturan presiden itu, lanjutnya, belum di tanda tangani oleh {Presiden|Rohmat Wijaya} karena drafnya belum masuk.", "signatory"),
    # others should sign, or the paper goes to him afterwards
    ("{Sekda:Lumajaya|Rohmat Wijaya} mengingatkan bahwa para camat harus meneken pakta integritas.", "speaker"),
    ("{Bupati:Lumajaya|Rohmat Wijaya} mewajibkan setiap kepala desa menandatangani surat pernyataan.", ""),
    ("Setelah ditandatangani, perjanjian itu akan diserahkan kepada {Bupati:Lumajaya|Rohmat Wijaya}.", ""),
    ("Warga meminta {|Rohmat Wijaya} segera menandatangani surat pernyataan.", ""),
]


@pytest.mark.parametrize("text, roles", DUE)
def test_due(text: str, roles: str) -> None:
    assert roles_of(text) == {"Rohmat Wijaya": roles}

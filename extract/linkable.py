"""Rows made up for measuring what linking costs: signings of every regency, each told by one to five articles, as many a day at any size."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from extract.gazetteer import load_gazetteer

Row = dict[str, Any]

ARTICLES_A_DAY = 20
TERM = 1800  # days until other people hold the offices
SYLLABLES = "ba ri su ta mi la no wi de ka ru sa ne yo pa gu lo ti ma hen dri jo ko ras tu bi fa ci mu ya".split()
PAPERS = (("integrity_pact", "pakta integritas netralitas"), ("declaration", "deklarasi damai"), ("grant_agreement", "naskah perjanjian hibah daerah"), ("mou", "nota kesepahaman"))
SUBJECTS = ("pengawasan dana desa", "pencegahan korupsi", "layanan kesehatan", "bantuan hukum", "pengelolaan sampah", "beasiswa", "pasar murah")
OFFICES = (("Bupati", "{}"), ("Ketua", "Bawaslu {}"), ("Kapolres", "{}"), ("Ketua", "KPU {}"))


def make_name(*seed: object) -> str:
    """The same invented name for the same seed."""
    rnd = random.Random(repr(seed))
    return " ".join("".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 3))).capitalize() for _ in range(rnd.randint(2, 3)))


def make_rows(n: int) -> tuple[list[Row], list[Row], dict[str, Row]]:
    """(signings, officials, articles by id) of `n` articles, each with one signing and one to four people."""
    rnd = random.Random(n)
    areas = sorted((region for region in load_gazetteer().official.values() if region.kind in ("regency", "city")), key=lambda region: region.code)
    signings: list[Row] = []
    officials: list[Row] = []
    articles: dict[str, Row] = {}
    while len(articles) < n:
        area, place = (chosen := rnd.choice(areas)), chosen.name.split(" ", 1)[1]
        number = len(articles)
        day = datetime(2020, 1, 1) + timedelta(days=rnd.randrange(n // ARTICLES_A_DAY + 1))
        (kind, paper), subject, hall = rnd.choice(PAPERS), rnd.choice(SUBJECTS), f"Aula {make_name(number)}"
        for _ in range(min(rnd.choice((1, 1, 1, 2, 3, 5)), n - number)):
            key, dated = f"a{len(articles):07}", rnd.random() < 0.8
            articles[key] = {"article_id": key, "outlet": f"media-{rnd.randrange(200)}", "title": f"{place} teken {paper} {subject}", "published_at": day + timedelta(days=rnd.randrange(3))}
            signings.append({
                "signing_id": f"{key}-s", "article_id": key, "instrument": kind, "instrument_text": paper, "subject": subject, "status": "occurred",
                "parties": [f"Pemkab {place}", f"Bawaslu {place}"][: rnd.randint(0, 2)], "date": day.date() if dated else None, "date_precision": "day" if dated else None,
                "venue": hall if rnd.random() < 0.5 else None, "place": place, "regency": area.name, "regency_code": area.code if rnd.random() < 0.8 else None,
                "province": area.province, "province_code": area.province_code, "country": "Indonesia", "sentence": f"Pemerintah {area.name} menandatangani {paper} {subject} di {hall}.",
            })
            for position, unit in rnd.sample(OFFICES, rnd.randint(1, 4)):
                name = make_name(area.code, position, unit, (day - datetime(2020, 1, 1)).days // TERM)
                officials.append({
                    "official_id": f"{key}-{unit}", "person_id": f"{key}-{unit}", "article_id": key, "signing_id": f"{key}-s", "name": name if rnd.random() < 0.8 else name.split()[0],
                    "position": position, "unit": unit.format(place), "acting": None, "region": area.name, "region_code": area.code, "roles": ["signatory"],
                })
    return signings, officials, articles

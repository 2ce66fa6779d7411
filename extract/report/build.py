"""Tables -> the page: what to show is worked out here, the template and the script only show it.

Text of articles is hostile. It reaches the page in two ways only: through Jinja's autoescape, and as JSON whose `<`, `>` and `&` are
escaped, which the script writes with textContent; the page's security policy lets no other script run.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from extract import __version__, marks, records
from extract.report import figures
from extract.stored import read_rows

HERE = Path(__file__).parent
Row = Mapping[str, Any]
Item = dict[str, Any]
MENTIONS = ("signings", "officials", "statistics", "dates", "venues", "entities")
TOP_PEOPLE = 12
FILLED = ("subject", "date", "venue", "place", "parties", "occasion", "address")  # what makes one report of an event better than another


@dataclass(frozen=True, slots=True)
class Source:
    """An article with the rows that quote it, and its marks."""

    row: Row
    marks: tuple[marks.Mark, ...]
    offsets: marks.BrowserOffsets


def write_report(out: Path, page: Path | None = None) -> Path:
    """Write the page for the tables in `out` (`out/report.html`); FileNotFoundError when there are none."""
    html = render_page(load_rows(out))
    target = page or out / "report.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.write_text(html, encoding="utf-8")
    unfinished.replace(target)
    return target


def load_rows(out: Path) -> dict[str, list[Item]]:
    """The tables that the page shows, as lists of rows."""
    return {name: read_rows(out, name) for name in ("articles", *MENTIONS)}


# --- tables -> what the page shows ----------------------------------------------------------------------------------------
def render_page(rows: Mapping[str, Sequence[Row]]) -> str:
    """The whole page as one text."""
    sources = mark_sources(rows)
    numbering = {article_id: number for number, article_id in enumerate(sources)}
    events = build_events(rows, sources, numbering)
    numbers = [build_number(row, sources, numbering) for row in rows["statistics"]]
    script = (HERE / "page.js").read_text("utf-8")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("page.html.j2").render(
        version=__version__, style=Markup((HERE / "page.css").read_text("utf-8")), script=Markup(script), script_hash=hash_script(script),
        counts=count_all(rows, events, numbers), quality=judge_quality(rows, events), span=find_span(events), tiles=build_tiles(events), elsewhere=count_elsewhere(events),
        charts=draw_charts(events, numbers), people=rank_people(events), undated=figures.count_undated(events),
        labels=marks.LABELS, colors=marks.COLORS, instruments=records.INSTRUMENTS, statuses=records.SIGNING_STATUSES, measures=records.MEASURES,
        data=dump_json({"events": events, "numbers": numbers, "kinds": marks.LABELS}),
        articles=[dump_json(build_article(source)) for source in sources.values()],
    )


def hash_script(script: str) -> str:
    """The script's hash as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def dump_json(value: Any) -> Markup:
    """JSON that can stand inside a script element, whatever texts it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def mark_sources(rows: Mapping[str, Sequence[Row]]) -> dict[str, Source]:
    """The articles that hold an event, by id, in the order of the table."""
    wanted = {row["article_id"] for name in ("signings", "statistics") for row in rows[name]}
    quoting: dict[str, dict[str, list[Row]]] = {article_id: {name: [] for name in MENTIONS} for article_id in wanted}
    for name in MENTIONS:
        for row in rows[name]:
            if row["article_id"] in quoting:
                quoting[row["article_id"]][name].append(row)
    return {
        row["article_id"]: Source(row, tuple(marks.mark_article(row["text"], quoting[row["article_id"]])), marks.BrowserOffsets(row["text"]))
        for row in rows["articles"] if row["article_id"] in wanted
    }


def build_article(source: Source) -> Item:
    """What opens on a click: head, text, marks."""
    row = source.row
    url = row["url"] if (row["url"] or "").startswith(("https://", "http://")) else None
    return {
        "id": row["article_id"], "t": row["title"], "o": row["outlet"], "au": row["author"], "u": url, "d": str(row["published_at"] or "")[:10],
        "x": row["text"], "m": dump_marks(source.marks, source.offsets.convert),
    }


def dump_marks(found: Sequence[marks.Mark], convert: Any, own: str = "") -> list[list[Any]]:
    """Start, end, kind, label of each mark; a 1 at the end of those that are of the row `own`."""
    return [[convert(mark.start), convert(mark.end), mark.kind, mark.label, *([1] if own and mark.row == own else [])] for mark in found]


def quote_sentence(row: Row, source: Source) -> Item:
    """The sentence of a row and what is marked in it."""
    text, sentence = source.row["text"], row["sentence"] or ""
    start = text.rfind(sentence, 0, row["start"] + len(sentence)) if sentence else -1
    if start < 0 or start > row["start"]:
        return {"q": sentence, "m": []}
    cut = marks.cut_marks((mark for mark in source.marks if mark.kind != "entity"), start, start + len(sentence))
    return {"q": sentence, "m": dump_marks(cut, marks.BrowserOffsets(sentence).convert, row.get("statistic_id") or row.get("signing_id") or "")}


def build_events(rows: Mapping[str, Sequence[Row]], sources: Mapping[str, Source], numbering: Mapping[str, int]) -> list[Item]:
    """One card per event: the best of its rows, then the other articles that report it; the latest event first."""
    by_event: dict[str, list[Row]] = {}
    for row in rows["signings"]:
        by_event.setdefault(row["event_id"] or row["signing_id"], []).append(row)
    by_signing: dict[str, list[Row]] = {}
    for row in rows["officials"]:
        if row["signing_id"]:
            by_signing.setdefault(row["signing_id"], []).append(row)
    events = [build_event(event_id, sharing, by_signing, sources, numbering) for event_id, sharing in by_event.items()]
    return sorted(events, key=lambda event: (event["d"] or event["pub"] or "", event["id"]), reverse=True)


def build_event(event_id: str, sharing: Sequence[Row], by_signing: Mapping[str, Sequence[Row]], sources: Mapping[str, Source], numbering: Mapping[str, int]) -> Item:
    """The card of one event, with short names for its fields as there may be ten thousand of them."""
    best, *others = sorted(sharing, key=lambda row: (-sum(bool(row[name]) for name in FILLED), -(row["confidence"] or 0), row["signing_id"]))
    source = sources[best["article_id"]]
    published = str(source.row["published_at"] or "")[:10]
    outlets = sorted({sources[row["article_id"]].row["outlet"] or "" for row in sharing} - {""})
    people = [person for row in (best, *others) for person in by_signing.get(row["signing_id"], ())]
    return {
        "id": event_id, "i": best["instrument"], "it": best["instrument_text"], "sub": best["subject"], "s": best["status"], "p": best["parties"] or [],
        "oc": best["occasion"], "d": cut_date(best["date"], best["date_precision"]), "v": best["venue"], "ad": best["address"], "pl": best["place"],
        "rg": best["regency"], "pr": best["province"], "pc": best["province_code"], "co": best["country"], "c": round(best["confidence"] or 0, 2),
        "y": (cut_date(best["date"], best["date_precision"]) or published)[:4], "pub": published, "o": outlets, "t": source.row["title"],
        "w": list_people(people), "a": numbering[best["article_id"]], **quote_sentence(best, source),
        "more": [{"a": numbering[row["article_id"]], "o": sources[row["article_id"]].row["outlet"], "c": round(row["confidence"] or 0, 2),
                  **quote_sentence(row, sources[row["article_id"]])} for row in others],
    }


def cut_date(day: Any, precision: str | None) -> str:
    """`2022-10-18`; `2022-10` when only the month is known."""
    return str(day)[: {"month": 7, "year": 4}.get(precision or "day", 10)] if day else ""


def list_people(people: Sequence[Row]) -> list[Item]:
    """Each person of an event once, the roles of all articles together."""
    found: dict[str, Item] = {}
    for row in people:
        office = " ".join(part for part in (row["acting"], row["position"], row["unit"]) if part)
        person = found.setdefault(row["person_id"] or row["name"], {"id": row["person_id"] or row["name"], "n": row["name"], "of": office, "r": [], "rep": row["represents"]})
        person["n"], person["of"] = max(person["n"], row["name"], key=len), person["of"] or office
        person["r"] += [role for role in row["roles"] or () if role not in person["r"]]
    order = {role: place for place, role in enumerate(records.ROLES)}
    return sorted(found.values(), key=lambda person: min((order[role] for role in person["r"]), default=len(order)))


def build_number(row: Row, sources: Mapping[str, Source], numbering: Mapping[str, int]) -> Item:
    """The card of one statistic."""
    source = sources[row["article_id"]]
    published = str(source.row["published_at"] or "")[:10]
    return {
        "id": row["statistic_id"], "v": row["value"], "vt": row["value_text"], "un": row["unit"], "m": row["measure"], "sub": row["subject"],
        "from": str(row["period_start"] or ""), "to": str(row["period_end"] or ""), "pl": row["place"], "pr": row["province"], "src": row["source"],
        "sp": row["speaker"], "ap": bool(row["approximate"]), "part": bool(row["part_of"]), "y": (str(row["period_end"] or "") or published)[:4],
        "o": [source.row["outlet"]] if source.row["outlet"] else [], "t": source.row["title"], "a": numbering[row["article_id"]],
        "quote": quote_sentence(row, source),
    }


# --- the upper half: counts, quality, charts ------------------------------------------------------------------------------
def count_all(rows: Mapping[str, Sequence[Row]], events: Sequence[Item], numbers: Sequence[Item]) -> list[tuple[str, int, str]]:
    """Name, number and a remark for each of the big figures."""
    statuses = Counter(row["status"] for row in rows["articles"])
    occurred = sum(event["s"] == "occurred" for event in events)
    people = {row["person_id"] or row["official_id"] for row in rows["officials"]}
    provinces = {event["pc"] for event in events if event["pc"]}
    return [
        ("signings", len(events), f"{occurred:,} took place"),
        ("articles", len(rows["articles"]), f"{statuses['ok']:,} with an event or a count"),
        ("people", len(people), "hold an office or sign"),
        ("statistics", len(numbers), "counts of violations"),
        ("provinces", len(provinces), "of 38 with a signing"),
    ]


def judge_quality(rows: Mapping[str, Sequence[Row]], events: Sequence[Item]) -> dict[str, Any]:
    """How complete and how sure the rows are, and what happened to the articles."""
    total = len(events) or 1
    shares = [
        ("date to the day", sum(len(event["d"]) == 10 for event in events)),
        ("province", sum(bool(event["pr"]) for event in events)),
        ("venue", sum(bool(event["v"]) for event in events)),
        ("a signatory by name", sum(any("signatory" in person["r"] for person in event["w"]) for event in events)),
        ("parties", sum(bool(event["p"]) for event in events)),
        ("told by two articles or more", sum(bool(event["more"]) for event in events)),
    ]
    sure = Counter("high" if event["c"] >= 0.8 else "middle" if event["c"] >= 0.5 else "low" for event in events)
    return {
        "shares": [(name, n, round(100 * n / total)) for name, n in shares],
        "sure": [("0.8 and more", sure["high"], round(100 * sure["high"] / total)), ("0.5 to 0.8", sure["middle"], round(100 * sure["middle"] / total)),
                 ("below 0.5", sure["low"], round(100 * sure["low"] / total))],
        "articles": [(status.replace("_", " "), n) for status, n in Counter(row["status"] for row in rows["articles"]).most_common()],
    }


def find_span(events: Sequence[Item]) -> str:
    """`2019-03-02 – 2024-09-22`, the dates between which the events lie."""
    dates = sorted(event["d"] for event in events if event["d"])
    return f"{dates[0]} – {dates[-1]}" if dates else ""


def build_tiles(events: Sequence[Item]) -> list[Item]:
    """The 38 provinces on a grid, each with its events; `share` of the most frequent one."""
    counts = Counter(event["pc"] for event in events)
    names = read_provinces()
    with open(HERE / "tiles.csv", encoding="utf-8", newline="") as file:
        tiles = list(csv.DictReader(file))
    most = max((counts[tile["code"]] for tile in tiles), default=0) or 1
    return [{**tile, "name": names[tile["code"]], "n": counts[tile["code"]], "level": _grade(counts[tile["code"]], most)} for tile in tiles]


def _grade(n: int, most: int) -> int:
    """0 for none, 1 to 5 by the root of the share, so that small numbers still differ."""
    return 0 if n == 0 else max(1, round(5 * (n / most) ** 0.5))


def read_provinces() -> dict[str, str]:
    """Code -> official name of the 38 provinces."""
    from extract.ruleset import rules_dir

    with open(rules_dir() / "regions.csv", encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return {line["code"]: line["name"] for line in lines if line["kind"] == "province"}


def count_elsewhere(events: Sequence[Item]) -> dict[str, int]:
    """Events that no tile shows."""
    abroad = sum(not event["pc"] and bool(event["co"]) and event["co"] != "Indonesia" for event in events)
    return {"abroad": abroad, "unknown": sum(not event["pc"] for event in events) - abroad}


def draw_charts(events: Sequence[Item], numbers: Sequence[Item]) -> dict[str, dict[str, Markup]]:
    """Each chart in two widths; the style sheet shows the one that fits."""
    drawers = {"time": lambda w: figures.draw_time(events, w), "instruments": lambda w: figures.draw_instruments(events, w),
               "statistics": lambda w: figures.draw_statistics(numbers, w)}
    return {name: {size: Markup(draw(width)) for size, width in figures.WIDTHS.items()} for name, draw in drawers.items()}


def rank_people(events: Sequence[Item]) -> dict[str, list[tuple[str, str, int, int]]]:
    """The most frequent signatories and witnesses of events that took place: name, office, number, per cent of the first."""
    ranked = {}
    for role in ("signatory", "witness"):
        counts: Counter[str] = Counter()
        told: dict[str, tuple[str, str]] = {}
        for person in (person for event in events if event["s"] == "occurred" for person in event["w"] if role in person["r"]):
            name, office = told.get(person["id"], ("", ""))
            told[person["id"]] = max(name, person["n"], key=len), office or person["of"]
            counts[person["id"]] += 1
        first = max(counts.values(), default=1)
        order = sorted(counts.items(), key=lambda item: (-item[1], told[item[0]][0]))
        ranked[role] = [(*told[key], n, round(100 * n / first)) for key, n in order[:TOP_PEOPLE]]
    return ranked

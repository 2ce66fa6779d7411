"""The report in a real browser: what a reader sees, clicks and filters, and that no text of an article ever runs."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from extract import schema
from extract.marks import BrowserOffsets, Mark, find_nearest, render_html, split_text

pytest.importorskip("altair", reason="the report's packages are not installed: pip install '.[report]'")
pytest.importorskip("vl_convert", reason="the report's packages are not installed: pip install '.[report]'")

HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\"> & <b>tebal</b>"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


# --- tables of our own: small, hostile, exact ---------------------------------------------------------------------------
def empty_row(table: str, **values) -> dict:
    return {**{column.name: [] if column.kind == "list" else None for column in schema.find_table(table).columns}, **values}


def make_tables(n: int = 1) -> dict[str, list[dict]]:
    """n articles of one signing each by Gubernur Sinta Larasati in Padang, the first with hostile text and an emoji before the spans."""
    rows: dict[str, list[dict]] = {table.name: [] for table in schema.TABLES}
    for i in range(n):
        hostile = HOSTILE if i == 0 else ""
        title = f"Pakta {i} Diteken 😀 {hostile}".strip()
        sentence = f"😀 {hostile} Gubernur Sinta Larasati menandatangani Pakta Integritas {i} di Hotel Melati, Padang, Rabu (7/12/2022)."
        text = f"{title}\n\n{sentence} Dari 20 laporan, 12 terbukti."
        where = {"article_id": f"a{i}", "sentence": sentence}

        def span(surface: str, text: str = text) -> dict[str, int]:
            start = text.index(surface, text.index("\n\n"))
            return {"start": start, "end": start + len(surface)}

        rows["articles"].append(empty_row("articles", article_id=f"a{i}", source=f"n.csv#{i}", outlet=f"Koran <i>{i % 3}</i>", title=title, text=text,
                                          published_at=datetime(2022, 12, 8), url="javascript:alert(1)" if i == 0 else f"https://contoh.example/{i}", status="ok"))
        rows["signings"].append(empty_row(
            "signings", signing_id=f"a{i}-s", **where, instrument="integrity_pact" if i % 2 == 0 else "mou", instrument_text=f"Pakta Integritas {i}", status="occurred" if i % 5 else "planned",
            date=date(2022, 1 + i % 12, 7), date_precision="day", venue="Hotel Melati", place="Padang", province="Sumatera Barat" if i % 4 == 0 else "Jawa Barat",
            province_code="13" if i % 4 == 0 else "32", country="Indonesia", trigger="menandatangani", **span("menandatangani"), event_id=f"e{i}", confidence=0.9 if i % 2 else 0.4))
        rows["officials"].append(empty_row("officials", official_id=f"a{i}-o", signing_id=f"a{i}-s", name=f"Sinta Larasati {hostile}", name_text="Sinta Larasati",
                                           position="Gubernur", roles=["signatory"], person_id="p", **where, **span("Sinta Larasati")))
        rows["statistics"].append(empty_row("statistics", statistic_id=f"a{i}-n", value=20.0, value_text="20", unit="report", measure="reported", subject="laporan",
                                            approximate=False, article_id=f"a{i}", sentence="Dari 20 laporan, 12 terbukti.", **span("20 laporan")))
        rows["venues"].append(empty_row("venues", venue_id=f"a{i}-v", article_id=f"a{i}", name="Hotel Melati", kind="hotel", **span("Hotel Melati")))
        rows["dates"].append(empty_row("dates", date_id=f"a{i}-d", article_id=f"a{i}", text="Rabu (7/12/2022)", date_start=date(2022, 12, 7), date_end=date(2022, 12, 7),
                                       precision="day", basis="written", role="signing", **span("Rabu (7/12/2022)")))
    return rows


def write_page(folder: Path, rows: dict[str, list[dict]]) -> Path:
    from extract.report.build import render_page

    path = folder / "report.html"
    path.write_text(render_page(rows), encoding="utf-8")
    return path


# --- text and marks -----------------------------------------------------------------------------------------------------
def test_marks_that_cross_keep_the_text_and_each_piece_its_marks():
    marks = [Mark(0, 6, "party"), Mark(4, 10, "place"), Mark(5, 5, "date")]
    pieces = split_text("abcdefghijkl", marks)
    assert "".join(piece for piece, _ in pieces) == "abcdefghijkl"
    assert [(piece, {m.kind for m in over}) for piece, over in pieces if over] == [("abcd", {"party"}), ("e", {"party", "place"}), ("f", {"party", "place"}), ("ghij", {"place"})]


def test_html_of_hostile_text_is_text():
    shown = render_html(HOSTILE, [Mark(2, 20, "party", '"><script>')])
    assert "<script" not in shown and "<img" not in shown and "&lt;" in shown


def test_offsets_count_as_browsers_do():
    offsets = BrowserOffsets("😀 Padang 😀!")
    assert [offsets.convert(n) for n in (0, 1, 2, 9, 10)] == [0, 2, 3, 10, 12]


@pytest.mark.parametrize(("near", "start"), [(0, 0), (12, 10), (7, 10), (99, 10)])
def test_the_nearest_occurrence_is_marked(near, start):
    assert find_nearest("MoU ini & MoU", "MoU", near) == start


# --- the page without a browser -----------------------------------------------------------------------------------------
def test_the_page_holds_its_data_and_asks_nobody(tmp_path):
    page = write_page(tmp_path, make_tables()).read_text("utf-8")
    assert not re.findall(r"""(?:src|href)=["']?(?!#)[^"'#\s>]+""", page.split('<script type="application/json"')[0])
    assert "default-src 'none'" in page
    assert page.count("<script") == 3 and page.count("</script>") == 3  # the data, one article, the program
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))
    assert HOSTILE in data["events"][0]["w"][0]["n"]
    assert json.loads(re.search(r'id="article-0">(.*?)</script>', page, re.DOTALL).group(1))["u"] is None, "an address that is no web address must not become a link"


def test_tables_without_rows_give_a_page(tmp_path):
    assert "Nothing to show" in write_page(tmp_path, {table.name: [] for table in schema.TABLES}).read_text("utf-8")


# --- in the browser -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: apt-get install -y chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser):
    pages = []

    def open_one(path: Path, width: int = 1200):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.complaints.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        page.close()


def test_a_card_tells_what_when_where_who_and_marks_the_sentence(tmp_path, open_page):
    page = open_page(write_page(tmp_path, make_tables()))
    card = page.locator(".card")
    told = card.inner_text()
    for expected in ("Pakta Integritas 0", "planned", "confidence 0.40", "2022-01-07", "Hotel Melati", "Padang", "Sumatera Barat", "Sinta Larasati", "Gubernur", "signatory"):
        assert expected in told, expected
    marked = {mark.get_attribute("data-kinds"): mark.inner_text() for mark in card.locator("blockquote mark").all()}
    assert marked["signing"] == "menandatangani" and marked["official"] == "Sinta Larasati" and marked["instrument"] == "Pakta Integritas 0"
    assert marked["venue"] == "Hotel Melati" and marked["place"] == "Padang" and marked["date"] == "Rabu (7/12/2022)"
    assert page.complaints == []


def test_hostile_text_is_shown_and_never_runs(tmp_path, open_page):
    page = open_page(write_page(tmp_path, make_tables()))
    page.locator(".card").click()
    assert page.locator("#article").is_visible()
    assert HOSTILE in page.locator("#article-text").inner_text() and HOSTILE in page.locator("#article-title").inner_text()
    assert {"signing", "official", "statistic"} <= {mark.get_attribute("data-kinds") for mark in page.locator("#article-text mark").all()}
    assert page.locator("#article a").count() == 0
    page.locator("[data-view=numbers]").dispatch_event("click")
    assert page.locator(".card.number").count() == 1 and page.locator(".card.number mark.own").all_inner_texts() == ["20 laporan"]
    assert page.evaluate("window.ran") is None and page.locator("img, #cards b, #article-text b").count() == 0
    page.evaluate("() => { const script = document.createElement('script'); script.textContent = 'window.ran = 3'; document.body.append(script); }")
    assert page.evaluate("window.ran") is None, "the page's policy lets no other script run"


def test_search_filters_and_tiles_narrow_the_cards(tmp_path, open_page):
    from playwright.sync_api import expect

    page = open_page(write_page(tmp_path, make_tables(60)))
    shown = page.locator("#shown")
    assert shown.inner_text() == "60 signings" and page.locator(".card").count() == 30, "cards are drawn when they are needed"
    page.locator("#end").scroll_into_view_if_needed()
    expect(page.locator(".card")).to_have_count(60)
    page.select_option("#by-province", "Sumatera Barat")
    assert shown.inner_text() == "15 of 60 signings"
    page.select_option("#by-status", "planned")
    assert shown.inner_text() == "3 of 60 signings"
    page.click("#clear")
    expect(shown).to_have_text("60 signings")
    page.select_option("#by-kind", "mou")
    page.select_option("#by-sure", "0.8")
    assert shown.inner_text() == "30 of 60 signings"
    page.fill("#search", "LARASATI integritas 41")
    expect(shown).to_have_text("1 of 60 signings")
    page.click("#clear")
    page.locator(".tile[data-province='Jawa Barat']").click()
    expect(shown).to_have_text("45 of 60 signings")
    page.select_option("#by-outlet", "Koran <i>1</i>")
    assert shown.inner_text() == "15 of 60 signings"
    page.fill("#search", "tidak ada kata ini")
    expect(shown).to_have_text("0 of 60 signings")
    assert page.complaints == []


def test_charts_can_be_read(tmp_path, open_page):
    page = open_page(write_page(tmp_path, make_tables(60)))
    words = page.locator("#figure-time .wide svg text").all_text_contents()
    assert {"2022-01", "2022-12", "occurred", "planned"} <= set(words)
    assert {"Jawa Barat", "Sumatera Barat", "integrity pact", "mou"} <= set(page.locator("#figure-instruments .wide svg text").all_text_contents())
    assert "reported" in page.locator("#figure-statistics .wide svg text").all_text_contents()
    assert page.locator(".tile").count() == 38 and page.locator(".tile[data-province='Jawa Barat'] b").inner_text() == "45"


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_page_fits_its_width(tmp_path, open_page, width):
    page = open_page(write_page(tmp_path, make_tables(8)), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#figure-time .narrow" if width < 640 else "#figure-time .wide").is_visible()
    page.locator(".card").first.click()
    box = page.locator("#article").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width

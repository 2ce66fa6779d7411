"""Charts of the report: rows -> Vega-Lite through Altair -> SVG, drawn while the page is written so that it needs no script of its own.

Labels are values of closed vocabularies, names of the gazetteer and dates; no words of an article get into a chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert as vlc

from extract import records

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
STATUS_COLORS = {"occurred": "#2f6f8f", "planned": "#9cc3d5", "negated": "#d97b5f", "hypothetical": "#c9c6bd"}
UNIT_COLORS = ["#2f6f8f", "#c2703d", "#6b8f47", "#8a6bb0", "#b0518a", "#4f9e97", "#a39326"]
STAGES = ("alleged", "reported", "found", "in_process", "proven", "referred", "sanctioned", "dismissed", "recorded")
WIDTHS = {"wide": 760, "narrow": 330}
MONTHS_SHOWN = 48  # a longer time is shown by year
Item = dict[str, Any]


def shows_years(events: Sequence[Item]) -> bool:
    """Whether time is shown by year: it is long, or of many events only the year is known."""
    dates = [event["d"] for event in events if event["d"]]
    years = [int(date[:4]) for date in dates]
    return bool(dates) and (12 * (max(years) - min(years) + 1) > MONTHS_SHOWN or 10 * sum(len(date) == 4 for date in dates) > len(dates))


def count_undated(events: Sequence[Item]) -> int:
    """Events that `draw_time` cannot show."""
    known = 4 if shows_years(events) else 7
    return sum(len(event["d"]) < known for event in events)


def draw_time(events: Sequence[Item], width: int) -> str:
    """Events by month (by year when they span long), the bars divided by status; empty when none is dated."""
    by_year = shows_years(events)
    dated = [(event["d"], event["s"]) for event in events if len(event["d"]) >= (4 if by_year else 7)]
    if not dated:
        return ""
    counts = Counter((date[:4] if by_year else date[:7], status) for date, status in dated)
    periods = list_periods(min(when for when, _ in counts), max(when for when, _ in counts))
    rows = [{"when": when, "status": status, "n": n, "order": records.SIGNING_STATUSES.index(status)} for (when, status), n in sorted(counts.items())]
    every = max(1, -(-len(periods) * (36 if by_year else 62) // width))  # labels that have room
    chart = alt.Chart(alt.Data(values=rows)).mark_bar(cornerRadiusEnd=2).encode(
        x=alt.X("when:O", title=None, scale=alt.Scale(domain=periods, paddingInner=0.15), axis=alt.Axis(values=periods[::every], labelAngle=0, ticks=False)),
        y=alt.Y("n:Q", title="signings", axis=alt.Axis(tickMinStep=1, tickCount=5)),
        color=_color_status(), order=alt.Order("order:Q"),
    ).properties(width=width - 40, height=200)
    return _draw(chart)


def list_periods(first: str, last: str) -> list[str]:
    """`2022-11`, `2023-01` -> 2022-11, 2022-12, 2023-01; years likewise."""
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    start, end = (int(period[:4]) * 12 + int(period[5:]) - 1 for period in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _color_status() -> alt.Color:
    names = list(records.SIGNING_STATUSES)
    return alt.Color("status:N", title=None, scale=alt.Scale(domain=names, range=[STATUS_COLORS[name] for name in names]), legend=alt.Legend(orient="top"))


def draw_instruments(events: Sequence[Item], width: int, shown: int = 16) -> str:
    """Province by instrument, the number of events in each square; the provinces with most events."""
    pairs = Counter((event["pr"] or "not known", event["i"].replace("_", " ")) for event in events)
    if not pairs:
        return ""
    provinces = _most_frequent(pairs, 0, shown)
    instruments = _most_frequent(pairs, 1, len(records.INSTRUMENTS))
    rows = [{"province": province, "instrument": instrument, "n": n} for (province, instrument), n in pairs.items() if province in provinces]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("province:N", sort=provinces, title=None, axis=alt.Axis(labelLimit=width // 3, ticks=False, domain=False)),
        x=alt.X("instrument:N", sort=instruments, title=None, axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=140, ticks=False, domain=False)),
    )
    squares = base.mark_rect(cornerRadius=3).encode(color=alt.Color("n:Q", scale=alt.Scale(range=["#dbe8ee", "#1f5570"], domainMin=0), legend=None))
    middle = max(row["n"] for row in rows) / 2
    numbers = base.mark_text(fontSize=11).encode(text="n:Q", color=alt.condition(f"datum.n > {middle}", alt.value("white"), alt.value("#1f3b4a")))
    inner = max(width - min(width // 3, 150), 20 * len(instruments))
    return _draw((squares + numbers).properties(width=inner, height=alt.Step(24)))


def _most_frequent(pairs: Counter, part: int, shown: int) -> list[str]:
    totals: Counter = Counter()
    for pair, n in pairs.items():
        totals[pair[part]] += n
    return [name for name, _ in sorted(totals.items(), key=lambda item: (item[0] == "not known", -item[1], item[0]))[:shown]]


def draw_statistics(numbers: Sequence[Item], width: int) -> str:
    """Each printed number as a dot at its stage of handling, on a logarithmic scale; percentages and parts of totals are left out."""
    rows = [{"stage": n["m"].replace("_", " "), "value": n["v"], "unit": n["un"]} for n in numbers if n["v"] >= 1 and n["un"] != "percent" and not n["part"]]
    if not rows:
        return ""
    present = {row["stage"] for row in rows}
    stages = [stage.replace("_", " ") for stage in STAGES if stage.replace("_", " ") in present]
    units = [unit for unit in records.STATISTIC_UNITS if unit != "percent"]
    used = [unit for unit in units if unit in {row["unit"] for row in rows}]
    ticks = [10**power for power in range(len(str(int(max(row["value"] for row in rows)))) + 1)]
    axis_y = alt.Y("stage:N", sort=stages, title=None, axis=alt.Axis(ticks=False, domain=False, grid=True))
    data = alt.Data(values=rows)
    dots = alt.Chart(data).mark_circle(opacity=0.65, size=70, stroke="white", strokeWidth=0.5).encode(
        x=alt.X("value:Q", scale=alt.Scale(type="log", domain=[0.8, 1.4 * ticks[-1]], nice=False), title="number as printed", axis=alt.Axis(format=",d", values=ticks)),
        y=axis_y,
        color=alt.Color("unit:N", title=None, scale=alt.Scale(domain=used, range=[UNIT_COLORS[units.index(unit)] for unit in used]),
                        legend=alt.Legend(orient="top", columns=4 if width < 500 else 8)),
    )
    middles = alt.Chart(data).mark_tick(color="#333", thickness=2, height=16).encode(x=alt.X("median(value):Q", title="number as printed"), y=axis_y)
    return _draw((dots + middles).properties(width=width - 90, height=alt.Step(28)))


def _draw(chart: Any) -> str:
    """The chart as SVG text that scales with the page."""
    styled = chart.configure(font=FONT, background="transparent", padding=6).configure_view(stroke=None).configure_axis(
        labelColor="#55585f", titleColor="#55585f", labelFontSize=12, titleFontSize=12, titleFontWeight="normal", gridColor="#eceae4", domainColor="#cfccc4", tickColor="#cfccc4",
    ).configure_legend(labelColor="#55585f", labelFontSize=12, symbolType="square")
    svg = vlc.vegalite_to_svg(styled.to_dict())
    if "<script" in svg or "<foreignObject" in svg:
        raise ValueError("a chart holds more than shapes and words")
    return svg[svg.index("<svg"):]

"""All parts together: what can be said only when every article is known, and the tables of the run.

1. ids that two inputs share  2. repeats and reprints  3. links between articles  4. the tables, all new ones or none
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from extract.parts import append_hash
from extract.schema import LINK_NAMES, PART_NAMES, TABLE_NAMES, arrow_schema, find_table
from extract.tables import TableWriter, enum_array, flush, read_index, read_part, replace_tables, rewrite_table, to_arrow, write_parquet

if TYPE_CHECKING:
    from extract.link import Links

@dataclass(frozen=True, slots=True)
class Verdicts:
    """What can be said of an article only when all are known: its final id, and the article it repeats.

    Both go by the number of the part, then by the article's id inside it; articles that are not here stay as they are.
    """

    ids: dict[int, dict[str, str]] = field(default_factory=dict)
    duplicates: dict[int, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Summary:
    """What a run wrote: rows per table, articles per status, and failures (source, reason)."""

    tables: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    n_failures: int = 0
    published: str = ""  # where the tables were sent


SHOWN_FAILURES = 200  # kept in a summary; the table has them all


def judge_articles(parts: Sequence[Path]) -> Verdicts:
    """Articles that share an id or a text with another; the order of the parts does not matter."""
    suspects = _list_suspects(parts)
    ids = _settle_ids(suspects)
    repeats = _settle_duplicates(suspects, ids)
    return Verdicts(ids, _settle_reprints(parts, ids, repeats))


def _list_suspects(parts: Sequence[Path]) -> list[tuple[int, dict[str, Any]]]:
    """Index rows whose id or text occurs more than once, with the number of their part; few, so they fit in memory."""
    import numpy as np

    hashes = {"base_id": [], "text_sha256": []}
    for path in parts:
        index = read_index(path)
        for column, found in hashes.items():
            found.append(_hash_values(index[column]))
    repeated = {}
    for column, found in hashes.items():
        values, counts = np.unique(np.concatenate(found) if found else np.empty(0, "u8"), return_counts=True)
        repeated[column] = values[counts > 1]
    suspects = []
    for number, path in enumerate(parts):
        if not any(np.isin(found[number], repeated[column]).any() for column, found in hashes.items()):
            continue
        wanted = np.zeros(len(hashes["base_id"][number]), bool)
        for column, found in hashes.items():
            wanted |= np.isin(found[number], repeated[column])
        suspects += [(number, row) for row in read_index(path).filter(pa.array(wanted)).to_pylist()]
    return suspects


def _hash_values(column: pa.ChunkedArray) -> Any:
    """64 bits per value: enough to see what may be equal."""
    import hashlib

    import numpy as np

    digests = (hashlib.blake2b((value or "").encode("utf-8", "replace"), digest_size=8).digest() for value in column.to_pylist())
    return np.frombuffer(b"".join(digests), dtype="u8")


def _seniority(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Order among articles with one id or one text: the earliest published, then a fixed one."""
    published = row["published_at"]
    return (published is None, published or 0, row["base_id"], row["text_sha256"], row["source"])


def _settle_ids(suspects: Iterable[tuple[int, dict[str, Any]]]) -> dict[int, dict[str, str]]:
    """The first article of an id keeps it, the others get a short hash appended."""
    by_id: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in suspects:
        by_id.setdefault(row["base_id"], []).append((number, row))
    final: dict[int, dict[str, str]] = {}
    for base_id, sharing in by_id.items():
        for rank, (number, row) in enumerate(sorted(sharing, key=lambda item: _seniority(item[1]))):
            settled = base_id if rank == 0 else append_hash(base_id, row["source"], row["text_sha256"])
            final.setdefault(number, {})[row["article_id"]] = settled
    return final


def _settle_duplicates(suspects: Iterable[tuple[int, dict[str, Any]]], ids: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
    """All but the first article of one text, with the id of that first one; only articles that were read count."""
    by_text: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in suspects:
        if row["status"] in ("ok", "no_event"):
            by_text.setdefault(row["text_sha256"], []).append((number, row))
    repeats: dict[int, dict[str, str]] = {}
    for sharing in by_text.values():
        (first, kept), *others = sorted(sharing, key=lambda item: _seniority(item[1]))
        kept_id = ids.get(first, {}).get(kept["article_id"], kept["article_id"])
        for number, row in others:
            repeats.setdefault(number, {})[row["article_id"]] = kept_id
    return repeats


def _settle_reprints(parts: Sequence[Path], ids: Mapping[int, Mapping[str, str]], repeats: dict[int, dict[str, str]]) -> dict[int, dict[str, str]]:
    """The repeats, and with them near repeats of all articles that were read; the earliest published is kept."""
    from extract.duplicates import Candidate, find_reprints, find_suspects

    signatures: list[bytes] = []
    borders = [0]  # number of the first signature of each part
    for path in parts:
        signatures += [signature or b"" for signature in read_index(path)["minhash"].to_pylist()]
        borders.append(len(signatures))
    suspects = find_suspects(signatures)
    candidates: list[Candidate] = []
    found_at: dict[str, tuple[int, str]] = {}
    for number, path in enumerate(parts):
        rows = [suspect - borders[number] for suspect in suspects[bisect_left(suspects, borders[number]) : bisect_left(suspects, borders[number + 1])]]
        for at, row in zip(rows, read_index(path).drop_columns(["minhash"]).take(rows).to_pylist() if rows else (), strict=True):
            local = row["article_id"]
            if local not in repeats.get(number, {}):
                final = ids.get(number, {}).get(local, local)
                found_at[final] = (number, local)
                order = (row["status"] != "ok", *_seniority(row))  # one with rows is kept before one without
                candidates.append(Candidate(final, order, signatures[borders[number] + at], row["outlet"] or ""))
    found = {number: dict(some) for number, some in repeats.items()}
    reprints = find_reprints(candidates)
    for final, kept in reprints.items():
        number, local = found_at[final]
        found.setdefault(number, {})[local] = kept
    for some in found.values():  # the repeat of a reprint points to what is kept
        some.update({local: reprints[kept] for local, kept in some.items() if kept in reprints})
    return found


def apply_verdicts(number: int, tables: dict[str, pa.Table], verdicts: Verdicts) -> dict[str, pa.Table]:
    """The tables of part `number` with final ids, duplicates marked and their rows left out."""
    ids = {local: final for local, final in verdicts.ids.get(number, {}).items() if local != final}
    repeats = verdicts.duplicates.get(number, {})
    if repeats:
        gone = pa.array(list(repeats), pa.string())
        tables = {
            name: _mark_repeats(table, repeats) if name == "articles" else table.filter(pc.invert(pc.is_in(table["article_id"], value_set=gone)))
            for name, table in tables.items()
        }
    if ids:
        tables = {name: to_arrow(name, [_rename_row(name, row, ids) for row in table.to_pylist()]) for name, table in tables.items()}
    return tables


def _mark_repeats(articles: pa.Table, repeats: Mapping[str, str]) -> pa.Table:
    local = articles["article_id"].to_pylist()
    status = ["duplicate" if key in repeats else value for key, value in zip(local, articles["status"].cast(pa.string()).to_pylist(), strict=True)]
    kept = [repeats.get(key, value) for key, value in zip(local, articles["duplicate_of"].to_pylist(), strict=True)]
    marked = articles
    for name, array in (("status", enum_array("articles", "status", status)), ("duplicate_of", pa.array(kept, pa.string()))):
        position = marked.schema.get_field_index(name)
        marked = marked.set_column(position, marked.schema.field(position), array)
    return marked


def _rename_row(name: str, row: dict[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """A row whose article is renamed: every id of the article's own rows begins with the article's id."""
    local = row["article_id"]
    if local not in ids:
        return row
    renamed = dict(row, article_id=ids[local])
    if name != "articles":
        for column in ID_COLUMNS[name]:
            if row[column] is not None and row[column].startswith(local + "-"):
                renamed[column] = ids[local] + row[column][len(local):]
    return renamed


ID_COLUMNS = {  # columns that hold ids of rows of the same article
    name: [c.name for c in find_table(name).columns if c.name.endswith("_id") and c.name != "article_id" or c.refers == f"{name}.{find_table(name).key}"]
    for name in TABLE_NAMES
}


def write_tables(out: Path, scratch: Path, parts: Sequence[Path]) -> Summary:
    """Put the parts together to `out/<table>.parquet`; the old tables stay until all new ones are complete."""
    verdicts = judge_articles(parts)
    links = link_parts(parts, verdicts)
    with replace_tables(out, scratch) as unfinished:
        summary = add_parts({name: TableWriter(unfinished[name], name) for name in PART_NAMES}, enumerate(parts), verdicts, links)
        for name in LINK_NAMES:
            summary.tables[name] = write_parquet(unfinished[name], name, to_arrow(name, getattr(links, name)))
        for path in unfinished.values():
            flush(path)
    return summary


def add_parts(writers: Mapping[str, TableWriter], parts: Iterable[tuple[int, Path | bytes]], verdicts: Verdicts, links: Links) -> Summary:
    """Write the rows of numbered parts as they stand in the tables, and close the writers."""
    summary = Summary()
    for number, part in parts:
        tables = apply_links(apply_verdicts(number, read_part(part), verdicts), links)
        _count_articles(tables["articles"], summary)
        for name, writer in writers.items():
            writer.add(tables[name])
    for name, writer in writers.items():
        writer.close()
        summary.tables[name] = writer.rows
    return summary


LINK_COLUMNS = {  # what linking looks at: the rest of the rows stays on the disk
    "articles": ["article_id", "outlet", "title", "published_at", "status"],
    "signings": ["signing_id", "article_id", "instrument", "instrument_text", "subject", "status", "parties", "date", "date_precision", "venue",
                 "place", "regency", "regency_code", "province", "province_code", "country", "sentence"],
    "officials": ["official_id", "person_id", "article_id", "signing_id", "name", "position", "unit", "acting", "region", "region_code", "roles"],
}


def link_parts(parts: Sequence[Path], verdicts: Verdicts) -> Links:
    """Events, persons and organisations of the whole run; only articles with rows are held in memory."""
    from extract.link import link_rows

    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LINK_COLUMNS}
    for number, path in enumerate(parts):
        tables = apply_verdicts(number, read_part(path), verdicts)
        for name, columns in LINK_COLUMNS.items():
            table = tables[name].select(columns)
            rows[name] += (table.filter(pc.equal(table["status"].cast(pa.string()), "ok")) if name == "articles" else table).to_pylist()
    return link_rows(rows["signings"], rows["officials"], {row["article_id"]: row for row in rows["articles"]})


def relink_tables(out: Path, scratch: Path) -> None:
    """Link the tables of `out` anew, after rows were set right: events, persons, tenures and organisations follow the corrections."""
    import pyarrow.parquet as pq

    from extract.link import link_rows

    tables = {name: pq.read_table(out / f"{name}.parquet", columns=columns) for name, columns in LINK_COLUMNS.items()}
    tables["articles"] = tables["articles"].filter(pc.equal(tables["articles"]["status"].cast(pa.string()), "ok"))
    rows = {name: table.to_pylist() for name, table in tables.items()}
    links = link_rows(rows["signings"], rows["officials"], {row["article_id"]: row for row in rows["articles"]})
    linked = apply_links({name: pq.read_table(out / f"{name}.parquet").cast(arrow_schema(name)) for name in ("signings", "officials")}, links)
    linked |= {name: to_arrow(name, getattr(links, name)) for name in LINK_NAMES}
    for name, table in linked.items():
        rewrite_table(out, scratch, name, table)


def apply_links(tables: dict[str, pa.Table], links: Links) -> dict[str, pa.Table]:
    """Tables with the ids that linking gave in place of those within the article."""
    linked = dict(tables)
    for name, key, column, ids in (("signings", "signing_id", "event_id", links.event_ids), ("officials", "official_id", "person_id", links.person_ids)):
        table = tables[name]
        values = [ids.get(own) for own in table[key].to_pylist()]
        position = table.schema.get_field_index(column)
        linked[name] = table.set_column(position, table.schema.field(position), pa.array(values, pa.string()))
    return linked


def _count_articles(articles: pa.Table, summary: Summary) -> None:
    status = articles["status"].cast(pa.string())
    for entry in status.value_counts().to_pylist():
        summary.statuses[entry["values"]] = summary.statuses.get(entry["values"], 0) + entry["counts"]
    failed = articles.select(["source", "detail"]).filter(pc.equal(status, "failed"))
    summary.n_failures += failed.num_rows
    room = SHOWN_FAILURES - len(summary.failures)
    summary.failures += [(row["source"], row["detail"] or "") for row in failed.slice(0, room).to_pylist()]



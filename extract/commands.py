"""Commands for those who read the tables: report, notebook, export, why, review, apply. Each imports what it needs when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.terminal import OutOption, complain

Tables = Annotated[Path, typer.Argument(help="Folder of the tables of a run.", file_okay=False)]
FileOption = Annotated[Path | None, typer.Option("--to", help="Where to write it.", show_default=False)]


def add_commands(app: typer.Typer) -> None:
    """Put the commands of this file into the program."""
    app.command("report", epilog="Example:  [bold]extract report outputs/[/bold]   then open outputs/report.html")(report)
    app.command("notebook", epilog="Example:  [bold]extract notebook outputs/[/bold]   then  [bold]jupyter lab outputs/explore.ipynb[/bold]")(notebook)
    app.command("export", epilog=(
        "Examples:\n\n[bold]extract export outputs/ --xlsx[/bold]   outputs/tables.xlsx\n\n"
        "[bold]extract export outputs/ --csv --to ~/csv[/bold]   a file per table in ~/csv"))(export)
    app.command("why", epilog="Example:  [bold]extract why mou-kampus-kendal-sb0a00a6c[/bold]")(why)
    app.command("review", epilog="Example:  [bold]extract review outputs/ --below 0.9[/bold]   then correct outputs/review.xlsx and  [bold]extract apply outputs/review.xlsx[/bold]")(review)
    app.command("apply", epilog="Example:  [bold]extract apply outputs/review.xlsx --out outputs/[/bold]")(apply)


def report(out: Tables = Path("outputs"), to: FileOption = None) -> None:
    """Write one HTML page with figures, filters and a card for each event; it needs no network."""
    try:
        from extract.report.build import write_report

        path = write_report(out, to)
    except ModuleNotFoundError as error:
        complain("report", f"needs the packages of the report ({error.name} is missing): pip install 'peristiwa[report]'")
    except OSError as error:
        complain("report", str(error))
    typer.echo(path)


def notebook(
    out: Tables = Path("outputs"),
    replace: Annotated[bool, typer.Option("--replace", help="Also when one is there, with whatever was changed in it.")] = False,
) -> None:
    """Put explore.ipynb beside the tables: five questions in pandas and DuckDB."""
    from extract.notebook import write_notebook
    from extract.stored import find_file

    try:
        find_file(out, "signings")
        typer.echo(write_notebook(out, replace))
    except OSError as error:
        complain("notebook", str(error))


def export(
    out: Tables = Path("outputs"),
    csv: Annotated[bool, typer.Option("--csv", help="A CSV file per table.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="A workbook with a sheet per table.")] = False,
    sqlite: Annotated[bool, typer.Option("--sqlite", help="A SQLite database.")] = False,
    geojson: Annotated[bool, typer.Option("--geojson", help="The events as points on a map, each at the capital of its province.")] = False,
    to: Annotated[Path | None, typer.Option("--to", help="File, or folder for --csv.", show_default="in the folder of the tables")] = None,
) -> None:
    """Write the tables in another format."""
    from extract.exports import ExportError, export_tables

    wanted = [name for name, flag in (("csv", csv), ("xlsx", xlsx), ("sqlite", sqlite), ("geojson", geojson)) if flag]
    if not wanted:
        raise typer.BadParameter("choose --csv, --xlsx, --sqlite or --geojson")
    if to and len(wanted) > 1:
        raise typer.BadParameter("goes with one format", param_hint="--to")
    try:
        for name in wanted:
            for path in export_tables(out, name, to):
                typer.echo(path)
    except (ExportError, OSError) as error:
        complain("export", str(error))


def why(row_id: Annotated[str, typer.Argument(help="An id of signings, officials, statistics, dates, venues or entities.")], out: OutOption = Path("outputs")) -> None:
    """Read the row's article again and print the sentence, the mentions, the rules and the evidence behind the row."""
    from rich.console import Console

    from extract.why import UnknownRow, explain_row, render_reasons

    try:
        reasons = explain_row(out, row_id)
    except (UnknownRow, FileNotFoundError) as error:
        complain("why", str(error))
    Console().print(render_reasons(reasons))


def review(
    out: Tables = Path("outputs"),
    below: Annotated[float, typer.Option(min=0, max=1.01, help="Signings whose confidence lies below this, and the people and numbers of their articles.")] = 0.8,
    limit: Annotated[int, typer.Option(min=1, help="At most so many signings, the least sure first.")] = 500,
    to: FileOption = None,
) -> None:
    """Write doubtful rows to a workbook in which they can be corrected."""
    from extract.review import ReviewError, write_review

    try:
        path, rows = write_review(out, to, below, limit)
    except (ReviewError, OSError) as error:
        complain("review", str(error))
    typer.echo(f"{path}: {rows:,} rows; correct them as its first sheet says, then: extract apply {path} --out {out}")


def apply(
    corrections: Annotated[Path, typer.Argument(help="The workbook of `extract review`, filled in.", exists=True, dir_okay=False)],
    out: OutOption = Path("outputs"),
    gold: Annotated[Path | None, typer.Option("--gold", help="Also write gold for the articles whose rows were all looked at.", file_okay=False, show_default=False)] = None,
) -> None:
    """Check corrections and lay them over the tables; later runs keep them."""
    from extract.review import ReviewError, apply_corrections
    from extract.runner import FolderBusy

    try:
        applied = apply_corrections(out, corrections)
        written = _write_gold(out, gold) if gold else None
    except (ReviewError, FolderBusy, OSError) as error:
        complain("apply", str(error))
    typer.echo(f"{applied.cells:,} cells set right, {applied.deleted:,} rows taken out, {applied.confirmed:,} found right; kept in {out / 'corrections.jsonl'}")
    for correction in applied.lost:
        typer.echo(f"not in the tables any more: {correction.table} {correction.row} {correction.column}", err=True)
    if written is not None:
        typer.echo(f"{gold}: {len(written):,} articles of gold")


def _write_gold(out: Path, gold: Path) -> list[Path]:
    from extract.reviewed_gold import write_gold

    return write_gold(out, gold)

"""The command line: arguments only. Everything it calls is imported when it is called, so that `--help` is quick."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from extract import __version__
from extract.commands import add_commands
from extract.terminal import OutOption, complain, escape_text, open_console, print_problem

if TYPE_CHECKING:
    from rich.console import Console

    from extract.engines.ray import RayEngine
    from extract.joining import Summary
    from extract.runner import Engine, Progress

FORMATS = ".txt .html .csv .tsv .xlsx .json .jsonl .parquet .warc, also as .gz and .zst"
CONTEXT = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="extract", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", context_settings=CONTEXT,
    help="Read Indonesian news and write tables: signing events, dates, venues, officials, violation statistics.",
    epilog="Examples:  [bold]extract run corpus/ --out outputs/[/bold]   ·   [bold]extract show pakta-01[/bold]   ·   [bold]extract schema[/bold]",
)
ner = typer.Typer(name="ner", no_args_is_help=True, context_settings=CONTEXT, help="The named entity recogniser.")
app.add_typer(ner)



def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract (peristiwa) {__version__}")
        raise typer.Exit


@app.callback()
def _main(version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)] = False) -> None:
    pass


# --- extract run ----------------------------------------------------------------------------------------------------
@app.command("run", epilog=(
    "Examples:\n\n[bold]extract run corpus/[/bold]   every article below the folder, tables in outputs/\n\n"
    "[bold]extract run news.csv scraped.jsonl.gz --out tables/[/bold]   files of any of the formats, mixed\n\n"
    "[bold]extract run corpus/ --scope all --workers 4[/bold]   officials, dates, venues and entities of every article, on four cores\n\n"
    "[bold]extract run s3://bucket/news --engine ray --to s3://bucket/tables[/bold]   from a store to a store, by a cluster"
))
def run(
    corpus: Annotated[list[Path], typer.Argument(help=f"Files or folders ({FORMATS}); with --engine ray also URLs.", show_default=False)],
    out: OutOption = Path("outputs"),
    scope: Annotated[str, typer.Option(help="[bold]events[/bold]: read closely what may hold a signing or a statistic; [bold]all[/bold]: every article.", metavar="events|all")] = "events",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read.", show_default="one per core")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over: forget what earlier runs read.")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit for one record; one that takes longer is a failed row.")] = 60.0,
    engine: Annotated[str, typer.Option(help="[bold]local[/bold]: processes of this machine; [bold]ray[/bold]: a Ray cluster (pip install 'peristiwa\\[ray]').", metavar="local|ray")] = "local",
    address: Annotated[str | None, typer.Option(help="With --engine ray: the cluster's address; without it one is started here.", show_default=False)] = None,
    partitioned: Annotated[bool | None, typer.Option("--partitioned/--one-file", help="Each table a folder of files, or one file.", show_default="folders with --engine ray")] = None,
    to: Annotated[str | None, typer.Option("--to", help="URL (s3://bucket/tables) below which the finished tables are published as well.", show_default=False)] = None,
) -> None:
    """Read news and write the tables. Run it again to add what is new; killed, it goes on where it was."""
    from extract.runner import SCOPES, FolderBusy, NothingRead, Options, RunError, read_url, run_corpus

    if missing := [str(path) for path in corpus if not read_url(path) and not path.exists()]:
        raise typer.BadParameter(f"Path {missing[0]!r} does not exist.", param_hint="CORPUS")
    if scope not in SCOPES:
        raise typer.BadParameter(f"{scope!r} is not one of: {', '.join(SCOPES)}", param_hint="--scope")
    console, screen = open_console(), None
    try:
        screen = ProgressScreen(console)
        with screen:
            options = Options(scope, workers, fresh, seconds, engine == "ray" if partitioned is None else partitioned, to)
            summary = run_corpus(corpus, out, options, screen.show, _choose_engine(engine, address, workers))
    except (FolderBusy, NothingRead, RunError) as error:
        print_problem(console, "run", str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on from here")
        raise typer.Exit(130) from None
    _print_summary(console, summary, out)
    _print_others(console, screen.others)
    if summary.statuses and set(summary.statuses) == {"failed"}:
        raise typer.Exit(1)


def _choose_engine(engine: str, address: str | None, workers: int | None) -> Engine | RayEngine:
    from extract.worker import run_jobs

    if engine == "local":
        if address:
            raise typer.BadParameter("goes with --engine ray", param_hint="--address")
        return run_jobs
    if engine != "ray":
        raise typer.BadParameter(f"{engine!r} is not one of: local, ray", param_hint="--engine")
    try:
        from extract.engines.ray import connect_engine
    except ModuleNotFoundError as error:
        raise typer.BadParameter(f"needs Ray ({error.name} is missing): pip install 'peristiwa[ray]'", param_hint="--engine") from None
    return connect_engine(address, workers)


class ProgressScreen:
    """A bar on a terminal, a line now and then without one."""

    SECONDS_BETWEEN_LINES = 10.0

    def __init__(self, console: Console) -> None:
        from rich import progress

        self._console = console
        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]}"), progress.TimeElapsedColumn(), progress.TimeRemainingColumn(),
            console=console, transient=True,
        ) if console.is_terminal else None
        self._task = self._bar.add_task("reading", total=None, rate="") if self._bar else None
        self._said = (-self.SECONDS_BETWEEN_LINES, "")
        self.others: list[str] = []  # files of other kinds

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, now: Progress) -> None:
        """Bring the screen up to date."""
        self.others = now.others
        rate = f"{(now.records - now.kept) / now.seconds:.1f}/s" if now.seconds > 1 and now.records > now.kept else ""
        total = max(now.total, now.records) if now.total is not None else None
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=now.stage, completed=now.records, total=total, rate=rate)
        elif now.stage != self._said[1] or now.seconds - self._said[0] >= self.SECONDS_BETWEEN_LINES:
            self._said = (now.seconds, now.stage)
            of = f" of {'about ' if now.stage == 'reading' else ''}{total:,}" if total is not None else ""
            left = f", {_format_seconds((total - now.records) * now.seconds / now.records)} left" if total and rate and now.stage == "reading" else ""
            kept = f", {now.kept:,} from before" if now.kept else ""
            failed = f", {now.failed:,} failed" if now.failed else ""
            line = f"{time.strftime('%H:%M:%S')} {now.stage}: {now.records:,}{of} records{kept}{failed} {rate}{left}"
            self._console.print(line.rstrip(), highlight=False, soft_wrap=True)


def _format_seconds(seconds: float) -> str:
    """`3725` -> `1:02:05`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _print_summary(console: Console, summary: Summary, out: Path) -> None:
    """Counts per table and per status, and why records failed."""
    from rich.table import Table

    counts = Table("table", "rows", title=f"{out}", title_justify="left")
    counts.columns[1].justify = "right"
    for name, rows in summary.tables.items():
        counts.add_row(f"{name}.parquet", f"{rows:,}")
    statuses = Table("articles", "number", title="of these articles", title_justify="left")
    statuses.columns[1].justify = "right"
    for status, number in sorted(summary.statuses.items(), key=lambda item: (-item[1], item[0])):
        statuses.add_row(status, f"{number:,}")
    console.print(counts)
    console.print(statuses)
    if summary.published:
        console.print(f"published: {escape_text(summary.published)}", highlight=False, soft_wrap=True)
    if summary.n_failures:
        console.print(f"{summary.n_failures:,} failed:")
        for source, reason in summary.failures[:20]:
            console.print(f"  {escape_text(source)}: {escape_text(reason)}", highlight=False, soft_wrap=True)
        if summary.n_failures > 20:
            console.print(f"  … and {summary.n_failures - 20:,} more: see `detail` where `status` is `failed` in articles.parquet")


def _print_others(console: Console, names: list[str]) -> None:
    """Files that no reader is for: no failure, but nothing of them is in the tables."""
    if names:
        more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""
        console.print(f"{len(names):,} of other kinds left out: {escape_text(', '.join(names[:10]))}{more}", highlight=False, soft_wrap=True)


# --- other commands -------------------------------------------------------------------------------------------------
@app.command("show", epilog="Example:  [bold]extract show pakta-01 --out outputs/[/bold]")
def show(
    article_id: Annotated[str, typer.Argument(help="As in the column article_id; the beginning is enough when it is clear.")],
    out: OutOption = Path("outputs"),
) -> None:
    """Print an article with every mention coloured by its table, and the rows beside it."""
    from rich.console import Console

    from extract.show import find_article, render_article

    try:
        article = find_article(out, article_id)
    except (LookupError, FileNotFoundError) as error:
        complain("show", str(error))
    Console().print(render_article(article))


@app.command("schema", epilog="Example:  [bold]extract schema > DICTIONARY.md[/bold]")
def schema(as_json: Annotated[bool, typer.Option("--json", help="As a Frictionless Data Package (datapackage.json).")] = False) -> None:
    """Print the data dictionary: every table, column, type and value."""
    import json

    from extract.schema import describe_package, render_dictionary

    typer.echo(json.dumps(describe_package(__version__), indent=2, ensure_ascii=False) if as_json else render_dictionary().rstrip("\n"))


@app.command("eval", epilog="Example:  [bold]extract eval corpus/_gold outputs/[/bold]")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of gold, one JSON file an article.", exists=True, file_okay=False)],
    tables: Annotated[Path, typer.Argument(help="Folder of the tables of a run.", exists=True, file_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List every miss with its sentence.")] = False,
) -> None:
    """Score tables against gold: precision, recall and F1 per table and field."""
    import json

    from extract import evaluate as evaluation

    try:
        report = evaluation.evaluate(gold, tables)
    except evaluation.EvaluationError as error:
        complain("eval", str(error))
    if as_json:
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False, default=str))
    else:
        typer.echo(evaluation.render(report) + (f"\n\n{evaluation.render_errors(report)}" if errors else ""))


@ner.command("eval", epilog="Example:  [bold]extract ner eval dev.bio --scheme nergrit[/bold]")
def ner_eval(
    files: Annotated[list[Path], typer.Argument(help="Two-column BIO files, or JSONL of {\"text\", \"ents\": [[start, end, label]]}.", exists=True, dir_okay=False)],
    scheme: Annotated[str | None, typer.Option(help="Annotation scheme whose output layer is used.", metavar="news-officials|idner|nergrit", show_default="the tables' own")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Precision, recall and entity F1 per label of the shipped model on your own data."""
    import json

    from extract.ner_eval import evaluate_files, render

    try:
        report = evaluate_files(files, scheme) if scheme else evaluate_files(files)
    except ValueError as error:
        complain("ner eval", str(error))
    typer.echo(json.dumps(report, indent=2, ensure_ascii=False) if as_json else render(report))


add_commands(app)


def main() -> None:
    """Entry point of the console script."""
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe, like `head`, has gone
        sys.stderr.close()

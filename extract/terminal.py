"""What every command shares: where messages go, and texts that a terminal prints and does not obey."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder of the tables.", file_okay=False)]


def open_console() -> Console:
    """Messages go to stderr, so that what a command prints can be piped."""
    from rich.console import Console

    return Console(stderr=True)


def clean_text(text: str) -> str:
    """Characters that a terminal would obey, each replaced by one that it prints, so that offsets stay."""
    return "".join(char if char.isprintable() or char == "\n" else " " if char.isspace() else "�" for char in text)


def escape_text(text: str) -> str:
    """Text without Rich markup and without control characters."""
    from rich.markup import escape

    return escape(clean_text(text))


def complain(command: str, message: str) -> NoReturn:
    """Print what is wrong and end with status 1: `extract report: no signings.parquet in outputs …`."""
    print_problem(open_console(), command, message)
    raise typer.Exit(1)


def print_problem(console: Console, command: str, message: str) -> None:
    """One line in which the command stands in red."""
    console.print(f"[bold red]extract {command}:[/] {escape_text(message)}", highlight=False, soft_wrap=True)

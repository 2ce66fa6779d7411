"""The notebook that a run lays beside its tables."""

from __future__ import annotations

from pathlib import Path

NAME = "explore.ipynb"


def write_notebook(out: Path, replace: bool = False) -> Path:
    """Put the notebook into the folder of tables; one that is there, perhaps changed by its reader, stays unless `replace`."""
    path = out / NAME
    if replace or not path.exists():
        path.write_text((Path(__file__).parent / NAME).read_text("utf-8"), "utf-8")
    return path

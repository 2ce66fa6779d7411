"""Files behind URLs (`s3://…`, `gs://…`, whatever pyarrow or fsspec can open): inputs listed, tables published.

A store has no rename, so a table cannot be exchanged in one step. Published tables lie in a folder named by their content,
`URL/run-3f09…/signings.parquet`, and `URL/latest.json` names that folder when all of it is there: whoever begins with it sees
the tables of one run, whole. The folder it named before is kept, older ones are removed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from extract.plan import Input, hash_file
from extract.schema import TABLE_NAMES
from extract.stored import list_files

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.fs import FileSystem

POINTER = "latest.json"
UPLOADS = 8  # at a time
_RUN = re.compile(r"run-[0-9a-f]{16}")
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+):/+(?P<rest>.*)")


class StoreError(RuntimeError):
    """An URL that cannot be opened, read or written; the message is for the user."""


def read_url(path: Path | str) -> str | None:
    """`s3:/bucket/news`, as a Path writes it -> `s3://bucket/news`; None for a file or folder of this machine."""
    match = _URL.fullmatch(str(path))
    return f"{match['scheme']}://{'/' if match['scheme'] == 'file' else ''}{match['rest']}" if match else None


def hide_secrets(url: str) -> str:
    """`s3://key:secret@bucket/news?scheme=http` -> `s3://bucket/news`."""
    return re.sub(r"(?<=://)[^/@]*@", "", url.split("?")[0]).rstrip("/")


@lru_cache(maxsize=16)
def open_filesystem(url: str) -> tuple[FileSystem, str]:
    """The file system behind an URL and the path there: by pyarrow, else by fsspec."""
    from pyarrow import ArrowInvalid, ArrowNotImplementedError
    from pyarrow.fs import FileSystem, FSSpecHandler, PyFileSystem

    try:
        return FileSystem.from_uri(url)
    except (ArrowInvalid, ArrowNotImplementedError):
        pass
    except OSError as error:
        raise StoreError(f"cannot open {hide_secrets(url)}: {error}") from error
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise StoreError(f"cannot open {hide_secrets(url)}: {error}") from error
    return PyFileSystem(FSSpecHandler(system)), path


# --- inputs ---------------------------------------------------------------------------------------------------------
def list_urls(url: str) -> list[Input]:
    """The readable files at or below an URL, named as those of a folder are; `path` of each is its path in the file system of `url`."""
    from pyarrow.fs import FileSelector, FileType

    from extract.readers import is_hidden, kind_of

    system, root = open_filesystem(url)
    try:
        found = system.get_file_info(root)
        if found.type == FileType.File:
            return [Input(PurePosixPath(root), PurePosixPath(root).name, url=url)]
        files = [PurePosixPath(info.path) for info in system.get_file_info(FileSelector(root, recursive=True)) if info.type == FileType.File]
    except OSError as error:
        raise StoreError(f"cannot read {hide_secrets(url)}: {error}") from error
    names = sorted((path.relative_to(root), path) for path in files)
    return [Input(path, name.as_posix(), url=url) for name, path in names if not is_hidden(name) and kind_of(path)]


# --- tables ---------------------------------------------------------------------------------------------------------
def check_store(url: str) -> None:
    """StoreError when nothing can be published there, so that a run says so before it works for hours."""
    system, root = open_filesystem(url)
    try:
        system.create_dir(root, recursive=True)
    except OSError as error:
        raise StoreError(f"cannot write to {hide_secrets(url)}: {error}") from error


def publish_tables(out: Path, url: str) -> str:
    """Copy the tables of `out` below `url`, then point `latest.json` to them; the URL of their folder. What is there already is not sent again."""
    system, root = open_filesystem(url)
    files = [path for name in TABLE_NAMES for path in list_files(out, name)] + [out / "datapackage.json"]
    names = {path.relative_to(out).as_posix(): path for path in files}
    folder = name_folder(names)
    try:
        last = _read_pointer(system, root)
        _send_files(names, system, f"{root}/{folder}")
        if last.get("folder") != folder:
            _write_pointer(system, root, {"folder": folder, "before": last.get("folder"), "tables": list(TABLE_NAMES)})
        _drop_others(system, root, keep=_read_pointer(system, root))
    except OSError as error:
        raise StoreError(f"cannot write to {hide_secrets(url)}: {error}; the tables are complete in {out}, the same command sends them again") from error
    return f"{hide_secrets(url)}/{folder}"


def name_folder(names: dict[str, Path]) -> str:
    """`run-3f09…`: the same for the same names and contents."""
    lines = "\n".join(f"{hash_file(path)} {name}" for name, path in sorted(names.items()))
    return f"run-{hashlib.sha256(lines.encode()).hexdigest()[:16]}"


def _send_files(names: dict[str, Path], system: FileSystem, folder: str) -> None:
    """Copy what is missing or of another size; a file of a store appears whole or not at all."""
    from pyarrow.fs import FileSelector, LocalFileSystem, copy_files

    there = {info.path: info.size for info in system.get_file_info(FileSelector(folder, recursive=True, allow_not_found=True))}
    missing = [name for name, path in names.items() if there.get(f"{folder}/{name}") != path.stat().st_size]
    for parent in sorted({str(PurePosixPath(folder, name).parent) for name in missing}):
        system.create_dir(parent, recursive=True)

    def send(name: str) -> None:
        copy_files(str(names[name].absolute()), f"{folder}/{name}", source_filesystem=LocalFileSystem(), destination_filesystem=system)

    with ThreadPoolExecutor(UPLOADS) as pool:
        list(pool.map(send, missing))


def _read_pointer(system: FileSystem, root: str) -> dict[str, Any]:
    try:
        with system.open_input_stream(f"{root}/{POINTER}") as file:
            return json.loads(file.read())
    except (FileNotFoundError, ValueError):
        return {}


def _write_pointer(system: FileSystem, root: str, pointer: dict[str, Any]) -> None:
    with system.open_output_stream(f"{root}/{POINTER}.new") as file:
        file.write(json.dumps(pointer, indent=2).encode())
    system.move(f"{root}/{POINTER}.new", f"{root}/{POINTER}")


def _drop_others(system: FileSystem, root: str, keep: dict[str, Any]) -> None:
    from pyarrow.fs import FileSelector

    for info in system.get_file_info(FileSelector(root)):
        if _RUN.fullmatch(info.base_name) and info.base_name not in (keep.get("folder"), keep.get("before")):
            system.delete_dir(info.path)


def read_published(url: str, names: Sequence[str] = TABLE_NAMES) -> dict[str, pa.Table]:
    """The tables last published at `url`; FileNotFoundError when there are none."""
    import pyarrow.parquet as pq

    system, root = open_filesystem(url)
    folder = _read_pointer(system, root).get("folder")
    if not folder:
        raise FileNotFoundError(f"no {POINTER} at {hide_secrets(url)}: run `extract run CORPUS --to {hide_secrets(url)}` first")
    return {name: pq.read_table(f"{root}/{folder}/{name}.parquet", filesystem=system) for name in names}

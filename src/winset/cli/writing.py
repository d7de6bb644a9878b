"""Writing a result to a file without losing what a person wrote."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from winset.case.errors import WinsetError

HEAD = 4096
"""Characters at the start of an existing file in which the mark of a result is looked for."""


def refuse_unwritable(path: Path, case: str, *, mark: str) -> None:
    """Raise WinsetError if a result cannot or must not be written to `path`.

    Only an ordinary file that starts like an earlier result (`mark` is in it) may be replaced,
    never the case file. Called before the work is done, so that none is lost.
    """
    if path.exists():
        if Path(case).exists() and path.samefile(case):
            msg = f"{path}: this is the case file; choose another name for the result."
            raise WinsetError(msg)
        if not path.is_file():
            msg = f"{path}: this is not an ordinary file; choose another name for the result."
            raise WinsetError(msg)
        with path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8", errors="replace")
        if mark not in head:
            msg = (
                f"{path}: this file is there already and is not an earlier winset result; "
                "choose another name or remove it first."
            )
            raise WinsetError(msg)
    refuse_folder(path.parent)


def refuse_folder(folder: Path) -> None:
    """Raise WinsetError if no file can be made in `folder`, which need not be there yet."""
    above = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        msg = f"{folder}: cannot write here; choose another folder."
        raise WinsetError(msg)


def write_output(path: Path, text: str) -> None:
    """Write `text` to `path` in one step: an interrupted run leaves the old file or none.

    Whether it may be written there is for `refuse_unwritable` to say. Raises WinsetError if the
    file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        msg = f"{path}: cannot write here: {error.strerror}."
        raise WinsetError(msg) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def refuse_there(path: Path) -> None:
    """Raise WinsetError if there is something at `path`. Called before the work is done."""
    if path.exists():
        raise WinsetError(f"{path}: this is there already; choose another name")


def write_new(path: Path, content: bytes) -> None:
    """Make `path` whole or not at all. Raises WinsetError if it is there, or has no directory."""
    with making(path) as stream:
        stream.write(content)


@contextmanager
def making(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is at `path` once the work inside is done, whole, or not at all.

    Raises WinsetError if there is one by then, or if there is no such directory.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".winset-", dir=path.parent)
    except FileNotFoundError:
        raise WinsetError(f"{path}: there is no directory {path.parent}") from None
    whole = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        whole.chmod(0o644)
        try:
            _place(whole, path)
        except FileExistsError:
            raise WinsetError(f"{path}: this is there already; choose another name") from None
    finally:
        whole.unlink()


def _place(whole: Path, path: Path) -> None:
    """Put a finished file at `path`. Raises FileExistsError if there is one."""
    try:
        path.hardlink_to(whole)  # unlike a rename, never replaces
    except PermissionError:  # a file system without links
        with whole.open("rb") as content, path.open("xb") as stream:
            shutil.copyfileobj(content, stream)

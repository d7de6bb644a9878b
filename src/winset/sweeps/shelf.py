"""The folder of a sweep: every finished point in a file of its own, whole or not there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from winset.case.errors import WinsetError
from winset.sweeps.answer import Answer

MARK = "winset-sweep"
"""A file in the folder that says what the folder is; nothing is ever written into another."""

_NEW = ".new-"
"""How the name of a file starts that is not whole yet; a kill may leave one."""

_SAYS = (
    "The results of winset sweeps. Finished points are kept under points/: delete them to compute\n"
    "them anew. The tables are written again by each sweep that ends.\n"
)


class NotAShelf(WinsetError):  # noqa: N818  what the folder is
    """A folder that holds something else, or cannot be written."""


def open_shelf(folder: Path) -> None:
    """Make the folder of a sweep, or take up an earlier one. Raises NotAShelf."""
    try:
        if folder.exists() and not folder.is_dir():
            raise NotAShelf(f"{folder}: this is a file; name a folder for the results")
        there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        if MARK not in there and any(not name.startswith(_NEW) for name in there):
            raise NotAShelf(
                f"{folder}: this folder holds something else than the results of a sweep; "
                "name an empty or a new one"
            )
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / MARK, _SAYS.encode())
        (folder / "points").mkdir(exist_ok=True)
    except OSError as error:
        raise NotAShelf(f"{folder}: cannot write here: {error.strerror}") from None


def kept(folder: Path, key: str) -> Answer | None:
    """Return the answer that is kept under `key`; None if there is none, or it is damaged."""
    try:
        text = _place(folder, key).read_bytes()
    except FileNotFoundError:
        return None
    try:
        answer = Answer.model_validate_json(text)
    except ValidationError:
        return None
    return answer if answer.point == key else None


def keep(folder: Path, answer: Answer) -> None:
    """Put an answer on the shelf, in one step."""
    place = _place(folder, answer.point)
    place.parent.mkdir(exist_ok=True)
    put(place, answer.model_dump_json().encode())


def put(path: Path, content: bytes) -> None:
    """Write `path` in one step: a kill at any moment leaves what was there, or the whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _place(folder: Path, key: str) -> Path:
    return folder / "points" / key[:2] / f"{key}.json"

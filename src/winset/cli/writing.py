"""Writing a result to a file without losing what a person wrote."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from winset.case.errors import WinsetError

HEAD = 4096
"""Characters at the start of an existing file in which the mark of a result is looked for."""


def write_output(path: Path, text: str, case: str, *, mark: str) -> None:
    """Write `text` to `path` in one step: an interrupted run leaves the old file or none.

    An existing file is replaced only if it starts like an earlier result (`mark` is in it); raises
    WinsetError otherwise, or if the file cannot be written.
    """
    if path.exists():
        if Path(case).exists() and path.samefile(case):
            msg = f"{path}: this is the case file; choose another name for the result."
            raise WinsetError(msg)
        head = path.read_bytes()[:HEAD].decode("utf-8", errors="replace")
        if mark not in head:
            msg = (
                f"{path}: this file is there already and is not an earlier winset result; "
                "choose another name or remove it first."
            )
            raise WinsetError(msg)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        msg = f"{path}: cannot write here: {error.strerror}."
        raise WinsetError(msg) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""HiGHS by way of SciPy, kept off the standard output, where an answer is being written.

Some versions of HiGHS print a line now and then, however silent they were asked to be (fixed after
1.12): these lines are dropped, and all else that is written meanwhile goes to the standard error.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, BinaryIO

from scipy.optimize import milp

_OUT, _ERROR = 1, 2

_STRAY = b"Highs"
"""How the lines begin that no one asked for."""

_lock = Lock()
_inside: list[tuple[int, BinaryIO]] = []
"""One entry a solve under way: where the standard output really is, and where it goes meanwhile."""


def solve(*arguments: Any, **named: Any) -> Any:
    """Return what `scipy.optimize.milp` does."""
    with _diverted():
        return milp(*arguments, **named)


@contextmanager
def _diverted() -> Iterator[None]:
    if os.name != "posix":
        yield
        return
    with _lock:
        if not _inside:
            sys.stdout.flush()
            written: BinaryIO = TemporaryFile()  # noqa: SIM115  closed by whoever comes out last
            real = os.dup(_OUT)
            os.dup2(written.fileno(), _OUT)
        _inside.append(_inside[0] if _inside else (real, written))
    try:
        yield
    finally:
        with _lock:
            real, written = _inside.pop()
            if not _inside:
                ctypes.CDLL(None).fflush(None)
                os.dup2(real, _OUT)
                os.close(real)
                with written:
                    _forward(written)


def _forward(written: BinaryIO) -> None:
    written.seek(0)
    for line in written:
        if not line.startswith(_STRAY):
            os.write(_ERROR, line)

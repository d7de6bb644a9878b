"""HiGHS by way of SciPy, kept off the standard output, where an answer is being written.

Some versions of HiGHS print a line now and then, however silent they were asked to be (fixed after
1.12). Meanwhile what is written there goes to the standard error.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from scipy.optimize import milp

_OUT, _ERROR = 1, 2

_lock = Lock()
_inside: list[int] = []
"""One entry a solve under way: where the standard output really is."""


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
            real = os.dup(_OUT)
            os.dup2(_ERROR, _OUT)
        _inside.append(_inside[0] if _inside else real)
    try:
        yield
    finally:
        with _lock:
            real = _inside.pop()
            if not _inside:
                ctypes.CDLL(None).fflush(None)
                os.dup2(real, _OUT)
                os.close(real)

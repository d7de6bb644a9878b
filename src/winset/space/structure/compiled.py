"""Compiled twins of loops that NumPy cannot vectorise, where numba is installed (extra `fast`).

The loops are plain Python functions in modules of their own. Compiled, they give the same results
some hundred times as fast, but the compiler takes half a second to load and, the first time on a
machine, seconds to run: short work is therefore done without it, and only once the short works have
added up to a second is the compiler called. No kernel starts threads.
"""

from __future__ import annotations

from importlib.util import find_spec
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

WORTH = 1.0
"""Seconds of work without the compiler from which it is loaded."""

_spent: dict[str, float] = {}
_loaded: dict[str, SimpleNamespace] = {}


def available() -> bool:
    """Return whether the compiler is installed."""
    return find_spec("numba") is not None


def compiled(module: ModuleType, seconds: float) -> Any | None:
    """Return the compiled functions of `module` if they are worth their while, else None.

    `seconds`: an estimate of what the work ahead would take without them; it is added to that of
    earlier calls. Those that are loaded already are given at once.
    """
    if module.__name__ not in _loaded:
        _spent[module.__name__] = _spent.get(module.__name__, 0.0) + seconds
        if _spent[module.__name__] < WORTH or not available():
            return None
    return load(module)


def load(module: ModuleType) -> Any:
    """Return the functions of `module` compiled; each is compiled, or read from disk, when called.

    A kernel may call those above it in its module, and nothing else: the cache on disk knows when
    the file of a kernel has changed, not the files of others. Raises ImportError without numba.
    """
    if module.__name__ in _loaded:
        return _loaded[module.__name__]
    import numba  # noqa: PLC0415  half a second, and not always installed

    names = dict(vars(module))
    kernels = {}
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            twin = FunctionType(value.__code__, names, name, value.__defaults__)
            twin.__module__, twin.__qualname__ = value.__module__, value.__qualname__
            kernels[name] = names[name] = _jitted(numba, twin)
    return _loaded.setdefault(module.__name__, SimpleNamespace(**kernels))


def _jitted(numba: ModuleType, function: FunctionType) -> Any:
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to write the cache
        return numba.njit(nogil=True)(function)

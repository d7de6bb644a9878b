"""Which winset computes: its version, a digest of its sources, and the libraries it counts on."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from winset import __version__

LIBRARIES = ("moocore", "numpy", "scipy")
"""Libraries that a number may depend on."""


@cache
def edition() -> str:
    """Return one line that is the same wherever the same numbers are to be expected."""
    digest = hashlib.sha256()
    for name, module in sorted(_modules(files("winset"), "")):
        digest.update(f"{name}\0".encode())
        digest.update(module.read_bytes())
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    sources = f"winset {__version__} (sources {digest.hexdigest()[:12]})"
    return ", ".join([sources, *libraries, python])


def _modules(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir():
            found += _modules(entry, name)
        elif entry.name.endswith(".py"):
            found.append((name, entry))
    return found

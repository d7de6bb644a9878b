"""A `winset serve` process to measure."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WINSET = Path(sys.executable).with_name("winset")


@dataclass(frozen=True)
class Server:
    """A server that listens."""

    address: str
    pid: int


@contextmanager
def serving(database: str) -> Iterator[Server]:
    """Yield a `winset serve` process of its own on a free port of this machine, until the end."""
    call = [str(WINSET), "serve", "--database", database, "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield Server(re.findall(r"http://127\.0\.0\.1:\d+", line)[0], process.pid)
        finally:
            process.terminate()

"""Measurements in fresh processes, the fastest of some, and tables of them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]

Row = tuple[str, ...]
Answer = dict[str, float]


def fastest(name: str, *numbers: int, repeats: int, **environment: str) -> Answer:
    """Return the fastest of some runs of a measurement, with `environment` added to ours."""
    call = [sys.executable, str(ROOT / "benchmarks" / "measure.py"), name, *map(str, numbers)]
    answers: list[Answer] = [
        json.loads(
            subprocess.run(
                call, check=True, stdout=subprocess.PIPE, env=os.environ | environment
            ).stdout
        )
        for _ in range(repeats)
    ]
    return min(answers, key=lambda answer: answer["seconds"])


def cheapest(call: list[str], repeats: int) -> tuple[float, float]:
    """Return the least CPU and the least wall time, in seconds, of some runs of a command."""
    cpu, wall = [], []
    for _ in range(repeats):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        wall.append(perf_counter() - start)
    return min(cpu), min(wall)


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return a Markdown table; all columns but the first hold numbers."""
    rule = ("---", *["---:"] * (len(head) - 1))
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows))

"""Kernels: never waited for by short work, never beyond their arrays, never other answers."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from winset.space.structure import compiled, merge

pytestmark = pytest.mark.skipif(
    find_spec("numba") is None, reason="numba, the extra `fast`, is not installed"
)

TABLES = """
import sys
import numpy as np
from winset.space.structure import compiled
from winset.space.structure.batch import nash_batch
from winset.space.structure.deals import deals, ties
from winset.space.structure.frontier import frontier
from winset.space.structure.tables import Tables

def tables(issues, options, parties):
    dice = np.random.default_rng(issues)
    offsets = tuple(range(0, issues * options + 1, options))
    return Tables(dice.integers(-(10**9), 10**9, (issues * options, parties)), offsets)

def answers():
    for parties in (2, 3):
        some = tables(6, 4, parties)
        found = frontier(some)
        yield found.points.tobytes() + found.packages(np.arange(len(found.points))).tobytes()
        for least in (0, 10**9):
            for each in deals(some, (0,) * parties, (least,) * parties):
                yield repr(each)
                if each.status == "exact":
                    yield ties(some, each, (0,) * parties, 9, (least,) * parties)[0].tobytes()

def batches():
    dice = np.random.default_rng(3)
    for parties in (2, 3):
        flat = dice.integers(-50, 50, size=(60, 12, parties))
        base = dice.integers(-20, 60, size=(60, parties))
        allowed = dice.random((60, 12)) < 0.6
        allowed[:, [0, 4, 8]] = True
        for some in (None, allowed):
            found = nash_batch(flat, (0, 4, 8, 12), base, np.zeros_like(base), None, some)
            assert found.exact.all()
            yield found.packages.tobytes()
        menu = np.arange(60) % 2
        few = allowed[:2]
        found = nash_batch(flat, (0, 4, 8, 12), base, np.zeros_like(base), None, few, menu)
        assert found.exact.all()
        yield found.packages.tobytes()
"""


def told(script: str, **environment: str) -> str:
    """Return what a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", TABLES + script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_short_work_does_not_so_much_as_load_the_compiler() -> None:
    assert told("list(answers()); print('numba' in sys.modules)") == "False\n"


def test_what_is_loaded_already_is_used_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_loaded", {})
    monkeypatch.setattr(compiled, "_spent", {})
    assert compiled.compiled(merge, 0.0) is None
    assert compiled.compiled(merge, compiled.WORTH) is compiled.compiled(merge, 0.0) is not None


def test_short_works_that_add_up_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_loaded", {})
    monkeypatch.setattr(compiled, "_spent", {})
    assert compiled.compiled(merge, compiled.WORTH / 2) is None
    assert compiled.compiled(merge, compiled.WORTH / 2) is not None


def test_without_the_compiler_all_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_loaded", {})
    monkeypatch.setattr(compiled, "available", lambda: False)
    assert compiled.compiled(merge, 10 * compiled.WORTH) is None


def test_kernels_stay_within_their_arrays_and_say_the_same(tmp_path: Path) -> None:
    """Compiled with every index checked, in a folder of its own, against plain Python."""
    checked = told(
        "from winset.space.structure.warmup import warm\nassert warm() == 4\n"
        "print('numba' in sys.modules, list(answers()), list(batches()))",
        NUMBA_BOUNDSCHECK="1",
        NUMBA_OPT="0",
        NUMBA_CACHE_DIR=str(tmp_path),
    )
    plain = told(
        "compiled.available = lambda: False\n"
        "print('numba' in sys.modules, list(answers()), list(batches()))"
    )
    assert checked.startswith("True ")
    assert plain.startswith("False ")
    assert checked.removeprefix("True ") == plain.removeprefix("False ")


def test_the_mixed_integer_solver_stands_beside_or_tools() -> None:
    if find_spec("ortools") is None:
        pytest.skip("ortools, the extra `calendar`, is not installed")
    script = """
from ortools.sat.python import cp_model
from winset.space.structure.deals import Ladder
few = Ladder(nodes=1, labels=0, seconds=5)
print(deals(tables(6, 4, 3), (0, 0, 0), ladder=few)[2].route)
"""
    assert told(script) == "milp\n"

"""The solver's own words are no part of an answer."""

from __future__ import annotations

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from winset.space.structure import solver

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors of POSIX")


def test_what_the_solver_prints_goes_to_the_standard_error(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "milp", lambda: ctypes.CDLL(None).puts(b"noise"))
    print("the answer ", end="")  # noqa: T201  stands in a buffer while the solver runs
    solver.solve()
    print("ends")  # noqa: T201
    assert capfd.readouterr() == ("the answer ends\n", "noise\n")


def test_lines_of_the_solver_that_no_one_asked_for_are_dropped(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "milp", lambda: ctypes.CDLL(None).puts(b"HighsMip::did something"))
    solver.solve()
    assert capfd.readouterr() == ("", "")


def test_of_two_solves_at_once_the_last_to_end_gives_the_output_back(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Barrier(2)
    monkeypatch.setattr(solver, "milp", both.wait)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: solver.solve(), range(2)))
    os.write(1, b"the answer\n")
    assert capfd.readouterr() == ("the answer\n", "")

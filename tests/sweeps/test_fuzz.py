"""Whatever a sweep file holds, reading it gives a plan or clean mistakes: no other exception.

WINSET_FUZZ sets the number of examples; `make fuzz` runs thousands.
"""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from mutations import mutated
from sweepfile import TEXT, put
from winset.case.errors import CaseError
from winset.sweeps.reading import Plan, read_sweep

VALUES = [
    "", "~", "null", "true", "[]", "{}", "''", "-1", "0", "1e30", "1.5", "[1, 2]", "[1, 2, 3]", "[a]",
    "{a: b}", "{value: []}", "&a", "*a", "<<", "!!str", "- ", "? ", ": ", "|\n", "#", "---\n", "\t",
    "as_of", "actors", "issues.truce", "packages.offer", "parties.us.ratification.all.0", "..", ".", "0",
    "value", "low", "set", "drop", "settle", "weights", "cases", "grid", "us_senate", "tiktok", "ext90",
    "1-3", "3-1", "base", "harbour-ferry", "2025-02-30", "2025-09-16", "é日", "\x85",
]  # fmt: skip


def outcome(path: Path) -> Plan | CaseError:
    """Return what a sweep file asks for, or what is wrong with it."""
    try:
        return read_sweep(path)
    except CaseError as error:
        return error


@given(mutated([TEXT], VALUES))
@settings(
    max_examples=int(os.environ.get("WINSET_FUZZ", "100")),
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_mutated_sweep_file_gives_a_plan_or_clean_mistakes(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = outcome(put(Path(folder), text.encode("utf-8", "replace").decode()))
        if isinstance(found, Plan):
            assert found.variants
            return
        assert found.problems
        for problem in found.problems:
            assert problem.text().startswith(folder)
            assert problem.column < problem.end_column

"""Imports run one way through the house, and the light doors stay light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("numpy", "pydantic", "yaml", "joblib", "jinja2", "moocore", "pandas", "rich.console")


def loaded_by(statement: str) -> set[str]:
    """Return which heavy modules a fresh interpreter has loaded after `statement`."""
    report = f"import sys; {statement}; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", report], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return set(ran.stdout.split())


def test_the_contracts_of_the_house_are_kept() -> None:
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("statement", ["import winset", "import winset.cli.main"])
def test_the_light_doors_load_nothing_heavy(statement: str) -> None:
    assert set() == loaded_by(statement)


def test_nothing_needs_the_extras_until_they_are_asked_for() -> None:
    assert "pandas" not in loaded_by("import winset.front, winset.report.page")

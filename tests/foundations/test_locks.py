"""The locks: every dependency pinned by hash, without an address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
LOCKS = [*REQUIREMENTS, ROOT / "tools" / "vendor" / "package-lock.json"]


def pins(path: Path) -> dict[str, list[str]]:
    """Return the pinned versions by package; markers may part a package in several."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def test_there_is_a_lock_to_run_with_one_to_develop_with_and_one_for_negmas() -> None:
    assert [path.name for path in REQUIREMENTS] == ["dev.txt", "negmas.txt", "run.txt"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_pin_has_a_hash(path: Path) -> None:
    entries = re.split(r"^(?=[a-z0-9])", path.read_text(), flags=re.MULTILINE)[1:]
    assert [] == [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_what_runs_is_what_is_tested() -> None:
    run, dev = (pins(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))
    assert run == {name: dev[name] for name in run}


def test_the_packages_of_the_chart_bundle_are_pinned_by_hash() -> None:
    lock = json.loads((ROOT / "tools" / "vendor" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [] == [name for name, entry in packages.items() if "integrity" not in entry]

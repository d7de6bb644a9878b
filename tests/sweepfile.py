"""A small sweep file for tests, ways to spoil it, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

from casefile import TEXT as CASE
from winset.case.errors import CaseError
from winset.sweeps.reading import Plan, read_sweep

TEXT = """\
sweep: 1
cases: [case.yaml]
seeds: 1-3
worlds: 20
assumptions:
  wary:
    set:
      actors.us_senate.reservation: [50, 55, 60]
  free:
    drop: [linkages.jv_for_time]
  longer:
    settle: {truce: ext90}
  keener:
    weights: {us_principal: {tiktok: 70}}
grid:
  senate:
    as_it_is: {}
    firm: {set: {actors.us_senate.margin: 5}}
  line:
    none: {}
    app: {set: {parties.us.red_lines: {app: {never: {tiktok: sq}, says: analyst}}}}
"""
"""Three seeds of the small case, under the base, four assumptions and four combinations."""

SLOW = """\
sweep: 1
cases: [harbour-ferry]
seeds: 1-12
worlds: 100
"""
"""Points that take long enough for something to happen in the middle."""


def put(folder: Path, text: str = TEXT, case: str = CASE) -> Path:
    """Write the case and a sweep file into a folder, and return the path of the latter."""
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    path = folder / "sweep.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def spoiled(old: str, new: str) -> str:
    """Return the sweep file with one piece replaced; the piece must be there once."""
    assert TEXT.count(old) == 1, f"{TEXT.count(old)} times in the file: {old}"
    return TEXT.replace(old, new)


def plan(folder: Path, text: str = TEXT) -> Plan:
    """Return what a sweep file asks for."""
    return read_sweep(put(folder, text))


def wrong(folder: Path, text: str) -> list[tuple[int, str]]:
    """Return the line and the message of every mistake in a sweep file, in its order."""
    path = put(folder, text)
    try:
        read_sweep(path)
    except CaseError as error:
        return [(problem.line, problem.message) for problem in error.problems]
    return []

"""What stands against a package in a delegation's own eyes, and whether it was waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from winset.case.actors import RedLine
from winset.case.document import Case
from winset.room.acts.act import Refused, Scene
from winset.room.acts.conditions import broken, crossed
from winset.room.state.own_case import drawn
from winset.room.state.state import State


@dataclass(frozen=True)
class Doubt:
    """One thing that stands against a package: in words, the name to waive it by, if it was."""

    says: str
    waiver: str
    waived: bool


def red_lines(state: State, case: Case | None, party: str) -> Mapping[str, RedLine]:
    """Return the party's red lines that hold: those of its case, and those drawn in the room."""
    written = {} if case is None else case.parties[party].red_lines
    return {**written, **{name: drawn(line) for name, line in state.red_lines.items()}}


def red_line_of(scene: Scene, name: str) -> RedLine:
    """Return one of the own red lines. Raises Refused if there is none of that name."""
    found = red_lines(scene.state, scene.case(), scene.own_party())
    if name not in found:
        raise Refused(f"there is no red line `{name}`; red lines: {', '.join(found) or 'none'}")
    return found[name]


def crossed_lines(
    state: State, case: Case | None, party: str, package: Mapping[str, str]
) -> Iterator[Doubt]:
    """Yield the red lines that a package certainly crosses.

    A waiver is of the line as it was: one drawn anew, or brought with another case, stands again.
    """
    lines = red_lines(state, case, party)
    for name in crossed(lines, package):
        own = state.red_lines.get(name)
        since = state.case_seq if own is None else own.mark.seq
        waiver = f"red_line:{name}"
        says = f"crosses the red line `{name}` ({lines[name].says})"
        yield Doubt(says, waiver, state.waived(waiver, since))


def torn_linkages(
    state: State, case: Case | None, package: Mapping[str, str], *, since: int = 0
) -> Iterator[Doubt]:
    """Yield the hard linkages that a package certainly breaks.

    A waiver counts if it was recorded after event `since`, and after the case was brought.
    """
    if case is None:
        return
    for name in broken(case, package):
        waiver = f"linkage:{name}"
        says = f"breaks the linkage `{name}` ({case.linkages[name].says})"
        yield Doubt(says, waiver, state.waived(waiver, max(since, state.case_seq)))


def signed_package(state: State, case: Case | None, options: Mapping[str, str]) -> dict[str, str]:
    """Return what holds once a text of `options` is signed: it must stand by itself.

    Issues outside the text count as they were signed or, by the own case, as they are at rest.
    """
    at_rest = {} if case is None else {n: issue.at_rest for n, issue in case.issues.items()}
    signed = {n: issue.signed for n, issue in state.issues.items() if issue.signed is not None}
    return {**at_rest, **signed, **options}

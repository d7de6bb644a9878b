"""The path from mandate to signature: each text with its signatures, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.case.document import Case
from winset.room.acts.lines import crossed_lines, signed_package, torn_linkages
from winset.room.state.agenda import Issue, Mark, Signature, Stage
from winset.room.state.state import State, Text
from winset.room.web.sitting import Sitting
from winset.room.web.views.board import absent


@dataclass(frozen=True)
class Line:
    """A signature that a text needs, given or not; `turn`: it can be given now."""

    stage: Stage
    sign: Signature
    given: Mark | None
    turn: bool


@dataclass(frozen=True)
class Doubt:
    """What stands against signing a text: `waiver` is the name to waive it by."""

    text: str
    waiver: str
    waived: bool
    linkage: str | None


@dataclass(frozen=True)
class Path:
    """Whose turn it is. `up`: the text up for signature; `ready`: issues that could be put up."""

    up: Text | None
    ready: tuple[Issue, ...]
    sheets: dict[str, tuple[Line, ...]]
    doubts: tuple[Doubt, ...]
    absent: tuple[str, ...]


def path_of(here: Sitting) -> Path:
    """Return the path as it stands, with each text's signatures by its id."""
    state = here.state
    up = state.up()
    ready = (i for i in state.issues.values() if i.state(state.parties) == "ad_referendum")
    return Path(
        up=up,
        ready=tuple(ready) if up is None else (),
        sheets={text.id: tuple(lines_of(state, text)) for text in state.texts.values()},
        doubts=tuple(doubts_of(state, here.case(), here.party, up)) if up else (),
        absent=absent(state),
    )


def lines_of(state: State, text: Text) -> list[Line]:
    """Return the signatures that a text needs, in the order in which they are given."""
    lines: list[Line] = []
    for stage in state.stages.values():
        open_before = any(line.given is None for line in lines if line.stage.id != stage.id)
        for sign in stage.signs:
            given = text.signatures.get((stage.id, sign.actor))
            turn = text.status == "up" and given is None and not open_before
            lines.append(Line(stage, sign, given, turn))
    return lines


def doubts_of(state: State, case: Case | None, party: str | None, text: Text) -> Iterator[Doubt]:
    """Yield what stands against signing a text, as the own mandate and case have it."""
    mandate = state.mandate
    for name, option in text.options.items() if mandate else ():
        if mandate and mandate.place(name, option) == "outside":
            issue = state.issues[name]
            yield Doubt(
                f"“{issue.options[option]}” on {issue.name} is outside the mandate",
                f"mandate:{name}={option}",
                state.waived(f"mandate:{name}={option}", mandate.mark.seq),
                None,
            )
    if party is None:
        return
    package = signed_package(state, case, text.options)
    for doubt in crossed_lines(state, case, party, package):
        yield Doubt(doubt.says, doubt.waiver, doubt.waived, None)
    for doubt in torn_linkages(state, case, package, since=text.put.seq):
        yield Doubt(doubt.says, doubt.waiver, doubt.waived, doubt.waiver.partition(":")[2])

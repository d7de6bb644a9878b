"""The table: proposals side by side, what each is worth, who blocks it, and the best answers."""

from __future__ import annotations

from dataclasses import dataclass

from winset.case.errors import WinsetError
from winset.room.acts.act import Refused
from winset.room.analysis.benches import Weighed
from winset.room.state.state import Proposal, State
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting
from winset.study.advise import Advice, advise
from winset.study.document import Ratification
from winset.study.what_if import Bench, Step

ANSWER_WORLDS = 500
"""Draws behind the answers that are offered beside a proposal."""


@dataclass(frozen=True)
class Column:
    """A proposal on the table: its numbers, as the own case has them, and what would carry it."""

    proposal: Proposal
    line: Ratification | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Compared:
    """The proposals in force, side by side; `doubt`: why there are no numbers, if there are none.

    `differing`: the issues that they name, in agenda order, and whether they differ there.
    """

    columns: tuple[Column, ...]
    differing: tuple[tuple[str, bool], ...]
    doubt: str | None


def compared(here: Sitting) -> Compared:
    """Return the proposals side by side; numbers are there only with an own case."""
    shown = [p for p in here.state.proposals.values() if p.status != "withdrawn"]
    columns, doubt = tuple(Column(proposal, None, ()) for proposal in shown), None
    if shown and here.case() is not None:
        try:
            columns = tuple(Column(p, *weighed(here, p)) for p in shown)
        except WinsetError as error:
            doubt = str(error)
    return Compared(columns, differing(here.state, shown), doubt)


def answers(here: Sitting, key: str) -> tuple[Proposal, Advice]:
    """Return a proposal and the best answers to it.

    Raises Forbidden without the right to ask what if; NotThere for an unknown proposal; Refused
    without an own case, or where the case does not know what the proposal names.
    """
    here.needs("ask what if")
    proposal, case = here.state.proposals.get(key), here.case()
    if proposal is None:
        raise NotThere("there is no such proposal")
    if case is None or here.party is None:
        raise Refused("answers are weighed by the own case of a party; bring a case file first")
    for issue, option in proposal.options.items():
        if issue not in case.issues or option not in case.issues[issue].options:
            raise Refused(f"your case has no `{issue}` `{option}`; bring a case file that has it")
    advice = advise(case, here.party, dict(proposal.options), worlds=ANSWER_WORLDS, top=3)
    return proposal, advice


def bench_of(here: Sitting) -> Bench:
    """Return the warm bench of the own delegation. Raises Refused without an own case."""
    case = here.case()
    if case is None:
        raise Refused("numbers are made of your own case; bring a case file first")
    return here.services.benches.bench(here.state.room, here.seat.delegation, case)


def differing(state: State, proposals: list[Proposal]) -> tuple[tuple[str, bool], ...]:
    """Return the issues that proposals name, in agenda order, and whether they differ there."""
    named = [i for i in state.issues if any(i in p.options for p in proposals)]
    return tuple((issue, len({p.options.get(issue) for p in proposals}) > 1) for issue in named)


def weighed(here: Sitting, proposal: Proposal) -> Weighed:
    """Return what a proposal is worth by the own case, and what would carry it."""
    case = here.case()
    if case is None:
        raise Refused("numbers are made of your own case; bring a case file first")
    benches, room = here.services.benches, here.state.room
    return benches.weighed(room, here.seat.delegation, case, proposal.options)

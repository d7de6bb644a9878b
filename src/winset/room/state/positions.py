"""Where each party stands on each issue, as far as it has said so at the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from winset.room.state.agenda import Issue, Mark
from winset.room.state.state import State


@dataclass(frozen=True)
class Position:
    """What a party would take on an issue, one option or several, and how it said so.

    `how`: agreed (ad referendum), tabled (in a proposal), or bracketed (disputed between them).
    """

    options: tuple[str, ...]
    how: Literal["agreed", "tabled", "bracketed"]
    reported: bool
    mark: Mark


def position(state: State, issue: Issue, party: str) -> Position | None:
    """Return a party's position: what it agreed to, else what it tabled or bracketed last."""
    initial = issue.initials.get(party)
    if initial is not None:
        return Position((initial.option,), "agreed", initial.reported, initial.mark)
    sides = [side.id for side in state.delegations.values() if side.party == party]
    said = [
        Position(bracket.options, "bracketed", reported=False, mark=bracket.mark)
        for side, bracket in issue.brackets.items()
        if side in sides
    ]
    said += [
        Position((proposal.options[issue.id],), "tabled", reported=False, mark=proposal.last)
        for proposal in state.proposals.values()
        if proposal.status == "tabled"
        and proposal.delegation in sides
        and issue.id in proposal.options
    ]
    return max(said, key=lambda one: one.mark.seq, default=None)

"""A delegation's case as it stands: the file it brought, and what the room has changed since.

Nothing is changed that nobody acted on: a case just brought comes back as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal
from typing import Any

from winset.case.actors import Actor, Party, RedLine, View
from winset.case.agenda import Issue as CaseIssue
from winset.case.document import Case
from winset.case.numbers import Judged
from winset.case.path import Deadline as CaseDeadline
from winset.case.path import Extension
from winset.room.state.state import Judgement, Moved, State


def own_case(case: Case, state: State, party: str | None) -> Case:
    """Return `case` with the red lines, numbers, deadlines, parking and signatures of `state`.

    A signed issue is settled: its option is then the status quo and the reversion. The as-of date
    moves on to the room's set day, and to the day of the last move of a deadline it made.
    """
    changes: dict[str, Any] = {
        "issues": {name: _issue(state, name, issue) for name, issue in case.issues.items()},
        "actors": _actors(case, state),
        "parties": {
            name: _party(written, state) if name == party else written
            for name, written in case.parties.items()
        },
        "calendar": case.calendar.model_copy(update={"deadlines": _deadlines(case, state)}),
        "as_of": max(case.as_of, state.day or case.as_of, _last_move(case, state)),
    }
    return case.model_copy(update=changes)


def _issue(state: State, name: str, written: CaseIssue) -> CaseIssue:
    here = state.issues.get(name)
    if here is None:
        return written
    if here.signed is not None and written.state != "settled":
        return written.model_copy(
            update={
                "state": "settled",
                "status_quo": here.signed,
                "reversion": here.signed,
                "expires": None,
                "then": None,
            }
        )
    parked = written.state == "parked"
    if here.parked != parked and written.state != "settled":
        return written.model_copy(update={"state": "parked" if here.parked else "open"})
    return written


def _party(written: Party, state: State) -> Party:
    if not state.red_lines and not state.lifted:
        return written
    lines = {name: line for name, line in written.red_lines.items() if name not in state.lifted}
    for name, line in state.red_lines.items():
        lines[name] = RedLine.model_validate(
            {"never": line.never, "says": line.says, "why": line.mark.why or None}
        )
    return written.model_copy(update={"red_lines": lines})


def _actors(case: Case, state: State) -> Mapping[str, Actor]:
    by_actor: dict[str, list[Judgement]] = {}
    for judgement in state.judgements.values():
        by_actor.setdefault(judgement.actor, []).append(judgement)
    return {
        name: _judged(actor, by_actor[name]) if name in by_actor else actor
        for name, actor in case.actors.items()
    }


def _judged(actor: Actor, judgements: list[Judgement]) -> Actor:
    views = dict(actor.views)
    for judgement in judgements:
        low, mid, high = map(Decimal, judgement.range)
        number = Judged(low=low, mid=mid, high=high, why=judgement.mark.why or None)
        view = views.get(judgement.issue)
        if judgement.option is None:
            views[judgement.issue] = (
                View(weight=number) if view is None else view.model_copy(update={"weight": number})
            )
        elif view is not None:
            scores = {**view.scores, judgement.option: number}
            # an issue is scored by options or by attributes, never by both
            views[judgement.issue] = view.model_copy(update={"scores": scores, "attributes": {}})
    return actor.model_copy(update={"views": views})


def _deadlines(case: Case, state: State) -> Mapping[str, CaseDeadline]:
    """Return the deadlines with what the room added; moves after the as-of date give way to it."""
    written = case.calendar.deadlines
    changed: dict[str, CaseDeadline] = {}
    for name, here in state.deadlines.items():
        before = written.get(name)
        known = () if before is None else _known(before, case.as_of)
        made = tuple(_extension(move) for move in here.moved[len(known) :])
        if before is None:
            changed[name] = CaseDeadline(
                date=here.date,
                what=here.what,
                issue=here.issue,
                owner=here.owner,
                hard=here.hard,
                history=made,
            )
        elif made:
            update = {"date": here.date, "history": (*known, *made)}
            changed[name] = before.model_copy(update=update)
    return {**written, **changed} if changed else written


def _known(written: CaseDeadline, as_of: Date) -> tuple[Extension, ...]:
    return tuple(move for move in written.history if move.set_on <= as_of)


def _extension(move: Moved) -> Extension:
    return Extension(
        set_on=move.day, old=move.old, new=move.new, by=move.mark.name, why=move.mark.why or None
    )


def _last_move(case: Case, state: State) -> Date:
    """Return the day of the last move of a deadline made in the room, or the as-of date."""
    days = [move.day for here in state.deadlines.values() for move in here.moved]
    return max([day for day in days if day > case.as_of], default=case.as_of)

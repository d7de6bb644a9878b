"""A delegation's case as it stands: the file it brought, and what the room has changed since.

Nothing is changed that nobody acted on: a case just brought comes back as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from winset.case.actors import Actor, Party, RedLine, View
from winset.case.agenda import Issue as CaseIssue
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.grid import laid_out
from winset.case.numbers import Judged
from winset.case.path import Deadline as CaseDeadline
from winset.case.path import Extension
from winset.case.values import number_of
from winset.room.state.state import Deadline, Judgement, Moved, State
from winset.room.state.state import RedLine as Drawn


class Gap(WinsetError):  # noqa: N818  what it names is missing, not wrong
    """A case that cannot say what has happened in the room."""

    exit_code: ClassVar[int] = 1


def own_case(case: Case, state: State, party: str | None) -> Case:
    """Return `case` with the red lines, numbers, deadlines, parking and signatures of `state`.

    A signed issue is settled: its option is then the status quo and the reversion. The as-of date
    moves on to the room's set day, and to the day of the last move of a deadline it made. Raises
    Gap where the case lacks an option that was signed. Numbers of a range that the room has on its
    agenda are options of the case too.
    """
    case = _with_values(case, state)
    made = {key: here for key, here in state.deadlines.items() if here.brought is None or here.made}
    days = [case.as_of, *(move.day for here in made.values() for move in here.made)]
    changes: dict[str, Any] = {
        "issues": {name: _issue(state, name, issue) for name, issue in case.issues.items()},
        "actors": _actors(case, state),
        "parties": {
            name: _party(written, state, case.issues) if name == party else written
            for name, written in case.parties.items()
        },
        "calendar": case.calendar.model_copy(update={"deadlines": _deadlines(case, made)}),
        "as_of": max(*days, state.day or case.as_of),
    }
    return case.model_copy(update=changes)


def _with_values(case: Case, state: State) -> Case:
    """Return the case with the numbers that the room's agenda has among those of its ranges."""
    extra = {
        name: [
            number_of(option)
            for option in (state.issues[name].options if name in state.issues else ())
            if option not in issue.options and issue.takes(option)
        ]
        for name, issue in case.issues.items()
    }
    return laid_out(case, extra) if any(extra.values()) else case


def _issue(state: State, name: str, written: CaseIssue) -> CaseIssue:
    here = state.issues.get(name)
    if here is None:
        return written
    if here.signed is not None and here.signed not in written.options:
        raise Gap(
            f"“{written.name}” was signed as `{here.signed}`, which this case does not have; "
            "bring a case that has it"
        )
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


def _party(written: Party, state: State, issues: Mapping[str, CaseIssue]) -> Party:
    if not state.red_lines and not state.lifted:
        return written
    lines = {name: line for name, line in written.red_lines.items() if name not in state.lifted}
    for name, line in state.red_lines.items():
        lines[name] = drawn(line)
    sayable = {name: line for name, line in lines.items() if _sayable(line.never, issues)}
    return written.model_copy(update={"red_lines": sayable})


def drawn(line: Drawn) -> RedLine:
    """Return a red line drawn in the room as a case has it."""
    return RedLine.model_validate(
        {"never": line.never, "says": line.says, "why": line.mark.why or None}
    )


def _sayable(condition: Condition, issues: Mapping[str, CaseIssue]) -> bool:
    """Whether the case has all that a condition names; the room may have more on its agenda."""
    inner = [*condition.all, *condition.any, *([condition.none] if condition.none else [])]
    return all(
        issue in issues and set(options) <= issues[issue].options.keys()
        for issue, options in condition.options.items()
    ) and all(_sayable(part, issues) for part in inner)


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
    for judgement in sorted(judgements, key=lambda one: one.option is not None):  # weights first
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


def _deadlines(case: Case, made: Mapping[str, Deadline]) -> Mapping[str, CaseDeadline]:
    """Return the deadlines with what the room added; moves after the as-of date give way to it."""
    changed: dict[str, CaseDeadline] = {}
    for key, here in made.items():
        shared = key == here.id
        name = here.id if shared or here.id not in made else f"{here.audience}-{here.id}"[:64]
        before = case.calendar.deadlines.get(name)
        if before is None:
            changed[name] = CaseDeadline(
                date=here.date,
                what=here.what,
                issue=here.issue if here.issue in case.issues else None,
                owner=here.owner,
                held_by=tuple(party for party in here.held_by if party in case.parties),
                hard=here.hard,
                history=_history((), here.moved),
            )
            continue
        known = tuple(move for move in before.history if move.set_on <= case.as_of)
        told = {move.new for move in known}
        new = tuple(move for move in here.made if move.new not in told)
        if new:
            update = {"date": here.date, "history": _history(known, new)}
            changed[name] = before.model_copy(update=update)
    written = case.calendar.deadlines
    return {**written, **changed} if changed else written


def _history(known: tuple[Extension, ...], moves: tuple[Moved, ...]) -> tuple[Extension, ...]:
    """Return the known moves with more behind them; a clock set back does not turn their order."""
    told = list(known)
    for move in moves:
        set_on = max(move.day, told[-1].set_on) if told else move.day
        told.append(
            Extension(
                set_on=set_on,
                old=move.old,
                new=move.new,
                by=move.mark.name,
                why=move.mark.why or None,
            )
        )
    return tuple(told)

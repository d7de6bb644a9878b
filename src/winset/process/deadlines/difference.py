"""The two views of a deadline in words: what stands behind each, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence

from winset.case.places import nearest
from winset.process.deadlines.history import Row
from winset.process.deadlines.odds import Odds
from winset.process.deadlines.owner import OwnerView
from winset.process.deadlines.standing import Standing

CLOSE = 0.05
"""Where no chance differs by more, the two views are said to agree."""

_EVENTS = ("agreement by the date", "an extension", "a lapse")


def record_basis(rows: Sequence[Row], standing: Standing, method: str) -> str:
    """Return what stands behind the record's view; `method` says which way of reading is in use."""
    if not rows:
        return (
            f"The record holds no deadline decided by {standing.as_of}, so each outcome counts as "
            "likely as the others."
        )
    cases = len({row.case for row in rows})
    seen = _counted(len(rows), "deadline") + " of " + _counted(cases, "negotiation")
    freed = (
        " Nobody can move it: what the record gives to an extension goes to agreement and lapse."
        if standing.deadline.hard
        else ""
    )
    return f"{seen} decided by {standing.as_of}. {method}{freed}{_unknown_type(rows, standing)}"


def _unknown_type(rows: Sequence[Row], standing: Standing) -> str:
    """Return a sentence if the deadline is of a type that the record does not know."""
    kind, known = standing.deadline.kind, {row.kind for row in rows if row.kind}
    if kind is None or kind in known:
        return ""
    near = nearest(kind, known)
    hint = f" (did you mean {near}?)" if near else ""
    return f" None of them is of the type {kind}{hint}, so its type counts for nothing."


def owner_basis(view: OwnerView, worlds: int, standing: Standing) -> str:
    """Return what stands behind the owner's view."""
    low, high = (100 * end for end in view.real_interval)
    known = f"{percent(view.real)} ({low:.0f} to {high:.0f} %)"
    moved = (
        f"{percent(view.real_before)} of {worlds} worlds, {known} after "
        f"{_counted(standing.extensions, 'extension')}"
        if standing.extensions
        else f"{known} of {worlds} worlds"
    )
    return (
        f"The threat is real in {moved}; there is a deal to be had in {percent(view.deal)}. "
        "Intervals tell the error of drawing "
        f"worlds ({view.effective:.0f} that count alike), not that of the case's numbers."
    )


def difference(record: Odds, view: OwnerView, rows: int, standing: Standing) -> str:
    """Return where the two views are furthest apart, and why."""
    gaps = [o - r for r, o in zip(record.chances, view.odds.chances, strict=True)]
    widest = max(range(len(gaps)), key=lambda k: (abs(gaps[k]), -k))
    if abs(gaps[widest]) <= CLOSE:
        return f"No chance differs by more than {percent(CLOSE)} between the two views."
    said, weighed = (percent(odds.chances[widest]) for odds in (record, view.odds))
    reason = _of_agreement(view, standing) if widest == 0 else _of_moves(view, standing)
    return (
        f"The record gives {_EVENTS[widest]} {said}, the owner's view {weighed}. The record knows "
        f"{_counted(rows, 'other deadline')}, but not what is at stake in this one; {reason}."
    )


def _of_agreement(view: OwnerView, standing: Standing) -> str:
    left = _counted(standing.days_left, "day")
    if standing.window:
        left = f"{standing.days_left} of {_counted(standing.window, 'day')}"
    return (
        f"the owner's view spreads the hope of settlement evenly over time, of which {left} are "
        f"left, and finds a deal to be had in {percent(view.deal)} of worlds"
    )


def _of_moves(view: OwnerView, standing: Standing) -> str:
    if not standing.extensions:
        return (
            "by the owner's numbers to enforce it is worth more than to extend it in "
            f"{percent(view.real)} of worlds"
        )
    return (
        f"by the owner's numbers the threat was real in {percent(view.real_before)} of worlds, and "
        f"{_counted(standing.extensions, 'extension')} brought that to {percent(view.real)}"
    )


def percent(share: float) -> str:
    """Return a share of 0..1 as whole percent; never 0 % or 100 % for what is not."""
    if 0 < share < 0.005:  # noqa: PLR2004
        return "under 1 %"
    if 0.995 < share < 1:  # noqa: PLR2004
        return "over 99 %"
    return f"{100 * share:.0f} %"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""What a case says, laid out for a study: agenda, parties, numbers, facts, calendar."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from fractions import Fraction

import numpy as np

from winset.case.document import Case
from winset.home.rules import in_words
from winset.market.events import Event, confounders_of, events_of, known_by
from winset.market.releases import releases_of
from winset.space.grid import UNITS, to_points
from winset.space.space import Space
from winset.space.worlds import Worlds
from winset.study.setting import (
    CalendarStrip,
    DeadlineLine,
    FactLine,
    MarketNote,
    Number,
    OwnMove,
    PartyLine,
    RoundLine,
    WindowLine,
)

Triple = tuple[float, float, float]

DERIVED = (0.05, 0.95)
"""Quantiles that stand for the range of a number that is worked out, not judged."""


def percent_weights(case: Case, issue: str) -> dict[str, Triple]:
    """Return low, mid and high weight of an issue in percent, by party (its principal's)."""
    found: dict[str, Triple] = {}
    for party in case.parties:
        views = case.actors[case.principal(party)].views
        total = sum(Fraction(view.weight.mid) for view in views.values())
        view = views.get(issue)
        found[party] = (
            (0.0, 0.0, 0.0)
            if view is None
            else (
                float(100 * Fraction(view.weight.low) / total),
                float(100 * Fraction(view.weight.mid) / total),
                float(100 * Fraction(view.weight.high) / total),
            )
        )
    return found


def party_lines(case: Case, space: Space, mid: Worlds, draws: Worlds) -> tuple[PartyLine, ...]:
    """Return the parties, each with its principal's reservation and the range of that.

    A reservation that is not stated is the value of its options: its range is from the 5 % to the
    95 % quantile over `draws`.
    """
    lines = []
    for p, (name, party) in enumerate(case.parties.items()):
        actor = case.actors[case.principal(name)]
        principal = space.principals[p]
        value = to_points(int(mid.reservation[0, principal]))
        low, high = np.quantile(draws.reservation[:, principal], DERIVED) / UNITS
        own = actor.reservation
        lines.append(
            PartyLine(
                id=name,
                name=party.name,
                short=party.short or party.name,
                principal=case.principal(name),
                rule=in_words(
                    party.ratification, {a: actor.name for a, actor in case.actors.items()}
                ),
                reservation=value,
                reservation_range=(float(low), value, float(high))
                if own is None
                else (float(own.low), float(own.mid), float(own.high)),
            )
        )
    return tuple(lines)


def numbers(space: Space) -> tuple[Number, ...]:
    """Return every judged number of the case, in file order."""
    return tuple(
        Number(
            label=p.label,
            actor=p.actor,
            issue=p.issue,
            kind=p.kind,
            low=float(p.low),
            mid=float(p.mid),
            high=float(p.high),
            unit=p.unit,
            why=p.why,
            facts=p.facts,
            judgement=not p.facts,
        )
        for p in space.numbers
    )


def facts(case: Case, as_of: Date) -> tuple[FactLine, ...]:
    """Return the facts known by `as_of`, in order of date."""
    known = [(name, fact) for name, fact in case.facts.items() if fact.known_by <= as_of]
    return tuple(
        FactLine(
            id=name,
            date=fact.date,
            known_by=fact.known_by,
            statement=fact.statement,
            source=fact.source,
            confidence=fact.confidence,
            claims=tuple((claim.by, claim.says) for claim in fact.claims),
        )
        for name, fact in sorted(known, key=lambda item: item[1].date)
    )


def calendar(case: Case, as_of: Date) -> CalendarStrip:
    """Return the dates known on `as_of`."""
    strip = case.calendar
    return CalendarStrip(
        deadlines=tuple(
            DeadlineLine(
                id=name,
                date=deadline.stood(as_of),
                what=deadline.what,
                issue=deadline.issue,
                owner=deadline.owner,
                moves=tuple(
                    (move.set_on, move.old, move.new, move.by or move.why or "")
                    for move in deadline.history
                    if move.set_on <= as_of
                ),
            )
            for name, deadline in strip.deadlines.items()
            if _known(deadline.known_by or deadline.set_on, as_of)
        ),
        windows=tuple(
            WindowLine(
                who=window.who,
                start=window.start,
                end=window.end,
                busy=window.busy,
                what=window.what or window.place or "",
            )
            for window in strip.windows
            if _known(window.known_by, as_of)
        ),
        rounds=tuple(
            RoundLine(id=r.id, name=r.name, start=r.start, end=r.end, place=r.place)
            for r in case.rounds
            if r.start <= as_of
        ),
        releases=tuple((release.date, release.what) for release in releases_of(case, as_of)),
    )


def market_notes(case: Case, as_of: Date) -> tuple[MarketNote, ...]:
    """Return what the case itself knows on `as_of` of prices around its market events."""
    others = confounders_of(case, as_of)
    return tuple(
        MarketNote(
            event=event.id,
            label=event.label,
            date=event.date,
            moves=_own_moves(case, event, as_of),
            confounders=tuple(other.what for other in others if other.date == event.date),
        )
        for event in known_by(events_of(case), as_of)
    )


def _own_moves(case: Case, event: Event, as_of: Date) -> tuple[OwnMove, ...]:
    """Return the moves of the series that have a cited close on each side of an event."""
    found = []
    for series in case.market.series.values():
        closes = sorted(
            (close.date, close.value)
            for close in series.closes
            if close.date <= as_of
            and all(case.facts[fact].known_by <= as_of for fact in close.facts)
        )
        last = event.date if event.time == "after_close" else event.date - timedelta(days=1)
        before = [close for close in closes if close[0] <= last]
        after = closes[len(before) :]
        if before and after:
            (since, old), (day, new) = before[-1], after[0]
            found.append(
                OwnMove(series=series.name, since=since, day=day, change=float(new / old) - 1)
            )
    return tuple(found)


def next_deadline(case: Case, issue: str, as_of: Date) -> tuple[Date | None, str | None]:
    """Return the first date on or after `as_of` that presses on an issue, and what it is."""
    dates = [
        (deadline.stood(as_of), deadline.what)
        for deadline in case.calendar.deadlines.values()
        if deadline.issue == issue and _known(deadline.known_by or deadline.set_on, as_of)
    ]
    expires = case.issues[issue].expires
    if expires is not None:
        dates.append((expires, "status quo lapses"))
    coming = sorted((date, what) for date, what in dates if date >= as_of)
    return coming[0] if coming else (None, None)


def _known(known_by: Date | None, as_of: Date) -> bool:
    return known_by is None or known_by <= as_of

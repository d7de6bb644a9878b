"""What becomes of a case's deadlines: the record's view, the owner's view, and both together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

import numpy as np

from winset.case.document import Case
from winset.process.deadlines import difference as words
from winset.process.deadlines.backtest import in_use
from winset.process.deadlines.history import OUTCOMES, Outcome, Row, decided_by
from winset.process.deadlines.lengths import NewDate, lengths
from winset.process.deadlines.odds import Interval, Odds, odds
from winset.process.deadlines.owner import MOVES, OwnerView, Stakes, owner_view, unsaid
from winset.process.deadlines.situation import Situation, absence
from winset.process.deadlines.standing import Standing, standings
from winset.space.grid import Floats
from winset.space.intervals import wilson

POOLED = (
    "The mean of both views (linear pool with equal weights, Stone 1961); its interval is the mean "
    "of theirs, as wide as if both erred the same way."
)
RECORD_ALONE = "The record alone, as the owner's view cannot say."


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What is likely to become of one deadline, as known on `as_of`.

    `record` and `structure` (None: see `structure_basis`) are the two views, `combined` is used;
    `record_basis`, `structure_basis`, `difference` and `combination` say in words what stands
    behind them. `length`: the days by which it is moved, if it is. `moved[n]`: the chance that it
    is moved, given that it is not met, after n further extensions. `leads`: by outcome (agreed,
    extended), how many days before their dates the outcomes of the record's deadlines were known,
    of those still open so many days before as this one is.
    """

    id: str
    what: str
    as_of: Date
    date: Date
    days_left: int
    extensions: int
    hard: bool
    record: Odds
    record_basis: str
    structure: OwnerView | None
    structure_basis: str
    combined: Odds
    combination: str
    difference: str
    length: NewDate
    moved: tuple[float, ...]
    leads: Mapping[Outcome, tuple[int, ...]]

    @property
    def new_date(self) -> tuple[Date, ...]:
        """Dates at 5, 25, 50, 75 and 95 %, given that it is moved and a date is named."""
        most = (Date.max - self.date).days
        return tuple(
            self.date + timedelta(days=min(days, most)) for days in self.length.quantiles()
        )

    @property
    def no_date(self) -> float:
        """Chance that it is moved without a new date, given that it is moved."""
        return self.length.none

    def extend_chance(self, moves: int) -> float:
        """Return the chance that it is moved, given that it is not met, after `moves` more."""
        return self.moved[min(moves, len(self.moved) - 1)]

    def draw_days(self, count: int, rng: np.random.Generator) -> Floats:
        """Return draws [count] of the days by which it is moved; inf where no date is named."""
        undated = rng.random(count) < self.no_date
        drawn: Floats = np.where(undated, np.inf, self.length.draw(count, rng))
        return drawn

    def chance(
        self, event: Outcome, by: Date, days_over: int | None = None
    ) -> tuple[float, Interval]:
        """Return the chance that the deadline has come to `event` by a day, and its interval.

        When it comes is read off the record's deadlines that were as open so many days before
        their dates (where there are none: on the date, by a guess that may be all wrong); a lapse
        comes on the date. `days_over`: and is moved by more days than these, or without a new date.
        The interval is that of `combined` times that of the share by then.
        """
        place = OUTCOMES.index(event)
        chance, (low, high) = self.combined.chances[place], self.combined.intervals[place]
        share, (least, most) = self._share(event, by)
        longer = 1.0
        if days_over is not None:
            if event != "extended":
                raise ValueError("days_over speaks of extensions only")
            longer = self.length.chance_over(days_over)
        return chance * share * longer, (low * least * longer, high * most * longer)

    def _share(self, event: Outcome, by: Date) -> tuple[float, Interval]:
        """Return the share of what comes to `event` that has done so by a day, and its interval."""
        if by <= self.as_of:  # had it come by then, it would be known
            return 0.0, (0.0, 0.0)
        come = float(by >= self.date)
        if event == "lapsed":
            return come, (come, come)
        leads = self.leads[event]
        if not leads:
            return come, wilson(0, 0)
        count = sum(lead >= (self.date - by).days for lead in leads)
        return count / len(leads), wilson(count, len(leads))


def outlook(
    case: Case, as_of: Date, rows: Sequence[Row], stakes: Mapping[str, Stakes]
) -> tuple[Outlook, ...]:
    """Return the Outlook of each deadline ahead on `as_of` (see `standings`), in their order.

    `rows`: the deadline history; only what was decided by `as_of` is learnt from. `stakes`: by
    deadline; where they, or the case's own numbers, are missing, the owner's view cannot say.
    """
    known = decided_by(rows, as_of)
    return tuple(
        _outlook(standing, known, stakes.get(standing.id))
        for standing in standings(case, as_of).ahead
    )


def _outlook(standing: Standing, rows: tuple[Row, ...], stakes: Stakes | None) -> Outlook:
    deadline, days_left = standing.deadline, standing.days_left
    learnt = in_use(rows)
    further = [_recorded(learnt.odds(_situation(standing, n)), deadline.hard) for n in _FURTHER]
    record = further[0]
    view, basis = _structure(standing, stakes)
    return Outlook(
        id=standing.id,
        what=deadline.what,
        as_of=standing.as_of,
        date=standing.date,
        days_left=days_left,
        extensions=standing.extensions,
        hard=deadline.hard,
        record=record,
        record_basis=words.record_basis(rows, standing, learnt.sentence(days_left)),
        structure=view,
        structure_basis=basis,
        combined=pool(record, view.odds) if view else record,
        combination=POOLED if view else RECORD_ALONE,
        difference=(
            words.difference(record, view, len(rows), standing)
            if view
            else "Only the record speaks, so there is nothing to compare."
        ),
        length=lengths(rows).new_date(standing.lengths),
        moved=tuple(
            _moved(found.chances, view.after[n] if view else found.chances)
            for n, found in enumerate(further)
        ),
        leads={event: _leads(rows, event, days_left) for event in ("agreed", "extended")},
    )


_FURTHER = range(MOVES + 1)


def pool(first: Odds, second: Odds) -> Odds:
    """Return the linear pool of two views with equal weights (Stone 1961).

    The ends of its intervals are the means of theirs: as wide as if both erred the same way.
    """
    chances = np.mean([first.chances, second.chances], axis=0)
    ends = np.mean([first.intervals, second.intervals], axis=0)
    return odds(chances, [(float(low), float(high)) for low, high in ends], "pool")


def immovable(found: Odds) -> Odds:
    """Return the odds of a deadline that nobody can move: what is left of them, scaled to 1.

    Each interval takes the other chance at its other end.
    """
    (agreed, _, lapsed), (may_agree, _, may_lapse) = found.chances, found.intervals

    def scaled(own: float, other: float) -> float:
        return own / (own + other) if own + other else 0.0

    chances = (scaled(agreed, lapsed), 0.0, scaled(lapsed, agreed))
    intervals = (
        (scaled(may_agree[0], may_lapse[1]), scaled(may_agree[1], may_lapse[0])),
        (0.0, 0.0),
        (scaled(may_lapse[0], may_agree[1]), scaled(may_lapse[1], may_agree[0])),
    )
    return odds(chances, intervals, found.method)


def _recorded(found: Odds, hard: bool) -> Odds:  # noqa: FBT001
    return immovable(found) if hard else found


def _situation(standing: Standing, further: int) -> Situation:
    """Return what is known of a deadline, were it moved `further` times more."""
    return Situation(
        as_of=standing.as_of,
        date=standing.date,
        set_on=standing.set_on,
        kind=standing.deadline.kind,
        alone=standing.deadline.alone,
        extensions=standing.extensions + further,
        lengths=standing.lengths,
    )


def _structure(standing: Standing, stakes: Stakes | None) -> tuple[OwnerView | None, str]:
    silent = unsaid(standing.deadline)
    if silent:
        return None, silent
    if stakes is None:
        return None, "Cannot say: what is at stake for its owner was not worked out."
    view = owner_view(stakes, standing.extensions, standing.days_left, standing.window)
    return view, words.owner_basis(view, len(stakes.deal), standing)


def _moved(record: Sequence[float], structure: Sequence[float]) -> float:
    """Return the chance of a move given that the deadline is not met, both views pooled."""
    _, extended, lapsed = (r + s for r, s in zip(record, structure, strict=True))
    return extended / (extended + lapsed)


def _leads(rows: Sequence[Row], event: Outcome, days_left: int) -> tuple[int, ...]:
    """Return how many days before its date each row's outcome was known, if open by then."""
    held = (row for row in rows if row.outcome == event and absence(row, days_left) is None)
    return tuple(sorted((row.date - row.decided_on).days for row in held))

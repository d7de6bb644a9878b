"""When the next round opens, from the gaps between rounds so far, and what it will take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
from scipy.special import betaincinv, ndtr, stdtr, stdtrit

from winset.case.agenda import Round, State
from winset.case.document import Case
from winset.process.outlook.chance import TAILS, Chance, around
from winset.space.grid import Floats

SPREAD, SPREAD_GAPS = 0.5, 1
"""Prior: gaps differ by a standard deviation of .5 on the log scale, as if seen in one gap."""

DRAWS = 4000
"""Draws of the gaps' mean and spread behind an interval."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

Left = State | Literal["never listed"]

PRIOR: Mapping[Left, float] = {
    "open": 0.8,
    "bracketed": 0.8,
    "ad_referendum": 0.7,
    "settled": 0.3,
    "parked": 0.15,
    "never listed": 0.1,
}
"""Prior chance, by where the last round left an issue, that the next one takes it up: judgement."""

PRIOR_WEIGHT = 2
"""Issues that the prior chance counts for."""


@dataclass(frozen=True)
class Wait:
    """The days from the end of one round to the start of the next, as known on `as_of`.

    The log of a gap is normal with unknown mean and spread: Student's t with `degrees`, around
    `centre`, of `scale`. `means` and `spreads` [DRAWS] are draws of both, given that no round has
    opened since `since`, the end of the last one.
    """

    as_of: Date
    since: Date
    gaps: tuple[int, ...]
    degrees: int
    centre: float
    scale: float
    means: Floats
    spreads: Floats

    def chance_by(self, day: Date) -> Chance:
        """Return the chance that the next round opens after `as_of`, by `day`."""
        if day <= self.as_of:
            return Chance(0.0, 0.0, 0.0)
        now, then = self._student(self.as_of), self._student(day)
        return around((now - then) / now, self.draws_by(day))

    def draws_by(self, day: Date) -> Floats:
        """Return that chance for each draw of the gaps' mean and spread [DRAWS]."""
        now, then = (
            ndtr((self.means - _log(date, self.since)) / self.spreads)
            for date in (self.as_of, max(day, self.as_of))
        )
        found: Floats = np.where(now > 0, (now - then) / np.where(now > 0, now, 1.0), 1.0)
        return found

    def quantiles(self) -> tuple[Date, Date, Date, Date, Date]:
        """Return the day by which it has opened with chance .05, .25, .5, .75 and .95."""
        first, second, third, fourth, fifth = (self._day(chance) for chance in QUANTILES)
        return first, second, third, fourth, fifth

    def _student(self, day: Date) -> float:
        """Return the chance that a gap which began on `since` outlasts `day`."""
        return float(stdtr(self.degrees, (self.centre - _log(day, self.since)) / self.scale))

    def _day(self, chance: float) -> Date:
        outlasts = self._student(self.as_of) * (1 - chance)
        days = self.centre - self.scale * float(stdtrit(self.degrees, outlasts))
        most = (Date.max - self.since).days
        whole = most if days > np.log(most) else int(np.ceil(np.exp(days) - 0.5))
        return max(self.since + timedelta(whole), self.as_of + timedelta(1))


def opened(case: Case, as_of: Date) -> tuple[Round, ...]:
    """Return the rounds that had begun by `as_of`, in order."""
    return tuple(sorted((r for r in case.rounds if r.start <= as_of), key=lambda r: r.start))


def gaps(case: Case, as_of: Date) -> tuple[int, ...]:
    """Return the days from the end of each round to the start of the next; at least one day."""
    rounds = opened(case, as_of)
    return tuple(max(1, (after.start - before.end).days) for before, after in pairwise(rounds))


def wait(case: Case, as_of: Date, seed: int) -> Wait | None:
    """Return how long the next round keeps everyone waiting; None with fewer than two gaps.

    A flat prior on the mean of the log gaps and a scaled inverse chi-square on their variance
    (Gelman et al. 2013, section 3.3); gaps are taken as independent, and a gap of d days as
    d - 1/2 to d + 1/2. The days since the last round count as a gap that is longer than they are.
    """
    found = gaps(case, as_of)
    if len(found) < 2:  # noqa: PLR2004  one gap says nothing of their spread
        return None
    logs = np.log(found)
    count, centre = len(found), float(logs.mean())
    degrees = SPREAD_GAPS + count - 1
    squares = SPREAD_GAPS * SPREAD**2 + float(((logs - centre) ** 2).sum())
    since = min(opened(case, as_of)[-1].end, as_of)
    rng = np.random.default_rng([seed, 11])
    spreads = np.sqrt(squares / rng.chisquare(degrees, DRAWS))
    means = rng.normal(centre, spreads / np.sqrt(count))
    outlasts = ndtr((means - _log(as_of, since)) / spreads)
    if outlasts.any():
        kept = rng.choice(DRAWS, DRAWS, p=outlasts / outlasts.sum())
        means, spreads = means[kept], spreads[kept]
    return Wait(
        as_of=as_of,
        since=since,
        gaps=found,
        degrees=degrees,
        centre=centre,
        scale=float(np.sqrt(squares / degrees * (1 + 1 / count))),
        means=means,
        spreads=spreads,
    )


def _log(day: Date, since: Date) -> float:
    """Return the log of the longest gap that ends by `day`: that of d days reaches d + 1/2."""
    return float(np.log((day - since).days + 0.5))


@dataclass(frozen=True)
class OnAgenda:
    """The chance that an issue is on the agenda of the next round, and why."""

    issue: str
    chance: Chance
    why: str


def agenda_odds(case: Case, as_of: Date) -> tuple[OnAgenda, ...]:
    """Return the chance of each issue to be on the next agenda, likeliest first.

    Where the last round left the issue says how often the like came back: the share of issues so
    left that were on the agenda of the round after, over the case's own rounds, with PRIOR counted
    as PRIOR_WEIGHT issues (a beta posterior). Issues are taken as independent.
    """
    rounds = opened(case, as_of)
    if not rounds:
        return ()
    closed = [held for held in rounds if held.end <= as_of]
    back: Counter[Left] = Counter()
    seen: Counter[Left] = Counter()
    for number in _turns(rounds):
        for issue in case.issues:
            left, _ = left_by(rounds[:number], issue)
            seen[left] += 1
            back[left] += issue in rounds[number].agenda
    found = []
    for issue in case.issues:
        left, by = left_by(closed, issue)
        hits, times = back[left], seen[left]
        a = PRIOR_WEIGHT * PRIOR[left] + hits
        b = PRIOR_WEIGHT * (1 - PRIOR[left]) + times - hits
        low, high = (float(betaincinv(a, b, tail)) for tail in TAILS)
        found.append(OnAgenda(issue, Chance(a / (a + b), low, high), _why(left, by, hits, times)))
    return tuple(sorted(found, key=lambda line: -line.chance.value))


def _turns(rounds: Sequence[Round]) -> list[int]:
    """Return the places of the rounds that came after another and whose agenda is known."""
    return [number for number, held in enumerate(rounds) if number and held.agenda]


def left_by(rounds: Sequence[Round], issue: str) -> tuple[Left, Round | None]:
    """Return where the last of `rounds` that speaks of an issue left it, and that round."""
    for held in reversed(rounds):
        if issue in held.after:
            return held.after[issue], held
        if issue in held.agenda:
            return "open", held
    return "never listed", None


def _why(left: Left, by: Round | None, hits: int, times: int) -> str:
    so = "never listed" if by is None else f"left {left.replace('_', ' ')} by {by.name}"
    if times == 0:
        return f"{so}; no round before left an issue so, and the chance is a judgement"
    return f"{so}; of issues so left, {hits} of {times} were on the next agenda"


def basis(case: Case, as_of: Date, found: Wait | None) -> str:
    """Return in a sentence or two from how little the forecast of the next round comes."""
    rounds = opened(case, as_of)
    if not rounds:
        return "No round had been held, so nothing can be said of the next."
    if found is None:
        when = "fewer than two gaps, too few to say when the next one opens"
    else:
        days = ", ".join(map(str, found.gaps))
        when = (
            f"gaps of {days} days between them (log-normal with a weak prior on the spread, given "
            f"that {(as_of - found.since).days} days have passed)"
        )
    turns = len(_turns(rounds))
    agenda = f"from what came back at {_counted(turns, 'later round')}" if turns else "by judgement"
    return (
        f"From {_counted(len(rounds), 'round')}: {when}; the agenda {agenda}. "
        "So few rounds leave wide intervals."
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

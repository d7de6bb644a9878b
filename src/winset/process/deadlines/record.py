"""The record's view of a deadline: what became of deadlines like it.

A multinomial logit on what was known (see `Situation`): days left, window, earlier extensions and
lapses of the same negotiation, whether one owner can move it alone, type and domain. Every effect
is drawn towards nought, so that an unknown type, or one seen twice, stays near the base rate. How
strongly is not chosen but averaged over: each strength counts by its marginal likelihood.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import expit, logit, softmax

from winset.process.deadlines.history import Row
from winset.process.deadlines.logit import Lines, Logit, covariance
from winset.process.deadlines.logit import fit as fit_logit
from winset.process.deadlines.odds import Odds, base_rate, clusters, odds, outcomes
from winset.process.deadlines.situation import Situation, days_before, when_set
from winset.space.grid import Floats
from winset.space.intervals import Z95

LANDMARKS = (30, 14, 7, 3, 1)
"""Days before its date at which a deadline is learnt from, beside the day on which it was set."""

SPREADS = (0.15, 0.25, 0.4, 0.6)
"""Standard deviations of the effects, on the log scale, that are averaged over."""

POWER = 0.5
"""Power of the likelihood. The rows of one case are dependent; two count as one."""

_INTERCEPT = 3.0
"""Standard deviation of the intercepts: wide, so that the base rate itself is hardly shrunk."""

_LONGEST = 730
"""Days beyond which a longer window or more days left make no further difference."""

_MOST_MOVES = 6
"""Extensions beyond which one more makes no further difference."""


@dataclass(frozen=True, eq=False)
class Design:
    """Every deadline at every landmark, as lines to learn from.

    The weights of a deadline's lines sum to `POWER`; `names` are those of the cases by number;
    `kinds` and `domains` are those with a feature.
    """

    rows: tuple[Row, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    domains: tuple[str, ...]
    lines: Lines


@dataclass(frozen=True, eq=False)
class Record:
    """What was learnt from `rows`: a logit for each of `SPREADS`, with its share of belief."""

    rows: tuple[Row, ...]
    kinds: tuple[str, ...]
    domains: tuple[str, ...]
    lines: Lines
    logits: tuple[Logit, ...]
    shares: Floats

    @cached_property
    def covariances(self) -> tuple[Floats, ...]:
        """The covariance of each logit's coefficients."""
        return tuple(covariance(found, self.lines) for found in self.logits)

    def chances(self, situation: Situation) -> Floats:
        """Return the chances [3] of the outcomes, as `odds` does, without intervals."""
        if not self.logits:
            return np.array(base_rate(()).chances)
        features = features_of(situation, self.kinds, self.domains)
        found: Floats = self.shares @ np.array([one.chances(features) for one in self.logits])
        return found

    def odds(self, situation: Situation) -> Odds:
        """Return the chances of the outcomes, each with a 95 % interval.

        The interval is that of the log-odds: the clustered errors of each logit and how far the
        logits are apart. It speaks of the average of such deadlines. Without rows: the base rate.
        """
        if not self.logits:
            return base_rate(())
        features = features_of(situation, self.kinds, self.domains)
        each = np.array([found.chances(features) for found in self.logits])
        errors = np.array(
            [
                found.spread(features, errors)
                for found, errors in zip(self.logits, self.covariances, strict=True)
            ]
        )
        chances = self.shares @ each
        middle = logit(chances)
        spread = np.sqrt(self.shares @ (errors**2 + (logit(each) - middle) ** 2))
        low, high = expit(middle - Z95 * spread), expit(middle + Z95 * spread)
        return odds(
            chances, [(float(a), float(b)) for a, b in zip(low, high, strict=True)], "model"
        )


def fit(rows: Sequence[Row]) -> Record:
    """Learn from `rows`; a forecast may pass only rows that were decided by its as-of date."""
    return learnt(design(rows))


def learnt(seen: Design, *, without: str | None = None, near: Record | None = None) -> Record:
    """Learn from a design, leaving out the case called `without` if there is one.

    `near`: what was learnt from nearly the same rows, to start from; it saves time.
    """
    rows = tuple(row for row in seen.rows if row.case != without)
    lines = seen.lines.where(
        np.array([seen.names[case] != without for case in seen.lines.cases], dtype=bool)
    )
    logits: list[Logit] = []
    for place, spread in enumerate(SPREADS if rows else ()):
        known = near.logits[place : place + 1] if near else logits[-1:]
        start = known[0].coefficients if known else None
        logits.append(fit_logit(lines, _precision(lines.features.shape[1], spread), start))
    belief = np.array([found.evidence for found in logits])
    shares: Floats = softmax(belief) if rows else belief
    return Record(rows, seen.kinds, seen.domains, lines, tuple(logits), shares)


def design(rows: Sequence[Row]) -> Design:
    """Return rows as arrays to learn from: each on the day it was set and at the landmarks."""
    kinds = tuple(sorted({row.kind for row in rows if row.kind}))
    domains = tuple(sorted({row.domain for row in rows if row.domain}))
    of_case: dict[str, list[Row]] = {}
    for row in rows:
        of_case.setdefault(row.case, []).append(row)
    features, places, weights = [], [], []
    for place, row in enumerate(rows):
        case = of_case[row.case]
        marks = [days_before(row, case, days) for days in LANDMARKS]
        known = [when_set(row, case), *(mark for mark in marks if mark is not None)]
        features += [features_of(situation, kinds, domains) for situation in known]
        places += [place] * len(known)
        weights += [POWER / len(known)] * len(known)
    lines = Lines(
        features=np.array(features) if features else np.zeros((0, 0)),
        outcomes=outcomes(rows)[places],
        weights=np.array(weights),
        cases=clusters(rows)[places],
    )
    return Design(tuple(rows), tuple(of_case), kinds, domains, lines)


def features_of(situation: Situation, kinds: Sequence[str], domains: Sequence[str]) -> Floats:
    """Return the features [F] of a situation; what nobody knows is 0, the average.

    Days are logs, centred at about 20 days, in units of two.
    """
    alone = {None: 0.0, True: 0.5, False: -0.5}[situation.alone]
    return np.array(
        [
            1.0,
            0.0 if situation.window is None else _log_days(situation.window),
            _log_days(situation.days_left),
            math.log1p(min(situation.extensions, _MOST_MOVES)),
            float(situation.lapses > 0),
            alone,
            *(float(situation.kind == kind) for kind in kinds),
            *(float(situation.domain == domain) for domain in domains),
        ]
    )


def _log_days(days: int) -> float:
    return (math.log1p(min(days, _LONGEST)) - 3) / 2


def _precision(features: int, spread: float) -> Floats:
    found = np.full(features, 1 / spread**2)
    found[0] = 1 / _INTERCEPT**2
    return found

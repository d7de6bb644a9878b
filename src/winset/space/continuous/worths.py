"""Worths and gains at the middle numbers, in fractions of a point that nothing rounds."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from winset.space.conditions import holds
from winset.space.grid import Digits
from winset.space.space import Space
from winset.space.worlds import score_of


def worth(space: Space, actor: int, issue: int) -> tuple[Fraction, ...]:
    """Return what each option of an issue is worth to an actor, in points, exactly (mid)."""
    place = space.weights[actor][issue]
    if place is None:
        return (Fraction(0),) * len(space.options[issue])
    total = sum((space.numbers[p].mid for p in space.weights[actor] if p is not None), Fraction(0))
    share = space.numbers[place].mid / total
    return tuple(
        Fraction(0)
        if score is None
        else share * score_of(score, lambda p: space.numbers[p].mid, Fraction(0))
        for score in space.scores[actor][issue]
    )


def exact_gains(space: Space, digits: Digits) -> list[tuple[Fraction, ...]]:
    """Return the principals' gains of packages, in points, in fractions that nothing rounds (mid).

    `digits` [issues, n]: the option of each package on each issue.
    """

    def middle(position: int | None) -> Fraction:
        return Fraction(1) if position is None else space.numbers[position].mid

    def values(actor: int, of: Digits) -> list[Fraction]:
        worths = [worth(space, actor, k) for k in range(len(space.issues))]
        totals = [
            sum((row[option] for row, option in zip(worths, column, strict=True)), Fraction(0))
            for column in of.T.tolist()
        ]
        for link in space.soft:
            points = sum(
                (sign * middle(p) * middle(s) for a, p, sign, s in link.points if a == actor),
                Fraction(0),
            )
            totals = [
                total + points if met else total
                for total, met in zip(totals, holds(link.test, of), strict=True)
            ]
        return totals

    without = np.array(space.reversion, dtype=np.int16)[:, None]
    rows = []
    for actor in space.principals:
        own = space.reservations[actor]
        (reservation,) = values(actor, without) if own is None else [space.numbers[own].mid]
        rows.append([value - reservation for value in values(actor, digits)])
    return list(zip(*rows, strict=True))

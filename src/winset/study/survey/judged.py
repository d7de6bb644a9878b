"""Packages put to everybody at the middle numbers: a sample, single moves, what was picked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.home.linked.sizes import Size
from winset.home.pivots import pivotal
from winset.home.rules import voters
from winset.home.zone import Slice
from winset.space.diagram.diagram import Packages
from winset.space.diagram.solutions import Solved
from winset.space.grid import Bools, Digits
from winset.space.intervals import wilson
from winset.space.packages import describe, numbered, numbers_of, single_moves
from winset.study.ground import Ground
from winset.study.survey.found import Amount, Decides, Picks

SAMPLE = 20_000
"""Packages drawn, each as likely as any other, to show shares where packages cannot be counted."""


def digits(packages: Packages) -> Digits:
    """Return packages [n, issues] as the options [issues, n] of a block."""
    found: Digits = packages.T.astype(np.int16)
    return found


def sampled(ground: Ground, drawn: Packages) -> Slice:
    """Return packages that were drawn [n, issues], and who would take them."""
    return ground.judged(describe(ground.space, digits(drawn)))


def amount(size: Size, seen: Bools, possible: int) -> Amount:
    """Return a size as an amount; `seen` [n]: which packages of a sample belong to it."""
    if size.exact:
        return Amount(size.low, size.high, size.low / max(possible, 1))
    count = int(seen.sum())
    return Amount(size.low, size.high, count / seen.size, wilson(count, seen.size))


def decides(ground: Ground, sample: Slice) -> dict[tuple[int, int], Decides]:
    """Return how often each voter decides for its side, over a sample."""
    found = {}
    for p, rule in enumerate(ground.rules):
        for a in voters(rule):
            rows = pivotal(rule, sample.accepted, ground.mid_luck[0], a)
            count = int(rows.sum())
            found[p, a] = Decides(count / max(rows.size, 1), wilson(count, rows.size))
    return found


def alone(ground: Ground) -> tuple[bool, ...]:
    """Return, by issue, whether some package that moves nothing else would pass."""
    space = ground.space
    singles = ground.judged(single_moves(space))
    moves = singles.block.digits != np.array(space.rest)[:, None]
    return tuple(bool((singles.zone & moves[k]).any()) for k in range(len(space.issues)))


def picks(ground: Ground, found: Solved) -> Picks:
    """Return what a rule picks, as packages of the whole space."""
    if not len(found.packages):
        nothing = np.zeros((len(ground.space.parties), 0), dtype=np.int64)
        return Picks(numbered(ground.space, []), nothing, found.gap)
    return Picks(numbers_of(ground.space, digits(found.packages)), found.gains.T, found.gap)


def timed(solved: Mapping[str, Solved]) -> list[str]:
    """Return what a reader must know of solutions that the clock cut off, by rule."""
    return [
        f"The clock cut off the search for the {rule.replace('_', '-')} solution: on another "
        "machine it may be another, within its gap."
        for rule, each in solved.items()
        if each.timed
    ]

"""Answers to a proposal where no diagram serves: among packages that change one issue, or two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from winset.home.rules import Rule
from winset.home.zone import Slice, judge
from winset.insight.advice import answers
from winset.insight.structured.advice import Searched
from winset.insight.structured.changes import AT_ONCE
from winset.insight.structured.deals import judged
from winset.space.grid import Digits, Floats
from winset.space.packages import describe
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds

MOST = 1_000_000
"""Packages up to which all that change two issues are looked at."""


def answers_nearby(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    world: int,
    luck: Floats,
    us: int,
    proposal: Digits,
    top: int,
) -> Searched:
    """Return the `top` best answers of each kind within two changes, or one if two are too many.

    Arguments as those of `answers_by_structure`.
    """

    def slices() -> Iterator[Slice]:
        for changes in range(1, reach + 1):
            for digits in _at(space, proposal, changes):
                block = describe(space, digits)
                values = package_values(space, worlds, world, block)
                yield judge(space, rules, worlds, world, luck, block, values)

    moves = [offered - 1 for offered in space.offered]
    reach = 2 if sum(a * b for a, b in combinations(moves, 2)) <= MOST else 1
    nothing = np.zeros(len(space.actors), dtype=np.int64)
    gains, _ = judged(space, rules, worlds, world, luck, proposal[:, None], nothing)
    worth = gains[list(space.principals), 0]
    return Searched(answers(space, slices(), us, proposal, worth, top), (reach, reach, reach))


def _at(space: Space, proposal: Digits, changes: int) -> Iterator[Digits]:
    """Yield all packages that change so many issues, AT_ONCE or more at a time, in file order."""
    some = 0
    waiting: list[Digits] = []
    for issues in combinations(range(len(space.issues)), changes):
        options = [[o for o in range(space.offered[k]) if o != proposal[k]] for k in issues]
        grid = np.stack([each.ravel() for each in np.meshgrid(*options, indexing="ij")])
        digits = np.repeat(proposal[:, None], grid.shape[1], axis=1)
        digits[list(issues)] = grid
        waiting.append(digits)
        some += grid.shape[1]
        if some >= AT_ONCE:
            yield _in_order(waiting)
            waiting, some = [], 0
    if waiting:
        yield _in_order(waiting)


def _in_order(parts: list[Digits]) -> Digits:
    digits = np.concatenate(parts, axis=1)
    return digits[:, np.lexsort(digits[::-1])]

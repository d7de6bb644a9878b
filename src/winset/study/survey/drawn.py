"""A sample of the possible packages where no diagram holds all that is asked of them.

What hard linkages leave is mostly still counted: a diagram of these alone is narrower than one that
tells soft linkages apart too. Where it is not, a diagram of as many of them as fit counts more
packages than are possible, and what is drawn from it but breaks another is cast away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from winset.case.errors import CannotRun
from winset.space.conditions import Test
from winset.space.diagram.compilation import TooWide, compile_diagram
from winset.space.diagram.diagram import Diagram, Packages
from winset.space.packages import describe
from winset.space.space import Space
from winset.study.ground import Ground
from winset.study.survey.judged import SAMPLE, digits

TRIED = 100 * SAMPLE
"""Packages drawn at most to find SAMPLE possible ones."""

FEWEST = 100
"""Possible packages below which a sample says too little to be shown."""

PART = 50
"""How many times smaller than others the diagram is that holds some of the hard linkages."""


@dataclass(frozen=True)
class Drawn:
    """Possible packages [n, issues], each as likely as any other.

    `possible`: how many there are; or, where packages had to be `tried`, at most: of those tried
    `met` are possible.
    """

    packages: Packages
    possible: int
    met: int = 0
    tried: int = 0

    @property
    def counted(self) -> bool:
        """Whether it is known how many packages are possible."""
        return not self.tried


def draw(ground: Ground) -> Drawn:
    """Return SAMPLE possible packages, or those met among TRIED; none if nothing is possible.

    Raises CannotRun where hard linkages forbid so much that fewer than FEWEST are met.
    """
    bare, dice = replace(ground.few, soft=()), np.random.default_rng([ground.seed, 3])
    try:
        every = compile_diagram(bare)
    except TooWide:
        return _by_rejection(bare, _of_some(bare), dice)
    none = np.zeros((0, len(bare.issues)), dtype=np.int32)
    return Drawn(every.sample(SAMPLE, dice) if every.possible else none, every.possible)


def _of_some(bare: Space) -> Diagram:
    """Return the diagram of as many hard linkages as fit, halves of those that do not tried."""
    kept: list[Test] = []
    waiting = [bare.forbidden]
    while waiting:
        some = waiting.pop()
        try:
            compile_diagram(replace(bare, forbidden=(*kept, *some)), part=PART)
        except TooWide:
            half = len(some) // 2
            waiting += [some[half:], some[:half]] if half else []
        else:
            kept += some
    return compile_diagram(replace(bare, forbidden=tuple(kept)), part=PART)


def _by_rejection(bare: Space, some: Diagram, dice: np.random.Generator) -> Drawn:
    found: list[Packages] = []
    met = tried = 0
    while some.possible and tried < TRIED and met < SAMPLE:
        rows = some.sample(SAMPLE, dice)
        found.append(rows[describe(bare, digits(rows)).possible])
        met, tried = met + len(found[-1]), tried + SAMPLE
    if met < FEWEST:
        raise CannotRun(
            f"of {tried:,} packages that keep some of the hard linkages, {met:,} keep the others: "
            "too few to say what share of packages would pass, and these linkages tie too many "
            "issues together to count them. Settle some issues, or drop a linkage."
        )
    return Drawn(np.concatenate(found)[:SAMPLE], some.possible, met, tried)

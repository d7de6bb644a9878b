"""What trying only some numbers of a range can cost an actor, against trying all."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from winset.case.document import Case
from winset.case.grid import conditions, edges
from winset.case.values import number_of
from winset.space.continuous.worths import worth
from winset.space.space import Space


def largest_loss(case: Case, space: Space, issue: int) -> tuple[Fraction, ...]:
    """Return, by actor, a bound in points on what the numbers not tried could add (mid).

    Whatever number lies between two neighbours, the nearer of them differs by half their step at
    most, for every actor at once: each score is straight between them. Where conditions let only
    one of the two stand for the numbers between, by the whole step. So for every package there is
    one with numbers tried, alike in the rest and in what linkages and red lines say of it, that no
    actor likes less by more than this.
    """
    numbers = [number_of(option) for option in space.options[issue]]
    changes = edges(space.issues[issue], conditions(case))
    parts = [
        Fraction(1, len(alike)) if (alike := changes.alike(low, high)) else Fraction(1)
        for low, high in pairwise(numbers)
    ]
    losses = []
    for actor in range(len(space.actors)):
        steps = [abs(high - low) for low, high in pairwise(worth(space, actor, issue))]
        losses.append(max(step * part for step, part in zip(steps, parts, strict=True)))
    return tuple(losses)

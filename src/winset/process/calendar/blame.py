"""Why nothing fits: the minimal sets of bounds that no dates meet together.

A map of what is still unexplored gives the largest set of bounds not yet known to hang together or
to clash; a set that clashes is shrunk to one of which no member can be spared, and what has been
learnt leaves the map (MARCO; Liffiton, Previti, Malik and Marques-Silva 2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from winset.process.calendar.model import Model, build, contradiction, library, solved
from winset.process.calendar.problem import Cause, Problem

MOST = 10
"""Minimal sets that are listed."""

MOST_LOOKS = 300
"""Sets of bounds that are tried; hard cases have more than anybody would read."""


def blame(problem: Problem) -> tuple[tuple[tuple[Cause, ...], ...], bool]:
    """Return the minimal sets of bounds that no dates meet together, and whether that is all.

    Lifting any one member of a set would resolve that set. Smallest first, at most MOST sets; none
    if everything fits. Deadlines that can be moved and soft precedences are never to blame. Raises
    CannotRun if the solver is missing, TooEntangled if it gave up.
    """
    model = build(problem, priced=True, liftable=True)
    place = {cause: n for n, cause in enumerate(problem.causes)}
    map_ = library().CpModel()
    kept = {cause: map_.new_bool_var("") for cause in problem.causes}
    map_.maximize(sum(kept.values()))
    found: list[tuple[Cause, ...]] = []
    for _ in range(MOST_LOOKS):
        answer = solved(map_)
        if answer is None:
            return _smallest_first(found, place), True
        seed = [cause for cause in kept if answer.boolean_value(kept[cause])]
        clash = contradiction(model, seed)
        if clash is None:
            map_.add_bool_or([kept[cause] for cause in kept if cause not in seed])
            continue
        if len(found) == MOST:
            break
        found.append(_shrunk(model, sorted(clash, key=place.__getitem__)))
        map_.add_bool_or([~kept[cause] for cause in found[-1]])
    return _smallest_first(found, place), False


def _shrunk(model: Model, clash: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return the bounds of a clash without those that can be spared, one tried after the other."""
    left = list(clash)
    for cause in clash:
        fewer = [other for other in left if other != cause]
        if contradiction(model, fewer) is not None:
            left = fewer
    return tuple(left)


def _smallest_first(
    found: Iterable[tuple[Cause, ...]], place: dict[Cause, int]
) -> tuple[tuple[Cause, ...], ...]:
    return tuple(sorted(found, key=lambda causes: (len(causes), [place[c] for c in causes])))

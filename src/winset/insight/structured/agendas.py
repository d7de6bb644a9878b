"""The deals of agendas, each found once: what one agenda's deal says of smaller ones is used.

If the deal of agenda S leaves issue k at rest, it is also the deal of S without k. For the packages
of S without k are those of S that leave k at rest; the deal is one of them, and it is the best of
more than them, by a tie-break that does not depend on the agenda.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from winset.insight.structured.deals import Deal
from winset.space.grid import Bools
from winset.space.space import Space

Solve = Callable[[list[Bools]], Deal]
"""What finds the deal among packages of the allowed options, [issues][options]."""


class Agendas:
    """The deals of one world's agendas, asked for by the set of bits of their issues."""

    def __init__(self, space: Space, solve: Solve, known: Mapping[int, Deal]) -> None:
        self._space, self._solve = space, solve
        self._every = [np.ones(offered, dtype=np.bool_) for offered in space.offered]
        self._at_rest = [
            np.arange(offered) == rest
            for offered, rest in zip(space.offered, space.rest, strict=True)
        ]
        self._known = dict(known)

    def allowed(self, agenda: int) -> list[Bools]:
        """Return the options that an agenda allows, [issues][options]."""
        pairs = zip(self._every, self._at_rest, strict=True)
        return [every if agenda >> k & 1 else rest for k, (every, rest) in enumerate(pairs)]

    def deal(self, agenda: int) -> Deal:
        """Return the deal of an agenda: that of one with one issue more, if it is at rest there."""
        found = self._known.get(agenda)
        if found is None:
            for k in range(len(self._space.issues)):
                wider = self._known.get(agenda | 1 << k)
                if wider is not None and wider.known and not self.moved(wider) & ~agenda:
                    found = wider
                    break
            else:
                found = self._solve(self.allowed(agenda))
            self._known[agenda] = found
        return found

    def moved(self, deal: Deal) -> int:
        """Return the set of issues that a deal moves; none without a deal."""
        if deal.package is None:
            return 0
        pairs = zip(deal.package, self._space.rest, strict=True)
        return sum(1 << k for k, (option, rest) in enumerate(pairs) if option != rest)

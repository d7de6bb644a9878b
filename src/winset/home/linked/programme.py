"""A zone as linear rows over yes-or-no columns: one for each option, linkage, answer and vote.

Conditions are in negation normal form (residuals.py), so that it is enough that a column of 1
forces what it stands for (Plaisted and Greenbaum 1986); an actor who accepts is held to its margin
by a column that lifts the row otherwise (big-M, with the least M that the tables allow).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from winset.home.rules import Consent, Count, House, Rule, Weight
from winset.space.conditions import Test
from winset.space.diagram.residuals import ALWAYS, NEVER, Leaf, Residuals
from winset.space.grid import UNITS, Bools, Floats
from winset.space.space import Space
from winset.space.worlds import Worlds

Sum = dict[int, float]
"""A weighed sum of columns."""

Row = tuple[Sum, float]
"""A sum, and what it is at least."""

ROUNDED = 1e-9
"""By what share the quota of a weighed vote is lowered, so that rounding excludes no package."""


@dataclass
class Programme:
    """Columns between 0 and 1, all whole numbers, and rows: sums that are at least something.

    The first columns are the options on offer, issue by issue from `first[k]` on.
    """

    space: Space
    worlds: Worlds
    world: int
    luck: Floats
    rows: list[Row] = field(default_factory=list)
    columns: int = 0
    first: list[int] = field(default_factory=list)
    _table: Residuals = field(init=False)
    _links: list[int] = field(default_factory=list)
    _known: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Add the options, what hard linkages forbid, and a column for each soft linkage."""
        self._table = Residuals(self.space.offered)
        for count in self.space.offered:
            self.first.append(self.columns)
            options = range(self.columns, self.columns + count)
            self.columns += count
            self.rows.append((dict.fromkeys(options, 1.0), 1.0))
            self.rows.append((dict.fromkeys(options, -1.0), -1.0))
        for test in self.space.forbidden:
            self.forbid(test)
        for link in self.space.soft:
            met = self.column()
            self._links.append(met)
            self._only_if({met: 1.0}, 0.0, self._table.enter(link.test))
            self._only_if({met: -1.0}, 1.0, self._table.enter(link.test, negated=True))

    def column(self) -> int:
        """Return a new column."""
        self.columns += 1
        return self.columns - 1

    def forbid(self, test: Test) -> None:
        """Let no package meet a test."""
        self._only_if({}, 1.0, self._table.enter(test, negated=True))

    def without(self, package: Sequence[int]) -> Row:
        """Return the row that leaves one package [issues] out."""
        taken = [first + option for first, option in zip(self.first, package, strict=True)]
        return dict.fromkeys(taken, -1.0), 1.0 - len(taken)

    def gain(self, actor: int) -> tuple[Sum, float]:
        """Return what an actor gains over its reservation, in points: a sum and a constant."""
        table = (self.worlds.contributions[self.world][actor] / UNITS).tolist()
        places = zip(self.first, self.space.offsets, self.space.offered, strict=False)
        terms = {
            first + option: table[offset + option]
            for first, offset, count in places
            for option in range(count)
        }
        soft = self.worlds.soft[self.world][:, actor]
        terms |= {met: float(soft[s]) / UNITS for s, met in enumerate(self._links)}
        return terms, -float(self.worlds.reservation[self.world][actor]) / UNITS

    def holds(self, rule: Rule) -> None:
        """Let only packages stand at which a ratification rule holds."""
        self.rows.append(({self._vote(rule): 1.0}, 1.0))

    def _only_if(self, when: Sum, constant: float, number: int) -> None:
        """Let `when` + constant be 1 only if the condition holds; otherwise it is 0."""
        if number == ALWAYS:
            return
        met = {} if number == NEVER else self._truth(number)
        self.rows.append((_plus(met, when, -1.0), constant))

    def _truth(self, number: int) -> Sum:
        """Return a sum that is 1 only if a condition holds that is not decided."""
        form = self._table.form(number)
        if isinstance(form, Leaf):
            first = self.first[form.issue]
            count = self.space.offered[form.issue]
            return {first + o: 1.0 for o in range(count) if form.options >> o & 1}
        key = ("condition", number)
        if key not in self._known:
            self._known[key] = met = self.column()
            parts = [self._truth(part) for part in form.parts]
            for part in parts if form.every else [_joined(parts)]:
                self.rows.append((_plus(part, {met: 1.0}, -1.0), 0.0))
        return {self._known[key]: 1.0}

    def _vote(self, rule: Rule) -> int:
        """Return a column that is 1 only if a rule holds."""
        match rule:
            case Consent(actor):
                return self._answer(actor, accepts=True)
            case Count(needs, parts):
                return self._enough([({self._vote(part): 1.0}) for part in parts], needs)
            case Weight(over, weights):
                size = float(max([1, *(abs(weight) for _, weight in weights)]))
                needed = over + 1 - sum(weight for _, weight in weights if weight < 0)
                yes = [
                    {self._answer(actor, accepts=weight > 0): abs(weight) / size}
                    for actor, weight in weights
                ]
                return self._enough(yes, needed / size * (1 - ROUNDED))
            case House(place, leaders, chances):
                return self._carried(self.luck[place] < np.array(chances), leaders, {})

    def _carried(self, passing: Bools, leaders: Sequence[int], known: dict[bytes, int]) -> int:
        """Return a column that is 1 only if a table [2^leaders] of answers is met.

        The last leader is the highest bit. Parts of a table that are alike share a column, as in a
        binary decision diagram (Bryant 1986): a legislature has few of these, however many blocs.
        """
        if passing.all() or not passing.any():
            return self._enough([], 0 if passing.all() else 1)
        without, having = np.split(passing, 2)
        if (without == having).all():
            return self._carried(without, leaders[:-1], known)
        key = passing.tobytes()
        if key not in known:
            ways = []
            for accepts, part in ((False, without), (True, having)):
                answer = self._answer(leaders[-1], accepts=accepts)
                both = [{answer: 1.0}, {self._carried(part, leaders[:-1], known): 1.0}]
                ways.append({self._enough(both, 2): 1.0})
            known[key] = self._enough(ways, 1)
        return known[key]

    def _enough(self, parts: Sequence[Sum], needs: float) -> int:
        """Return a column that is 1 only if the parts together come to `needs`."""
        won = self.column()
        self.rows.append((_plus(_joined(parts), {won: max(needs, 0.0)}, -1.0), 0.0))
        return won

    def _answer(self, actor: int, *, accepts: bool) -> int:
        """Return a column that is 1 only if an actor accepts, or refuses: to within rounding."""
        key = ("accepts" if accepts else "refuses", actor)
        if key not in self._known:
            self._known[key] = given = self.column()
            sign = 1.0 if accepts else -1.0
            terms, constant = self.gain(actor)
            margin = float(self.worlds.margin[self.world][actor]) / UNITS
            turned = _plus({}, terms, sign)
            short = sign * (margin - constant) - self._least(turned)
            # sign * gain >= sign * margin, unless the answer is not given: then it may be `short`
            row = _plus(turned, {given: max(short, 0.0)}, -1.0)
            self.rows.append((row, sign * (margin - constant) - max(short, 0.0)))
        return self._known[key]

    def _least(self, terms: Sum) -> float:
        """Return what a sum of options and soft linkages comes to at least."""
        ends = [*self.first, sum(self.space.offered)]
        options = sum(min(terms[column] for column in range(a, b)) for a, b in pairwise(ends))
        return options + sum(min(0.0, terms[met]) for met in self._links)


def _plus(terms: Sum, others: Sum, factor: float) -> Sum:
    found = dict(terms)
    for column, value in others.items():
        found[column] = found.get(column, 0.0) + factor * value
    return found


def _joined(parts: Sequence[Sum]) -> Sum:
    found: Sum = {}
    for part in parts:
        found = _plus(found, part, 1.0)
    return found


def zone_programme(
    space: Space, rules: Sequence[Rule], worlds: Worlds, world: int, luck: Floats
) -> Programme:
    """Return the Programme of a zone: nobody's red line is crossed, all rules hold.

    Principals lose nothing.
    """
    programme = Programme(space, worlds, world, luck)
    for lines in space.red_lines:
        for _, test in lines:
            programme.forbid(test)
    for rule in rules:
        programme.holds(rule)
    for principal in space.principals:
        terms, constant = programme.gain(principal)
        programme.rows.append((terms, -constant))
    return programme

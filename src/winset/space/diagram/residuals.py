"""What a condition still asks once some issues are settled.

A condition is kept in negation normal form over (issue, set of options), simplified and interned:
equal conditions have equal numbers, so that states of a diagram are compared as whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from winset.space.conditions import Chosen, Either, Every, Negated, Test

NEVER, ALWAYS = 0, 1
"""The numbers of the conditions that are decided."""


@dataclass(frozen=True)
class Leaf:
    """The option on `issue` is one of a set: bit o of `options` stands for option o."""

    issue: int
    options: int


@dataclass(frozen=True)
class Joined:
    """All (`every`) or some of two or more parts hold; parts are numbers, in rising order."""

    every: bool
    parts: tuple[int, ...]


@dataclass
class Residuals:
    """A table of conditions on packages of `offered` options an issue; a condition is its number.

    `asks[n]` has bit k set if condition n hangs on issue k.
    """

    offered: Sequence[int]
    asks: list[int] = field(default_factory=lambda: [0, 0])
    _forms: list[Leaf | Joined | None] = field(default_factory=lambda: [None, None])
    _numbers: dict[Leaf | Joined, int] = field(default_factory=dict)
    _settled: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def enter(self, test: Test, *, negated: bool = False) -> int:
        """Return the number of `test`, or of its opposite."""
        match test:
            case Chosen(issue, allowed):
                chosen = sum(1 << o for o in range(self.offered[issue]) if allowed[o])
                return self._leaf(issue, self._all(issue) & ~chosen if negated else chosen)
            case Negated(part):
                return self.enter(part, negated=not negated)
            case Every(parts) | Either(parts):
                every = isinstance(test, Every) != negated
                return self.join(every, [self.enter(part, negated=negated) for part in parts])

    def join(self, every: bool, parts: Iterable[int]) -> int:  # noqa: FBT001  a kind, as in Joined
        """Return the number of: all of `parts` hold (`every`), or some of them do."""
        ends, neutral = (NEVER, ALWAYS) if every else (ALWAYS, NEVER)
        sets: dict[int, int] = {}
        nested: set[int] = set()
        waiting = list(parts)
        while waiting:
            part = waiting.pop()
            form = self._forms[part]
            if form is None:
                if part == ends:
                    return ends
            elif isinstance(form, Leaf):
                known = sets.get(form.issue, form.options)
                sets[form.issue] = known & form.options if every else known | form.options
            elif form.every == every:
                waiting += form.parts
            else:
                nested.add(part)
        leaves = {self._leaf(issue, options) for issue, options in sets.items()}
        if ends in leaves:
            return ends
        found = tuple(sorted((leaves - {neutral}) | nested))
        if len(found) < 2:  # noqa: PLR2004  one part stands for itself
            return found[0] if found else neutral
        return self._number(Joined(every, found))

    def settle(self, condition: int, issue: int, option: int) -> int:
        """Return what `condition` still asks once `issue` has `option`."""
        if not self.asks[condition] >> issue & 1:
            return condition
        key = (condition, issue, option)
        found = self._settled.get(key)
        if found is None:
            form = self._forms[condition]
            if isinstance(form, Joined):
                parts = [self.settle(part, issue, option) for part in form.parts]
                found = self.join(form.every, parts)
            else:
                assert form is not None  # noqa: S101  what is decided hangs on no issue
                found = ALWAYS if form.options >> option & 1 else NEVER
            self._settled[key] = found
        return found

    def form(self, condition: int) -> Leaf | Joined:
        """Return what a condition says that is not decided."""
        form = self._forms[condition]
        assert form is not None  # noqa: S101  only what is decided has no form
        return form

    def classes(self, conditions: Iterable[int], issue: int) -> list[list[int]]:
        """Return the options of `issue` in groups that none of `conditions` tells apart."""
        sets = sorted({options for number in conditions for options in self._sets(number, issue)})
        groups: dict[tuple[int, ...], list[int]] = {}
        for option in range(self.offered[issue]):
            groups.setdefault(tuple(s >> option & 1 for s in sets), []).append(option)
        return list(groups.values())

    def _sets(self, condition: int, issue: int) -> set[int]:
        """Return the sets of options of `issue` that a condition names."""
        if not self.asks[condition] >> issue & 1:
            return set()
        form = self._forms[condition]
        if isinstance(form, Leaf):
            return {form.options}
        assert form is not None  # noqa: S101  as above
        return set().union(*(self._sets(part, issue) for part in form.parts))

    def _all(self, issue: int) -> int:
        return (1 << self.offered[issue]) - 1

    def _leaf(self, issue: int, options: int) -> int:
        if options in (0, self._all(issue)):
            return ALWAYS if options else NEVER
        return self._number(Leaf(issue, options))

    def _number(self, form: Leaf | Joined) -> int:
        number = self._numbers.setdefault(form, len(self._forms))
        if number == len(self._forms):
            self._forms.append(form)
            asks = 0
            if isinstance(form, Leaf):
                asks = 1 << form.issue
            else:
                for part in form.parts:
                    asks |= self.asks[part]
            self.asks.append(asks)
        return number

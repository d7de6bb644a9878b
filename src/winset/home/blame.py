"""Who or what keeps a package from passing: minimal sets of refusals, red lines and demands.

A blocking set is a set of refusers whose refusal alone, everyone else consenting, makes a rule
fail. A conflict is a set of demands and of those who must consent that no package satisfies
together. Both are reported only if no smaller set inside them would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Consent, Count, Rule, passes, voters
from winset.home.zone import Slice
from winset.space.conditions import holds
from winset.space.grid import Bools, Floats
from winset.space.space import Space

MOST = 20
"""Constraints or refusers of which all sets are searched: 2^20 of them; above it, see there."""


def minimal_conflicts(satisfied: Iterable[Bools], constraints: int) -> list[tuple[int, ...]]:
    """Return all minimal sets of constraints that no package satisfies together, smallest first.

    `satisfied` yields blocks [constraints, n], one column a package. One pass marks the sets that
    some package satisfies, a subset closure marks theirs. Above MOST constraints one minimal set
    is returned, found by leaving out one constraint after the other.
    """
    if constraints > MOST:
        met_together = np.concatenate([_distinct(block) for block in satisfied], axis=1)
        return _one_minimal(
            lambda members: not met_together[list(members)].all(axis=0).any(), constraints
        )
    bits = 1 << np.arange(constraints, dtype=np.int64)
    codes = np.unique(np.concatenate([np.unique(bits @ block) for block in satisfied]))
    met = np.zeros(1 << constraints, dtype=np.bool_)
    met[codes] = True
    for bit in range(constraints):
        pairs = met.reshape(-1, 2, 1 << bit)
        pairs[:, 0] |= pairs[:, 1]
    return _minimal(~met)


def _distinct(block: Bools) -> Bools:
    """Return the different columns of a block."""
    packed = np.unique(np.packbits(block.T, axis=1), axis=0)
    return np.unpackbits(packed, axis=1, count=block.shape[0]).T.astype(np.bool_)


def blocking_sets(rule: Rule, accepted: Bools, luck: Floats) -> list[tuple[int, ...]]:
    """Return the minimal sets of refusers that make `rule` fail; `accepted` [actors] of a package.

    Everybody outside a set consents. Empty if the rule holds; one empty set if it fails whoever
    consents (a legislature that would vote no in any case). Above MOST refusers one minimal set is
    returned, found by letting one refuser after the other consent.
    """
    refusers = [actor for actor in voters(rule) if not accepted[actor]]

    def fails(refusing: Bools) -> Bools:
        trial = np.ones((accepted.size, refusing.shape[1]), dtype=np.bool_)
        trial[refusers] = ~refusing
        return ~passes(rule, trial, luck)

    def sink(members: Sequence[int]) -> bool:
        return bool(fails(np.isin(np.arange(len(refusers)), members)[:, None])[0])

    if not sink(range(len(refusers))):
        return []
    if len(refusers) > MOST:
        found = _one_minimal(sink, len(refusers))
    else:
        sets = np.arange(1 << len(refusers))
        refusing = np.zeros((len(refusers), sets.size), dtype=np.bool_)
        for place in range(len(refusers)):
            refusing[place] = sets >> place & 1
        found = _minimal(fails(refusing))
    return [tuple(refusers[place] for place in members) for members in found]


def _minimal(bad: Bools) -> list[tuple[int, ...]]:
    """Return the bad sets with no bad set inside them; `bad` [2^c] by set. Smallest first."""
    size = bad.size.bit_length() - 1
    spoilt = bad.copy()
    for bit in range(size):
        pairs = spoilt.reshape(-1, 2, 1 << bit)
        pairs[:, 1] |= pairs[:, 0]
    minimal = spoilt.copy()
    for bit in range(size):
        minimal.reshape(-1, 2, 1 << bit)[:, 1] &= ~spoilt.reshape(-1, 2, 1 << bit)[:, 0]
    found = [_members(code, size) for code in map(int, np.flatnonzero(minimal))]
    return sorted(found, key=lambda members: (len(members), members))


def _one_minimal(bad: Callable[[Sequence[int]], bool], size: int) -> list[tuple[int, ...]]:
    """Return one minimal bad set inside that of all `size` members; none if that is not bad."""
    kept = tuple(range(size))
    if not bad(kept):
        return []
    for one in range(size):
        fewer = tuple(member for member in kept if member != one)
        if bad(fewer):
            kept = fewer
    return [kept]


def _members(code: int, size: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(size) if code >> bit & 1)


@dataclass(frozen=True)
class Need:
    """Something a package must satisfy: what kind it is, and whose.

    `kind`: `demand` (issue `where` at option `what`), `consent` (rule part `what` of party
    `where`), `red line` (line `what` of party `where`), `reservation` (of party `where`; a part of
    its principal's own consent, where the rule asks for that).
    """

    kind: str
    where: int
    what: int


def conjuncts(rule: Rule) -> tuple[Rule, ...]:
    """Return the parts that must all hold, nested ones too; a rule of another form is one part."""
    if isinstance(rule, Count) and rule.needs == len(rule.parts):
        return tuple(part for whole in rule.parts for part in conjuncts(whole))
    return (rule,)


def needs_of(space: Space, rules: Sequence[Rule], package: Sequence[int]) -> list[Need]:
    """Return what a package is up against: its own demands, and the conditions of every side."""
    needs = [
        Need("demand", k, option) for k, option in enumerate(package) if option != space.rest[k]
    ]
    for p, rule in enumerate(rules):
        parts = conjuncts(rule)
        needs += [Need("consent", p, n) for n in range(len(parts))]
        needs += [Need("red line", p, n) for n in range(len(space.red_lines[p]))]
        if Consent(space.principals[p]) not in parts:
            needs.append(Need("reservation", p, 0))
    return needs


def package_conflicts(
    space: Space,
    rules: Sequence[Rule],
    luck: Floats,
    slices: Iterable[Slice],
    needs: Sequence[Need],
) -> list[tuple[Need, ...]]:
    """Return the minimal sets of `needs` that no possible package satisfies together."""
    found = minimal_conflicts(_satisfied(space, rules, luck, slices, needs), len(needs))
    return [tuple(needs[n] for n in members) for members in found]


def _satisfied(
    space: Space,
    rules: Sequence[Rule],
    luck: Floats,
    slices: Iterable[Slice],
    needs: Sequence[Need],
) -> Iterator[Bools]:
    parts = [conjuncts(rule) for rule in rules]
    for slice_ in slices:
        rows: list[Bools] = []
        for need in needs:
            match need.kind:
                case "demand":
                    rows.append(slice_.block.digits[need.where] == need.what)
                case "consent":
                    part = parts[need.where][need.what]
                    row = passes(part, slice_.accepted, luck)
                    if part == Consent(space.principals[need.where]):
                        row = row & (slice_.gains[space.principals[need.where]] >= 0)
                    rows.append(row)
                case "red line":
                    test = space.red_lines[need.where][need.what][1]
                    rows.append(~holds(test, slice_.block.digits))
                case _:
                    rows.append(slice_.gains[space.principals[need.where]] >= 0)
        yield np.stack(rows)[:, slice_.block.possible]

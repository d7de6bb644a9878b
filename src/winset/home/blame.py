"""Who or what keeps a package from passing: minimal sets of refusals, red lines and demands.

A blocking set is a set of refusers whose refusal alone, everyone else consenting, makes a rule
fail. A conflict is a set of demands and of those who must consent that no package satisfies
together. Both are reported only if no smaller set inside them would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.rules import Consent, Count, Rule, passes, voters
from winset.home.zone import Slice
from winset.space.conditions import holds
from winset.space.grid import Bools, Floats
from winset.space.space import Space

MOST = 24
"""Largest number of constraints searched for conflicts: 2^24 sets are 16 MB."""


def minimal_conflicts(satisfied: Iterable[Bools], constraints: int) -> list[tuple[int, ...]]:
    """Return all minimal sets of constraints that no package satisfies together, smallest first.

    `satisfied` yields blocks [constraints, n], one column a package. One pass marks the sets that
    some package satisfies, a subset closure marks theirs; raises ValueError above MOST constraints.
    """
    if constraints > MOST:
        msg = f"{constraints} constraints are too many to search for conflicts; at most {MOST}"
        raise ValueError(msg)
    met = np.zeros(1 << constraints, dtype=np.bool_)
    bits = 1 << np.arange(constraints, dtype=np.int64)
    for block in satisfied:
        met[bits @ block] = True
    for bit in range(constraints):
        pairs = met.reshape(-1, 2, 1 << bit)
        pairs[:, 0] |= pairs[:, 1]
    minimal = ~met
    for bit in range(constraints):
        minimal.reshape(-1, 2, 1 << bit)[:, 1] &= met.reshape(-1, 2, 1 << bit)[:, 0]
    found = [
        tuple(bit for bit in range(constraints) if code >> bit & 1)
        for code in map(int, np.flatnonzero(minimal))
    ]
    return sorted(found, key=lambda members: (len(members), members))


def blocking_sets(rule: Rule, accepted: Bools, luck: Floats) -> list[tuple[int, ...]]:
    """Return the minimal sets of refusers that make `rule` fail; `accepted` [actors] of a package.

    Empty if the rule holds; one empty set if it fails whoever consents (a legislature that would
    vote no in any case).
    """
    refusers = [actor for actor in voters(rule) if not accepted[actor]]
    sets = np.arange(1 << len(refusers))
    trial = np.ones((accepted.size, sets.size), dtype=np.bool_)
    for place, actor in enumerate(refusers):
        trial[actor] = (sets >> place & 1) == 0
    holding = passes(rule, trial, luck)
    failing = [int(code) for code in np.flatnonzero(~holding)]
    minimal = [c for c in failing if not any(d != c and d & c == d for d in failing)]
    found = [tuple(a for place, a in enumerate(refusers) if c >> place & 1) for c in minimal]
    return sorted(found, key=lambda members: (len(members), members))


@dataclass(frozen=True)
class Need:
    """Something a package must satisfy: what kind it is, and whose.

    `kind`: `demand` (issue `where` at option `what`), `consent` (rule part `what` of party
    `where`), `red line` (line `what` of party `where`), `reservation` (of party `where`).
    """

    kind: str
    where: int
    what: int


def conjuncts(rule: Rule) -> tuple[Rule, ...]:
    """Return the parts that must all hold, nested ones too; a rule of another form is one part."""
    if isinstance(rule, Count) and rule.needs == len(rule.parts):
        return tuple(part for whole in rule.parts for part in conjuncts(whole))
    return (rule,)


def needs_of(
    space: Space, rules: Sequence[Rule], package: Sequence[int], free: Iterable[int] = ()
) -> list[Need]:
    """Return what stands for or against a package: its moved issues, and every side's conditions."""
    needs = [
        Need("demand", k, option)
        for k, option in enumerate(package)
        if option != space.rest[k] and k not in free
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
                    rows.append(passes(parts[need.where][need.what], slice_.accepted, luck))
                case "red line":
                    test = space.red_lines[need.where][need.what][1]
                    rows.append(~holds(test, slice_.block.digits))
                case _:
                    rows.append(slice_.gains[space.principals[need.where]] >= 0)
        yield np.stack(rows)[:, slice_.block.possible]

"""In which order a diagram takes the issues, so that few states have to be told apart.

After some issues, a state has to tell apart at most the combinations of classes of their options
that linkages still pending name. The order is greedy from several first issues: always the linked
issue after which the bound on states is least (a min-width ordering: cf. Dechter 1999, bucket
elimination). Issues that no linkage names come last, where the diagram has a single state.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from winset.space.diagram.residuals import Residuals

STARTS = 8
"""How many first issues are tried in each group of linked issues."""


def issue_order(table: Residuals, conditions: Sequence[int]) -> list[int]:
    """Return the issues in an order of small width for `conditions`, numbers in `table`."""
    spread = [
        (table.asks[number], {k: _bits(table, [number], k) for k in _issues(table.asks[number])})
        for number in sorted(set(conditions))
    ]
    whole = [_bits(table, conditions, k) for k in range(len(table.offered))]
    order: list[int] = []
    for group in _groups([asks for asks, _ in spread]):
        mine = [(asks, bits) for asks, bits in spread if asks & group]
        order += _greedy(group, mine, whole, table.offered)
    linked = set(order)
    return order + [k for k in range(len(table.offered)) if k not in linked]


def _greedy(
    group: int,
    spread: Sequence[tuple[int, dict[int, float]]],
    whole: Sequence[float],
    offered: Sequence[int],
) -> list[int]:
    """Return the best order found for one group of linked issues, given as bits."""
    members = _issues(group)
    busy = {k: sum(asks >> k & 1 for asks, _ in spread) for k in members}
    best: tuple[float, list[int]] | None = None
    for first in sorted(members, key=lambda k: (busy[k], k))[:STARTS]:
        order, taken, cost = [first], 1 << first, float(offered[first])
        while taken != group:
            width = _width(taken, spread, whole)
            pending = 0
            for asks, _ in spread:
                if asks & taken and asks & ~taken:
                    pending |= asks
            near = _issues((pending or group) & ~taken)
            widths = {k: _width(taken | 1 << k, spread, whole) for k in near}
            order.append(min(near, key=lambda k: (widths[k], k)))
            taken |= 1 << order[-1]
            cost += offered[order[-1]] * 2.0 ** min(width, 60.0)
        if best is None or cost < best[0]:
            best = cost, order
    assert best is not None  # noqa: S101  a group has members
    return best[1]


def _width(
    taken: int, spread: Sequence[tuple[int, dict[int, float]]], whole: Sequence[float]
) -> float:
    """Return a bound on the binary logarithm of the states after the issues `taken`."""
    named, by_condition = 0, 0.0
    for asks, bits in spread:
        if asks & taken and asks & ~taken:
            named |= asks & taken
            by_condition += sum(size for k, size in bits.items() if taken >> k & 1)
    return min(by_condition, sum(whole[k] for k in _issues(named)))


def _bits(table: Residuals, conditions: Sequence[int], issue: int) -> float:
    return log2(len(table.classes(conditions, issue)))


def _issues(bits: int) -> list[int]:
    return [k for k in range(bits.bit_length()) if bits >> k & 1]


def _groups(asks: Sequence[int]) -> list[int]:
    """Return the sets of issues that conditions tie together, as bits, lowest issue first."""
    groups: list[int] = []
    for new in asks:
        joined = new
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined] if joined else apart
    return sorted(groups, key=lambda bits: bits & -bits)

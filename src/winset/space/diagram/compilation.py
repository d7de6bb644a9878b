"""From a Space's linkages to a Diagram, states first, with a guard on its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from winset.case.errors import CannotRun
from winset.space.conditions import Test
from winset.space.diagram.diagram import Diagram, Layer
from winset.space.diagram.order import issue_order
from winset.space.diagram.residuals import ALWAYS, NEVER, Residuals
from winset.space.grid import Ints
from winset.space.space import Space

MOST_ARCS = 1_500_000
"""Arcs above which a diagram is refused."""

MOST_NODES = 200_000
"""Nodes above which a diagram is refused: with few options, states are what takes the time."""

State = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
"""What is still asked: forbidden conditions, and (soft linkage, condition) pairs."""


class TooWide(CannotRun):
    """Linkages that would need a diagram of too many arcs; a MILP may still serve."""

    def __init__(self, arcs: int, nodes: int, layer: int, layers: int, part: int = 1) -> None:
        self.arcs = arcs
        super().__init__(
            f"the linkages of this case tie its issues so closely that a diagram of its packages "
            f"needs at least {arcs:,} arcs and {nodes:,} nodes (counted up to issue {layer} of "
            f"{layers}); it may have {MOST_ARCS // part:,} and {MOST_NODES // part:,}. "
            "Settle some issues, or drop a linkage."
        )


@dataclass(frozen=True)
class _Step:
    """States and how they are linked, one issue on: by class of options, not by option."""

    issue: int
    classes: list[list[int]]
    dst: Ints
    pattern: Ints


def compile_diagram(space: Space, forbidden: Iterable[Test] = (), part: int = 1) -> Diagram:
    """Return the Diagram of the possible packages of `space` that meet no test in `forbidden`.

    Soft linkages are told apart whoever they concern: leave out with `space.only` the actors, and
    with them the linkages, that do not matter.

    Raises:
        TooWide: more than MOST_ARCS arcs or MOST_NODES nodes. States are counted as they are found,
            before any arc is made.
    """
    table = Residuals(space.offered)
    hard = sorted({table.enter(test) for test in (*space.forbidden, *forbidden)} - {NEVER})
    soft = [(s, table.enter(link.test)) for s, link in enumerate(space.soft) if link.points]
    patterns: dict[frozenset[int], int] = {frozenset(): 0}
    if ALWAYS in hard:
        return Diagram(space.offered, (), _rows(patterns, len(space.soft)))
    order = issue_order(table, [*hard, *(number for _, number in soft)])
    at_once = frozenset(s for s, number in soft if number == ALWAYS)
    pending = tuple((s, number) for s, number in soft if number not in (NEVER, ALWAYS))
    steps = _forward(table, order, (tuple(hard), pending), at_once, patterns, part)
    layers = _reduced(steps)
    return Diagram(space.offered, layers, _rows(patterns, len(space.soft)))


def _rows(patterns: dict[frozenset[int], int], soft: int) -> np.ndarray:
    rows = np.zeros((len(patterns), soft), dtype=np.bool_)
    for met, row in patterns.items():
        rows[row, sorted(met)] = True
    return rows


def _forward(
    table: Residuals,
    order: Sequence[int],
    root: State,
    at_once: frozenset[int],
    patterns: dict[frozenset[int], int],
    part: int,
) -> list[_Step]:
    """Return the steps from state to state; `at_once`: what is met whatever is chosen."""
    steps: list[_Step] = []
    states: dict[State, int] = {root: 0}
    arcs = nodes = 0
    for depth, issue in enumerate(order):
        arcs += len(states) * table.offered[issue]
        nodes += len(states)
        if arcs > MOST_ARCS // part or nodes > MOST_NODES // part:
            raise TooWide(arcs, nodes, depth + 1, len(order), part)
        pending = {n for hard, soft in states for n in (*hard, *(n for _, n in soft))}
        classes = table.classes(pending, issue)
        ahead: dict[State, int] = {}
        dst = np.full((len(states), len(classes)), -1, dtype=np.int64)
        pattern = np.zeros_like(dst)
        for state, node in states.items():
            for c, options in enumerate(classes):
                settled = _settle(table, state, issue, options[0])
                if settled is not None:
                    reached, met = settled
                    dst[node, c] = ahead.setdefault(reached, len(ahead))
                    met = met if depth else met | at_once
                    pattern[node, c] = patterns.setdefault(met, len(patterns))
        steps.append(_Step(issue, classes, dst, pattern))
        states = ahead
    return steps


def _settle(
    table: Residuals, state: State, issue: int, option: int
) -> tuple[State, frozenset[int]] | None:
    """Return the state once `issue` has `option`, and what is then met; None if forbidden."""
    hard: set[int] = set()
    for number in state[0]:
        left = table.settle(number, issue, option)
        if left == ALWAYS:
            return None
        hard.add(left)
    hard.discard(NEVER)
    soft, met = [], []
    for link, number in state[1]:
        left = table.settle(number, issue, option)
        if left == ALWAYS:
            met.append(link)
        elif left != NEVER:
            soft.append((link, left))
    return (tuple(sorted(hard)), tuple(soft)), frozenset(met)


def _reduced(steps: Sequence[_Step]) -> tuple[Layer, ...]:
    """Return the layers, dead ends pruned and nodes with the same arcs merged, from the end on."""
    layers: list[Layer] = []
    place = np.zeros(1, dtype=np.int64)  # the new number of each node ahead, -1 for a dead end
    for step in reversed(steps):
        known = np.append(place, -1)
        dst = known[step.dst]
        pattern = np.where(dst < 0, 0, step.pattern)
        alive = np.flatnonzero((dst >= 0).any(axis=1))
        place = np.full(len(dst), -1, dtype=np.int64)
        if not alive.size:
            return ()
        rows, numbers = np.unique(
            np.hstack((dst[alive], pattern[alive])), axis=0, return_inverse=True
        )
        place[alive] = numbers.ravel()
        layers.append(_layer(step, *np.hsplit(rows, 2)))
    return tuple(reversed(layers))


def _layer(step: _Step, dst: Ints, pattern: Ints) -> Layer:
    of_option = np.empty(sum(map(len, step.classes)), dtype=np.int64)
    for c, options in enumerate(step.classes):
        of_option[options] = c
    dst, pattern = dst[:, of_option], pattern[:, of_option]
    src, option = np.nonzero(dst >= 0)
    order = np.lexsort((option, src, dst[src, option]))
    src, option = src[order], option[order]
    return Layer(step.issue, len(dst), src, dst[src, option], option, pattern[src, option])

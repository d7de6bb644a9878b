"""How many packages a win-set or a zone holds: exactly, or between certified bounds.

A count with floors on sums is a knapsack count (Dyer 2003): partial packages are carried through
the diagram, and those for which the votes still hang on the same numbers are joined and their
counts added. Where too many stay apart, gains are rounded, once against and once for the rule:
the counts are then bounds on the true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.home.linked.alone import winners
from winset.home.linked.coalitions import Coalitions, all_of, coalitions, given
from winset.home.linked.regions import Home, at_home, zone_diagram
from winset.home.rules import Rule
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.diagram import Diagram
from winset.space.diagram.weighed import Weighed
from winset.space.grid import Bools, Floats, Ints
from winset.space.space import Space
from winset.space.worlds import Worlds

CAP = 20_000
"""Partial packages a layer that are kept apart."""

GRIDS = tuple(2**bits for bits in (12, 10, 8, 7, 6, 5, 4, 3, 2))
"""Steps that the widest gains are cut into, one attempt after the other, for bounds."""

DECIDED = 1 << 60
"""Stands for gains that make an answer sure, below 0 for those that exclude it, however rounded."""

LIMB = 40
"""Bits of a count in one column: counts are rows of columns, since they outgrow 64 bits."""


@dataclass(frozen=True)
class Size:
    """Between `low` and `high` of the `possible` packages are in the set; exact if they agree."""

    low: int
    high: int
    possible: int

    @property
    def exact(self) -> bool:
        """Whether the size is known."""
        return self.low == self.high


@dataclass(frozen=True)
class _Vote:
    """What a package must win: question q is whether scale q reaches `floors[q]`.

    A way is won if all its questions in `ways` [ways, questions] are answered yes; a refusal is
    asked on the scale turned round, as in regions.py.
    """

    weighed: Weighed
    floors: Ints
    ways: Bools


def win_set_size(
    space: Space, rules: Sequence[Rule], worlds: Worlds, world: int, luck: Floats, party: int
) -> Size:
    """Return the size of one party's win-set; `luck` [legislatures] of the world.

    Raises TooWide, TooManyCoalitions.
    """
    diagram = compile_diagram(space, [test for _, test in space.red_lines[party]])
    return _size(space, [rules[party]], worlds, world, luck, diagram, rational=False)


def zone_size(
    space: Space, rules: Sequence[Rule], worlds: Worlds, world: int, luck: Floats
) -> Size:
    """Return the size of the zone; see `win_set_size`. `possible` crosses nobody's red line."""
    return _size(space, rules, worlds, world, luck, zone_diagram(space), rational=True)


def gaining_size(space: Space, worlds: Worlds, world: int) -> Size:
    """Return how many possible packages lower no principal below its reservation value."""
    return _size(space, (), worlds, world, np.zeros(0), compile_diagram(space), rational=True)


def _size(
    space: Space,
    rules: Sequence[Rule],
    worlds: Worlds,
    world: int,
    luck: Floats,
    diagram: Diagram,
    *,
    rational: bool,
) -> Size:
    if not diagram.layers:
        return Size(0, 0, 0)
    home = at_home(space, rules, worlds, world, diagram)
    ways = all_of(given(coalitions(rule, luck), *home.answers()) for rule in rules)
    exact = _count(vote := _vote(home, ways, len(space.principals) if rational else 0), 1, 0)
    if exact is not None:
        return Size(exact, exact, diagram.possible)
    return _bounded(vote)


def _vote(home: Home, ways: Coalitions, principals: int) -> _Vote:
    """Return what is asked of a package: to win one of `ways` at no loss to `principals`."""
    accept = sorted({actor for way in ways for actor in way.accept}, key=home.actors.index)
    refuse = sorted({actor for way in ways for actor in way.refuse}, key=home.actors.index)
    rows = [home.actors.index(actor) for actor in (*accept, *refuse)]
    margin = home.margin[rows]
    floors = np.concatenate((margin[: len(accept)], 1 - margin[len(accept) :]))
    signs = [1] * len(accept) + [-1] * len(refuse) + [1] * principals
    asked = [
        [actor in way.accept for actor in accept]
        + [actor in way.refuse for actor in refuse]
        + [True] * principals
        for way in ways
    ]
    return _Vote(
        home.weighed.scales(rows + list(range(principals)), signs),
        np.concatenate((floors, np.zeros(principals, dtype=np.int64))),
        np.array(asked, dtype=np.bool_).reshape(len(ways), len(signs)),
    )


def _bounded(vote: _Vote) -> Size:
    """Return the best bounds: all questions counted on one grid, or each alone."""
    possible = vote.weighed.diagram.possible
    low, high = _on_grid(vote) or (0, possible)
    least, most = _apart(vote)
    return Size(max(low, least), min(high, most), possible)


def _apart(vote: _Vote) -> tuple[int, int]:
    """Return bounds from each question alone.

    A way is won at least where none of its questions is lost (Bonferroni 1936), and no package is
    won that loses a question which every way asks.
    """
    possible = vote.weighed.diagram.possible
    floors = vote.floors.tolist()
    alone = [winners(vote.weighed.scales([q], [1]), floor) for q, floor in enumerate(floors)]
    lost = np.array([possible - least for least, _ in alone], dtype=object)
    won = [possible - sum(lost[way].tolist()) for way in vote.ways]
    asked = np.flatnonzero(vote.ways.all(axis=0)).tolist() if len(vote.ways) else []
    return max([0, *won]), min([possible, *(alone[q][1] for q in asked)])


def _on_grid(vote: _Vote) -> tuple[int, int] | None:
    """Return counts below and above the truth by the finest grid, None if the coarsest fails."""
    coarsest = _between(vote, GRIDS[-1])
    if coarsest is None:
        return None
    finer = (_between(vote, steps) for steps in GRIDS[:-1])
    return next((found for found in finer if found is not None), coarsest)


def _between(vote: _Vote, steps: int) -> tuple[int, int] | None:
    """Return counts on both sides of the truth, gains cut into `steps`; None above CAP."""
    spread = int((vote.weighed.most[0] - vote.weighed.least[0]).max())
    step = max(1, -(-spread // steps))
    below = _count(vote, step, favour=-1)
    above = _count(vote, step, favour=1) if below is not None else None
    return None if below is None or above is None else (below, above)


def _count(vote: _Vote, step: int, favour: int) -> int | None:
    """Count what is won, gains rounded to `step` for (1) or against (-1) it; None above CAP."""
    diagram = vote.weighed.diagram
    columns = diagram.possible.bit_length() // LIMB + 2
    node, gains = np.zeros(1, dtype=np.int64), vote.weighed.start[None]
    counts = np.zeros((1, columns), dtype=np.int64)
    counts[0, 0] = 1
    total = 0
    for depth in range(len(diagram.layers) + 1):
        gains, won, open_ = _standing(vote, depth, node, gains)
        for place in np.flatnonzero(won).tolist():
            total += _whole(counts[place]) * int(diagram.completions[depth][node[place]])
        node, gains, counts = _joined(node[open_], gains[open_], counts[open_])
        if node.size > CAP:
            return None
        if not node.size:
            break
        layer = diagram.layers[depth]
        first = layer.starts[node]
        many = layer.starts[node + 1] - first
        source = np.repeat(np.arange(node.size), many)
        before = np.repeat(np.cumsum(many) - many, many)
        arc = layer.outward[np.repeat(first, many) + np.arange(source.size) - before]
        gains = gains[source] + vote.weighed.values[depth][arc]
        if favour:
            gains = (-(-gains // step) if favour > 0 else gains // step) * step
        node, counts = layer.dst[arc], counts[source]
    return total


def _standing(vote: _Vote, depth: int, node: Ints, gains: Ints) -> tuple[Ints, Bools, Bools]:
    """Return gains that tell apart no more than matters, who has won, and who may win or lose."""
    most, least = vote.weighed.most[depth][node], vote.weighed.least[depth][node]
    sure, never = gains + least >= vote.floors, gains + most < vote.floors
    ways = vote.ways.astype(np.float32)
    alive = never.astype(np.float32) @ ways.T == 0
    won = ((~sure).astype(np.float32) @ ways.T == 0).any(axis=1)
    # a question that lost ways alone still ask is lost too: nothing may bring these ways back
    lost = never | (alive.astype(np.float32) @ ways == 0)
    gains = np.where(lost, -DECIDED, np.where(sure, DECIDED, gains))
    return gains, won, ~won & alive.any(axis=1)


def _joined(node: Ints, gains: Ints, counts: Ints) -> tuple[Ints, Ints, Ints]:
    """Join equal labels and add their counts."""
    rows = np.column_stack((node, gains))
    if len(rows) < 2:  # noqa: PLR2004  nothing to join
        return node, gains, counts
    order = np.lexsort(rows.T)
    rows, counts = rows[order], counts[order]
    first = np.concatenate(([True], (rows[1:] != rows[:-1]).any(axis=1)))
    counts = np.add.reduceat(counts, np.flatnonzero(first), axis=0)
    for column in range(counts.shape[1] - 1):
        counts[:, column + 1] += counts[:, column] >> LIMB
        counts[:, column] &= (1 << LIMB) - 1
    rows = rows[first]
    return rows[:, 0], rows[:, 1:], counts


def _whole(row: Ints) -> int:
    return sum(int(part) << LIMB * place for place, part in enumerate(row.tolist()))

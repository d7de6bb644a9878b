"""The core object: the value of every package to every actor.

u_j(x) = sum over issues of w_jk s_jk(x_k) + the terms of the soft linkages that x meets
(additive multi-attribute value with interactions: Keeney and Raiffa 1976), in whole units.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.space.grid import Ints
from winset.space.packages import Block, leading
from winset.space.space import Space
from winset.space.worlds import Worlds


def tail_values(space: Space, worlds: Worlds, world: int, actors: Sequence[int]) -> Ints:
    """Return what the trailing issues of a block are worth, [actors, n]: the same in each block."""
    table = worlds.contributions[world][list(actors)]
    values = np.zeros((len(actors), 1), dtype=np.int64)
    for k in range(len(space.issues) - 1, leading(space) - 1, -1):
        options = table[:, space.offsets[k] : space.offsets[k] + space.offered[k]]
        values = (options[:, :, None] + values[:, None, :]).reshape(len(actors), -1)
    return values


def block_values(
    space: Space, worlds: Worlds, world: int, actors: Sequence[int], tail: Ints, block: Block
) -> Ints:
    """Return the values [actors, n] of a block's packages; `tail` is that of `tail_values`."""
    rows = list(actors)
    places = [start + o for start, o in zip(space.offsets, block.head, strict=False)]
    head: Ints = worlds.contributions[world][rows][:, places].sum(axis=1)
    values: Ints = tail + head[:, None]
    return _with_links(worlds, world, rows, values, block)


def package_values(space: Space, worlds: Worlds, world: int, block: Block) -> Ints:
    """Return the values [all actors, n] of any packages; `block` is that of `describe`."""
    table = worlds.contributions[world]
    values = np.zeros((len(space.actors), block.digits.shape[1]), dtype=np.int64)
    for k, start in enumerate(space.offsets[:-1]):
        values += table[:, start + block.digits[k].astype(np.int64)]
    return _with_links(worlds, world, list(range(len(space.actors))), values, block)


def _with_links(worlds: Worlds, world: int, rows: list[int], values: Ints, block: Block) -> Ints:
    terms = block.patterns.astype(np.int64) @ worlds.soft[world][:, rows]
    for row in np.flatnonzero(terms.any(axis=0)):
        values[row] += terms[block.pattern, row]
    return values

"""Packages in blocks: every combination of offered options, in order, a slice at a time.

Package numbers count in mixed radix with the last issue fastest. A block fixes the leading issues
and runs through all combinations of the trailing ones, so that what depends on the trailing issues
alone is computed once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.case.errors import CannotRun
from winset.space.conditions import holds
from winset.space.grid import Bools, Digits, Ints
from winset.space.space import Space

BLOCK = 1 << 17
"""Largest number of packages in a block: an actor's values, a megabyte, fit a core's cache."""

ENUMERABLE = 5 * 10**7
"""Largest number of combinations that enumeration takes on; above it, `TooLarge`."""


KEPT = 1 << 20
"""Packages up to which a walk keeps its blocks in memory instead of making them anew."""


Numbers = NDArray[Any]
"""Numbers of packages: 64 bits each where all of a space fit, else whole numbers of any length."""

_WIDE = 62
"""Bits that fit a 64-bit number with room for a sign and a sum."""


_LONG = 15
"""Digits and factors of a number of packages that are still told in full."""


class TooLarge(CannotRun):
    """A space with more combinations than enumeration can hold."""

    def __init__(
        self,
        space: Space,
        instead: str = "Merge or settle some issues, or split the case by track.",
    ) -> None:
        digits = len(str(space.combinations)) - 1
        many = f"{space.combinations:,}" if digits < _LONG else f"over 10^{digits}"
        each = " x ".join(map(str, space.offered))
        shape = each if len(space.offered) <= _LONG else f"{len(space.offered)} issues"
        super().__init__(
            f"this case has {many} combinations of options ({shape}); enumeration holds up to "
            f"{ENUMERABLE:,}. Nothing was sampled. {instead}"
        )


@dataclass(frozen=True)
class Block:
    """Packages `start` to `start + n`: their options, and what every world shares.

    `digits` [issues, n]; `possible` [n]: no hard linkage forbids it; `crossed` [parties, n]: a red
    line of the party is crossed; `moved` [n]: bit k is set if issue k has left its option at rest;
    `pattern` [n]: which row of `patterns` [rows, soft linkages] says what soft linkages apply.
    """

    start: int
    head: tuple[int, ...]
    digits: Digits
    possible: Bools
    crossed: Bools
    moved: Numbers
    pattern: Ints
    patterns: Bools

    @cached_property
    def allowed(self) -> Bools:
        """Which packages each party may ratify, [parties, n]: possible, no red line crossed."""
        return self.possible & ~self.crossed

    @cached_property
    def _having(self) -> dict[tuple[int, int], Ints]:
        return {}

    def having(self, issue: int, option: int) -> Ints:
        """Return the positions in this block of packages with `option` on `issue`; kept."""
        found = self._having.get((issue, option))
        if found is None:
            found = np.flatnonzero(self.digits[issue] == option)
            self._having[issue, option] = found
        return found


def leading(space: Space) -> int:
    """Return how many leading issues a block fixes."""
    fixed, size = len(space.issues), 1
    while fixed > 0 and size * space.offered[fixed - 1] <= BLOCK:
        fixed -= 1
        size *= space.offered[fixed]
    return fixed


def blocks(space: Space) -> Iterator[Block]:
    """Yield all packages of `space`, block after block; raises TooLarge above ENUMERABLE."""
    if space.combinations > ENUMERABLE:
        raise TooLarge(space)
    fixed = leading(space)
    tail = space.offered[fixed:]
    size = math.prod(tail)
    digits = np.empty((len(space.issues), size), dtype=np.int16)
    digits[fixed:] = np.indices(tail, dtype=np.int16).reshape(len(tail), size)
    for n, head in enumerate(product(*map(range, space.offered[:fixed]))):
        digits[:fixed] = np.array(head, dtype=np.int16)[:, None]
        yield describe(space, digits.copy(), n * size, head)


def describe(space: Space, digits: Digits, start: int = 0, head: tuple[int, ...] = ()) -> Block:
    """Return the Block of any packages, given by their options [issues, n]."""
    count = digits.shape[1]
    possible = np.ones(count, dtype=np.bool_)
    for test in space.forbidden:
        possible &= ~holds(test, digits)
    crossed = np.zeros((len(space.parties), count), dtype=np.bool_)
    for p, lines in enumerate(space.red_lines):
        for _, test in lines:
            crossed[p] |= holds(test, digits)
    bits = np.int64 if len(space.issues) <= _WIDE else np.object_
    moved: Numbers = np.zeros(count, dtype=bits)
    for k, rest in enumerate(space.rest):
        moved = moved | (digits[k] != rest).astype(bits) << k
    pattern, patterns = _patterns(space, digits)
    return Block(start, head, digits, possible, crossed, moved, pattern, patterns)


def _patterns(space: Space, digits: Digits) -> tuple[Ints, Bools]:
    """Return the few patterns of soft linkages that are met, and which package has which."""
    pattern = np.zeros(digits.shape[1], dtype=np.int64)
    patterns = np.zeros((1, 0), dtype=np.bool_)
    for link in space.soft:
        codes = 2 * pattern + holds(link.test, digits)
        met = np.flatnonzero(np.bincount(codes))
        place = np.zeros(2 * len(patterns), dtype=np.int64)
        place[met] = np.arange(met.size)
        pattern = place[codes]
        patterns = np.column_stack((patterns[met // 2], met % 2 == 1))
    return pattern, patterns


class Walk:
    """All blocks of a space, to be walked as often as one likes; a small space's are `kept`."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self.kept = list(blocks(space)) if space.combinations <= KEPT else None

    def __iter__(self) -> Iterator[Block]:
        return iter(blocks(self._space) if self.kept is None else self.kept)


def single_moves(space: Space) -> Block:
    """Return the Block of the package at rest, then, in file order, every change of one issue.

    The option o of issue k alone stands at 1 + offered options of the issues before it + o.
    """
    digits = np.tile(np.array(space.rest, dtype=np.int16)[:, None], 1 + sum(space.offered))
    place = 1
    for k, offered in enumerate(space.offered):
        digits[k, place : place + offered] = np.arange(offered)
        place += offered
    return describe(space, digits)


def numbered(space: Space, numbers: Sequence[int]) -> Numbers:
    """Return package `numbers` of a space (or -1 for none) as an array that holds them exactly."""
    wide = space.combinations.bit_length() > _WIDE
    return np.array(numbers, dtype=np.object_ if wide else np.int64)


def digits_of(space: Space, numbers: Numbers) -> Digits:
    """Return the options [issues, n] of the packages with the given numbers."""
    digits = np.empty((len(space.issues), numbers.size), dtype=np.int16)
    left = numbers
    for k in range(len(space.issues) - 1, -1, -1):
        digits[k] = left % space.offered[k]
        left = left // space.offered[k]
    return digits


def numbers_of(space: Space, digits: Digits) -> Numbers:
    """Return the numbers [n] of the packages with the given options [issues, n]."""
    numbers = numbered(space, [0] * digits.shape[1])
    for k, offered in enumerate(space.offered):
        numbers = numbers * offered + digits[k].astype(numbers.dtype)
    return numbers

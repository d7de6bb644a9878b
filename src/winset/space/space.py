"""A Space: a case compiled to numbers, ready to be searched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from winset.space.conditions import Test
from winset.space.numbers import Parameter


@dataclass(frozen=True)
class Score:
    """How an actor's score of one option is made up, as positions in the table of numbers.

    Either one `direct` score; or parts (weight of an attribute, score of its level) that are
    averaged by weight; or, of a number of a range, `mixed` of the scores on both sides of it, each
    with its fixed share.
    """

    direct: int | None = None
    parts: tuple[tuple[int, int], ...] = ()
    mixed: tuple[tuple[int, Fraction], ...] = ()


@dataclass(frozen=True)
class SoftLink:
    """A linkage that changes values: `points` to actors where `test` holds.

    Each entry of `points` is (actor, position of the points, sign, position of a strength or None).
    """

    id: str
    test: Test
    points: tuple[tuple[int, int, int, int | None], ...]


@dataclass(frozen=True)
class Unilateral:
    """A move one side can make: `reversion` in (issue, option), `shifts` (actor, position)."""

    id: str
    party: int
    reversion: tuple[tuple[int, int], ...]
    shifts: tuple[tuple[int, int], ...]
    cost: int | None


@dataclass(frozen=True)
class Space:
    """What there is to choose from, and for whom. Actors, parties, issues, options are positions.

    `options[k]` lists the options of issue k, the `offered[k]` that a package may take first.
    `forbidden` tests hold on packages that a hard linkage rules out. Positions in `numbers` are
    given by `weights[a][k]` (None where actor a has no view), `scores[a][k][o]` (None where option
    o is not scored), `reservations[a]`, `margins[a]`, `influences[a]` (None: derived, 0
    and not stated).
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    offered: tuple[int, ...]
    rest: tuple[int, ...]
    reversion: tuple[int, ...]
    parties: tuple[str, ...]
    actors: tuple[str, ...]
    party_of: tuple[int, ...]
    principals: tuple[int, ...]
    forbidden: tuple[Test, ...]
    soft: tuple[SoftLink, ...]
    red_lines: tuple[tuple[tuple[str, Test], ...], ...]
    moves: tuple[Unilateral, ...]
    numbers: tuple[Parameter, ...]
    weights: tuple[tuple[int | None, ...], ...]
    scores: tuple[tuple[tuple[Score | None, ...], ...], ...]
    reservations: tuple[int | None, ...]
    margins: tuple[int | None, ...]
    influences: tuple[int | None, ...]

    @property
    def combinations(self) -> int:
        """All combinations of offered options, before hard linkages."""
        return math.prod(self.offered)

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each issue's options start in a row of all options; the last is their number."""
        starts = [0]
        for options in self.options:
            starts.append(starts[-1] + len(options))
        return tuple(starts)

    def index(self, package: dict[str, str]) -> int:
        """Return the number of a package (issue to option; issues left out are at rest).

        Raises ValueError, with the names, for an unknown issue or an option that is not offered.
        """
        number = 0
        unknown = package.keys() - set(self.issues)
        if unknown:
            raise ValueError(f"unknown issue {min(unknown)!r}")
        for k, issue in enumerate(self.issues):
            choices = self.options[k][: self.offered[k]]
            option = package.get(issue, self.options[k][self.rest[k]])
            if option not in choices:
                raise ValueError(f"{option!r} is not an option on offer of issue {issue!r}")
            number = number * self.offered[k] + choices.index(option)
        return number

    def package(self, number: int) -> dict[str, str]:
        """Return package `number` as issue to option."""
        chosen: list[str] = []
        for k in range(len(self.issues) - 1, -1, -1):
            number, option = divmod(number, self.offered[k])
            chosen.append(self.options[k][option])
        return dict(zip(self.issues, reversed(chosen), strict=True))


def only(space: Space, actors: Sequence[int]) -> Space:
    """Return the same Space with only the given actors, who must include every principal.

    What is searched thousands of times needs only those whose answer can matter.
    """
    place = {actor: n for n, actor in enumerate(actors)}
    return replace(
        space,
        actors=tuple(space.actors[a] for a in actors),
        party_of=tuple(space.party_of[a] for a in actors),
        principals=tuple(place[a] for a in space.principals),
        soft=tuple(
            replace(
                link,
                points=tuple((place[a], p, sign, s) for a, p, sign, s in link.points if a in place),
            )
            for link in space.soft
        ),
        moves=tuple(
            replace(move, shifts=tuple((place[a], p) for a, p in move.shifts if a in place))
            for move in space.moves
        ),
        weights=tuple(space.weights[a] for a in actors),
        scores=tuple(space.scores[a] for a in actors),
        reservations=tuple(space.reservations[a] for a in actors),
        margins=tuple(space.margins[a] for a in actors),
        influences=tuple(space.influences[a] for a in actors),
    )

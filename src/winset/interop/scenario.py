"""A negotiation scenario as the field writes it: issues, and a profile of utilities a party."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FORMATS = {
    "genius": "Genius XML",
    "negmas": "NegMAS YAML or JSON",
    "geniusweb": "GeniusWeb JSON",
    "negolog": "NegoLog JSON",
}

Format = Literal["genius", "negmas", "geniusweb", "negolog"]

MOST_OPTIONS = 5000
"""Options of one issue that a case may hold."""


@dataclass(frozen=True)
class NumberLine:
    """The numbers of an issue's options, rising, between which values run straight.

    `between`: any number from the first to the last settles the issue, and `points` evenly spaced
    ones are tried; otherwise there are only these, in even steps.
    """

    of: tuple[Fraction, ...]
    between: bool = True
    points: int = 0
    unit: str | None = None


@dataclass(frozen=True)
class Topic:
    """An issue: its name, the labels of its options, and what became of it on the way, if much.

    `numbers`: what the options are, where the program knows them as numbers.
    """

    name: str
    options: tuple[str, ...]
    note: str | None = None
    numbers: NumberLine | None = None

    @property
    def range(self) -> NumberLine | None:
        """The numbers, where any between them settles the issue too."""
        return self.numbers if self.numbers and self.numbers.between else None


@dataclass(frozen=True)
class Box:
    """Utility added to the packages inside a box (or outside it): a hyper-rectangle.

    `bounds` gives (issue, options), by position, that a package inside has on those issues; empty:
    every package. `cap` marks what is taken off a package that would exceed the greatest utility.
    """

    utility: Fraction
    bounds: tuple[tuple[int, tuple[int, ...]], ...]
    inside: bool = True
    cap: bool = False


@dataclass(frozen=True)
class Shrinking:
    """A discount: utility x factor ** time, by relative time (0 to 1) or by round."""

    factor: Fraction
    per: Literal["relative_time", "round"]
    reservation: bool


@dataclass(frozen=True)
class Profile:
    """What one party wants: utility = base + sum of weight x value + its boxes.

    `weights[k]`, and `values[k][o]` of option o of issue k. `reservation` is the utility of no
    agreement; None if neither the file nor its program gives one. `stated`: the file gives it.
    """

    name: str
    weights: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], ...]
    base: Fraction = Fraction(0)
    boxes: tuple[Box, ...] = ()
    reservation: Fraction | None = None
    stated: bool = True
    discount: Shrinking | None = None
    ceiling: Fraction | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """Issues, profiles, and what the reader of the file must know about both."""

    name: str
    format: Format
    issues: tuple[Topic, ...]
    profiles: tuple[Profile, ...]
    notes: tuple[str, ...] = ()

    @property
    def outcomes(self) -> int:
        """How many packages there are."""
        count = 1
        for issue in self.issues:
            count *= len(issue.options)
        return count


def span(profile: Profile) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest utility of the additive part of a profile."""
    products = [
        [weight * value for value in row]
        for weight, row in zip(profile.weights, profile.values, strict=True)
    ]
    lowest = sum((min(row) for row in products), profile.base)
    return lowest, sum((max(row) for row in products), profile.base)


def whole_numbers(issue: Topic) -> tuple[int, ...]:
    """Return the options of an issue of whole numbers in a row; empty if it is none."""
    try:
        numbers = tuple(map(int, issue.options))
    except ValueError:
        return ()
    first, last = numbers[0], numbers[-1]
    if last - first != len(numbers) - 1 or issue.options != tuple(map(str, range(first, last + 1))):
        return ()
    return numbers

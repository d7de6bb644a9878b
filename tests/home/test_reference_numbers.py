"""Two-level games worked out by hand elsewhere: the core must give the same numbers.

Each is a small case. Preferences by squared distance add up over dimensions, so a dimension is an
issue, a position an option, and a score is 100 less a multiple of the squared distance to the
actor's ideal. A strict preference is a margin of the smallest unit. [WS7] is in test_legislature.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from winset.case.document import Case
from winset.home.rules import Consent, Count, Rule
from winset.home.zone import Slice, surveyed
from winset.space.compile import compile_case
from winset.space.frontier import efficient
from winset.space.grid import to_units
from winset.space.packages import blocks
from winset.space.solutions import solve
from winset.space.worlds import Worlds, mid

Point = Sequence[Decimal | int]
SMALLEST = Decimal("0.000000001")


def option(position: Decimal | int) -> str:
    """Name a position by an identifier: 0.25 is `at0_25`."""
    return f"at{Decimal(position).normalize():f}".replace(".", "_")


def spatial(
    axes: Sequence[Sequence[Decimal | int]],
    ideals: Mapping[str, Point],
    status_quo: Point,
    scale: Decimal,
    *,
    strict: bool = False,
) -> Case:
    """Return a case of positions on `axes`; actors "home" and "foreign" sit at the table.

    An actor's score of a position is 100 less `scale` times the squared distance to its ideal. A
    principal without an ideal likes every position as much as any other.
    """

    def scores(ideal: Point | None, axis: int) -> dict[str, Decimal | int]:
        if ideal is None:
            return {option(x): 50 for x in axes[axis]}
        return {option(x): 100 - scale * Decimal(x - ideal[axis]) ** 2 for x in axes[axis]}

    def actor(name: str) -> dict[str, Any]:
        return {
            "name": name,
            "party": "foreign" if name == "foreign" else "home",
            "level": "principal" if name in ("home", "foreign") else "ratifier",
            "margin": SMALLEST if strict and name in ideals else 0,
            "views": {
                f"axis{k}": {
                    "weight": Decimal(1) / len(axes),
                    "scores": scores(ideals.get(name), k),
                }
                for k in range(len(axes))
            },
        }

    return Case.model_validate(
        {
            "winset": 1,
            "id": "spatial",
            "title": "Positions on a line or a plane",
            "as_of": "2025-01-01",
            "issues": {
                f"axis{k}": {
                    "name": f"axis {k}",
                    "options": {option(x): {"label": option(x)} for x in axis},
                    "status_quo": option(status_quo[k]),
                }
                for k, axis in enumerate(axes)
            },
            "parties": {p: {"name": p, "ratification": p} for p in ("home", "foreign")},
            "actors": {name: actor(name) for name in {"home": 0, "foreign": 0, **ideals}},
        }
    )


def look(case: Case, home: Rule, worlds: Worlds | None = None, world: int = 0) -> Slice:
    """Return the one Slice of a case in which the home side ratifies by `home`."""
    space = compile_case(case)
    rules = (home, Consent(space.principals[1]))
    everyone = tuple(range(len(space.actors)))
    found = surveyed(
        space, rules, worlds or mid(space), world, np.zeros(0), blocks(space), everyone
    )
    (only,) = found
    return only


def of_voters(case: Case, needs: int) -> Rule:
    """Return the rule that so many of the case's ratifiers consent."""
    voters = [n for n, actor in enumerate(case.actors.values()) if actor.level == "ratifier"]
    return Count(needs, tuple(Consent(voter) for voter in voters))


# [WS1] One dimension, ratifiers' ideals 2, 5 and 7.

HALVES = [Decimal(n) / 2 for n in range(-10, 31)]
UNANIMITY, MAJORITY = 3, 2


@pytest.mark.parametrize(
    ("reversion", "needs", "low", "high"),
    [(10, MAJORITY, 0, 10), (10, UNANIMITY, 4, 10), (6, MAJORITY, 4, 6), (6, UNANIMITY, 6, 6)],
)
def test_win_sets_on_a_line(reversion: int, needs: int, low: int, high: int) -> None:
    """Open intervals: the ends, as good as the reversion to somebody needed, are outside."""
    ideals = {"two": (2,), "five": (5,), "seven": (7,)}
    case = spatial([HALVES], ideals, (reversion,), Decimal("0.3"), strict=True)
    won = look(case, of_voters(case, needs)).won[0]
    inside = [x for x, win in zip(HALVES, won, strict=True) if win]
    assert inside == [x for x in HALVES if low < x < high]


# [WS3] Three voters on the grid of integers -20..20 squared.

SIDE = range(-20, 21)


@pytest.mark.parametrize(
    ("reversion", "needs", "packages"),
    [
        ((0, 0), MAJORITY, 163),
        ((0, -1), MAJORITY, 149),
        ((10, 10), MAJORITY, 740),
        ((10, 10), UNANIMITY, 12),
    ],
)
def test_win_sets_on_a_grid(reversion: tuple[int, int], needs: int, packages: int) -> None:
    ideals = {"west": (-15, -9), "north": (0, 17), "east": (15, -9)}
    case = spatial([SIDE, SIDE], ideals, reversion, 1 / Decimal(16), strict=True)
    slice_ = look(case, of_voters(case, needs))
    assert slice_.won[0].sum() == packages
    assert slice_.zone.sum() == packages


def test_the_grids_win_set_is_that_of_distances_in_whole_numbers() -> None:
    voters, reversion = [(-15, -9), (0, 17), (15, -9)], (0, -1)
    case = spatial(
        [SIDE, SIDE], dict(zip("wne", voters, strict=True)), reversion, 1 / Decimal(16), strict=True
    )
    closer = [
        sum(math.dist(voter, place) < math.dist(voter, reversion) for voter in voters) >= MAJORITY
        for place in product(SIDE, SIDE)
    ]
    assert look(case, of_voters(case, MAJORITY)).won[0].tolist() == closer


# [WS5] Foreign ideal 0, executive 0.5, status quo 1, a legislature with a veto.

THOUSANDTHS = [Decimal(n) / 1000 for n in range(1001)]
LEGISLATURES = tuple(
    map(Decimal, ("0.6", "0.69", "0.695", "0.7", "0.75", "0.8", "0.805", "0.81", "0.9"))
)


@cache
def line() -> Case:
    """The line in thousandths, with a ratifier for each legislature that may hold the veto."""
    ideals: dict[str, Point] = {"home": (Decimal("0.5"),), "foreign": (0,)}
    houses = {f"house{n}": (h,) for n, h in enumerate(LEGISLATURES)}
    return spatial([THOUSANDTHS], {**ideals, **houses}, (1,), Decimal(100))


def nash(case: Case, veto: Rule) -> int:
    """Return the position of the Nash solution over the zone when `veto` must hold at home."""
    found = look(case, veto)
    inside = np.flatnonzero(found.zone)
    gains = found.gains[:2, inside]
    kept = efficient(gains)
    return int(inside[kept][solve(gains[:, kept], inside[kept])[0].positions[0]])


@cache
def outcome(house: Decimal | None) -> Decimal:
    """Return what is agreed when a legislature with that ideal, or none, holds a veto."""
    executive = Consent(0)
    if house is None:
        return THOUSANDTHS[nash(line(), executive)]
    veto = Consent(2 + LEGISLATURES.index(house))
    return THOUSANDTHS[nash(line(), Count(2, (executive, veto)))]


@pytest.mark.parametrize(
    ("house", "agreed"),
    [
        ("0.6", "0.390"),
        ("0.69", "0.390"),
        ("0.695", "0.390"),
        ("0.7", "0.400"),
        ("0.75", "0.500"),
        ("0.8", "0.600"),
        ("0.9", "0.800"),
    ],
)
def test_the_outcome_follows_a_hawkish_legislature(house: str, agreed: str) -> None:
    assert outcome(Decimal(house)) == Decimal(agreed)


def test_a_hawkish_legislature_helps_its_executive_only_if_not_too_hawkish() -> None:
    """Schelling's conjecture holds for ideals above 0.695 and below 0.805."""

    def loss(agreed: Decimal) -> Decimal:
        return (agreed - Decimal("0.5")) ** 2

    helped = [house for house in LEGISLATURES if loss(outcome(house)) < loss(outcome(None))]
    assert helped == [h for h in LEGISLATURES if Decimal("0.695") < h < Decimal("0.805")]


def test_the_unconstrained_outcome_is_the_nash_point_to_four_digits() -> None:
    near = [Decimal(n) / 10_000 for n in range(3800, 4001)]
    ideals: dict[str, Point] = {"home": (Decimal("0.5"),), "foreign": (0,)}
    case = spatial([[*near, Decimal(1)]], ideals, (1,), Decimal(100))
    agreed = near[nash(case, Consent(0))]
    assert float(agreed) == pytest.approx((math.sqrt(17) - 1) / 8, abs=0.00005)
    assert agreed == Decimal("0.3904")


# [WS6] The median ratifier's ideal is uncertain: normal with mean 0.6 and deviation 0.1.

COUNT = 2000
OFFERS = sorted([Decimal("0.4405"), *(Decimal(n) / 50 for n in range(51))])
RESOLUTION = 1 / (2 * COUNT)
"""The worlds' ideals are quantiles of the normal law: a chance is off by half a world at most."""


@cache
def pass_shares() -> tuple[float, ...]:
    """Return the share of worlds in which the median ratifier passes each offer."""
    case = spatial([OFFERS], {"median": (Decimal("0.6"),), "foreign": (0,)}, (1,), Decimal(100))
    space = compile_case(case)
    law, offers = NormalDist(0.6, 0.1), np.array(OFFERS, dtype=np.float64)
    ideals = np.array([law.inv_cdf((n + 0.5) / COUNT) for n in range(COUNT)])
    median = space.actors.index("median")
    worlds = mid(space)
    contributions = np.repeat(worlds.contributions, COUNT, axis=0)
    contributions[:, median] = to_units(100 - 100 * (offers - ideals[:, None]) ** 2)
    reservation = np.repeat(worlds.reservation, COUNT, axis=0)
    reservation[:, median] = contributions[:, median, OFFERS.index(Decimal(1))]
    worlds = replace(
        worlds,
        contributions=contributions,
        reservation=reservation,
        soft=np.repeat(worlds.soft, COUNT, axis=0),
        margin=np.repeat(worlds.margin, COUNT, axis=0),
    )
    rules, everyone = (Consent(median), Consent(space.principals[1])), range(len(space.actors))
    shared = list(blocks(space))
    won = np.zeros(len(OFFERS))
    for world in range(COUNT):
        (found,) = surveyed(space, rules, worlds, world, np.zeros(0), shared, tuple(everyone))
        won += found.won[0]
    return tuple((won / COUNT).tolist())


@pytest.mark.parametrize(("offer", "chance"), [("0.4", 0.841345), ("0.2", 0.5), ("0.4405", 0.8854)])
def test_the_chance_that_an_uncertain_ratifier_passes_an_offer(offer: str, chance: float) -> None:
    found = pass_shares()[OFFERS.index(Decimal(offer))]
    assert found == pytest.approx(chance, abs=RESOLUTION + 0.00005)


def test_the_chance_follows_the_normal_law_at_every_offer() -> None:
    law = NormalDist(0.6, 0.1)
    expected = [law.cdf((float(offer) + 1) / 2) for offer in OFFERS[:-1]]
    assert pass_shares()[:-1] == pytest.approx(expected, abs=RESOLUTION + 1e-9)


def test_a_negotiator_offers_what_maximises_chance_times_gain() -> None:
    """0.4405, worth 0.71361; so many worlds tell that offer from 0.42 and 0.46, not from 0.44."""
    worth = {
        offer: share * (1 - float(offer) ** 2)
        for offer, share in zip(OFFERS, pass_shares(), strict=True)
    }
    best = max(worth, key=lambda offer: worth[offer])
    assert best in (Decimal("0.44"), Decimal("0.4405"))
    assert worth[Decimal("0.4405")] == pytest.approx(0.71361, abs=RESOLUTION)

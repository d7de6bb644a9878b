"""What can be said of a case at once, of any size, before it is analysed: its supported deals.

The whole frontier of a large case takes a search; the deals that are best under some weights of the
sides do not. Each of them is on the frontier of all possible packages, and with its sides' consent
on that of the zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from winset.case.document import Case
from winset.home.linked.regions import zone_diagram
from winset.home.rules import compile_rules
from winset.home.zone import Slice, deciders, judge, mid_luck
from winset.space.compile import compile_case
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Packages
from winset.space.diagram.supported import supported as along
from winset.space.diagram.weighed import weigh
from winset.space.grid import UNITS, Bools, to_points
from winset.space.packages import describe
from winset.space.space import Space, only
from winset.space.structure.supported import Supported, supported
from winset.space.structure.tables import of_principals
from winset.space.values import package_values
from winset.space.worlds import Worlds, mid
from winset.study.ground import route_of
from winset.study.leaks import refuse_leaks

PART = 25
"""How many times smaller than in an analysis a diagram must be to be had in half a second."""


@dataclass(frozen=True)
class Deal:
    """A package, issue to option; its `values` in points by party, to the principals.

    `moved`: issues that leave their option at rest. `ratified`: whether every side would ratify at
    the middle numbers, and no principal is below its reservation value.
    """

    package: Mapping[str, str]
    values: Mapping[str, float]
    moved: int
    ratified: bool


@dataclass(frozen=True)
class Preview:
    """Supported deals of a case at the middle numbers, the first party's value falling.

    `deals` break no hard linkage and cross no red line. `epsilon`, in points: every package that
    does neither has a deal here that gives each party as much, less that at most; each of the
    `deals` is then efficient among these packages, and one that is `ratified` lies on the frontier
    of the zone. None where the linkages tie the issues too closely to be counted in at once: the
    deals are then those possible of the `seen` that are best by each side's tables alone, and
    better ones may exist. `parties`: short names by party; `combinations`, `issues`, `linkages`,
    `red_lines`: how many the case has; `ranges`: how many of the issues can take any value, of
    which the numbers on their grid were tried.
    """

    deals: tuple[Deal, ...]
    epsilon: float | None
    seen: int
    parties: Mapping[str, str]
    combinations: int
    issues: int
    linkages: int
    red_lines: int
    ranges: int

    @property
    def ratified(self) -> tuple[Deal, ...]:
        """The deals that every side would ratify."""
        return tuple(deal for deal in self.deals if deal.ratified)


def preview(case: Case, *, as_of: date | None = None) -> Preview:
    """Return the Preview of a case, in a fraction of a second at any size.

    `as_of`: use only what was known on that day (default: the case's own). Nothing is drawn and
    nothing sampled. Of an issue that can take any value, the numbers on its grid are tried. Raises
    LeakError if a number rests on facts known only later.
    """
    refuse_leaks(case, as_of or case.as_of)
    whole = compile_case(case)
    written = [party.ratification for party in case.parties.values()]
    kept = deciders(whole, compile_rules(written, whole.actors))
    space, world = only(whole, kept), mid(whole).only(kept)
    try:
        found, epsilon = _supported(space, world, PART), True
    except TooWide:
        found, epsilon = _supported(*_apart(space, world), 1), False
    part = _judged(case, space, world, found.packages)
    return Preview(
        deals=_deals(space, world, part),
        epsilon=float(found.epsilon / UNITS) if epsilon else None,
        seen=len(found.packages),
        parties={name: party.short or party.name for name, party in case.parties.items()},
        combinations=space.combinations,
        issues=len(space.issues),
        linkages=len(case.linkages),
        red_lines=sum(len(party.red_lines) for party in case.parties.values()),
        ranges=sum(issue.range is not None for issue in case.issues.values()),
    )


def takes_long(case: Case) -> bool:
    """Return whether a case is so large that an analysis searches it by structure."""
    return route_of(compile_case(case)) == "structure"


def _supported(space: Space, world: Worlds, part: int) -> Supported:
    """Return the supported points: of tables where values are sums, else along the diagram.

    `part` as to compile. Raises TooWide.
    """
    linked = space.forbidden or any(link.points for link in space.soft) or any(space.red_lines)
    if not linked and len(space.parties) == 2:  # noqa: PLR2004  two parties
        return supported(of_principals(space, world, 0))
    return along(weigh(space, world, 0, zone_diagram(space, part), space.principals))


def _apart(space: Space, world: Worlds) -> tuple[Space, Worlds]:
    """Return the same without linkages and red lines."""
    none = tuple(() for _ in space.parties)
    return (
        replace(space, forbidden=(), soft=(), red_lines=none),
        replace(world, soft=world.soft[:, :0]),
    )


def _judged(case: Case, space: Space, world: Worlds, packages: Packages) -> Slice:
    """Return what packages are worth, with all linkages, and who would take them."""
    rules = compile_rules([p.ratification for p in case.parties.values()], space.actors)
    block = describe(space, packages.T.astype(np.int16))
    values = package_values(space, world, 0, block)
    return judge(space, rules, world, 0, mid_luck(rules)[0], block, values)


def _deals(space: Space, world: Worlds, part: Slice) -> tuple[Deal, ...]:
    """Return the packages that no hard linkage forbids and no red line, by falling values."""
    rows = list(space.principals)
    values = part.gains[rows] + world.reservation[0][rows][:, None]
    moved = (part.block.digits != np.array(space.rest)[:, None]).sum(axis=0)
    order = np.lexsort((*part.block.digits[::-1], *-values[::-1]))
    allowed: Bools = np.logical_and.reduce(part.block.allowed, axis=0)
    points = to_points(values)
    return tuple(
        Deal(
            package={
                issue: options[option]
                for issue, options, option in zip(
                    space.issues, space.options, part.block.digits[:, n].tolist(), strict=True
                )
            },
            values=dict(zip(space.parties, points[:, n].tolist(), strict=True)),
            moved=int(moved[n]),
            ratified=bool(part.zone[n]),
        )
        for n in order[allowed[order]].tolist()
    )

"""What can be said of a case at once, of any size, before it is analysed: its supported deals.

The whole frontier of a large case takes a search; the deals that are best under some weights of the
sides do not. Each of them is on the frontier of all possible packages, and with its sides' consent
on that of the zone. Beside them stand deals that pass at home, found by weighing the people there
too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from winset.case.document import Case
from winset.home.linked.leaning import leaning
from winset.home.linked.regions import at_home, zone_diagram
from winset.home.rules import Rule, compile_rules
from winset.home.zone import Slice, deciders, judge, mid_luck
from winset.space.compile import compile_case
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Diagram, Packages
from winset.space.diagram.supported import supported as along
from winset.space.diagram.weighed import weigh
from winset.space.grid import UNITS, Bools, Ints, to_points
from winset.space.packages import describe
from winset.space.space import Space, only
from winset.space.structure.nondominated import nondominated
from winset.space.structure.supported import Supported, supported
from winset.space.structure.tables import of_principals
from winset.space.values import package_values
from winset.space.worlds import Worlds, mid
from winset.study.ground import enumerable
from winset.study.leaks import refuse_leaks

PART = 25
"""How many times smaller than in an analysis a diagram must be to be had in half a second."""


@dataclass(frozen=True)
class Deal:
    """A package, issue to option; its `values` in points by party, to the principals.

    `moved`: issues that leave their option at rest. `ratified`: whether every side would ratify at
    the middle numbers, and no principal is below its reservation value. `efficient`: it is certain
    that no package that keeps hard linkages and red lines is as good for every party, and better
    for one; one that is ratified is then on the frontier of the zone.
    """

    package: Mapping[str, str]
    values: Mapping[str, float]
    moved: int
    ratified: bool
    efficient: bool


@dataclass(frozen=True)
class Preview:
    """Deals of a case at the middle numbers, the first party's value falling.

    `supported`: the best under some weights of the parties, one a point; they keep hard linkages
    and red lines. `epsilon`, in points: every package that keeps them has a supported deal that
    gives each party as much, less that at most. None where the linkages tie the issues too closely
    to be counted in at once: supported are then those possible of the `seen` that are best by each
    side's tables alone, none certain to be efficient. `ratified`: deals that every side would
    ratify, those of the supported and others that were met, none as good for every party as another
    here. `parties`: short names by party; `combinations`, `issues`, `linkages`, `red_lines`: how
    many the case has; `ranges`: how many of the issues can take any value, of which the numbers on
    their grid were tried.
    """

    supported: tuple[Deal, ...]
    ratified: tuple[Deal, ...]
    epsilon: float | None
    seen: int
    parties: Mapping[str, str]
    combinations: int
    issues: int
    linkages: int
    red_lines: int
    ranges: int


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
    rules = compile_rules(written, space.actors)
    found, others, certain = _met(space, rules, world)
    packages = np.concatenate((found.packages, others))
    part = _judged(space, rules, world, packages)
    first = len(found.packages)
    sure = first if certain else 0
    gains = part.gains[list(space.principals)].T
    passing = np.flatnonzero(part.zone)
    best = passing[nondominated(gains[passing])]  # of equal ones the first, which is supported
    allowed: Bools = np.logical_and.reduce(part.block.allowed, axis=0)
    return Preview(
        supported=_deals(space, world, part, np.flatnonzero(allowed[:first]), sure),
        ratified=_deals(space, world, part, best, sure),
        epsilon=float(found.epsilon / UNITS) if certain else None,
        seen=first,
        parties={name: party.short or party.name for name, party in case.parties.items()},
        combinations=space.combinations,
        issues=len(space.issues),
        linkages=len(case.linkages),
        red_lines=sum(len(party.red_lines) for party in case.parties.values()),
        ranges=sum(issue.range is not None for issue in case.issues.values()),
    )


def takes_long(case: Case) -> bool:
    """Return whether a case is so large that an analysis cannot look at all its packages."""
    return not enumerable(compile_case(case))


def _met(space: Space, rules: tuple[Rule, ...], world: Worlds) -> tuple[Supported, Packages, bool]:
    """Return supported points, packages that lean to those at home, and whether linkages counted.

    Where linkages are too wide for a glance they are left out, and nothing leans.
    """
    try:
        diagram = zone_diagram(space, PART)
    except TooWide:
        none = tuple(() for _ in space.parties)
        bare = replace(space, forbidden=(), soft=(), red_lines=none)
        unlinked = replace(world, soft=world.soft[:, :0])
        found = _supported(bare, unlinked, zone_diagram(bare))
        return found, found.packages[:0], False
    home = at_home(space, rules, world, 0, diagram)
    others = leaning(home.weighed, len(space.parties))
    return _supported(space, world, diagram), others, True


def _supported(space: Space, world: Worlds, diagram: Diagram) -> Supported:
    """Return the supported points: of tables where values are sums, else along the diagram."""
    linked = space.forbidden or any(link.points for link in space.soft) or any(space.red_lines)
    if not linked and len(space.parties) == 2:  # noqa: PLR2004  two parties
        return supported(of_principals(space, world, 0))
    return along(weigh(space, world, 0, diagram, space.principals))


def _judged(space: Space, rules: tuple[Rule, ...], world: Worlds, packages: Packages) -> Slice:
    """Return what packages are worth, with all linkages, and who would take them."""
    block = describe(space, packages.T.astype(np.int16))
    values = package_values(space, world, 0, block)
    return judge(space, rules, world, 0, mid_luck(rules)[0], block, values)


def _deals(
    space: Space, world: Worlds, part: Slice, kept: Ints, efficient: int
) -> tuple[Deal, ...]:
    """Return the packages at the positions `kept`, by falling values.

    The first `efficient` positions are certain to be so.
    """
    rows = list(space.principals)
    values = part.gains[rows] + world.reservation[0][rows][:, None]
    moved = (part.block.digits != np.array(space.rest)[:, None]).sum(axis=0)
    points = to_points(values)
    order = np.lexsort((*part.block.digits[::-1, kept], *-values[::-1, kept]))
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
            efficient=n < efficient,
        )
        for n in kept[order].tolist()
    )

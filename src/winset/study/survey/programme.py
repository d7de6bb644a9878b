"""The survey of a space that no diagram can hold: by mixed-integer programs and a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from winset.home.linked.edge import frontier_by_milp
from winset.home.linked.milp import Asked, best_of_zone, deal_by_milp, zone_asked
from winset.home.linked.sizes import Size
from winset.space.conditions import Chosen
from winset.space.diagram.diagram import Packages
from winset.space.diagram.merits import Merit
from winset.space.diagram.solutions import Solved
from winset.space.grid import Bools, to_points
from winset.space.intervals import wilson
from winset.space.packages import numbers_of
from winset.space.solutions import RULES
from winset.study.ground import Ground
from winset.study.sentences import whole_count
from winset.study.survey.cells import Filling
from winset.study.survey.drawn import Drawn, draw
from winset.study.survey.edge import Edge, listed
from winset.study.survey.found import Amount, Picks, Survey
from winset.study.survey.judged import alone, amount, decides, digits, picks, sampled, timed

CUT_OFF = (
    "The clock cut off a search for the frontier: on another machine it may have other points, "
    "within its own bound."
)


def by_programme(ground: Ground) -> Survey:
    """Return the Survey of a space of any size and any linkages.

    Solutions and frontier are within gaps that are proved; shares are those of a sample. Raises
    CannotRun where linkages forbid so much that no sample can be drawn.
    """
    search = _Search(ground)
    solved = {rule: search.deal(rule) for rule in RULES}
    drawn = draw(ground)
    sample = sampled(ground, drawn.packages)
    filling = Filling(ground.space, ground.mid)
    filling.add(sample, numbers_of(ground.space, sample.block.digits))
    known = [drawn.packages[sample.zone], *(each.packages for each in solved.values())]
    sought = frontier_by_milp(search.asked, np.concatenate(known))
    edge = listed(sought.frontier)
    moved = [edge.packages, drawn.packages[sample.zone]]
    gains = sample.gains[list(ground.space.principals)]
    single = alone(ground)

    def seen(which: Bools, met: Sequence[Packages] = ()) -> Amount:
        low = int(which.any() or any(len(packages) for packages in met))
        return amount(Size(low, drawn.possible, drawn.possible), which, drawn.possible)

    return Survey(
        possible=drawn.possible,
        counted=drawn.counted,
        both_gain=seen(np.logical_and.reduce(gains >= 0), moved),
        zone=seen(sample.zone, moved),
        won=tuple(seen(won, moved) for won in sample.won),
        efficient=edge.count,
        frontier=numbers_of(ground.space, digits(edge.packages)),
        gains=edge.gains.T,
        epsilon=edge.epsilon,
        picks={rule: picks(ground, each) for rule, each in solved.items()},
        cells=filling.cells(sampled=sample.zone.size),
        decides=decides(ground, sample),
        passable=tuple(
            single[k] or search.passable(k, moved) for k in range(len(ground.few.issues))
        ),
        alone=single,
        notes=(*_notes(ground, drawn, edge), *timed(solved), *([CUT_OFF] if sought.timed else [])),
    )


def edge_by_programme(ground: Ground, most: int) -> Edge:
    """Return the frontier, up to `most` of its points listed."""
    none = np.zeros((0, len(ground.few.issues)), dtype=np.int32)
    return listed(frontier_by_milp(_Search(ground).asked, none).frontier, most)


def picked_by_programme(ground: Ground, rule: str) -> Picks:
    """Return what a rule picks in the zone."""
    return picks(ground, _Search(ground).deal(rule))


@dataclass(frozen=True)
class _Search:
    """The zone at the middle numbers, asked again and again."""

    ground: Ground

    @cached_property
    def asked(self) -> Asked:
        ground = self.ground
        return zone_asked(ground.few, ground.few_rules, ground.few_mid, 0, ground.mid_luck[0])

    def deal(self, rule: str) -> Solved:
        return deal_by_milp(self.asked, rule)

    def passable(self, issue: int, met: Sequence[Packages]) -> bool | None:
        """Return whether a package of the zone moves an issue; None where none was found."""
        few, rest = self.ground.few, self.ground.few.rest[issue]
        if any((packages[:, issue] != rest).any() for packages in met):
            return True
        at_rest = Chosen(issue, tuple(o == rest for o in range(len(few.options[issue]))))
        moving = replace(few, forbidden=(*few.forbidden, at_rest))
        asked = _Search(replace(self.ground, few=moving)).asked
        merit = Merit("utilitarian", (1,) * len(few.parties))
        return True if best_of_zone(asked, merit).finds.best() else None


def _notes(ground: Ground, drawn: Drawn, edge: Edge) -> list[str]:
    searched = (
        "Linkages tie too many issues together, or rules hold in too many ways, for a diagram of "
        "all packages: mixed-integer programs searched for solutions and frontier. What they prove "
        "has a margin of a millionth of the numbers, so that no answer is called exact."
    )
    shares = (
        "Packages that would pass were not counted: shares, the deal map and whose consent decides "
        f"are those of a sample of {len(drawn.packages):,} packages, each as likely as any other, "
        f"drawn with seed {ground.seed}."
    )
    found = (
        "The frontier is not complete: every package that would pass is within "
        f"{to_points(edge.epsilon):.2g} points, for each side, of one that is listed."
        if edge.count
        else "No package was found that every side would ratify at the middle numbers; that is no "
        "proof that there is none."
    )
    if drawn.counted:
        return [searched, shares, found]
    low, high = wilson(drawn.met, drawn.tried)
    uncounted = (
        "How many packages hard linkages leave is not known: at most "
        f"{whole_count(drawn.possible)}, of which by a sample about "
        f"{drawn.met / drawn.tried:.2g} are left (95 % interval {low:.2g} to {high:.2g})."
    )
    return [searched, shares, found, uncounted]

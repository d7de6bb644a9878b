"""The runs of many worlds by structure: the same numbers as enumeration, at any size.

Plain cases go through one batch (plain.py), the agendas of a linked world through another
(linked.py); what these leave open has a search of its own (world.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial

import numpy as np

from winset.home.linked.regions import zone_diagram
from winset.home.rules import Rule
from winset.insight.runs import UNKNOWN, Runs, gathered
from winset.insight.structured import linked
from winset.insight.structured.changes import changes, count
from winset.insight.structured.deals import Deal, Table, seated
from winset.insight.structured.plain import is_plain, known_deals
from winset.insight.structured.plan import BUDGET, Cost, Measures, Plan, planned
from winset.insight.structured.world import Known, World, row
from winset.space.conditions import Chosen, Every
from winset.space.diagram.compilation import TooWide
from winset.space.diagram.diagram import Diagram
from winset.space.grid import Bools, Floats, Ints
from winset.space.space import Space
from winset.space.workers import in_parts
from winset.space.worlds import Worlds

_PLAIN = 1 / 200
"""Units of plan.py that the batch takes for an option of one search."""

_A_TASK = 4
"""Worlds of a linked case that are one task: each may take a second or more."""

_LABEL = 2
"""Units for a partial package that is carried in a search by itself."""

_COLD = 2
"""A first search costs so many times as much as those that follow it in the same world."""

_DRAWN = 1 / 2
"""Share of a first search that an agenda of a drawn order takes: most of it goes to prices."""

LOOKED_AT = 1 / 500
"""Units for one actor's value of one package that is looked at."""


def plan(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats, budget: int = BUDGET
) -> Plan:
    """Return how far `run_structured` can go in `worlds`, from the first of them.

    The first world is searched once, and what that took is counted. Raises TooWide where the case
    has no diagram.
    """
    looked_at = len(space.actors) * LOOKED_AT
    singles, pairs = sum(space.offered) * looked_at, count(space) * looked_at
    if is_plain(space, rules):
        search = sum(space.offered) * _PLAIN
        cost = Cost(len(space.issues), _COLD * search, search, search, singles, pairs)
    else:
        cost = Cost(len(space.issues), *_searches(space, rules, worlds, luck), singles, pairs)
    return planned(cost, worlds.count, budget)


def _searches(
    space: Space, rules: tuple[Rule, ...], worlds: Worlds, luck: Floats
) -> tuple[float, float, float]:
    """Return what searches take in the first world of a linked case, as `Cost` has them."""
    table = _Diagrams(space).table(rules, worlds, 0, luck[0])

    def together(measures: Measures) -> linked.Batch:
        return linked.known_deals(space, rules, worlds, 0, luck[0], table.home, measures, (0,))

    whole = together(Measures())
    if whole.searches > whole.open:
        agendas = together(Measures(agendas=True))
        alone = _alone(space, table) if agendas.open else 0
        search = (agendas.work - whole.work + agendas.open * alone) / len(space.issues)
        first, search = _rounded(whole.work), _rounded(search)
        return first, search, _DRAWN * first
    search = _rounded(_alone(space, table))
    return _COLD * search, search, search


def _alone(space: Space, table: Table) -> float:
    """Return what a search by itself takes, by that for the deal of the world of `table`."""
    table.deal([np.ones(offered, dtype=np.bool_) for offered in space.offered])
    return table.home.weighed.diagram.arcs * max(1, table.regions) + _LABEL * table.labels


def _rounded(units: float) -> int:
    """Return a count of units rounded up to four binary digits.

    Prices in floats may let a label more or less through, on which no plan should hang.
    """
    whole = math.ceil(units)
    step = 1 << max(0, whole.bit_length() - 4)
    return -(-whole // step) * step


def run_structured(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    plan: Plan,
    *,
    seed: int,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Runs:
    """Return the Runs of the first `plan.worlds` worlds; the same whatever `workers`.

    `seed` is that of the orders drawn for Shapley values, where the plan has such. Where both run,
    what is known equals `insight.runs.run` to the last digit. Raises TooWide where the case has no
    diagram; a world in which the rules hold in too many ways is not known.
    """
    numbers = np.arange(plan.worlds, dtype=np.float64)
    numbered = np.column_stack((luck[: plan.worlds], numbers))
    job = partial(_part, space, rules, plan, seed)
    chunk = None if is_plain(space, rules) else _A_TASK
    some = worlds.part(0, plan.worlds)
    parts = in_parts(job, some, numbered, workers=workers, progress=progress, chunk=chunk)
    done = list(parts)
    names = [field.name for field in fields(Runs)]
    return Runs(**{n: np.concatenate([getattr(part, n) for part in done]) for n in names})


def gap_sentence(runs: Runs) -> str | None:
    """Return in how many worlds the deal is only known within a gap, None if in none."""
    open_ = int((runs.nash == UNKNOWN).sum())
    if not open_:
        return None
    return f"In {open_:,} of {runs.nash.size:,} worlds the deal is only known within a gap."


class _Diagrams:
    """The diagrams of a space's packages, compiled when they are first asked for."""

    def __init__(self, space: Space) -> None:
        self.space = space

    @cached_property
    def whole(self) -> Diagram:
        return zone_diagram(self.space)

    @cached_property
    def moving(self) -> Space:
        """The space without the package at rest."""
        at_rest = tuple(
            Chosen(k, tuple(option == rest for option in range(offered)))
            for k, (offered, rest) in enumerate(
                zip(self.space.offered, self.space.rest, strict=True)
            )
        )
        return replace(self.space, forbidden=(*self.space.forbidden, Every(at_rest)))

    @cached_property
    def moved(self) -> Diagram | None:
        """Their diagram; None where to leave one package out makes it too wide."""
        try:
            return zone_diagram(self.moving)
        except TooWide:
            return None

    def table(self, rules: tuple[Rule, ...], worlds: Worlds, world: int, luck: Floats) -> Table:
        return seated(self.space, rules, worlds, world, luck, self.whole)

    def moved_table(
        self, rules: tuple[Rule, ...], worlds: Worlds, world: int, luck: Floats
    ) -> Table | None:
        if self.moved is None:
            return None
        return seated(self.moving, rules, worlds, world, luck, self.moved)


@dataclass
class _Searches:
    """The searches of one world, seated when the first is asked for: a batch may leave none."""

    diagrams: _Diagrams
    rules: tuple[Rule, ...]
    worlds: Worlds
    world: int
    luck: Floats

    @cached_property
    def _table(self) -> Table:
        return self.diagrams.table(self.rules, self.worlds, self.world, self.luck)

    @cached_property
    def _moved(self) -> Table | None:
        return self.diagrams.moved_table(self.rules, self.worlds, self.world, self.luck)

    def together(self, measures: Measures, seed: tuple[int, ...]) -> Known:
        at = self.world, self.luck, self._table.home
        space = self.diagrams.space
        return linked.known_deals(space, self.rules, self.worlds, *at, measures, seed).known

    def deal(self, allowed: list[Bools], spent: Ints) -> Deal:
        return self._table.deal(allowed, spent)

    def other(self, allowed: list[Bools]) -> Deal:
        if self._moved is None:
            return Deal(None, known=False)
        return self._moved.deal(allowed, rule="utilitarian")


def _part(
    space: Space, rules: tuple[Rule, ...], plan: Plan, seed: int, worlds: Worlds, numbered: Floats
) -> Runs:
    """Return the Runs of a few worlds, in this process.

    `numbered` is the luck of each with its number in the last column: what is drawn for a world
    must hang on which it is, and not on who runs it.
    """
    luck, numbers = numbered[:, :-1], numbered[:, -1].astype(np.int64).tolist()
    split = sum(number < plan.full for number in numbers)
    plain = is_plain(space, rules)
    small = changes(space, pairs=plan.measures.pairs)
    diagrams = _Diagrams(space)
    rows: list[tuple[object, ...]] = []
    for measures, part in (
        (plan.measures, range(split)),
        (plan.rest, range(split, worlds.count)),
    ):
        some = worlds.part(part.start, part.stop)
        batch: list[Known] | None = None
        if plain and part:
            batch = known_deals(space, some, measures, seed, numbers[part.start : part.stop])
        for n, world in enumerate(part):
            mine, dice = luck[world], (seed, 3, numbers[world])
            searches = _Searches(diagrams, rules, worlds, world, mine)
            known = searches.together(measures, dice) if batch is None else batch[n]
            asked = World(
                *(space, rules, worlds, world, mine, searches.deal, searches.other, small, known)
            )
            rows.append(row(asked, measures, dice))
    return gathered(space, rows)

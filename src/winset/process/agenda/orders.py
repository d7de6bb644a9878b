"""Track by track against the package: what each order of the agenda settles, and what it costs.

Groups of issues are settled one after another: at each step the Nash deal (1950) among the
openings of the text so far, if it moves anything; otherwise the group stays at rest, unresolved.
The package settles all at once. Side by side, each group is settled alone and the results are put
together; if that text would not be ratified, groups are dropped, the last on the agenda first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations

import numpy as np

from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.home.rules import Rule
from winset.home.zone import ratified, surveyed
from winset.process.agenda.openings import passing, variants
from winset.space.grid import UNITS, Bools, Floats, Ints
from winset.space.nash import NO_DEAL, NOTHING, best_of, joint_gain
from winset.space.packages import Block, Walk, describe, digits_of, numbers_of
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.workers import in_parts
from winset.space.worlds import Worlds, issue_weights

MOST = 6
"""Groups whose orders are all compared: 720 orders; one group more would make 5,040."""


@dataclass(frozen=True)
class Group:
    """Issues, by position, that are settled together; no issue is in two groups."""

    name: str
    issues: tuple[int, ...]


def groups_of(case: Case) -> tuple[Group, ...]:
    """Return the groups of a case's issues in file order; an issue without one stands alone.

    It goes by its name, and by its id too where a group or another such issue has that name.
    """
    taken = Counter({issue.group for issue in case.issues.values()})
    taken.update(issue.name for issue in case.issues.values() if not issue.group)
    found: dict[str, list[int]] = {}
    for k, (name, issue) in enumerate(case.issues.items()):
        alone = issue.name if taken[issue.name] == 1 else f"{issue.name} ({name})"
        found.setdefault(issue.group or alone, []).append(k)
    return tuple(Group(name, tuple(issues)) for name, issues in found.items())


@dataclass(frozen=True)
class Orders:
    """What O orders of G groups come to in W worlds; values are in points.

    `orders` [O, G]: groups by position. All at once: `package` [W] (its number, -1 if none),
    `package_value` [W], `package_settled` [W]. In each order: `reached` [W, O] (number of the
    package that the steps lead to), `value` [W, O], `settled` [W, O]. Side by side:
    `tracks_reached`, `tracks_value`, `tracks_settled` [W]. A value is the geometric mean of the
    principals' gains over no agreement, 0 without a deal; settled is the share of issues, by their
    mean weight to the principals, that left rest.
    """

    groups: tuple[str, ...]
    orders: Ints
    package: Ints
    package_value: Floats
    package_settled: Floats
    reached: Ints
    value: Floats
    settled: Floats
    tracks_reached: Ints
    tracks_value: Floats
    tracks_settled: Floats

    @property
    def left_on_table(self) -> Floats:
        """What each order leaves on the table, [W, O] points: 0 or more."""
        left: Floats = self.package_value[:, None] - self.value
        return left

    @property
    def tracks_left(self) -> Floats:
        """What settling the groups side by side leaves on the table, [W] points: 0 or more."""
        return self.package_value - self.tracks_value


def compare_orders(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    groups: Sequence[Group],
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Orders:
    """Return the Orders of all permutations of `groups`, the agenda's own order first.

    `luck` [W, legislatures]; `workers`: processes, all cores if None; `progress` is called with
    the number of worlds done since the last call. Raises CannotRun above MOST groups, TooLarge
    above the packages that enumeration holds.
    """
    if len(groups) > MOST:
        raise CannotRun(
            f"the agenda has {len(groups)} groups of issues; all orders are compared for up to "
            f"{MOST}. Nothing was sampled. Merge groups: give related issues the same group."
        )
    job = partial(_part, space, rules, tuple(groups))
    done = in_parts(job, worlds, luck, workers=workers, progress=progress)
    columns = [np.concatenate(column) for column in zip(*done, strict=True)]
    orders = np.array(list(permutations(range(len(groups)))), dtype=np.int64)
    return Orders(tuple(group.name for group in groups), orders, *columns)


def _part(
    space: Space, rules: tuple[Rule, ...], groups: tuple[Group, ...], worlds: Worlds, luck: Floats
) -> tuple[Ints | Floats, ...]:
    """Return the columns of Orders from `package` on, of a few worlds, in this process."""
    walk = Walk(space)
    rest = np.array(space.rest, dtype=np.int16)
    at_rest = int(numbers_of(space, rest[:, None])[0])
    changes = [numbers_of(space, variants(space, rest, g.issues)) - at_rest for g in groups]
    rows = []
    for w in range(worlds.count):
        world = _World(space, rules, worlds.part(w, w + 1), luck[w], at_rest, changes)
        package = _package(world, walk)
        reached, alone = _in_turn(world)
        together = _side_by_side(world, alone)
        # without a package nothing passes: what is at rest stands for it, and is worth 0
        numbers = np.array([at_rest if package < 0 else package, together, *reached])
        value, settled = _weighed(world, numbers)
        whole, side_by_side = (package, value[0], settled[0]), (together, value[1], settled[1])
        rows.append((*whole, reached, value[2:], settled[2:], *side_by_side))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


@dataclass(frozen=True)
class _World:
    """One world, and what taking up each group adds to a package's number: `changes` [G][n]."""

    space: Space
    rules: tuple[Rule, ...]
    view: Worlds
    luck: Floats
    at_rest: int
    changes: Sequence[Ints]

    def gains(self, block: Block) -> Ints:
        """Return the gains [actors, n] of packages over no agreement."""
        reservation: Ints = self.view.reservation[0]
        return package_values(self.space, self.view, 0, block) - reservation[:, None]

    def zone(self, block: Block, gains: Ints) -> Bools:
        """Return [n] which packages every home would ratify."""
        accepted = gains >= self.view.margin[0][:, None]
        return ratified(self.space, self.rules, self.luck, block.allowed, gains, accepted)[1]


def _package(world: _World, walk: Walk) -> int:
    """Return the number of the Nash deal over all packages, -1 if none would be ratified."""
    space, top = world.space, NOTHING
    everyone = tuple(range(len(space.actors)))
    for part in surveyed(space, world.rules, world.view, 0, world.luck, walk, everyone):
        inside = np.flatnonzero(part.zone)
        if inside.size:
            rows = [part.gains[p][inside] for p in space.principals]
            top = max(top, best_of(joint_gain(rows), rows, part.block.start + inside))
    return -1 if top[0] < 0 else -top[3]


def _in_turn(world: _World) -> tuple[list[int], list[int]]:
    """Return the package that each order leads to, and what each group comes to first.

    What a step leads to hangs on the package so far and the group alone: it is worked out once.
    """
    reached: dict[tuple[int, ...], int] = {(): world.at_rest}
    known: dict[tuple[int, int], int] = {}
    orders: list[tuple[int, ...]] = [()]
    for _ in world.changes:
        longer = [(o, g) for o in orders for g in range(len(world.changes)) if g not in o]
        new = dict.fromkeys(step for o, g in longer if (step := (reached[o], g)) not in known)
        if new:
            known |= zip(new, _steps(world, list(new)), strict=True)
        reached |= {(*o, g): known[reached[o], g] for o, g in longer}
        orders = [(*o, g) for o, g in longer]
    alone = [known[world.at_rest, g] for g in range(len(world.changes))]
    return [reached[o] for o in orders], alone


def _steps(world: _World, steps: Sequence[tuple[int, int]]) -> list[int]:
    """Return the package that each step (package so far, group to take up) leads to."""
    space = world.space
    sizes = [world.changes[group].size for _, group in steps]
    numbers = np.concatenate([number + world.changes[group] for number, group in steps])
    step = np.repeat(np.arange(len(steps)), sizes)
    block = describe(space, digits_of(space, numbers))
    gains = world.gains(block)
    # a text so far is among its own openings: the one that changes nothing
    so_far = np.flatnonzero(numbers == np.repeat([number for number, _ in steps], sizes))
    nothing = world.gains(describe(space, digits_of(space, np.array([world.at_rest]))))
    spent = (gains[:, so_far] - nothing)[:, step]
    passes = passing(
        space, world.rules, world.view.margin[0], world.luck, block.allowed, gains, spent
    )
    left = [gains[p] - spent[p] for p in space.principals]
    joint = joint_gain(left)
    joint[~passes] = NO_DEAL
    total, least = np.add.reduce(left), np.minimum.reduce(left)
    order = np.lexsort((numbers, -least, -total, -joint, step))
    first = order[np.cumsum([0, *sizes[:-1]])]
    return [int(n) for n in np.where(passes[first], numbers[first], numbers[so_far])]


def _side_by_side(world: _World, alone: Sequence[int]) -> int:
    """Return the package of all groups settled alone, less the last groups that break it."""
    numbers = np.cumsum([world.at_rest, *(number - world.at_rest for number in alone)])
    block = describe(world.space, digits_of(world.space, numbers))
    stands = np.flatnonzero(world.zone(block, world.gains(block)))
    return int(numbers[stands[-1]]) if stands.size else world.at_rest


def _weighed(world: _World, numbers: Ints) -> tuple[Floats, Floats]:
    """Return the value [n] of packages in points, and the share [n] of issues that they settle."""
    space = world.space
    found, place = np.unique(numbers, return_inverse=True)
    block = describe(space, digits_of(space, found))
    gains = world.gains(block)
    joint = np.where(world.zone(block, gains), joint_gain([gains[p] for p in space.principals]), 0)
    moved = block.digits != np.array(space.rest)[:, None]
    settled = issue_weights(space, world.view, 0) @ moved
    return (joint ** (1 / len(space.parties)) / UNITS)[place], settled[place]

"""What the sides of one world would write at a stage, and whose homes would refuse it.

Each answer hangs on what refusals have shown and which moves were made, and is worked out once.
Those at the table bargain inside the mandate as they know it; homes judge by their true numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.random import SeedSequence, default_rng

from winset.home.rules import voters
from winset.home.zone import Slice, judge
from winset.process.agenda.openings import Openings, openings, passing
from winset.process.bargaining.alternating import alternating
from winset.process.bargaining.single_text import single_text
from winset.process.staging.mandate import Known, after_moves, houses, mandate, mandate_luck
from winset.process.staging.plan import Plan
from winset.space.frontier import efficient
from winset.space.grid import Digits, Floats, to_points
from winset.space.packages import Block, Walk, describe, digits_of, numbers_of
from winset.space.values import package_values
from winset.space.worlds import Worlds

NO_TEXT = -1
"""Instead of a package's number: nothing is agreed."""

STREAM = 4
"""The stream of mediators among those of one seed."""

Made = frozenset[int]
"""The moves that were made, by position."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Refusal:
    """Who refused a text, by position, and what that has shown those at the table."""

    actors: frozenset[int]
    shown: Known


class Texts:
    """The texts of world `world`; packages are numbers, NO_TEXT where there is none.

    `mid` and `draws` hold the plan's actors; `luck` [legislatures] is that of the world.
    """

    def __init__(
        self,
        plan: Plan,
        walk: Walk,
        mid: Worlds,
        draws: Worlds,
        world: int,
        luck: Floats,
        mediator: Sequence[int],
    ) -> None:
        self._plan, self._walk, self._luck = plan, walk, luck
        self._mid, self._draws, self._world = mid, draws, world
        self._mediator = mediator
        self._kept: dict[tuple[object, ...], object] = {}

    def written(
        self, stage: int, text: int, still_open: Collection[int], known: Known, made: Made
    ) -> int:
        """Return what stage `stage` makes of a text by bargaining over the issues still open.

        The text itself where nothing that moves one of them is agreed.
        """
        movable = tuple(sorted(still_open))
        if not movable:
            return text
        return self._once(
            ("written", stage, text, movable, known, made),
            lambda: self._bargain(stage, text, movable, known, made),
        )

    def by_tracks(self, stage: int, before: int, known: Known, made: Made) -> int:
        """Return the text that the working groups of a stage bring home, each on its own issues.

        Each starts from nothing agreed. Their texts are put together, and to that of the working
        groups `before` them; while the whole would not be ratified, as the mandate goes, the text
        of the last group is left out.
        """

        def together() -> int:
            lanes = self._plan.stages[stage].lanes
            own = [self.written(stage, NO_TEXT, lane.issues, known, made) for lane in lanes]
            texts = [text for text in (before, *own) if text != NO_TEXT]
            while len(texts) > 1 and not self._passes(self._union(texts), known, made):
                texts.pop()
            return self._union(texts)

        return self._once(("tracks", stage, before, known, made), together)

    def moved(self, text: int) -> frozenset[int]:
        """Return the issues that a text moves from their options at rest; none without a text."""
        if text == NO_TEXT:
            return frozenset()
        moved = self._digits(text) != self._rest
        return frozenset(np.flatnonzero(moved).tolist())

    def refusal(self, text: int, signs: Collection[int], made: Made) -> Refusal | None:
        """Return who would not sign a text, None if all do.

        A principal signs iff its party ratifies, and it does not lose by the text; anybody else
        iff it accepts the text for itself.
        """
        key = ("refusal", text, tuple(signs), made)
        return self._once(key, lambda: self._refusal(text, signs, made))

    def joint_value(self, text: int) -> float:
        """Return the geometric mean of the principals' gains by a text, in points; 0 without one.

        By the world's numbers before any move; a side that loses by it counts as gaining nothing.
        """
        if text == NO_TEXT:
            return 0.0
        gains = self._true(text, frozenset()).gains[list(self._plan.space.principals), 0]
        return float(np.prod(np.maximum(to_points(gains), 0.0)) ** (1 / gains.size))

    def _once(self, key: tuple[object, ...], work: Callable[[], Answer]) -> Answer:
        if key not in self._kept:
            self._kept[key] = work()
        found: Answer = self._kept[key]  # type: ignore[assignment]  # kept under its own key
        return found

    @cached_property
    def _rest(self) -> Digits:
        return np.array(self._plan.space.rest, dtype=np.int16)

    def _digits(self, text: int) -> Digits:
        if text == NO_TEXT:
            return self._rest
        return digits_of(self._plan.space, np.array([text]))[:, 0]

    def _union(self, texts: Sequence[int]) -> int:
        """Return the text that moves what any of `texts` moves; NO_TEXT of none."""
        if not texts:
            return NO_TEXT
        digits = self._rest.copy()
        for text in texts:
            own = self._digits(text)
            digits = np.where(own != self._rest, own, digits)
        return int(numbers_of(self._plan.space, digits[:, None])[0])

    def _view(self, known: Known, made: Made) -> Worlds:
        return self._once(
            ("view", known, made),
            lambda: after_moves(
                mandate(
                    self._mid,
                    self._draws,
                    self._world,
                    {*self._plan.space.principals, *known.actors},
                ),
                sorted(made),
            ),
        )

    def _bargain(
        self, stage: int, text: int, movable: tuple[int, ...], known: Known, made: Made
    ) -> int:
        base = self._digits(text)
        found = openings(
            self._plan.space,
            self._plan.mandates,
            self._view(known, made),
            mandate_luck(self._luck, known.houses),
            base,
            movable,
            self._walk,
        )
        agreed = self._agreed(stage, found)
        return text if agreed == 0 else int(found.numbers[agreed])

    def _agreed(self, stage: int, found: Openings) -> int:
        """Return the column of `found` that the stage's protocol comes to; 0, the start, if none.

        Offers are drawn from the efficient packages alone: nobody tables what is worse for all.
        A mediator's text comes by small changes, for which any package that passes may serve.
        """
        rows = 1 + np.flatnonzero(found.passes[1:])
        gains = found.gains[list(self._plan.space.principals)][:, rows]
        bargaining, tactics = self._plan.stages[stage].bargaining, self._plan.stages[stage].tactics
        if bargaining.protocol == "alternating_offers" and rows.size:
            # what the largest sum of gains beats for all need not be compared with the rest
            close = ~(gains < gains[:, [gains.sum(axis=0).argmax()]]).all(axis=0)
            rows, gains = rows[close], gains[:, close]
            kept = efficient(gains)
            rows, gains = rows[kept], gains[:, kept]
        if not rows.size:
            return 0
        allowed = np.ones((1, rows.size), dtype=np.bool_)
        if bargaining.protocol == "alternating_offers":
            outcome = alternating(gains[None], allowed, tactics, bargaining.rounds)
        else:
            thoughts = default_rng(SeedSequence([*self._mediator, stage])).random((1, rows.size))
            outcome = single_text(
                gains[None], allowed, found.digits[:, rows].T, thoughts, bargaining.rounds
            )
        place = int(outcome.package[0])
        return 0 if place < 0 else int(rows[place])

    def _passes(self, text: int, known: Known, made: Made) -> bool:
        """Return whether a text would be ratified, as the mandate goes."""
        space, view, block = self._plan.space, self._view(known, made), self._block(text)
        gains = package_values(space, view, 0, block) - view.reservation[0][:, None]
        luck = mandate_luck(self._luck, known.houses)
        spent = np.zeros((len(space.actors), 1), dtype=np.int64)
        found = passing(
            space, self._plan.mandates, view.margin[0], luck, block.allowed, gains, spent
        )
        return bool(found[0])

    def _block(self, text: int) -> Block:
        digits = self._digits(text)[:, None]
        return self._once(("block", text), lambda: describe(self._plan.space, digits))

    def _true(self, text: int, made: Made) -> Slice:
        """Return what a text is worth and who takes it, by the world's own numbers."""

        def judged() -> Slice:
            plan, block = self._plan, self._block(text)
            view = after_moves(self._draws.part(self._world, self._world + 1), sorted(made))
            values = package_values(plan.space, view, 0, block)
            return judge(plan.space, plan.rules, view, 0, self._luck, block, values)

        return self._once(("true", text, made), judged)

    def _refusal(self, text: int, signs: Collection[int], made: Made) -> Refusal | None:
        space, found = self._plan.space, self._true(text, made)
        actors: set[int] = set()
        shown: set[int] = set()
        for actor in signs:
            party = space.party_of[actor]
            if actor not in space.principals:
                actors |= set() if found.accepted[actor, 0] else {actor}
            elif not found.won[party, 0] or found.gains[actor, 0] < 0:
                asked = {actor, *voters(self._plan.rules[party])}
                no = {a for a in asked if not found.accepted[a, 0]}
                # where only a legislature's luck or a red line stopped it, its principal says no
                actors |= no or {actor}
                shown |= houses(self._plan.rules[party])
        if not actors:
            return None
        return Refusal(frozenset(actors), Known(frozenset(actors), frozenset(shown)))

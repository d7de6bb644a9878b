"""One world's talks, event by event, on SimPy: stages, working groups, moves and deadlines.

Time counts in days from the as-of date. Within a day, moves come in the morning, stages end at
noon, and deadlines fall in the evening: what is signed on the day of a deadline meets it.
"""

from __future__ import annotations

from collections.abc import Generator
from math import isinf
from typing import Any

import numpy as np
from simpy import Environment, Event, Interrupt

from winset.process.staging.dice import MOST_EXTENSIONS, MOST_VISITS, Dice
from winset.process.staging.mandate import Known
from winset.process.staging.plan import Plan
from winset.process.staging.story import ENDINGS, FATES, UNKNOWN, Story, blank
from winset.process.staging.texts import NO_TEXT, Texts

MORNING, EVENING = -0.25, 0.25
"""Parts of a day, from its noon."""

Steps = Generator[Event, Any, None]


def unfold(plan: Plan, texts: Texts, dice: Dice, until: int) -> Story:
    """Return the Story of one world up to day `until`."""
    world = _World(plan, texts, dice)
    world.run(until)
    return world.story


class _World:
    """The talks of one world as they stand: the text, what it leaves open, what is known."""

    def __init__(self, plan: Plan, texts: Texts, dice: Dice) -> None:
        self._plan, self._texts, self._dice = plan, texts, dice
        self._env = Environment()
        self.story = blank(plan)
        self._every = frozenset(range(len(plan.space.issues)))
        self._text, self._open = NO_TEXT, self._every
        self._known, self._made = Known(), frozenset[int]()
        self._at, self._since = plan.start, 0
        self._agenda = NO_TEXT

    def run(self, until: int) -> None:
        """Run the talks to their end, or to the end of day `until`; nothing happens after that."""
        env, plan = self._env, self._plan
        if plan.start > 0:
            self._set_framework()
        self._talks = env.process(self._course())
        for move in np.flatnonzero(np.isfinite(self._dice.move_day)).tolist():
            env.process(self._comes(move, self._dice.move_day[move] + MORNING))
        for deadline in range(len(plan.deadlines)):
            env.process(self._falls(deadline))
        env.run(until=env.any_of([self._talks, env.timeout(until + 2 * EVENING)]))
        if self._talks.is_alive:
            self._stop("horizon", until)
        for deadline in np.flatnonzero(self.story.fate == UNKNOWN).tolist():
            if self._met(deadline):
                self.story.fate[deadline] = FATES.index("met")

    @property
    def _day(self) -> int:
        """Today; mornings and evenings are a quarter of a day from its noon."""
        return round(self._env.now)

    def _course(self) -> Steps:
        """Go from stage to stage until the talks end."""
        plan, story, here = self._plan, self.story, self._plan.start
        try:
            while here < len(plan.stages):
                self._at, self._since = here, self._day
                visit = int(story.visits[here])
                if visit == MOST_VISITS:
                    story.capped = True
                    self._stop("horizon", self._day)
                    return
                story.visits[here] += 1
                yield from self._sit(here, visit)
                story.days_in[here] += self._day - self._since
                story.cost += float(self._dice.cost[here])
                self._since = self._day
                failure = self._failure(here, visit)
                if failure is None:
                    self._pass(here)
                    here += 1
                    continue
                back = plan.stages[here].back
                if back is None or self._dice.returns[visit, here] >= self._dice.back_chance[here]:
                    self._stop(failure, self._day)
                    return
                if plan.stages[back].role != "carriage":
                    self._text, self._open = NO_TEXT, self._every
                here = back
            self._stop("completed", self._day)
        except Interrupt:
            self._stop("lapsed", self._day)

    def _sit(self, stage: int, visit: int) -> Steps:
        """Let the working groups of a stage sit, each once those that it needs are done."""
        env, lanes = self._env, self._plan.stages[stage].lanes
        done = [env.event() for _ in lanes]

        def sits(lane: int) -> Steps:
            yield env.all_of([done[need] for need in lanes[lane].needs])
            yield env.timeout(int(self._dice.days[visit, stage, lane]))
            done[lane].succeed()

        for lane in range(len(lanes)):
            env.process(sits(lane))
        yield env.all_of(done)

    def _failure(self, here: int, visit: int) -> str | None:
        """Write what the stage writes; return why it is not passed, None if it is."""
        stage = self._plan.stages[here]
        self._write(here)
        if stage.chance is not None:
            passed = self._dice.passes[visit, here] < self._dice.chance[here]
            return None if passed else "refused"
        if stage.role == "tracks" and here + 1 < len(self._plan.stages):
            return None  # what they leave open goes on to the next stage
        if stage.role == "carriage" and not stage.signs:
            return None
        if self._text == NO_TEXT:
            return "no_package"
        refusal = self._texts.refusal(self._text, stage.signs, self._made)
        if refusal is None:
            return None
        self.story.refused[sorted(refusal.actors)] = 1
        self._known |= refusal.shown
        return "refused"

    def _write(self, here: int) -> None:
        """Bring the text to where the stage leaves it."""
        stage = self._plan.stages[here]
        if stage.role == "framework":
            self._set_framework()
        elif stage.role == "tracks":
            self._write_by_tracks(here)
        elif stage.role in ("text", "signature"):
            still = self._open & {*stage.issues}
            self._text = self._texts.written(here, self._text, still, self._known, self._made)
            self._open -= self._texts.moved(self._text)

    def _write_by_tracks(self, here: int) -> None:
        """Let working groups write: the first ones anew, those of a later stage beside them."""
        stages, story = self._plan.stages, self.story
        working = [place for place, stage in enumerate(stages) if stage.role == "tracks"]
        agenda = self._texts.moved(self._agenda) or self._every
        before = NO_TEXT if here == working[0] else self._text
        self._text = self._texts.by_tracks(here, before, self._known, self._made)
        self._open = agenda - self._texts.moved(self._text)
        for issue in (k for lane in stages[here].lanes for k in lane.issues):
            story.unresolved[issue] = issue in self._open
        if here == working[-1] and story.brought is None:
            story.brought = self._text

    def _set_framework(self) -> None:
        """Bargain over the whole: the framework, which says what the working groups take up."""
        issues = self._plan.stages[0].issues
        self._text = self._texts.written(0, NO_TEXT, issues, self._known, self._made)
        self._agenda = self._text
        self._open = self._every if self._text == NO_TEXT else frozenset()
        if self.story.framework is None:
            self.story.framework = self._text

    def _pass(self, here: int) -> None:
        """Note that a stage is passed, and what is signed by that."""
        story, plan = self.story, self._plan
        story.package_at[here] = self._text
        if np.isnan(story.passed_day[here]):
            story.passed_day[here] = self._day
            if here == plan.sign_off:
                story.signed_text = self._text
        for issue in self._texts.moved(self._text):
            if plan.closing[issue] == here and np.isnan(story.issue_day[issue]):
                story.issue_day[issue] = self._day

    def _falls(self, deadline: int) -> Steps:
        """Let a deadline fall on its date: met, moved, or lapsed."""
        plan, story, dice = self._plan.deadlines[deadline], self.story, self._dice
        yield self._env.timeout(plan.day + EVENING)
        for moves in range(MOST_EXTENSIONS):
            if not self._talks.is_alive:  # another deadline of this evening has ended them
                return
            if self._met(deadline):
                self._fate(deadline, "met")
                return
            if plan.hard or dice.extends[deadline, moves] >= plan.outlook.extend_chance(moves):
                self._fate(deadline, "lapsed")
                story.lapsed[deadline] = 1
                if plan.lapse is not None:
                    self._make(plan.lapse)
                if plan.hard:
                    self._talks.interrupt()
                return
            self._fate(deadline, "moved")
            story.extensions[deadline] += 1
            if isinf(dice.new_days[deadline, moves]):
                return
            yield self._env.timeout(dice.new_days[deadline, moves])
        story.capped = True

    def _fate(self, deadline: int, word: str) -> None:
        """Note what became of a deadline on its first date."""
        if self.story.fate[deadline] == UNKNOWN:
            self.story.fate[deadline] = FATES.index(word)

    def _met(self, deadline: int) -> bool:
        """Return whether what the deadline asks for is signed."""
        issue = self._plan.deadlines[deadline].issue
        if issue is None:
            return not np.isnan(self.story.passed_day[self._plan.sign_off])
        return not np.isnan(self.story.issue_day[issue])

    def _comes(self, move: int, days: float) -> Steps:
        """Make a move some days from now."""
        yield self._env.timeout(days)
        self._make(move)

    def _make(self, move: int) -> None:
        """Make a move, unless it was made or the talks are over; let it set off its counters."""
        if move in self._made or not self._talks.is_alive:
            return
        self._made |= {move}
        self.story.move_day[move] = self._day
        for place, counter in enumerate(self._plan.moves[move].counters):
            if self._dice.counter_hits[move, place]:
                days = int(self._dice.counter_days[move, place])
                self._env.process(self._comes(counter.move, days))

    def _stop(self, ending: str, day: int) -> None:
        """Note how, where and when the talks ended."""
        self.story.days_in[self._at] += day - self._since
        self.story.ending = ENDINGS.index(ending)
        self.story.ended_stage, self.story.ended_day = self._at, day

"""One world of staged talks told in plain Python, by one sorted list of events, without SimPy."""

from __future__ import annotations

import heapq
from collections import Counter
from math import inf, isinf, isnan

from winset.process.staging.dice import MOST_EXTENSIONS, MOST_VISITS, Dice
from winset.process.staging.mandate import Known
from winset.process.staging.plan import Plan, StagePlan
from winset.process.staging.story import ENDINGS, FATES, UNKNOWN, Story, blank
from winset.process.staging.texts import NO_TEXT, Texts


def told(plan: Plan, texts: Texts, dice: Dice, until: int) -> Story:
    """Return the Story of one world, whose texts and chance events are given."""
    teller = Teller(plan, texts, dice)
    teller.tell(until)
    return teller.story


class Teller:
    """What is on the table, what is to come, and the story so far."""

    def __init__(self, plan: Plan, texts: Texts, dice: Dice) -> None:
        self.plan, self.texts, self.dice = plan, texts, dice
        self.story = blank(plan)
        self.every = frozenset(range(len(plan.space.issues)))
        self.text, self.open, self.agenda = NO_TEXT, self.every, NO_TEXT
        self.known, self.made = Known(), frozenset[int]()
        self.here, self.since, self.over = plan.start, 0, False
        self.events: list[tuple[float, int, str, int, int]] = []
        self.count: Counter[str] = Counter()

    def tell(self, until: int) -> None:
        """Take one event after the other until the talks are over or the last day is."""
        if self.plan.start > 0:
            self.frame()
        for move, day in enumerate(self.dice.move_day):
            if day < inf:
                self.comes(day - 0.25, "move", move)
        for place, deadline in enumerate(self.plan.deadlines):
            self.comes(deadline.day + 0.25, "deadline", place)
        self.enter(self.plan.start, 0)
        while self.events and not self.over and self.events[0][0] <= until + 0.25:
            time, _, what, which, times = heapq.heappop(self.events)
            self.happens(what, which, times, time)
        if not self.over:
            self.stop("horizon", until)
        for place in range(len(self.plan.deadlines)):
            if self.met(place):
                self.fate(place, "met")

    def happens(self, what: str, which: int, times: int, time: float) -> None:
        """Take one event."""
        if what == "stage":
            self.leave(which, times, round(time))
        elif what == "move":
            self.make(which, time)
        else:
            self.fall(which, times, time)

    def comes(self, time: float, what: str, which: int, times: int = 0) -> None:
        """Put an event on the list; of one time, the first put comes first."""
        self.count["events"] += 1
        heapq.heappush(self.events, (time, self.count["events"], what, which, times))

    def enter(self, stage: int, day: int) -> None:
        """Come to a stage, and know when it ends: with its last group."""
        self.here, self.since = stage, day
        visit = int(self.story.visits[stage])
        if visit == MOST_VISITS:
            self.story.capped = True
            self.stop("horizon", day)
            return
        self.story.visits[stage] += 1

        def done(lane: int) -> int:
            needs = self.plan.stages[stage].lanes[lane].needs
            return max(map(done, needs), default=0) + int(self.dice.days[visit, stage, lane])

        lanes = range(len(self.plan.stages[stage].lanes))
        self.comes(day + max(map(done, lanes)), "stage", stage, visit)

    def leave(self, place: int, visit: int, day: int) -> None:
        """Come to the end of a stage: pass it, go back, or end the talks."""
        stage = self.plan.stages[place]
        self.story.days_in[place] += day - self.since
        self.since = day
        self.story.cost += float(self.dice.cost[place])
        self.write(place, stage)
        failure = self.failure(place, visit)
        if failure is None:
            self.passed(place, day)
        elif stage.back is None or self.dice.returns[visit, place] >= self.dice.back_chance[place]:
            self.stop(failure, day)
        else:
            if stage.back <= self.first_to_sign():
                self.text, self.open = NO_TEXT, self.every
            self.enter(stage.back, day)

    def first_to_sign(self) -> int:
        """Return the first stage with signatures; without any, the last stage."""
        signing = [j for j, stage in enumerate(self.plan.stages) if stage.signs]
        return min(signing, default=len(self.plan.stages) - 1)

    def write(self, place: int, stage: StagePlan) -> None:
        """Bargain, where the stage does."""
        if stage.role == "framework":
            self.frame()
        if stage.role == "tracks":
            taken = self.texts.moved(self.agenda) or self.every
            places = [j for j, each in enumerate(self.plan.stages) if each.role == "tracks"]
            if place == min(places):
                self.text = NO_TEXT
            self.text = self.texts.by_tracks(place, self.text, self.known, self.made)
            self.open = taken - self.texts.moved(self.text)
            for lane in stage.lanes:
                for k in lane.issues:
                    self.story.unresolved[k] = k in self.open
            if self.story.brought is None and place == max(places):
                self.story.brought = self.text
        if stage.role in ("text", "signature"):
            still = self.open & set(stage.issues)
            self.text = self.texts.written(place, self.text, still, self.known, self.made)
            self.open -= self.texts.moved(self.text)

    def frame(self) -> None:
        """Bargain over everything."""
        issues = self.plan.stages[0].issues
        self.text = self.texts.written(0, NO_TEXT, issues, self.known, self.made)
        self.agenda, self.open = self.text, frozenset()
        if self.text == NO_TEXT:
            self.open = self.every
        if self.story.framework is None:
            self.story.framework = self.text

    def failure(self, place: int, visit: int) -> str | None:
        """Return why a stage is not passed, None if it is."""
        stage = self.plan.stages[place]
        last = place + 1 == len(self.plan.stages)
        if stage.chance is not None:
            missed = self.dice.passes[visit, place] >= self.dice.chance[place]
            return "refused" if missed else None
        if (stage.role == "tracks" and not last) or (stage.role == "carriage" and not stage.signs):
            return None
        if self.text == NO_TEXT:
            return "no_package"
        refusal = self.texts.refusal(self.text, stage.signs, self.made)
        if refusal is None:
            return None
        self.known |= refusal.shown
        for actor in refusal.actors:
            self.story.refused[actor] = 1
        return "refused"

    def passed(self, place: int, day: int) -> None:
        """Go on to the next stage, or finish."""
        story = self.story
        story.package_at[place] = self.text
        if isnan(story.passed_day[place]):
            story.passed_day[place] = day
            if place == self.plan.sign_off:
                story.signed_text = self.text
        for k in self.texts.moved(self.text):
            if self.plan.closing[k] == place and isnan(story.issue_day[k]):
                story.issue_day[k] = day
        if place + 1 == len(self.plan.stages):
            self.stop("completed", day)
        else:
            self.enter(place + 1, day)

    def stop(self, ending: str, day: int) -> None:
        """End the talks."""
        story, self.over = self.story, True
        story.ending, story.ended_stage, story.ended_day = ENDINGS.index(ending), self.here, day
        story.days_in[self.here] += day - self.since

    def met(self, place: int) -> bool:
        """Say whether what a deadline asks for is signed."""
        issue = self.plan.deadlines[place].issue
        days = self.story.passed_day if issue is None else self.story.issue_day
        return not isnan(days[self.plan.sign_off if issue is None else issue])

    def fate(self, place: int, word: str) -> None:
        """Note what became of a deadline on its first date."""
        if self.story.fate[place] == UNKNOWN:
            self.story.fate[place] = FATES.index(word)

    def fall(self, place: int, moves: int, time: float) -> None:
        """Come to the evening of a deadline."""
        deadline, dice = self.plan.deadlines[place], self.dice
        if moves == MOST_EXTENSIONS:
            self.story.capped = True
        elif self.met(place):
            self.fate(place, "met")
        elif not deadline.hard and dice.extends[place, moves] < deadline.outlook.extend_chance(
            moves
        ):
            self.fate(place, "moved")
            self.story.extensions[place] += 1
            if not isinf(dice.new_days[place, moves]):
                self.comes(time + dice.new_days[place, moves], "deadline", place, moves + 1)
        else:
            self.fate(place, "lapsed")
            self.story.lapsed[place] = 1
            if deadline.lapse is not None:
                self.make(deadline.lapse, time)
            if deadline.hard:
                self.stop("lapsed", round(time))

    def make(self, move: int, time: float) -> None:
        """Make a move once, and put its counters on the list."""
        if move in self.made:
            return
        self.made |= {move}
        self.story.move_day[move] = round(time)
        for place, counter in enumerate(self.plan.moves[move].counters):
            if self.dice.counter_hits[move, place]:
                days = int(self.dice.counter_days[move, place])
                self.comes(time + days, "move", counter.move)

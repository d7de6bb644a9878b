"""The best dates of a problem, and every start that each step could take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from winset.process.calendar.model import build, solved, within
from winset.process.calendar.problem import Problem


@dataclass(frozen=True)
class Best:
    """The best start of each step, the price in units, and what it is paid for.

    `late`: days by which each deadline moves; `broken`: positions of the wishes not kept to.
    """

    starts: Mapping[str, int]
    price: int
    late: Mapping[str, int]
    broken: frozenset[int]


def best_dates(problem: Problem) -> Best | None:
    """Return the best dates; None if nothing fits at any price.

    Least price first, then the earliest end of the last step, then the earliest start of each step
    in order. Raises CannotRun if the solver is missing, TooEntangled if it gave up.
    """
    made = build(problem, priced=True)
    end = made.model.new_int_var(problem.first, problem.last, "")
    for last in made.ends.values():
        made.model.add(end >= last)
    found = None
    for goal in (made.price, end, *made.starts.values()):
        made.model.minimize(goal)
        found = solved(made.model)
        if found is None:
            return None
        made.model.add(goal == found.value(goal))
    if found is None:  # there is always a goal
        return None
    return Best(
        starts={step: found.value(start) for step, start in made.starts.items()},
        price=found.value(made.price),
        late={deadline: found.value(days) for deadline, days in made.late.items()},
        broken=frozenset(n for n, broken in made.broken.items() if found.value(broken)),
    )


def every_start(
    problem: Problem, known: Mapping[str, frozenset[int]], *, priced: bool
) -> dict[str, frozenset[int]]:
    """Return all starts of the steps in `known` with which the other steps can still be placed.

    `known`: those that are known to be such starts. `priced`: deadlines may be moved and soft
    precedences broken for it. Each look at the model asks for dates with as many starts not seen
    yet as there can be, until there are none. Raises CannotRun if the solver is missing,
    TooEntangled if it gave up.
    """
    seen = {step: set(days) for step, days in known.items()}
    while True:
        made = build(problem, priced=priced)
        news = {step: made.model.new_bool_var("") for step in seen}
        for step, new in news.items():
            within(made.model, made.starts[step], problem.open_starts[step] - seen[step], new)
        made.model.maximize(sum(news.values()))
        found = solved(made.model)
        if found is None or not any(found.value(new) for new in news.values()):
            return {step: frozenset(days) for step, days in seen.items()}
        for step, days in seen.items():
            days.add(found.value(made.starts[step]))

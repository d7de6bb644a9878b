"""A Problem as a model of OR-Tools CP-SAT, in which every bound has a literal that lifts it.

One worker and a fixed seed: the same problem gives the same answer each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from winset.case.errors import CannotRun
from winset.process.calendar.problem import Cause, Problem

EFFORT = 120.0
"""Deterministic seconds (the solver's own count of its work) before a question is given up."""

SEED = 1


class TooEntangled(CannotRun):
    """The solver gave up: whether the steps fit is not known."""


@dataclass(frozen=True)
class Model:
    """A model, its variables by step, the literal of each bound, and the price in units.

    `late`: days by which each deadline moves; `broken`: by position, whether a wish is not kept to.
    """

    model: Any
    starts: Mapping[str, Any]
    ends: Mapping[str, Any]
    holds: Mapping[Cause, Any]
    late: Mapping[str, Any]
    broken: Mapping[int, Any]
    price: Any


def library() -> Any:
    """Return the solver's module. Raises CannotRun if it is not installed."""
    try:
        from ortools.sat.python import cp_model  # noqa: PLC0415  an extra
    except ImportError:
        raise CannotRun(
            "a schedule needs the extra `calendar`: pip install 'winset[calendar]'."
        ) from None
    return cp_model


def build(problem: Problem, *, priced: bool, liftable: bool = False) -> Model:
    """Return the model of a problem.

    `priced`: deadlines may move and soft precedences be broken, at their price; otherwise they
    bind. `liftable`: a bound binds only while its literal is true; otherwise all are. Raises
    CannotRun if the solver is not installed.
    """
    model = library().CpModel()
    holds = {cause: model.new_bool_var(cause.text) for cause in problem.causes}
    starts, ends, lengths = {}, {}, {}
    for task in problem.tasks:
        start, end = (model.new_int_var(problem.first, problem.last, "") for _ in range(2))
        length = 1 + (task.days - 1) * holds[task.duration] if task.duration else 1
        model.add(end == start + length - 1)
        starts[task.id], ends[task.id], lengths[task.id] = start, end, length
    if liftable:
        _add_rules(model, problem, starts, holds)
    else:
        model.add_bool_and(list(holds.values()))
        for step, days in problem.open_starts.items():
            within(model, starts[step], days)
    for order in problem.orders:
        follows = starts[order.after] > ends[order.before]
        model.add(follows).only_enforce_if(holds[order.cause])
    for diary in problem.diaries:
        model.add_no_overlap(
            model.new_optional_interval_var(
                starts[step], lengths[step], ends[step] + 1, holds[diary.cause], step
            )
            for step in diary.steps
        )
    for apart in problem.aparts:
        one, other = apart.steps
        first, on = model.new_bool_var(""), [holds[cause] for cause in apart.causes]
        model.add(starts[other] > ends[one] + apart.gap).only_enforce_if([*on, first])
        model.add(starts[one] > ends[other] + apart.gap).only_enforce_if([*on, ~first])
    late, broken = _add_prices(model, problem, starts, ends, priced=priced)
    price = sum(
        due.price * moved + due.price_a_day * days
        for due in problem.dues
        for days, moved in (late[due.deadline],)
    ) + sum(wish.price * broken[wish.position] for wish in problem.wishes)
    days_late = {deadline: days for deadline, (days, _) in late.items()}
    return Model(model, starts, ends, holds, days_late, broken, price)


def solved(model: Any) -> Any | None:
    """Return the solver with its best solution; None if there is no solution.

    Raises TooEntangled if the solver gave up before it was sure.
    """
    solver, fits = _run(model)
    return solver if fits else None


def contradiction(model: Model, causes: Iterable[Cause]) -> frozenset[Cause] | None:
    """Return some of `causes` that no dates meet together; None if dates meet all of them.

    `model` was built with liftable bounds; those not in `causes` count as lifted. Raises
    TooEntangled if the solver gave up before it was sure.
    """
    named = {model.holds[cause].index: cause for cause in causes}
    model.model.clear_assumptions()
    model.model.add_assumptions([model.holds[cause] for cause in named.values()])
    solver, fits = _run(model.model)
    if fits:
        return None
    return frozenset(named[at] for at in solver.sufficient_assumptions_for_infeasibility())


def _run(model: Any) -> tuple[Any, bool]:
    """Return the solver after its work, and whether it found a solution."""
    cp = library()
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.linearization_level = 0  # days, not sums: the relaxation only costs time
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    status = solver.solve(model)
    if status not in (cp.OPTIMAL, cp.INFEASIBLE):
        raise TooEntangled("the dates are too entangled to be sure of the best: plan fewer steps.")
    return solver, status == cp.OPTIMAL


def within(model: Any, start: Any, days: Iterable[int], *on: Any) -> None:
    """Add that a step starts on one of `days`, as long as all literals `on` are true."""
    allowed = library().Domain.from_values(sorted(days))
    model.add_linear_expression_in_domain(start, allowed).only_enforce_if(*on)


def _add_rules(
    model: Any, problem: Problem, starts: Mapping[str, Any], holds: Mapping[Cause, Any]
) -> None:
    """Add the rules on days: of the first day, and of all days while the duration binds."""
    tasks = {task.id: task for task in problem.tasks}
    for rule in problem.day_rules:
        start, task = starts[rule.step], tasks[rule.step]
        on = [holds[cause] for cause in rule.causes]
        within(model, start, rule.days, *on)
        if task.duration:
            whole = [d for d in rule.days if rule.days.issuperset(range(d, d + task.days))]
            within(model, start, whole, *on, holds[task.duration])


def _add_prices(
    model: Any,
    problem: Problem,
    starts: Mapping[str, Any],
    ends: Mapping[str, Any],
    *,
    priced: bool,
) -> tuple[dict[str, tuple[Any, Any]], dict[int, Any]]:
    """Add what can be bought; return days and fact of each move, and the wishes not kept to."""
    late, broken = {}, {}
    for due in problem.dues:
        most = max(0, problem.last - due.day) if priced else 0
        days, moved = model.new_int_var(0, most, ""), model.new_bool_var("")
        for step in due.steps:
            model.add(ends[step] <= due.day + days)
        model.add(days <= most * moved)
        late[due.deadline] = days, moved
    for wish in problem.wishes:
        broken[wish.position] = model.new_bool_var("")
        kept = starts[wish.after] > ends[wish.before]
        model.add(kept).only_enforce_if(~broken[wish.position])
        if not priced:
            model.add(broken[wish.position] == 0)
    return late, broken

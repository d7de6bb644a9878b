"""From a case to the plan of its talks.

What a stage does follows from its place and from what it says. The stages before the first one
that needs signatures write the text: the first sets the framework, the next works it out track by
track, any other completes what tracks left open. The first stage with signatures completes what is
still open and puts the text to the homes of those who sign. Later stages only carry the text, and
ask whoever signs there. Without any signatures every stage writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from winset.case.agenda import State
from winset.case.document import Case
from winset.case.errors import CannotRun
from winset.case.numbers import Judged
from winset.case.path import Bargaining, Stage
from winset.home.rules import compile_rules
from winset.home.zone import deciders
from winset.process.agenda.orders import groups_of
from winset.process.staging.mandate import with_signatures
from winset.process.staging.plan import (
    CounterPlan,
    DeadlinePlan,
    Lane,
    MovePlan,
    Outlook,
    Plan,
    Role,
    StagePlan,
    Triangle,
)
from winset.space.compile import compile_case
from winset.space.space import Space, only


def plan(case: Case, as_of: date, outlooks: Sequence[Outlook] = ()) -> Plan:
    """Return the Plan of a case's talks as of a date; `outlooks` are those of deadlines ahead.

    The talks start at the first stage; at the second, if the last word on some issue is that a
    round left it agreed ad referendum: then the framework stands.

    Raises CannotRun if the case has no stages.
    """
    if not case.stages:
        raise CannotRun(
            "this case has no `stages`, so there is no process to simulate: say what steps lead "
            "from the talks to a signature"
        )
    whole = compile_case(case)
    written = [party.ratification for party in case.parties.values()]
    signers = {whole.actors.index(actor) for stage in case.stages for actor in stage.signs}
    asked = {*deciders(whole, compile_rules(written, whole.actors)), *signers}
    kept = tuple(sorted(asked))
    space = only(whole, kept)
    rules = compile_rules(written, space.actors)
    roles = _roles(case)
    stages = tuple(_stage(case, place, roles[place], space) for place in range(len(case.stages)))
    derived = {a for stage in stages if stage.chance is None for a in stage.signs}
    sign_off = _sign_off(stages)
    start, why = _start(case, as_of, roles)
    return Plan(
        as_of=as_of,
        space=space,
        kept=kept,
        rules=rules,
        mandates=with_signatures(rules, space.party_of, derived - {*space.principals}),
        stages=stages,
        moves=_moves(case),
        deadlines=tuple(_deadline(case, as_of, outlook) for outlook in outlooks),
        sign_off=sign_off,
        closing=tuple(_closing(stages, sign_off, k) for k in range(len(space.issues))),
        start=start,
        start_why=why,
    )


def latest_states(case: Case, as_of: date) -> Mapping[str, tuple[State, str | None]]:
    """Return where each issue stands on a date, and the id of the round that left it there.

    The last round held by then that says so decides; where none does, the issue itself.
    """
    found: dict[str, tuple[State, str | None]] = {
        name: (issue.state, None) for name, issue in case.issues.items()
    }
    for held in sorted(case.rounds, key=lambda held: held.end):
        if held.end <= as_of:
            found.update({issue: (state, held.id) for issue, state in held.after.items()})
    return found


def _roles(case: Case) -> list[Role]:
    """Return what each stage does."""
    places = range(len(case.stages))
    first = next((j for j in places if case.stages[j].signs), len(case.stages))
    middle = range(1, first)
    working = [j for j in middle if case.stages[j].tracks] or list(middle[:1])

    def role(place: int) -> Role:
        if place >= first:
            return "signature" if place == first else "carriage"
        return "framework" if place == 0 else "tracks" if place in working else "text"

    return [role(place) for place in places]


def _stage(case: Case, place: int, role: Role, space: Space) -> StagePlan:
    stage = case.stages[place]
    issues = tuple(
        k for k, name in enumerate(space.issues) if not stage.issues or name in stage.issues
    )
    bargaining = stage.bargaining or Bargaining()
    ids = [each.id for each in case.stages]
    back = stage.on_refusal
    return StagePlan(
        id=stage.id,
        role=role,
        issues=issues,
        lanes=_lanes(case, stage, issues) if role == "tracks" else (Lane(stage.id, ()),),
        signs=tuple(space.actors.index(actor) for actor in stage.signs),
        days=_triangle(stage.days) or (0.0, 0.0, 0.0),
        chance=_triangle(stage.chance),
        cost=_triangle(stage.cost) or (0.0, 0.0, 0.0),
        back=ids.index(back.to) if back else None,
        back_chance=(_triangle(back.chance) if back else None) or (0.0, 0.0, 0.0),
        bargaining=bargaining,
        tactics=tuple(bargaining.tactics.get(party, "linear") for party in space.parties),
    )


def _lanes(case: Case, stage: Stage, issues: tuple[int, ...]) -> tuple[Lane, ...]:
    """Return the working groups of a stage: the tracks it names, all that have issues, or groups.

    An issue of two tracks is the first one's.
    """
    names = list(case.issues)
    tracks = list(stage.tracks)
    if not tracks:
        able = [name for name, track in case.tracks.items() if track.issues]
        tracks = able if len(able) > 1 else []
    if not tracks:
        groups = groups_of(case)
        own = [tuple(k for k in group.issues if k in issues) for group in groups]
        pairs = zip(groups, own, strict=True)
        return tuple(Lane(group.name, ours) for group, ours in pairs if ours)
    taken: set[int] = set()
    lanes = []
    for name in tracks:
        ours = {names.index(issue) for issue in case.tracks[name].issues} & {*issues} - taken
        taken |= ours
        needs = tuple(tracks.index(need) for need in case.tracks[name].needs if need in tracks)
        lanes.append(Lane(name, tuple(sorted(ours)), needs))
    return tuple(lanes)


def _moves(case: Case) -> tuple[MovePlan, ...]:
    ids = list(case.moves)
    return tuple(
        MovePlan(
            name,
            _triangle(move.per_month) or (0.0, 0.0, 0.0),
            tuple(
                CounterPlan(ids.index(counter.move), counter.within_days, _spread(counter.chance))
                for counter in move.counters
            ),
        )
        for name, move in case.moves.items()
    )


def _deadline(case: Case, as_of: date, outlook: Outlook) -> DeadlinePlan:
    written = case.calendar.deadlines[outlook.id]
    return DeadlinePlan(
        id=outlook.id,
        day=(outlook.date - as_of).days,
        issue=None if written.issue is None else list(case.issues).index(written.issue),
        hard=written.hard,
        lapse=None if written.lapse is None else list(case.moves).index(written.lapse),
        outlook=outlook,
    )


def _sign_off(stages: Sequence[StagePlan]) -> int:
    """Return the first stage that signs all issues; the first that signs any; the last."""
    every = {k for stage in stages for k in stage.issues}
    signing = [j for j, stage in enumerate(stages) if stage.signs]
    whole = [j for j in signing if {*stages[j].issues} == every]
    return (whole or signing or [len(stages) - 1])[0]


def _closing(stages: Sequence[StagePlan], sign_off: int, issue: int) -> int:
    """Return the last stage that signs an issue; the sign-off where none does."""
    signing = [j for j, stage in enumerate(stages) if stage.signs and issue in stage.issues]
    return max(signing, default=sign_off)


def _start(case: Case, as_of: date, roles: Sequence[Role]) -> tuple[int, str]:
    """Return the stage at which the talks stand, and why, in a phrase."""
    agreed = [
        issue
        for issue, (state, _) in latest_states(case, as_of).items()
        if state == "ad_referendum"
    ]
    if not agreed or len(roles) == 1 or roles[0] != "framework":
        return 0, "no round has left a framework that is subject to sign-off"
    names = ", ".join(case.issues[issue].name for issue in agreed)
    return 1, f"a round left {names} agreed ad referendum, so the framework stands"


def _triangle(judged: Judged | None) -> Triangle | None:
    return None if judged is None else _spread(judged)


def _spread(judged: Judged) -> Triangle:
    return float(judged.low), float(judged.mid), float(judged.high)

"""The ladder to signature: where each issue stands, and whose signature is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from winset.case.agenda import State
from winset.case.document import Case
from winset.process.staging.plan import Plan
from winset.process.staging.talks import latest_states


@dataclass(frozen=True)
class Rung:
    """Where an issue stands: `state`, the id of the round that left it there, and what is ahead.

    `stage`: position of the stage whose turn it is; `missing`: ids of the actors who have yet to
    sign, in the order of the stages. Nobody's turn and no signature for what is settled; nobody's
    turn, but every signature, for what is parked.
    """

    issue: str
    state: State
    since: str | None
    stage: int | None
    missing: tuple[str, ...]


def ladder(case: Case, as_of: date, plan: Plan) -> tuple[Rung, ...]:
    """Return the Rung of each issue on a date, in file order.

    What a round left agreed ad referendum waits for the stage at which the talks stand; what is
    open or bracketed for the first stage that takes it up.
    """
    rungs = []
    states = latest_states(case, as_of)
    for k, issue in enumerate(case.issues):
        state, since = states[issue]
        ahead = [
            j
            for j, stage in enumerate(plan.stages)
            if k in stage.issues and j >= (plan.start if state == "ad_referendum" else 0)
        ]
        signers = dict.fromkeys(actor for j in ahead for actor in plan.stages[j].signs)
        missing = tuple(plan.space.actors[actor] for actor in signers)
        turn = ahead[0] if ahead and state not in ("parked", "settled") else None
        rungs.append(Rung(issue, state, since, turn, () if state == "settled" else missing))
    return tuple(rungs)

"""The rows of the agenda table: each issue with where it stands and what it unlocks."""

from __future__ import annotations

from winset.insight.agenda import standings
from winset.study import describe
from winset.study.ground import Ground
from winset.study.linchpin import unlocked
from winset.study.runs import Searched
from winset.study.setting import IssueLine, OptionLabel
from winset.study.survey.found import Survey


def issue_lines(ground: Ground, found: Survey, searched: Searched) -> tuple[IssueLine, ...]:
    """Return a row for each issue, in file order."""
    case, space = ground.case, ground.space
    unlocks = unlocked(searched.runs, searched.at_mid)
    worth = searched.runs.own_worth.mean(axis=0)
    standing = standings(
        case,
        ground.as_of,
        passable=found.passable,
        alone=found.alone,
        unlocks=worth.tolist() if unlocks is None else unlocks.tolist(),
        worth=worth.tolist(),
    )
    lines = []
    for k, (name, issue) in enumerate(case.issues.items()):
        coming, what = describe.next_deadline(case, name, ground.as_of)
        lines.append(
            IssueLine(
                id=name,
                name=issue.name,
                question=issue.question,
                group=issue.group,
                state=issue.state,
                status_quo=issue.status_quo,
                reversion=issue.without_agreement,
                at_rest=issue.at_rest,
                expires=issue.expires,
                options=tuple(
                    OptionLabel(id=option, label=issue.options[option].label)
                    for option in space.options[k]
                ),
                weights=describe.percent_weights(case, name),
                ranks=standing[name].ranks,
                trend=standing[name].trend,
                unlocks=None if unlocks is None else float(unlocks[k]),
                ripe=standing[name].ripe,
                ripe_why=standing[name].why,
                next=standing[name].next,
                next_deadline=coming,
                next_deadline_what=what,
                facts=issue.facts,
            )
        )
    return tuple(lines)

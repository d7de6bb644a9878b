"""Effects of mandates, proposals, brackets, agreement ad referendum and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from winset.room.state.agenda import Bracket, Initial, Issue, Mark
from winset.room.state.state import Comment, Mandate, Proposal, RedLine, State, Waiver

Data = Mapping[str, Any]


def _mandate(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    return replace(state, mandate=Mandate(data["allowed"], data["note"], mark))


def _red_line(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    line = RedLine(data["id"], data["never"], data["says"], mark)
    lifted = tuple(name for name in state.lifted if name != line.id)
    return replace(state, red_lines={**state.red_lines, line.id: line}, lifted=lifted)


def _red_line_lifted(state: State, data: Data, mark: Mark, audience: str) -> State:
    del mark, audience
    lines = {name: line for name, line in state.red_lines.items() if name != data["id"]}
    return replace(state, red_lines=lines, lifted=(*state.lifted, data["id"]))


def _drafted(state: State, data: Data, mark: Mark, audience: str) -> State:
    """Draft or revise a proposal; a revised draft keeps who first drafted it."""
    old = state.proposals.get(f"{audience}.{data['id']}")
    proposal = Proposal(
        id=data["id"],
        name=data["name"],
        options=data["options"],
        delegation=audience,
        status="draft",
        drafted=mark if old is None else old.drafted,
        last=mark,
    )
    return _with(state, proposal)


def _tabled(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    old = state.proposals.get(f"{mark.delegation}.{data['id']}")
    return _with(
        state,
        Proposal(
            id=data["id"],
            name=data["name"],
            options=data["options"],
            delegation=mark.delegation or "",
            status="tabled",
            drafted=mark if old is None else old.drafted,
            last=mark,
            crossed=True,
        ),
    )


def _withdrawn(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    old = state.proposals[f"{mark.delegation}.{data['id']}"]
    return _with(state, replace(old, status="withdrawn", last=mark))


def _with(state: State, proposal: Proposal) -> State:
    return replace(state, proposals={**state.proposals, proposal.key: proposal})


def _bracketed(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    issue = state.issues[data["issue"]]
    bracket = Bracket(tuple(data["options"]), data["text"], mark)
    side = mark.delegation or ""
    return _issue(state, replace(issue, brackets={**issue.brackets, side: bracket}, last=mark))


def _unbracketed(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    issue = state.issues[data["issue"]]
    kept = {side: b for side, b in issue.brackets.items() if side != mark.delegation}
    return _issue(state, replace(issue, brackets=kept, last=mark))


def _initialled(state: State, data: Data, mark: Mark, audience: str) -> State:
    """Agree to an option for a party; when every party has, brackets and escalation are over."""
    del audience
    issue = state.issues[data["issue"]]
    initial = Initial(data["option"], data["reported"], mark)
    after = replace(issue, initials={**issue.initials, data["party"]: initial}, last=mark)
    if after.agreed(state.parties) is not None:
        after = replace(after, brackets={}, escalated=None)
    return _issue(state, after)


def _taken_back(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    issue = state.issues[data["issue"]]
    kept = {party: i for party, i in issue.initials.items() if party != data["party"]}
    return _issue(state, replace(issue, initials=kept, last=mark))


def _escalated(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    return _issue(state, replace(state.issues[data["issue"]], escalated=mark, last=mark))


def _issue(state: State, issue: Issue) -> State:
    return replace(state, issues={**state.issues, issue.id: issue})


def _commented(state: State, data: Data, mark: Mark, audience: str) -> State:
    comment = Comment(data["on"], data["text"], audience, mark)
    return replace(state, comments=(*state.comments, comment))


def _waived(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    return replace(state, waivers=(*state.waivers, Waiver(data["of"], mark)))


EFFECTS = {
    "mandate.given": _mandate,
    "red_line.set": _red_line,
    "red_line.lifted": _red_line_lifted,
    "proposal.drafted": _drafted,
    "proposal.tabled": _tabled,
    "proposal.withdrawn": _withdrawn,
    "bracket.placed": _bracketed,
    "bracket.lifted": _unbracketed,
    "agreement.initialled": _initialled,
    "agreement.taken_back": _taken_back,
    "issue.escalated": _escalated,
    "comment.made": _commented,
    "waiver.granted": _waived,
}

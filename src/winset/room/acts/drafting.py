"""Acts of drafting: proposals, brackets, agreement ad referendum, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from winset.room.acts.act import (
    Act,
    Id,
    Line,
    Package,
    PrivateAct,
    Prose,
    Refused,
    Scene,
    issue_of,
    not_closed,
    option_of,
    package_of,
    within_mandate,
    within_track,
)
from winset.room.acts.lines import crossed_lines, torn_linkages
from winset.room.acts.rights import Right
from winset.room.acts.subjects import audience_of
from winset.room.record.events import TABLE
from winset.room.state.state import Proposal


class DraftProposal(PrivateAct):
    """Draft a proposal, or revise a draft; only the own delegation sees it."""

    kind: ClassVar[str] = "proposal.drafted"
    right: ClassVar[Right] = "draft"
    says: ClassVar[str] = "drafted a proposal"
    owned: ClassVar[bool] = True

    id: Id
    name: Line
    options: Package

    def subject(self) -> str:
        """Return the proposal."""
        return f"proposal:{self.id}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is off the agenda, the track or the mandate, and revising what is tabled."""
        package_of(scene, self.options)
        old = scene.state.proposals.get(f"{scene.seat.delegation}.{self.id}")
        if old is not None and old.status != "draft":
            raise Refused(f"“{old.name}” is {old.status}; draft a new proposal instead")
        within_track(scene, {**self.options, **(old.options if old else {})})
        within_mandate(scene, self.options)


class TableProposal(Act):
    """Put a draft on the table: every delegation sees it from now."""

    kind: ClassVar[str] = "proposal.tabled"
    right: ClassVar[Right] = "table"
    says: ClassVar[str] = "tabled a proposal"
    owned: ClassVar[bool] = True

    id: Id

    def subject(self) -> str:
        """Return the proposal."""
        return f"proposal:{self.id}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is no draft of one's own, or outside track, mandate or red lines."""
        draft = _own(scene, self.id)
        if draft.status != "draft":
            raise Refused(f"“{draft.name}” is {draft.status} already")
        within_track(scene, draft.options)
        within_mandate(scene, draft.options)
        within_red_lines(scene, draft.options)

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the proposal whole: whoever sees it tabled has not seen its draft."""
        draft = _own(scene, self.id)
        return {"id": draft.id, "name": draft.name, "options": dict(draft.options)}


class WithdrawProposal(Act):
    """Take a proposal back, from the table or as a draft."""

    kind: ClassVar[str] = "proposal.withdrawn"
    right: ClassVar[Right] = "table"
    says: ClassVar[str] = "withdrew a proposal"
    needs_why: ClassVar[bool] = True
    owned: ClassVar[bool] = True

    id: Id

    def subject(self) -> str:
        """Return the proposal."""
        return f"proposal:{self.id}"

    def audience(self, scene: Scene) -> str:
        """Return those who saw the proposal."""
        found = scene.state.proposals.get(f"{scene.seat.delegation}.{self.id}")
        return TABLE if found and found.status == "tabled" else scene.seat.delegation

    def rule(self, scene: Scene) -> None:
        """Refuse what is not one's own, is outside the track, or is withdrawn already."""
        found = _own(scene, self.id)
        if found.status == "withdrawn":
            raise Refused("this proposal is withdrawn already")
        within_track(scene, found.options)


class PlaceBracket(Act):
    """Bracket an issue: say between which options it is disputed, and in what words."""

    kind: ClassVar[str] = "bracket.placed"
    right: ClassVar[Right] = "bracket"
    says: ClassVar[str] = "bracketed an issue"

    issue: Id
    options: Annotated[tuple[Id, ...], Field(min_length=1, max_length=100)]
    text: Prose

    def subject(self) -> str:
        """Return the issue."""
        return f"issue:{self.issue}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is signed, parked, agreed or outside the track."""
        _movable(scene, self.issue)
        _not_agreed(scene, self.issue)
        for option in self.options:
            option_of(scene, self.issue, option)


class LiftBracket(Act):
    """Take the own delegation's bracket away."""

    kind: ClassVar[str] = "bracket.lifted"
    right: ClassVar[Right] = "bracket"
    says: ClassVar[str] = "lifted a bracket"

    issue: Id

    def subject(self) -> str:
        """Return the issue."""
        return f"issue:{self.issue}"

    def rule(self, scene: Scene) -> None:
        """Refuse where the own delegation has no bracket, and what is outside the track."""
        issue_of(scene, self.issue)
        within_track(scene, (self.issue,))
        if scene.seat.delegation not in scene.state.issues[self.issue].brackets:
            raise Refused("your delegation has no bracket on this issue")


class Initial(Act):
    """Agree to an option ad referendum: subject to sign-off.

    `party`: the own one, or one without a delegation in the room, whose agreement is reported.
    """

    kind: ClassVar[str] = "agreement.initialled"
    right: ClassVar[Right] = "initial"
    says: ClassVar[str] = "agreed ad referendum"

    issue: Id
    option: Id
    party: Id | None = None

    def subject(self) -> str:
        """Return the issue."""
        return f"issue:{self.issue}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is closed, escalated to principals, out of track, mandate or red lines."""
        option_of(scene, self.issue, self.option)
        _movable(scene, self.issue)
        party = _speaks_for(scene, self.party)
        _principals_if_escalated(scene, self.issue)
        _not_agreed(scene, self.issue)
        issue = scene.state.issues[self.issue]
        if party in issue.initials and issue.initials[party].option == self.option:
            by = issue.initials[party].mark.name
            raise Refused(f"{scene.state.parties[party]} has agreed to this already, by {by}")
        if party == scene.party:
            _in_own_case(scene, self.issue, self.option)
            within_mandate(scene, {self.issue: self.option})
            within_red_lines(scene, {self.issue: self.option})

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the agreement, and whether it is only reported."""
        party = _speaks_for(scene, self.party)
        return {
            "issue": self.issue,
            "option": self.option,
            "party": party,
            "reported": party != scene.party,
        }


class TakeBack(Act):
    """Take an agreement ad referendum back."""

    kind: ClassVar[str] = "agreement.taken_back"
    right: ClassVar[Right] = "initial"
    says: ClassVar[str] = "took an agreement back"
    needs_why: ClassVar[bool] = True

    issue: Id
    party: Id | None = None

    def subject(self) -> str:
        """Return the issue."""
        return f"issue:{self.issue}"

    def rule(self, scene: Scene) -> None:
        """Refuse where there is none, and what is escalated, up for signature or signed."""
        _movable(scene, self.issue)
        _principals_if_escalated(scene, self.issue)
        if _speaks_for(scene, self.party) not in scene.state.issues[self.issue].initials:
            raise Refused("there is no agreement to take back")

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the issue and the party."""
        return {"issue": self.issue, "party": _speaks_for(scene, self.party)}


class Escalate(Act):
    """Hand an issue up: the principals settle it from now."""

    kind: ClassVar[str] = "issue.escalated"
    right: ClassVar[Right] = "escalate"
    says: ClassVar[str] = "escalated an issue"
    needs_why: ClassVar[bool] = True

    issue: Id

    def subject(self) -> str:
        """Return the issue."""
        return f"issue:{self.issue}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is closed, agreed, or escalated already."""
        _movable(scene, self.issue)
        issue = scene.state.issues[self.issue]
        if issue.escalated:
            raise Refused(f"“{issue.name}” was escalated already, by {issue.escalated.name}")
        _not_agreed(scene, self.issue)


class MakeComment(Act):
    """Say something on a subject: to the own delegation, or (tabled) to all."""

    kind: ClassVar[str] = "comment.made"
    right: ClassVar[Right] = "comment"
    says: ClassVar[str] = "commented"
    guarded: ClassVar[bool] = False

    on: Annotated[str, Field(pattern=r"^[a-z_]{1,20}(:[A-Za-z0-9_.:=-]{1,140})?$")]
    text: Annotated[Prose, Field(min_length=1)]
    tabled: bool = False

    def subject(self) -> str:
        """Return what the remark is on, so that it does not collide with acts on it."""
        return f"comment:{self.on}"

    def audience(self, scene: Scene) -> str:
        """Return everybody for a tabled remark, else the own delegation."""
        return TABLE if self.tabled else scene.seat.delegation

    def rule(self, scene: Scene) -> None:
        """Refuse what is not there, and a tabled remark on what only the own delegation sees."""
        audience = audience_of(scene, self.on)
        if self.tabled and audience != TABLE:
            raise Refused("only your delegation sees this; a remark to all would give it away")


def within_red_lines(scene: Scene, options: Mapping[str, str]) -> None:
    """Raise Refused if a package crosses a red line or a linkage, with all that is certain.

    Certain is what is signed, and what the own side has agreed to; an issue on which it has not
    stands in nobody's way.
    """
    party = scene.party
    if party is None:
        return
    certain: dict[str, str] = {}
    for name, issue in scene.state.issues.items():
        if issue.signed is not None:
            certain[name] = issue.signed
        elif party in issue.initials:
            certain[name] = issue.initials[party].option
    package = {**certain, **options}
    for doubt in crossed_lines(scene.state, scene.case(), party, package):
        if not doubt.waived:
            raise Refused(f"this {doubt.says}; a principal can waive it")
    for doubt in torn_linkages(scene.state, scene.case(), package):
        if not doubt.waived:
            raise Refused(f"this {doubt.says}; a leader can waive it")


def _own(scene: Scene, name: str) -> Proposal:
    found = scene.state.proposals.get(f"{scene.seat.delegation}.{name}")
    if found is None:
        raise Refused(f"your delegation has no proposal `{name}`")
    return found


def _movable(scene: Scene, issue: str) -> None:
    not_closed(scene, issue)
    within_track(scene, (issue,))
    found = scene.state.issues[issue]
    if found.parked:
        raise Refused(f"“{found.name}” is parked; a principal takes it up by setting the agenda")


def _not_agreed(scene: Scene, issue: str) -> None:
    found = scene.state.issues[issue]
    if found.agreed(scene.state.parties) is not None:
        raise Refused(f"“{found.name}” is agreed ad referendum; take that back first")


def _principals_if_escalated(scene: Scene, issue: str) -> None:
    found = scene.state.issues[issue]
    if found.escalated and scene.seat.role == "technical":
        raise Refused(f"“{found.name}” was escalated: a principal settles it")


def _in_own_case(scene: Scene, issue: str, option: str) -> None:
    """Raise Refused for an option that the own case lacks: no study could tell of it."""
    case = scene.case()
    written = None if case is None else case.issues.get(issue)
    if written is not None and option not in written.options:
        raise Refused(
            f"your case has no option `{option}` of “{written.name}”, so that no study could tell "
            "of it; bring a case that has it first"
        )


def _speaks_for(scene: Scene, party: str | None) -> str:
    own = scene.own_party()
    if party is None or party == own:
        return own
    if party not in scene.state.parties:
        raise Refused(f"there is no party `{party}`")
    if scene.state.seated(party):
        name = scene.state.parties[party]
        raise Refused(f"{name} has a delegation in this room, and speaks for itself")
    return party

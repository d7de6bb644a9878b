"""Acts of drafting: proposals, brackets, agreement ad referendum, remarks, waivers."""

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
    not_signed,
    option_of,
    package_of,
    within_mandate,
    within_track,
)
from winset.room.acts.conditions import broken, crossed
from winset.room.acts.rights import Right
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
        within_track(scene, self.options)
        within_mandate(scene, self.options)
        old = scene.state.proposals.get(f"{scene.seat.delegation}.{self.id}")
        if old is not None and old.status != "draft":
            raise Refused(f"“{old.name}” is {old.status}; draft a new proposal instead")


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
        """Refuse what is not one's own, or is withdrawn already."""
        if _own(scene, self.id).status == "withdrawn":
            raise Refused("this proposal is withdrawn already")


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
        """Refuse what is signed, parked or outside the track."""
        _movable(scene, self.issue)
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
        """Refuse where the own delegation has no bracket."""
        issue_of(scene, self.issue)
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
        issue = scene.state.issues[self.issue]
        if issue.escalated and scene.seat.role == "technical":
            raise Refused(f"“{issue.name}” was escalated: a principal settles it")
        if party == scene.party:
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
        """Refuse where there is none, or its text is up for signature or signed."""
        _movable(scene, self.issue)
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
        if issue.agreed(scene.state.parties) is not None:
            raise Refused(f"“{issue.name}” is agreed ad referendum; take that back first")


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
        """Refuse a tabled remark on what only the own delegation can see."""
        what, _, name = self.on.partition(":")
        proposal = scene.state.proposals.get(name) if what == "proposal" else None
        deadline = scene.state.deadlines.get(name) if what == "deadline" else None
        private = (proposal and proposal.status == "draft") or (
            deadline and deadline.audience != TABLE
        )
        if self.tabled and private:
            raise Refused("only your delegation sees this; a remark to all would give it away")


class WaiveMandate(PrivateAct):
    """Let an option pass that is outside the mandate, or a red line, with a reason."""

    kind: ClassVar[str] = "waiver.granted"
    right: ClassVar[Right] = "waive the mandate"
    says: ClassVar[str] = "granted a waiver"
    needs_why: ClassVar[bool] = True

    of: Annotated[str, Field(pattern=r"^(mandate:[A-Za-z0-9_-]+=[A-Za-z0-9_-]+|red_line:.+)$")]

    def subject(self) -> str:
        """Return what is waived."""
        return f"waiver:{self.of}"

    def rule(self, scene: Scene) -> None:
        """Refuse to waive what does not stand in the way."""
        what, _, name = self.of.partition(":")
        if what == "mandate":
            issue, _, option = name.partition("=")
            option_of(scene, issue, option)
            if scene.state.mandate is None or (
                scene.state.mandate.place(issue, option) == "inside"
            ):
                raise Refused("this option is inside the mandate: nothing to waive")
            return
        case = scene.case()
        if case is None or name not in case.parties[scene.own_party()].red_lines:
            raise Refused(f"there is no red line `{name}`")


def within_red_lines(scene: Scene, options: Mapping[str, str]) -> None:
    """Raise Refused if a package, with what is agreed so far, crosses a red line or a linkage.

    Only what is certain counts: an issue that is still open stands in nobody's way.
    """
    case = scene.case()
    if case is None or scene.party is None:
        return
    agreed = {
        name: option
        for name, issue in scene.state.issues.items()
        if (option := issue.agreed(scene.state.parties)) is not None
    }
    package = {**agreed, **options}
    for line in crossed(case, scene.party, package):
        if not scene.state.waived(f"red_line:{line}"):
            says = case.parties[scene.party].red_lines[line].says
            raise Refused(f"this crosses the red line `{line}` ({says}); a principal can waive it")
    for name in broken(case, package):
        if not scene.state.waived(f"linkage:{name}"):
            says = case.linkages[name].says
            raise Refused(f"this breaks the linkage `{name}` ({says}); a leader can waive it")


def _own(scene: Scene, name: str) -> Proposal:
    found = scene.state.proposals.get(f"{scene.seat.delegation}.{name}")
    if found is None:
        raise Refused(f"your delegation has no proposal `{name}`")
    return found


def _movable(scene: Scene, issue: str) -> None:
    not_signed(scene, issue)
    within_track(scene, (issue,))
    found = scene.state.issues[issue]
    if found.parked:
        raise Refused(f"“{found.name}” is parked; a principal takes it up by setting the agenda")
    text = scene.state.up()
    if text is not None and issue in text.options:
        raise Refused(f"“{found.name}” is part of “{text.name}”, which is up for signature")


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

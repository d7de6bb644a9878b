"""Acts that set the stage: agenda, mandate, red lines, stages, the room's day, seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from winset.case.conditions import Condition
from winset.room.acts.act import (
    Act,
    Data,
    Id,
    Line,
    PrivateAct,
    Prose,
    Refused,
    Scene,
    issue_of,
    not_closed,
    option_of,
)
from winset.room.acts.rights import Right
from winset.room.state.agenda import Issue
from winset.room.state.state import Role, Within

Label = Annotated[Prose, Field(min_length=1)]
"""A name of an issue or option: a case file's may be long."""


class AgendaIssue(BaseModel):
    """An issue as the agenda has it: its options by id, and whether it is parked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Label
    question: Prose = ""
    track: Id | None = None
    options: dict[Id, Label] = Field(min_length=1, max_length=200)
    parked: bool = False


class SetAgenda(Act):
    """Set the order of the issues, park or take up some, and add new ones."""

    kind: ClassVar[str] = "agenda.set"
    right: ClassVar[Right] = "set the agenda"
    says: ClassVar[str] = "set the agenda"

    issues: Annotated[tuple[AgendaIssue, ...], Field(min_length=1, max_length=200)]

    def subject(self) -> str:
        """Return the agenda as a whole."""
        return "agenda"

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the agenda with its options as a list: a mapping would lose their order."""
        del scene
        return {
            "issues": [
                {
                    **issue.model_dump(mode="json"),
                    "options": [
                        {"id": option, "label": label} for option, label in issue.options.items()
                    ],
                }
                for issue in self.issues
            ]
        }

    def rule(self, scene: Scene) -> None:
        """Refuse repeats, what is left out or renamed, unknown tracks, parking what is closed."""
        names = [issue.id for issue in self.issues]
        if len(set(names)) < len(names):
            raise Refused("an issue stands twice on this agenda")
        for name, old in scene.state.issues.items():
            new = next((issue for issue in self.issues if issue.id == name), None)
            if new is None:
                raise Refused(f"“{old.name}” is left out; an issue can be parked, not forgotten")
            if not old.options.keys() <= new.options.keys():
                raise Refused(f"an option of “{old.name}” is left out; options can only be added")
            _same_words(old, new)
            if new.parked and not old.parked:
                not_closed(scene, name)
        for issue in self.issues:
            if issue.track is not None and issue.track not in scene.state.tracks:
                raise Refused(f"there is no track `{issue.track}`")


def _same_words(old: Issue, new: AgendaIssue) -> None:
    """Raise Refused if an agenda changes the words of what others may have agreed to."""
    if new.name != old.name.strip() or (new.question and new.question != old.question.strip()):
        raise Refused(f"“{old.name}” has another name or question here; neither can be changed")
    for option, label in old.options.items():
        if new.options[option] != label.strip():
            raise Refused(
                f"the option `{option}` of “{old.name}” reads “{label}”, and cannot be changed; "
                "add another option instead"
            )


class GiveMandate(PrivateAct):
    """Say which options the delegation may agree to; issues left out are free."""

    kind: ClassVar[str] = "mandate.given"
    right: ClassVar[Right] = "give the mandate"
    says: ClassVar[str] = "gave the mandate"

    allowed: dict[Id, dict[Id, Within]]
    note: Prose = ""

    def subject(self) -> str:
        """Return the mandate."""
        return "mandate"

    def rule(self, scene: Scene) -> None:
        """Refuse unknown issues and options, and an issue on which nothing is allowed."""
        for issue, options in self.allowed.items():
            issue_of(scene, issue)
            if not options:
                name = scene.state.issues[issue].name
                raise Refused(
                    f"the mandate allows nothing on “{name}”; leave the issue out instead"
                )
            for option in options:
                option_of(scene, issue, option)


class SetRedLine(PrivateAct):
    """Draw a red line: no package that meets `never` can be agreed to."""

    kind: ClassVar[str] = "red_line.set"
    right: ClassVar[Right] = "set red lines"
    says: ClassVar[str] = "set a red line"
    needs_why: ClassVar[bool] = True

    id: Id
    never: Data
    says_who: Line

    def subject(self) -> str:
        """Return the red line."""
        return f"red_line:{self.id}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is no condition on the issues of the agenda."""
        try:
            condition = TypeAdapter(Condition).validate_python(self.never)
        except ValidationError as error:
            raise Refused(
                "a red line names options of issues, as {tiktok: clean_sale}; "
                f"{error.errors()[0]['msg']}"
            ) from error
        for issue in _bounded(condition):
            raise Refused(
                f"a red line drawn here names options: list those of “{issue}” that it forbids"
            )
        for issue, option in _named(condition):
            option_of(scene, issue, option)

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the line as a case file has it."""
        del scene
        return {"id": self.id, "never": self.never, "says": self.says_who}


class LiftRedLine(PrivateAct):
    """Take a red line back."""

    kind: ClassVar[str] = "red_line.lifted"
    right: ClassVar[Right] = "set red lines"
    says: ClassVar[str] = "lifted a red line"
    needs_why: ClassVar[bool] = True

    id: Id

    def subject(self) -> str:
        """Return the red line."""
        return f"red_line:{self.id}"

    def rule(self, scene: Scene) -> None:
        """Refuse to lift a line that nobody has set."""
        if self.id in scene.state.red_lines:
            return
        case, party = scene.case(), scene.party
        written = case.parties[party].red_lines if case and party in case.parties else {}
        if self.id not in written or self.id in scene.state.lifted:
            raise Refused(f"there is no red line `{self.id}` to lift")


class OpenStage(Act):
    """Open a stage of the path: whose turn it is from now."""

    kind: ClassVar[str] = "stage.opened"
    right: ClassVar[Right] = "open stages"
    says: ClassVar[str] = "opened a stage"

    stage: Id

    def subject(self) -> str:
        """Return the path."""
        return "path"

    def rule(self, scene: Scene) -> None:
        """Refuse a stage that the path does not have, or that is open, or while a text is up."""
        if self.stage not in scene.state.stages:
            raise Refused(f"the path has no stage `{self.stage}`")
        if self.stage == scene.state.stage:
            raise Refused(f"“{scene.state.stages[self.stage].name}” is open already")
        text = scene.state.up()
        if text is not None:
            raise Refused(f"“{text.name}” is up for signature; the signatures move the stage")


class SetClock(Act):
    """Set the room's day for an exercise, or (no day) go back to the real date."""

    kind: ClassVar[str] = "clock.set"
    right: ClassVar[Right] = "open stages"
    says: ClassVar[str] = "set the room's day"

    day: Date | None = None

    def subject(self) -> str:
        """Return the room's day."""
        return "clock"


class SeatMember(PrivateAct):
    """Change the role or the tracks of a member of the own delegation."""

    kind: ClassVar[str] = "member.joined"
    right: ClassVar[Right] = "seat people"
    says: ClassVar[str] = "seated a member"

    person: Id
    role: Role
    tracks: tuple[Id, ...] = ()

    def subject(self) -> str:
        """Return the member's seat."""
        return f"seat:{self.person}"

    def rule(self, scene: Scene) -> None:
        """Refuse strangers, unknown tracks, and leaving the delegation without a principal."""
        if self.person not in scene.state.seats:
            raise Refused("this person has no seat in your delegation; invite them first")
        for track in self.tracks:
            if track not in scene.state.tracks:
                raise Refused(f"there is no track `{track}`")
        if self.role != "principal":
            _keep_a_principal(scene, self.person)

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the seat, with the person's name."""
        seat = scene.state.seats[self.person]
        return {
            "person": seat.person,
            "name": seat.name,
            "delegation": seat.delegation,
            "role": self.role,
            "tracks": list(self.tracks),
        }


class UnseatMember(PrivateAct):
    """Take a member's seat away."""

    kind: ClassVar[str] = "member.left"
    right: ClassVar[Right] = "seat people"
    says: ClassVar[str] = "took a seat away"

    person: Id

    def subject(self) -> str:
        """Return the member's seat."""
        return f"seat:{self.person}"

    def rule(self, scene: Scene) -> None:
        """Refuse strangers, and leaving the delegation without a principal."""
        if self.person not in scene.state.seats:
            raise Refused("this person has no seat in your delegation")
        _keep_a_principal(scene, self.person)


def _keep_a_principal(scene: Scene, leaving: str) -> None:
    others = [
        seat
        for seat in scene.state.seats.values()
        if seat.role == "principal" and seat.person != leaving
    ]
    if not others:
        raise Refused("a delegation keeps at least one principal; seat another one first")


def _named(condition: Condition) -> list[tuple[str, str]]:
    """Return every issue and option that a condition names."""
    pairs = [(issue, option) for issue, of in condition.options.items() for option in of]
    return pairs + [pair for part in _inside(condition) for pair in _named(part)]


def _bounded(condition: Condition) -> list[str]:
    """Return the issues on whose range a condition puts bounds."""
    return [*condition.bounds, *(name for part in _inside(condition) for name in _bounded(part))]


def _inside(condition: Condition) -> list[Condition]:
    return [*condition.all, *condition.any, *([condition.none] if condition.none else [])]

"""Acts on a delegation's own picture: its case, its numbers, what-ifs kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from winset.case.document import Case
from winset.case.errors import CaseError, UnreadableCase
from winset.case.grid import as_written
from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.case.writing import written
from winset.room.acts.act import Id, Line, Package, PrivateAct, Refused, Scene, package_of
from winset.room.acts.rights import Right
from winset.room.elicitation.answers import Answer, Points
from winset.room.elicitation.frame import frame_of, misfit
from winset.room.state.agenda import Mark
from winset.room.state.own_case import own_case
from winset.room.state.state import Judgement


class BringCase(PrivateAct):
    """Bring a case file: the delegation's own picture of the negotiation."""

    kind: ClassVar[str] = "case.brought"
    right: ClassVar[Right] = "bring a case"
    says: ClassVar[str] = "brought a case file"

    text: Annotated[str, Field(min_length=1, max_length=1_000_000)]
    name: Line = "case.yaml"

    def subject(self) -> str:
        """Return the own case."""
        return "case"

    def rule(self, scene: Scene) -> None:
        """Refuse a file with mistakes, of another negotiation, or without a line that holds."""
        case = read_case(self.name, self.text)
        fits(case, scene)
        if scene.seat.role != "principal":
            _keeps_red_lines(case, scene)

    def document(self) -> bytes:
        """Return the file, to be kept beside the record."""
        return self.text.encode()

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the file's name and hash."""
        del scene
        return {"document": hashlib.sha256(self.document()).hexdigest(), "name": self.name}


class AnswerPreference(PrivateAct):
    """Keep one answer of the eliciting of an actor's preferences."""

    kind: ClassVar[str] = "preference.answered"
    right: ClassVar[Right] = "judge values"
    says: ClassVar[str] = "answered on preferences"

    actor: Id
    answer: Answer

    def subject(self) -> str:
        """Return the actor's preferences."""
        return f"preference:{self.actor}"

    def rule(self, scene: Scene) -> None:
        """Refuse an actor, an issue or an option that the own case does not have."""
        wrong = misfit(self.answer, frame_of(_case(scene, self.actor), self.actor))
        if wrong is not None:
            raise Refused(wrong)


class Number(BaseModel):
    """A weight (no option) or a score: low, middle and high, 0 to 100."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issue: Id
    option: Id | None = None
    low: Points
    mid: Points
    high: Points


class SetPreference(PrivateAct):
    """Write weights and scores of one actor into the own case."""

    kind: ClassVar[str] = "preference.set"
    right: ClassVar[Right] = "judge values"
    says: ClassVar[str] = "set values"
    needs_why: ClassVar[bool] = True

    actor: Id
    numbers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=2000)]

    def subject(self) -> str:
        """Return the actor's preferences."""
        return f"preference:{self.actor}"

    def rule(self, scene: Scene) -> None:
        """Refuse numbers with which the own case would not pass its checks."""
        case = _case(scene, self.actor)
        for number in self.numbers:
            issue = case.issues.get(number.issue)
            if issue is None or (number.option and number.option not in issue.options):
                raise Refused(f"your case has no {number.issue} {number.option or ''}".rstrip())
            if number.issue not in case.actors[self.actor].views and not any(
                other.issue == number.issue and other.option is None for other in self.numbers
            ):
                raise Refused(
                    f"{case.actors[self.actor].name} has no view on “{issue.name}” yet; "
                    "set its weight too"
                )
            if not number.low <= number.mid <= number.high:
                raise Refused("a range is low, middle, high in rising order")
        mark = Mark(0, "", scene.seat.person, scene.seat.name, None, scene.seat.role, "as set")
        made = {
            (self.actor, n.issue, n.option): Judgement(
                self.actor, n.issue, n.option, (str(n.low), str(n.mid), str(n.high)), mark
            )
            for n in self.numbers
        }
        trial = type(scene.state)(room=scene.state.room, judgements=made)
        text = written(own_case(case, trial, None))
        read_case("your case with these numbers", text)


class KeepWhatIf(PrivateAct):
    """Keep a what-if by name; it never changes the record's own numbers."""

    kind: ClassVar[str] = "what_if.kept"
    right: ClassVar[Right] = "ask what if"
    says: ClassVar[str] = "kept a what-if"

    class Weight(BaseModel):
        """A weight moved."""

        model_config = ConfigDict(frozen=True, extra="forbid")
        actor: Id
        issue: Id
        points: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]

    class Score(BaseModel):
        """A score moved."""

        model_config = ConfigDict(frozen=True, extra="forbid")
        actor: Id
        issue: Id
        option: Id
        points: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]

    id: Id
    name: Line
    options: Package
    weights: tuple[Weight, ...] = ()
    scores: tuple[Score, ...] = ()

    def subject(self) -> str:
        """Return the what-if."""
        return f"what_if:{self.id}"

    def rule(self, scene: Scene) -> None:
        """Refuse an empty or unknown package, and numbers that the own case does not have."""
        package_of(scene, self.options)
        for weight in self.weights:
            _view(_case(scene, weight.actor), weight.actor, weight.issue)
        for score in self.scores:
            case = _case(scene, score.actor)
            _view(case, score.actor, score.issue)
            if score.option not in case.issues[score.issue].options:
                raise Refused(f"your case has no option `{score.option}` of `{score.issue}`")


def _view(case: Case, actor: str, issue: str) -> None:
    if issue not in case.actors[actor].views:
        raise Refused(f"in your case {case.actors[actor].name} has no view on `{issue}`")


def read_case(name: str, text: str) -> Case:
    """Return the case in `text`. Raises Refused with every mistake, line by line."""
    try:
        return case_of(read(checked(name, text)))
    except (CaseError, UnreadableCase) as error:
        raise Refused(str(error)) from error


def fits(case: Case, scene: Scene) -> None:
    """Raise Refused if a case does not hold the parties, issues and options of the room."""
    state = scene.state
    missing = [name for name in state.parties if name not in case.parties]
    if missing:
        raise Refused(f"this case has no party `{missing[0]}`: it is of another negotiation")
    for issue in state.issues.values():
        written = case.issues.get(issue.id)
        if written is None:
            raise Refused(f"this case lacks “{issue.name}” (`{issue.id}`), which is on the agenda")
        for option in issue.options:
            if option not in written.options and not written.takes(option):
                raise Refused(f"this case lacks the option `{option}` of “{issue.name}”")


def _keeps_red_lines(case: Case, scene: Scene) -> None:
    """Raise Refused if a case drops or changes a red line: that is for a principal alone."""
    party = scene.party
    before = None if party is None else scene.case()
    if party is None or before is None:
        return
    brought, state = as_written(case).parties[party].red_lines, scene.state
    for name, line in as_written(before).parties[party].red_lines.items():
        if name not in state.red_lines and (
            name not in brought or brought[name].never != line.never
        ):
            raise Refused(
                f"this case lacks the red line `{name}` ({line.says}), or has it otherwise; "
                "only a principal may bring it"
            )


def _case(scene: Scene, actor: str) -> Case:
    case = scene.case()
    if case is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    if actor not in case.actors:
        raise Refused(f"your case has no actor `{actor}`; actors: {', '.join(case.actors)}")
    return case

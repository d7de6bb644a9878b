"""What an act is: a form that a person fills in, a right, a rule, and the event it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.room.acts.rights import Right
from winset.room.record.events import TABLE
from winset.room.state.state import Seat, State


def _printable(text: str) -> str:
    if any(not (c.isprintable() or c in "\n\t") for c in text):
        raise ValueError("holds a character that cannot be printed; leave it out")
    return text.strip()


DEEPEST, WIDEST = 12, 5000
"""How deep free data may be nested, and how many values it may hold."""


def _bounded(data: dict[str, Any]) -> dict[str, Any]:
    """Return free data as it is. Raises ValueError for what a record cannot keep for good."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > WIDEST:
            raise ValueError("is nested too deep, or holds too much")
        match value:
            case dict():
                waiting += [(part, depth + 1) for pair in value.items() for part in pair]
            case list() | tuple():
                waiting += [(part, depth + 1) for part in value]
            case str():
                _printable(value)
            case bool() | None:
                pass
            case int() | float() if abs(value) <= EXACT:  # not so for inf and nan
                pass
            case _:
                raise ValueError(f"holds {str(value)[:20]}, which cannot be kept exactly")
    return data


EXACT = 2**53
"""Whole numbers up to here are the same in every program that reads the record."""

Data = Annotated[dict[str, Any], AfterValidator(_bounded)]
"""Data of no fixed shape, as plain JSON."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Prose = Annotated[str, Field(max_length=4000), AfterValidator(_printable)]
Package = Annotated[dict[Id, Id], Field(max_length=200)]


class Refused(WinsetError):  # noqa: N818  the room says no
    """An act that the room does not take: by its rules, or as things stand."""

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True)
class Scene:
    """What an act is judged by: who acts, where things stand, and today in the room.

    `case` returns the delegation's own case as it stands, None if it has none; it is called only
    by rules that need it.
    """

    seat: Seat
    state: State
    today: Date
    case: Callable[[], Case | None]

    @property
    def party(self) -> str | None:
        """The party that the delegation speaks for; None for a mediator's."""
        return self.state.delegations[self.seat.delegation].party

    def own_party(self) -> str:
        """Return the party that the delegation speaks for. Raises Refused for a mediator's."""
        if self.party is None:
            raise Refused("a mediator's delegation speaks for no party, and cannot agree or sign")
        return self.party


class Act(BaseModel):
    """One thing that a person can do in a room; each kind is a subclass.

    `kind` is the event's; `right` is asked of the role; `needs_why`: a reason must be given;
    `guarded`: refused if its subject was touched since the person looked; `owned`: the subject is
    the delegation's own, and another delegation may have one of the same name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    kind: ClassVar[str]
    right: ClassVar[Right]
    says: ClassVar[str]
    needs_why: ClassVar[bool] = False
    guarded: ClassVar[bool] = True
    owned: ClassVar[bool] = False

    def subject(self) -> str:
        """Return what the act is about, as `issue:tiktok`; two acts on one subject can collide."""
        raise NotImplementedError

    def subject_in(self, delegation: str) -> str:
        """Return the subject by its name in the room, for an act of `delegation`."""
        if not self.owned:
            return self.subject()
        what, _, name = self.subject().partition(":")
        return f"{what}:{delegation}.{name}"

    def audience(self, scene: Scene) -> str:
        """Return who may see the event: everybody, unless a kind says otherwise."""
        del scene
        return TABLE

    def rule(self, scene: Scene) -> None:
        """Raise Refused if the act cannot be done as things stand."""

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return what the event keeps; by default what the person filled in."""
        del scene
        return self.model_dump(mode="json")


class PrivateAct(Act):
    """An act that only the own delegation sees."""

    def audience(self, scene: Scene) -> str:
        """Return the own delegation."""
        return scene.seat.delegation


def issue_of(scene: Scene, name: str) -> str:
    """Return the id of an issue on the agenda. Raises Refused if there is none."""
    if name not in scene.state.issues:
        raise Refused(
            f"there is no issue `{name}` on the agenda; issues: {_list(scene.state.issues)}"
        )
    return name


def option_of(scene: Scene, issue: str, option: str) -> str:
    """Return the id of an option of an issue. Raises Refused if it has none of that id."""
    options = scene.state.issues[issue_of(scene, issue)].options
    if option not in options:
        raise Refused(
            f"“{scene.state.issues[issue].name}” has no option `{option}`; "
            f"options: {_list(options)}"
        )
    return option


def package_of(scene: Scene, options: Mapping[str, str]) -> None:
    """Raise Refused if a package names an issue or an option that is not there, or is empty."""
    if not options:
        raise Refused("choose an option of at least one issue")
    for issue, option in options.items():
        option_of(scene, issue, option)


def not_signed(scene: Scene, issue: str) -> None:
    """Raise Refused if an issue is signed: its text is closed."""
    found = scene.state.issues[issue_of(scene, issue)]
    if found.signed is not None:
        raise Refused(f"“{found.name}” is signed; what is signed is not reopened in this room")


def not_closed(scene: Scene, issue: str) -> None:
    """Raise Refused if an issue is signed, or part of the text that is up for signature."""
    not_signed(scene, issue)
    text = scene.state.up()
    if text is not None and issue in text.options:
        name = scene.state.issues[issue].name
        raise Refused(f"“{name}” is part of “{text.name}”, which is up for signature")


def within_track(scene: Scene, issues: Mapping[str, Any] | tuple[str, ...]) -> None:
    """Raise Refused if a technical seat reaches outside its tracks."""
    seat = scene.seat
    if seat.role != "technical" or not seat.tracks:
        return
    for name in issues:
        if scene.state.issues[issue_of(scene, name)].track not in seat.tracks:
            issue = scene.state.issues[name].name
            mine = ", ".join(
                scene.state.tracks[t].name if t in scene.state.tracks else t for t in seat.tracks
            )
            raise Refused(f"“{issue}” is outside your track ({mine}); ask its team, or a principal")


def within_mandate(scene: Scene, options: Mapping[str, str], *, since: int = 0) -> None:
    """Raise Refused if an option is outside the mandate, or at its edge for a technical seat.

    A waiver recorded after event `since` lets it pass.
    """
    mandate = scene.state.mandate
    if mandate is None:
        return
    for name, option in options.items():
        place = mandate.place(name, option)
        if place == "inside" or (place == "edge" and scene.seat.role != "technical"):
            continue
        if scene.state.waived(f"mandate:{name}={option}", max(since, mandate.mark.seq)):
            continue
        issue = scene.state.issues[name]
        what = f"“{issue.options.get(option, option)}” on “{issue.name}”"
        how = "is outside the mandate" if place == "outside" else "is at the edge of the mandate"
        raise Refused(f"{what} {how} given by {mandate.mark.name}; a principal can waive it")


def _list(names: Mapping[str, Any]) -> str:
    return ", ".join(names)

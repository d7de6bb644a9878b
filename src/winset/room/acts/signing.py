"""Acts of signing: putting a text up, signing, refusing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from winset.room.acts.act import (
    Act,
    Id,
    Line,
    Refused,
    Scene,
    issue_of,
    within_mandate,
)
from winset.room.acts.lines import crossed_lines, signed_package, torn_linkages
from winset.room.acts.rights import Right
from winset.room.state.agenda import Signature
from winset.room.state.state import Text


class PutText(Act):
    """Put what is agreed ad referendum up for signature, as one text."""

    kind: ClassVar[str] = "text.put"
    right: ClassVar[Right] = "put up for signature"
    says: ClassVar[str] = "put a text up for signature"

    id: Id
    name: Line
    issues: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]

    def subject(self) -> str:
        """Return the path: one text is up at a time."""
        return "path"

    def rule(self, scene: Scene) -> None:
        """Refuse a second text at a time, and issues that are not agreed ad referendum."""
        scene.own_party()
        text = scene.state.up()
        if text is not None:
            raise Refused(f"“{text.name}” is up for signature; one text at a time")
        if self.id in scene.state.texts:
            raise Refused(f"there was a text `{self.id}` already; give this one another id")
        if not any(stage.signs for stage in scene.state.stages.values()):
            raise Refused("no stage of the path asks for a signature")
        for name in self.issues:
            issue = scene.state.issues[issue_of(scene, name)]
            if issue.state(scene.state.parties) != "ad_referendum":
                raise Refused(f"“{issue.name}” is not agreed ad referendum")

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the text with the options that were agreed."""
        agreed = {
            name: scene.state.issues[name].agreed(scene.state.parties) for name in self.issues
        }
        return {"id": self.id, "name": self.name, "options": agreed}


class _OnText(Act):
    """An act on the text that is up: at a stage, for an actor whose signature it needs."""

    right: ClassVar[Right] = "sign"

    text: Id
    stage: Id
    actor: Id

    def subject(self) -> str:
        """Return the text."""
        return f"text:{self.text}"

    def rule(self, scene: Scene) -> None:
        """Refuse what is not up, or whose turn it is not, or another party's signature."""
        _turn(scene, self.text, self.stage, self.actor)


class Sign(_OnText):
    """Sign the text that is up; whoever has no delegation in the room signs by report."""

    kind: ClassVar[str] = "signature.given"
    says: ClassVar[str] = "signed"

    def rule(self, scene: Scene) -> None:
        """Refuse, besides, what is outside the mandate or breaks a line without a waiver."""
        text, sign = _turn(scene, self.text, self.stage, self.actor)
        if sign.party == scene.party:
            within_mandate(scene, text.options)
            _whole_text(scene, text)

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the signature, and whether it is only reported."""
        sign = _line(scene, self.stage, self.actor)
        return {**self.model_dump(mode="json"), "reported": sign.party != scene.party}


class Refuse(_OnText):
    """Refuse to sign: the text goes back, and its issues are open again."""

    kind: ClassVar[str] = "signature.refused"
    says: ClassVar[str] = "refused to sign"
    needs_why: ClassVar[bool] = True

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return the refusal, with the stage that the text goes back to."""
        stages = list(scene.state.stages)
        here = stages.index(self.stage)
        back = scene.state.stages[self.stage].back_to or stages[max(0, here - 1)]
        return {**self.model_dump(mode="json"), "back_to": back}


def _line(scene: Scene, stage: str, actor: str) -> Signature:
    found = scene.state.stages.get(stage)
    signs = [] if found is None else [sign for sign in found.signs if sign.actor == actor]
    if not signs:
        raise Refused(f"stage `{stage}` asks for no signature of `{actor}`")
    return signs[0]


def _turn(scene: Scene, name: str, stage: str, actor: str) -> tuple[Text, Signature]:
    """Return the text that is up and the line to sign. Raises Refused out of turn."""
    state = scene.state
    text = state.texts.get(name)
    if text is None:
        raise Refused(f"there is no text `{name}`")
    if text.status != "up":
        how = "was refused" if text.status == "refused" else "is signed"
        raise Refused(f"“{text.name}” {how}; it is closed")
    sign = _line(scene, stage, actor)
    if (stage, actor) in text.signatures:
        raise Refused(f"{sign.name} has signed “{text.name}” already")
    for earlier in state.stages.values():
        if earlier.id == stage:
            break
        for first in earlier.signs:
            if (earlier.id, first.actor) not in text.signatures:
                raise Refused(
                    f"it is not yet the turn of “{state.stages[stage].name}”: "
                    f"“{earlier.name}” waits for the signature of {first.name}"
                )
    own = scene.own_party()
    if sign.party != own and state.seated(sign.party):
        party = state.parties[sign.party]
        raise Refused(f"{sign.name} signs for {party}, which has a delegation in this room")
    return text, sign


def _whole_text(scene: Scene, text: Text) -> None:
    """Raise Refused if a text crosses a red line or breaks a hard linkage without a waiver."""
    state, case, party = scene.state, scene.case(), scene.own_party()
    package = signed_package(state, case, text.options)
    for doubt in crossed_lines(state, case, party, package):
        if not doubt.waived:
            raise Refused(
                f"“{text.name}” {doubt.says}; "
                "it can be signed once a principal has waived it, with a reason"
            )
    for doubt in torn_linkages(state, case, package, since=text.put.seq):
        if not doubt.waived:
            raise Refused(
                f"“{text.name}” {doubt.says}; "
                "it can be signed once a leader has waived it for this text, with a reason"
            )

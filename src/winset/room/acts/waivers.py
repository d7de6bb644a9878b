"""Waivers: leave to go outside the mandate, a red line or a hard linkage, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from winset.case.linkages import HARD
from winset.room.acts.act import Id, PrivateAct, Refused, Scene, option_of
from winset.room.acts.lines import red_line_of
from winset.room.acts.rights import Right


class WaiveMandate(PrivateAct):
    """Let an option pass that is outside the mandate, or a red line, with a reason."""

    kind: ClassVar[str] = "waiver.granted"
    right: ClassVar[Right] = "waive the mandate"
    says: ClassVar[str] = "granted a waiver"
    needs_why: ClassVar[bool] = True

    of: Annotated[
        str, Field(pattern=r"^(mandate:[A-Za-z0-9_-]+=[A-Za-z0-9_-]+|red_line:[A-Za-z0-9_-]+)$")
    ]

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
        scene.own_party()
        red_line_of(scene, name)


class WaiveLinkage(PrivateAct):
    """Let a text pass although it breaks a hard linkage, with a reason."""

    kind: ClassVar[str] = "waiver.granted"
    right: ClassVar[Right] = "waive a linkage"
    says: ClassVar[str] = "waived a linkage"
    needs_why: ClassVar[bool] = True

    linkage: Id

    def subject(self) -> str:
        """Return the linkage."""
        return f"waiver:linkage:{self.linkage}"

    def rule(self, scene: Scene) -> None:
        """Refuse a linkage that the delegation's case does not have, and one that binds nobody."""
        case = scene.case()
        if case is None or self.linkage not in case.linkages:
            raise Refused(f"your case has no linkage `{self.linkage}`")
        if not isinstance(case.linkages[self.linkage], HARD):
            raise Refused(f"the linkage `{self.linkage}` is soft: it binds nobody")

    def data(self, scene: Scene) -> Mapping[str, Any]:
        """Return what is waived."""
        del scene
        return {"of": f"linkage:{self.linkage}"}

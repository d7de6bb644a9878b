"""Every act of the registry, by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Body
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from winset.room.acts.act import Act, Prose
from winset.room.acts.registry import ACTS
from winset.room.web.api.bearer import Actor
from winset.room.web.api.problems import answers
from winset.room.web.filled import in_words

A = TypeVar("A", bound=Act)

router = APIRouter(tags=["acts"], responses=answers(409))


class Doing(BaseModel, Generic[A]):
    """An act to be done: `seen` is the number of the last event that the person knew of."""

    model_config = ConfigDict(extra="forbid")

    act: A
    why: Prose = ""
    seen: int | None = Field(None, ge=0, le=10**9, strict=True)

    @field_validator("act", mode="wrap")
    @classmethod
    def _to_the_letter(cls, given: Any, loosely: ValidatorFunctionWrapHandler) -> Any:
        """Read the act strictly: a program says a number as a number, not as its spelling."""
        del loosely
        kind: Any = cls.model_fields["act"].annotation
        try:
            return kind.model_validate_json(json.dumps(given), strict=True)
        except ValidationError as error:
            raise ValueError("; ".join(in_words(one) for one in error.errors()[:3])) from None


class DoneAct(BaseModel):
    """An act on record."""

    seq: int
    hash: str
    at: str


def _endpoint(kind: type[Act]) -> Callable[..., DoneAct]:
    def perform(
        here: Actor,
        doing: Annotated[Doing[kind], Body()],  # type: ignore[valid-type]
    ) -> DoneAct:
        done = here.services.rooms.perform(
            here.state.room, here.seat.person, doing.act, why=doing.why, seen=doing.seen
        )
        return DoneAct(seq=done.event.seq, hash=done.event.hash, at=done.event.at)

    # the annotations hold a type made here, which no name in this module stands for
    perform.__annotations__ = {
        "here": Actor,
        "doing": Annotated[Doing[kind], Body()],  # type: ignore[valid-type]
        "return": DoneAct,
    }
    return perform


for _name, _kind in ACTS.items():
    router.add_api_route(
        f"/rooms/{{room}}/acts/{_name}",
        _endpoint(_kind),
        methods=["POST"],
        status_code=201,
        name=_name,
        summary=(_kind.__doc__ or "").splitlines()[0],
        description=f"Needs the right to {_kind.right}.",
    )

"""One's own account, as far as programs may see to it: who one is, and tokens made void.

No token makes tokens: one that leaked could else outlive its own end. They are made on the account
page, behind the password.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel

from winset.room.people import tokens
from winset.room.people.tokens import Token
from winset.room.web.api.bearer import Caller, scoped
from winset.room.web.rendering import NotThere

router = APIRouter(tags=["account"])


class Me(BaseModel):
    """The person for whom the token acts, and the token."""

    id: str
    handle: str
    name: str
    owner: bool
    token: Token


@router.get("/me")
def me(caller: Annotated[Caller, Depends(scoped("read"))]) -> Me:
    """Say for whom this token acts, and what it may."""
    who = caller.person
    return Me(id=who.id, handle=who.handle, name=who.name, owner=who.owner, token=caller.token)


@router.get("/tokens")
def mine(caller: Annotated[Caller, Depends(scoped("read"))]) -> list[Token]:
    """List the person's tokens in force, newest first; the secrets are kept nowhere."""
    return tokens.of(caller.services.store, caller.person)


@router.delete("/tokens/{token}", status_code=204)
def revoke(
    caller: Annotated[Caller, Depends(scoped("act"))],
    token: Annotated[str, Path(pattern=r"^t_[0-9a-f]{12}$", description="Id of the token.")],
) -> None:
    """Make one of the person's tokens void; it may be this very one."""
    if not tokens.revoke(caller.services.store, caller.person, token):
        raise NotThere("you have no such token in force")

"""The clock: the odds of each deadline, and the calendar feed."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from winset.room.people import feeds
from winset.room.web.api.bearer import Actor, Asker, Reader
from winset.room.web.views.clock import ClockOdds, odds_of

router = APIRouter(tags=["clock"])


class Feed(BaseModel):
    """Whether a secret address of a calendar is in force, and since when."""

    since: str | None


class NewFeed(BaseModel):
    """The secret address of a calendar; it is told this once."""

    address: str = Field(description="The path, from the root of the server.")


@router.get("/rooms/{room}/clock/odds")
def odds(here: Asker) -> ClockOdds:
    """Return how likely each deadline ahead is to be met, moved or to lapse, by the own case."""
    return odds_of(here)


@router.get("/rooms/{room}/feed")
def feed(here: Reader) -> Feed:
    """Say whether the person has a feed of this room's deadlines."""
    person, room = here.caller.person, here.state.room
    return Feed(since=feeds.since(here.services.store, person, room))


@router.post("/rooms/{room}/feed", status_code=201)
def make_feed(here: Actor) -> NewFeed:
    """Make a secret address for the person's calendar; the one before is void."""
    secret = feeds.make(here.services.store, here.caller.person, here.state.room)
    return NewFeed(address=f"/feeds/{secret}.ics")


@router.delete("/rooms/{room}/feed", status_code=204)
def revoke_feed(here: Actor) -> None:
    """Make the person's feed of this room void."""
    feeds.revoke(here.services.store, here.caller.person, here.state.room)

"""The clock: deadlines with their history, their odds, and a feed for calendars."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from winset.room.people import feeds
from winset.room.perform import NoSeat
from winset.room.record.events import TABLE
from winset.room.web.calendar import calendar
from winset.room.web.rendering import NotThere, page
from winset.room.web.services import services_of
from winset.room.web.views.clock import odds_of
from winset.room.web.visitor import Here, OwnForm

router = APIRouter(include_in_schema=False)


@router.get("/rooms/{room}/clock")
def clock(request: Request, here: Here) -> Response:
    """Show the deadlines; the odds are asked for after the page."""
    return page(
        request,
        "clock.html.j2",
        here=here,
        tab="Clock",
        table=TABLE,
        address=None,
        since=feeds.since(here.services.store, here.session.person, here.state.room),
    )


@router.get("/rooms/{room}/clock/odds")
def odds_page(request: Request, here: Here) -> Response:
    """Show how likely each deadline is to be met, moved or to lapse, by the own case."""
    odds = odds_of(here)
    return page(
        request,
        "clock_odds.html.j2",
        here=here,
        tab="Clock",
        found={one.id: one for one in odds.outlooks},
        doubt=odds.doubt,
        as_of=odds.as_of,
        worlds=odds.worlds,
    )


@router.post("/rooms/{room}/clock/feed")
def make_feed(request: Request, here: Here, form: OwnForm) -> Response:
    """Make a secret address for a calendar, shown once, or make the present one void."""
    store, who, room = here.services.store, here.session.person, here.state.room
    if form.get("revoke"):
        feeds.revoke(store, who, room)
        return RedirectResponse(f"/rooms/{room}/clock", 303)
    secret = feeds.make(store, who, room)
    return page(
        request,
        "clock.html.j2",
        here=here,
        tab="Clock",
        table=TABLE,
        address=f"/feeds/{secret}.ics",
        since=feeds.since(store, who, room),
    )


@router.get("/feeds/{secret}.ics")
def feed(request: Request, secret: str) -> Response:
    """Return the deadlines that a feed's owner may see, as a calendar."""
    services = services_of(request)
    found = feeds.behind(services.store, secret)
    if found is None:
        raise NotThere("there is no such feed: the address is wrong, or was revoked")
    who, room = found
    try:
        seat = services.rooms.seat(room, who.id)
    except NoSeat:
        raise NotThere("there is no such feed: the address is wrong, or was revoked") from None
    state = services.rooms.state(room, seat.delegation)
    return Response(calendar(state), media_type="text/calendar; charset=utf-8")

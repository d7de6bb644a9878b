"""The page of the record: what it shows of a long one, and what it proves."""

from __future__ import annotations

import re
from datetime import timedelta

from room.house import House
from winset.room.store.tables import event
from winset.room.web.pages.record import SHOWN


def shown(text: str) -> list[int]:
    """Return the numbers of the events on a page."""
    return [int(seq) for seq in re.findall(r'id="event-(\d+)"', text)]


def test_pages_backwards_show_every_own_event_once_and_none_of_the_others(here: House) -> None:
    for n in range(SHOWN):
        here.do("n-technical", "comment", on="issue:fish", text=f"North {n}")
        here.do("s-technical", "comment", on="issue:fish", text=f"South {n}")
    mine = [
        one.seq for one in here.store.events(here.room) if one.act.audience in ("table", "north")
    ]
    browser, address, seen = here.browser("n-observer"), f"/rooms/{here.room}/record", []
    while address:
        text = browser.get(address).text
        seen += shown(text)
        assert "South" not in text.partition("<ol")[2].replace("The South", "")
        older = re.search(r'href="([^"]+before=\d+)"', text)
        address = older[1] if older else ""
    assert mine[::-1] == seen


def test_the_counts_are_of_all_events_also_those_since_it_was_read_through(here: House) -> None:
    browser = here.browser("n-observer")
    browser.get(f"/rooms/{here.room}/record")
    here.do("n-technical", "comment", on="issue:fish", text="ours")
    here.do("s-technical", "comment", on="issue:fish", text="theirs")
    events = here.store.events(here.room)
    mine = [one for one in events if one.act.audience in ("table", "north")]
    text = browser.get(f"/rooms/{here.room}/record").text
    assert f"The chain holds: {len(events)} events" in text
    assert f"{len(mine)} of them are ours" in text


def test_an_event_changed_by_hand_is_named_within_a_minute(here: House) -> None:
    browser = here.browser("n-observer")
    assert "The chain holds" in browser.get(f"/rooms/{here.room}/record").text
    with here.store.changing() as connection:
        connection.execute(event.update().where(event.c.seq == 3).values(at="2025-01-01"))
    here.clock.at += timedelta(minutes=1)
    text = browser.get(f"/rooms/{here.room}/record").text
    assert "The record does not hold" in text
    assert "Event 3: its content is not what was recorded" in text


def test_an_event_taken_from_the_end_is_missed_at_once(here: House) -> None:
    here.do("n-technical", "comment", on="issue:fish", text="said")
    browser = here.browser("n-observer")
    browser.get(f"/rooms/{here.room}/record")
    here.do("n-technical", "comment", on="issue:fish", text="unsaid")
    last = here.store.head(here.room).seq
    with here.store.changing() as connection:
        connection.execute(event.delete().where(event.c.seq == last))
    told = browser.get(f"/rooms/{here.room}/record").text
    assert f"Event {last}: it is missing" in told

"""Refusals, expected in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from room.house import House
from winset.room.acts.act import Refused


@contextmanager
def refused(here: House, words: str) -> Iterator[None]:
    """Expect a refusal that says `words`, after which the record is as long as before."""
    before = here.store.head(here.room)
    with pytest.raises(Refused, match=re.escape(words)):
        yield
    assert before == here.store.head(here.room)


def agenda(here: House, **changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the agenda as it stands, with changes to some issues, or new ones."""
    issues: dict[str, dict[str, Any]] = {
        issue.id: {
            "id": issue.id,
            "name": issue.name,
            "track": issue.track,
            "options": dict(issue.options),
            "parked": issue.parked,
        }
        for issue in here.state(None).issues.values()
    }
    for name, change in changes.items():
        issues[name] = {"id": name, **issues.get(name, {}), **change}
    return list(issues.values())


def agree(here: House, **options: str) -> None:
    """Let the principals of both sides agree to options ad referendum."""
    for issue, option in options.items():
        for side in "ns":
            here.do(f"{side}-principal", "initial", issue=issue, option=option)


def put(here: House, *issues: str, name: str = "text1") -> None:
    """Put what was agreed up for signature."""
    here.do("n-principal", "put", id=name, name=f"The {name}", issues=issues)


def sign(here: House, side: str, text: str = "text1") -> None:
    """Let a side's leader sign."""
    here.do(f"{side}-leader", "sign", text=text, stage="leaders", actor=f"{side}_lead")


def bound(here: House, handle: str, *tracks: str) -> None:
    """Bind a technical seat to tracks."""
    here.do(
        f"{handle[0]}-principal",
        "seat",
        person=here.people[handle].id,
        role="technical",
        tracks=tracks,
    )

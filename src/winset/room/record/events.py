"""An event of a room's record: one act of one person, bound by hashes to all that went before.

The content of an event is hashed with a random salt into its `digest`; its `hash` is made of the
hash before and that digest (Haber and Stornetta 1991). An event can thus be shown sealed, as
`seq`, `digest` and `hash` alone: the chain can still be checked, and nothing can be guessed of what
the event says.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Any

TABLE = "table"
"""The audience of what was tabled: every delegation sees it."""

START = "0" * 64
"""The hash before the first event of a room."""


@dataclass(frozen=True)
class Draft:
    """An act about to be recorded.

    `who` is a person's id and `name` the name that person had; `delegation` is None and `role` is
    "owner" for acts of the server's owner; `audience` is TABLE or the id of the one delegation that
    may see it; `data` is plain JSON, without floats that are not finite.
    """

    kind: str
    who: str
    name: str
    delegation: str | None
    role: str
    audience: str
    data: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""


FORM: dict[str, type | UnionType] = {
    "audience": str,
    "data": dict,
    "delegation": str | None,
    "kind": str,
    "name": str,
    "role": str,
    "who": str,
    "why": str,
}
"""What an act consists of, and of which kind each part is."""


@dataclass(frozen=True)
class Event:
    """An act on record: `seq` counts from 1 in its room, `at` is UTC, ISO 8601, microseconds, Z."""

    room: str
    seq: int
    at: str
    act: Draft
    salt: str
    prev: str
    digest: str
    hash: str


@dataclass(frozen=True)
class Sealed:
    """An event that the reader may not see: only its place in the chain."""

    room: str
    seq: int
    digest: str
    hash: str


def recorded(draft: Draft, *, room: str, seq: int, at: str, prev: str) -> Event:
    """Return the Event of a draft that follows the event with hash `prev`; its salt is drawn."""
    return bound(draft, room=room, seq=seq, at=at, prev=prev, salt=secrets.token_hex(16))


def bound(draft: Draft, *, room: str, seq: int, at: str, prev: str, salt: str) -> Event:
    """Return the Event of a draft with a known salt: its digest and hash are computed."""
    digest = digest_of(draft, room=room, seq=seq, at=at, salt=salt)
    return Event(room, seq, at, draft, salt, prev, digest, linked(prev, digest))


def digest_of(draft: Draft, *, room: str, seq: int, at: str, salt: str) -> str:
    """Return the SHA-256 of all that an event says, as 64 hexadecimal digits."""
    return hashlib.sha256(
        canonical({**content(draft), "at": at, "room": room, "salt": salt, "seq": seq})
    ).hexdigest()


def linked(prev: str, digest: str) -> str:
    """Return the hash of an event from the hash before it and its own digest."""
    return hashlib.sha256(f"{prev}{digest}".encode()).hexdigest()


def sealed(event: Event) -> Sealed:
    """Return the event with its content withheld."""
    return Sealed(event.room, event.seq, event.digest, event.hash)


def content(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain JSON data."""
    return {
        "audience": draft.audience,
        "data": dict(draft.data),
        "delegation": draft.delegation,
        "kind": draft.kind,
        "name": draft.name,
        "role": draft.role,
        "who": draft.who,
        "why": draft.why,
    }


def draft_of(entry: Any) -> Draft:
    """Return the draft in plain JSON data, as `content` gave it. Raises ValueError if none is."""
    if not isinstance(entry, dict) or entry.keys() != FORM.keys():
        raise ValueError(f"an act has exactly {', '.join(FORM)}")
    for name, kind in FORM.items():
        if not isinstance(entry[name], kind):
            raise ValueError(f"`{name}` of an act is of another kind")  # noqa: TRY004  not a caller's
    return Draft(**entry)


def parsed(text: str | bytes) -> Any:
    """Return what a JSON text holds. Raises ValueError for what is none, or nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def canonical(value: Any) -> bytes:
    """Return plain data as the one JSON text that stands for it: keys sorted, no spaces, UTF-8.

    Raises ValueError for a float that is not finite.
    """
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()

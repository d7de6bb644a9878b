"""What the last frozen study found, for pages that show it beside other things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from winset.room.state.state import Frozen, State
from winset.room.store.store import Store
from winset.study.document import Linchpin, Study


@dataclass(frozen=True)
class Found:
    """The linchpin that a frozen study found, or that there is no single one."""

    linchpin: Linchpin
    study: Frozen


def linchpin_found(store: Store, state: State, delegation: str) -> Found | None:
    """Return what the delegation's last frozen study says of the linchpin; None without a study."""
    if not state.studies:
        return None
    last = state.studies[-1]
    return Found(_linchpin(store, state.room, last.document, delegation), last)


@lru_cache(maxsize=64)
def _linchpin(store: Store, room: str, document: str, delegation: str) -> Linchpin:
    """Return the part of a study; kept, as a study is long to read and never changes."""
    kept = store.document(room, document, frozenset((delegation,)))
    if kept is None:
        raise LookupError(f"document {document} of room {room} is missing")
    return Study.model_validate_json(kept.body).linchpin

"""The addresses of the API, one file a noun."""

from __future__ import annotations

from fastapi import APIRouter

from winset.room.web.api import (
    account,
    acts,
    analyses,
    board,
    case,
    clock,
    delegation,
    hosting,
    preferences,
    record,
    rooms,
    studies,
    table,
)
from winset.room.web.api.problems import ANYWHERE

router = APIRouter(prefix="/api/v1", responses=ANYWHERE)
for _noun in (
    *(rooms, board, table, clock, acts, record, case, analyses, studies),
    *(preferences, account, delegation, hosting),
):
    router.include_router(_noun.router)

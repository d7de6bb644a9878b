"""The pages of the workspace, one file each."""

from __future__ import annotations

from winset.room.web.pages import (
    account,
    board,
    clock,
    invitation,
    path,
    preferences,
    record,
    reports,
    rooms,
    sign_in,
    table,
    what_if,
)

ROUTERS = tuple(
    page.router
    for page in (
        *(sign_in, account, invitation, rooms),
        *(board, path, table, what_if, preferences, clock, reports, record),
    )
)
"""Every page's addresses."""

"""The pages of the workspace, one file each."""

from __future__ import annotations

from winset.room.web.pages import (
    account,
    api,
    board,
    clock,
    delegation,
    invitation,
    path,
    preferences,
    record,
    reports,
    rooms,
    sign_in,
    stage,
    table,
    what_if,
)

ROUTERS = tuple(
    page.router
    for page in (
        *(sign_in, account, api, invitation, rooms),
        *(board, stage, path, table, what_if, preferences),
        *(clock, reports, delegation, record),
    )
)
"""Every page's addresses."""

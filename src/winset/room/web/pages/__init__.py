"""The pages of the workspace, one file each."""

from __future__ import annotations

from winset.room.web.pages import board, invitation, path, record, rooms, sign_in

ROUTERS = (
    sign_in.router,
    invitation.router,
    rooms.router,
    board.router,
    path.router,
    record.router,
)
"""Every page's addresses."""

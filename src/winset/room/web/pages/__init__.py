"""The pages of the workspace, one file each."""

from __future__ import annotations

from winset.room.web.pages import account, board, invitation, path, record, rooms, sign_in

ROUTERS = tuple(page.router for page in (sign_in, account, invitation, rooms, board, path, record))
"""Every page's addresses."""

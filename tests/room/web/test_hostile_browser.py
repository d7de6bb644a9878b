"""Hostile text in a real browser: no script of it runs, on any page that shows it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, sync_playwright

from room.house import PASSWORD, house
from room.live import listening
from room.web.hostile import MARK, SCRIPTS, steps
from winset.room.web.app import application
from winset.room.web.services import Config, Services

pytestmark = pytest.mark.browser

PLACES = ("board", "issues/port", "issues/fish", "issues/more", "path", "table", "what-if", "clock")


def test_no_script_that_somebody_wrote_runs_on_any_page(tmp_path: Path) -> None:
    path = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: install it, or name it in $WINSET_CHROMIUM"
    here = house(tmp_path)
    for handle, act, fields, why in steps("".join(SCRIPTS)):
        here.do(handle, act, why, **fields)
    for number, text in enumerate(SCRIPTS):
        here.do("n-technical", "comment", on="issue:port", text=text, tabled=True)
        options = {"port": "lease"}
        here.do("n-technical", "draft", id=f"h{number}", name=text, options=options)
    services = Services(here.store, here.rooms, here.passwords, here.clock, Config())
    dialogs: list[str] = []
    shown = 0

    def noted(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with listening(application(services)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.on("dialog", noted)
        page.goto(f"{address}/sign-in")
        page.get_by_label("Sign-in name").fill("n-analyst")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/rooms")
        for place in (*PLACES, "delegation", "record", "reports", "agenda"):
            page.goto(f"{address}/rooms/{here.room}/{place}")
            page.wait_for_load_state("networkidle")
            shown += MARK in page.content()
            assert page.evaluate(f"window.{MARK} === undefined"), place
        browser.close()
    assert [] == dialogs
    assert shown >= len(PLACES)  # it is there, and does nothing

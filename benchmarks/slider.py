"""What if: a slider of the Madrid case moved, and how long until the numbers are there."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from delegates import Delegate, full_room
from playwright.sync_api import sync_playwright
from server import Server, serving

from winset.case.loading import load
from winset.room.demo import CASE
from winset.study.what_if import lay_bench, what_if

ACTOR, ISSUE = "us_principal", "tiktok"

MOVE = """async (value) => {
  const slider = document.querySelector('input[name="w.us_principal.tiktok"]');
  const before = document.getElementById("numbers");
  const start = performance.now();
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  return await new Promise((done) => {
    new MutationObserver((_, watch) => {
      const now = document.getElementById("numbers");
      if (now === null || now === before) return;
      watch.disconnect();
      done(performance.now() - start);
    }).observe(document.querySelector("main"), { childList: true, subtree: true });
  });
}"""
"""Milliseconds from the event of a slider until other numbers stand on the page."""


@dataclass(frozen=True)
class Slid:
    """Sorted milliseconds a move; kilobytes of a first visit with all it loads, and of a second.

    Without a browser `browser` and `visits` are empty.
    """

    http: list[float]
    engine: list[float]
    browser: list[float]
    visits: tuple[float, ...]


def slid(count: int) -> Slid:
    """Move one weight so many times, alone on a server: by HTTP, in Chromium, in the engine."""
    with tempfile.TemporaryDirectory(prefix="winset-load-") as folder:
        where = str(Path(folder) / "room.db")
        full = full_room(where, 0)
        me = next(p for p in full.people if (p.delegation, p.role) == ("us", "principal"))
        with serving(where) as server:
            over = by_http(server, full.room, me, count)
            chromium = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium")
            seen, visits = by_hand(chromium, server, full.room, me, count) if chromium else ([], ())
    return Slid(sorted(over), sorted(by_engine(count)), sorted(seen), visits)


def weight(n: int) -> int:
    """Return the weight of the n-th move, in percent; no two in a row are the same."""
    return 20 + n % 50


def by_http(server: Server, room: str, me: Delegate, count: int) -> list[float]:
    """Return milliseconds from the question to the last byte of its answer."""
    line = HTTPConnection(server.address.removeprefix("http://"))
    form = urlencode({"handle": me.handle, "password": me.password})
    line.request("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    answer.read()
    cookie = {"Cookie": (answer.getheader("set-cookie") or "").partition(";")[0]}
    waits = []
    for n in range(count + 1):
        path = f"/rooms/{room}/what-if/numbers?actor={ACTOR}&w.{ACTOR}.{ISSUE}={weight(n)}"
        start = perf_counter()
        line.request("GET", path, headers=cookie)
        answer = line.getresponse()
        answer.read()
        waits.append((perf_counter() - start) * 1000)
        if answer.status != HTTPStatus.OK:
            sys.exit(f"a what-if was answered with {answer.status}")
    line.close()
    return waits[1:]  # the first lays the case out


def by_hand(
    chromium: str, server: Server, room: str, me: Delegate, count: int
) -> tuple[list[float], tuple[float, ...]]:
    """Return milliseconds from a slider's event to other numbers, and kB of two visits."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{server.address}/sign-in")
        page.fill('[name="handle"]', me.handle)
        page.fill('[name="password"]', me.password)
        page.click('main button[type="submit"]')
        state = page.context.storage_state()
        page = browser.new_context(storage_state=state).new_page()  # nothing of ours is cached
        loaded: list[float] = []
        page.on(
            "requestfinished", lambda one: loaded.append(max(0, one.sizes()["responseBodySize"]))
        )
        visits = []
        for _ in range(2):
            loaded.clear()
            page.goto(f"{server.address}/rooms/{room}/what-if", wait_until="load")
            page.wait_for_timeout(200)
            visits.append(sum(loaded) / 1000)
        waits = [float(page.evaluate(MOVE, str(weight(n)))) for n in range(count + 1)]
        browser.close()
    return waits[1:], tuple(visits)


def by_engine(count: int) -> list[float]:
    """Return milliseconds of the same moves without server and page."""
    bench, waits = lay_bench(load(CASE)), []
    for n in range(count):
        start = perf_counter()
        what_if(bench, {}, weights={(ACTOR, ISSUE): weight(n)})
        waits.append((perf_counter() - start) * 1000)
    return waits

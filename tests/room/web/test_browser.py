"""The workspace in a real browser: the whole framework lived, every page legible and alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    sync_playwright,
)

from room.house import CHEAP
from room.live import listening
from winset.case.loading import find
from winset.room.demo import Cast, fill
from winset.room.people.passwords import Passwords
from winset.room.people.set_up import new_code
from winset.room.perform import Rooms
from winset.room.store.opened import open_store
from winset.room.store.store import Store, utc_now
from winset.room.verdict import verified
from winset.room.web.app import application
from winset.room.web.services import Config, Services

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "report" / "vendor" / "axe.min.js"
SCREENSHOTS = Path(__file__).parents[3] / "out" / "screenshots"
FERRY = find("harbour-ferry").text
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PAGES = (
    "board",
    "issues/tiktok",
    "agenda",
    "path",
    "table",
    "what-if",
    "preferences",
    "clock",
    "reports",
    "delegation",
    "record",
)


@dataclass(frozen=True)
class Exercise:
    """The Madrid room, served; who there is to be, and what pages said and asked for."""

    address: str
    room: str
    cast: dict[str, Cast]
    store: Store
    browser: Browser
    said: list[str]
    asked: list[str]

    def context(self, width: int = 1280, scheme: str = "light") -> BrowserContext:
        """Return a browser of its own, so that somebody else can be signed in."""
        return self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )

    def as_(self, handle: str, context: BrowserContext | None = None) -> Page:
        """Return a page in which somebody is signed in."""
        page = self.watched((context or self.context()).new_page())
        page.goto(f"{self.address}/sign-in")
        page.get_by_label("Sign-in name").fill(handle)
        page.get_by_label("Password").fill(self.cast[handle].password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/rooms")
        return page

    def watched(self, page: Page) -> Page:
        """Return a page, noting what it says and what it asks for."""
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def go(self, page: Page, place: str) -> None:
        """Open a page of the room."""
        page.goto(f"{self.address}/rooms/{self.room}/{place}")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    path = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: install it, or name it in $WINSET_CHROMIUM"
    store = open_store(tmp_path_factory.mktemp("demo") / "room.db")
    rooms, passwords = Rooms(store, utc_now), Passwords(CHEAP)
    room, cast = fill(rooms, passwords)
    services = Services(store, rooms, passwords, utc_now, Config())
    with listening(application(services)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        people = {one.handle: one for one in cast}
        yield Exercise(address, room, people, store, browser, [], [])
        browser.close()


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_has_no_fault_of_access_and_asks_nobody_else(
    exercise: Exercise, width: int, scheme: str
) -> None:
    context = exercise.context(width, scheme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    stranger = exercise.watched(context.new_page())
    for place in ("sign-in", "nowhere"):
        stranger.goto(f"{exercise.address}/{place}")
        sound(stranger, f"{place}-{width}-{scheme}")
    page = exercise.as_("bessent", context)
    for place in PAGES:
        exercise.go(page, place)
        sound(page, f"{place.replace('/', '-')}-{width}-{scheme}")
    for place in ("rooms", "account", "api"):
        page.goto(f"{exercise.address}/{place}")
        sound(page, f"{place}-{width}-{scheme}")
    context.close()
    assert {exercise.address} == {"/".join(url.split("/")[:3]) for url in exercise.asked}
    nowhere = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert {nowhere} >= set(exercise.said)


def sound(page: Page, name: str) -> None:
    """Keep a picture of a page, and check that it fits and that axe finds no fault."""
    page.screenshot(path=SCREENSHOTS / f"room-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [] == [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]], name


def test_the_owner_s_pages_are_sound_too(exercise: Exercise, tmp_path: Path) -> None:
    store = open_store(tmp_path / "own.db")
    text, code = new_code()
    services = Services(store, Rooms(store, utc_now), Passwords(CHEAP), utc_now, Config(code=code))
    with listening(application(services)) as address:
        page = exercise.browser.new_page()
        page.goto(address)
        sound(page, "set-up")
        page.get_by_label("Set-up code").fill(text)
        page.get_by_label("Sign-in name").fill("ada")
        page.get_by_label("Your name, as").fill("Ada")
        page.get_by_label("Password").fill("a long enough password")
        page.get_by_role("button").last.click()
        page.wait_for_url("**/rooms")
        page.get_by_role("link", name="Open a room").click()
        ferry: FilePayload = {
            "name": "ferry.yaml",
            "mimeType": "text/yaml",
            "buffer": FERRY.encode(),
        }
        page.set_input_files("input[type=file]", ferry)
        sound(page, "rooms-new")
        page.get_by_role("button", name="Open the room").click()
        page.wait_for_url("**/seats")
        page.get_by_label("Name of the person").fill("Grace")
        page.get_by_role("button", name="Make an invitation").click()
        sound(page, "seats")
        invitation = page.locator(".notice code").inner_text()
        guest = exercise.browser.new_context().new_page()
        guest.goto(invitation)
        sound(guest, "invitation")


@dataclass(frozen=True)
class Walk:
    """The exercise, and a page of everybody in it."""

    exercise: Exercise
    people: dict[str, Page]

    def at(self, who: str, place: str) -> Page:
        """Return somebody's page, opened at a place."""
        self.exercise.go(self.people[who], place)
        return self.people[who]

    def agree(self, who: str, issue: str, option: str) -> Page:
        """Let somebody agree ad referendum."""
        form = self.at(who, f"issues/{issue}").locator("form[action$='/acts/initial']")
        form.locator("select[name=option]").select_option(option)
        return self.press(who, form)

    def press(self, who: str, form: Locator) -> Page:
        """Send a form and wait for the page that it leads to."""
        with self.people[who].expect_navigation():
            form.get_by_role("button").click()
        return self.people[who]

    def put_up(self) -> None:
        """Put all that is agreed ad referendum up for signature."""
        page = self.at("bessent", "path")
        self.press("bessent", page.locator("form[action$='/acts/put']"))
        assert "up for signature" in page.locator("main").inner_text()


@pytest.fixture(scope="module")
def walk(exercise: Exercise) -> Walk:
    return Walk(exercise, {handle: exercise.as_(handle) for handle in exercise.cast})


def test_first_the_principal_sets_agenda_and_mandate(walk: Walk) -> None:
    us = walk.at("bessent", "agenda")
    us.get_by_label("Farm purchases is parked").check()
    walk.press("bessent", us.locator("form[action$='/agenda']"))
    board = walk.at("bessent", "board").locator("tr", has_text="Farm purchases").first
    assert "parked" in board.inner_text()
    walk.at("bessent", "agenda").locator("select[name='allowed.shipping.suspend']").select_option(
        "free"
    )
    walk.press("bessent", us.locator("form[action$='/acts/mandate']"))
    assert "free" == us.locator("select[name='allowed.shipping.suspend']").input_value()


def test_then_two_technical_teams_agree_ad_referendum(walk: Walk) -> None:
    walk.agree("us-team", "shipping", "suspend")
    page = walk.agree("cn-team", "shipping", "suspend")
    assert "agreed ad referendum" in page.locator("h1").inner_text()


def test_then_one_issue_is_escalated_and_the_principals_settle_it(walk: Walk) -> None:
    form = walk.at("cn-team", "issues/tiktok").locator("form[action$='/acts/escalate']")
    form.get_by_label("Reason").fill("The licence is beyond our team")
    walk.press("cn-team", form)
    refused = walk.agree("us-team", "tiktok", "licence_jv")
    assert "a principal settles it" in refused.locator("main").inner_text()
    walk.agree("bessent", "tiktok", "licence_jv")
    page = walk.agree("he", "tiktok", "licence_jv")
    assert "agreed ad referendum" in page.locator("h1").inner_text()


def test_then_the_deadline_is_extended_once(walk: Walk) -> None:
    us = walk.at("bessent", "clock")
    first = us.locator("section.deadline").first
    first.locator("summary").click()
    form = first.locator("form[action$='/acts/extend']")
    form.locator("input[name=date]").fill("2025-12-16")
    form.get_by_label("Reason").fill("A fourth order")
    walk.press("bessent", form)
    assert "A fourth order" in us.locator("main").inner_text()


def test_then_the_leader_refuses_with_a_reason_and_the_text_goes_back(walk: Walk) -> None:
    walk.put_up()
    form = walk.at("trump", "path").locator("form[action$='/acts/refuse']").first
    form.get_by_label("Reason").fill("Not before the call")
    page = walk.press("trump", form)
    assert "Not before the call" in page.locator("main").inner_text()
    board = walk.at("he", "board").locator("tr", has_text="TikTok").first.inner_text()
    assert "agreed ad referendum" not in board


def test_then_it_is_agreed_anew_and_everybody_signs_in_turn(walk: Walk) -> None:
    for issue, option in (("tiktok", "licence_jv"), ("shipping", "suspend"), ("truce", "ext90")):
        for who in ("bessent", "he"):
            walk.agree(who, issue, option)
    walk.put_up()
    for who in ("trump", "xi", "trump", "xi", "xi"):
        walk.press(who, walk.at(who, "path").locator("form[action$='/acts/sign']").first)
    board = walk.at("bessent", "board").locator("tr", has_text="TikTok").first.inner_text()
    assert "signed" in board


def test_then_the_record_verifies_and_tells_the_reasons(walk: Walk) -> None:
    told = walk.at("bessent", "record").locator("main").inner_text()
    assert "The chain holds" in told
    assert "Not before the call" in told
    assert [] == verified(walk.exercise.store, walk.exercise.room)


def test_then_the_report_is_frozen_and_opens(walk: Walk) -> None:
    us = walk.at("bessent", "reports")
    us.get_by_label("Worlds").fill("20")
    walk.press("bessent", us.locator("form[action$='/reports']"))
    link = us.locator("section.card h2 a")
    link.wait_for(timeout=180_000)
    assert us.get_by_role("button", name="Analyse").is_visible()  # for the next one
    link.click()
    us.wait_for_selector("html[data-drawn]")
    assert "Madrid" in us.locator("h1").inner_text()


def test_what_a_colleague_does_appears_without_reloading(exercise: Exercise) -> None:
    reader, writer = exercise.as_("us-team"), exercise.as_("bessent")
    exercise.go(reader, "issues/chips")
    exercise.go(writer, "issues/chips")
    writer.locator("form[action$='/acts/comment'] textarea").fill("Hold this line")
    writer.get_by_role("button", name="Remark").click()
    reader.get_by_text("Hold this line").wait_for(timeout=15_000)


def test_what_somebody_is_typing_is_not_lost_when_a_colleague_acts(exercise: Exercise) -> None:
    typing, writer = exercise.as_("us-team"), exercise.as_("bessent")
    exercise.go(typing, "issues/chips")
    typing.locator("form[action$='/acts/comment'] textarea").fill("Half a thou")
    exercise.go(writer, "issues/chips")
    writer.locator("form[action$='/acts/comment'] textarea").fill("Something new")
    writer.get_by_role("button", name="Remark").click()
    typing.get_by_role("link", name="Show it").wait_for(timeout=15_000)
    box = typing.locator("form[action$='/acts/comment'] textarea")
    assert "Half a thou" == box.input_value()


def test_preferences_are_elicited_step_by_step_and_written_into_the_case(
    exercise: Exercise,
) -> None:
    page = exercise.as_("us-analyst")
    exercise.go(page, "preferences")
    page.get_by_role("link", name="China hawks in Congress").click()
    page.get_by_role("link", name="Swings").click()
    ranks = page.locator("input[name$='.rank']")
    for n in range(ranks.count()):
        name = (ranks.nth(n).get_attribute("name") or "").removesuffix(".rank")
        ranks.nth(n).fill(str(n + 1))
        page.locator(f"input[name='{name}.mid']").fill(str(100 - 20 * n))
        page.locator(f"input[name='{name}.low']").fill(str(max(0, 85 - 20 * n)))
    page.locator("#figures table.weights").wait_for()  # the figures follow what is typed
    sound(page, "preferences-swings")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep these swings").click()
    page.get_by_role("link", name="Trade-offs").click()
    page.get_by_label("The first").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Answer").click()
    assert "With trade-offs" in page.locator("#figures").inner_text()
    sound(page, "preferences-trade-offs")
    page.get_by_role("link", name="Check").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, it looks right").click()
    assert "looked right" in page.locator("#figures").inner_text()
    sound(page, "preferences-check")
    page.get_by_role("link", name="Result").click()
    form = page.locator("form[action$='/acts/values']")
    form.get_by_label("Reason").fill("As told by two of their staff")
    with page.expect_navigation():
        form.get_by_role("button").click()
    sound(page, "preferences-result")
    exercise.go(page, "record")
    assert "As told by two of their staff" in page.locator("main").inner_text()


def test_a_slider_moves_the_numbers(exercise: Exercise) -> None:
    page = exercise.as_("bessent")
    exercise.go(page, "what-if")
    before = page.locator("#numbers").inner_text()
    slider = page.locator("input[type=range]").first
    slider.focus()
    for _ in range(30):
        page.keyboard.press("PageUp")
    page.wait_for_function(
        "before => document.querySelector('#numbers').innerText !== before", arg=before
    )
    assert "taken as certain" in page.locator("#numbers").inner_text()


def test_an_act_takes_a_keyboard_alone(exercise: Exercise) -> None:
    page = exercise.as_("us-team")
    exercise.go(page, "issues/probes")
    reached(page, "select[name=option]")
    page.keyboard.press("ArrowDown")
    reached(page, "form[action$='/acts/initial'] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "saved=" in page.url
    assert "agreed" in page.locator("tr", has_text="Paused").first.inner_text()


def reached(page: Page, what: str) -> None:
    """Press Tab until the focus is on the first element of a kind."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement === document.querySelector(what)", what):
            return
    raise AssertionError(f"{what} cannot be reached by keyboard")


def test_signing_in_takes_a_keyboard_alone(exercise: Exercise) -> None:
    page = exercise.context().new_page()
    page.goto(f"{exercise.address}/sign-in")
    page.keyboard.type("trump")
    page.keyboard.press("Tab")
    page.keyboard.type(exercise.cast["trump"].password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/rooms")

"""The report in a real browser: drawn, reachable by keyboard, legible, and alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from studies import bare, madrid, priced
from winset.report.charts import drawings
from winset.report.page import render
from winset.study.document import Study

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
SCREENSHOTS = HERE.parents[1] / "out" / "screenshots"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: install it, or name it in $WINSET_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Opened:
    """A report opened from disk, with all that it said and asked for."""

    def __init__(
        self, browser: Browser, folder: Path, study: Study, width: int, scheme: str
    ) -> None:
        self.file = folder / "report.html"
        self.file.write_text(render(study), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
        )
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(self.file.as_uri())
        self.page.wait_for_selector("html[data-drawn]")


@pytest.fixture(
    scope="module",
    params=[(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")],
    ids=lambda param: f"{param[0]}-{param[1]}",
)
def opened(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Opened:
    width, scheme = request.param
    report = Opened(chromium, tmp_path_factory.mktemp("report"), priced(), width, scheme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    report.page.screenshot(path=SCREENSHOTS / f"report-{width}-{scheme}.png", full_page=True)
    return report


@pytest.fixture
def wide(chromium: Browser, tmp_path: Path) -> Opened:
    return Opened(chromium, tmp_path, madrid(), 1280, "light")


def test_the_page_says_nothing_on_the_console(opened: Opened) -> None:
    assert [] == opened.said


def test_no_request_leaves_the_page(opened: Opened) -> None:
    assert [] == [url for url in opened.asked if not url.startswith(("data:", "blob:", "file:"))]
    assert 1 == sum(url.startswith("file:") for url in opened.asked)


def test_every_chart_is_drawn(opened: Opened) -> None:
    drawn = opened.page.locator("[data-chart] svg").count()
    assert len(drawings(priced())) == drawn


def test_the_page_never_scrolls_sideways(opened: Opened) -> None:
    root = "document.documentElement"
    assert opened.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_no_accessibility_rule_is_broken(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
    opened.page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [] == [
        (rule["id"], [node["html"][:200] for node in rule["nodes"][:3]])
        for rule in found["violations"]
    ]


def test_a_study_with_next_to_nothing_in_it_opens_quietly(
    chromium: Browser, tmp_path: Path
) -> None:
    assert [] == Opened(chromium, tmp_path, bare(), 1280, "light").said


def test_three_sides_open_quietly(chromium: Browser, tmp_path: Path) -> None:
    assert [] == Opened(chromium, tmp_path, madrid(third=True), 400, "light").said


def test_the_first_tab_stop_skips_to_the_answer(wide: Opened) -> None:
    wide.page.keyboard.press("Tab")
    assert "Skip to the answer" == wide.page.evaluate("document.activeElement.textContent")


def test_a_package_is_pinned_and_removed_by_keyboard(wide: Opened) -> None:
    button = wide.page.locator("[data-pin='1']")
    heads = wide.page.locator("#compare thead th")
    before = heads.count()
    button.focus()
    wide.page.keyboard.press("Enter")
    assert "true" == button.get_attribute("aria-pressed")
    assert before + 1 == heads.count()
    wide.page.keyboard.press("Enter")
    assert before == heads.count()


def test_a_frontier_package_is_added_by_keyboard(wide: Opened) -> None:
    wide.page.locator("#frontier-add").focus()
    wide.page.keyboard.press("Enter")
    assert "Frontier package 1" in wide.page.locator("#compare thead").inner_text()


def test_hovering_the_map_reads_a_package_in_words_and_a_click_pins_it(wide: Opened) -> None:
    mark = wide.page.locator("[data-chart=deal_map] .mark-text text", has_text="K")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    wide.page.mouse.move(*at)
    assert "Chips and listings: Standstill" in wide.page.locator("#tip").inner_text()
    wide.page.mouse.click(*at)
    assert "Kalai-Smorodinsky" in wide.page.locator("#compare thead").inner_text()


def test_the_theme_button_redraws_the_charts(wide: Opened) -> None:
    button = wide.page.locator("#theme")
    button.click()
    button.click()
    wide.page.wait_for_selector("html[data-drawn=dark]")
    assert "dark" == wide.page.evaluate("getComputedStyle(document.documentElement).colorScheme")


def test_the_filter_finds_numbers_and_facts(wide: Opened) -> None:
    wide.page.locator("#filter").fill("symbolic")
    assert "1 found" == wide.page.locator("#filtered").inner_text()
    wide.page.locator("#filter").fill("")
    wide.page.locator("#judged-only").check()
    assert "1 found" == wide.page.locator("#filtered").inner_text()


def test_a_fact_opens_where_it_is_linked(wide: Opened) -> None:
    wide.page.evaluate("location.hash = '#fact-T15'")
    wide.page.wait_for_selector("#fact-T15", state="visible")


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_chart_is_saved_as_a_picture(wide: Opened, kind: str, start: bytes) -> None:
    with wide.page.expect_download() as download:
        wide.page.locator(f"[data-image={kind}][data-of=linchpin]").click()
    assert f"madrid-2025-linchpin.{kind}" == download.value.suggested_filename
    assert download.value.path().read_bytes().startswith(start)
    assert [] == wide.said


def test_a_table_is_saved_as_csv(wide: Opened) -> None:
    with wide.page.expect_download() as download:
        wide.page.locator("[data-csv=agenda]").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("Issue,State,")


def test_on_paper_everything_is_open(wide: Opened) -> None:
    wide.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 0 == wide.page.locator("details:not([open])").count()
    wide.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 < wide.page.locator("details:not([open])").count()


def test_on_paper_charts_stand_on_white(chromium: Browser, tmp_path: Path) -> None:
    page = Opened(chromium, tmp_path, madrid(), 1280, "dark").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "light" == page.evaluate("document.documentElement.dataset.drawn")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "dark" == page.evaluate("document.documentElement.dataset.drawn")

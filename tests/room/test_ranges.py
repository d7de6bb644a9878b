"""A room about an issue that can take any number of a range."""

from __future__ import annotations

from pathlib import Path

import pytest

from room.acts.refusals import agenda, agree, refused
from room.house import CASE, House, house
from winset.study.analyse import analyse

RANGED = (
    CASE.replace(
        """    status_quo: open
    track: sea_team
    options:
      open: {label: Open to both}
      quota: {label: Quotas}
      ban: {label: Nobody fishes}
""",
        """    range: {from: 0, to: 60, unit: days, points: 7}
    status_quo: 5
    reversion: 12.5
    track: sea_team
""",
    )
    .replace("{open: 40, quota: 70, ban: 0}", "{0: 0, 33: 70, 60: 80}")
    .replace("{open: 60, quota: 50, ban: 20}", "{0: 90, 42: 40, 60: 0}")
    .replace("{fish: ban}", "{fish: {at_most: 4}}")
    .replace("{never: {port: sale}", "{never: {fish: {at_least: 51}}")
)


@pytest.fixture
def ranged(tmp_path: Path) -> House:
    """A room whose second issue is fishing days, 0 to 60."""
    return house(tmp_path, case=RANGED)


def test_others_see_even_steps_and_the_status_quo_and_not_where_scores_or_red_lines_lie(
    ranged: House,
) -> None:
    even = ["0 days", "5 days", *(f"{days} days" for days in range(10, 70, 10))]
    assert even == list(ranged.state("south").issues["fish"].options.values())
    assert even == list(ranged.state("north").issues["fish"].options.values())
    case = ranged.rooms.case(ranged.state("north"), "north")
    assert case is not None
    assert {"v33", "v42", "v12_5", "v51"} <= case.issues["fish"].options.keys()


def test_a_number_is_proposed_agreed_and_valued_like_an_option(ranged: House) -> None:
    options = {"fish": "v40", "patrol": "joint"}
    ranged.do("n-technical", "draft", id="p", name="Forty days", options=options)
    ranged.do("n-technical", "table", id="p")
    for handle in ("n-principal", "s-principal"):
        assert "40 days" in ranged.browser(handle).get(f"/rooms/{ranged.room}/table").text
    agree(ranged, fish="v40")
    assert "40 days" in ranged.browser("n-principal").get(f"/rooms/{ranged.room}/board").text


@pytest.mark.parametrize(
    "place", ["board", "issues/fish", "agenda", "path", "table", "what-if", "clock", "record"]
)
def test_the_pages_of_a_range_open(ranged: House, place: str) -> None:
    answer = ranged.browser("n-principal").get(f"/rooms/{ranged.room}/{place}")
    assert 200 == answer.status_code


def test_the_owner_reads_bounds_in_words(ranged: House) -> None:
    page = ranged.browser("n-principal").get(f"/rooms/{ranged.room}/issues/fish").text
    assert "Fishing: at most 4 days" in page


def test_a_number_off_the_agenda_is_refused(ranged: House) -> None:
    with refused(ranged, "has no option `v41`"):
        ranged.do("n-principal", "draft", id="p", name="x", options={"fish": "v41"})


def test_a_number_put_on_the_agenda_is_one_that_the_own_case_weighs(ranged: House) -> None:
    options = {**ranged.state("north").issues["fish"].options, "v41": "41 days"}
    ranged.do("n-principal", "agenda", issues=agenda(ranged, fish={"options": options}))
    ranged.do("n-principal", "draft", id="p", name="x", options={"fish": "v41"})
    case = ranged.rooms.case(ranged.state("north"), "north")
    assert case is not None
    assert "41 days" == case.issues["fish"].options["v41"].label
    assert analyse(case, worlds=20, workers=1).space.packages > 0


def test_a_red_line_drawn_in_the_room_names_numbers_not_bounds(ranged: House) -> None:
    with refused(ranged, "a red line drawn here names options"):
        ranged.do(
            "n-principal",
            "red-line",
            why="Too long",
            id="line",
            never={"not": {"fish": {"at_most": 50}}},
            says_who="Cabinet",
        )
    never = {"fish": ["v50", "v60"]}
    ranged.do("n-principal", "red-line", why="x", id="line", never=never, says_who="Cabinet")
    case = ranged.rooms.case(ranged.state("north"), "north")
    assert case is not None
    assert {"fish": ("v50", "v60")} == case.parties["north"].red_lines["line"].never.options

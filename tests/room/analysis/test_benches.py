"""Benches kept warm: one a delegation, of its case as it stands."""

from __future__ import annotations

from room.house import CASE, House
from winset.case.document import Case
from winset.room.analysis.benches import KEPT, STEPS, Benches
from winset.study.what_if import compare, lay_bench, one_step


def case_of(here: House, delegation: str) -> Case:
    """Return a delegation's case as it stands."""
    case = here.rooms.case(here.state(delegation), delegation)
    assert case is not None
    return case


def test_a_bench_is_laid_once_for_a_case(here: House) -> None:
    benches, case = Benches(), case_of(here, "north")
    first = benches.bench(here.room, "north", case)
    assert first is benches.bench(here.room, "north", case_of(here, "north"))


def test_a_bench_is_laid_anew_when_the_case_changes(here: House) -> None:
    benches = Benches()
    first = benches.bench(here.room, "north", case_of(here, "north"))
    here.do("n-principal", "lift-red-line", why="x", id="no_sale")
    second = benches.bench(here.room, "north", case_of(here, "north"))
    assert first is not second
    assert {} == second.ground.case.parties["north"].red_lines


def test_no_delegation_has_the_bench_of_another(here: House) -> None:
    here.do("s-principal", "case", text=CASE.replace("SECRET-line", "Ours"))
    benches = Benches()
    for _ in range(2):
        for delegation in ("north", "south"):
            case = case_of(here, delegation)
            assert case == benches.bench(here.room, delegation, case).ground.case


def test_so_many_stay_and_no_more(here: House) -> None:
    benches, case = Benches(), case_of(here, "north")
    first = benches.bench("r_0", "north", case)
    for number in range(1, KEPT + 1):
        benches.bench(f"r_{number}", "north", case)
    assert first is not benches.bench("r_0", "north", case)


def test_a_package_is_weighed_once_until_the_case_changes(here: House) -> None:
    benches = Benches()

    def weigh() -> object:
        return benches.weighed(here.room, "north", case_of(here, "north"), {"port": "lease"})[0]

    first = weigh()
    assert first is weigh()
    here.do("n-principal", "lift-red-line", why="x", id="no_sale")
    assert first is not weigh()


def test_what_a_package_is_worth_and_takes_is_what_the_study_says(here: House) -> None:
    case, benches = case_of(here, "north"), Benches()
    line, steps = benches.weighed(here.room, "north", case, {"port": "sale"})
    bench = lay_bench(case)
    assert compare(bench, {"package": {"port": "sale"}})["package"] == line
    assert one_step(bench, {"port": "sale"})[:STEPS] == steps

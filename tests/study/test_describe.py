"""What a case says of its parties, laid out for a study."""

from __future__ import annotations

from importlib.resources import files

from winset.case.reading import case_of, read
from winset.case.source import checked
from winset.space.compile import compile_case
from winset.space.worlds import drawn, mid
from winset.study.describe import party_lines
from winset.study.setting import PartyLine


def lines(leave: str) -> tuple[PartyLine, ...]:
    """Return the parties of the starter; its shop leaves without agreement, scored `leave`."""
    text = (files("winset.data") / "starter.yaml").read_text(encoding="utf-8")
    case = case_of(read(checked("case.yaml", text.replace("leave: 0}", f"leave: {leave}}}", 1))))
    space = compile_case(case)
    return party_lines(case, space, mid(space), drawn(space, 4000, 1))


def test_a_stated_reservation_has_the_range_it_was_given() -> None:
    assert lines("0")[1].reservation_range == (30.0, 38.0, 46.0)


def test_a_reservation_worked_out_from_exact_numbers_has_no_width() -> None:
    assert lines("0")[0].reservation_range == (0.0, 0.0, 0.0)


def test_a_reservation_worked_out_from_uncertain_numbers_has_the_range_of_the_draws() -> None:
    low, middle, high = lines("[0, 50, 100]")[0].reservation_range
    assert middle == 45 * 50 / 100
    assert 5 < low < middle - 5
    assert middle + 5 < high < 55

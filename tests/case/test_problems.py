"""How a problem is shown."""

from __future__ import annotations

from winset.case.problems import Problem, in_file_order


def problem(source: str, column: int, end_column: int) -> Problem:
    return Problem(
        path="f", line=3, column=column, end_column=end_column, message="m", source=source
    )


def test_carets_stand_under_wide_characters() -> None:
    assert problem("日本: 語x", 5, 7).text() == "f:3:5: m\n    日本: 語x\n          ^^^"


def test_carets_stand_under_tabbed_text() -> None:
    assert problem("\ta: b", 5, 6).text() == "f:3:5: m\n    \ta: b\n    \t   ^"


def test_a_long_line_is_cut_around_the_mistake() -> None:
    _, line, carets = problem("x" * 300 + "MISTAKE" + "y" * 300, 301, 308).text().split("\n")
    assert len(line) == 104
    assert line[carets.index("^") : carets.rindex("^") + 1] == "MISTAKE"


def test_what_a_terminal_would_obey_is_not_sent_to_it() -> None:
    assert "\x1b" not in problem("a: \x1b[2J", 1, 2).text()


def test_errors_come_before_warnings_and_repeats_are_dropped() -> None:
    first, second = problem("a", 1, 2), problem("a", 2, 3)
    doubt = Problem(path="f", line=1, column=1, end_column=2, message="w", severity="warning")
    assert in_file_order([doubt, second, first, second]) == (first, second, doubt)

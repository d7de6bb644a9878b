"""A study in a notebook."""

from __future__ import annotations

from studies import madrid
from winset.report.notebook import html


def test_a_notebook_shows_the_answer_and_the_key_tables() -> None:
    text = html(madrid())
    for part in ("18,200 of 104,976", "Issues on the table", "Chance of ratification"):
        assert part in text


def test_nothing_in_it_can_run() -> None:
    text = html(madrid(title="<script>alert(1)</script>", answer="<img onerror=x>"))
    assert "<script" not in text
    assert "<img" not in text

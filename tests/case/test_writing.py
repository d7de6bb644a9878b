"""A case written out reads back as the same case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.case.loading import content_hash, load, shipped
from winset.case.source import checked
from winset.case.structure import validated
from winset.case.tree import parse
from winset.case.writing import written


def again(case: Case) -> Case:
    root, _ = parse(checked("again.yaml", written(case)))
    read, mistakes = validated(root)
    assert mistakes == []
    assert isinstance(read, Case)
    return read


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_case_comes_back_equal(name: str) -> None:
    case = load(name)
    assert case == again(case)
    assert content_hash(case) == content_hash(again(case))


@settings(max_examples=40)
@given(case=cases())
def test_any_case_comes_back_equal(case: Case) -> None:
    assert case == again(case)


@given(
    text=st.one_of(
        st.sampled_from(
            ["no", "1e3", "0x10", "2025-09-15", "~", "null", " x ", "a: b", "# c", "'"]
        ),
        st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=60),
    )
)
def test_any_words_come_back_as_they_were(text: str) -> None:
    case = load("harbour-ferry").model_copy(update={"title": text})
    try:
        checked("x", text)
    except Exception:  # noqa: BLE001  what no file can hold is not asked to come back
        return
    assert text == again(case).title

"""Linkages that leave no package, and the minimal set to blame."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from casefile import messages, spoiled
from winset.case.conflicts import TooEntangled, _constraint, blamed
from winset.case.linkages import Excludes, Linkage, Requires, Together

TABLE = dict.fromkeys("pqrs", ("a", "b", "c"))
LINKAGE: TypeAdapter[Linkage] = TypeAdapter(Linkage)


def met(written: Mapping[str, Any], package: Mapping[str, str]) -> bool:
    """Plain-Python meaning of a written condition."""
    parts = []
    for key, value in written.items():
        if key == "all":
            parts.append(all(met(part, package) for part in value))
        elif key == "any":
            parts.append(any(met(part, package) for part in value))
        elif key == "not":
            parts.append(not met(value, package))
        else:
            parts.append(package[key] in value)
    return all(parts)


def kept(written: Mapping[str, Any], package: Mapping[str, str]) -> bool:
    """Plain-Python meaning of a written hard linkage."""
    if written["kind"] == "requires":
        return not met(written["if"], package) or met(written["then"], package)
    first, second = (met(side, package) for side in written["between"])
    return not (first and second) if written["kind"] == "excludes" else first == second


def leaves_a_package(links: Mapping[str, Any]) -> bool:
    packages = (dict(zip(TABLE, chosen, strict=True)) for chosen in product(*TABLE.values()))
    return any(all(kept(link, package) for link in links.values()) for package in packages)


def found(links: Mapping[str, Any]) -> list[tuple[str, ...]]:
    constraints = {}
    for name, written in links.items():
        link = LINKAGE.validate_python({**written, "says": "test"})
        assert isinstance(link, Requires | Excludes | Together)
        constraint = _constraint(link)
        assert constraint is not None
        constraints[name] = constraint
    return blamed(constraints, TABLE)


simple = st.dictionaries(
    st.sampled_from(list(TABLE)),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True),
    min_size=1,
    max_size=2,
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)}),
    ),
    max_leaves=3,
)
linkages = st.one_of(
    st.fixed_dictionaries({"kind": st.just("requires"), "if": conditions, "then": conditions}),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["excludes", "together"]),
            "between": st.tuples(conditions, conditions),
        }
    ),
)


@given(st.lists(linkages, min_size=1, max_size=7))
def test_a_set_is_blamed_exactly_if_no_package_is_left_and_it_is_minimal(
    written: list[dict[str, Any]],
) -> None:
    links = {f"l{position}": link for position, link in enumerate(written)}
    conflicts = found(links)
    assert leaves_a_package(links) == (not conflicts)
    for names in conflicts:
        assert not leaves_a_package({name: links[name] for name in names})
        for spared in names:
            assert leaves_a_package({name: links[name] for name in names if name != spared})


def test_the_error_names_the_set() -> None:
    text = spoiled(
        "  jv_for_time:",
        "  keep: {kind: requires, if: {truce: [sq, ext90]}, then: {tiktok: licence_jv}, says: a}\n"
        "  no_time: {kind: excludes, between: [{truce: ext90}, {tiktok: licence_jv}], says: a}\n"
        "  jv_for_time:",
    )
    assert messages(text) == ["linkages keep, no_time, jv_for_time together leave no package"]


def test_a_search_that_takes_too_long_is_given_up() -> None:
    table = {f"pigeon{i}": tuple("abcdefgh") for i in range(9)}
    links = {
        f"{i}-{j}-{hole}": LINKAGE.validate_python(
            {
                "kind": "excludes",
                "between": [{f"pigeon{i}": hole}, {f"pigeon{j}": hole}],
                "says": "test",
            }
        )
        for i in range(9)
        for j in range(i)
        for hole in "abcdefgh"
    }
    constraints = {name: c for name, link in links.items() if (c := _constraint(link))}
    with pytest.raises(TooEntangled):
        blamed(constraints, table)

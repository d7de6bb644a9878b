"""Random walks through a room: acts that mostly fit, by people who mostly may do them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from room.acts.refusals import agenda
from room.house import CASE, House
from winset.room.acts.act import Refused
from winset.room.acts.registry import ACTS

Move = tuple[str, str, Mapping[str, Any]]

OPTIONS = {
    "port": ("shared", "lease", "sale", "swap"),
    "fish": ("open", "quota", "ban"),
    "patrol": ("apart", "joint"),
    "salvage": ("none", "half"),
}
"""The issues of the house, with an issue and an option that an agenda may add."""

issues = st.sampled_from(list(OPTIONS))
pairs = issues.flatmap(lambda issue: st.tuples(st.just(issue), st.sampled_from(OPTIONS[issue])))
packages = st.lists(pairs, min_size=1, max_size=3).map(dict)
names = st.sampled_from(["a", "b"])
days = st.sampled_from(["2025-02-20", "2025-03-02", "2025-03-20", "2025-04-15", "2025-05-20"])
numbers = st.decimals(min_value=0, max_value=100, places=1)


def _fields(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
    return st.fixed_dictionaries(fields)


def _mandate(allowed: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, (issue, option) in enumerate(allowed):
        found.setdefault(issue, {})[option] = "edge" if number % 3 == 2 else "free"
    return found


def _deadline(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
    return _fields(deadline=st.sampled_from(["lease_ends", "a", "b", "north.a", "south.a"]), **more)


_FORMS: dict[str, st.SearchStrategy[Mapping[str, Any]]] = {
    "agenda": _fields(
        salvage=st.booleans(), parked=st.sets(issues, max_size=1), swap=st.booleans()
    ),
    "mandate": _fields(allowed=st.lists(pairs, min_size=1, max_size=4).map(_mandate)),
    "red-line": _fields(id=names, never=packages, says_who=st.just("A line")),
    "lift-red-line": _fields(id=st.sampled_from(["a", "b", "no_sale"])),
    "stage": _fields(stage=st.sampled_from(["heads", "teams", "leaders"])),
    "clock": _fields(day=days | st.none()),
    "draft": _fields(id=names, name=st.just("A draft"), options=packages),
    "table": _fields(id=names),
    "withdraw": _fields(id=names),
    "bracket": pairs.map(lambda p: {"issue": p[0], "options": [p[1]], "text": "Disputed"}),
    "lift-bracket": _fields(issue=issues),
    "initial": pairs.map(lambda p: {"issue": p[0], "option": p[1]}),
    "take-back": _fields(issue=issues),
    "escalate": _fields(issue=issues),
    "comment": _fields(
        on=st.sampled_from(["issue:port", "room", "proposal:north.a", "deadline:a"]),
        text=st.just("A remark"),
        tabled=st.booleans(),
    ),
    "waive": _fields(
        of=pairs.map(lambda p: f"mandate:{p[0]}={p[1]}")
        | st.sampled_from(["red_line:a", "red_line:no_sale"])
    ),
    "put": _fields(
        id=st.sampled_from([f"text{n}" for n in range(6)]),
        name=st.just("A text"),
        issues=st.lists(issues, min_size=1, max_size=2, unique=True),
    ),
    "waive-linkage": _fields(linkage=st.just("L1")),
    "deadline": _fields(
        id=names,
        what=st.just("Something is due"),
        date=days,
        issue=issues | st.none(),
        owner=st.just(["North"]),
        hard=st.booleans(),
        private=st.booleans(),
    ),
    "extend": _deadline(date=days),
    "lapse": _deadline(),
    "meet": _deadline(),
    "case": _fields(text=st.sampled_from([CASE, CASE.replace("fish: ban}]", "fish: quota}]")])),
    "values": pairs.flatmap(
        lambda p: _fields(
            actor=st.sampled_from(["n_lead", "s_lead"]),
            numbers=st.lists(numbers, min_size=3, max_size=3).map(
                lambda ns: [
                    {
                        "issue": p[0],
                        "option": p[1],
                        **dict(zip(("low", "mid", "high"), sorted(ns), strict=True)),
                    }
                ]
            ),
        )
    ),
    "keep": _fields(id=names, name=st.just("What if"), options=packages),
}

_SIDES = st.sampled_from("nnsssm")
_ROLES = {"sign": "leader", "refuse": "leader", "waive-linkage": "leader", "values": "analyst"}


def _by(name: str) -> st.SearchStrategy[str]:
    usual = st.just(_ROLES.get(name, "principal"))
    others = st.sampled_from(["principal", "technical", "leader", "analyst", "observer"])
    return st.tuples(_SIDES, st.integers(0, 4).flatmap(lambda n: usual if n else others)).map(
        "-".join
    )


def _act(*names: str) -> st.SearchStrategy[Move]:
    return st.sampled_from(names).flatmap(
        lambda name: st.tuples(_by(name), st.just(name), _FORMS[name])
    )


_acts = _act(*_FORMS)
_stirs = _act("mandate", "red-line", "waive", "waive-linkage", "case", "lift-red-line")
"""Acts that bear on what can be signed."""

_runs: st.SearchStrategy[list[Move]] = st.tuples(
    pairs, st.sampled_from([f"text{n}" for n in range(6)]), st.lists(_stirs, max_size=3)
).map(
    lambda t: [
        *((f"{side}-principal", "initial", {"issue": t[0][0], "option": t[0][1]}) for side in "ns"),
        ("n-principal", "put", {"id": t[1], "name": "A text", "issues": [t[0][0]]}),
        *t[2],
        *((f"{side}-leader", "sign", {}) for side in "ns"),
    ]
)
"""Something agreed, put up and signed, with something in between."""

_refusals: st.SearchStrategy[list[Move]] = st.sampled_from("ns").map(
    lambda side: [(f"{side}-leader", "refuse", {})]
)

_parts = st.integers(0, 9).flatmap(
    lambda n: _refusals if n == 0 else _runs if n < 3 else _acts.map(lambda move: [move])
)

walks: st.SearchStrategy[list[Move]] = st.lists(_parts, min_size=8, max_size=25).map(
    lambda runs: [move for run in runs for move in run]
)


def walk(here: House, moves: list[Move]) -> int:
    """Let people act; what is refused is passed over. The number of acts that were taken."""
    taken = 0
    for handle, name, written in moves:
        fields = dict(written)
        if name == "agenda":
            fields = {"issues": _agenda(here, **fields)}
        elif name in ("sign", "refuse"):
            up = here.state(None).up()
            fields = {
                "text": "none" if up is None else up.id,
                "stage": "leaders",
                "actor": f"{handle[0]}_lead",
            }
        try:
            here.do(handle, name, why="A reason", **fields)
        except (Refused, ValidationError):
            continue
        taken += 1
    return taken


def _agenda(here: House, *, salvage: bool, parked: set[str], swap: bool) -> list[dict[str, Any]]:
    changes: dict[str, dict[str, Any]] = {}
    state = here.state(None)
    if salvage and "salvage" not in state.issues:
        changes["salvage"] = {"name": "Salvage", "options": {"none": "None", "half": "Half"}}
    if swap:
        changes["port"] = {"options": {**state.issues["port"].options, "swap": "Swapped"}}
    for name in state.issues:
        changes.setdefault(name, {})["parked"] = name in parked
    return agenda(here, **changes)


assert set(_FORMS) | {"sign", "refuse", "seat", "unseat", "answer"} == set(ACTS)

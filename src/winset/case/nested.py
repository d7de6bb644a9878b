"""The names inside conditions and ratification rules, which nest as deep as needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.case.tree import Node, Path


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that stands for another part of the file.

    `kind` says what it names: "actor", "option of tiktok", or "bound of tariff". `word` is what the
    file has there, of whatever type; `at_key` is True if it is a key.
    """

    path: Path
    word: Any
    kind: str
    at_key: bool = False


def in_condition(path: Path, node: Node) -> Iterator[Reference]:
    """Yield the issues and options that a condition names."""
    for key, part in node.parts.items():
        here = (*path, key)
        if key in ("all", "any"):
            for position, inner in part.parts.items():
                yield from in_condition((*here, position), inner)
        elif key == "not":
            yield from in_condition(here, part)
        elif isinstance(key, str):
            yield Reference(here, key, "issue", at_key=True)
            if not part.parts:
                yield Reference(here, part.value, f"option of {key}")
            kind = "bound" if isinstance(part.value, dict) else "option"
            for position, inner in part.parts.items():
                yield Reference((*here, position), inner.value, f"{kind} of {key}")


def in_rule(path: Path, node: Node) -> Iterator[Reference]:
    """Yield the actors that a ratification rule names."""
    if isinstance(node.value, str):
        yield Reference(path, node.value, "actor")
    for word in ("all", "any"):
        yield from _in_rules((*path, word), node.at((word,)))
    yield from _in_rules((*path, "at_least", "of"), node.at(("at_least", "of")))
    votes = node.at(("weight_over", "of"))
    if votes and isinstance(votes.value, dict):
        for actor in votes.parts:
            yield Reference((*path, "weight_over", "of", actor), actor, "actor", at_key=True)
    groups = node.at(("legislature", "groups"))
    if groups:
        for position, bloc in groups.parts.items():
            if "actor" in bloc.parts:
                here = (*path, "legislature", "groups", position, "actor")
                yield Reference(here, bloc.parts["actor"].value, "actor")


def _in_rules(path: Path, rules: Node | None) -> Iterator[Reference]:
    if rules:
        for position, rule in rules.parts.items():
            yield from in_rule((*path, position), rule)

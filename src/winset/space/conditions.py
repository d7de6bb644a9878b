"""Conditions on packages, compiled to option numbers and tested on many packages at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.case.conditions import Condition
from winset.space.grid import Bools, Digits


@dataclass(frozen=True)
class Chosen:
    """The package takes one of the `allowed` options on an issue."""

    issue: int
    allowed: tuple[bool, ...]


@dataclass(frozen=True)
class Every:
    """All parts hold; with no parts, always."""

    parts: tuple[Test, ...]


@dataclass(frozen=True)
class Either:
    """Some part holds; with no parts, never."""

    parts: tuple[Test, ...]


@dataclass(frozen=True)
class Negated:
    """The part does not hold."""

    part: Test


Test = Chosen | Every | Either | Negated


def compile_condition(
    condition: Condition, issues: Sequence[str], options: Mapping[str, Sequence[str]]
) -> Test:
    """Return `condition` with issues and options as positions in `issues` and `options`."""
    parts: list[Test] = [
        Chosen(
            list(issues).index(issue),
            tuple(option in chosen for option in options[issue]),
        )
        for issue, chosen in condition.options.items()
    ]
    parts += [compile_condition(part, issues, options) for part in condition.all]
    if condition.any:
        parts.append(
            Either(tuple(compile_condition(part, issues, options) for part in condition.any))
        )
    if condition.none is not None:
        parts.append(Negated(compile_condition(condition.none, issues, options)))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def holds(test: Test, digits: Digits) -> Bools:
    """Return which packages meet `test`; `digits[k, n]` is the option of package n on issue k."""
    match test:
        case Chosen(issue, allowed):
            found: Bools = np.array(allowed, dtype=np.bool_)[digits[issue]]
            return found
        case Every(parts):
            result = np.ones(digits.shape[1], dtype=np.bool_)
            for part in parts:
                result &= holds(part, digits)
            return result
        case Either(parts):
            result = np.zeros(digits.shape[1], dtype=np.bool_)
            for part in parts:
                result |= holds(part, digits)
            return result
        case Negated(part):
            return ~holds(part, digits)

"""The text of a scenario's files in the YAML of NegMAS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import yaml

from winset.interop.curves import Trapezoid
from winset.interop.exact import Digits, Numbers
from winset.interop.scenario import Scenario, Topic
from winset.interop.shapes import Line, Shape, Sum, negmas_shape


class _Yaml(yaml.SafeDumper):
    """Writes numbers with all their digits, and labels in quotes, so that none is taken for one."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


_Yaml.add_representer(
    Digits,
    lambda dumper, word: dumper.represent_scalar(
        f"tag:yaml.org,2002:{'float' if '.' in word else 'int'}", str(word)
    ),
)
_Yaml.add_representer(
    str, lambda dumper, word: dumper.represent_scalar("tag:yaml.org,2002:str", word, style='"')
)


def negmas_files(scenario: Scenario, numbers: Numbers) -> list[tuple[str, str]]:
    """Return the domain and the profiles as names and texts; `numbers` writes a number."""

    def number(value: Fraction) -> Digits:
        text = numbers(value)
        return Digits(text if "." in text else f"{text}.0")

    ranges = any(issue.range for issue in scenario.issues)
    domain = {
        "type": f"{'' if ranges else 'Discrete'}CartesianOutcomeSpace",
        "name": scenario.name,
        "issues": [_issue(issue, number) for issue in scenario.issues],
    }
    files = [(f"{scenario.name}.yml", _yaml(domain))]
    for profile in scenario.profiles:
        function: dict[str, Any] = {
            "type": "LinearAdditiveUtilityFunction",
            "name": profile.name,
            "values": [
                _values(issue, row, number)
                for issue, row in zip(scenario.issues, profile.values, strict=True)
            ],
            "weights": [number(weight) for weight in profile.weights],
            "bias": number(profile.base),
        }
        if profile.stated and profile.reservation is not None:
            function["reserved_value"] = number(profile.reservation)
        if profile.discount:
            function = {
                "type": "ExpDiscountedUFun",
                "name": profile.name,
                "discount": number(profile.discount.factor),
                "dynamic_reservation": profile.discount.reservation,
                **{k: v for k, v in function.items() if k == "reserved_value"},
                "ufun": function,
            }
        files.append((f"{profile.name}.yml", _yaml(function)))
    return files


def _issue(issue: Topic, number: Callable[[Fraction], Digits]) -> dict[str, Any]:
    if issue.range is None:
        return {"name": issue.name, "type": "CategoricalIssue", "values": list(issue.options)}
    ends = [number(end) for end in (issue.range.of[0], issue.range.of[-1])]
    tried = issue.range.points
    return {"name": issue.name, "type": "ContinuousIssue", "values": ends, "n_levels": tried}


def _values(
    issue: Topic, row: Sequence[Fraction], number: Callable[[Fraction], Digits]
) -> dict[str, Any]:
    """Return the value function of one issue: a table, or what its values are along a range."""
    if issue.range is None:
        pairs = zip(issue.options, row, strict=True)
        return {"type": "TableFun", "mapping": {label: number(value) for label, value in pairs}}
    return _function(negmas_shape(issue.range.of, row), number)


def _function(shape: Shape, number: Callable[[Fraction], Digits]) -> dict[str, Any]:
    match shape:
        case Line():
            given = {"slope": shape.slope, "bias": shape.offset}
            return {"type": "AffineFun", **_written(given, number)}
        case Trapezoid():
            given = {"start": shape.start, "middle": shape.top, "end": shape.end}
            given["scale"] = shape.height
            return {"type": "TriangularFun", **_written(given, number)}
        case Sum():
            parts: list[Shape] = [shape.line, *shape.kinks]
            return {"type": "AggregatingFun", "funs": [_function(part, number) for part in parts]}


def _written(
    given: Mapping[str, Fraction], number: Callable[[Fraction], Digits]
) -> dict[str, Digits]:
    return {name: number(value) for name, value in given.items()}


def _yaml(content: dict[str, Any]) -> str:
    text: str = yaml.dump(
        content, Dumper=_Yaml, sort_keys=False, allow_unicode=True, width=1000, encoding=None
    )
    return text

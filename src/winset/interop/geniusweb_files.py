"""The text of a scenario's files in the JSON of GeniusWeb."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from winset.interop.exact import Digits, Numbers, decimal
from winset.interop.geniusweb import SPACE
from winset.interop.scenario import Scenario, Topic
from winset.interop.targets import bid_worth


def geniusweb_files(scenario: Scenario, numbers: Numbers) -> list[tuple[str, str]]:
    """Return the domain and the profiles as names and texts; `numbers` writes a number."""
    domain = {
        "name": scenario.name,
        "issuesValues": {issue.name: _issue(issue) for issue in scenario.issues},
    }
    files = [(f"{scenario.name}.json", _json(domain))]
    for profile in scenario.profiles:
        space: dict[str, Any] = {
            "name": profile.name,
            "domain": domain,
            "issueWeights": {
                issue.name: Digits(numbers(weight))
                for issue, weight in zip(scenario.issues, profile.weights, strict=True)
            },
            "issueUtilities": {
                issue.name: _utilities(issue, row, numbers)
                for issue, row in zip(scenario.issues, profile.values, strict=True)
            },
        }
        if profile.stated and profile.reservation is not None:
            chosen = bid_worth(profile, profile.reservation) or ()
            values = zip(scenario.issues, chosen, strict=True)
            space["reservationBid"] = {
                "issuevalues": {issue.name: _value(issue, o) for issue, o in values}
            }
        files.append((f"{profile.name}.json", _json({SPACE: space})))
    return files


def _issue(issue: Topic) -> dict[str, Any]:
    if issue.numbers is None:
        return {"values": list(issue.options)}
    first, second, last = issue.numbers.of[0], issue.numbers.of[1], issue.numbers.of[-1]
    step = {"low": first, "high": last, "step": second - first}
    return {"range": {name: Digits(decimal(number)[0]) for name, number in step.items()}}


def _utilities(issue: Topic, row: Sequence[Fraction], numbers: Numbers) -> dict[str, Any]:
    """Return the utilities of one issue: a table, or of a set of numbers a line."""
    if issue.numbers is None:
        pairs = zip(issue.options, row, strict=True)
        table = {label: Digits(numbers(value)) for label, value in pairs}
        return {"discreteutils": {"valueUtilities": table}}
    of = issue.numbers.of
    ends = {"lowValue": of[0], "lowUtility": row[0], "highValue": of[-1], "highUtility": row[-1]}
    return {"numberutils": {name: Digits(numbers(number)) for name, number in ends.items()}}


def _value(issue: Topic, option: int) -> str:
    if issue.numbers is None:
        return issue.options[option]
    return Digits(decimal(issue.numbers.of[option])[0])


def _json(content: Any, indent: str = "") -> str:
    """Return JSON with numbers in all their digits, which `json` would turn into floats."""
    deeper = f"{indent}  "
    if isinstance(content, dict):
        parts = [f"{deeper}{json.dumps(k)}: {_json(v, deeper)}" for k, v in content.items()]
        text = "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    elif isinstance(content, list):
        text = "[" + ", ".join(_json(value, deeper) for value in content) + "]"
    else:
        text = str(content) if isinstance(content, Digits) else json.dumps(content)
    return text if indent else f"{text}\n"

"""The text of a scenario's files in the formats of other programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml

from winset.case.errors import WinsetError
from winset.interop.exact import decimal
from winset.interop.genius_files import evaluation_scale, genius_files
from winset.interop.geniusweb import SPACE
from winset.interop.scenario import Scenario
from winset.interop.targets import Target, bid_worth


@dataclass
class _Numbers:
    """Writes numbers, and counts those that a decimal cannot hold."""

    rounded: int = 0

    def __call__(self, number: Fraction) -> str:
        text, whole = decimal(number)
        self.rounded += not whole
        return text


@dataclass(frozen=True)
class Files:
    """Texts by file name, and how many numbers were rounded because no decimal holds them.

    `stretched`: profiles whose values are whole numbers above 1, because no decimals hold them.
    """

    texts: dict[str, str]
    rounded: int = 0
    stretched: tuple[str, ...] = ()


def files_of(scenario: Scenario, target: Target) -> Files:
    """Return the files of a scenario that `targets.held` has fitted to the format.

    Raises WinsetError if names cannot be file names, or collide, or have no place in the format.
    """
    _distinct(scenario, target)
    numbers = _Numbers()
    writers: dict[str, Callable[[Scenario, _Numbers], dict[str, str]]] = {
        "genius": lambda scenario, numbers: _named(genius_files(scenario, numbers)),
        "negmas": _negmas,
        "geniusweb": _geniusweb,
        "csv": _csv,
    }
    texts = writers[target](scenario, numbers)
    for name in texts:
        if "/" in name or "\\" in name or name.startswith((".", "_")) or "\0" in name:
            raise WinsetError(
                f"“{name}” cannot be the name of a file; rename that part of the case"
            )
    stretched = (
        tuple(profile.name for profile in scenario.profiles if evaluation_scale(profile) > 1)
        if target == "genius"
        else ()
    )
    return Files(texts, numbers.rounded, stretched)


def _distinct(scenario: Scenario, target: Target) -> None:
    """Raise WinsetError for names that the format could not tell apart, or not hold."""
    issues = [issue.name for issue in scenario.issues]
    twice = next((name for n, name in enumerate(issues) if name in issues[:n]), None)
    if twice and target != "genius":  # which knows issues by their index
        raise WinsetError(f"two issues are called “{twice}”; rename one of them")
    for issue in scenario.issues:
        options = issue.options
        twin = next((label for n, label in enumerate(options) if label in options[:n]), None)
        if twin:
            raise WinsetError(f"two options of “{issue.name}” are called “{twin}”; rename one")
        if target == "genius" and _NOT_XML.search("".join((issue.name, *options))):
            raise WinsetError(f"issue “{issue.name}”: a control character cannot stand in XML")


_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _named(files: Sequence[tuple[str, str]]) -> dict[str, str]:
    names = [name for name, _ in files]
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice:
        raise WinsetError(f"two files would be called {twice}; rename a party or the case")
    return dict(files)


class _Yaml(yaml.SafeDumper):
    """Writes numbers with all their digits, and labels in quotes, so that none is taken for one."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


class _Digits(str):
    __slots__ = ()


_Yaml.add_representer(
    _Digits,
    lambda dumper, word: dumper.represent_scalar(
        f"tag:yaml.org,2002:{'float' if '.' in word else 'int'}", str(word)
    ),
)
_Yaml.add_representer(
    str, lambda dumper, word: dumper.represent_scalar("tag:yaml.org,2002:str", word, style='"')
)


def _negmas(scenario: Scenario, numbers: _Numbers) -> dict[str, str]:
    def number(value: Fraction) -> _Digits:
        text = numbers(value)
        return _Digits(text if "." in text else f"{text}.0")

    domain = {
        "type": "DiscreteCartesianOutcomeSpace",
        "name": scenario.name,
        "issues": [
            {"name": issue.name, "type": "CategoricalIssue", "values": list(issue.options)}
            for issue in scenario.issues
        ],
    }
    files = [(f"{scenario.name}.yml", _yaml(domain))]
    for profile in scenario.profiles:
        function: dict[str, Any] = {
            "type": "LinearAdditiveUtilityFunction",
            "name": profile.name,
            "values": [
                {
                    "type": "TableFun",
                    "mapping": {
                        label: number(value)
                        for label, value in zip(issue.options, row, strict=True)
                    },
                }
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
    return _named(files)


def _yaml(content: dict[str, Any]) -> str:
    text: str = yaml.dump(
        content, Dumper=_Yaml, sort_keys=False, allow_unicode=True, width=1000, encoding=None
    )
    return text


def _geniusweb(scenario: Scenario, numbers: _Numbers) -> dict[str, str]:
    domain = {
        "name": scenario.name,
        "issuesValues": {issue.name: {"values": list(issue.options)} for issue in scenario.issues},
    }
    files = [(f"{scenario.name}.json", _json(domain))]
    for profile in scenario.profiles:
        space: dict[str, Any] = {
            "name": profile.name,
            "domain": domain,
            "issueWeights": {
                issue.name: _Digits(numbers(weight))
                for issue, weight in zip(scenario.issues, profile.weights, strict=True)
            },
            "issueUtilities": {
                issue.name: {
                    "discreteutils": {
                        "valueUtilities": {
                            label: _Digits(numbers(value))
                            for label, value in zip(issue.options, row, strict=True)
                        }
                    }
                }
                for issue, row in zip(scenario.issues, profile.values, strict=True)
            },
        }
        if profile.stated and profile.reservation is not None:
            chosen = bid_worth(profile, profile.reservation) or ()
            values = zip(scenario.issues, chosen, strict=True)
            space["reservationBid"] = {
                "issuevalues": {issue.name: issue.options[o] for issue, o in values}
            }
        files.append((f"{profile.name}.json", _json({SPACE: space})))
    return _named(files)


def _json(content: Any, indent: str = "") -> str:
    """Return JSON with numbers in all their digits, which `json` would turn into floats."""
    deeper = f"{indent}  "
    if isinstance(content, dict):
        parts = [f"{deeper}{json.dumps(k)}: {_json(v, deeper)}" for k, v in content.items()]
        text = "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    elif isinstance(content, list):
        text = "[" + ", ".join(_json(value, deeper) for value in content) + "]"
    else:
        text = str(content) if isinstance(content, _Digits) else json.dumps(content)
    return text if indent else f"{text}\n"


def _csv(scenario: Scenario, numbers: _Numbers) -> dict[str, str]:
    """Return two tables: the parties, and what each option is worth to each."""
    parties = [["party", "reservation_utility", "base_utility"]]
    parties += [
        [p.name, "" if p.reservation is None else numbers(p.reservation), numbers(p.base)]
        for p in scenario.profiles
    ]
    values = [["party", "issue", "option", "weight", "value"]]
    values += [
        [profile.name, issue.name, label, numbers(profile.weights[k]), numbers(value)]
        for profile in scenario.profiles
        for k, issue in enumerate(scenario.issues)
        for label, value in zip(issue.options, profile.values[k], strict=True)
    ]
    return {"parties.csv": _table(parties), "values.csv": _table(values)}


def _table(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()

"""A case written out as the text of a file that reads back to the same case."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any

import yaml

from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.grid import as_written
from winset.case.numbers import Entry, Judged, shortest
from winset.case.rules import Rule
from winset.case.values import number_of, spelled


class _Dumper(yaml.SafeDumper):
    """Writes decimals exactly, and every day and word so that the reader takes it as it is."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out wherever it stands, never as a reference to where it stood before."""
        del data
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    digits = f"{value:f}"
    kind = "float" if "." in digits else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", digits)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = value.isidentifier() and value.lower() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def _fraction(dumper: yaml.SafeDumper, value: Fraction) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(Fraction, _fraction)
_Dumper.add_representer(str, _text)


def written(case: Case) -> str:
    """Return `case` as the text of a negotiation file; what is as by default is left out.

    Comments and the layout of the file it came from are lost; `read` gives an equal case.
    """
    content = _numbered(case, _plain(as_written(case)))
    return yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, encoding=None
    )


def _numbered(case: Case, content: Any) -> Any:
    """Return the content of a file with the options of ranges as the numbers they are."""
    ranges = {name for name, issue in case.issues.items() if issue.range}
    for name in ranges:
        issue = content["issues"][name]
        issue |= {key: _number(issue[key]) for key in _OF_ISSUE if key in issue}
        for actor in content["actors"].values():
            if name in actor["views"]:
                view = actor["views"][name]
                view["scores"] = {spelled(point): score for point, score in view["scores"].items()}
    for question in content.get("questions", {}).values():
        about = question.get("about", {})
        if about.get("issue") in ranges and "options" in about:
            about["options"] = [_number(option) for option in about["options"]]
    packages, moves = content.get("packages", {}), content.get("moves", {})
    links = content.get("linkages", {}).values()
    red_lines = (party.get("red_lines", {}) for party in content["parties"].values())
    named = [
        *(package.get("options", {}) for package in packages.values()),
        *(move.get("reversion", {}) for move in moves.values()),
        *(link[key] for link in links for key in ("if", "then") if key in link),
        *(one for link in links for one in link.get("between", ())),
        *(line["never"] for lines in red_lines for line in lines.values()),
    ]
    for options in named:
        _number_options(options, ranges)
    return content


_OF_ISSUE = ("status_quo", "then", "reversion")


def _number_options(named: dict[str, Any], ranges: Collection[str]) -> None:
    """Put numbers for the ids of options in a mapping from issues, or in a condition."""
    for key, value in named.items():
        if key in ("all", "any"):
            for part in value:
                _number_options(part, ranges)
        elif key == "not":
            _number_options(value, ranges)
        elif key in ranges and isinstance(value, str):
            named[key] = _number(value)
        elif key in ranges and isinstance(value, list):
            named[key] = [_number(option) for option in value]


def _number(option: str) -> Decimal | Fraction:
    return shortest(number_of(option))


def _plain(value: Any) -> Any:
    """Return a part of a case as lists, dicts, words and numbers, keys as in a file."""
    plain: Any = value
    match value:
        case Judged():
            plain = _judged(value)
        case Condition():
            plain = _condition(value)
        case Rule(actor=str(actor)):
            plain = actor
        case Entry():
            plain = _entry(value)
        case dict():
            plain = {name: _plain(entry) for name, entry in value.items()}
        case list() | tuple():
            plain = [_plain(entry) for entry in value]
    return plain


def _judged(value: Judged) -> Any:
    """Return a number, a range, or both with their reason, as short as a file may have it."""
    number = value.mid if value.certain else [value.low, value.mid, value.high]
    if value.why is None and not value.facts:
        return number
    rest = {"why": value.why, "facts": list(value.facts)}
    return {"value": number, **{word: said for word, said in rest.items() if said}}


def _condition(value: Condition) -> dict[str, Any]:
    """Return a condition in its short form, the only one that a file may have."""
    nested = {"all": value.all, "any": value.any, "not": value.none}
    return {
        **{issue: list(options) for issue, options in value.options.items()},
        **{issue: _entry(bounds) for issue, bounds in value.bounds.items()},
        **{word: _plain(part) for word, part in nested.items() if part},
    }


def _entry(value: Entry) -> dict[str, Any]:
    return {
        field.alias or name: _plain(getattr(value, name))
        for name, field in type(value).model_fields.items()
        if field.is_required()
        or getattr(value, name) != field.get_default(call_default_factory=True)
    }

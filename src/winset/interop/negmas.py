"""NegMAS scenarios in YAML or JSON: utility = bias + sum of weight x value, nothing clamped.

A discount counts by round: utility x discount ** round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from winset.interop.curves import grid, widest
from winset.interop.entries import Entry
from winset.interop.exact import exact, minus_infinity, shown
from winset.interop.scenario import MOST_OPTIONS, Profile, Scenario, Shrinking, Topic

_LISTED = ("CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteCardinalIssue")
_RANGES = ("ContiguousIssue", "ContinuousIssue")
_SLOPES = {"AffineFun": ("slope", "bias"), "LinearFun": ("slope",), "ConstFun": ("bias",)}

Shape = Literal["labels", "integers", "reals"]


@dataclass(frozen=True)
class NegmasIssue:
    """An issue: its name, its labels or the whole numbers or bounds of its range."""

    name: str
    shape: Shape
    options: tuple[str, ...]


def is_domain(entry: Entry) -> bool:
    """Return whether a file says that it is an outcome space."""
    return "OutcomeSpace" in kind_of(entry)


def is_profile(entry: Entry) -> bool:
    """Return whether a file says that it is a utility function."""
    return "Fun" in kind_of(entry)


def kind_of(entry: Entry) -> str:
    """Return the last part of a dotted type name; empty if the file states none."""
    found = entry.get("type")
    word = found.node.value if found else ""
    return word.rpartition(".")[2] if isinstance(word, str) else ""


def scenario(name: str, domain: Entry, profiles: list[tuple[str, Entry]], points: int) -> Scenario:
    """Return the scenario of a domain and its named profiles; `name` if the domain has none.

    Continuous issues become grids of `points` numbers. Raises NotUnderstood for what has no known
    meaning.
    """
    domain.only(("type", "name", "issues"))
    if not kind_of(domain).endswith("CartesianOutcomeSpace"):
        raise domain.at("type").wrong(
            f"is `{domain.at('type').text()}`", "known: DiscreteCartesianOutcomeSpace"
        )
    issues = [_issue(entry, points) for entry in domain.at("issues").items()]
    if not issues:
        raise domain.at("issues").wrong("is empty")
    names = [issue.name for issue in issues]
    for place, entry in enumerate(domain.at("issues").items()):
        if names[place] in names[:place]:
            raise entry.wrong(f"is a second issue called “{names[place]}”")
    read = tuple(_profile(title, entry, issues) for title, entry in profiles)
    topics = tuple(_topic(issue, k, read) for k, issue in enumerate(issues))
    given = domain.get("name")
    title = given.text() if given and not given.is_null else name
    return Scenario(title, "negmas", topics, read)


def _issue(entry: Entry, points: int) -> NegmasIssue:
    entry.only(("name", "type", "values", "n_values"))
    name, kind, values = entry.at("name").text(), kind_of(entry), entry.at("values")
    if kind in _LISTED or (not kind and values.is_list):
        labels = [value.text() for value in values.items()]
        for place, value in enumerate(values.items()):
            if labels[place] in labels[:place]:
                raise value.wrong(f"is a second “{labels[place]}”")
        if not 0 < len(labels) <= MOST_OPTIONS:
            raise values.wrong(f"has {len(labels)} entries; a case holds 1 to {MOST_OPTIONS}")
        return NegmasIssue(name, "labels", tuple(labels))
    if kind not in _RANGES:
        raise entry.at("type").wrong(
            f"is `{entry.at('type').text()}`", f"known: {', '.join((*_LISTED, *_RANGES))}"
        )
    bounds = [value.number() for value in values.items()]
    if len(bounds) != 2 or bounds[0] > bounds[1]:  # noqa: PLR2004  from low to high
        raise values.wrong("should be [low, high]")
    if kind == "ContinuousIssue":
        numbers = grid(bounds[0], bounds[1], [], points)
        return NegmasIssue(name, "reals", tuple(map(shown, numbers)))
    if any(bound.denominator != 1 for bound in bounds):
        raise values.wrong("should be two whole numbers")
    low, high = map(int, bounds)
    if high - low >= MOST_OPTIONS:
        raise values.wrong(f"has {high - low + 1} numbers; a case holds up to {MOST_OPTIONS}")
    return NegmasIssue(name, "integers", tuple(map(str, range(low, high + 1))))


def _topic(issue: NegmasIssue, k: int, profiles: tuple[Profile, ...]) -> Topic:
    if issue.shape != "reals":
        return Topic(issue.name, issue.options)
    half = widest([Fraction(label) for label in issue.options]) / 2
    worst = ", ".join(f"{each.name} {shown(_steep(each, k, issue) * half)}" for each in profiles)
    note = (
        f"A real number from {issue.options[0]} to {issue.options[-1]}, here a grid of "
        f"{len(issue.options)} points. The nearest point differs from any number by at most this "
        f"much utility: {worst}."
    )
    return Topic(issue.name, issue.options, note)


def _steep(profile: Profile, k: int, issue: NegmasIssue) -> Fraction:
    """Return how fast utility changes along an issue; values of numbers are straight lines."""
    low, high = Fraction(issue.options[0]), Fraction(issue.options[-1])
    if low == high:
        return Fraction(0)
    row = profile.values[k]
    return abs(profile.weights[k] * (row[-1] - row[0]) / (high - low))


def _profile(name: str, entry: Entry, issues: list[NegmasIssue]) -> Profile:
    kind = kind_of(entry)
    if kind == "ExpDiscountedUFun":
        entry.only(("type", "name", "discount", "dynamic_reservation", "reserved_value", "ufun"))
        return _discounted(entry, _profile(name, entry.at("ufun"), issues))
    if kind in ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"):
        entry.only(("type", "name", "values", "weights", "bias", "reserved_value"))
        values = _by_issue(entry.at("values"), issues)
        rows = tuple(_values(fun, issue) for fun, issue in zip(values, issues, strict=True))
    elif kind in ("AffineUtilityFunction", "LinearUtilityFunction"):
        known = ("bias",) if kind == "AffineUtilityFunction" else ()
        entry.only(("type", "name", "weights", "reserved_value", *known))
        rows = tuple(_numbers(entry, issue) for issue in issues)
    else:
        raise entry.at("type").wrong(
            f"is `{entry.at('type').text()}`",
            "known: LinearAdditiveUtilityFunction, AffineUtilityFunction, LinearUtilityFunction, "
            "ExpDiscountedUFun",
        )
    weights = tuple(weight.number() for weight in _by_issue(entry.at("weights"), issues))
    bias = entry.get("bias")
    reserved = _reserved(entry)
    return Profile(
        name,
        weights,
        rows,
        base=bias.number() if bias else Fraction(0),
        reservation=reserved,
        stated=reserved is not None,
    )


def _discounted(entry: Entry, inner: Profile) -> Profile:
    factor, own = entry.at("discount").number(), _reserved(entry)
    if factor <= 0:
        raise entry.at("discount").wrong("must be above 0")
    dynamic = entry.get("dynamic_reservation")
    said = dynamic.text() if dynamic else "true"
    if dynamic and said.lower() not in ("true", "false"):
        raise dynamic.wrong("should be true or false")
    if own is not None and inner.reservation is not None and own != inner.reservation:
        raise entry.at("reserved_value").wrong(
            f"is {shown(own)}, but that of the function inside is {shown(inner.reservation)}"
        )
    kept = inner.reservation if own is None else own
    notes = inner.notes
    if own is None and inner.reservation is not None:
        notes = (
            *notes,
            (
                f"{inner.name}: the discounted function states no reserved value; that of the "
                "function inside is taken."
            ),
        )
    discount = None if factor == 1 else Shrinking(factor, "round", said.lower() == "true")
    return replace(inner, reservation=kept, stated=kept is not None, discount=discount, notes=notes)


def _reserved(entry: Entry) -> Fraction | None:
    found = entry.get("reserved_value")
    if found is None or found.is_null:
        return None
    if isinstance(found.node.value, str) and minus_infinity(found.node.value):
        return None
    return found.number()


def _by_issue(entry: Entry, issues: list[NegmasIssue]) -> list[Entry]:
    """Return one entry an issue, from a list in their order or a mapping by their names."""
    if entry.is_mapping:
        entry.only([issue.name for issue in issues])
        return [entry.at(issue.name) for issue in issues]
    found = entry.items()
    if len(found) != len(issues):
        raise entry.wrong(f"has {len(found)} entries for {len(issues)} issues")
    return found


def _values(fun: Entry, issue: NegmasIssue) -> tuple[Fraction, ...]:
    kind = kind_of(fun)
    if kind == "TableFun":
        fun.only(("type", "mapping"))
        table = fun.at("mapping")
        if issue.shape == "reals":
            raise fun.wrong(f"is a table for issue “{issue.name}” of real numbers")
        table.only(issue.options)
        return tuple(table.at(label).number() for label in issue.options)
    if kind == "IdentityFun":
        fun.only(("type",))
        return _numbers(fun, issue)
    if kind not in _SLOPES:
        known = ", ".join(("TableFun", "IdentityFun", *_SLOPES))
        raise fun.wrong(f"is of type `{kind}`", f"known: {known}")
    fun.only(("type", *_SLOPES[kind]))
    slope = fun.at("slope").number() if "slope" in _SLOPES[kind] else Fraction(0)
    found = fun.get("bias") if "bias" in _SLOPES[kind] else None
    bias = found.number() if found else Fraction(0)
    if kind == "ConstFun":
        return tuple(bias for _ in issue.options)
    return tuple(slope * number + bias for number in _numbers(fun, issue))


def _numbers(entry: Entry, issue: NegmasIssue) -> tuple[Fraction, ...]:
    """Return the options of an issue as numbers. Raises NotUnderstood if one is none."""
    numbers = [
        Fraction(label) if issue.shape == "reals" else exact(label) for label in issue.options
    ]
    for label, number in zip(issue.options, numbers, strict=True):
        if number is None:
            raise entry.wrong(f"needs numbers, but issue “{issue.name}” has option “{label}”")
    return tuple(number for number in numbers if number is not None)

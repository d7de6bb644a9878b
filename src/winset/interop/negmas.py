"""NegMAS scenarios in YAML or JSON: utility = bias + sum of weight x value, nothing clamped.

A discount counts by round: utility x discount ** round.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from winset.case.agenda import FEWEST_POINTS, MOST_POINTS
from winset.interop.entries import Entry
from winset.interop.exact import minus_infinity, shown
from winset.interop.negmas_functions import POINTS, NegmasIssue, kind_of, straight_on, values_of
from winset.interop.reals import Sketch, settled
from winset.interop.scenario import MOST_OPTIONS, Profile, Scenario, Shrinking

_LISTED = ("CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteCardinalIssue")
_RANGES = ("ContiguousIssue", "ContinuousIssue")
_COMMON = ("type", "name", "reserved_value", "reserved_outcome", "stability")
"""Keys of any function; `stability` says what NegMAS may keep, and nothing of utility."""


def is_domain(entry: Entry) -> bool:
    """Return whether a file says that it is an outcome space."""
    return "OutcomeSpace" in kind_of(entry)


def is_profile(entry: Entry) -> bool:
    """Return whether a file says that it is a utility function."""
    return "Fun" in kind_of(entry)


def scenario(
    name: str, domain: Entry, profiles: list[tuple[str, Entry]], points: int | None
) -> Scenario:
    """Return the scenario of a domain and its named profiles; `name` if the domain has none.

    Of a continuous issue `points` numbers are tried, or as many as the file says, or POINTS. Raises
    NotUnderstood for what has no known meaning.
    """
    domain.only(("type", "name", "issues", "path"))
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
    read = [_profile(title, entry, issues) for title, entry in profiles]
    topics, made = settled([issue.unread for issue in issues], read)
    given = domain.get("name")
    title = given.text() if given and not given.is_null else name
    return Scenario(title, "negmas", topics, made)


def _issue(entry: Entry, points: int | None) -> NegmasIssue:
    entry.only(("name", "type", "values", "n_values", "n_levels"))
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
        start, end = bounds
        return NegmasIssue(name, "reals", (), start, end, points or _levels(entry))
    if any(bound.denominator != 1 for bound in bounds):
        raise values.wrong("should be two whole numbers")
    low, high = map(int, bounds)
    if high - low >= MOST_OPTIONS:
        raise values.wrong(f"has {high - low + 1} numbers; a case holds up to {MOST_OPTIONS}")
    return NegmasIssue(name, "integers", tuple(map(str, range(low, high + 1))))


def _levels(entry: Entry) -> int:
    """Return how many numbers of a continuous issue the file says to try; POINTS if it does not."""
    found = entry.get("n_levels")
    if found is None or found.is_null:
        return POINTS
    number = found.number()
    if number.denominator != 1 or not FEWEST_POINTS <= number <= MOST_POINTS:
        raise found.wrong(
            f"should be a whole number from {FEWEST_POINTS} to {MOST_POINTS}",
            "`--grid` says how many numbers to try in its place",
        )
    return int(number)


def _profile(name: str, entry: Entry, issues: list[NegmasIssue]) -> Sketch:
    kind = kind_of(entry)
    if kind == "ExpDiscountedUFun":
        entry.only((*_COMMON, "discount", "dynamic_reservation", "factor", "ufun"))
        inner = _profile(name, entry.at("ufun"), issues)
        return replace(inner, profile=_discounted(entry, inner.profile))
    if kind in ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"):
        entry.only((*_COMMON, "values", "weights", "bias"))
        values = _by_issue(entry.at("values"), issues)
        rows = tuple(values_of(fun, issue) for fun, issue in zip(values, issues, strict=True))
    elif kind in ("AffineUtilityFunction", "LinearUtilityFunction"):
        known = ("bias",) if kind == "AffineUtilityFunction" else ()
        entry.only((*_COMMON, "weights", *known))
        rows = tuple(straight_on(entry, issue, Fraction(0), Fraction(1)) for issue in issues)
    else:
        raise entry.at("type").wrong(
            f"is `{entry.at('type').text()}`",
            "known: LinearAdditiveUtilityFunction, AffineUtilityFunction, LinearUtilityFunction, "
            "ExpDiscountedUFun",
        )
    weights = tuple(weight.number() for weight in _by_issue(entry.at("weights"), issues))
    bias = entry.get("bias")
    reserved = _reserved(entry)
    profile = Profile(
        name,
        weights,
        tuple((Fraction(0),) for _ in issues),
        base=bias.number() if bias else Fraction(0),
        reservation=reserved,
        stated=reserved is not None,
    )
    return Sketch(profile, rows)


def _discounted(entry: Entry, inner: Profile) -> Profile:
    factor, own = entry.at("discount").number(), _reserved(entry)
    if factor <= 0:
        raise entry.at("discount").wrong("must be above 0")
    by = entry.get("factor")
    if by and by.text() != "step":
        raise by.wrong(f"is `{by.text()}`: a discount by anything but `step` is not understood")
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
    """Return the reserved value. Raises NotUnderstood if an outcome is named in its place."""
    outcome = entry.get("reserved_outcome")
    if outcome is not None and not outcome.is_null:
        raise outcome.wrong("is not understood: state its utility as `reserved_value`")
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

"""Value functions of NegMAS on one issue: on a list or whole numbers, or curves along a range."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from winset.interop.curves import Curve, Trapezoid, straight, total
from winset.interop.entries import Entry
from winset.interop.exact import exact
from winset.interop.reals import Real, Values
from winset.interop.scenario import Topic

_SLOPES = {"AffineFun": ("slope", "bias"), "LinearFun": ("slope",), "ConstFun": ("bias",)}
_TURNS = {
    "TriangularFun": ("start", "middle", "middle", "end"),
    "TrapezoidalFun": ("start", "rise_end", "fall_start", "end"),
}

POINTS = 10
"""Numbers that NegMAS tries of a continuous issue, evenly spaced with both ends, by default."""

MOST_PARTS = 100
"""Functions that are added up to one."""

Shape = Literal["labels", "integers", "reals"]


@dataclass(frozen=True)
class NegmasIssue:
    """An issue: its name, and its labels or whole numbers.

    Of a continuous one: its ends `low` and `high`, and how many numbers of it are tried.
    """

    name: str
    shape: Shape
    options: tuple[str, ...]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    points: int = POINTS

    @property
    def unread(self) -> Topic | Real:
        """The issue as the readers of values take it."""
        if self.shape == "reals":
            return Real(self.name, self.low, self.high, self.points)
        return Topic(self.name, self.options)


def kind_of(entry: Entry) -> str:
    """Return the last part of a dotted type name; empty if the file states none."""
    found = entry.get("type")
    word = found.node.value if found else ""
    return word.rpartition(".")[2] if isinstance(word, str) else ""


def values_of(fun: Entry, issue: NegmasIssue) -> Values:
    """Return what a function makes of an issue. Raises NotUnderstood if its meaning is not known.

    That is also for functions of numbers on an issue of labels, and where a value jumps.
    """
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
        return straight_on(fun, issue, Fraction(0), Fraction(1))
    if kind == "AggregatingFun":
        return _sum(fun, issue)
    if kind in _TURNS:
        return _turning(fun, issue, kind)
    if kind not in _SLOPES:
        known = ", ".join(("TableFun", "IdentityFun", *_SLOPES, *_TURNS, "AggregatingFun"))
        raise fun.wrong(f"is of type `{kind}`", f"known: {known}")
    fun.only(("type", *_SLOPES[kind]))
    slope = fun.at("slope").number() if "slope" in _SLOPES[kind] else Fraction(0)
    found = fun.get("bias") if "bias" in _SLOPES[kind] else None
    bias = found.number() if found else Fraction(0)
    if kind == "ConstFun" and issue.shape == "labels":
        return tuple(bias for _ in issue.options)
    return straight_on(fun, issue, bias, slope)


def straight_on(entry: Entry, issue: NegmasIssue, bias: Fraction, slope: Fraction) -> Values:
    """Return bias + slope x number. Raises NotUnderstood, at `entry`, if options are no numbers."""
    if issue.shape == "reals":
        return straight(issue.low, issue.high, bias, slope, clamped=False)
    return tuple(slope * number + bias for number in _numbers(entry, issue))


def _turning(fun: Entry, issue: NegmasIssue, kind: str) -> Values:
    """Return the values of a triangle or trapezoid, in which nothing may jump."""
    fun.only(("type", *_TURNS[kind], "bias", "scale"))
    start, top, fall, end = (fun.at(key).number() for key in _TURNS[kind])
    bias, scale = fun.get("bias"), fun.get("scale")
    of = Trapezoid(
        start,
        top,
        fall,
        end,
        bias.number() if bias else Fraction(0),
        scale.number() if scale else Fraction(1),
    )
    numbers = (issue.low, issue.high) if issue.shape == "reals" else _numbers(fun, issue)
    found = of.between(min(numbers), max(numbers)) if start < top and fall < end else None
    if found is None:
        raise fun.wrong("should rise and fall by numbers that rise: a value that jumps is not read")
    return found if issue.shape == "reals" else tuple(map(of, numbers))


def _sum(fun: Entry, issue: NegmasIssue) -> Values:
    """Return the weighted sum of functions of one issue, as they are: nothing is normalised."""
    fun.only(("type", "funs", "weights", "bias", "normalize", "issue"))
    for key in ("normalize", "issue"):
        given = fun.get(key)
        if given and not given.is_null and (given.is_mapping or given.text() != "false"):
            raise given.wrong("is not understood: it should be false, or null")
    funs = fun.at("funs").items()
    if len(funs) > MOST_PARTS:
        raise fun.at("funs").wrong(f"has {len(funs)} entries; up to {MOST_PARTS} are added up")
    for part in funs:
        if kind_of(part) == "AggregatingFun":
            raise part.wrong(
                "is a sum within a sum, which is not read", "put its parts in its place"
            )
    parts = [values_of(part, issue) for part in funs]
    given, found = fun.get("weights"), fun.get("bias")
    weights = [Fraction(1)] * len(parts)
    if given and not given.is_null:
        weights = [weight.number() for weight in given.items()]
    if not parts or len(weights) != len(parts):
        raise fun.wrong(f"has {len(weights)} weights for {len(parts)} functions")
    bias = found.number() if found else Fraction(0)
    curves = [part for part in parts if isinstance(part, Curve)]
    if curves:
        return total(curves, weights, bias)
    rows = [part for part in parts if not isinstance(part, Curve)]
    return tuple(
        sum((w * value for w, value in zip(weights, values, strict=True)), bias)
        for values in zip(*rows, strict=True)
    )


def _numbers(entry: Entry, issue: NegmasIssue) -> tuple[Fraction, ...]:
    """Return the options of an issue as numbers. Raises NotUnderstood if one is none."""
    numbers = [exact(label) for label in issue.options]
    for label, number in zip(issue.options, numbers, strict=True):
        if number is None:
            raise entry.wrong(f"needs numbers, but issue “{issue.name}” has option “{label}”")
    return tuple(number for number in numbers if number is not None)

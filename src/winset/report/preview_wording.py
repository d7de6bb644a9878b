"""A preview in words: what its deals are, who would ratify them, and what it leaves out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from winset.report.wording import count, decimal, listed
from winset.study.preview import Deal, Preview
from winset.study.survey.found import spread

TITLE = "Preview, before the search"

BETWEEN = 7
"""Deals shown, evenly from one end to the other, beside the best for each side."""

LEFT_OUT = (
    "Left out: what lies between these deals, and how uncertain the numbers are. The analysis has "
    "both."
)


@dataclass(frozen=True)
class Row:
    """A deal shown: the short names of the sides for which it is the best, and the deal."""

    best_for: tuple[str, ...]
    deal: Deal

    @property
    def label(self) -> str:
        """What the deal is, if it is an end."""
        return f"Best for {listed(list(self.best_for))}" if self.best_for else ""


def sentences(preview: Preview) -> tuple[str, ...]:
    """Return what a preview says, in the order in which a reader asks."""
    if not preview.seen:
        return ("There is no package that keeps every hard linkage and every red line.",)
    if preview.epsilon is None:
        return _apart(preview)
    within = _within(preview.epsilon) if len(preview.supported) > 1 else ()
    return (_supported(preview), *within, _ratified(preview), *_left_out(preview))


def rows(preview: Preview) -> tuple[Row, ...]:
    """Return the best deal for each side, and some of those that would be ratified, in order.

    Where none would be ratified, some of all; where linkages are not counted in, nobody's best.
    """
    of = preview.ratified or preview.supported
    found = [Row((), of[n]) for n in spread(len(of), BETWEEN).tolist()] if of else []
    for party, short in preview.parties.items() if of and preview.epsilon is not None else ():
        end = max(preview.supported, key=lambda deal: deal.values[party])
        known = next((row for row in found if row.deal == end), Row((), end))
        found = [row for row in found if row != known]
        found.append(Row((*known.best_for, short), end))
    return tuple(sorted(found, key=lambda row: [-value for value in row.deal.values.values()]))


def _supported(preview: Preview) -> str:
    if len(preview.supported) == 1:
        return f"One deal is the best of all for every side, {_counted(preview)}."
    return (
        f"{len(preview.supported):,} deals at which no side can have more unless another has less, "
        f"{_counted(preview)}."
    )


def _counted(preview: Preview) -> str:
    """Return what is counted in: the linkages and red lines of a case, or all its packages."""
    many = [
        f"{number:,} {noun}{'' if number == 1 else 's'}"
        for number, noun in ((preview.linkages, "linkage"), (preview.red_lines, "red line"))
        if number
    ]
    if not many:
        return f"of all {count(preview.combinations)} packages"
    return f"with the {listed(many)} counted in"


def _within(epsilon: float) -> tuple[str]:
    less = f", less {decimal(math.ceil(100 * epsilon) / 100, 2)} points at most" if epsilon else ""
    return (f"Whatever other deal there is, one of these gives each side as much{less}.",)


def _ratified(preview: Preview) -> str:
    sides = "both sides" if len(preview.parties) == 2 else "every side"  # noqa: PLR2004
    whom = f"would be ratified by {sides} at the middle numbers"
    passing = sum(deal.ratified for deal in preview.supported)
    if passing:
        some = "All" if passing == len(preview.supported) else f"{passing:,}"
        on = " and so are on the frontier of the zone" if preview.epsilon is not None else ""
        said = f"{some} of them {whom}{on}."
    else:
        said = f"None of them {whom}."
    others = sum(not deal.efficient for deal in preview.ratified)
    if others and preview.epsilon is not None:
        met = f"{others:,} more that would be ratified {'was' if others == 1 else 'were'} met"
        return f"{said} {met}; better ones may exist."
    return said if passing else f"{said} Whether others would be, the analysis finds out."


def _apart(preview: Preview) -> tuple[str, ...]:
    """Return what can be said where linkages are too wide to be counted in."""
    wide = (
        "The linkages of this case tie its issues too closely to be counted in at a glance. Of the "
        f"{preview.seen:,} deals that would be best without linkages and red lines,"
    )
    if not preview.supported:
        return (f"{wide} none keeps them: there is nothing to show before the search.",)
    keep = f"{len(preview.supported):,} keep{'s' if len(preview.supported) == 1 else ''} them"
    worth = "valued here with linkages; better deals may exist"
    return (f"{wide} {keep}, {worth}.", _ratified(preview), *_left_out(preview))


def _left_out(preview: Preview) -> tuple[str, ...]:
    if preview.ranges:
        return (LEFT_OUT, "Of issues that can take any value, only the values tried are counted.")
    return (LEFT_OUT,)

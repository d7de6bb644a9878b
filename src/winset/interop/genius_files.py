"""The text of a scenario's files in GENIUS XML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from winset.case.errors import WinsetError
from winset.interop.curves import Trapezoid
from winset.interop.exact import Numbers, decimal
from winset.interop.scenario import Box, NumberLine, Profile, Scenario, Topic, whole_numbers
from winset.interop.shapes import Line, genius_shape, whole_line_of


def genius_files(scenario: Scenario, numbers: Numbers) -> list[tuple[str, str]]:
    """Return the domain and the profiles as names and texts; `numbers` writes a number.

    Raises WinsetError for hyper-rectangles that GENIUS cannot hold.
    """
    boxed = any(_nonlinear(profile) for profile in scenario.profiles)
    issues = [_xml_issue(k, issue, boxed) for k, issue in enumerate(scenario.issues)]
    head = '<objective index="0" name="root" type="objective" etype="objective" description="">'
    domain = [
        "<negotiation_template>",
        f'<utility_space number_of_issues="{len(issues)}">',
        head,
        *issues,
        "</objective>",
        "</utility_space>",
        "</negotiation_template>",
    ]
    files = [(f"{scenario.name}.xml", "\n".join(domain) + "\n")]
    for profile in scenario.profiles:
        if _nonlinear(profile):
            body = [*issues, *_xml_boxes(profile, scenario.issues, numbers)]
            space = '<utility_space type="nonlinear">'
        else:
            scale = evaluation_scale(profile, scenario.issues)
            body = [
                *(
                    _xml_line(k, issue, issue.numbers, profile.values[k], numbers)
                    if issue.numbers
                    else _xml_values(
                        k, issue, [value * scale for value in profile.values[k]], boxed
                    )
                    for k, issue in enumerate(scenario.issues)
                ),
                *(
                    f'<weight index="{k + 1}" value="{numbers(weight)}"/>'
                    for k, weight in enumerate(profile.weights)
                ),
            ]
            space = f'<utility_space number_of_issues="{len(issues)}">'
        factor = profile.discount.factor if profile.discount else Fraction(1)
        tail = [f'<discount_factor value="{numbers(factor)}"/>']
        if profile.stated and profile.reservation is not None:
            tail.append(f'<reservation value="{numbers(profile.reservation)}"/>')
        lines = [space, head, *body, "</objective>", *tail, "</utility_space>"]
        files.append((f"{profile.name}.xml", "\n".join(lines) + "\n"))
    return files


def _nonlinear(profile: Profile) -> bool:
    return any(not box.cap for box in profile.boxes)


def _xml_attributes(k: int, issue: Topic, kind: str) -> str:
    return (
        f'index="{k + 1}" name={quoteattr(issue.name)} type="{kind}" etype="{kind}" vtype="{kind}"'
    )


def _xml_issue(k: int, issue: Topic, boxed: bool) -> str:  # noqa: FBT001  one word of the format
    if boxed or (issue.numbers and not issue.range):
        low, high = _whole_numbers(issue)
        given = _xml_attributes(k, issue, "integer")
        return f'<issue {given} lowerbound="{low}" upperbound="{high}"/>'
    if issue.range:
        return f"<issue {_xml_attributes(k, issue, 'real')}>{_xml_range(issue.range)}</issue>"
    items = [
        f'<item index="{n + 1}" value={quoteattr(label)}/>' for n, label in enumerate(issue.options)
    ]
    return "\n".join([f"<issue {_xml_attributes(k, issue, 'discrete')}>", *items, "</issue>"])


def _xml_range(line: NumberLine) -> str:
    low, high = (decimal(number)[0] for number in (line.of[0], line.of[-1]))
    return f'<range lowerbound="{low}" upperbound="{high}"/>'


def _xml_line(
    k: int, issue: Topic, line: NumberLine, row: Sequence[Fraction], numbers: Numbers
) -> str:
    """Return an issue of numbers, and the evaluator that has its values."""
    if not line.between:
        return _xml_integer(k, issue, row, numbers)
    shape = genius_shape(line.of, row)
    if shape is None:
        raise WinsetError(f"issue “{issue.name}”: GENIUS has no evaluator for values of this form")
    given: tuple[Fraction, ...]
    if isinstance(shape, Trapezoid):
        kind, given = "triangular", (shape.start, shape.end, shape.top)
    elif shape.slope or 0 <= shape.offset <= 1:
        kind, given = "linear", (shape.offset, shape.slope)
    else:
        kind, given = "constant", (shape.offset,)
    parameters = " ".join(f'parameter{n}="{numbers(number)}"' for n, number in enumerate(given))
    return (
        f"<issue {_xml_attributes(k, issue, 'real')}>{_xml_range(line)}"
        f'<evaluator ftype="{kind}" {parameters}/></issue>'
    )


def _xml_integer(k: int, issue: Topic, row: Sequence[Fraction], numbers: Numbers) -> str:
    line, (low, high) = whole_line_of(row), _whole_numbers(issue)
    if line is None:
        raise WinsetError(f"issue “{issue.name}”: GENIUS has no evaluator for values of this form")
    return (
        f'<issue {_xml_attributes(k, issue, "integer")} lowerbound="{low}" upperbound="{high}">'
        f'<evaluator ftype="linear" offset="{numbers(line.offset)}" slope="{numbers(line.slope)}"/>'
        "</issue>"
    )


def _whole_numbers(issue: Topic) -> tuple[int, int]:
    """Return the ends of an issue of consecutive whole numbers, which boxes of GENIUS need."""
    numbers = whole_numbers(issue)
    if not numbers:
        raise WinsetError(
            f"issue “{issue.name}”: GENIUS has hyper-rectangles over whole numbers in a row only"
        )
    return numbers[0], numbers[-1]


def apart(profile: Profile, issues: Sequence[Topic]) -> bool:
    """Return whether NegMAS, which reads GENIUS's files too, orders packages otherwise.

    It does not cut lines off at 0 and 1, counts whole numbers from 0 and not from the lower bound,
    and divides no evaluations by the largest, so that they outweigh the values along a range.
    """
    if any(issue.numbers and not issue.range for issue in issues):
        return True
    shapes = [
        genius_shape(issue.range.of, row)
        for issue, row in zip(issues, profile.values, strict=True)
        if issue.range
    ]
    cut = any(
        isinstance(shape, Line) and (shape.clamped or not (shape.slope or 0 <= shape.offset <= 1))
        for shape in shapes
    )
    return cut or (bool(shapes) and evaluation_scale(profile, issues) > 1)


def evaluation_scale(profile: Profile, issues: Sequence[Topic]) -> int:
    """Return what evaluations are multiplied by: 1 if decimals hold them, or what makes them whole.

    To GENIUS only ratios within an issue count. Programs that do not divide by the largest read the
    same utilities if it is 1, and in the same ratios if it is alike for all issues.
    """
    listed = [
        row for issue, row in zip(issues, profile.values, strict=True) if issue.numbers is None
    ]
    if _nonlinear(profile) or all(decimal(value)[1] for row in listed for value in row):
        return 1
    return math.lcm(*(value.denominator for row in listed for value in row))


def _xml_values(k: int, issue: Topic, row: Sequence[Fraction], boxed: bool) -> str:  # noqa: FBT001
    """Return an issue with its evaluations, which finite decimals hold."""
    if boxed:
        raise WinsetError("GENIUS has hyper-rectangles for every profile of a domain or for none")
    items = [
        f'<item index="{n + 1}" value={quoteattr(label)} evaluation="{decimal(value)[0]}"/>'
        for n, (label, value) in enumerate(zip(issue.options, row, strict=True))
    ]
    return "\n".join([f"<issue {_xml_attributes(k, issue, 'discrete')}>", *items, "</issue>"])


def _xml_boxes(profile: Profile, issues: Sequence[Topic], numbers: Numbers) -> list[str]:
    scale = math.lcm(*(box.utility.denominator for box in profile.boxes))
    lines = [f'<utility maxutility="{scale}">', '<ufun type="PlainUfun" aggregation="sum">']
    for box in profile.boxes:
        lines.append(f'<hyperRectangle utility="{numbers(box.utility * scale)}">')
        lines += _xml_bounds(box, issues)
        lines.append("</hyperRectangle>")
    return [*lines, "</ufun>", "</utility>"]


def _xml_bounds(box: Box, issues: Sequence[Topic]) -> list[str]:
    tag, lines = "INCLUDES" if box.inside else "EXCLUDES", []
    for k, kept in box.bounds:
        if list(kept) != list(range(kept[0], kept[-1] + 1)):
            raise WinsetError(
                f"issue “{issues[k].name}”: a hyper-rectangle of GENIUS runs over numbers in a row"
            )
        low, high = (issues[k].options[o] for o in (kept[0], kept[-1]))
        lines.append(f'<{tag} index="{k + 1}" min="{low}" max="{high}"/>')
    return lines

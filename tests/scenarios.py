"""Small scenarios of our own in every format, and where the field's own files may stand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

GENIUS = {
    "lease.xml": """\

<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="root" type="objective" etype="objective" description="">
  <issue index="2" name="Rent" etype="discrete">
    <item index="1" value="low"/><item index="1" value="low"/><item index="2" value="mid "/>
    <item index="3" value="high"/>
  </issue>
  <issue index="4" name="Years" type="integer" lowerbound="3" upperbound="5"/>
</objective>
</utility_space>
</negotiation_template>
""",
    "tenant.xml": """\
<utility_space>
<objective index="0" name="root" type="objective" etype="objective" description="">
  <weight index="4" value="0.25"/>
  <weight index="2" value="0.75"/>
  <issue index="2" name="Rent" type="discrete">
    <item index="1" value="low" evaluation="9"/><item index="1" value="low" evaluation="30"/>
    <item index="2" value="mid " evaluation="20"/><item index="3" value="high" evaluation="0"/>
  </issue>
  <issue index="4" name="Years" type="integer" lowerbound="3" upperbound="5">
    <evaluator ftype="linear" offset="0.5" slope="0.4"/>
  </issue>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.3"/>
</utility_space>
""",
    "landlord.xml": """\
<utility_space number_of_issues="2">
  <weight index="2" value="0.5"/>
  <weight index="4" value="0.5"/>
  <issue index="2" name="Rent">
    <item index="1" value="low" evaluation="1"/><item index="2" value="mid " evaluation="2"/>
    <item index="3" value="high" evaluation="3"/>
  </issue>
  <issue index="4" name="Years" etype="integer">
    <range lowerbound="3" upperbound="5"/>
    <evaluator ftype="linear" offset="1" slope="-0.5"/>
  </issue>
  <discount_factor value="0.0"/>
</utility_space>
""",
}

_BOX_ISSUES = """\
<issue index="1" name="a" type="integer" lowerbound="0" upperbound="9"/>
<issue index="2" name="b" type="integer" lowerbound="0" upperbound="9"/>
"""


def _boxes(*rectangles: str, most: int = 100) -> str:
    return (
        f'<utility_space type="nonlinear"><objective index="0">{_BOX_ISSUES}'
        f'<utility maxutility="{most}"><ufun type="PlainUfun" weight="1" aggregation="sum">'
        f"{''.join(rectangles)}</ufun></utility></objective></utility_space>"
    )


BOXES = {
    "boxes.xml": '<negotiation_template><utility_space><objective index="0">'
    f"{_BOX_ISSUES}</objective></utility_space></negotiation_template>",
    "one.xml": _boxes(
        '<hyperRectangle utility="60"><INCLUDES index="1" min="7" max="9"/></hyperRectangle>',
        '<hyperRectangle utility="20" weight="2"><INCLUDES index="1" min="9" max="9"/>'
        '<INCLUDES index="2" min="0" max="4"/></hyperRectangle>',
    ),
    "two.xml": _boxes(
        '<hyperRectangle utility="70"><INCLUDES index="1" min="0" max="6"/></hyperRectangle>',
        '<hyperRectangle utility="30"><INCLUDES index="2" min="3" max="9"/></hyperRectangle>',
    ),
}

REAL = {
    "price.xml": '<negotiation_template><utility_space><objective index="0">'
    '<issue index="1" name="Price" type="real"><range lowerbound="0" upperbound="10"/></issue>'
    "</objective></utility_space></negotiation_template>",
    "buyer.xml": '<utility_space><objective index="0"><weight index="1" value="1"/>'
    '<issue index="1" name="Price" type="real"><range lowerbound="0" upperbound="10"/>'
    '<evaluator ftype="linear" parameter0="1" parameter1="-0.1"/></issue>'
    "</objective></utility_space>",
    "seller.xml": '<utility_space><objective index="0"><weight index="1" value="1"/>'
    '<issue index="1" name="Price" type="real"><range lowerbound="0" upperbound="10"/>'
    '<evaluator ftype="triangular" parameter0="0" parameter1="10" parameter2="7"/></issue>'
    "</objective></utility_space>",
}

_FLAT = (
    '<issue index="1" name="Rent" type="real"><range lowerbound="400" upperbound="1000"/>{}</issue>'
    '<issue index="2" name="Pets" type="discrete">'
    '<item index="1" value="no"{}/><item index="2" value="yes"{}/></issue>'
)


def _flat(rent: str, no: float, yes: float, reservation: float) -> str:
    """Return a profile of a rent, a real number, and of pets."""
    evaluator = f"<evaluator {rent}/>"
    items = (f' evaluation="{no}"', f' evaluation="{yes}"')
    return (
        f'<utility_space><objective index="0">{_FLAT.format(evaluator, *items)}'
        '<weight index="1" value="0.6"/><weight index="2" value="0.4"/></objective>'
        f'<reservation value="{reservation}"/></utility_space>'
    )


REAL_MIXED = {
    "flat.xml": '<negotiation_template><utility_space><objective index="0">'
    f"{_FLAT.format('', '', '')}</objective></utility_space></negotiation_template>",
    "lodger.xml": _flat('ftype="linear" parameter0="1.5" parameter1="-0.00125"', 1, 0, 0.2),
    "owner.xml": _flat(
        'ftype="triangular" parameter0="400" parameter1="1300" parameter2="900"', 0, 1, 0.1
    ),
}
"""A real issue with a list beside it; the line reaches 1 at 400, and its 0 lies outside."""

REAL_CUT = {
    **REAL_MIXED,
    "lodger.xml": _flat('ftype="linear" parameter0="2" parameter1="-0.002"', 1, 0, 0.2),
    "owner.xml": _flat('ftype="constant" parameter0="0.5"', 0, 1, 0.1),
}
"""A line that is cut off at 1 below 500, beside a constant."""

NEGMAS = {
    "trip.yml": """\
type: DiscreteCartesianOutcomeSpace
name: trip
issues:
- {name: where, type: CategoricalIssue, values: ['No', sea, '30']}
- {name: days, type: ContiguousIssue, values: [2, 4]}
""",
    "a.yml": """\
type: ExpDiscountedUFun
discount: 0.9
dynamic_reservation: true
reserved_value: -.inf
ufun:
  type: LinearAdditiveUtilityFunction
  reserved_value: 0.25
  values:
  - {type: TableFun, mapping: {'No': 0.0, sea: 1.0, '30': 0.5}}
  - {type: AffineFun, slope: 0.5, bias: -1.0}
  weights: [0.6, 0.4]
""",
    "b.yml": """\
type: LinearAdditiveUtilityFunction
reserved_value: -.inf
bias: 0.5
values:
- {type: TableFun, mapping: {'No': 1.0, sea: -2.0, '30': 0.25}}
- {type: IdentityFun}
weights: [1.0, 0.5]
""",
}

NEGMAS_REAL = {
    "loan.yml": """\
type: CartesianOutcomeSpace
name: loan
issues:
- {name: rate, type: ContinuousIssue, values: [0.5, 6.0], n_levels: 12}
- {name: years, type: ContinuousIssue, values: [1.0, 9.0]}
- {name: collateral, type: CategoricalIssue, values: [house, none]}
""",
    "bank.yml": """\
type: LinearAdditiveUtilityFunction
reserved_value: 0.25
values:
- type: AggregatingFun
  funs:
  - {type: AffineFun, slope: 0.2, bias: -0.1}
  - {type: TriangularFun, start: 4.0, middle: 6.0, end: 8.0, scale: -0.4}
- {type: TriangularFun, start: 0.0, middle: 5.0, end: 10.0}
- {type: TableFun, mapping: {house: 1.0, none: 0.0}}
weights: [0.5, 0.25, 0.25]
""",
    "firm.yml": """\
type: LinearAdditiveUtilityFunction
bias: 0.5
values:
- {type: LinearFun, slope: -1.0}
- type: TrapezoidalFun
  start: 0.0
  rise_end: 3.0
  fall_start: 6.0
  end: 12.0
  bias: 1.0
  scale: 2.0
- {type: TableFun, mapping: {house: -1.0, none: 1.0}}
weights: [0.5, 1.0, 0.5]
""",
}
"""Continuous issues with lines, triangles, trapezoids and a sum of them."""

_UTILITIES = {
    "colour": {"discreteutils": {"valueUtilities": {"red": 1, "blue": 0.25}}},
    "size": {"DiscreteValueSetUtilities": {"valueUtilities": {"s": 0.5, "l": 1}}},
}
_WEB = {
    "name": "shirt",
    "issuesValues": {"colour": {"values": ["red", "blue"]}, "size": {"values": ["s", "l"]}},
}
GENIUSWEB = {
    "shirt.json": json.dumps(_WEB),
    "p.json": json.dumps(
        {
            "LinearAdditiveUtilitySpace": {
                "name": "p",
                "domain": _WEB,
                "issueWeights": {"colour": 0.75, "size": 0.25},
                "issueUtilities": _UTILITIES,
                "reservationBid": {"issuevalues": {"colour": "blue", "size": "l"}},
            }
        }
    ),
    "q.json": json.dumps(
        {
            "LinearAdditiveUtilitySpace": {
                "name": "q",
                "domain": _WEB,
                "issueWeights": {"colour": 0.5, "size": 0.5},
                "issueUtilities": _UTILITIES,
            }
        }
    ),
}

_PAINT: dict[str, object] = {
    "name": "paint",
    "issuesValues": {
        "colour": {"values": ["red", "blue"]},
        "price": {"range": {"low": 12.2, "high": 13.2, "step": 0.25}},
    },
}


def _paint(name: str, low: float, high: float, bid: float) -> str:
    line = {"lowValue": 12.2, "lowUtility": low, "highValue": 13.2, "highUtility": high}
    return json.dumps(
        {
            "LinearAdditiveUtilitySpace": {
                "name": name,
                "domain": _PAINT,
                "issueWeights": {"colour": 0.75, "price": 0.25},
                "issueUtilities": {"colour": _UTILITIES["colour"], "price": {"numberutils": line}},
                "reservationBid": {"issuevalues": {"colour": "blue", "price": bid}},
            }
        }
    )


GENIUSWEB_NUMBERS = {
    "paint.json": json.dumps(_PAINT),
    "painter.json": _paint("painter", 0, 1, 12.7),
    "owner.json": _paint("owner", 0.9, 0, 12.2),
}
"""A set of numbers in steps beside a list."""

NEGOLOG = {
    f"profile{side}.json": json.dumps(
        {
            "reservationValue": reserve,
            "issueWeights": {"x": 0.4, "y": 0.6},
            "issues": {"x": {"one": first, "two": 1 - first}, "y": {"one": 0.1, "two": 0.9}},
        }
    )
    for side, reserve, first in (("A", 0.2, 0.3), ("B", 0.0, 0.8))
}

FORMATS = {"genius": GENIUS, "negmas": NEGMAS, "geniusweb": GENIUSWEB}
"""The formats that can be written as well as read."""

RANGES = {
    "real": ("genius", REAL),
    "real mixed": ("genius", REAL_MIXED),
    "real cut": ("genius", REAL_CUT),
    "continuous": ("negmas", NEGMAS_REAL),
}
"""Scenarios with ranges, and their formats."""

ALL = {
    **FORMATS,
    "negolog": NEGOLOG,
    "boxes": BOXES,
    "numbers": GENIUSWEB_NUMBERS,
    **{name: files for name, (_, files) in RANGES.items()},
}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, which is made, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def shared() -> Path:
    """Return the folder of the field's own scenarios; skip the test where it is not there."""
    place = Path(os.environ.get("WINSET_SHARED", ROOT.parent / "shared")) / "scenarios"
    if not place.is_dir():
        pytest.skip(f"the field's scenarios are not at {place}: set WINSET_SHARED")
    return place

"""NegMAS's answer to a question on the standard input, as JSON; run by the Python that has NegMAS.

Knows nothing of winset: the issues come as tables of whole numbers, which binary floats hold, and
the answer goes back in whole numbers.
"""

from __future__ import annotations

import json
import sys
from time import process_time
from typing import Any


def main() -> None:
    """Answer the question: the frontier, or a bargaining solution with its frontier."""
    from negmas.outcomes import make_issue, make_os  # noqa: PLC0415  not in this environment
    from negmas.preferences import LinearAdditiveUtilityFunction  # noqa: PLC0415
    from negmas.preferences.ops import nash_points, pareto_frontier  # noqa: PLC0415
    from negmas.preferences.value_fun import TableFun  # noqa: PLC0415

    question: dict[str, Any] = json.load(sys.stdin)
    issues = [
        make_issue(list(range(len(options))), name=f"i{k}")
        for k, options in enumerate(question["issues"])
    ]
    space = make_os(issues)
    parties = len(question["issues"][0][0])
    floor = question["disagreement"] or [0] * parties
    utilities = [
        LinearAdditiveUtilityFunction(
            values=[
                TableFun({a: float(row[p]) for a, row in enumerate(options)})
                for options in question["issues"]
            ],
            weights=[1.0] * len(issues),
            outcome_space=space,
            reserved_value=float(floor[p]),
        )
        for p in range(parties)
    ]
    start = process_time()
    points, _ = pareto_frontier(utilities, issues=issues)
    if question["what"] == "nash":
        points = [nash_points(utilities, points, outcome_space=space)[0][0]]
    seconds = process_time() - start
    whole = sorted({tuple(round(x) for x in point) for point in points})
    if question["what"] != "frontier":
        whole = [tuple(x - d for x, d in zip(point, floor, strict=True)) for point in whole]
    json.dump({"seconds": seconds, "points": whole}, sys.stdout)


if __name__ == "__main__":
    main()

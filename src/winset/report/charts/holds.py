"""What holds the talks up: stages and issues."""

from __future__ import annotations

from winset.report.charts.chart import Chart
from winset.report.charts.estimates import bars
from winset.report.wording import count, names, percent
from winset.study.course import Staged
from winset.study.document import Study

NAMED = 3
"""Rows that the text under a chart names."""


def stage_holds(staged: Staged) -> Chart:
    """Return how often each stage takes the longest, and how often the talks end in it."""
    return Chart(
        name="stage_holds",
        title="Which stage holds it up?",
        subtitle=f"Upper bar: share of {count(staged.worlds)} worlds in which it takes the most "
        "days; lower: in which the talks end there without a signature. Lines: 95 % intervals.",
        text=f"Takes the most days: {_most([(s.name, s.longest) for s in staged.stages])}. Talks "
        f"end there: {_most([(s.name, s.stopped) for s in staged.stages])}.",
        table="stages",
        height=52 * len(staged.stages),
        body=bars(
            [line.name for line in staged.stages],
            (
                (
                    "longest",
                    "other",
                    [(line.name, line.longest, line.longest_interval) for line in staged.stages],
                ),
                (
                    "stopped",
                    "lapsed",
                    [(line.name, line.stopped, line.stopped_interval) for line in staged.stages],
                ),
            ),
            30,
        ),
    )


def issue_holds(study: Study, staged: Staged) -> Chart:
    """Return how often each issue is left unresolved, and how often it is never signed."""
    called = names(study)
    lines = sorted(staged.issues, key=lambda line: -line.unsigned)
    unresolved = [
        (called.issue(line.issue), line.unresolved, line.unresolved_interval)
        for line in lines
        if line.unresolved is not None and line.unresolved_interval is not None
    ]
    return Chart(
        name="issue_holds",
        title="Which issue holds it up?",
        subtitle=f"Upper bar: share of {count(staged.worlds)} worlds in which its working group "
        "leaves it unresolved, if it has one; lower: in which it is never signed. Lines: 95 % "
        "intervals.",
        text="Left unresolved most often: "
        f"{_most([(name, value) for name, value, _ in unresolved])}. Never signed "
        f"most often: {_most([(called.issue(line.issue), line.unsigned) for line in lines])}.",
        table="issue_holds",
        height=40 * len(lines),
        body=bars(
            [called.issue(line.issue) for line in lines],
            (
                ("unresolved", "other", unresolved),
                (
                    "unsigned",
                    "lapsed",
                    [(called.issue(o.issue), o.unsigned, o.unsigned_interval) for o in lines],
                ),
            ),
            30,
        ),
    )


def _most(shares: list[tuple[str, float]]) -> str:
    """Return the largest shares, largest first, each with its name; `none` if all are nought."""
    ranked = sorted((pair for pair in shares if pair[1]), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {percent(share)}" for name, share in ranked[:NAMED]) or "none"

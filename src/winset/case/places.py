"""A place in a case file in a negotiator's words: "the weight of us_principal on issue tiktok"."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from winset.case.tree import Path

_PHRASES = {
    "facts.*": "fact {0}",
    "parties.*": "party {0}",
    "parties.*.ratification": "the ratification rule of {0}",
    "parties.*.red_lines.*": "red line {1} of {0}",
    "outsiders.*": "outsider {0}",
    "issues.*": "issue {0}",
    "issues.*.options.*": "option {1} of issue {0}",
    "issues.*.attributes.*": "attribute {1} of issue {0}",
    "issues.*.range": "the range of issue {0}",
    "issues.*.status_quo": "the status quo of issue {0}",
    "issues.*.reversion": "the reversion of issue {0}",
    "actors.*": "actor {0}",
    "actors.*.reservation": "the reservation of {0}",
    "actors.*.margin": "the margin of {0}",
    "actors.*.influence": "the influence of {0}",
    "actors.*.views": "the views of {0}",
    "actors.*.views.*": "the view of {0} on issue {1}",
    "actors.*.views.*.weight": "the weight of {0} on issue {1}",
    "actors.*.views.*.scores": "the scores of {0} on issue {1}",
    "actors.*.views.*.scores.*": "the score of {0} for option {2} of issue {1}",
    "actors.*.views.*.attributes.*": "the view of {0} on attribute {2} of issue {1}",
    "actors.*.views.*.attributes.*.weight": "the weight of {0} on attribute {2} of issue {1}",
    "actors.*.views.*.attributes.*.scores.*": (
        "the score of {0} for level {3} of attribute {2} of issue {1}"
    ),
    "linkages.*": "linkage {0}",
    "linkages.*.points.*": "the bonus for {1} of linkage {0}",
    "linkages.*.penalty": "the penalty of linkage {0}",
    "linkages.*.strength": "the strength of linkage {0}",
    "moves.*": "move {0}",
    "moves.*.cost": "the cost of move {0}",
    "moves.*.per_month": "the chance per month of move {0}",
    "moves.*.shifts.*": "the shift that move {0} gives {1}",
    "packages.*": "package {0}",
    "rounds.*": "round {0}",
    "stages.*": "stage {0}",
    "tracks.*": "track {0}",
    "test_case": "the test case",
    "test_case.trust.*": "the trust of {0} in the test case",
    "test_case.loss.*": "the loss of {0} in the test case",
    "calendar": "the calendar",
    "calendar.deadlines.*": "deadline {0}",
    "calendar.deadlines.*.history.*": "deadline {0}, by move {1},",
    "calendar.steps.*": "step {0} of the calendar",
    "calendar.windows.*": "window {0} of the calendar",
    "calendar.releases.*": "release {0} of the calendar",
    "calendar.precedence.*": "precedence {0} of the calendar",
    "questions.*": "question {0}",
    "market": "the market section",
    "market.series.*": "series {0} of the market section",
    "market.events.*": "event {0} of the market section",
    "assumptions.*": "assumption {0}",
    "grid.*": "dimension {0} of the grid",
    "grid.*.*": "level {1} of dimension {0}",
}
_BY_PATTERN = {tuple(pattern.split(".")): phrase for pattern, phrase in _PHRASES.items()}


def in_words(path: Path) -> str:
    """Return `path` as a phrase; positions in lists count from 1."""
    if not path:
        return "the file"
    for pattern, phrase in _BY_PATTERN.items():
        if len(pattern) == len(path) and all(
            p in ("*", s) for p, s in zip(pattern, path, strict=True)
        ):
            named = [step for p, step in zip(pattern, path, strict=True) if p == "*"]
            return phrase.format(*(_counted(step) for step in named))
    last = path[-1]
    if isinstance(last, int):
        return f"entry {last + 1} of {in_words(path[:-1])}"
    return f"`{last}` of {in_words(path[:-1])}" if len(path) > 1 else f"`{last}`"


MOST_WORDS = 500
"""Names that are searched for a likeness; among more, a guess would take too long."""


def nearest(word: str, words: Collection[str]) -> str | None:
    """Return the word most like `word`, or None if none is much like it."""
    if len(words) > MOST_WORDS:
        return None
    by_folded = {name.casefold(): name for name in words}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def _counted(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step

"""What an actor is asked about."""

from __future__ import annotations

from winset.case.loading import load
from winset.room.elicitation.frame import frame_of
from winset.room.elicitation.ranges import Range


def test_the_scores_along_a_range_are_those_of_its_straight_lines() -> None:
    (toll, _) = frame_of(load("river-toll"), "upstream_mayor").topics
    assert toll.scores.keys() == set(toll.options)
    assert Range(56.0, 60.0, 64.0) == toll.scores["v24"]
    assert Range(0.0, 0.0, 0.0) == toll.scores["v0"]

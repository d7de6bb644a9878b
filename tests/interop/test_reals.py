"""Real issues settled as ranges, or as lists where a case holds no such range."""

from __future__ import annotations

from fractions import Fraction

from winset.interop.curves import Curve
from winset.interop.reals import Real, Sketch, settled
from winset.interop.scenario import Profile

PROFILE = Profile("one", (Fraction(1),), ((Fraction(0),),))


def zigzag(bends: int) -> Curve:
    return Curve(tuple((Fraction(n), Fraction(n % 2)) for n in range(bends)))


def test_a_curve_of_more_bends_than_a_range_holds_is_a_list_and_says_why() -> None:
    (issue,), (profile,) = settled(
        [Real("x", Fraction(0), Fraction(1100), 12)], [Sketch(PROFILE, (zigzag(1101),))]
    )
    assert (12, None) == (len(issue.options), issue.range)
    assert "bend at more numbers than the 1000" in (issue.note or "")
    assert tuple(Fraction(n % 2) for n in range(0, 1101, 100)) == profile.values[0]


def test_every_bend_is_among_the_numbers_of_a_range() -> None:
    (issue,), (profile,) = settled(
        [Real("x", Fraction(0), Fraction(4), 3)], [Sketch(PROFILE, (zigzag(5),))]
    )
    assert issue.range is not None
    assert (tuple(map(Fraction, range(5))), 3) == (issue.range.of, issue.range.points)
    assert tuple(map(Fraction, (0, 1, 0, 1, 0))) == profile.values[0]

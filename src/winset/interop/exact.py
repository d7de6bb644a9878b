"""Numbers in other programs' files: read exactly, and written so that they read back the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from winset.case.numbers import shortest

Numbers = Callable[[Fraction], str]
"""Writes a number, and counts those that a decimal cannot hold."""


class Digits(str):
    """A number as it is written: with all its digits, and without quotes."""

    __slots__ = ()


DIGITS = 17
"""Significant digits that a number without a finite decimal is written with."""

MOST_DIGITS = 100
"""Digits above and below the line of a fraction in a case."""

_LIMIT: int = 10**MOST_DIGITS

_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,3})?"
)
_FURTHEST = 320
_INFINITE = re.compile(r"-(?:\.?inf|infinity)", re.IGNORECASE)


def exact(word: str) -> Fraction | None:
    """Return the number that `word` states, to its last digit; None if it states none.

    Takes what Java, Python, JSON and YAML write for a double: digits, a point, an exponent.
    """
    if not _NUMBER.fullmatch(word):
        return None
    mantissa, _, power = word.lower().partition("e")
    if abs(int(power or 0)) > _FURTHEST:
        return None
    return Fraction(mantissa) * Fraction(10) ** int(power or 0)


def too_long(number: Fraction) -> bool:
    """Return whether a number takes more digits than a case holds."""
    return max(abs(number.numerator), number.denominator) >= _LIMIT


def minus_infinity(word: str) -> bool:
    """Return whether `word` is minus infinity, by which programs write that there is no number."""
    return _INFINITE.fullmatch(word) is not None


def decimal(number: Fraction) -> tuple[str, bool]:
    """Return `number` as decimal digits, and whether they are all of it.

    A number without a finite decimal (1/3), or with one of more than 60 digits, is rounded half to
    even to 17 significant digits.
    """
    rest, places = number.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest == 1 and places <= _LONGEST:
        return _placed(number.numerator * 10**places // number.denominator, places), True
    places = DIGITS - 1 - _power_of_ten(abs(number))
    return _placed(round(number * Fraction(10) ** places), places), False


_LONGEST = 60


def _power_of_ten(number: Fraction) -> int:
    power = len(str(number.numerator)) - len(str(number.denominator))
    return power if Fraction(10) ** power <= number else power - 1


def _placed(digits: int, places: int) -> str:
    """Return `digits` with the decimal point `places` from their right end, without idle zeros."""
    if places <= 0:
        return str(digits * 10**-places)
    text = str(abs(digits)).rjust(places + 1, "0")
    whole, part = text[:-places], text[-places:].rstrip("0")
    return f"{'-' if digits < 0 else ''}{whole}{'.' if part else ''}{part}"


def shown(number: Fraction) -> str:
    """Return `number` for a sentence: a short decimal, or the fraction itself."""
    return format(short, "f") if not isinstance(short := shortest(number), Fraction) else str(short)

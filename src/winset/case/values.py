"""Values of a range as options: a number in a file, and the id by which the rest knows it.

An option of a listed issue has a name; an option of a range is a number. Everything behind the file
knows options by id, so a number becomes one: 23.5 is `v23_5`, -2 is `v-2`, 100/3 is `v100_over_3`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from winset.case.numbers import quotient, shortest

_ID = re.compile(r"v(-?[0-9]+)(?:_([0-9]+)|_over_([0-9]+))?")
_NUMBER = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?")
LONGEST = 64
"""Characters of an id."""


def plain(value: Fraction) -> str:
    """Return a number as a file has it, in full: 23.5, or 100/3 if no decimal is equal to it."""
    number = shortest(value)
    if isinstance(number, Fraction):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def id_of(value: Decimal | Fraction) -> str:
    """Return the id of a number: equal numbers have equal ids, however they were written."""
    return f"v{plain(Fraction(value))}".replace(".", "_").replace("/", "_over_")


def value_of(option: str) -> Fraction | None:
    """Return the number that an id stands for; None if it is the name of an option."""
    found = _ID.fullmatch(option)
    if not found:
        return None
    whole, digits, denominator = found.groups()
    if denominator is not None:
        return Fraction(int(whole), int(denominator)) if int(denominator) else None
    return Fraction(Decimal(f"{whole}.{digits}" if digits else whole))


def number_of(option: str) -> Fraction:
    """Return the number of an option that is known to be one of a range."""
    number = value_of(option)
    assert number is not None  # noqa: S101  the options of a range are numbers
    return number


def spelled(option: str) -> str:
    """Return the number of an option of a range as a file has it."""
    return plain(number_of(option))


def number_in(written: Any) -> Fraction | None:
    """Return the number that a file has at a place: 20, 23.5, 100/3, or such a text; else None."""
    if isinstance(written, str):
        return Fraction(Decimal(written)) if _NUMBER.fullmatch(written) else quotient(written)
    if isinstance(written, float):
        written = Decimal(str(written))
    if isinstance(written, bool) or not isinstance(written, int | Decimal | Fraction):
        return None
    finite = not isinstance(written, Decimal) or written.is_finite()
    return Fraction(written) if finite else None


def _named(written: Any) -> Any:
    """Return the id of a number; anything else as it is, for the check of names to judge."""
    number = number_in(written)
    if number is None:
        return written
    name = id_of(number)
    if len(name) > LONGEST:
        raise PydanticCustomError("long_value", "a value of a range has at most 60 digits")
    return name


Choice = Annotated[
    str,
    Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=LONGEST),
    BeforeValidator(_named),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""An option: its name, or, of an issue with a range, a number."""

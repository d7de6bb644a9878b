"""A number a person wrote: exact, perhaps a range, with its reason and its facts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError


def _exact(written: Any, info: ValidationInfo) -> Any:
    """Refuse what pydantic would turn into a number by itself: quoted digits, true and false."""
    if isinstance(written, Decimal) or (isinstance(written, str) and info.mode == "json"):
        return written
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise PydanticCustomError("number", "expected a number")
    return Decimal(str(written))


_QUOTIENT = re.compile(r"([-+]?[0-9]{1,100})/([0-9]{1,100})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,100}(\.[0-9]{1,100})?([eE][-+]?[0-9]{1,2})?")
_DIGITS = 26
"""Digits of the longest decimal that a number becomes; a file may have a few more."""


def quotient(word: str) -> Fraction | None:
    """Return the number that `word`, written as 1/3, stands for; None if it is no such thing."""
    found = _QUOTIENT.fullmatch(word)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None


def shortest(number: Fraction) -> Decimal | Fraction:
    """Return `number` as a decimal of up to 26 digits if it is one, else as it is; never rounded.

    So every number is held in one way, and equal numbers are equal however they were written.
    """
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    digits = str(abs(number.numerator) * 10**places // number.denominator)
    if rest > 1 or max(len(digits), places) > _DIGITS:
        return number
    return Decimal(number.numerator * 10**places // number.denominator).scaleb(-places)


def _number(written: Any, info: ValidationInfo) -> Decimal | Fraction:
    """Read a number that may be written as a fraction, as in 1/3; refuse all that is no number."""
    if isinstance(written, Fraction):
        return shortest(written)
    if isinstance(written, str):
        found = quotient(written)
        if found is not None:
            return shortest(found)
        if info.mode == "python" or not _DECIMAL.fullmatch(written):
            raise PydanticCustomError("number", "expected a number")
        written = Decimal(written)
    number: Decimal = _exact(written, info)
    if not number.is_finite():
        raise PydanticCustomError("number", "expected a number")
    return number


def _spelled(number: Decimal | Fraction) -> str:
    return str(number)


def _calendar_day(written: Any) -> Any:
    """Read a day as it is written in a file; refuse times of day and counts of seconds."""
    if type(written) is date:
        return written
    if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            raise PydanticCustomError(
                "no_such_day", "there is no such day: {why}", {"why": str(error)}
            ) from None
    raise PydanticCustomError("day", "expected a date, written 2025-09-15")


Scalar = Annotated[
    Decimal,
    Field(allow_inf_nan=False),
    BeforeValidator(_exact),
    WithJsonSchema({"type": "number"}),
]
"""A finite decimal, kept exactly as written (never a binary float)."""

Number = Annotated[
    Decimal | Fraction,
    PlainValidator(_number),
    PlainSerializer(_spelled, when_used="json"),
    WithJsonSchema({"type": ["number", "string"]}),
]
"""A finite number, kept exactly: a decimal as written, or a fraction, written 1/3."""

Date = Annotated[date, BeforeValidator(_calendar_day)]
"""A day, written 2025-09-15."""

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=64)]
"""A short name by which other parts of the file refer to this one."""

Text = Annotated[str, Field(min_length=1)]
"""A sentence or label; not empty."""


class Entry(BaseModel):
    """Common manners of every part of a case: unknown keys are refused, nothing changes."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True
    )


class Judged(Entry):
    """A number, or a range [low, mid, high], with why it was chosen and the facts behind it.

    In a file it is written `18`, or `[12, 18, 28]`, or in full
    `{value: [12, 18, 28], why: "...", facts: [T16]}`. Its unit is that of the place it stands in.
    A number that no decimal holds may be written as a fraction, 100/3.
    """

    low: Number
    mid: Number
    high: Number
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _spelled_short(cls, written: Any) -> Any:
        value: Any = written
        rest: dict[str, Any] = {}
        if isinstance(written, dict):
            if "value" not in written:
                if {"low", "mid", "high"} <= written.keys():
                    return written
                raise PydanticCustomError(
                    "number_missing", "expected `value:`, a number or [low, mid, high]"
                )
            rest = {k: v for k, v in written.items() if k != "value"}
            value = written["value"]
        if isinstance(value, list | tuple):
            if len(value) != 3:  # noqa: PLR2004  low, mid and high
                raise PydanticCustomError(
                    "range_length",
                    "a range is [low, mid, high], three numbers, but this has {n}",
                    {"n": len(value)},
                )
            low, mid, high = value
        elif isinstance(value, str) and quotient(value) is not None:
            low = mid = high = value
        elif isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
            raise PydanticCustomError("number", "expected a number or [low, mid, high]")
        else:
            low = mid = high = value
        return {"low": low, "mid": mid, "high": high, **rest}

    @model_validator(mode="after")
    def _ordered(self) -> Judged:
        if not self.low <= self.mid <= self.high:
            raise PydanticCustomError(
                "range_order",
                "a range is [low, mid, high] in rising order, but this is [{low}, {mid}, {high}]",
                {"low": str(self.low), "mid": str(self.mid), "high": str(self.high)},
            )
        return self

    @property
    def certain(self) -> bool:
        """True if low, mid and high are one number."""
        return self.low == self.high

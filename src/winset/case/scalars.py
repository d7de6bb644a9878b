"""What an unquoted word in a case file means: the core schema of YAML 1.2, with exact numbers.

Unlike YAML 1.1, `NO` and `yes` are text, `1_0` and `2025-09-15` are text (a date where the format
wants one), and a number is never a binary float.
"""

from __future__ import annotations

import re
from decimal import Decimal

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_LONGEST = 30
_LARGEST_EXPONENT = 30


def plain_value(word: str) -> str | bool | int | Decimal | None:
    """Return what the unquoted `word` stands for.

    Raises ValueError, with a message for the user, for infinities, not-a-number, and numbers with
    more than 30 digits or an exponent beyond 30.
    """
    if word in _WORDS:
        return _WORDS[word]
    if _NOT_FINITE.fullmatch(word):
        msg = f"`{word}` is not a finite number"
        raise ValueError(msg)
    integer, based = _INTEGER.fullmatch(word), _BASED.fullmatch(word)
    number = _DECIMAL.fullmatch(word)
    if not (integer or based or number):
        return word
    exponent = (number and number[3]) or "e0"
    if len(word) > _LONGEST or abs(int(exponent[1:])) > _LARGEST_EXPONENT:
        msg = f"this number has more than {_LONGEST} digits"
        raise ValueError(msg)
    if based:
        return int(word, 0)
    return int(word) if integer else Decimal(word)

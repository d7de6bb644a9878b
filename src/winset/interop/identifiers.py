"""Labels to the short names that a case file uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from winset.case.meaning import RESERVED

_LONGEST = 56
"""Letters of a name, so that a number and a suffix still fit after it."""


def identifiers(labels: Iterable[str], prefix: str) -> tuple[str, ...]:
    """Return a name for each label, in order: no two alike, the same for the same labels.

    `prefix` starts names of labels that do not start with a letter.
    """
    names: list[str] = []
    taken = set(RESERVED)
    for label in labels:
        word = _word(label)
        if not word or not word[0].isalpha():
            word = f"{prefix}{word}"
        name, count = word[:_LONGEST], 1
        while name in taken:
            count += 1
            name = f"{word[:_LONGEST]}_{count}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def _word(label: str) -> str:
    """Return a label in the letters, digits and signs that a name may have."""
    plain = unicodedata.normalize("NFKD", label.replace("+", " plus ").replace("%", " percent "))
    ascii_ = plain.encode("ascii", "ignore").decode()
    spelled = re.sub(r"(?<=[0-9])\.(?=[0-9])", "_", ascii_)
    spelled = re.sub(r"^\s*-(?=[0-9.])", "minus_", spelled)
    return re.sub(r"[^A-Za-z0-9-]+", "_", spelled).strip("_-")

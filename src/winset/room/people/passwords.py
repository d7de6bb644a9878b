"""Passwords: what is refused, and how they are kept (argon2id, RFC 9106)."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from winset.case.errors import WinsetError

SHORTEST, LONGEST = 12, 1024

COMMON = frozenset(
    [
        "",
        "password",
        "passwort",
        "motdepasse",
        "contrasena",
        "qwerty",
        "azerty",
        "letmein",
        "welcome",
        "admin",
        "administrator",
        "changeme",
        "iloveyou",
        "monkey",
        "dragon",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "batman",
        "trustno1",
        "winset",
        "negotiation",
        "delegation",
        "madrid",
        "geneva",
        "london",
        "stockholm",
    ]
)
"""Words that open most doors; a password made of one of them and digits is refused."""

PADDING = "0123456789!?.-_ "
"""What people put around a word to make it longer; a password of nothing else is refused too."""

RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6y7u8i9o0p")
"""Rows of the alphabet and of keyboards; a password that is a piece of one is refused."""

VARIED = 5
"""Different characters that a password has at least."""


class WeakPassword(WinsetError):  # noqa: N818  what was chosen is refused
    """A password that would be guessed."""

    exit_code: ClassVar[int] = 2


class Passwords:
    """Hashes and checks passwords; the cost is that of the hasher, which tests make cheap."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")

    def hashed(self, password: str, *, handle: str, name: str) -> str:
        """Return the hash to keep. Raises WeakPassword, saying what is wrong with it."""
        if len(password) > LONGEST:
            raise WeakPassword(f"a password has at most {LONGEST} characters")
        spelled = _spelled(password)
        if len(spelled) < SHORTEST:
            raise WeakPassword(
                f"a password has at least {SHORTEST} characters; a sentence does well"
            )
        low = spelled.casefold()
        core = low.strip(PADDING)
        if core in (handle.casefold(), name.casefold()):
            raise WeakPassword("a password that is your own name is the first that is tried")
        if len(set(low)) < VARIED or _repeated(core) in COMMON or _runs(low):
            raise WeakPassword("this password is among the first that are tried; take another")
        return self._hasher.hash(spelled)

    def matches(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one kept; without one it takes as long to say no."""
        try:
            # cut first: spelling takes time that grows with what a stranger sends
            self._hasher.verify(kept or self._nobody, _spelled(password[: LONGEST + 1]))
        except (VerifyMismatchError, InvalidHashError):
            return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)

    def rehashed(self, password: str) -> str:
        """Return the hash of a password that was accepted before, at today's cost."""
        return self._hasher.hash(_spelled(password))


def _spelled(password: str) -> str:
    """Return a password in the one spelling that stands for it, whatever keyboard typed it."""
    return unicodedata.normalize("NFKC", password)


def _repeated(text: str) -> str:
    """Return the piece that a text repeats, or the text itself."""
    return next(
        text[:n] for n in range(len(text) + 1) if text[:n] * (len(text) // max(n, 1)) == text
    )


def _runs(low: str) -> bool:
    """Whether a text, without what pads it, is a piece of a row of keys, either way."""
    core = low.strip(PADDING)
    rows = [row + row for row in RUNS]
    return any(piece in row or piece[::-1] in row for piece in (low, core) for row in rows)

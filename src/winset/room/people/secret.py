"""Secrets: drawn once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets


def drawn() -> str:
    """Return a fresh secret of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def kept(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256.

    A secret of 256 random bits needs no salt and no slow hash, and a look-up by its hash tells
    nothing by its timing.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def short() -> str:
    """Return a fresh public id."""
    return secrets.token_hex(6)

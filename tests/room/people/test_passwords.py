"""Passwords: what is refused, and that only the right one opens."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from room.house import CHEAP
from winset.room.people.passwords import LONGEST, Passwords, WeakPassword

PASSWORDS = Passwords(CHEAP)


def kept(password: str) -> str:
    return PASSWORDS.hashed(password, handle="ada", name="Ada Lovelace")


@pytest.mark.parametrize(
    "weak",
    [
        *("", "short", "elevenchars", "a" * (LONGEST + 1), "aaaaaaaaaaaaaaaa", "abababababab"),
        *("password1234", "Password!2025", "passwordpassword", "123456789012", "000000000001"),
        *("qwertyuiop12", "qwertyuiopas", "abcdefghijkl", "lkjihgfedcba", "1q2w3e4r5t6y"),
        *("Ada Lovelace", "adalovelace ", "madrid202526", "            "),
    ],
)
def test_what_is_tried_first_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassword):
        PASSWORDS.hashed(weak, handle="adalovelace", name="Ada Lovelace")


@pytest.mark.parametrize("handle", ["n-principal", "anna.karenina"])
def test_ones_own_name_with_digits_around_it_is_refused(handle: str) -> None:
    with pytest.raises(WeakPassword, match="own name"):
        PASSWORDS.hashed(f"{handle}2025!", handle=handle, name="Somebody")


@pytest.mark.parametrize(
    "fine", ["a sentence does well", "ñandú çedilla ß", "correct horse battery", "x9#kLq2!vTm0"]
)
def test_what_is_not_guessed_is_taken_and_opens(fine: str) -> None:
    assert PASSWORDS.matches(fine, kept(fine))
    assert not PASSWORDS.matches(fine + "x", kept(fine))
    assert not PASSWORDS.matches(fine.upper(), kept(fine))


def test_it_opens_however_a_keyboard_composes_its_letters() -> None:
    assert PASSWORDS.matches("ne\u0301gociation longue", kept("n\u00e9gociation longue"))


def test_nothing_opens_what_has_no_password_or_a_hash_that_is_none() -> None:
    assert not PASSWORDS.matches("nobody has this password", None)
    assert not PASSWORDS.matches("anything", "not a hash")


def test_two_hashes_of_one_password_differ_and_are_argon2id() -> None:
    assert kept("a sentence does well") != kept("a sentence does well")
    assert kept("a sentence does well").startswith("$argon2id$")


def test_a_hash_at_another_cost_is_found_out_of_date() -> None:
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert dearer.outdated(kept("a sentence does well"))
    assert not PASSWORDS.outdated(kept("a sentence does well"))


def test_the_cost_of_a_server_is_that_of_rfc_9106() -> None:
    made = Passwords().hashed("a sentence does well", handle="ada", name="Ada")
    assert "m=65536,t=3,p=4" in made  # its second recommended option

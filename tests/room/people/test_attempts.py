"""Failures to sign in: guessing is slow, and nobody is shut out by a stranger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from room.house import PASSWORD, House
from winset.room.people import attempts, sessions
from winset.room.people.attempts import SignInRefused, TooManyTries
from winset.room.people.passwords import Passwords


def sign_in(here: House, handle: str, password: str, address: str = "192.0.2.1") -> str:
    return sessions.sign_in(
        here.store,
        here.passwords,
        handle=handle,
        password=password,
        address=address,
        agent="test",
    )


def fail(here: House, times: int, handle: str = "n-leader", address: str = "192.0.2.1") -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused, match="do not go together"):
            sign_in(here, handle, "wrong", address)


def test_a_name_from_one_address_has_to_wait_after_ten_failures(here: House) -> None:
    fail(here, attempts.MOST["pair"])
    with pytest.raises(TooManyTries, match="try again in 15 min"):
        sign_in(here, "n-leader", PASSWORD)
    here.clock.at += attempts.WINDOW
    assert sign_in(here, "n-leader", PASSWORD)


@pytest.mark.parametrize("spelling", ["N-LEADER", " n-leader ", "\uff4e-\uff4ceader", "n-Leader\t"])
def test_another_spelling_of_the_name_is_no_new_start(here: House, spelling: str) -> None:
    fail(here, attempts.MOST["pair"])
    with pytest.raises(TooManyTries):
        sign_in(here, spelling, PASSWORD)


def test_a_stranger_who_fails_in_somebodys_name_does_not_shut_them_out(here: House) -> None:
    fail(here, attempts.MOST["pair"], address="203.0.113.9")
    assert sign_in(here, "n-leader", PASSWORD, "192.0.2.1")


def test_not_even_from_many_addresses_if_they_came_in_from_theirs_before(here: House) -> None:
    sign_in(here, "n-leader", PASSWORD, "192.0.2.1")
    for n in range(attempts.MOST["name"]):
        fail(here, 1, address=f"203.0.113.{n}")
    with pytest.raises(TooManyTries):
        sign_in(here, "n-leader", PASSWORD, "198.51.100.7")
    assert sign_in(here, "n-leader", PASSWORD, "192.0.2.1")


def test_an_address_that_tries_many_names_has_to_wait(here: House) -> None:
    for n in range(attempts.MOST["address"]):
        fail(here, 1, handle=f"nobody-{n}")
    with pytest.raises(TooManyTries):
        sign_in(here, "n-leader", PASSWORD)
    assert sign_in(here, "n-leader", PASSWORD, "198.51.100.7")


def test_success_forgets_the_failures_before_it(here: House) -> None:
    fail(here, attempts.MOST["pair"] - 1)
    sign_in(here, "n-leader", PASSWORD)
    fail(here, attempts.MOST["pair"] - 1)
    assert sign_in(here, "n-leader", PASSWORD)


def test_old_failures_are_forgotten_and_known_addresses_after_a_month(here: House) -> None:
    sign_in(here, "n-leader", PASSWORD)
    here.clock.at += attempts.KNOWN + timedelta(days=1)
    fail(here, 1, handle="nobody")
    with here.store.reading() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM attempt").scalars().all()
    assert 3 == len(keys)
    assert not [key for key in keys if key.startswith("known:")]


def test_no_name_or_address_stands_in_the_table_of_failures(here: House) -> None:
    fail(here, 1)
    with here.store.reading() as connection:
        told = str(connection.exec_driver_sql("SELECT * FROM attempt").all())
    assert "n-leader" not in told
    assert "192.0.2.1" not in told


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    real = Passwords.matches

    def noted(passwords: Passwords, password: str, kept: str | None) -> bool:
        checked.append(kept)
        return real(passwords, password, kept)

    monkeypatch.setattr(Passwords, "matches", noted)
    fail(here, 1, handle="n-leader")
    fail(here, 1, handle="nobody-here")
    assert [True, False] == [kept is not None for kept in checked]
    assert here.passwords._nobody.startswith("$argon2id$")


@pytest.mark.parametrize("handle", ["", "\x00", "a\x00b", "x" * 5000, "\ud7ff", "'; --"])
def test_names_that_nobody_can_have_are_refused_like_any_other(here: House, handle: str) -> None:
    fail(here, 1, handle=handle)


def test_over_http_too_many_tries_say_when_to_come_back(here: House) -> None:
    browser = here.visitor()
    form = {"handle": "n-leader", "password": "wrong"}
    for _ in range(attempts.MOST["pair"]):
        assert 403 == browser.post("/sign-in", data=form).status_code
    answer = browser.post("/sign-in", data={**form, "password": PASSWORD})
    assert 429 == answer.status_code
    assert 0 < int(answer.headers["Retry-After"]) <= attempts.WINDOW.total_seconds()

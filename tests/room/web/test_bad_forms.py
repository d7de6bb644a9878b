"""Forms of junk: recorded whole or refused whole."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from room.house import House
from room.web.untouched import SENDERS, nothing_stored, refused
from winset.room.acts.registry import ACTS

EXAMPLES = int(os.environ.get("WINSET_FUZZ_API", "0"))

JUNK = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40).map(lambda t: "\x00" + t),
    st.text(alphabet="\x01\x07\x08\x1b\x7f\u202e\u2028\ufeff\u200b", min_size=1, max_size=5),
    st.sampled_from(
        [
            *("", " ", "null", "true", "-1", "1e999", "NaN", "inf", "9" * 400, "0x10", "1_0"),
            *("[" * 3000, "{" * 3000, '{"a":' * 900, "[]", "{}", "[1,2]", '{"port":{"lease":1}}'),
            *("../../etc/passwd", "%2e%2e%2f", "r_000000000000", "x" * 5000, "é" * 4001),
            *("2025-02-30", "0000-00-00", "99999-01-01", "2025-03-04T00:00", "1741046400"),
            *("' OR 1=1 --", "'; DROP TABLE event; --", "${jndi:x}", "{{7*7}}", "\ud7ff"),
        ]
    ),
)


def fields_of(name: str) -> list[str]:
    """Return names of fields that the form of an act has, and some that it has not."""
    own = [*ACTS[name].model_fields]
    nested = [f"{field}.{key}" for field in own for key in ("port", "port.lease", "x")]
    return [*own, *nested, "why", "seen", "back", "kind", "a" + ".a" * 4000, "__class__"]


@given(data=st.data())
@settings(
    max_examples=max(300, 10 * EXAMPLES),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_form_of_junk_is_recorded_whole_or_refused_whole(
    data: st.DataObject, full: House, browsers: dict[str, TestClient]
) -> None:
    browser = browsers[data.draw(st.sampled_from(SENDERS))]
    name = data.draw(st.sampled_from(sorted(ACTS)))
    keys = st.lists(st.sampled_from(fields_of(name)), max_size=6)
    form = {key: data.draw(st.one_of(JUNK, st.lists(JUNK, max_size=3))) for key in data.draw(keys)}
    before = full.store.head(full.room)
    answer = browser.post(f"/rooms/{full.room}/acts/{name}", data=form)
    after = full.store.head(full.room)
    assert answer.status_code == 303 or 400 <= answer.status_code < 500, answer.text[:800]
    assert (answer.status_code == 303) == (after.seq == before.seq + 1)
    assert (answer.status_code != 303) == (after == before)


@given(data=st.data())
@settings(
    max_examples=max(150, 5 * EXAMPLES),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_junk_in_the_other_forms_stores_nothing(
    data: st.DataObject, full: House, browsers: dict[str, TestClient]
) -> None:
    room = f"/rooms/{full.room}"
    places = {
        "/account/password": ("old", "new"),
        "/rooms/new": ("whose", "solo", "day", "file"),
        f"{room}/seats": ("name", "role", "delegation", "tracks"),
        f"{room}/seats/i_1/withdraw": ("x",),
        f"{room}/reports/j_1/cancel": ("x",),
        f"{room}/clock/feed/none": ("revoke",),
        f"{room}/acts/nothing": ("x",),
    }
    place = data.draw(st.sampled_from(sorted(places)))
    form = {key: data.draw(JUNK) for key in places[place]}
    with nothing_stored(full):
        answer = browsers["n-principal"].post(place, data=form)
        assert answer.status_code == 303 or 400 <= answer.status_code < 500, answer.text[:500]


@pytest.mark.parametrize("worlds", ["0", "-1", "abc", "1e3", "99999999999999999999", "٣x", ""])
def test_an_analysis_of_no_sensible_size_is_refused(
    full: House, browsers: dict[str, TestClient], worlds: str
) -> None:
    with nothing_stored(full):
        form = {"worlds": worlds, "seed": "1"}
        refused(browsers["n-principal"].post(f"/rooms/{full.room}/reports", data=form), 422)


def test_wrong_kinds_of_body_are_refused(full: House, browsers: dict[str, TestClient]) -> None:
    place = f"/rooms/{full.room}/acts/comment"
    browser = browsers["n-principal"]
    with nothing_stored(full):
        refused(browser.post(place, json={"on": "issue:port", "text": "x"}))
        refused(browser.post(place, content=b"\xff\xfe\x00", headers={"Content-Type": "text/x"}))
        broken = {"Content-Type": "multipart/form-data; boundary=x"}
        refused(browser.post(place, content=b"--x\r\nnot a part", headers=broken))
        refused(browser.post(place, content=b"x", headers={"Content-Type": "multipart/form-data"}))
        refused(browser.post(place, data={f"f{n}": "x" for n in range(6000)}))
        refused(browser.post(place, files=[("text", ("a", b"x")), ("on", ("b", b"x"))]))

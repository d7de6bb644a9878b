"""Bodies too large or of the wrong kind: a clear refusal, and nothing stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from room.house import House
from room.web.untouched import nothing_stored, refused
from winset.room.web.security.limits import BODY


def pieces(size: int) -> Iterator[bytes]:
    """Yield a body of that size in pieces, so that no Content-Length goes ahead of it."""
    for _ in range(size // 65536 + 1):
        yield b"a" * 65536


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_too_large_is_refused_with_and_without_its_length_told(
    full: House, browsers: dict[str, TestClient], kind: str
) -> None:
    place, browser = f"/rooms/{full.room}/acts/comment", browsers["n-principal"]
    headers = {"Content-Type": f"{kind}; boundary=x"}
    with nothing_stored(full):
        refused(browser.post(place, content=b"a" * (BODY + 1), headers=headers), 413)
        refused(browser.post(place, content=pieces(BODY + 1), headers=headers), 413, 400)
        lying = {**headers, "Content-Length": "-5"}
        refused(browser.post(place, content=b"", headers=lying), 400)
        refused(browser.post(place, content=b"", headers={**headers, "Content-Length": "9" * 30}))


def test_a_body_of_the_api_too_large_is_refused_with_and_without_its_length_told(
    full: House,
) -> None:
    place = f"/api/v1/rooms/{full.room}/acts/comment"
    program, headers = full.program("n-principal"), {"Content-Type": "application/json"}
    with nothing_stored(full):
        for content in (b"a" * (BODY + 1), pieces(BODY + 1)):
            answer = program.post(place, content=content, headers=headers)
            refused(answer, 413)
            assert "application/problem+json" == answer.headers["Content-Type"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"act":' * 50_000,
        b'{"act": {"on": "issue:port", "text": "\\ud800"}}',
        b'{"act": {"on": "issue:port", "text": "a\\u0000b"}}',
        b'{"act": {"on": "issue:port", "text": 5}}',
        b'{"act": {"on": "issue:port", "text": "x", "tabled": "true"}}',
        b'{"act": {"on": "issue:port", "text": "x"}, "seen": "3"}',
        b'{"act": {"on": "issue:port", "text": "x"}, "seen": 1e400}',
        b'{"act": {"on": "issue:port", "text": "x"}, "why": "\\u0007"}',
        b'{"act": {"on": "issue:port", "text": "x"}, "more": 1}',
    ],
)
def test_a_body_that_does_not_fit_is_refused(full: House, content: bytes) -> None:
    place = f"/api/v1/rooms/{full.room}/acts/comment"
    program = full.program("n-principal")
    with nothing_stored(full):
        headers = {"Content-Type": "application/json"}
        refused(program.post(place, content=content, headers=headers), 400, 422)


@pytest.mark.parametrize(
    "answer",
    [
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 9007199254740993}',
        '{"a": "\\u0000"}',
        "{" + '"a": {' * 30 + "}" * 31,
        '{"a": [' + "1," * 6000 + "1]}",
    ],
)
def test_data_that_a_record_cannot_keep_for_good_is_refused(full: House, answer: str) -> None:
    place = f"/api/v1/rooms/{full.room}/acts/answer"
    body = f'{{"act": {{"actor": "n_lead", "step": "swing", "answer": {answer}}}}}'
    program = full.program("n-analyst")
    with nothing_stored(full):
        headers = {"Content-Type": "application/json"}
        refused(program.post(place, content=body.encode(), headers=headers), 400, 422)

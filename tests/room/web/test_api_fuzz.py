"""The API against its own description: whatever is sent, what comes back is what it states.

Schemathesis makes the requests, by the description: for each operation the edges of what fits and
of what does not, then WINSET_FUZZ_API random ones (`make fuzz-api EXAMPLES=n`). Each goes out with
the token of a role picked by the request itself, so that a failure can be repeated.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction, load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import Receive, Scope, Send

from room.house import House, house
from winset.room.acts.registry import ACTS
from winset.room.acts.rights import RIGHTS
from winset.room.state.state import ROLES
from winset.room.verdict import verified
from winset.room.web.api.description import description

EXAMPLES = int(os.environ.get("WINSET_FUZZ_API", "2"))

WHO = ("owner", *(f"n-{role}" for role in ROLES))

CONFIG = {
    "checks": {
        # an address or headers beyond the limit are refused before they are read
        "negative_data_rejection": {
            "expected-statuses": [400, 401, 403, 404, 405, 409, 413, 414, 422, 431]
        }
    }
}

load_all_checks()

UNASKED: list[CheckFunction] = [
    # what fits the form of an act can still be against the rules of the room
    positive_data_acceptance,
]

LIVE: list[House] = []
"""The house that the requests of this process go to."""


async def _live(scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a request on to the house: the requests are planned before there is one."""
    await LIVE[0].app(scope, receive, send)


def _described() -> schemathesis.BaseSchema:
    made = schemathesis.openapi.from_dict(
        description(), config=schemathesis.Config.from_dict(CONFIG)
    )
    made.app = _live
    return made


SCHEMA = _described()


def _senders(path: str) -> list[str]:
    """Return who may send a request: everybody, and those with the right of an act more often."""
    act = ACTS.get(path.rpartition("/acts/")[2])
    fit = [] if act is None else [f"n-{role}" for role in RIGHTS[act.right]]
    return [*WHO, *sorted(fit) * len(WHO)]


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield a token of each role; afterwards the record must hold, whatever was sent."""
    here = house(Path(tmp_path_factory.mktemp("fuzz")))
    here.do("n-technical", "draft", id="d", name="Draft", options={"port": "lease"})
    LIVE[:] = [here]
    yield {who: here.token(who) for who in WHO}
    assert [] == verified(here.store, here.room)


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,  # the first request of a case lays its bench
    derandomize=EXAMPLES < 10,  # the suite is the same at each run; the long run is not
    suppress_health_check=list(HealthCheck),  # they are about strategies of ours, not these
)
def test_an_answer_is_one_that_the_description_states(
    case: schemathesis.Case[Any], tokens: dict[str, str]
) -> None:
    sent = repr((case.method, case.path_parameters, case.query, case.body))
    senders = _senders(case.operation.path)
    who = senders[zlib.crc32(sent.encode(errors="replace")) % len(senders)]
    if re.fullmatch(r"r_[0-9a-f]{12}", str(case.path_parameters.get("room"))):
        case.path_parameters["room"] = LIVE[0].room
    case.call_and_validate(
        headers={"Authorization": f"Bearer {tokens[who]}"}, excluded_checks=UNASKED
    )

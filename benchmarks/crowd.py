"""Fifty people at once, played by Locust; reads who they are on stdin, prints every request.

Each has a browser tab: it asks every two seconds for news, as the page does, and loads its page
again when there is some. In between they look around and act. They sign in before the measured span
(argon2 takes its time), and what they do is drawn from a seed a person.
"""

from __future__ import annotations

import gevent.monkey

gevent.monkey.patch_all()

import json  # noqa: E402  Locust runs on gevent, which patches what is imported after it
import os  # noqa: E402
import random  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from http import HTTPStatus  # noqa: E402
from pathlib import Path  # noqa: E402
from time import perf_counter  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402
from locust import FastHttpUser, task  # noqa: E402
from locust.contrib.fasthttp import FastResponse  # noqa: E402
from locust.env import Environment  # noqa: E402

POLL = 2.0
"""Seconds between a page's questions for news, as in room.html.j2."""

PROGRAMS = 5
"""Of the people, those who come by the API with a token."""

REFUSED = (409, 422)
"""Clear answers that record nothing: somebody was first, or a rule of the room."""

OPEN = Event()
"""The measured span has begun."""

FULL: dict[str, Any] = {}
WAITING: list[dict[str, Any]] = []
SEEN: list[dict[str, Any]] = []
READY: list[str] = []


def main() -> None:
    """Play the people for `seconds`, who think so long (seconds) between two acts."""
    host, _, *numbers = sys.argv[1:]
    seconds, think = map(float, numbers)
    FULL.update(json.load(sys.stdin))
    WAITING.extend(FULL["people"])
    count = len(WAITING)
    Visitor.think = think
    environment = Environment(user_classes=[Visitor], host=host, stop_timeout=60)
    environment.events.user_error.add_listener(_failed)  # type: ignore[no-untyped-call]
    runner = environment.create_local_runner()
    runner.start(count, spawn_rate=count)
    while len(READY) < count:
        if any(one["error"] for one in SEEN):
            break
        gevent.sleep(0.05)
    SEEN.clear()
    before = cpu()
    OPEN.set()
    start = perf_counter()
    gevent.sleep(seconds)
    runner.stop()
    seconds, spent = perf_counter() - start, cpu() - before
    print(json.dumps({"seconds": seconds, "cpu": spent, "requests": SEEN}))


def cpu() -> float:
    """Return the seconds of CPU that the server has spent."""
    fields = Path(f"/proc/{sys.argv[2]}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _failed(exception: BaseException, **_: Any) -> None:
    said = f"{type(exception).__name__}: {exception}"
    SEEN.append({"name": "a person", "method": "", "ms": 0, "bytes": 0, "status": 0, "error": said})


class Visitor(FastHttpUser):
    """One delegate; the odd draws are from a seed of their own."""

    think: ClassVar[float] = 0
    concurrency = 4

    def wait_time(self) -> float:
        """Return the seconds before the next act: half to one and a half times `think`."""
        return self.dice.uniform(0.5, 1.5) * self.think

    def on_start(self) -> None:
        """Sign in, open the board, and wait for all others."""
        # where to go next is up to us
        setattr(self.client.client, "redirect_response_codes", frozenset())  # noqa: B010  a class variable in its types
        self.me = WAITING.pop()
        self.number = len(WAITING)
        self.dice = random.Random(self.number)  # noqa: S311  what to do next, no secret
        self.room = f"/rooms/{FULL['room']}"
        self.seq = FULL["seq"]
        self.page, self.csrf, self.leaving = "board", "", False
        self.count = 0
        if self.number >= PROGRAMS:
            form = {"handle": self.me["handle"], "password": self.me["password"], "next": "/rooms"}
            self.ask("POST", "/sign-in", "sign in", (303,), data=form)
            if self.me["role"] == "principal":  # a server at work has answered each page before
                for page in ("path", "table", "record", "clock", "clock/odds", "what-if"):
                    self.ask("GET", f"{self.room}/{page}", page, (200,))
            self.open("board", "board")
        READY.append(self.me["handle"])
        OPEN.wait()
        self.tab = gevent.spawn(self.watch)

    def on_stop(self) -> None:
        """Close the tab once its last question is answered."""
        self.leaving = True
        self.tab.join()

    def watch(self) -> None:
        """Ask for news as a page does; programs read the record on."""
        gevent.sleep(self.dice.uniform(0, POLL))
        while not self.leaving:
            if self.number < PROGRAMS:
                answer = self.api("GET", f"/record?after={self.seq}", "api record", (200,))
                events = answer.json() if answer.status_code == HTTPStatus.OK else []
                self.seq = max([self.seq, *(event["seq"] for event in events)])
            else:
                page = self.page
                answer = self.ask("GET", f"{self.room}/since/{self.seq}", "news?", (200, 204))
                if answer.status_code == HTTPStatus.OK and not page.startswith("what-if"):
                    self.open(page, page.partition("/")[0])
            gevent.sleep(POLL)

    @task
    def do(self) -> None:
        """Do one thing: two of three are looks around."""
        if self.number < PROGRAMS:
            self.by_program()
        elif self.dice.random() < 2 / 3 or self.me["role"] == "observer":
            self.look()
        else:
            self.act()

    def look(self) -> None:
        """Open a page; on the clock its odds follow, on the what-if a slider is dragged."""
        pages = ["board", "board", "issues", "issues", "path", "table", "table", "record", "clock"]
        if self.me["role"] != "observer" and self.me["delegation"] != "es":
            pages.append("what-if")
        page = self.dice.choice(pages)
        if page == "issues":
            self.open(f"issues/{self.issue()}", "issues")
            return
        self.open(page, page)
        if page == "clock" and self.me["delegation"] != "es":
            self.ask("GET", f"{self.room}/clock/odds", "clock odds", (200,))
        for _ in range(5 if page == "what-if" else 0):
            actor = "us_principal" if self.me["delegation"] == "us" else "cn_principal"
            moved = f"w.{actor}.{self.issue()}={self.dice.uniform(1, 60):.1f}"
            path = f"{self.room}/what-if/numbers?actor={actor}&{moved}"
            self.ask("GET", path, "what-if numbers", (200,))

    def act(self) -> None:
        """Act by a form, as the seat allows, and follow to the page it leads to."""
        page = self.page
        name, fields = self.chosen()
        fields |= {"csrf": self.csrf, "seen": str(self.seq), "back": f"{self.room}/{page}"}
        path, good = f"{self.room}/acts/{name}", (303, *REFUSED)
        answer = self.ask("POST", path, f"act {name}", good, act=name, data=fields)
        if answer.status_code == HTTPStatus.SEE_OTHER:
            self.open(page, page.partition("/")[0])

    def by_program(self) -> None:
        """Read where the room stands, or remark on something, with a token."""
        if self.dice.random() < 1 / 3:
            self.api("GET", "", "api room", (200,))
            return
        doing = {"act": {"on": f"issue:{self.issue()}", "text": self.said(), "tabled": True}}
        may = (201, 403) if self.me["role"] == "observer" else (201,)
        self.api("POST", "/acts/comment", "api comment", may, act="comment", json=doing)

    def chosen(self) -> tuple[str, dict[str, Any]]:
        """Return the name of an act and the fields of its form."""
        self.count += 1
        issue = self.issue()
        options = FULL["options"][issue]
        one = self.dice.choice(options)
        mine = f"x{self.number}"
        own: dict[str, Callable[[], dict[str, Any]]] = {
            "comment": lambda: {"on": f"issue:{issue}", "text": self.said(), "tabled": "true"},
            "bracket": lambda: {
                "issue": issue,
                "options": json.dumps(options[:2]),
                "text": self.said(),
            },
            "initial": lambda: {"issue": issue, "option": one},
            "take-back": lambda: {"issue": issue, "why": "Capital asks for time."},
            "draft": lambda: {"id": mine, "name": self.said(), f"options.{issue}": one},
            "table": lambda: {"id": mine},
            "withdraw": lambda: {"id": mine, "why": "Overtaken by events."},
            "deadline": lambda: {
                "id": f"{mine}-{self.count}",
                "what": self.said(),
                "date": f"2025-11-{self.dice.randint(1, 28):02}",
                "owner": self.me["delegation"],
            },
        }
        names = ["comment"]
        if self.me["role"] in ("technical", "principal"):
            names = ["comment", "comment", "comment", "bracket", "bracket", "draft"]
            if self.me["delegation"] != "es":
                names += ["initial", "take-back", "table", "withdraw"]
        if self.me["role"] == "principal":
            names.append("deadline")
        name = self.dice.choice(names)
        return name, own[name]()

    def issue(self) -> str:
        """Return some issue of the agenda."""
        issues: list[str] = list(FULL["options"])
        return self.dice.choice(issues)

    def said(self) -> str:
        """Return a remark that nobody else makes."""
        self.count += 1
        return f"{self.me['handle']} says no. {self.count}"

    def open(self, page: str, name: str) -> None:
        """Load a page of the room into the tab."""
        answer = self.ask("GET", f"{self.room}/{page}", name, (200,))
        if answer.status_code == HTTPStatus.OK:
            self.page = page
            text = answer.text or ""
            self.seq = int(re.findall(r"/since/(\d+)", text)[0])
            self.csrf = re.findall(r'name="csrf" value="([^"]+)"', text)[0]

    def api(
        self, method: str, path: str, name: str, good: tuple[int, ...], **more: Any
    ) -> FastResponse:
        """Ask the API, with the token."""
        headers = {"Authorization": f"Bearer {self.me['token']}"}
        return self.ask(method, f"/api/v1{self.room}{path}", name, good, headers=headers, **more)

    def ask(
        self,
        method: str,
        path: str,
        name: str,
        good: tuple[int, ...],
        *,
        act: str = "",
        **more: Any,
    ) -> FastResponse:
        """Ask the server, and note what came of it; the whole body is read before time stops."""
        start = perf_counter()
        answer: FastResponse
        with self.client.request(method, path, name=name, catch_response=True, **more) as answer:
            spent = perf_counter() - start
            fits = answer.status_code in good
            error = "" if fits else f"{answer.status_code} {answer.text or ''}"[:200]
            if fits:
                answer.success()  # type: ignore[no-untyped-call]
            else:
                answer.failure(error)  # type: ignore[no-untyped-call]
        noted = {
            "name": name,
            "method": method,
            "ms": spent * 1000,
            "bytes": len(answer.content or b""),
            "status": answer.status_code,
            "error": error,
        }
        if act and answer.status_code in (201, 303):
            noted |= self.acknowledged(act, answer)
        SEEN.append(noted)
        return answer

    def acknowledged(self, act: str, answer: FastResponse) -> dict[str, Any]:
        """Return what the server said is on record: its number, by the API its hash too."""
        if answer.status_code == HTTPStatus.CREATED:
            done = answer.json()
            seq, hash_ = done["seq"], done["hash"]
        else:
            where = str(answer.headers["location"]) if answer.headers else ""
            seq, hash_ = int(re.findall(r"saved=(\d+)", where)[0]), ""
        return {"act": act, "seq": seq, "hash": hash_, "who": self.me["id"]}


if __name__ == "__main__":
    main()

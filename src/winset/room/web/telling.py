"""Events of a record told in words, by the names that people know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date

from winset.room.acts.registry import ACTS
from winset.room.record.events import Draft
from winset.room.state.state import State
from winset.room.web.rendering import day

SAYS = {
    **{act.kind: act.says for act in ACTS.values()},
    "room.opened": "opened the room",
    "delegation.seated": "seated a delegation",
    "member.joined": "seated a member",
    "study.frozen": "froze a study",
    "waiver.granted": "granted a waiver",
}
"""What somebody did, by the kind of event."""


def told(act: Draft, state: State) -> str:
    """Return what an act was about, in the names of `state`; empty where its kind says it all."""
    about = ABOUT.get(act.kind.split(".")[0])
    return about(act, state) if about else str(act.data.get("name") or act.data.get("title") or "")


def subject(name: str, state: State) -> str:
    """Return a subject, as `issue:tiktok` or `mandate:tiktok=sale`, by its name."""
    what, _, which = name.partition(":")
    match what:
        case "issue" if which in state.issues:
            return state.issues[which].name
        case "proposal" if which in state.proposals:
            return f"“{state.proposals[which].name}”"
        case "deadline" if which in state.deadlines:
            return state.deadlines[which].what
        case "text" if which in state.texts:
            return f"“{state.texts[which].name}”"
        case "mandate" if "=" in which:
            issue, _, option = which.partition("=")
            return f"of the mandate, for {package({issue: option}, state)}"
        case _:
            return f"{what.replace('_', ' ')} {which}".strip()


def package(options: Mapping[str, str], state: State) -> str:
    """Return a package in words, as “Tariff truce: Another 90 days; Port fees: Fees start”."""
    return "; ".join(
        f"{issue.name}: {issue.options.get(option, option)}"
        if (issue := state.issues.get(name))
        else f"{name}: {option}"
        for name, option in options.items()
    )


def _agenda(act: Draft, state: State) -> str:
    del state
    data = act.data
    parked = [issue["name"] for issue in data["issues"] if issue["parked"]]
    said = f"{len(data['issues'])} issues"
    return f"{said}; parked: {', '.join(parked)}" if parked else said


def _mandate(act: Draft, state: State) -> str:
    data = act.data
    bound = []
    for name, places in data["allowed"].items():
        issue = state.issues.get(name)
        labels = issue.options if issue else dict.fromkeys(places, "")
        options = [
            (label or option) + (" (at the edge)" if places[option] == "edge" else "")
            for option, label in labels.items()
            if option in places
        ]
        bound.append(f"{issue.name if issue else name}: {', '.join(options)}")
    return "; ".join(bound + ([f"“{data['note']}”"] if data["note"] else []))


def _proposal(act: Draft, state: State) -> str:
    if "options" in act.data:
        return f"“{act.data['name']}”: {package(act.data['options'], state)}"
    found = state.proposals.get(f"{act.delegation}.{act.data['id']}")
    return f"“{found.name}”" if found else str(act.data["id"])


def _on_issue(act: Draft, state: State) -> str:
    data = act.data
    issue = state.issues.get(data["issue"])
    name = issue.name if issue else str(data["issue"])
    labels = issue.options if issue else {}
    if "option" in data:
        party = state.parties.get(data["party"], data["party"])
        reported = f", for {party}, as reported" if data["reported"] else ""
        return f"{name}: {labels.get(data['option'], data['option'])}{reported}"
    if "options" in data:
        between = " / ".join(labels.get(option, option) for option in data["options"])
        return f"{name}: {between}; [{data['text']}]"
    return name


def _text(act: Draft, state: State) -> str:
    return f"“{act.data['name']}”: {package(act.data['options'], state)}"


def _signature(act: Draft, state: State) -> str:
    data = act.data
    text, stage = state.texts.get(data["text"]), state.stages.get(data["stage"])
    signs = [sign.name for sign in stage.signs if sign.actor == data["actor"]] if stage else []
    said = f"“{text.name if text else data['text']}”, for {signs[0] if signs else data['actor']}"
    return f"{said}, as reported" if data.get("reported") else said


def _deadline(act: Draft, state: State) -> str:
    data = act.data
    found = state.deadlines.get(data.get("deadline", data.get("id", "")))
    what = str(data.get("what") or (found.what if found else data["deadline"]))
    return f"{what}: {day(Date.fromisoformat(data['date']))}" if "date" in data else what


def _member(act: Draft, state: State) -> str:
    data = act.data
    if "role" not in data:
        return str(data.get("name", data["person"]))
    delegation = state.delegations.get(data["delegation"])
    return f"{data['name']}, {data['role']}" + (f" ({delegation.name})" if delegation else "")


def _red_line(act: Draft, state: State) -> str:
    del state
    return ": ".join(act.data[word] for word in ("id", "says") if word in act.data)


def _comment(act: Draft, state: State) -> str:
    return f"on {subject(act.data['on'], state)}: “{act.data['text']}”"


def _waiver(act: Draft, state: State) -> str:
    return subject(act.data["of"], state)


def _preference(act: Draft, state: State) -> str:
    del state
    return f"of {act.data['actor']}"


def _stage(act: Draft, state: State) -> str:
    stage = state.stages.get(act.data["stage"])
    return stage.name if stage else str(act.data["stage"])


def _clock(act: Draft, state: State) -> str:
    del state
    return day(Date.fromisoformat(act.data["day"])) if act.data["day"] else "the real date"


ABOUT: dict[str, Callable[[Draft, State], str]] = {
    "agenda": _agenda,
    "mandate": _mandate,
    "red_line": _red_line,
    "proposal": _proposal,
    "text": _text,
    "bracket": _on_issue,
    "agreement": _on_issue,
    "issue": _on_issue,
    "signature": _signature,
    "deadline": _deadline,
    "comment": _comment,
    "waiver": _waiver,
    "preference": _preference,
    "stage": _stage,
    "clock": _clock,
    "member": _member,
}
"""How to tell what an act was about, by the first word of the event's kind."""

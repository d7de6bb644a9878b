"""The pages of the reference that come from the code itself, so that they cannot lag behind it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import click
import notebook_page
from pydantic import BaseModel

import winset
from winset.case.schema import schema as case_schema
from winset.cli.main import group as winset_command
from winset.room.acts.registry import ACTS
from winset.room.acts.rights import RIGHTS
from winset.room.state.state import ROLES
from winset.room.web.api.description import description
from winset.study.course import Talks
from winset.study.document import Study
from winset.study.hindcast import Hindcast
from winset.study.market import MarketStudy
from winset.sweeps.schema import schema as sweep_schema

TUTORIALS = Path(__file__).parent / "tutorials"

LAYERS = {
    "case": "what a person writes",
    "space": "what the computer searches",
    "home": "what each side's own people would ratify",
    "insight": "what it means",
    "process": "how it unfolds",
    "market": "whether prices took notice",
    "study": "one analysis of one case",
    "report": "a study shown",
    "sweeps": "many analyses at once",
    "room": "the shared workspace",
}


def write(folder: Path) -> None:
    """Write every generated page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "commands": commands(),
        "case-file": schema_page(
            "The negotiation file", case_schema(), "`winset schema` prints the JSON Schema itself."
        ),
        "study": schema_page(
            "The study",
            Study.json_schema(),
            "What `winset analyse --json` prints; its JSON Schema is `winset schema study`.",
        ),
        "talks": schema_page(
            "The talks",
            Talks.model_json_schema(mode="serialization"),
            "What `winset simulate --json` and `winset forecast --json` print.",
        ),
        "hindcast": schema_page(
            "The hindcast",
            Hindcast.model_json_schema(mode="serialization"),
            "What `winset hindcast --json` prints.",
        ),
        "market": schema_page(
            "The event study",
            MarketStudy.model_json_schema(mode="serialization"),
            "What `winset market --json` prints, and `market` in a study.",
        ),
        "sweep-file": schema_page(
            "The sweep file",
            sweep_schema(),
            "`winset schema sweep` prints the JSON Schema itself.",
        ),
        "library": library(),
        "walk-through": notebook_page.page(TUTORIALS / "walk-through.ipynb"),
        "rights": rights(),
        "api": api(),
        **{f"layer-{layer}": layer_page(layer) for layer in LAYERS},
    }
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def rights() -> str:
    """Return the page of who may do what in a room, from the one table that decides."""
    lines = [
        "# Rights in a room",
        "",
        "Who may do what; a test asks for every cell over HTTP. The owner of a server opens rooms",
        "and seats people, and sees nothing of a delegation.",
        "",
        f"| to | {' | '.join(ROLES)} |",
        f"|---|{'---|' * len(ROLES)}",
    ]
    for right, holders in RIGHTS.items():
        cells = ["yes" if role in holders else "" for role in ROLES]
        lines.append(f"| {right} | {' | '.join(cells)} |")
    lines += ["", "## Acts", "", "| act | event | right |", "|---|---|---|"]
    lines += [f"| {name} | `{act.kind}` | {act.right} |" for name, act in ACTS.items()]
    return "\n".join(lines) + "\n"


def api() -> str:
    """Return the page of the REST API, from the description that a server gives of itself."""
    whole = description()
    parts = ["# The REST API", whole["info"]["description"]]
    parts.append(
        "A server describes itself at `/api/v1/openapi.json`, and to people at `/api`. Every "
        "operation needs a token; which scope, its line says. [How to use it]"
        "(../../how-to/use-the-api.md)."
    )
    nouns: dict[str, list[str]] = {}
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            told = " ".join(operation["description"].split())
            if operation["tags"] == ["acts"]:
                told = f"{operation['summary']} {told}"
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            sent = _type(body["schema"]) if body else ""
            line = f"| `{method.upper()} {path}` | {_prose(told)} | {sent} |"
            nouns.setdefault(operation["tags"][0], []).append(line)
    for noun, lines in nouns.items():
        table = "\n".join(["| address | what it does | body |", "|---|---|---|", *lines])
        parts += [f"## {noun.capitalize()}", table]
    parts.append("## Bodies and answers")
    for name, part in sorted(whole["components"]["schemas"].items()):
        parts += [f"### {name}", _prose(part.get("description", "")), _table(part)]
    return "\n\n".join(filter(None, parts)) + "\n"


def commands() -> str:
    """Return the page of the commands: the help of each, as a terminal shows it."""
    parts = ["# Commands", _help(winset_command, "winset")]
    context = click.Context(winset_command, info_name="winset")
    for name in winset_command.list_commands(context):
        command = winset_command.get_command(context, name)
        assert command is not None
        parts += [f"## winset {name}", _help(command, f"winset {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=88)
    return f"```text\n{command.get_help(context)}\n```"


def schema_page(title: str, schema: dict[str, Any], note: str) -> str:
    """Return the page of a JSON Schema: a table for the document and one for each of its parts."""
    parts = [f"# {title}", note, _prose(schema.get("description", "")), _table(schema)]
    for name, part in sorted(schema["$defs"].items()):
        parts += [f"## {name}", _prose(part.get("description", "")), _table(part)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _table(part: dict[str, Any]) -> str:
    if "properties" not in part:
        return f"Written as {_type(part)}."
    needed = part.get("required", [])
    rows = [
        f"| `{key}` | {_type(value)} | {'yes' if key in needed else ''} "
        f"| {_prose(value.get('description', '')).replace('|', chr(92) + '|')} |"
        for key, value in part["properties"].items()
    ]
    return "\n".join(["| key | holds | required | what it is |", "|---|---|---|---|", *rows])


_KINDS = {"string": "text", "null": "nothing", "boolean": "true or false"}


def _type(value: dict[str, Any]) -> str:
    """Return in words what a piece of a JSON Schema allows."""
    match value:
        case {"$ref": ref}:
            name = ref.rsplit("/", 1)[-1]
            words = f"[{name}](#{name.lower()})"
        case {"const": only}:
            words = f"`{only}`"
        case {"enum": choices}:
            words = " or ".join(f"`{choice}`" for choice in choices)
        case {"anyOf": parts} | {"oneOf": parts}:
            words = " or ".join(dict.fromkeys(map(_type, parts)))
        case {"type": "array", "prefixItems": parts}:
            words = f"[{', '.join(map(_type, parts))}]"
        case {"type": "array"}:
            words = f"list of {_type(value.get('items', {}))}"
        case {"type": "object"}:
            words = _mapping(value)
        case {"format": "date"}:
            words = "date"
        case _:
            kind = value.get("type", "anything")
            words = {"string": "text", "null": "nothing", "boolean": "true or false"}.get(
                kind, kind
            )
    return words


def _mapping(value: dict[str, Any]) -> str:
    held = value.get("additionalProperties") or next(
        iter(value.get("patternProperties", {}).values()), None
    )
    if isinstance(held, dict):
        return f"id → {_type(held)}"
    keys = ", ".join(f"`{key}`" for key in value.get("properties", {}))
    return f"mapping with {keys}" if keys else "mapping"


def library() -> str:
    """Return the page of what `import winset` gives."""
    parts = ["# The library", _prose(inspect.getdoc(winset) or "")]
    for name in winset.__all__:
        if not name.startswith("_"):
            parts += list(_entry(name, getattr(winset, name), "##"))
    return "\n\n".join(parts) + "\n"


def layer_page(layer: str) -> str:
    """Return the page of one layer of the house: its modules with their functions and classes."""
    package = import_module(f"winset.{layer}")
    parts = [f"# winset.{layer}: {LAYERS[layer]}"]
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" in found.name:  # scripts that Alembic runs, not modules
            continue
        module = import_module(found.name)
        parts += [f"## {found.name.removeprefix('winset.')}", _prose(inspect.getdoc(module) or "")]
        for name, thing in _public(module):
            parts += list(_entry(name, thing, "###"))
    return "\n\n".join(filter(None, parts)) + "\n"


def _public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, thing in list(vars(module).items()):
        ours = getattr(thing, "__module__", None) == module.__name__
        if ours and not name.startswith("_") and (inspect.isclass(thing) or callable(thing)):
            yield name, thing


def _entry(name: str, thing: Any, level: str) -> Iterator[str]:
    yield f"{level} {name}"
    if not (inspect.isclass(thing) and issubclass(thing, BaseModel | Exception)):
        yield f"```python\n{_signature(name, thing)}\n```"
    yield _prose(inspect.getdoc(thing) or "")
    if inspect.isclass(thing):
        for key, member in list(vars(thing).items()):
            function = getattr(member, "__func__", member)
            if inspect.isfunction(function) and not key.startswith("_") and function.__doc__:
                yield f"```python\n{_signature(key, function)}\n```"
                yield _prose(inspect.getdoc(function) or "")


def _signature(name: str, thing: Any) -> str:
    signature = inspect.signature(thing)
    if inspect.isclass(thing):
        signature = signature.replace(return_annotation=inspect.Signature.empty)
    shown = _named(f"{name}{signature}")
    if len(shown) <= 88:  # noqa: PLR2004  what a page shows without scrolling
        return shown
    _, arrow, returned = shown.rpartition(") -> ")
    lines = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "    *," not in lines:
            lines.append("    *,")
        lines.append(_named(f"    {parameter},"))
    return "\n".join([f"{name}(", *lines, f"){arrow[1:]}{returned}" if arrow else ")"])


def _named(text: str) -> str:
    """Return a signature without quotes, and of functions their names, not where they lie."""
    return re.sub(r"<function ([^ ]+) at 0x[0-9a-f]+>", r"\1", text).replace("'", "")


def _prose(text: str) -> str:
    """Return a docstring as Markdown: `code` stays, all else is shown as it was written."""
    return "\n".join(
        line if line.startswith("    ") else _CODE_OR_PROSE.sub(_escaped, line)
        for line in text.splitlines()
    )


_CODE_OR_PROSE = re.compile(r"`[^`]*`|[^`]+")


def _escaped(found: re.Match[str]) -> str:
    piece = found.group()
    return piece if piece.startswith("`") else re.sub(r"([\\\[\]<>*_$#])", r"\\\1", piece)

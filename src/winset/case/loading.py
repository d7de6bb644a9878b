"""Cases by name or by path."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

from winset.case.document import Case
from winset.case.errors import UnreadableCase
from winset.case.grid import as_written
from winset.case.places import nearest
from winset.case.problems import Problem
from winset.case.reading import Reading, case_of, read
from winset.case.source import Source, decoded, source_of

_SHIPPED = files("winset.data") / "cases"


def load(name_or_path: str | Path) -> Case:
    """Return a shipped case by its name, as `madrid-2025`, or the case in a file.

    Raises CaseError, with all mistakes, if the file has any; UnreadableCase if there is no such
    case or file, or if it is not YAML.
    """
    return case_of(examine(name_or_path))


def examine(name_or_path: str | Path) -> Reading:
    """Read a shipped case or a file, mistakes and all. Raises UnreadableCase as `load` does."""
    return read(find(name_or_path))


def find(name_or_path: str | Path) -> Source:
    """Return the text of a shipped case or of a file. Raises UnreadableCase as `load` does."""
    name = str(name_or_path)
    if isinstance(name_or_path, str) and name in shipped():
        return decoded(f"{name}.yaml", (_SHIPPED / f"{name}.yaml").read_bytes())
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and path.name == name and not path.suffix:
        _known_or_file(path)
    return source_of(path)


def shipped() -> tuple[str, ...]:
    """Return the names of the cases that come with winset."""
    return tuple(
        sorted(
            entry.name.removesuffix(".yaml")
            for entry in _SHIPPED.iterdir()
            if entry.name.endswith(".yaml")
        )
    )


def content_hash(case: Case) -> str:
    """Return the SHA-256 of what the case says: its canonical JSON, without layout or comments."""
    content = as_written(case).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _known_or_file(path: Path) -> None:
    """Raise UnreadableCase if `path`, a bare word, is neither a file nor a shipped case."""
    if path.exists():
        return
    meant = nearest(path.name, shipped())
    guess = f"; did you mean `{meant}`?" if meant else ""
    raise UnreadableCase(
        [
            Problem(
                path=path.name,
                line=0,
                column=0,
                end_column=0,
                message=f"there is no such file or shipped case{guess}",
                hint=f"shipped cases: {', '.join(shipped())}",
            )
        ]
    )

"""Whether a package meets a condition of a case, issue by issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset.case.actors import RedLine
from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.linkages import Excludes, Requires, Together


def meets(condition: Condition, package: Mapping[str, str]) -> bool | None:
    """Return whether `package` meets `condition`; None if it hangs on issues it does not name."""
    known: list[bool | None] = [
        package[issue] in options if issue in package else None
        for issue, options in condition.options.items()
    ]
    known += [meets(part, package) for part in condition.all]
    if condition.any:
        known.append(_some([meets(part, package) for part in condition.any]))
    if condition.none is not None:
        inner = meets(condition.none, package)
        known.append(None if inner is None else not inner)
    if False in known:
        return False
    return None if None in known else True


def _some(known: list[bool | None]) -> bool | None:
    if True in known:
        return True
    return None if None in known else False


def crossed(lines: Mapping[str, RedLine], package: Mapping[str, str]) -> Iterator[str]:
    """Yield the red lines that a package certainly crosses."""
    for name, line in lines.items():
        if meets(line.never, package):
            yield name


def broken(case: Case, package: Mapping[str, str]) -> Iterator[str]:
    """Yield the hard linkages that a package certainly breaks."""
    for name, link in case.linkages.items():
        match link:
            case Requires():
                bad = meets(link.when, package) is True and meets(link.then, package) is False
            case Excludes():
                bad = all(meets(part, package) is True for part in link.between)
            case Together():
                first, second = (meets(part, package) for part in link.between)
                bad = first is not None and second is not None and first != second
            case _:
                bad = False
        if bad:
            yield name

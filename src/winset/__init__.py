"""Which deals would both sides' own people ratify?

    case = winset.load("madrid-2025")
    study = winset.analyse(case)
    study.report("madrid.html")

Names are imported when they are first used, so that `import winset` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from winset.case.document import Case
    from winset.case.errors import WinsetError
    from winset.case.loading import load
    from winset.front import Packages, Study, analyse, packages
    from winset.study.advise import advise
    from winset.study.event_study import event_study
    from winset.study.preview import Preview, preview
    from winset.sweeps.run import sweep

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Packages",
    "Preview",
    "Study",
    "WinsetError",
    "__version__",
    "advise",
    "analyse",
    "event_study",
    "load",
    "packages",
    "preview",
    "sweep",
]

_HOMES = {
    "Case": "winset.case.document",
    "Packages": "winset.front",
    "Preview": "winset.study.preview",
    "Study": "winset.front",
    "WinsetError": "winset.case.errors",
    "advise": "winset.study.advise",
    "analyse": "winset.front",
    "event_study": "winset.study.event_study",
    "load": "winset.case.loading",
    "packages": "winset.front",
    "preview": "winset.study.preview",
    "sweep": "winset.sweeps.run",
}


def __getattr__(name: str) -> Any:
    """The public name `name`, from the module that holds it; kept for the next time."""
    if name not in _HOMES:
        raise AttributeError(f"module 'winset' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__

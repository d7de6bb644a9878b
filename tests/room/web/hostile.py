"""Texts that a page must never take for more than text, and forms of acts to carry them."""

from __future__ import annotations

from typing import Any

MARK = "zq7"
"""In every hostile text, so that a test can find where it went."""

SCRIPTS = (
    f"<script>window.{MARK}=1;alert(1)</script>",
    f'"><img src=x onerror="window.{MARK}=1;alert(1)">',
    f"'><svg onload='window.{MARK}=1;alert(1)'>",
    f"</textarea></select></title><script>window.{MARK}=1</script>",
    f"{{{{ 7*7 }}}}{{% {MARK} %}}<b>{MARK}</b>",
    f"javascript:window.{MARK}=1//<a href=x>",
    f"<!--<{MARK}",
)

RAW = tuple(
    piece
    for piece in (
        f"<script>window.{MARK}",
        "<img src=x onerror",
        "<svg onload",
        f"<b>{MARK}",
        f"<!--<{MARK}",
        "<a href=x>",
    )
)
"""What would stand in a page if one of them were not escaped."""


AGENDA = (
    (
        *("port", "The port", "trade_team"),
        {"shared": "Shared as now", "lease": "Leased for thirty years", "sale": "Sold"},
    ),
    (
        *("fish", "Fishing", "sea_team"),
        {"open": "Open to both", "quota": "Quotas", "ban": "Nobody fishes"},
    ),
    ("patrol", "Patrols", "sea_team", {"apart": "Each its own", "joint": "Joint patrols"}),
)
"""The issues that are there: their words cannot be changed, options can be added."""


def steps(text: str) -> list[tuple[str, str, dict[str, Any], str]]:
    """Return acts that leave `text` in every field that takes text: who, act, fields, reason."""
    line = text[:200]
    return [
        (
            "n-principal",
            "agenda",
            {
                "issues": [
                    *(
                        {
                            "id": name,
                            "name": said,
                            "track": track,
                            "options": {**options, "extra": line},
                        }
                        for name, said, track, options in AGENDA
                    ),
                    {"id": "more", "name": line, "question": text, "options": {"a": line}},
                ]
            },
            text,
        ),
        ("n-principal", "mandate", {"allowed": {"port": {"lease": "free"}}, "note": text}, text),
        ("n-principal", "red-line", {"id": "x", "never": {"fish": "ban"}, "says_who": line}, text),
        ("n-technical", "draft", {"id": "d", "name": line, "options": {"port": "lease"}}, text),
        ("n-technical", "draft", {"id": "e", "name": line, "options": {"port": "lease"}}, text),
        ("n-principal", "table", {"id": "d"}, text),
        ("n-principal", "withdraw", {"id": "e"}, text),
        ("s-technical", "bracket", {"issue": "fish", "options": ["quota"], "text": text}, text),
        ("n-technical", "comment", {"on": "issue:port", "text": text, "tabled": True}, text),
        ("n-technical", "comment", {"on": "issue:fish", "text": text}, text),
        ("s-technical", "escalate", {"issue": "fish"}, text),
        ("n-principal", "waive", {"of": "mandate:port=sale"}, text),
        ("n-leader", "waive-linkage", {"linkage": "L1"}, text),
        ("n-principal", "initial", {"issue": "port", "option": "lease"}, text),
        ("s-principal", "initial", {"issue": "port", "option": "lease"}, text),
        ("n-principal", "put", {"id": "t", "name": line, "issues": ["port"]}, text),
        ("n-leader", "refuse", {"text": "t", "stage": "leaders", "actor": "n_lead"}, text),
        (
            "n-principal",
            "deadline",
            {"id": "x", "what": line, "date": "2025-04-01", "owner": [line]},
            text,
        ),
        ("n-principal", "extend", {"deadline": "x", "date": "2025-04-30"}, text),
        ("n-analyst", "keep", {"id": "w", "name": line, "options": {"port": "lease"}}, text),
        (
            "n-analyst",
            "values",
            {
                "actor": "n_lead",
                "numbers": [{"issue": "port", "low": "40", "mid": "50", "high": "60"}],
            },
            text,
        ),
    ]

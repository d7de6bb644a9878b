"""A small negotiation file for tests of the reader, and ways to spoil it."""

from __future__ import annotations

from winset.case.problems import Problem
from winset.case.reading import read, warnings
from winset.case.source import checked

TEXT = """\
winset: 1
id: small
title: A small case
as_of: 2025-09-15
facts:
  F1:
    date: 2025-09-01
    known_by: 2025-09-02
    statement: Something happened.
    source: A gazette
    confidence: primary
parties:
  us:
    name: United States
    ratification: {all: [us_principal, us_senate]}
  cn:
    name: China
    ratification: cn_principal
issues:
  tiktok:
    name: TikTok
    status_quo: sq
    options:
      sq: {label: As today}
      licence_jv: {label: Joint venture}
      dark: {label: App goes dark, offered: false}
  truce:
    name: Truce
    status_quo: sq
    expires: 2025-11-10
    then: snapback
    options:
      sq: {label: Until November}
      ext90: {label: 90 days more}
      snapback: {label: Snap-back, offered: false}
actors:
  us_principal:
    name: President
    party: us
    level: principal
    views:
      tiktok:
        weight: {value: [30, 40, 50], why: Judgement.}
        scores: {sq: 30, licence_jv: [70, 85, 95]}
        why: Judgement.
      truce:
        weight: {value: 60, why: Judgement., facts: [F1]}
        scores: {sq: 50, ext90: 65, snapback: 0}
        facts: [F1]
  us_senate:
    name: Senate
    party: us
    level: ratifier
    views:
      truce:
        weight: {value: 1, why: Judgement.}
        scores: {sq: 50, ext90: 65}
        why: Judgement.
    reservation: {value: [30, 40, 50], why: Judgement.}
  cn_principal:
    name: Leadership
    party: cn
    level: principal
    views:
      tiktok:
        weight: {value: 100, why: Judgement.}
        scores: {sq: 60, licence_jv: 40}
        why: Judgement.
linkages:
  jv_for_time:
    kind: requires
    if: {tiktok: licence_jv}
    then: {truce: ext90}
    says: analyst
packages:
  offer:
    name: An offer
    options: {tiktok: licence_jv, truce: ext90}
"""


def spoiled(old: str, new: str) -> str:
    """Return the small file with one piece replaced; the piece must be there once."""
    assert TEXT.count(old) == 1, f"{TEXT.count(old)} times in the file: {old}"
    return TEXT.replace(old, new)


def errors(text: str) -> tuple[Problem, ...]:
    """Return the errors of a file."""
    return read(checked("case.yaml", text)).problems


def messages(text: str) -> list[str]:
    """Return what is wrong with a file, in file order."""
    return [problem.message for problem in errors(text)]


def doubts(text: str) -> list[str]:
    """Return the warnings about a file, which must have no errors."""
    reading = read(checked("case.yaml", text))
    assert reading.problems == ()
    return [problem.message for problem in warnings(reading)]

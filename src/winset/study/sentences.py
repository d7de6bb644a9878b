"""The answer in words: what a study found, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from winset.case.document import Case
from winset.study.document import (
    Finding,
    Leverage,
    Linchpin,
    LinchpinIssue,
    Ratification,
    SpaceSummary,
    Swing,
    Trade,
    WinSet,
    Zone,
)

LITTLE_EXCLUDED = 0.5
"""Share of packages above every reservation value from which numbers are said to exclude little."""


READABLE = 10**12
"""Number of packages from which the first digits and the power of ten are told."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits of a power."""

BETWEEN = "values in between"
"""Topic of the finding on issues that can take any value."""


def percent(share: float) -> str:
    """Return a share as whole percent; never 0 % or 100 % for what is not."""
    if 0 < share < 0.005:  # noqa: PLR2004
        return "under 1 %"
    if 0.995 < share < 1:  # noqa: PLR2004
        return "over 99 %"
    return f"{whole(100 * share)} %"


def whole(number: float) -> str:
    """Return a number rounded to a whole, with a real minus sign and no minus zero."""
    return f"{round(number) + 0}".replace("-", "−")  # noqa: RUF001


def whole_count(number: int) -> str:
    """Return a number of packages: 104,976, or its first digits and a power of ten."""
    if number < READABLE:
        return f"{number:,}"
    digits = len(str(number)) - 1
    lead = f"{number * 100 // 10**digits / 100:.2f}"
    return f"{lead} \N{MULTIPLICATION SIGN} 10{str(digits).translate(RAISED)}"


def between(interval: tuple[float, float]) -> str:
    """Return an interval of shares in words."""
    low, high = (100 * end for end in interval)
    for places in range(1, 4):  # whole percents would hide the width
        if whole(low) == whole(high) and f"{low:.{places}f}" != f"{high:.{places}f}":
            text = f"95 % interval {low:.{places}f} to {high:.{places}f} %"
            return text.replace("-", "−")  # noqa: RUF001
    return f"95 % interval {whole(low)} to {whole(high)} %"


def signed(value: float, places: int = 1) -> str:
    """Return a number with its sign, rounded, with a real minus sign."""
    return f"{value:+.{places}f}".replace("-", "−")  # noqa: RUF001


def date_in_words(day: date) -> str:
    """Return a day as 15 September 2025."""
    return f"{day.day} {day:%B %Y}"


def of_all(space: SpaceSummary, zone: Zone, *, begins: bool = True) -> str:
    """Return the zone as `96 of 120 packages (80 %)`; not counted, as a share of a sample."""
    every = f"{'' if space.counted else 'at most '}{whole_count(space.packages)} packages"
    if zone.share_interval is None:
        return f"{whole_count(zone.packages)} of {every} ({percent(zone.share)})"
    if not zone.packages:  # none was found, which is no proof
        none = "None" if begins else "none"
        return f"{none} seen of {every} (by a sample, {between(zone.share_interval)})"
    about = "About" if begins else "about"
    return f"{about} {percent(zone.share)} of {every} (by a sample, {between(zone.share_interval)})"


def of_worlds(
    chance: float, interval: tuple[float, float], unsettled: float, worlds: str = "worlds"
) -> str:
    """Return a share as `63 % of worlds (95 % interval ...)`, and how much is not settled.

    Then the share is at least so much, and the interval reaches to what it may be.
    """
    if not unsettled:
        return f"{percent(chance)} of {worlds} ({between(interval)})"
    return (
        f"at least {percent(chance)} of {worlds} ({between(interval)}; in {percent(unsettled)} it "
        "could not be settled)"
    )


def zone_sentences(space: SpaceSummary, zone: Zone, parties: int) -> list[Finding]:
    """Return what there is to agree on."""
    every = "both sides" if parties == 2 else f"all {parties} sides"  # noqa: PLR2004
    if zone.packages == 0 and zone.at_most is None:
        first = (
            f"At the middle numbers no package of {whole_count(space.packages)} would be ratified "
            f"by {every}; "
            f"in {of_worlds(zone.chance, zone.interval, zone.unsettled)} some package would."
        )
    else:
        first = (
            f"{of_all(space, zone)} would be "
            f"ratified by {every} at the middle numbers; a deal that moves at least one issue "
            f"exists in {of_worlds(zone.deal_chance, zone.deal_interval, zone.unsettled)}."
        )
    found = [Finding(topic="zone", text=first)]
    if space.both_gain_share >= LITTLE_EXCLUDED:
        found.append(
            Finding(
                topic="what the numbers exclude",
                text=f"{percent(space.both_gain_share)} of packages are worth at least as much as "
                "no agreement to every principal. That is a finding about how little these numbers "
                "exclude, not a forecast that a deal is likely.",
            )
        )
    return found


def linchpin_sentences(case: Case, linchpin: Linchpin) -> list[Finding]:
    """Return the verdict, and the answer to whoever claimed a linchpin."""
    found = [Finding(topic="linchpin", text=linchpin.verdict)]
    lines = {line.issue: line for line in linchpin.issues}
    claim = case.linchpin_claim
    if claim is not None and linchpin.issues:
        line = lines[claim.issue]
        other = next(x for x in linchpin.issues if x.issue != claim.issue)
        supported = "supports" if linchpin.issue == claim.issue else "does not support"
        name, rival = case.issues[claim.issue].name, case.issues[other.issue].name
        place = [x.issue for x in linchpin.issues].index(claim.issue) + 1
        found.append(
            Finding(
                topic="the claim",
                text=f"{claim.says} calls {name} the linchpin; this case {supported} that: its "
                f"lambda is {_lambda(line)}, place {place} of {len(linchpin.issues)}; "
                f"{'the highest other issue' if place == 1 else 'the highest'}, {rival}, has "
                f"{_lambda(other)}.",
            )
        )
    return found


def _lambda(line: LinchpinIssue) -> str:
    """Return lambda with its interval; alone where it is known at the middle numbers only."""
    if line.interval is None:
        return f"{signed(line.lambda_, 3)} at the middle numbers"
    low, high = line.interval
    return f"{signed(line.lambda_, 3)} ({signed(low, 3)} to {signed(high, 3)})"


def deal_sentences(case: Case, deal: Ratification | None) -> list[Finding]:
    """Return what the recommended package is and who could stop it."""
    if deal is None:
        return []
    moved = [
        case.issues[issue].name
        for issue, option in deal.package.items()
        if option != case.issues[issue].at_rest
    ]
    values = " and ".join(
        f"{value:.1f} to {case.parties[party].name}" for party, value in deal.values.items()
    )
    text = (
        f"The balanced (Nash) package moves {len(moved)} of {len(case.issues)} issues and is worth "
        f"{values} on scales of 100; its chance of passing on every side is {percent(deal.both)} "
        f"({between(deal.interval)})."
    )
    decisive = {actor: min(share, deal.pivotal[actor]) for actor, share in deal.refusers.items()}
    worst = max(decisive, key=lambda actor: decisive[actor], default=None)
    if worst is not None and decisive[worst] > 0 and deal.both < 1:
        text += (
            f" Most often {case.actors[worst].name} stands in the way, refusing in "
            f"{percent(deal.refusers[worst])} of worlds."
        )
    return [Finding(topic="recommended deal", text=text)]


def home_sentences(case: Case, win_sets: tuple[WinSet, ...]) -> list[Finding]:
    """Return which side's home is the tighter bound."""
    tight = min(win_sets, key=lambda win_set: win_set.share)
    shares = ", ".join(f"{case.parties[w.party].name} {percent(w.share)}" for w in win_sets)
    return [
        Finding(
            topic="win-sets",
            text=f"Share of packages each side would ratify at the middle numbers: {shares}; "
            f"{case.parties[tight.party].name} is the tighter side.",
        )
    ]


def leverage_sentences(leverage: tuple[Leverage, ...], parties: Mapping[str, str]) -> list[Finding]:
    """Return the move that shifts the Nash deal most towards its owner."""
    known = [line for line in leverage if line.nash_shift.get(line.by) is not None]
    if not known:
        return []
    top = max(known, key=lambda line: line.nash_shift[line.by] or 0.0)
    shift = top.nash_shift[top.by] or 0.0
    if shift <= 0:
        return [
            Finding(topic="leverage", text="No unilateral move improves its owner's Nash deal.")
        ]
    cost = "" if top.cost is None else f"; carrying it out would cost it {top.cost:.1f} points"
    interval = top.nash_interval[top.by]
    span = "" if interval is None else f", {signed(interval[0])} to {signed(interval[1])}"
    return [
        Finding(
            topic="leverage",
            text=f"The move that helps its owner most as a threat is “{top.name}” "
            f"({parties[top.by]}): it shifts the owner's value at the Nash deal by "
            f"{signed(shift)} points{span}{cost}.",
        )
    ]


def hinge_sentences(
    sensitivity: tuple[Swing, ...], lines: tuple[Ratification, ...]
) -> list[Finding]:
    """Return the uncertain number on which a package's ratification hangs most."""
    asked = [s for s in sensitivity if s.target == "ratification"]
    if not asked:
        return []
    label = next(line.label for line in lines if line.id == asked[0].of)
    clear = [s for s in asked if s.clear]
    other = (
        ""
        if asked[0].of == lines[0].id
        else f"The {lines[0].label} passes, or fails, in nearly all worlds; the package nearest to "
        f"even is “{label}”. "
    )
    if not clear:
        text = (
            f"No single uncertain number clearly moves the chance of “{label}”; what differences "
            "there are lie within the noise of the worlds."
        )
    else:
        top = max(clear, key=lambda s: abs(s.swing))
        text = (
            f"“{label}” hangs most on “{top.label}”: it passes in {percent(top.low_value)} of the "
            f"fifth of worlds where that number is lowest, in {percent(top.high_value)} where it "
            "is highest."
        )
    return [Finding(topic="what it hangs on", text=other + text)]


def trade_sentences(case: Case, trades: tuple[Trade, ...]) -> list[Finding]:
    """Return the best trade across two issues from where things stand."""
    if not trades:
        return []
    top = trades[0]

    def option(issue: str, name: str) -> str:
        return f"{case.issues[issue].name}: “{case.issues[issue].options[name].label}”"

    return [
        Finding(
            topic="next trade",
            text=f"The best two-issue trade from {top.start}: {case.parties[top.giver].name} gives "
            f"{option(top.gives_issue, top.gives_to)}; {case.parties[top.payer].name} pays with "
            f"{option(top.pays_issue, top.pays_to)} (net {signed(top.net_giver)} and "
            f"{signed(top.net_payer)} points).",
        )
    ]


def range_sentences(notes: Sequence[str]) -> list[Finding]:
    """Return what values that were not tried could add, if an issue can take any."""
    return [Finding(topic=BETWEEN, text=" ".join(notes))] if notes else []


def answer(
    case: Case,
    as_of: date,
    space: SpaceSummary,
    zone: Zone,
    deal: Ratification | None,
    linchpin: Linchpin,
) -> str:
    """Return the one paragraph for somebody who reads nothing else."""
    every = "both sides" if len(case.parties) == 2 else "all sides"  # noqa: PLR2004
    drawn = "the worlds drawn from the numbers' ranges"
    deals = of_worlds(zone.deal_chance, zone.deal_interval, zone.unsettled, drawn)
    opening = (
        f"On what was known on {date_in_words(as_of)}, people at home on {every} would ratify "
        f"{of_all(space, zone, begins=False)}, and a deal "
        f"that settles something exists in {deals}."
    )
    parts = [opening]
    if space.both_gain_share >= LITTLE_EXCLUDED:
        parts.append(
            f"That says how little these numbers exclude ({percent(space.both_gain_share)} of "
            "packages are worth at least as much as no agreement to every principal); it is no "
            "forecast that a deal is likely."
        )
    if deal is not None:
        values = ", ".join(
            f"{case.parties[party].name} {value:.1f}" for party, value in deal.values.items()
        )
        moved = sum(option != case.issues[k].at_rest for k, option in deal.package.items())
        parts.append(
            f"The balanced (Nash) package settles {moved} of {len(case.issues)} issues (worth in "
            f"points: {values}, each on its own scale of 100) and passes on {every} with a chance "
            f"of {percent(deal.both)} ({between(deal.interval)})."
        )
    parts.append(_on_the_linchpin(case, linchpin))
    return " ".join(parts)


def _on_the_linchpin(case: Case, linchpin: Linchpin) -> str:
    lines = {line.issue: line for line in linchpin.issues}
    claim = case.linchpin_claim
    if linchpin.issue is None or claim is None:
        return linchpin.verdict
    top, claimed = lines[linchpin.issue], lines[claim.issue]
    if top.interval is None or top.first_in_worlds is None or claimed.interval is None:
        return linchpin.verdict
    found = (
        f"{case.issues[top.issue].name} is the linchpin: it settles {percent(top.lambda_)} of the "
        f"other issues, by weight, on average ({between(top.interval)}), and leads in "
        f"{percent(top.first_in_worlds)} of single worlds"
    )
    if claim.issue == linchpin.issue:
        return f"{found}, as {_lowered(claim.says)} says."
    return (
        f"{found}; {case.issues[claim.issue].name}, which {_lowered(claim.says)} calls the "
        f"linchpin, settles {percent(claimed.lambda_)} ({between(claimed.interval)}): this case "
        "does not bear that out."
    )


def _lowered(says: str) -> str:
    """Return who says so as it stands within a sentence."""
    return says[0].lower() + says[1:] if says.startswith(("The ", "A ", "An ")) else says

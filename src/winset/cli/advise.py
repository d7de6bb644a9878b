"""`winset advise`: better answers to a proposal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.limits import SEED, WORLDS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from winset.case.document import Case
    from winset.study.advise import Advice, Answer

HEADINGS = {
    "for_them": "Better for the others, no worse for {us}",
    "for_us": "Better for {us}, no worse for the others",
    "passing": "Would pass, but costs some side something",
}


@click.command()
@click.argument("case", metavar="CASE")
@click.option("--for", "party", required=True, metavar="PARTY", help="The side that is advised.")
@click.option(
    "--package",
    required=True,
    metavar="NAME_OR_FILE",
    help="The proposal: a package of the case, a solution (nash, kalai_smorodinsky, egalitarian, "
    "utilitarian), or a YAML or JSON file that maps issues to options.",
)
@click.option(
    "--worlds",
    type=WORLDS,
    default=2000,
    show_default=True,
    metavar="N",
    help="Draws of the uncertain numbers, for the chances.",
)
@click.option(
    "--seed",
    type=SEED,
    default=1,
    show_default=True,
    metavar="S",
    help="Seed of the draws: same file, same seed, same bytes.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1, max=100),
    default=5,
    show_default=True,
    metavar="N",
    help="Answers of each kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the advice as JSON.")
@click.pass_context
def command(
    context: click.Context,
    case: str,
    party: str,
    package: str,
    worlds: int,
    seed: int,
    top: int,
    *,
    as_json: bool,
) -> None:
    """Answer a proposal in CASE, a negotiation file or the name of a shipped case.

    Prints the packages that are no worse for your side and better for the others, and the reverse,
    nearest to the proposal first: what changes, what it is worth to each side, its chance of
    ratification, and who would block it.

    Exit codes: 0 done; 1 the proposal would not be ratified by every side, and neither would
    any other package seen; 2 a mistake in a file or in the call; 3 more than can be searched.
    """
    from winset.case.loading import load  # noqa: PLC0415  costs start-up time

    document = load(case)
    side = _party(document, party)
    proposal = _proposal(document, package)
    from winset.study.advise import advise  # noqa: PLC0415  after the cheap mistakes are found

    found = advise(document, side, proposal, worlds=worlds, seed=seed, top=top)
    if as_json:
        click.echo(found.to_json())
    else:
        _print(document, found)
    lines = [found.proposal, *(answer.ratification for answer in found.answers)]
    context.exit(0 if any(line.in_zone for line in lines) else 1)


def _party(case: Case, word: str) -> str:
    """Return the id of the party that `word` names, in whatever case it is written."""
    by_folded = {name.casefold(): name for name in case.parties}
    if word.casefold() not in by_folded:
        raise click.UsageError(
            f"there is no party `{word}`{_meant(word, list(case.parties))}; "
            f"parties: {', '.join(case.parties)}"
        )
    return by_folded[word.casefold()]


def _proposal(case: Case, word: str) -> str | dict[str, str]:
    """Return the name of a package or solution, or the package in the file that `word` names."""
    from winset.case.proposal import read_proposal  # noqa: PLC0415
    from winset.space.solutions import RULES  # noqa: PLC0415

    names = [*case.packages, *RULES]
    by_folded = {name.casefold(): name for name in reversed(names)}
    named = by_folded.get(word.casefold()) or by_folded.get(word.casefold().replace("-", "_"))
    if named:
        return named
    path = Path(word)
    if path.suffix or path.exists() or path.name != word:
        return read_proposal(path, case)
    raise click.UsageError(
        f"there is no package, solution or file `{word}`{_meant(word, names)}; "
        f"names: {', '.join(names)}"
    )


def _meant(word: str, words: list[str]) -> str:
    from winset.case.places import nearest  # noqa: PLC0415

    guess = nearest(word, words)
    return f"; did you mean `{guess}`?" if guess else ""


def _print(case: Case, found: Advice) -> None:
    from rich.text import Text  # noqa: PLC0415

    from winset.report.terminal import console  # noqa: PLC0415

    screen = console()
    us = case.parties[found.party].name
    later = " (known only later)" if found.proposal.hindsight else ""
    screen.print(Text(f"{us} on “{found.proposal.label}”{later}", style="bold"))
    screen.print(Text(found.verdict))
    screen.print(_proposal_lines(case, found))
    for kind, heading in HEADINGS.items():
        chosen = [answer for answer in found.answers if answer.kind == kind]
        if chosen:
            screen.print(Text(heading.format(us=us), style="bold cyan"))
            screen.print(_answers(case, chosen))
    screen.print(
        Text(
            "Values and who blocks: at the middle numbers. Chances: "
            f"{found.worlds} worlds, seed {found.seed}, with 95 % intervals.",
            style="dim",
        )
    )


def _proposal_lines(case: Case, found: Advice) -> RenderableType:
    """Return what the proposal holds, where it moves an issue, and what becomes of it."""
    from rich.text import Text  # noqa: PLC0415

    from winset.report.wording import decimal, estimate, percent  # noqa: PLC0415

    line = found.proposal
    moved = [
        f"{issue.name}: {issue.options[line.package[name]].label}"
        for name, issue in case.issues.items()
        if line.package[name] != issue.at_rest
    ]
    values = ", ".join(f"{_short(case, p)} {decimal(v)}" for p, v in line.values.items())
    sides = ", ".join(f"{_short(case, p)} {percent(c)}" for p, c in line.chance.items())
    rows = [
        *(moved or ["It leaves every issue at rest."]),
        f"Value: {values}. Ratified: {sides}, all {estimate(line.both, line.interval)}",
        *(f"Blocks: {blame.text}" for blame in line.blockers),
    ]
    return Text("\n".join(f"  {row}" for row in rows) + "\n")


def _answers(case: Case, chosen: list[Answer]) -> RenderableType:
    """Return a table of answers: what changes, who gains what, the chances, who blocks."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from winset.report.wording import estimate, percent, signed  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("Change of the proposal", ratio=1)
    for party in case.parties:
        table.add_column(f"Points\n{_short(case, party)}", justify="right")
    for party in case.parties:
        table.add_column(f"Ratifies\n{_short(case, party)}", justify="right")
    table.add_column("All\nratify", justify="right")
    for answer in chosen:
        line = answer.ratification
        changes = [
            f"{case.issues[issue].name}: {case.issues[issue].options[option].label}"
            for issue, option in answer.changes.items()
        ]
        table.add_row(
            Text("\n".join([*changes, *(f"Blocks: {blame.text}" for blame in line.blockers)])),
            *(signed(answer.difference[party]) for party in case.parties),
            *(percent(line.chance[party]) for party in case.parties),
            estimate(line.both, line.interval),
        )
    return table


def _short(case: Case, party: str) -> str:
    return case.parties[party].short or case.parties[party].name

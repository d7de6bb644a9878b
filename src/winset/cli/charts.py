"""`winset charts`: the charts of a report as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.case.errors import CannotRun, WinsetError
from winset.cli.writing import refuse_folder

if TYPE_CHECKING:
    from winset.study.document import Study

PNG_SCALE = 2
"""Pixels a unit: sharp on paper and on fine screens."""


@click.command()
@click.argument("source", metavar="CASE_OR_STUDY")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["svg", "png", "json"]),
    default="svg",
    show_default=True,
    help="Pictures, or the Vega-Lite specifications themselves.",
)
@click.option("--force", is_flag=True, help="Replace files of the same names.")
def command(source: str, folder: Path, kind: str, *, force: bool) -> None:
    """Write every chart of a study into DIR, one file each.

    CASE_OR_STUDY is a study as `winset analyse --output` writes it, or a case to analyse first.
    Nothing is loaded from a network. Pictures need the extra `charts`.

    Exit codes: 0 done; 2 a mistake in the input, or a file is there already; 3 the extra is
    missing.
    """
    from winset.report.charts import charts  # noqa: PLC0415  costs start-up time

    refuse_folder(folder)
    drawn = charts(_study(source))
    files = {name: folder / f"{name}.{kind}" for name in drawn}
    there = [str(path) for path in files.values() if path.exists()]
    if there and not force:
        raise WinsetError(
            f"{', '.join(there)}: there already; choose another folder, or replace with --force."
        )
    pictures = {name: picture(spec, kind) for name, spec in drawn.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        path.write_bytes(pictures[name])
        click.echo(path)


def picture(spec: dict[str, Any], kind: str) -> bytes:
    """Return a chart as the bytes of a `svg`, `png` or `json` file.

    Raises:
        CannotRun: a picture is wanted and vl-convert is not installed.
    """
    if kind == "json":
        return (json.dumps(spec, ensure_ascii=False, indent=2) + "\n").encode()
    try:
        import vl_convert  # noqa: PLC0415  an extra
    except ImportError:
        raise CannotRun(
            "pictures need the extra `charts`: pip install 'winset[charts]', or use --format json."
        ) from None
    if kind == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, allowed_base_urls=[])
        return png
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg.encode()


def _study(source: str) -> Study:
    """Return the study in a file, or that of a case."""
    from winset.study.document import Study  # noqa: PLC0415

    path = Path(source)
    if path.suffix == ".json" and path.is_file():
        text = path.read_text(encoding="utf-8")
        if '"study"' in text:
            try:
                return Study.from_json(text)
            except ValueError:
                raise WinsetError(
                    f"{path}: not a study that this version reads; analyse the case again."
                ) from None
    from winset.case.loading import load  # noqa: PLC0415
    from winset.study.analyse import analyse  # noqa: PLC0415

    return analyse(load(source))

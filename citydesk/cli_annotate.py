"""The commands for coding by hand: draw a sample, take in what coders filled in, report agreement and quality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk import cli_desk
from citydesk.cli_desk import AS_JSON
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.pipeline.annotation_report import Figure, VariableReport

STRATA = click.Choice(["language", "topic", "city"])
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def annotate() -> None:
    """Coding by hand: samples, codes, agreement."""


@annotate.command("export")
@click.argument("sample")
@click.option("--size", default=200, show_default=True, type=click.IntRange(1, 100_000), help="Articles to draw.")
@click.option("--by", multiple=True, type=STRATA, help="What to spread over, once or more. Default: all three.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="What the draw follows from.")
@click.option("--out", type=FILE, help="The sheet. Default: SAMPLE.csv; beside it SAMPLE-codebook.md.")
@click.pass_obj
def export_sheet(place: Place, sample: str, size: int, by: Sequence[str], seed: int, out: Path | None) -> None:
    """Draw SAMPLE and write the sheet that each coder fills in."""
    from citydesk.pipeline.sampling import draw, write_codebook, write_sheet

    settings = place.settings()
    sheet = out or Path(f"{sample}.csv")
    if sheet.exists():
        raise ConfigError(f"{sheet}: is there already; name another file with --out")
    with place.open(settings) as archive:
        draw(archive, sample, size, by or ("language", "topic", "city"), seed, cli_desk.now())
        count = write_sheet(archive, sample, sheet)
    codebook = sheet.with_name(f"{sheet.stem}-codebook.md")
    write_codebook(settings.vocabulary, codebook)
    click.echo(f"{count} articles in {sheet}; what to fill in: {codebook}")


@annotate.command("import")
@click.argument("sample")
@click.argument("file", type=FILE)
@click.option("--coder", required=True, help="A name for who coded, that tells nobody: a, b, c.")
@click.pass_obj
def import_sheet(place: Place, sample: str, file: Path, coder: str) -> None:
    """Take in what a coder of SAMPLE filled in into a copy of its sheet, in place of what they filled in before."""
    from citydesk.pipeline.sampling import read_sheet

    settings = place.settings()
    with place.open(settings) as archive:
        count = read_sheet(archive, settings.vocabulary, sample, coder, file)
    click.echo(f"{count} articles coded by {coder}")


@annotate.command("report")
@click.argument("sample")
@click.option("--resamples", default=1000, show_default=True, type=click.IntRange(100, 100_000), help="For intervals.")
@AS_JSON
@click.pass_obj
def report_sample(place: Place, sample: str, resamples: int, as_json: bool) -> None:
    """Tell how far the coders of SAMPLE agree, and the system with them."""
    from citydesk.pipeline.annotation_report import report

    with place.open(place.settings()) as archive:
        found = report(archive, sample, resamples)
    cli_desk.show([asdict(one) for one in found], as_json, [line for one in found for line in _lines(one)])


def _lines(one: VariableReport) -> list[str]:
    return [
        f"{one.variable}: {one.articles} articles by two coders or more, {one.coders} coders",
        f"  Krippendorff's alpha {_said(one.alpha)}",
        f"  {one.agreed} values agreed on, {one.disputed} disputed and left out",
        f"  precision of the system {_said(one.precision)}",
        f"  recall of the system {_said(one.recall)}",
    ]


def _said(figure: Figure) -> str:
    if figure.value is None:
        return "can't be told"
    between = f" ({figure.interval[0]:.2f} to {figure.interval[1]:.2f})" if figure.interval else ""
    return f"{figure.value:.3f}{between}"

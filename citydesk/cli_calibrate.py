"""The command that fits means and verdicts to one's own archive."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
FILE = click.Path(dir_okay=False, path_type=Path)
WHEN = ("before", "after")


@click.command()
@click.option("--pairs", type=FILE, help="Labelled pairs beside the editors' decisions, as JSON Lines.")
@click.option("--keep", is_flag=True, help="Let the next `process` use what was fitted.")
@click.option("--forget", is_flag=True, help="Go back to the means and coefficients that are shipped.")
@AS_JSON
@click.pass_obj
def calibrate(place: Place, pairs: Path | None, keep: bool, forget: bool, as_json: bool) -> None:
    """Fit language means to the archive, and verdicts to labelled pairs; show what changes."""
    from citydesk.archive.calibrations import forget_calibrations
    from citydesk.engine import make_encoder
    from citydesk.pipeline.calibrate import calibrate as run

    if forget and (keep or pairs):
        raise ConfigError("--forget goes alone; leave the other options out")
    settings = place.settings()
    encoder = make_encoder(settings.service.model)
    with place.open(settings) as archive:
        if forget:
            with archive.write():
                count = forget_calibrations(archive, encoder.model_id)
            words = f"{count} calibrations forgotten; run `citydesk process`"
            click.echo(json.dumps({"forgotten": count}) if as_json else words)
            return
        report = run(archive, encoder, pairs, datetime.now(UTC), keep=keep).report
    click.echo(json.dumps(report, indent=1) if as_json else _words(report, keep))


def _words(report: dict[str, Any], keep: bool) -> str:
    lines = [f"{'':38}{'before':>10}{'after':>10}"]
    for name, words in (("mean", "cosine of unrelated articles, mean"), ("high", "  99.5th percentile")):
        lines.append(f"{words:38}" + "".join(f"{report['background'][when][name]:>10.3f}" for when in WHEN))
    for where, words in (("within", "inside a language"), ("across", "across languages")):
        pairs = report[where]["after"]["pairs"]
        for name in ("precision", "recall") if pairs else ():
            label = f"{words}, {pairs} pairs: {name}"
            lines.append(f"{label:38}" + "".join(f"{report[where][when][name]:>10.3f}" for when in WHEN))
    lines.append(f"kept as {report['version']}; run `citydesk process`" if keep else "nothing was kept; --keep does")
    return "\n".join(lines)

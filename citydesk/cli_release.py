"""The commands that make a release for others, and verify one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk import cli_desk
from citydesk.cli_desk import AS_JSON
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("period")
@click.option("--out", type=FOLDER, help="The folder, which must not exist. Default: citydesk-PERIOD.")
@AS_JSON
@click.pass_obj
def release(place: Place, period: str, out: Path | None, as_json: bool) -> None:
    """Write what was published in PERIOD (2026-W46, 2026-11, a day) as a folder for others, frozen and checksummed."""
    from citydesk.pipeline.packaging import release as run
    from digest.period import period_named

    settings = place.settings()
    try:
        days = period_named(period)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    with place.open(settings) as archive:
        done = run(archive, settings, days, out or Path(f"citydesk-{days.name}"))
    texts = ", ".join(f"{count} {name}" for name, count in done.rights.items())
    lines = [
        f"{done.folder}: {done.articles} articles ({texts}) in {done.stories} stories, {len(done.issues)} issues",
        f"sha256 of SHA256SUMS: {done.sha256}",
    ]
    cli_desk.show(asdict(done), as_json, lines)


@click.command()
@click.argument("package", type=FOLDER)
@AS_JSON
def verify(package: Path, as_json: bool) -> None:
    """Verify the release in the folder PACKAGE: every byte, its archive, every issue derived again."""
    from citydesk.pipeline.package_verifying import verify_package

    found = verify_package(package)
    state = "differs from what was released" if found.differences else "is what was released"
    line = f"{package} {state}: {found.files} files, {len(found.issues)} issues"
    cli_desk.show(asdict(found), as_json, [line, *found.differences])
    sys.exit(1 if found.differences else 0)

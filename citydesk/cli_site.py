"""The command that makes publications known: as a folder of files, to a hub, to programs of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk import cli_desk, progress
from citydesk.cli_desk import AS_JSON
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.listeners import Call

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--site", "folder", type=FOLDER, help="Write the public pages into this folder, for any web server.")
@click.option("--hub", "tells_hub", is_flag=True, help="Tell the hub of issues published that it was not told of.")
@click.option("--webhooks", "calls", is_flag=True, help="Tell the webhooks of config what they were not told of.")
@AS_JSON
@click.pass_obj
def publish(place: Place, folder: Path | None, tells_hub: bool, calls: bool, as_json: bool) -> None:
    """Write the public pages as files; tell the WebSub hub and webhooks what is new."""
    from citydesk.hub import tell_hub
    from citydesk.web.public.folder import write_site
    from citydesk.webhooks import call_webhooks

    if folder is None and not (tells_hub or calls):
        raise ConfigError("name what to do: --site FOLDER, --hub, --webhooks, or several of them")
    settings = place.settings()
    told: dict[str, object] = {}
    lines = []
    with place.open(settings) as archive:
        if folder is not None:
            done = write_site(archive, settings, folder, progress.show)
            told |= {"site": asdict(done)}
            lines.append(f"{folder}: {done.files} files, {done.changed} written, {done.removed} removed")
        if tells_hub:
            pings = tell_hub(archive, settings, cli_desk.now())
            told |= {"hub": [asdict(one) for one in pings]}
            lines += _lines(pings) or ["nothing new to tell"]
        if calls:
            called = call_webhooks(archive, settings, cli_desk.now())
            told |= {"webhooks": [asdict(one) for one in called]}
            lines += _lines(called)
    cli_desk.show(told, as_json, lines)


def _lines(calls: Sequence[Call]) -> list[str]:
    return [f"{one.listener}: {one.issue} revision {one.revision}: {one.outcome}" for one in calls]

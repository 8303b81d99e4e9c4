"""The command that serves the web pages until it is stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citydesk.cli import Place


@click.command()
@click.option("--host", help="Network address to listen on. Default: [serve] host of service.toml.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port. Default: [serve] port of service.toml.")
@click.option("--no-schedule", is_flag=True, help="Only serve pages: neither crawl nor publish.")
@click.pass_obj
def serve(place: Place, host: str | None, port: int | None, no_schedule: bool) -> None:
    """Serve the editors' desk until stopped; crawl, process and publish on schedule."""
    from citydesk.web.app import create_app
    from citydesk.web.server import make_server

    settings = place.settings()
    told = settings.service.serve
    told = told.model_copy(update={"host": host or told.host, "port": told.port if port is None else port})
    app = create_app(settings, place.archive or settings.service.archive.path, _now, keeps_schedule=not no_schedule)
    click.echo(f"serving {told.address} on {told.host} port {told.port}; stop with Ctrl-C", err=True)
    make_server(app, told).run()


def _now() -> datetime:
    return datetime.now(UTC)

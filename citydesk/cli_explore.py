"""The command that shows an archive in the browser, table by table, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citydesk.cli import Place


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Network address to listen on.")
@click.option("--port", default=8601, show_default=True, type=click.IntRange(1, 65535), help="Port.")
@click.pass_obj
def explore(place: Place, host: str, port: int) -> None:
    """Show the archive, or that of a release, in the browser: tables, facets, questions, SQL. Nothing is changed."""
    import uvicorn

    from citydesk.archive.files import reading
    from citydesk.web.explore import make_explorer
    from citydesk.web.shield import Shield

    settings = place.settings()
    path = place.archive or settings.service.archive.path
    with reading(path):  # whether there is one
        pass
    app = Shield(make_explorer(path, settings.service.explore), f"http://{host}:{port}/")
    click.echo(f"exploring {path} at http://{host}:{port}/; stop with Ctrl-C", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)

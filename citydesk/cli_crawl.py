"""The commands that crawl, and tell how it went."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from citydesk import progress
from citydesk.cli_sources import chosen

if TYPE_CHECKING:
    from citydesk.cli import Place

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")


@click.command()
@click.argument("keys", nargs=-1)
@click.option("--due", is_flag=True, help="Only what is due by the rhythm of each source.")
@AS_JSON
@click.pass_obj
def crawl(place: Place, keys: Sequence[str], due: bool, as_json: bool) -> None:
    """Fetch what is new from the enabled sources, or only from those named KEYS."""
    from citydesk.pipeline.crawl import crawl as run
    from citydesk.pipeline.due import zones_of
    from citydesk.pipeline.health import totals

    settings = place.settings()
    asked = chosen(settings, keys)
    zones = zones_of(settings.vocabulary.cities, settings.service.schedule.zone) if due else None
    with place.open(settings) as archive:
        requests = run(archive, asked, settings.service.crawl, now, progress.show, zones=zones)
        told = totals(archive, now()) | {"requests": requests}
    if as_json:
        _print_json(told)
    else:
        click.echo(f"{requests} requests made")


@click.command()
@AS_JSON
@click.pass_obj
def status(place: Place, as_json: bool) -> None:
    """Tell what the archive holds, how the last crawl went, and which sources are in trouble."""
    from citydesk.pipeline.health import totals

    with place.open(place.settings()) as archive:
        told: dict[str, Any] = totals(archive, now())
    if as_json:
        _print_json(told)
        return
    for key, trouble in told["sources_in_trouble"].items():
        click.echo(f"{key:32} {trouble}")
    counted = [f"{told[name]} {name}" for name in ("sources", "pages", "articles", "versions", "stories", "issues")]
    click.echo(", ".join(counted))
    _echo_counts("state of sources", told["source_states"])
    _echo_counts("last crawl", told["last_crawl"])
    _echo_counts("pages without an article", told["pages_without_article"])


def now() -> datetime:
    """Return the time it is."""
    return datetime.now(UTC)


def _echo_counts(what: str, counts: dict[str, int]) -> None:
    if counts:
        click.echo(f"{what}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))

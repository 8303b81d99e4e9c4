"""The commands on the places that publish: list them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.settings import Settings
    from crawler.article import Source

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")


@click.group()
def sources() -> None:
    """The places that publish."""


@sources.command("list")
@AS_JSON
@click.pass_obj
def list_command(place: Place, as_json: bool) -> None:
    """List the sources of config: key, kind, language, grade, whether enabled, address."""
    found = place.settings().sources
    if as_json:
        _print_json([asdict(source) for source in found])
        return
    for source in found:
        state = " " if source.is_enabled else "off"
        click.echo(f"{source.key:32} {source.kind:9} {source.language or '-':3} {source.grade} {state:3} {source.url}")
    click.echo(f"{sum(source.is_enabled for source in found)} of {len(found)} sources are enabled")


def chosen(settings: Settings, keys: Sequence[str]) -> list[Source]:
    """Return the sources of these keys, all without any; raise ConfigError for a key there is none of."""
    by_key = {source.key: source for source in settings.sources}
    for key in keys:
        if key not in by_key:
            raise ConfigError(f'no source is named "{key}"; there are: {", ".join(sorted(by_key))}')
    return [by_key[key] for key in keys] if keys else list(settings.sources)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))

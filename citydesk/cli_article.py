"""The command that shows the versions of an article, and what each changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place


@click.group()
def article() -> None:
    """Single articles."""


@article.command("versions")
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
@click.pass_obj
def versions_command(place: Place, id: str, as_json: bool) -> None:
    """Print the versions of ID, an article by id or address: when each was seen, and what it changed."""
    from citydesk.archive.articles import find_article
    from citydesk.archive.versions import load_versions, seen_times
    from crawler.changes import changes

    with place.open(place.settings()) as archive:
        found = find_article(archive, id)
        if found is None:
            raise ConfigError(f'no article is named "{id}"; `citydesk search WORDS` names those there are')
        versions, seen = load_versions(archive, [found])[found], seen_times(archive, found)
    told = []
    for before, one in zip([None, *versions], versions, strict=False):
        changed = changes(f"{before.title}\n\n{before.text}", f"{one.title}\n\n{one.text}") if before else ()
        told.append({"version": one.number, "title": one.title, "is_current": one.is_current,
                     "seen_first": seen[one.number][0], "seen_last": seen[one.number][1],
                     "changes": [asdict(change) for change in changed]})  # fmt: skip
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for row in told:
        current = "  current" if row["is_current"] else ""
        click.echo(
            f"version {row['version']}, seen {row['seen_first']} to {row['seen_last']}{current}\n  {row['title']}"
        )
        for change in row["changes"]:  # type: ignore[attr-defined]
            click.echo(f"  - {change['before']}\n  + {change['after']}")

"""The command that searches the archive: by words, by meaning in any language, or by both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from citydesk.config_checks import check_line, check_search
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.pipeline.search import By
    from citydesk.settings import Settings


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--by", type=click.Choice(["words", "meaning", "both"]), default="words", show_default=True,
              help="What has to agree; by meaning, articles in any language answer.")  # fmt: skip
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--stories", "is_one_a_story", is_flag=True, help="The best article of each story only.")
@click.option("--recent", is_flag=True, help="Newer articles count more.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As the archive knew it at the end of this day, UTC.")
@click.option("--as-edition", "title", help="Print a table for editions.toml that asks for the same, under this title.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
@click.pass_obj
def search(place: Place, words: Sequence[str], by: By, limit: int, is_one_a_story: bool, recent: bool,
           as_of: datetime | None, title: str | None, as_json: bool) -> None:  # fmt: skip
    """Search the articles for WORDS: all of them, in any form, with or without accents.

    "two words" side by side; AND, OR, NOT or -word; word*; title:word; city:, topic: and project: with a name in any
    language or a key; source:, language: and story: with a key; after: and before: with a date.
    """
    from citydesk.pipeline.search import Wish
    from citydesk.pipeline.search import search as run

    settings = place.settings()
    now = datetime.now(UTC)
    if title is not None:
        _print_edition(settings, title, " ".join(words), by)
        return
    wish = Wish(limit=limit, by=by, is_one_a_story=is_one_a_story, recent_at=now if recent else None, as_of=_end(as_of))
    with place.open(settings) as archive:
        meanings = None
        if by != "words":
            from citydesk.engine import make_encoder
            from citydesk.pipeline.meanings import Meanings

            meanings = Meanings(archive=archive, encoder=make_encoder(settings.service.model))
        found = run(archive, " ".join(words), wish, meanings, settings.vocabulary)
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in found], ensure_ascii=False, indent=1, default=str))
        return
    for hit in found:
        click.echo(f"{str(hit.published or 'undated')[:10]}  {hit.source_name} ({hit.language})")
        click.echo(f"            {hit.title}\n            {hit.url}")
    click.echo(f"{len(found)} articles")


def _print_edition(settings: Settings, title: str, question: str, by: By) -> None:
    from citydesk.pipeline.source_tables import table_of_search

    if by != "words":
        raise ConfigError(
            "an edition goes by words: each story is nearer in meaning or less, and none is in or out; leave out --by"
        )
    try:
        asked = check_search(question)
        shown = check_line(title)
    except ValueError as error:
        raise ConfigError(f'"{question}" under "{title}": {error}') from None
    if not asked:
        raise ConfigError("the edition asks for nothing; give words")
    zone = settings.editions[0].zone if settings.editions else "Europe/Brussels"
    click.echo(table_of_search(shown, asked, zone, {one.key for one in settings.editions}))


def _end(day: datetime | None) -> datetime | None:
    return day.replace(hour=23, minute=59, second=59, tzinfo=UTC) if day else None

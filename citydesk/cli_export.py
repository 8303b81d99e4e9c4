"""The command that gives articles, stories or entries as a table: CSV, JSON Lines or Parquet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk.errors import CitydeskError, ConfigError

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.cli import Place
    from nlp.vocabulary import Vocabulary

MOST = 1_000_000  # articles that a search may give


@click.command()
@click.argument("table", type=click.Choice(["articles", "stories", "entries"]), default="articles")
@click.option("--format", "name", type=click.Choice(["csv", "jsonl", "parquet"]), default="csv", show_default=True)
@click.option("--edition", help="Only what issues of this edition told.")
@click.option("--query", help="Only what a search for these words finds.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default: standard output.")
@click.pass_obj
def export(place: Place, table: str, name: str, edition: str | None, query: str | None, out: Path | None) -> None:
    """Give TABLE (articles, stories or entries), whole or in part, row by row."""
    from citydesk.archive.datasets import DATASETS, rows
    from citydesk.pipeline.tables import WRITERS

    settings = place.settings()
    if edition is not None and edition not in {one.key for one in settings.editions}:
        raise ConfigError(f'no edition is named "{edition}"')
    with place.open(settings) as archive:
        found = rows(archive, DATASETS[table], _wanted(archive, settings.vocabulary, edition, query), edition)
        if out is None:
            WRITERS[name](found, DATASETS[table], sys.stdout.buffer)
            return
        part = out.with_name(f"{out.name}.part")
        try:
            with part.open("wb") as file:
                count = WRITERS[name](found, DATASETS[table], file)
            part.replace(out)
        except OSError as error:
            raise CitydeskError(f"{out}: can't be written ({error.strerror}); name another file") from error
        finally:
            part.unlink(missing_ok=True)
    click.echo(f"{count} {table} in {out}", err=True)


def _wanted(archive: Archive, vocabulary: Vocabulary, edition: str | None, query: str | None) -> list[str] | None:
    """Return the articles that are asked for, None for all."""
    from citydesk.archive.datasets import told_by
    from citydesk.pipeline.search import Wish, search

    told = told_by(archive, edition) if edition is not None else None
    if query is None:
        return told
    found = [hit.id for hit in search(archive, query, Wish(limit=MOST, is_strict=True), vocabulary=vocabulary)]
    return found if told is None else sorted({*found} & {*told})

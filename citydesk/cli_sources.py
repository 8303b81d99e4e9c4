"""The commands on the places that publish: list, check and discover them; exchange them with feed readers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citydesk.config_checks import check_address
from citydesk.errors import CitydeskError, ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.pipeline.probing import Probe
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


@sources.command("check")
@click.argument("keys", nargs=-1)
@AS_JSON
@click.pass_obj
def check_command(place: Place, keys: Sequence[str], as_json: bool) -> None:
    """Ask all sources, or those named KEYS, what they list now; enabled or not. Nothing is stored."""
    from citydesk.pipeline.probing import probe
    from nlp.language import LanguageIdentifier

    settings = place.settings()
    found = probe(chosen(settings, keys), settings.service.crawl, now(), LanguageIdentifier())
    if as_json:
        _print_json([_told(one) for one in found])
        return
    click.echo(_row("source", "outcome", "entries", "newest", "in", "robots", "remark"))
    for one in found:
        newest = f"{one.newest:%Y-%m-%d}" if one.newest else "-"
        cells = (one.source.key, one.outcome, str(one.entries), newest, one.language or "-", one.robots, _remark(one))
        click.echo(_row(*cells))
    click.echo(f"{sum(one.is_proved for one in found)} of {len(found)} list news")


@sources.command("discover")
@click.argument("url")
@click.option("--table", "as_table", is_flag=True, help="Print a line each instead of TOML.")
@AS_JSON
@click.pass_obj
def discover_command(place: Place, url: str, as_table: bool, as_json: bool) -> None:
    """Look for what lists the news of the site at URL, and print it as tables for sources.toml, the best first."""
    from citydesk.pipeline.probing import discover
    from citydesk.pipeline.source_tables import table_of_probe
    from nlp.language import LanguageIdentifier

    settings = place.settings()
    name, found = discover(_address(url), settings.service.crawl, now(), LanguageIdentifier())
    if not found:
        raise CitydeskError(f"{url}: nothing there lists news by itself; write a listing with link_selector by hand")
    if as_json:
        _print_json([_told(one) for one in found])
        return
    taken = {source.key for source in settings.sources}
    for one in found:
        if as_table:
            newest = f"{one.newest:%Y-%m-%d}" if one.newest else "-"
            click.echo(f"{one.source.kind:9} {one.entries:>5} {newest:10} {one.language or '-':3} {one.source.url}")
            continue
        table = table_of_probe(one, name, settings.vocabulary.cities, taken, now())
        taken.add(table[1 : table.index("]")])
        click.echo("".join(f"# {title}\n" for title in one.titles) + table)


@sources.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export_command(place: Place, file: Path) -> None:
    """Write the sources of config into FILE as OPML, for feed readers."""
    from crawler.opml import write_opml

    found = place.settings().sources
    try:
        file.write_bytes(write_opml(found, "Sources of citydesk"))
    except OSError as error:
        raise ConfigError(f"{file}: can't be written: {error.strerror}; name another file") from error
    click.echo(f"{len(found)} sources written to {file}")


@sources.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def import_command(place: Place, file: Path) -> None:
    """Print the feeds of the OPML file FILE that config lacks, as tables for sources.toml; switched off."""
    from citydesk.pipeline.source_tables import table_of_outline
    from crawler.opml import read_opml

    settings = place.settings()
    try:
        outlines = read_opml(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: can't be read: {error.strerror}; name a file that is there") from error
    except ValueError as error:
        raise ConfigError(f"{file}: {error}; export it again as OPML") from error
    known, taken = {source.url for source in settings.sources}, {source.key for source in settings.sources}
    for outline in outlines:
        if outline.url not in known:
            table = table_of_outline(outline, file.name, taken)
            taken.add(table[1 : table.index("]")])
            click.echo(table)


def now() -> datetime:
    """Return the time it is."""
    return datetime.now(UTC)


def chosen(settings: Settings, keys: Sequence[str]) -> list[Source]:
    """Return the sources of these keys, all without any; raise ConfigError for a key there is none of."""
    by_key = {source.key: source for source in settings.sources}
    for key in keys:
        if key not in by_key:
            raise ConfigError(f'no source is named "{key}"; there are: {", ".join(sorted(by_key))}')
    return [by_key[key] for key in keys] if keys else list(settings.sources)


def _told(found: Probe) -> dict[str, Any]:
    told = asdict(found) | {"source": found.source.key, "kind": found.source.kind, "url": found.source.url}
    return told | {"is_proved": found.is_proved}


def _remark(found: Probe) -> str:
    remarks = [found.reason] if found.reason else []
    if found.answers_as and found.outcome != "ok":
        remarks.append(f"answers as {found.answers_as}")
    if found.moved_to:
        remarks.append(f"moved to {found.moved_to}")
    if found.outcome == "ok" and not found.is_proved:
        remarks.append("lists too little")
    if found.language and found.source.language not in (None, found.language):
        remarks.append(f"config says {found.source.language}")
    return "; ".join(remarks)


def _row(*cells: str) -> str:
    widths = (32, 12, 7, 10, 3, 9, 0)
    shown = ("".join(letter if letter.isprintable() else "?" for letter in cell) for cell in cells)
    return " ".join(f"{cell:{width}}" for cell, width in zip(shown, widths, strict=True)).rstrip()


def _address(url: str) -> str:
    try:
        return check_address(url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise ConfigError(f"{url}: {error}") from error


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))

"""The commands that keep the archive well: back up, restore, check, vacuum."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk import cli_desk
from citydesk.cli_desk import AS_JSON

if TYPE_CHECKING:
    from citydesk.cli import Place

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--keep", default=14, show_default=True, type=click.IntRange(1, 10_000), help="Backups that stay.")
@click.option("--list", "is_list", is_flag=True, help="List the backups instead.")
@AS_JSON
@click.pass_obj
def backup(place: Place, folder: Path, keep: int, is_list: bool, as_json: bool) -> None:
    """Back up the archive into FOLDER while it is in use: verified, and only what changed is stored anew."""
    from citydesk.pipeline.backing_up import back_up, names

    if is_list:
        found = names(folder)
        cli_desk.show(found, as_json, found or ["no backup yet"])
        return
    done = back_up(_path(place), folder, cli_desk.now(), keep)
    line = f"backup {done.name}: {_size(done.bytes)}, {_size(done.written)} new"
    cli_desk.show(asdict(done), as_json, [line, *(f"removed {name}" for name in done.removed)])


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--at", "name", help="Name of the backup, as 2026-11-27T210000Z. Default: the newest.")
@click.option("--replace", is_flag=True, help="Put the archive that is there aside, as ….before-restore.")
@AS_JSON
@click.pass_obj
def restore(place: Place, folder: Path, name: str | None, replace: bool, as_json: bool) -> None:
    """Bring the archive back from the backups in FOLDER, verified. Stop what writes to it first."""
    from citydesk.pipeline.backing_up import restore as run

    path = _path(place)
    done = run(folder, path, name, replace=replace)
    told = {"name": done.name, "bytes": done.bytes, "path": str(path)}
    cli_desk.show(told, as_json, [f"{path} is the backup {done.name} now: {_size(done.bytes)}"])


@click.command()
@click.option("--quick", "is_quick", is_flag=True, help="Leave out what has to be hashed again: pages, texts, vectors.")
@click.option("--repair", is_flag=True, help="Rebuild the index for search first.")
@AS_JSON
@click.pass_obj
def check(place: Place, is_quick: bool, repair: bool, as_json: bool) -> None:
    """Tell what is wrong with the archive, a line a finding, each with its remedy."""
    from citydesk.pipeline import checking

    path = _path(place)
    if repair:
        checking.repair(path)
    found = checking.check(path, is_quick=is_quick)
    cli_desk.show([asdict(one) for one in found], as_json, [*map(str, found)] or [f"{path} is sound"])
    sys.exit(1 if found else 0)


@click.command()
@click.option("--pages-older-than", "days", type=click.IntRange(1), help="Let go of the bodies of pages older than so "
              "many days, but for those of articles that a published issue tells.")  # fmt: skip
@AS_JSON
@click.pass_obj
def vacuum(place: Place, days: int | None, as_json: bool) -> None:
    """Write the archive anew without the room of what was deleted. Needs that much free space again."""
    from citydesk.archive.files import compact
    from citydesk.archive.retention import let_go

    with place.open(place.settings()) as archive:
        pages = let_go(archive, cli_desk.now() - timedelta(days=days)) if days else 0
        before, after = compact(archive)
    told = {"pages": pages, "before": before, "after": after}
    lines = [f"{pages} page bodies let go"] if days else []
    cli_desk.show(told, as_json, [*lines, f"{_size(before)} before, {_size(after)} now"])


def _path(place: Place) -> Path:
    return place.archive or place.settings().service.archive.path


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"

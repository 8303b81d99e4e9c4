"""Archives that earlier schemas made: brought up to date, sound, with all they held, and ready for work."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from citydesk.archive import Archive
from citydesk.pipeline.checking import check
from citydesk.pipeline.search import Wish, search
from tests.fakes import ROOT, run_process

SCHEMAS = sorted((ROOT / "tests" / "data" / "schemas").glob("*.sql"))
KEPT = dict.fromkeys(("sources", "articles", "versions"), "*")  # what is never worked out again
KEPT["fetches"] = "id, crawl, source, url, of, fetched_at, bytes, page"  # the words for outcomes are others since 14


def as_it_was(dump: Path, folder: Path) -> Path:
    """Write an archive as an earlier citydesk left it."""
    path = folder / "archive.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump.read_text("utf-8"))
        raw.commit()
    return path


def shape(archive: Archive) -> set[tuple[object, ...]]:
    """Return what a schema is made of: columns of tables and views, indexes, triggers."""
    objects = archive.rows("SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    columns = archive.rows(
        'SELECT tables.name, columns.name, columns.type, columns."notnull", columns.pk'
        " FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns"
        " WHERE tables.name NOT LIKE 'sqlite_%'"
    )
    return {tuple(row) for row in (*objects, *columns)}


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        return {name: sorted(raw.execute(f"SELECT {columns} FROM {name}")) for name, columns in KEPT.items()}


@pytest.mark.parametrize("dump", SCHEMAS, ids=lambda path: path.stem)
def test_an_earlier_archive_is_brought_up_to_date_and_work_goes_on(dump: Path, tmp_path: Path) -> None:
    path = as_it_was(dump, tmp_path)
    was = held(path)
    with Archive(path) as archive, Archive(":memory:") as fresh:
        assert shape(archive) == shape(fresh)
    assert {name: [row[: len(was[name][0])] for row in rows] for name, rows in held(path).items()} == was
    assert check(path) == []

    with Archive(path) as archive:
        run_process(archive)
        members = archive.rows("SELECT story, count(*) AS n FROM story_members GROUP BY story ORDER BY n")
        assert [row["n"] for row in members] == [1, 2]
        assert [hit.title for hit in search(archive, "library", Wish())] == ["Library opens on Sundays"]
        assert run_process(archive).tagged == 0
    assert check(path) == []


def test_who_was_told_of_a_publication_is_not_told_again_after_the_two_lists_became_one() -> None:
    schema = ROOT / "citydesk" / "schema"
    before = "\n".join((schema / name).read_text("utf-8") for name in ("11_public_pages.sql", "20_api.sql"))
    old = "".join(
        f"{part};" for part in before.split(";") if "CREATE TABLE hub_pings" in part or "webhook_calls" in part
    )
    with contextlib.closing(sqlite3.connect(":memory:")) as raw:
        raw.executescript(f"CREATE TABLE revisions (issue TEXT, revision INTEGER, PRIMARY KEY (issue, revision));{old}")
        raw.execute("INSERT INTO hub_pings VALUES ('network-2026-W46', 1, 'https://hub.test/', '2026-11-16', 'told')")
        raw.execute(
            "INSERT INTO webhook_calls VALUES ('network-2026-W46', 1, 'https://a.test/', '2026-11-17', 3, 'no')"
        )
        raw.executescript((schema / "23_told_of_publications.sql").read_text("utf-8"))
        assert list(raw.execute("SELECT * FROM publication_calls ORDER BY listener")) == [
            ("network-2026-W46", 1, "https://a.test/", "2026-11-17", 3, "no"),
            ("network-2026-W46", 1, "https://hub.test/", "2026-11-16", 1, "told"),
        ]

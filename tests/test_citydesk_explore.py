"""The archive in the browser: described, searchable, read-only, with limits, for editors only where it is served."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from citydesk.archive import Archive, crawling
from citydesk.archive.canned import CANNED
from citydesk.archive.described import described_in
from citydesk.service_models import Explore
from citydesk.web.explore import make_explorer, match_words
from tests.fakes import ROOT, run_process, source
from tests.served import EDITOR, PASSWORD, served
from tests.test_citydesk_cli import Run, run
from tests.test_citydesk_pipeline import demo_articles, put

__all__ = ["run"]
LIMITS = Explore(enabled=True, query_seconds=0.3, max_rows=50)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("explore") / "archive.sqlite"
    with Archive(found) as archive:
        articles = demo_articles()[::2]
        crawling.save_sources(archive, [source(key) for key in sorted({one.source for one in articles})])
        put(archive, *articles)
        run_process(archive)
    return found


@pytest.fixture(scope="module")
def get(path: Path) -> Any:
    """Return what asks the explorer for a page or JSON."""
    app = make_explorer(path, LIMITS)

    def get(url: str, method: str = "GET", **params: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, url, params=params)

        return asyncio.run(ask())

    return get


def test_tables_and_columns_are_described(get: Any) -> None:
    page = get("/archive/articles_flat").text
    assert "An article a row, in its current version." in page
    assert "Canonical address." in page
    assert 'id="facet-language"' in page


def test_what_is_described_is_what_the_file_says_of_itself(path: Path, tmp_path: Path) -> None:
    copied = tmp_path / "archive.sqlite"
    shutil.copy(path, copied)
    with Archive(path) as archive:
        archive.run("PRAGMA wal_checkpoint(TRUNCATE)")
        names = [column["name"] for column in archive.rows("PRAGMA table_info(tags)")]
        told = described_in(archive.connection)
    assert list(told["tags"][1]) == names
    with closing(sqlite3.connect(copied)) as connection, connection:
        connection.execute("UPDATE columns SET meaning = 'What it is called here.' WHERE name = 'title'")
    page = asyncio.run(_asked(make_explorer(copied, LIMITS), "/archive/articles_flat"))
    assert "What it is called here." in page


async def _asked(app: Any, url: str) -> str:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        return (await client.get(url)).text


def test_a_file_that_says_nothing_of_itself_is_shown_without_words() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert described_in(connection) == {}


def test_only_the_archive_itself_reads_the_docs() -> None:
    """The wheel holds archive.md in citydesk/docs (pyproject.toml); nothing else of docs/."""
    readers = [file.name for room in ("citydesk", "crawler", "nlp", "digest") for file in (ROOT / room).rglob("*.py")
               if '"docs"' in file.read_text("utf-8")]  # fmt: skip
    assert readers == ["described.py"]
    assert '"citydesk.docs" = ["archive.md"]' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("name", [one.name for one in CANNED])
def test_each_canned_question_has_an_answer(get: Any, name: str) -> None:
    told = get(f"/archive/{name}.json", words="cities-grow", _shape="array")
    assert told.status_code == 200, told.text
    assert told.json() or name in ("changes", "not-read", "translations")  # of which this archive has none


def test_search_folds_words_and_takes_no_syntax(get: Any) -> None:
    folded = get("/archive/search.json", words="CITIES-GROW", _shape="array").json()
    assert folded == get("/archive/search.json", words="cities grow", _shape="array").json() != []
    for words in ('"', "NOT", "a AND (", "", "*", "title:x"):
        assert get("/archive/search.json", words=words).status_code == 200
    assert match_words("Łódź  café") == '"lodz" "cafe"*'


@pytest.mark.parametrize(
    ("sql", "status"),
    [
        ("SELECT count(*) FROM articles", 200),
        ("DELETE FROM articles", 400),
        ("WITH x AS (SELECT 1) DELETE FROM articles", 400),
        ("PRAGMA journal_mode = DELETE", 400),
        ("ATTACH DATABASE '/tmp/x' AS x", 400),
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", 400),
        ("SELECT length(zeroblob(900000000))", 400),
    ],
)
def test_sql_only_reads_and_only_so_long(get: Any, path: Path, sql: str, status: int) -> None:
    before = hashlib.sha256(path.read_bytes()).digest()
    assert get("/archive.json", sql=sql).status_code == status
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_rows_have_a_limit_and_nothing_is_downloaded_or_posted(get: Any) -> None:
    told = get("/archive.json", sql="SELECT * FROM articles, sources").json()
    assert told["truncated"] and len(told["rows"]) <= 51  # Datasette reads one more to know
    assert get("/archive.db").status_code == 403
    assert get("/-/permissions", method="POST").status_code == 405


def test_what_changes_shows_at_once(path: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(path, tmp_path / "archive.sqlite"))
    app = make_explorer(own, LIMITS)

    async def count() -> int:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            told = await client.get("/archive.json", params={"sql": "SELECT count(*) FROM crawls", "_shape": "arrays"})
            return int(told.json()["rows"][0][0])

    assert asyncio.run(count()) == 0
    with Archive(own) as archive, archive.write():
        archive.run("INSERT INTO crawls (started_at) VALUES ('2026-11-16T06:00:00Z')")
    app = make_explorer(own, LIMITS)
    assert asyncio.run(count()) == 1


@pytest.fixture(scope="module")
def site(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(path, folder / "archive.sqlite")
    with served(folder, explore=LIMITS) as address:
        yield address


def test_only_editors_explore_the_service_and_every_link_stays_below(site: str) -> None:
    for url in ("/explore/", "/explore/archive", "/explore/archive/articles.json", "/explore/-/static/app.css"):
        told = httpx.get(site + url)
        assert (told.status_code, told.headers["location"]) == (303, "/desk/login")
    with httpx.Client(base_url=site) as client:
        client.post("/desk/login", data={"name": EDITOR, "password": PASSWORD})
        page = client.get("/explore/archive/articles_flat")
        assert page.status_code == 200
        assert "script-src 'self';" in page.headers["content-security-policy"]
        links = {link.split('"')[0] for link in page.text.split('href="/')[1:]}
        assert links and all(link.startswith("explore/") for link in links)
        assert client.get("/explore/-/static/app.css").status_code == 200
        assert client.post("/explore/archive").status_code == 405


def test_without_the_setting_there_is_no_explorer(tmp_path: Path) -> None:
    with served(tmp_path) as address, httpx.Client(base_url=address) as client:
        client.post("/desk/login", data={"name": EDITOR, "password": PASSWORD})
        assert client.get("/explore/").status_code == 404


def test_exploring_nothing_is_told(run: Run) -> None:
    assert run("--archive", "nowhere.sqlite", "explore").err.startswith("citydesk: nowhere.sqlite: is not there")

"""`kill -9` during crawl and during process, then the same command again: the archive of an undisturbed run."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from citydesk.archive import Archive
from citydesk.demo.server import serve_demo
from citydesk.demo.sources import demo_sources
from citydesk.settings import FILES
from crawler.article import Source
from tests.fakes import ROOT

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 60.0
SERVICE = """
[crawl]
allow_loopback = true
delay_seconds = 0.02
timeout_seconds = 1.5
"""
CONTENT = {
    "pages": "SELECT DISTINCT url, final_url, source, status, sha256 FROM pages",
    "listed": "SELECT url, source, title, published, precision, updated, language, text, first_seen FROM listed",
    "validators": "SELECT * FROM validators",
    "outcomes": "SELECT DISTINCT url, of, outcome, reason FROM fetches WHERE outcome <> 'ok-unchanged'",
    "extractions": "SELECT DISTINCT pages.url, article, reason FROM extractions JOIN pages ON pages.id = page",
    "articles": "SELECT * FROM articles",
    "versions": "SELECT article, number, title, text, language, published, precision, date_source, text_hash,"
    " seen_first, seen_last, is_current FROM versions",
    "words": "SELECT term, doc, cnt FROM word_counts",
    "vectors": "SELECT * FROM vectors",
    "steps": "SELECT * FROM steps",
    "tags": "SELECT * FROM tags",
    "pairs": "SELECT * FROM pairs",
    "stories": "SELECT * FROM stories",
    "members": "SELECT * FROM story_members",
    "aliases": "SELECT * FROM story_aliases",
}
Content = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A config folder whose sources are those of a demo web that is being served."""

    config: Path
    folder: Path

    def start(self, archive: Path, command: str, doom: str = "never") -> subprocess.Popen[bytes]:
        """Start a command of citydesk on an archive; `doom` as tests/doomed.py has it."""
        options = ["--config", str(self.config), "--archive", str(archive)]
        words = [sys.executable, "-m", "tests.doomed", doom, *options, command]
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said)

    def has_fetched(self, archive: Path, least: int, process: subprocess.Popen[bytes]) -> bool:
        """Tell whether so many answers are in an archive; fail with what the crawl said if it ends before."""
        assert process.poll() is None, (self.folder / "said").read_text("utf-8")
        return count(archive, "fetches") >= least

    def run(self, archive: Path, command: str, doom: str = "never") -> int:
        """Run a command to its end; return the exit code."""
        with self.start(archive, command, doom) as process:
            return process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("kill")
    config = folder / "config"
    config.mkdir()
    for name in FILES:
        shutil.copy(ROOT / "config" / name, config)
    (config / "service.toml").write_text(SERVICE)
    with serve_demo() as web:
        (config / "sources.toml").write_text("\n".join(map(as_toml, demo_sources(web.port))))
        yield Desk(config=config, folder=folder)


@pytest.fixture(scope="module")
def crawled(desk: Desk) -> Path:
    """Return an archive that was crawled without disturbance."""
    path = desk.folder / "crawled.sqlite"
    assert desk.run(path, "crawl") == 0
    return path


@pytest.fixture(scope="module")
def processed(desk: Desk, crawled: Path) -> Content:
    """Return what an undisturbed run of crawl and process leaves."""
    path = copied(crawled, desk.folder / "processed.sqlite")
    assert desk.run(path, "process") == 0
    return content(path)


def test_killed_crawl_takes_its_child_along_and_goes_on_where_it_was(
    desk: Desk, crawled: Path, processed: Content
) -> None:
    path = desk.folder / "killed-crawls.sqlite"
    for fetches in (1, 12, 45, 100):  # before, among and after the sources' own answers
        process = desk.start(path, "crawl")
        wait_until(partial(desk.has_fetched, path, fetches, process))
        (child,) = children_of(process.pid)
        process.kill()
        process.wait()
        wait_until(partial(is_dead, child))
    assert desk.run(path, "crawl", "save_event:9") == -signal.SIGKILL
    ended = [row[0] for row in rows(path, "SELECT ended_at FROM crawls ORDER BY id")]

    assert ended == [None] * 5
    assert desk.run(path, "crawl") == 0
    assert content(path) == content(crawled)
    assert desk.run(path, "process") == 0
    assert content(path) == processed


def test_killed_processing_leaves_what_an_undisturbed_run_leaves(desk: Desk, crawled: Path, processed: Content) -> None:
    path = copied(crawled, desk.folder / "killed-process.sqlite")
    dooms = (
        "extract_pages:1",
        "extract_pages:40",
        "embed:2",  # vectors are there, the words of search are not
        "embed:3",
        "build_tagger:1",
        "tag_articles:5",
        "group_articles:1",
        "group_articles:2",
    )

    assert [desk.run(path, "process", doom) for doom in dooms] == [-signal.SIGKILL] * len(dooms)
    assert 0 < len(rows(path, "SELECT 1 FROM steps WHERE step = 'group'")) < count(path, "articles")
    assert desk.run(path, "process", "link_stories:1") == -signal.SIGKILL
    assert count(path, "threads") == 0
    assert desk.run(path, "process") == 0
    assert count(path, "threads") > 0
    assert content(path) == processed


def test_killed_opening_leaves_a_file_that_opens_again(desk: Desk) -> None:
    path = desk.folder / "killed-opening.sqlite"

    assert desk.run(path, "status", "_prepare:1") == -signal.SIGKILL
    assert desk.run(path, "status") == 0


def as_toml(source: Source) -> str:
    """Return a source as it is written in sources.toml."""
    lines = [f"[{source.key}]", *(f'{name} = "{value}"' for name, value in stated(source) if value)]
    return "\n".join(lines) + "\n"


def stated(source: Source) -> Iterator[tuple[str, str | None]]:
    """Yield the keys of a source that config knows, with their values."""
    for name in ("name", "url", "kind", "owner", "language", "city", "grade", "evidence", "link_selector"):
        yield name, getattr(source, name)


def content(path: Path) -> Content:
    """Return what an archive holds, but for row numbers, repeated requests and times of fetching."""
    with Archive(path) as archive:
        return {name: sorted((tuple(row) for row in archive.rows(sql)), key=repr) for name, sql in CONTENT.items()}


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with Archive(path) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def count(path: Path, table: str) -> int:
    """Return how many rows a table has; 0 while the archive is being made."""
    return int(str(rows(path, f"SELECT count(*) FROM {table}")[0][0])) if path.exists() else 0


def copied(path: Path, to: Path) -> Path:
    """Copy an archive that nobody has open, and the pages as received beside it."""
    shutil.copytree(path.with_suffix(".warc"), to.with_suffix(".warc"))
    return Path(shutil.copy(path, to))


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something to be so, looking often."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def children_of(parent: int) -> list[int]:
    """Return the processes whose parent has this number."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return [number for number in numbers if state_of(number)[1:] == (str(parent),)]


def is_dead(number: int) -> bool:
    """Tell whether a process has ended, whether or not anybody has taken note of it."""
    return state_of(number)[:1] in ((), ("Z",), ("X",))


def state_of(number: int) -> tuple[str, ...]:
    """Return state and parent of a process, () when there is none."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return ()
    return tuple(stat.rpartition(")")[2].split()[:2])

"""Pages as received: WARC files that others can read, that survive a kill, and from which an archive comes again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from citydesk.archive import Archive, articles, crawling, kept_pages
from citydesk.archive.warc import WarcWriter, is_ours, read_body, read_records, whole_bytes
from citydesk.pipeline.checking import check
from citydesk.pipeline.evidence import let_go, recording, replay
from citydesk.pipeline.importing import import_file, source_named
from citydesk.progress import hide
from crawler.article import Listed, Page, Source
from crawler.crawl import CrawlDone, PageRead, SourceRead
from tests.fakes import NOW, article, dump, page, run_process, source

DAY = timedelta(days=1)
GHENT = source("ghent")
TRAM = "The tram opens on Monday. Line 4 runs from the station to the harbour every ten minutes, says the mayor. " * 3
BUS = "The bus is free for pupils from January on. The council of Ghent has decided so, against the vote of two. " * 3
CONTENT = (
    "SELECT url, final_url, source, fetched_at, status, headers, sha256 FROM pages ORDER BY id",
    "SELECT source, url, of, fetched_at, outcome, reason, bytes FROM fetches ORDER BY id",
    "SELECT started_at, ended_at FROM crawls ORDER BY id",
    "SELECT * FROM listed ORDER BY url",
    "SELECT * FROM validators ORDER BY url",
    "SELECT * FROM publication_days ORDER BY source, day",
    "SELECT * FROM articles ORDER BY id",
    "SELECT article, number, title, text, language, published, precision, text_hash, seen_first, seen_last, is_current"
    " FROM versions ORDER BY article, number",
    "SELECT * FROM stories ORDER BY id",
    "SELECT * FROM story_members ORDER BY article",
    "SELECT * FROM tags ORDER BY article, kind, value",
)


def feed(*slugs: str) -> bytes:
    items = "".join(
        f"<item><title>The {slug} of Ghent</title><link>https://ghent.example/{slug}</link>"
        f"<pubDate>Mon, 09 Nov 2026 0{number}:00:00 GMT</pubDate></item>"
        for number, slug in enumerate(slugs)
    )
    return f"<rss version='2.0'><channel><title>Ghent</title>{items}</channel></rss>".encode()


def told_page(slug: str, text: str) -> PageRead:
    url = f"https://ghent.example/{slug}"
    markup = f"<html><body><article><h1>The {slug} of Ghent</h1><p>{text}</p></article></body></html>"
    return PageRead(source="ghent", url=url, outcome="ok", page=page(url, markup), etag=f'"{len(text)}"')


def told_feed(*slugs: str) -> SourceRead:
    body = feed(*slugs).decode()
    listed = tuple(one for one in _listed(body))
    return SourceRead(
        source="ghent", url=GHENT.url, outcome="ok", page=page(GHENT.url, body), listed=listed, etag='"f"'
    )


def _listed(body: str) -> tuple[Listed, ...]:
    from crawler.answer import read_source
    from crawler.crawl import sift

    return sift(read_source(page(GHENT.url, body), GHENT).listed, GHENT)


def crawl(archive: Archive, *events: SourceRead | PageRead, after: timedelta = timedelta()) -> None:
    """Store and keep what a crawl tells, as citydesk.pipeline.crawl does."""
    at = NOW + after
    crawling.save_sources(archive, [GHENT])
    number = crawling.begin_crawl(archive, at)
    with recording(archive, (GHENT,), at) as evidence:
        for event in events:
            crawling.save_event(archive, number, event, at, evidence.keep(event, at))
        evidence.keep(CrawlDone(statistics={}), at)
        crawling.end_crawl(archive, number, at)


def content(archive: Archive) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in archive.rows(sql)] for sql in CONTENT]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return the path of an archive of two crawls with an edit, a 304, a failure and a page without an article."""
    path = tmp_path / "archive.sqlite"
    later = PageRead(source="ghent", url="https://ghent.example/bus", outcome="unchanged", etag='"1"')
    with Archive(path) as archive:
        crawl(archive, told_feed("tram", "bus"), told_page("tram", TRAM), told_page("bus", BUS))
        edited = told_page("tram", TRAM + "It is blue.")
        assert edited.page is not None
        moved = Page(**{name: getattr(edited.page, name) for name in Page.__slots__} | {"fetched_at": NOW + DAY})
        gone = PageRead(source="ghent", url="https://ghent.example/old", outcome="gone", reason="answered 404")
        edit = PageRead(source="ghent", url=edited.url, outcome="ok", page=moved, etag='"n"')
        crawl(archive, SourceRead(source="ghent", url=GHENT.url, outcome="unchanged"), edit, later, gone, after=DAY)
        run_process(archive)
    return path


def test_bodies_stand_in_a_file_a_day_and_are_read_from_there(filled: Path) -> None:
    with Archive(filled) as archive:
        rows = archive.rows("SELECT * FROM pages ORDER BY id")
        assert [(len(row["body"]), row["warc_file"]) for row in rows] == [
            *[(0, "2026-11-16.warc.gz")] * 3,
            (0, "2026-11-17.warc.gz"),
        ]
        assert kept_pages.page_body(archive, dict(rows[0])) == feed("tram", "bus")
        assert archive.value("SELECT count(*) FROM versions") == 3
    assert check(filled) == []


def test_files_are_warc_as_others_read_it(filled: Path) -> None:
    path = filled.with_suffix(".warc") / "2026-11-16.warc.gz"
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        found = [
            (one.rec_headers.protocol, one.rec_type, one.content_stream().read()[:5]) for one in ArchiveIterator(file)
        ]
    assert found == [
        ("WARC/1.1", "warcinfo", b""),
        ("WARC/1.1", "response", b"<rss "),
        ("WARC/1.1", "response", b"<html"),
        ("WARC/1.1", "response", b"<html"),
        ("WARC/1.1", "metadata", b""),
    ]


def test_archive_comes_again_from_its_files_identically(filled: Path, tmp_path: Path) -> None:
    with Archive(filled) as archive:
        was = content(archive)
    files = sorted(filled.with_suffix(".warc").iterdir())
    again = tmp_path / "again" / "archive.sqlite"
    with Archive(again) as archive:
        for path in [*files, *files]:  # the second time there is nothing to do
            done = import_file(archive, path, source_named([], None), NOW, lambda *_: "en", hide)
        assert done.new == 0
        run_process(archive)
        assert content(archive) == was


def test_lost_archive_finds_its_own_files(filled: Path) -> None:
    with Archive(filled) as archive:
        was, places = content(archive), [tuple(row) for row in archive.rows("SELECT warc_file, warc_offset FROM pages")]
    for lost in filled.parent.glob("archive.sqlite*"):
        lost.unlink()
    with Archive(filled) as archive:
        for path in sorted(filled.with_suffix(".warc").iterdir()):
            replay(archive, path, hide)
        run_process(archive)
        assert content(archive) == was
        assert [tuple(row) for row in archive.rows("SELECT warc_file, warc_offset FROM pages")] == places


def test_pages_read_again_by_the_same_rules_give_the_same(filled: Path) -> None:
    with Archive(filled) as archive:
        was = dump(archive)
        assert kept_pages.wait_again(archive) == 3
        assert archive.value("SELECT count(*) FROM extractions") == 0
        run_process(archive)
        assert dump(archive) == was


def test_page_read_by_other_rules_is_no_edit(filled: Path) -> None:
    with Archive(filled) as archive:
        number, address = archive.rows("SELECT id, url FROM pages WHERE url LIKE '%/bus'")[0]
        better = article("bus", BUS + " And more of it.", title="The bus of Ghent")
        with archive.write():
            assert articles.save_version(archive, better, number, NOW)
        rows = archive.rows("SELECT text FROM versions JOIN articles ON id = article WHERE url = ?", (address,))
        assert [row["text"] for row in rows] == [better.text]
    assert check(filled) == []


KILLED = """
import sys
from tests.test_citydesk_evidence import *
with WarcWriter(Path(sys.argv[1]), NOW) as writer:
    for number in range(100_000):
        writer.write({"event": "PageRead", "url": "", "source": ""}, page("https://ghent.example/", "x" * 9999), NOW)
        if number == 20:
            print("started", flush=True)
"""


def test_record_torn_by_a_kill_is_cut_before_anything_is_added(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    path = tmp_path / "2026-11-16.warc.gz"
    data = path.read_bytes()[: whole_bytes(path)]
    first, *others = read_records(path)
    whole = 1 + len(others)
    assert whole > 20

    for torn in (b"\x1f\x8b\x08", data[:40], os.urandom(50), data[: first.place.length - 1]):
        path.write_bytes(data + torn)
        assert len(list(read_records(path))) == whole
        with WarcWriter(tmp_path, NOW) as writer:
            place = writer.write({"event": "PageRead"}, page("https://ghent.example/", "after"), NOW)
        assert (place.offset, read_body(tmp_path, place)) == (len(data), b"after")


def test_headers_and_bodies_come_back_as_they_were(tmp_path: Path) -> None:
    odd = Page(
        url="https://ghent.example/é", final_url="https://ghent.example/%C3%A9", source="ghent", fetched_at=NOW,
        status=299, headers=(("content-encoding", "gzip"), ("content-length", "3"), ("x-ü", "Ã¼ \x01%"), ("etag", "")),
        body=b"\r\n\r\n\x00\x1f\x8b\xff WARC/1.0\r\n",
    )  # fmt: skip
    with WarcWriter(tmp_path, NOW) as writer:
        writer.write({"event": "PageRead", "url": odd.url, "source": "ghent"}, odd, NOW)

    assert [one.page for one in read_records(writer.path)] == [odd]
    assert is_ours(writer.path)


def test_page_whose_file_is_away_waits_until_it_is_back(filled: Path) -> None:
    folder = filled.with_suffix(".warc")
    with Archive(filled) as archive:
        assert kept_pages.wait_again(archive) == 3
        folder.rename(folder.with_name("away"))
        assert list(kept_pages.pages_to_extract(archive)) == []
        folder.with_name("away").rename(folder)
        assert len(list(kept_pages.pages_to_extract(archive))) == 3


def test_changed_record_is_found_by_check(filled: Path) -> None:
    path = filled.with_suffix(".warc") / "2026-11-17.warc.gz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)

    assert [one.about for one in check(filled)] == ["pages"]


def test_old_files_are_let_go_but_not_what_is_still_needed(filled: Path) -> None:
    folder = filled.with_suffix(".warc")
    with Archive(filled) as archive:
        assert let_go(archive, NOW) == 0
        archive.run("INSERT INTO waiting_pages VALUES (4)")  # of the second day
        assert let_go(archive, NOW + 9 * DAY) == 1
        assert [path.name for path in folder.iterdir()] == ["2026-11-17.warc.gz"]
        archive.run("DELETE FROM waiting_pages")
        assert let_go(archive, NOW + 9 * DAY) == 1
    assert check(filled) == []


def test_archive_in_memory_holds_the_bodies_itself() -> None:
    with Archive(":memory:") as archive:
        crawl(archive, told_page("tram", TRAM))
        assert len(list(kept_pages.pages_to_extract(archive))) == 1
        assert archive.value("SELECT warc_file FROM pages") is None


def test_source_of_a_record_may_have_fields_that_are_not_known(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, NOW) as writer:
        told = {
            "key": "ghent",
            "name": "G",
            "url": "https://ghent.example/feed",
            "kind": "feed",
            "owner": "city",
            "new": 1,
        }
        writer.write({"event": "Sources", "sources": [told]}, None, NOW, "warcinfo")
    with Archive(":memory:") as archive:
        assert replay(archive, writer.path, hide) == (0, 0)
        assert crawling.load_sources(archive)["ghent"] == Source(
            key="ghent", name="G", url="https://ghent.example/feed", kind="feed", owner="city"
        )

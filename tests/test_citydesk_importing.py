"""Files → the archive: JSON Lines, saved feeds, WARC; each twice, with what a user's mistake is told."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from citydesk.archive import Archive, articles, kept_pages
from citydesk.errors import ConfigError
from citydesk.pipeline.importing import Imported, import_file, source_named
from citydesk.progress import hide
from crawler.article import Article, Source
from tests.fakes import NOW, dump, keep_prior, run_process, source

TEXT = "Line 4 opens on Monday. Every ten minutes a tram goes to the harbour."


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        yield opened


def imported(archive: Archive, path: Path, belongs_to: Source | None = None, days: float = 0) -> Imported:
    """Import a file so many days after NOW."""
    now = NOW + timedelta(days=days)
    return import_file(archive, path, belongs_to or source_named([], None), now, keep_prior, hide)


def lines(folder: Path, *rows: object, name: str = "news.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def all_articles(archive: Archive) -> list[Article]:
    return articles.load_articles(archive, [row["id"] for row in archive.rows("SELECT id FROM articles")])


def test_json_lines_become_articles(archive: Archive, tmp_path: Path) -> None:
    row = {"id": "7/a", "title": "Tram <b>line</b> 4", "text": TEXT, "published": "2026-11-09", "lang": "nl"}
    done = imported(archive, lines(tmp_path, row, "", {"url": "HTTPS://Ghent.example:443/tram#top", "text": TEXT}))
    by_id, by_url = all_articles(archive) if all_articles(archive)[0].url.startswith("urn") else (
        all_articles(archive)[::-1]
    )  # fmt: skip

    assert done == Imported(read=2, new=2, refused=0)
    assert by_id == Article(
        url="urn:citydesk:import:7%2Fa",
        source="import",
        title="Tram line 4",
        text=TEXT,
        language="nl",
        published=NOW.replace(day=9, hour=0),
        precision="day",
        date_source="import",
        first_seen=NOW,
    )
    assert by_url == replace(
        by_id, url="https://ghent.example/tram", title="Line 4 opens on Monday", language="en",
        published=None, precision=None, date_source=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "published", "precision"),
    [
        ("2017", "2017-01-01T00:00:00", "year"),
        (2017, "2017-01-01T00:00:00", "year"),
        ("2017-05", "2017-05-01T00:00:00", "month"),
        ("2017-05-15", "2017-05-15T00:00:00", "day"),
        ("2017-05-15T10:30:00+02:00", "2017-05-15T08:30:00", "minute"),
        ("Mon, 15 May 2017 10:30:00 +0200", "2017-05-15T08:30:00", "minute"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_date_is_as_exact_as_it_is_written(
    archive: Archive, tmp_path: Path, written: object, published: str | None, precision: str | None
) -> None:
    imported(archive, lines(tmp_path, {"id": "1", "text": TEXT, "published": written}))
    (found,) = all_articles(archive)

    assert (found.published and found.published.isoformat()) == (published and f"{published}+00:00")
    assert found.precision == precision


MISTAKES = [
    ("{", "line 2: is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1);"
     " mend it or leave it out"),
    ("[1]", "line 2: is no JSON object; write one object a line"),
    ("[" * 100_000, "line 2: is no JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode"
     " string; mend it or leave it out"),
    ({"text": TEXT}, "line 2: has neither id nor url; give each article one"),
    ({"id": "2", "text": TEXT, "published": "soon"},
     "line 2: published: 'soon' is no date; write it as 2026-11-09 or with a time"),
    ({"id": "2", "text": TEXT, "published": "0001"},
     "line 2: published: '0001' is not between 1900 and 2100; correct it"),
    ({"id": "2", "text": TEXT, "published": "1492-10"},
     "line 2: published: '1492-10' is not between 1900 and 2100; correct it"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), MISTAKES)
def test_mistake_in_a_line_is_named_and_nothing_is_imported(
    archive: Archive, tmp_path: Path, line: object, told: str
) -> None:
    path = lines(tmp_path, {"id": "1", "text": TEXT}, line)
    with pytest.raises(ConfigError) as mistake:
        imported(archive, path)

    assert str(mistake.value) == f"{path}: {told}"
    assert all_articles(archive) == []


def test_lines_without_text_or_address_are_counted(archive: Archive, tmp_path: Path) -> None:
    rows = [{"id": "1", "text": " \n "}, {"id": "2"}, {"url": "javascript:alert(1)", "text": TEXT}]

    assert imported(archive, lines(tmp_path, *rows)) == Imported(read=3, new=0, refused=3)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "\ud800", "text": TEXT},
        {"id": "1", "text": "\ud800\x00" + TEXT, "title": "\udfff\u202e Tram"},
        {"id": 1, "text": ["a"], "title": {"b": 1}, "language": ["x"]},
        {"id": True, "text": 5, "language": "\ud800"},
        {"url": "https://[::1", "text": TEXT},
        {"url": "https://ghent.example/\ud800", "text": TEXT},
    ],
)
def test_hostile_line_ends_no_import(archive: Archive, tmp_path: Path, row: object) -> None:
    done = imported(archive, lines(tmp_path, row, {"id": "last", "text": TEXT}))
    run_process(archive)

    assert done.read == 2
    assert "urn:citydesk:import:last" in {one.url for one in all_articles(archive)}
    assert not any("\u202e" in one.title or "\x00" in one.text for one in all_articles(archive))


def test_importing_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = lines(tmp_path, {"id": "1", "text": TEXT, "published": "2026-11-09"}, {"id": "2", "text": TEXT})
    imported(archive, path)
    before = dump(archive)

    assert imported(archive, path) == Imported(read=2, new=0, refused=0)
    assert dump(archive) == before


def test_cloak_of_an_address_is_no_part_of_the_text(archive: Archive, tmp_path: Path) -> None:
    cloak = "This email address is being protected from spambots. You need JavaScript enabled to view it."
    imported(archive, lines(tmp_path, {"id": "1", "title": "Tram", "text": f"{TEXT}\n\nWrite to {cloak}\n\n{cloak}"}))
    (found,) = all_articles(archive)

    assert found.text.startswith(TEXT)
    assert "spambots" not in found.text and "JavaScript" not in found.text


def feed(folder: Path, title: str, text: str, built: str, name: str = "feed.xml") -> Path:
    """Write a saved RSS feed with one article."""
    path = folder / name
    path.write_text(
        f"""<?xml version="1.0"?><rss version="2.0"><channel><title>City of Ghent</title>
        <link>https://ghent.example/</link><description>News</description><lastBuildDate>{built}</lastBuildDate>
        <item><title>{title}</title><link>https://ghent.example/tram</link><description>{text}</description>
        <pubDate>Mon, 09 Nov 2026 10:00:00 +0100</pubDate></item></channel></rss>"""
    )
    return path


MONDAY, FRIDAY = "Mon, 09 Nov 2026 12:00:00 GMT", "Fri, 13 Nov 2026 12:00:00 GMT"


def test_saved_feed_becomes_articles_as_listed(archive: Archive, tmp_path: Path) -> None:
    done = imported(archive, feed(tmp_path, "Tram line 4", TEXT, MONDAY), source("ghent", language="nl"))

    assert done == Imported(read=1, new=1, refused=0)
    assert all_articles(archive) == [
        Article(
            url="https://ghent.example/tram",
            source="ghent",
            title="Tram line 4",
            text=TEXT,
            language="nl",
            published=NOW.replace(day=9, hour=9),
            precision="minute",
            date_source="feed",
            first_seen=NOW.replace(day=9, hour=12),
        )
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1, 0)])
def test_snapshots_of_a_feed_in_any_order_end_in_the_newest(
    archive: Archive, tmp_path: Path, order: tuple[int, ...]
) -> None:
    old = feed(tmp_path, "Tram line 4", TEXT, MONDAY, "old.xml")
    new = feed(tmp_path, "Tram line 4 is late", f"{TEXT} From March on.", FRIDAY, "new.xml")
    done = [imported(archive, (old, new)[place], source("ghent"), days=place).new for place in order]
    (found,) = all_articles(archive)

    assert done == [1, 1, 0, 0][: len(order)]
    assert (found.title, found.first_seen) == ("Tram line 4 is late", NOW.replace(day=9, hour=12))
    listed = [tuple(row) for row in archive.rows("SELECT title, first_seen, last_seen FROM listed")]
    assert listed == [("Tram line 4 is late", "2026-11-09T12:00:00Z", "2026-11-13T12:00:00Z")]


def test_importing_a_feed_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = feed(tmp_path, "Tram line 4", TEXT, MONDAY)
    imported(archive, path, source("ghent"))
    before = dump(archive)

    assert imported(archive, path, source("ghent"), days=3).new == 0
    assert dump(archive) == before


def test_file_of_no_kind_is_refused(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor")
    with pytest.raises(ConfigError, match=r"letter\.txt: is neither JSON Lines, WARC nor a feed: "):
        imported(archive, path)


def test_missing_file_is_named(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    with pytest.raises(ConfigError) as mistake:
        imported(archive, path)

    assert str(mistake.value) == f"{path}: can't be read: No such file or directory; name a file that is there"


def record(url: str, body: bytes, *, kind: str = "text/html", status: str = "200 OK", **more: str) -> bytes:
    """Return one WARC record of an answer, gzipped as usual."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items())]
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": "2026-11-10T08:00:00Z"}
    made = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
    )
    writer.write_record(made)
    made.raw_stream.close()  # warcio leaves its copy of the payload open
    return buffer.getvalue()


PAGE = f"""<html lang="en"><title>Tram line 4</title><body><nav><a href="/">Home</a></nav><article><h1>Tram line 4</h1>
<p>{TEXT}</p><p>The works took three years and cost 38 million euros, two less than planned.</p></article></body>
</html>""".encode()


def warc(folder: Path, *records: bytes, name: str = "city.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(records))
    return path


def test_pages_of_a_warc_become_articles(archive: Archive, tmp_path: Path) -> None:
    path = warc(
        tmp_path,
        record("https://ghent.example/tram?utm_source=x", PAGE),
        record("https://ghent.example/logo.png", b"PNG", kind="image/png"),
        record("https://ghent.example/gone", PAGE, status="404 Not Found"),
        record("dns:ghent.example", PAGE),  # no answer of a web server
    )
    done = imported(archive, path, source("ghent"))
    processed = run_process(archive)
    (found,) = all_articles(archive)

    assert done == Imported(read=3, new=2, refused=1)
    assert (processed.articles, processed.skipped) == (1, 1)
    assert (found.url, found.title, found.first_seen) == (
        "https://ghent.example/tram",
        "Tram line 4",
        NOW.replace(day=10, hour=8),
    )
    assert TEXT in found.text


def test_importing_a_warc_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = warc(tmp_path, record("https://ghent.example/tram", PAGE), record("https://ghent.example/gone", b""))
    imported(archive, path, source("ghent"))
    run_process(archive)
    before = dump(archive)

    assert imported(archive, path, source("ghent"), days=2) == Imported(read=2, new=0, refused=0)
    run_process(archive)
    assert dump(archive) == before


def test_broken_warc_keeps_what_came_before(archive: Archive, tmp_path: Path) -> None:
    whole = record("https://ghent.example/tram", PAGE)
    path = warc(tmp_path, whole, b"this is no record at all\r\n\r\n")
    with pytest.raises(ConfigError, match=r"city\.warc\.gz: is a broken WARC file: .*; what came before it is kept"):
        imported(archive, path, source("ghent"))

    assert [page.url for _, page in kept_pages.pages_to_extract(archive)] == ["https://ghent.example/tram"]


@pytest.mark.parametrize(
    "hostile",
    [
        record("https://ghent.example/x", PAGE, status="two hundred"),
        record("https://ghent.example/x", b"zz\r\nnot chunked", Transfer_Encoding="chunked"),
        record("https://ghent.example/x", b"\x1f\x8b\x08 not gzip", Content_Encoding="gzip"),
        record("https://ghent.example/x", PAGE, Content_Encoding="br"),
        record("https://[::1/x", PAGE),
        record("https://ghent.example/x", PAGE, kind="text/html; charset=nonsense"),
        record("https://ghent.example/x", b"\x00\xff" * 100),
    ],
)
def test_hostile_record_ends_no_import(archive: Archive, tmp_path: Path, hostile: bytes) -> None:
    path = warc(tmp_path, hostile, record("https://ghent.example/tram", PAGE))
    done = imported(archive, path, source("ghent"))
    run_process(archive)

    assert done.read == 2
    assert "https://ghent.example/tram" in {one.url for one in all_articles(archive)}


@pytest.mark.parametrize("seed", range(0, 700, 7))
def test_warc_with_a_wrong_byte_ends_with_a_line_at_most(tmp_path: Path, seed: int) -> None:
    body = bytearray(record("https://ghent.example/tram", PAGE))
    body[seed % len(body)] ^= 0x5A
    with Archive(":memory:") as archive:
        try:
            imported(archive, warc(tmp_path, bytes(body)), source("ghent"))
        except ConfigError as error:
            assert "\n" not in str(error)


def test_source_of_an_import_is_one_of_config_or_nobodys() -> None:
    assert source_named([source("ghent")], "ghent") == source("ghent")
    assert source_named([source("ghent")], None).name == "Imported articles"
    with pytest.raises(ConfigError) as mistake:
        source_named([source("ghent")], "gent")
    assert str(mistake.value) == (
        '--source: "gent" is no source of config/sources.toml; `citydesk sources list` names them'
    )

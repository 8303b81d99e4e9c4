"""Sources that are found on a site, checked live and exchanged with feed readers, over real sockets."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citydesk.cli import commands
from citydesk.config_models import SourceTable
from citydesk.settings import write_config
from crawler.opml import read_opml, write_opml
from tests.fakes import source
from tests.small_web import Asked, SmallWeb, Told, html, rss, small_web

NOW = datetime.now(UTC)
POSTS = [
    {
        "link": f"/post-{n}",
        "title": {"rendered": f"The council decides on line {n}"},
        "date_gmt": f"2026-11-{n:02}T10:00:00",
    }
    for n in range(1, 9)
]
CARDS = "".join(
    f"<li><h3><a href='/news/article-{n}'>The city opens the new library number {n}</a></h3><time>{n} Nov 2026</time>"
    for n in range(1, 9)
)
MAP = "".join(f"<url><loc>/news/article-{n}</loc><lastmod>2026-10-0{n}</lastmod></url>" for n in range(1, 9))
PAGES: dict[tuple[str, str], Told] = {
    ("press", "/"): html("City of Press", head="<link rel=alternate type='application/rss+xml' href='/news.rss'>"
                         "<meta property=og:site_name content='City of Press'>"),
    ("press", "/news.rss"): rss(*((f"/n{n}", f"The mayor meets the people, part {n}", "", f"{n} Nov 2026 10:00 GMT")
                                 for n in range(1, 9))),
    ("press", "/feed/"): html("Not a feed but a page of the site"),
    ("blog", "/"): html("Blog", head="<link rel='https://api.w.org/' href='/wp-json/'>"),
    ("blog", "/wp-json/wp/v2/posts"): Told(body=json.dumps(POSTS), headers={"Content-Type": "application/json"}),
    ("list", "/"): html("City", "<nav><a href='/news'>News</a></nav>"),
    ("list", "/news"): Told(body=f"<html lang=en><main><h1>News</h1><ul>{CARDS}</ul></main></html>"),
    ("list", "/robots.txt"): Told(body=b"User-agent: *\nDisallow: /rss\nSitemap: /maps/news.xml"),
    ("list", "/maps/news.xml"): Told(body=f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{MAP}</urlset>"),
    ("empty", "/"): html("Nothing here"),
    ("moved", "/feed"): Told(status=301, headers={"Location": "/news.rss"}),
    ("moved", "/news.rss"): rss(("/n1", "Der Stadtrat beschließt den neuen Haushalt der Stadt", "", "1 Nov 2026")),
    ("shut", "/robots.txt"): Told(body=b"User-agent: *\nDisallow: /"),
}  # fmt: skip


def answer(asked: Asked) -> Told | None:
    return PAGES.get((asked.host, asked.path.partition("?")[0]))


@pytest.fixture(scope="module")
def web() -> Iterator[SmallWeb]:
    with small_web(answer) as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path, web: SmallWeb) -> Path:
    folder = tmp_path / "config"
    write_config(folder)
    (folder / "service.toml").write_text("[crawl]\nallow_loopback = true\ndelay_seconds = 0\ntimeout_seconds = 10\n")
    tables = {
        "good": web.url("press", "/news.rss"),
        "page-now": web.url("press", "/feed/"),
        "moved": web.url("moved", "/feed"),
        "shut": web.url("shut", "/feed"),
        "away": web.url("empty", "/feed"),
    }
    shown = [
        f'[{key}]\nname = "x"\nurl = "{url}"\nkind = "feed"\nowner = "partner"\nlanguage = "en"\n'
        for key, url in tables.items()
    ]
    (folder / "sources.toml").write_text("\n".join(shown))
    return folder


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(commands, ["--config", str(config), "sources", *words], catch_exceptions=False)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("blog", [("wordpress", "/wp-json/wp/v2/posts", 8)]),
        ("list", [("listing", "/news", 8), ("sitemap", "/maps/news.xml", 8)]),
    ],
)
def test_what_lists_news_is_found_and_proved(config: Path, web: SmallWeb, host: str, expected: list[object]) -> None:
    found = json.loads(run(config, "discover", web.url(host), "--json").stdout)
    assert [(one["kind"], one["url"].partition(str(web.port))[2], one["entries"]) for one in found] == expected
    assert all(one["is_proved"] and one["language"] == ("en" if one["titles"] else None) for one in found)


def test_proposals_are_tables_of_sources_toml(config: Path, web: SmallWeb) -> None:
    told = run(config, "discover", web.url("press")).stdout
    (table,) = tomllib.loads(told).values()
    SourceTable.model_validate(table)
    assert (table["name"], table["kind"], table["grade"], table["language"]) == ("City of Press", "feed", "A", "en")
    assert table["evidence"] == f"answered 8 entries on {NOW:%Y-%m-%d}, the newest of 2026-11-08"
    assert told.startswith("# The mayor meets the people, part 8\n")


def test_site_without_news_says_so(config: Path, web: SmallWeb) -> None:
    with pytest.raises(Exception, match="nothing there lists news by itself"):
        run(config, "discover", web.url("empty"))


def test_check_says_of_each_source_what_it_answers(config: Path, web: SmallWeb) -> None:
    found = {one["source"]: one for one in json.loads(run(config, "check", "--json").stdout)}
    told = {key: (one["outcome"], one["entries"], one["robots"], one["answers_as"]) for key, one in found.items()}
    assert told == {
        "good": ("ok", 8, "none", None),
        "page-now": ("parse failed", 0, "none", "listing"),
        "moved": ("ok", 1, "none", None),
        "shut": ("refused", 0, "disallows", None),
        "away": ("gone", 0, "none", None),
    }
    assert found["moved"]["moved_to"] == web.url("moved", "/news.rss")
    assert (found["moved"]["language"], found["good"]["newest"][:10]) == ("de", "2026-11-08")


def test_check_prints_a_line_a_source(config: Path) -> None:
    lines = run(config, "check", "moved", "shut").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["source", "outcome"],
        ["moved", "ok"],
        ["shut", "refused"],
        ["1", "of"],
    ]
    assert "config says en" in lines[1]


def test_list_goes_to_feed_readers_and_back(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "sources.opml"
    assert run(config, "export", str(file)).stdout == f"5 sources written to {file}\n"
    assert run(config, "import", str(file)).stdout == ""  # all known
    outlines = read_opml(write_opml([source("ghent", language="nl"), source("riga", kind="listing")], "x"))
    assert [(one.title, one.url, one.language) for one in outlines] == [
        ("City of Ghent", "https://ghent.example/feed", "nl")
    ]
    file.write_text("<opml><body><outline text='A \"b\" \\ \u202e' xmlUrl='https://a.example/feed'/></body></opml>")
    ((key, table),) = tomllib.loads(run(config, "import", str(file)).stdout).items()
    assert (key, table["url"], table["enabled"], table["grade"]) == ("a-b", "https://a.example/feed", False, "U")
    SourceTable.model_validate(table)


@pytest.mark.parametrize("body", [b"", b"<html/>", b"\x00\xff", b'<!DOCTYPE x [<!ENTITY a "b">]><opml>&a;</opml>'])
def test_what_is_no_opml_holds_nothing(body: bytes) -> None:
    try:
        assert read_opml(body) == ()
    except ValueError as error:
        assert str(error).startswith("is no OPML")

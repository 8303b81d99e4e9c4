"""The command line: what a user's mistake is told, what machines read, and that no word of a user is syntax."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from citydesk import cli
from citydesk.archive import Archive, articles, crawling
from crawler.article import Listed
from crawler.crawl import PageRead, SourceRead
from tests.fakes import NOW, ROOT, article, dump, page, run_process, source


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Return what runs citydesk in an empty folder, with the clock at NOW."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CITYDESK_CONFIG", raising=False)
    monkeypatch.setattr(cli, "_now", lambda: NOW)

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["citydesk", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return run


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """Return the path of an archive with a crawl, two articles and their stories."""
    path = tmp_path / "filled.sqlite"
    with Archive(path) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        crawl = crawling.begin_crawl(archive, NOW)
        url = source("ghent").url
        menu = (Listed(url="https://ghent.example/menu"),)
        events: list[SourceRead | PageRead] = [
            SourceRead(source="ghent", url=url, outcome="ok", page=page(url, "<rss/>"), listed=menu),
            SourceRead(source="riga", url=source("riga").url, outcome="timed out", reason="no whole answer in time"),
            PageRead(source="ghent", url="https://ghent.example/old", outcome="unchanged"),
            PageRead(source="ghent", url="https://ghent.example/menu", outcome="ok", page=page(f"{url}/menu", "<p>")),
        ]
        for event in events:
            crawling.save_event(archive, crawl, event, NOW)
        with archive.write():
            for slug, text in (("tram", 'Line-4 opens, says "De Lijn" (100 % electric).'), ("bus", "The bus is late.")):
                articles.save_version(archive, article(slug, text, title=f"The {slug} of Ghent"), None, NOW)
        run_process(archive)
    return str(path)


MISTAKES = [
    (("frob",), "No such command 'frob'."),
    (("--frob",), "No such option '--frob'."),
    (("search",), "Missing argument 'WORDS...'."),
    (("import", "none.jsonl"), "none.jsonl: can't be read: No such file or directory; name a file that is there"),
    (("import", ".", "--source", "x"), "Invalid value for 'FILES...': File '.' is a directory."),
    (("import", "a.jsonl", "--source", "gent"),
     '--source: "gent" is no source of config/sources.toml; `citydesk sources list` names them'),
    (("crawl", "gent"), 'no source is named "gent"; there are: aarhus-news, '),
    (("crawl",), "service.toml: [crawl] contact: is missing; write the address where webmasters reach you"),
    (("compile", "--edition", "none"), 'no edition is named "none"; there are: '),
    (("compile", "--week", "2026-W99"), '"2026-W99" is no week of the calendar: weeks run from 01 to 52 or 53'),
    (("compile", "--week", "last"), '"last" is not an ISO week: write it like 2026-W46'),
    (("compile", "--since", "2026-11-09"), "--since and --until go together: give both, or --period"),
    (("compile", "--week", "2026-W46", "--period", "2026-11"),
     "--period, --week and --since with --until exclude each other: "),
    (("compile", "--period", "2026-13"), '"2026-13" is no month of the calendar: months run from 01 to 12'),
    (("compile", "--since", "2026-11-09", "--until", "2026-11-01"), ""),
    (("compile", "--since", "soon"), "Invalid value for '--since': 'soon' does not match the format '%Y-%m-%d'."),
    (("search", "tram", "--limit", "0"), "Invalid value for '--limit': 0 is not in the range 1<=x<=1000."),
    (("--config", "none", "sources", "list"), "none/cities.toml: "),
    (("demo", "--port", "70000"), "Invalid value for '--port': 70000 is not in the range 0<=x<=65535."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_mistake_of_a_user_is_one_line_and_code_two(run: Run, words: tuple[str, ...], told: str) -> None:
    said = run(*words)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"citydesk: {told}")
    assert said.err.count("\n") == 1


def test_archive_that_is_none_is_one_line_and_code_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear editor, " * 100)
    said = run("--archive", "letter.txt", "status")

    assert said == Said(
        code=1, out="", err="citydesk: letter.txt: can't be opened as an archive: file is not a database\n"
    )


def test_archive_that_breaks_is_one_line_and_code_one(run: Run, filled: str) -> None:
    with Archive(filled) as archive:
        archive.run("DROP TABLE extractions")
    said = run("--archive", filled, "status")

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert said.err.startswith("citydesk: the archive can't be read or written: no such table: extractions")


def test_demo_keeps_off_a_folder_that_is_not_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear editor")
    said = run("demo", "--folder", "letters")

    assert said.code == 1
    assert said.err == "citydesk: letters: is not empty and not an earlier demo's; name another --folder\n"
    assert (tmp_path / "letters" / "a.txt").read_text() == "Dear editor"


def test_control_characters_of_a_file_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "1", "text": "Tram", "published": "\\u001b[31m\\u202e"}')
    (tmp_path / "x.warc").write_bytes(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n\x1b[31mred\r\n\r\n")

    for name in ("x.jsonl", "x.warc"):
        said = run("import", name)
        assert (said.code, said.err.count("\n")) == (2, 1)
        assert said.err.rstrip("\n").isprintable()


@pytest.mark.parametrize("words", [(), ("sources",)])
def test_no_command_shows_the_help(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: citydesk")
    assert "\nCommands:\n" in said.err


@pytest.mark.parametrize("words", [("--help",), ("crawl", "-h"), ("--version",)])
def test_help_and_version_are_no_error(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)

    assert (said.code, said.err) == (0, "")
    assert "citydesk" in said.out


def test_config_written_by_init_is_read(run: Run, tmp_path: Path) -> None:
    written = run("init", "mine")
    (tmp_path / "mine" / "sources.toml").write_text(
        '[ghent-news]\nname = "Stad Gent"\nurl = "https://stad.gent/rss"\nkind = "feed"\ncity = "ghent"\n'
    )
    told = run("--config", "mine", "sources", "list").out.splitlines()

    assert [Path(line).name for line in written.out.split()] == [
        "service.toml", "editions.toml", "projects.toml", "topics.toml", "cities.toml", "city_forms.toml",
        "sources.toml",
    ]  # fmt: skip
    assert told[0].split() == ["ghent-news", "feed", "-", "U", "https://stad.gent/rss"]
    assert told[1] == "1 of 1 sources are enabled"
    again = run("init", "mine")
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_mistake_in_config_names_file_key_and_remedy(run: Run, tmp_path: Path) -> None:
    run("init", "mine")
    (tmp_path / "mine" / "service.toml").write_text("[crawl]\ndelay = 3\n")
    said = run("--config", "mine", "status")

    assert (said.code, said.err.count("\n")) == (2, 1)
    assert said.err.startswith("citydesk: mine/service.toml: ") and "delay" in said.err


def test_sources_list_is_json_for_machines(run: Run) -> None:
    found = run("sources", "list", "--json").json
    text = run("sources", "list").out.splitlines()

    assert len(found) == len(text) - 1 > 50
    assert {"key", "name", "url", "kind", "language", "grade", "evidence", "is_enabled"} <= set(found[0])
    assert text[-1] == f"{sum(one['is_enabled'] for one in found)} of {len(found)} sources are enabled"
    assert not any(one["is_enabled"] for one in found if one["grade"] in "CU")


def test_status_tells_what_is_there_and_what_is_in_trouble(run: Run, filled: str) -> None:
    told = run("--archive", filled, "status", "--json").json

    assert told == {
        "sources": 2,
        "crawls": 1,
        "pages": 2,
        "articles": 2,
        "versions": 2,
        "stories": 2,
        "issues": 0,
        "last_crawl": {"article ok-new": 1, "article ok-unchanged": 1, "source ok-new": 1, "source timed out": 1},
        "source_states": {"fresh": 1, "broken": 1},
        "sources_in_trouble": {"riga": "broken: no whole answer in time"},
        "pages_without_article": {"no text": 1},
    }
    assert run("--archive", filled, "status").out.splitlines() == [
        f"{'riga':32} broken: no whole answer in time",
        "2 sources, 2 pages, 2 articles, 2 versions, 2 stories, 0 issues",
        "state of sources: 1 fresh, 1 broken",
        "last crawl: 1 article ok-new, 1 article ok-unchanged, 1 source ok-new, 1 source timed out",
        "pages without an article: 1 no text",
    ]


def test_status_of_no_archive_is_that_of_an_empty_one(run: Run, tmp_path: Path) -> None:
    assert run("status").out == "0 sources, 0 pages, 0 articles, 0 versions, 0 stories, 0 issues\n"
    assert (tmp_path / "data" / "archive.sqlite").exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("TRAM",), ["tram"]),
        (("trám", "ghent"), ["bus", "tram"]),  # the bus by one of the words
        (("gh",), ["bus", "tram"]),
        (("of", "ghen"), ["bus", "tram"]),
        (("line-4",), ["tram"]),
        (('"De Lijn"',), ["tram"]),
        (('"de',), ["tram"]),
        (("100", "%"), ["tram"]),
        (("tram*",), ["tram"]),
        (("tram", "OR", "bus"), ["bus", "tram"]),
        (("title:bus",), ["bus"]),
        (("NEAR(tram,", "bus)"), []),
        (("bus", "^", "{}", "'", ";--"), ["bus"]),
        (("--", "-bus"), ["tram"]),
        (("*",), []),
        (('"',), []),
        (("\udcff\x00tram",), ["tram"]),
        (("🚋",), []),
    ],
)
def test_search_takes_whatever_is_typed_for_words(
    run: Run, filled: str, words: tuple[str, ...], found: list[str]
) -> None:
    told = run("--archive", filled, "search", "--json", *words).json

    assert sorted(one["url"].rpartition("/")[2] for one in told) == found


def test_search_prints_date_source_title_and_address(run: Run, filled: str) -> None:
    assert run("--archive", filled, "search", "late").out.splitlines() == [
        "2026-11-16  City of Ghent (en)",
        "            The bus of Ghent",
        "            https://ghent.example/bus",
        "1 articles",
    ]


def test_import_tells_its_counts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text('{"id": "1", "text": "The tram runs."}\n{"id": "2"}\n')

    assert run("import", "news.jsonl", "--json").json == {"read": 2, "new": 1, "refused": 1}
    assert run("import", "news.jsonl", "news.jsonl").out == "4 read, 0 new texts, 2 without address or text\n"


def test_compile_writes_the_files_it_names(run: Run, filled: str, tmp_path: Path) -> None:
    told = run("--archive", filled, "compile", "--week", "2026-W47", "--out", "issues", "--json").json

    assert (told["issue"], told["stories"], told["entries"]) == ("network-2026-W47", 2, 2)
    assert sorted(path.name for path in (tmp_path / "issues").iterdir()) == sorted(
        Path(path).name for path in told["files"].values()
    )
    with Archive(filled) as archive:
        before = dump(archive)
        assert run("--archive", filled, "compile", "--week", "2026-W47", "--out", "issues", "--json").json == told
        assert dump(archive) == before


def test_reader_that_leaves_early_is_told_nothing() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "citydesk", "sources", "list", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    process.wait()

"""Stories as their editor sees them: what is shown, merged, parted, undone; that it holds; and their threads."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from citydesk import cli, engine
from citydesk.archive import Archive, articles, crawling
from citydesk.archive.decisions import labelled_pairs, load_decisions
from citydesk.archive.threads import load_threads
from crawler.article import Article
from nlp.encode import Vectors
from nlp.weights import MODEL_ID
from tests.fakes import NOW, article, dump, run_process, source

COUNCIL = """The city council of Ghent has approved the extension of tram line 4 to the harbour on Monday evening.

The works cost 38 million euros and begin in March. Six stops will be built on the way to the old docks."""
MARKET = """The Christmas market of Riga opens on the cathedral square with sixty wooden stalls and a skating rink.

Craftsmen from all over the country sell wool, honey and candles until the first days of the new year."""
TRAM = article("tram", COUNCIL, title="Council approves tram line 4 to the harbour", days=5)
REPOST = replace(TRAM, url="https://riga.example/repost", source="riga")
FAIR = article("fair", MARKET, title="Christmas market opens", days=4)
MENTORS = "Sixteen cities of the network mentor each other on the integration of newcomers into local economies."
GROW = article("grow", MENTORS, title="CITIES-GROW was approved", days=9)
KICK_OFF = article("kick-off", MENTORS, title="CITIES-GROW: kick-off in Brussels", days=2)


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


class NoEncoder:
    """Passes for the model and must not be asked: the archive has the vectors."""

    model_id = MODEL_ID

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"the model was loaded for {texts}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of an archive with five articles and four stories."""
    path = tmp_path / "archive.sqlite"
    with Archive(path) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        put(archive, TRAM, REPOST, FAIR, GROW, KICK_OFF)
        run_process(archive)
        assert stories(archive) == [["fair"], ["grow"], ["kick-off"], ["repost", "tram"]]
    return path


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs `citydesk story` on that archive, with a model that can't be loaded."""
    monkeypatch.chdir(path.parent)
    monkeypatch.delenv("CITYDESK_CONFIG", raising=False)
    monkeypatch.setattr(engine, "make_encoder", lambda _: NoEncoder())

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["citydesk", "--archive", str(path), "story", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return run


def put(archive: Archive, *found: Article, days: float = 0) -> None:
    with archive.write():
        for one in found:
            articles.save_version(archive, one, None, NOW)


def stories(archive: Archive) -> list[list[str]]:
    """Return the stories as the last parts of their articles' addresses."""
    found: dict[str, list[str]] = {}
    for row in archive.rows("SELECT story, url FROM story_members JOIN articles ON articles.id = article"):
        found.setdefault(row["story"], []).append(row["url"].rpartition("/")[2])
    return sorted(map(sorted, found.values()))


def stories_at(path: Path) -> list[list[str]]:
    with Archive(path) as archive:
        return stories(archive)


@pytest.mark.parametrize(
    "name", [TRAM.id, REPOST.url, f"{REPOST.url}?utm_source=mail#top", "s" + min(TRAM.id, REPOST.id)[1:]]
)
def test_story_is_shown_by_any_of_its_names(run: Run, name: str) -> None:
    shown = run("show", name, "--json").json

    assert (shown["title"], shown["language"], shown["is_roundup"]) == (TRAM.title, "en", False)
    assert [(one["article"]["id"], one["relation"], one["score"]) for one in shown["members"]] == [
        (min(TRAM.id, REPOST.id), "original", 1.0),
        (max(TRAM.id, REPOST.id), "copy", 1.0),
    ]
    assert shown["members"][1]["evidence"] == ["identical text"]
    assert shown["members"][0]["article"].keys() == {"id", "title", "url", "source", "language", "published"}


def test_what_was_kept_apart_is_shown_with_the_reason(run: Run) -> None:
    shown = run("show", GROW.id, "--json").json

    apart = next(one for one in shown["kept_apart"] if one["article"]["id"] == KICK_OFF.id)
    assert (apart["is_vetoed"], apart["probability"]) == (True, 0.0)
    assert "phases differ: decided and started" in apart["evidence"]
    assert apart["story"] == "s" + KICK_OFF.id[1:]


def test_story_is_shown_in_words(run: Run) -> None:
    lines = run("show", GROW.id).out.splitlines()

    assert lines[:3] == [
        f"s{GROW.id[1:]}  CITIES-GROW was approved (en)",
        "  2026-11-07 to 2026-11-07, 1 articles",
        "  thread cities-grow, story 1 of 2: same project CITIES-GROW: approved → started",
    ]
    assert f"  original    1.00  2026-11-07  City of Ghent (en)  {GROW.id}" in lines
    assert "kept apart:" in lines


MISTAKES = [
    (("show", "sno"), '"sno" is no story, nor an article of one; `citydesk search --json` tells their ids'),
    (("show", "https://ghent.example/none"), '"https://ghent.example/none" is no story, '),
    (("merge", TRAM.id, "sno"), '"sno" is no story, '),
    (("merge", TRAM.id, REPOST.url), f'"{TRAM.id}" and "{REPOST.url}" are one story already; name two'),
    (("merge", TRAM.id), "Missing argument 'OTHER'."),
    (("split", TRAM.id), "Missing argument 'ARTICLES...'."),
    (
        ("split", TRAM.id, FAIR.id),
        f'"{FAIR.id}" is no article of "{TRAM.id}"; `citydesk story show` tells its articles',
    ),
    (("split", TRAM.id, TRAM.id, REPOST.id), f'"{TRAM.id}" would be left without an article; name fewer'),
    (("undo", "7"), "no decision 7 counts; `citydesk story show` tells those that do"),
    (("undo", "seven"), "Invalid value for 'DECISION': 'seven' is not a valid integer."),
]


@pytest.mark.parametrize(("words", "told"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_mistake_is_one_line_code_two_and_no_decision(run: Run, path: Path, words: tuple[str, ...], told: str) -> None:
    with Archive(path) as archive:
        before = dump(archive)
    said = run(*words)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"citydesk: {told}")
    with Archive(path) as archive:
        assert dump(archive) == before


def test_merge_holds_against_every_later_run(run: Run, path: Path) -> None:
    done = run("merge", TRAM.id, FAIR.url, "--editor", "anna", "--reason", "the tram\nto the market", "--json").json

    assert [sorted(one["article"]["id"] for one in story["members"]) for story in done["stories"]] == [
        sorted([TRAM.id, REPOST.id, FAIR.id])
    ]
    evidence = {one["article"]["id"]: one["evidence"] for one in done["stories"][0]["members"]}
    assert evidence[FAIR.id][0] == "joined by anna: the tram to the market"
    together = [["fair", "repost", "tram"], ["grow"], ["kick-off"]]
    with Archive(path) as archive:
        put(archive, replace(TRAM, url="https://riga.example/again", source="riga"))
        archive.run("DELETE FROM steps")  # everything is to be done anew
        archive.run("DELETE FROM step_rules")
        run_process(archive)
        assert stories(archive) == [["again", *together[0]], *together[1:]]
    assert run("show", "s" + FAIR.id[1:], "--json").json["former_ids"].count("s" + FAIR.id[1:]) == 1


def test_split_holds_against_every_later_run(run: Run, path: Path) -> None:
    done = run("split", TRAM.id, REPOST.url, "--json").json
    apart = [["fair"], ["grow"], ["kick-off"], ["repost"], ["tram"]]

    assert len(done["stories"]) == 2
    assert stories_at(path) == apart
    with Archive(path) as archive:
        archive.run("DELETE FROM steps")
        archive.run("DELETE FROM step_rules")
        run_process(archive)
        assert stories(archive) == apart
    kept = run("show", TRAM.id, "--json").json["kept_apart"][0]
    assert kept["article"]["id"] == REPOST.id
    assert kept["evidence"][0].startswith("kept apart by ")


def test_undone_decision_leaves_the_stories_it_found(run: Run, path: Path) -> None:
    def content() -> dict[str, Any]:
        with Archive(path) as archive:
            return dump(archive, without=("decisions", "story_aliases"))

    before = content()
    merged = run("merge", GROW.id, KICK_OFF.id, "--json").json["decision"]
    assert content() != before
    split = run("split", GROW.id, KICK_OFF.id, "--json").json["decision"]
    assert (merged, split) == (1, 2)
    assert run("undo", "2", "--json").json["decision"] == 2
    assert stories_at(path) == [["fair"], ["grow", "kick-off"], ["repost", "tram"]]
    assert run("undo", "1").out.startswith("decision 1; stories of its articles: 2\n")
    assert content() == before
    assert run("undo", "1").code == 2


def test_decisions_are_kept_and_labelled(run: Run, path: Path) -> None:
    run("merge", TRAM.id, FAIR.id, "--editor", "anna")
    run("split", TRAM.id, REPOST.id, "--editor", "ben", "--reason", "another text")
    run("merge", GROW.id, KICK_OFF.id)
    run("undo", "3")
    with Archive(path) as archive:
        assert [(one.id, one.editor, one.kind, one.reason) for one in load_decisions(archive)] == [
            (1, "anna", "merge", ""),
            (2, "ben", "split", "another text"),
        ]
        found = {frozenset(pair): is_same for *pair, is_same in labelled_pairs(archive)}
        assert archive.value("SELECT count(*) FROM decisions WHERE undone_at IS NOT NULL") == 1
    assert found == {
        frozenset({TRAM.id, FAIR.id}): True,
        frozenset({REPOST.id, FAIR.id}): False,
        frozenset({TRAM.id, REPOST.id}): False,
    }


def test_archives_with_the_same_decisions_are_the_same_in_any_order(run: Run, path: Path, tmp_path: Path) -> None:
    run("merge", TRAM.id, FAIR.id, "--editor", "anna")
    run("split", TRAM.id, REPOST.id, "--editor", "anna")
    shown = {"stories", "story_members", "pairs", "threads", "thread_stories", "chapters"}
    with Archive(path) as archive, Archive(tmp_path / "other.sqlite") as other:
        crawling.save_sources(other, [source("ghent"), source("riga")])
        for row in archive.rows("SELECT * FROM decisions"):
            with other.write():
                other.run("INSERT INTO decisions VALUES (?,?,?,?,?,?,?)", tuple(row))
        for one in (KICK_OFF, FAIR, REPOST, TRAM, GROW):
            put(other, one)
            run_process(other)
        left, right = dump(archive), dump(other)
    assert {name: left[name] for name in shown} == {name: right[name] for name in shown}


def test_words_of_the_web_and_of_users_print_no_control_characters(run: Run, path: Path) -> None:
    with Archive(path) as archive:
        put(
            archive,
            replace(TRAM, url="https://ghent.example/evil", title="Red \x1b[31m\u202e title", text="Words. " * 30),
        )
        run_process(archive)
    said = run("merge", TRAM.id, "https://ghent.example/evil", "--editor", "\x1b[2J", "--reason", "\u202e")
    assert all(line.isprintable() for line in said.out.splitlines())
    assert said.code == 0


def test_approval_and_kick_off_are_a_thread_and_stay_two_stories(run: Run, path: Path) -> None:
    with Archive(path) as archive:
        (thread,) = load_threads(archive, ["s" + GROW.id[1:]])
        rows = archive.rows("SELECT story, thread, number, stories, phase FROM story_threads ORDER BY number")
    assert (thread.key, thread.reason) == ("cities-grow", "same project CITIES-GROW: approved → started")
    assert [tuple(row) for row in rows] == [
        ("s" + GROW.id[1:], "cities-grow", 1, 2, "approved"),
        ("s" + KICK_OFF.id[1:], "cities-grow", 2, 2, "started"),
    ]


def test_thread_goes_when_its_stories_are_joined_or_change(run: Run, path: Path) -> None:
    run("merge", GROW.id, KICK_OFF.id)
    with Archive(path) as archive:
        assert dump(archive)["threads"] == dump(archive)["thread_stories"] == []
    run("undo", "1")
    with Archive(path) as archive:
        assert len(dump(archive)["threads"]) == 1
        with archive.write():
            changed = replace(KICK_OFF, title="A meeting in Brussels", text="Teams met.")
            articles.save_version(archive, changed, None, NOW.replace(hour=23))
        run_process(archive)
        assert dump(archive)["threads"] == dump(archive)["thread_stories"] == []

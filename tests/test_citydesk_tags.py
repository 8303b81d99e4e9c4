"""Tags as their editor sees and corrects them: that it holds, is undone, follows in drafts; what tagging anew tells."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from citydesk import cli, engine
from citydesk.archive import Archive, crawling
from citydesk.archive.tag_corrections import corrections_of_topics, save_correction
from citydesk.archive.tags import load_tags
from citydesk.engine import tagger_maker
from citydesk.pipeline.compile import compile_issue
from citydesk.pipeline.process import Again, Processed, process
from citydesk.progress import hide
from citydesk.settings import Settings, load_settings
from digest.period import between
from nlp.corrected import lessons
from nlp.vocabulary import Vocabulary
from tests.fakes import NOW, ROOT, article, dump, frozen_encoder, keep_prior, run_process, source
from tests.test_citydesk_stories import COUNCIL, MARKET, NoEncoder, Run, Said, put

TRAM = article("tram", COUNCIL, title="Council approves tram line 4 to the harbour", days=5)
REPOST = replace(TRAM, url="https://riga.example/repost", source="riga")
FAIR = article("fair", MARKET, title="Christmas market opens", days=4)
STORY = "s" + min(TRAM.id, REPOST.id)[1:]
WEEK = between(date(2026, 11, 9), date(2026, 11, 15))
GONE = "Riga, which was in no gazetteer once, sends its regards to Ghent and to all the councillors of the harbour."


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of an archive with three articles and two stories."""
    path = tmp_path / "archive.sqlite"
    with Archive(path) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        put(archive, TRAM, REPOST, FAIR)
        run_process(archive)
    return path


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs `citydesk` on that archive, with a model that can't be loaded."""
    monkeypatch.chdir(path.parent)
    monkeypatch.delenv("CITYDESK_CONFIG", raising=False)
    monkeypatch.setattr(engine, "make_encoder", lambda _: NoEncoder())

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["citydesk", "--archive", str(path), *words])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return run


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive(path) as opened:
        yield opened


def processed(archive: Archive, vocabulary: Vocabulary, again: Again | None = None) -> Processed:
    """Process with a vocabulary and nothing else that is slow."""
    return process(archive, frozen_encoder(), tagger_maker(vocabulary, ()), keep_prior, hide, again=again)


def roles(archive: Archive, id: str) -> dict[str, str | None]:
    """Return the cities of an article and their roles."""
    return {one.value: one.role for one in load_tags(archive, [id])[id] if one.kind == "city"}


def topics(archive: Archive, id: str) -> set[str]:
    return {one.value for one in load_tags(archive, [id])[id] if one.kind == "topic"}


def of(shown: dict[str, Any], kind: str) -> list[tuple[str, str | None, float]]:
    return [(one["value"], one["role"], one["score"]) for one in shown["tags"] if one["kind"] == kind]


def test_tags_are_shown_with_the_words_that_tell_them(run: Run) -> None:
    shown = run("tag", "show", f"{TRAM.url}?utm_source=mail", "--json").json

    assert (shown["id"], shown["story"], shown["corrections"]) == (TRAM.id, None, [])
    (ghent,) = [one for one in shown["articles"][0]["tags"] if one["value"] == "ghent"]
    assert (ghent["kind"], ghent["name"], ghent["correction"]) == ("city", "Ghent", None)
    assert ghent["evidence"][0] == {
        "article": TRAM.id,
        "field": "text",
        "before": "The city council of ",
        "words": "Ghent",
        "after": COUNCIL[25:65],
    }
    assert "text: … The city council of [Ghent] has approved" in run("tag", "show", TRAM.id).out


def test_story_is_shown_with_its_own_tags_and_those_of_its_articles(run: Run) -> None:
    shown = run("tag", "show", STORY, "--json").json

    assert (shown["id"], len(shown["articles"])) == (STORY, 2)
    assert [one["value"] for one in shown["story"] if one["kind"] == "city"] == ["ghent"]
    assert f"{STORY}  a story of 2 articles" in run("tag", "show", STORY).out


MISTAKES = [
    (("show", "sno"), '"sno" is no article and no story; `citydesk search --json` tells their ids'),
    (("set", TRAM.id), "nothing to set; name a city, a topic, a project or a type"),
    (("set", TRAM.id, "--city", "gent=primary"), 'unknown city "gent"; did you mean "ghent"?'),
    (("set", TRAM.id, "--city", "ghent"), '--city "ghent" has no role; write "ghent=primary", or "ghent=none"'),
    (("set", TRAM.id, "--city", "ghent=host"), '"host" is no role of a city; there are: primary, about, '),
    (("set", TRAM.id, "--topic", "housing-homelesness"), 'unknown topic "housing-homelesness"; did you mean "'),
    (("set", TRAM.id, "--no-project", "citygrow"), 'unknown project "citygrow"; did you mean "cities-grow"?'),
    (("set", TRAM.id, "--city", "ghent=none", "--city", "ghent=about"), "the same city, topic or project is set twice"),
    (("set", TRAM.id, "--topic", "no-topic"), 'unknown topic "no-topic"; '),
    (("set", TRAM.id, "--type", "novel"), '"novel" is no type of text; there are: news, opinion, '),
    (("set", "sno", "--city", "ghent=none"), '"sno" is no article and no story; '),
    (("undo", "7"), "no correction 7 counts; `citydesk tag show` tells those that do"),
]


@pytest.mark.parametrize(("words", "told"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_mistake_is_one_line_code_two_and_no_correction(
    run: Run, path: Path, words: tuple[str, ...], told: str
) -> None:
    with Archive(path) as archive:
        before = dump(archive)
    said = run("tag", *words)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"citydesk: {told}")
    with Archive(path) as archive:
        assert dump(archive) == before


def test_correction_shows_who_and_why_and_what_it_overrules(run: Run) -> None:
    words = ("--city", "ghent=venue", "--city", "riga=primary", "--topic", "mobility", "--editor", "anna")
    done = run("tag", "set", TRAM.id, *words, "--reason", "they\nonly met there", "--json").json

    assert done["decided"] == [1, 2, 3]
    (shown,) = done["articles"]
    assert sorted(of(shown, "city")) == [("ghent", "venue", 1.0), ("riga", "primary", 1.0)]
    assert ("mobility", None, 1.0) in of(shown, "topic")
    ghent = next(one for one in shown["tags"] if one["value"] == "ghent")
    assert (ghent["reason"], ghent["correction"]) == ("corrected by anna: they only met there", 1)
    assert [one["words"] for one in ghent["evidence"]] == ["Ghent"]
    assert ("ghent", "primary") in [(one["value"], one["role"]) for one in shown["overruled"]]
    assert "1  " in run("tag", "show", TRAM.id).out.split("corrections:")[1]


def test_correction_of_an_article_is_not_one_of_its_twin(run: Run, archive: Archive) -> None:
    run("tag", "set", TRAM.url, "--city", "ghent=none")

    assert "ghent" not in roles(archive, TRAM.id)
    assert "ghent" in roles(archive, REPOST.id)


def test_undone_correction_leaves_the_tags_of_the_rules(run: Run, archive: Archive) -> None:
    without = ("tag_corrections", "tag_correction_articles")
    before = dump(archive, without=without)
    run("tag", "set", STORY, "--city", "ghent=none", "--topic", "mobility", "--no-topic", "asylum-refugees")
    run("tag", "set", TRAM.id, "--city", "ghent=about")
    assert roles(archive, TRAM.id) == {"ghent": "about"}
    assert run("tag", "undo", "4", "--json").json["decided"] == [4]
    assert roles(archive, TRAM.id) == {}
    for number in ("1", "2", "3"):
        assert run("tag", "undo", number, "--editor", "ben").code == 0

    assert dump(archive, without=without) == before
    assert run("tag", "undo", "1").code == 2
    assert archive.value("SELECT count(*) FROM tag_corrections WHERE undone_by = 'ben'") == 3


def test_corrections_are_never_changed_or_removed(run: Run, archive: Archive) -> None:
    run("tag", "set", TRAM.id, "--city", "ghent=none")
    run("tag", "undo", "1")
    for statement in (
        "UPDATE tag_corrections SET editor = 'somebody'",
        "UPDATE tag_corrections SET undone_at = NULL",
        "DELETE FROM tag_corrections",
        "UPDATE tag_correction_articles SET article = article",
        "DELETE FROM tag_correction_articles",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="a correction"):
            archive.run(statement)


def test_correction_holds_against_tagging_anew_another_vocabulary_and_a_new_text(
    run: Run, archive: Archive, settings: Settings
) -> None:
    run("tag", "set", STORY, "--city", "ghent=none", "--city", "riga=primary", "--no-topic", "mobility")

    def holds() -> None:
        for id in (TRAM.id, REPOST.id):
            assert roles(archive, id) == {"riga": "primary"}
            assert "mobility" not in topics(archive, id)

    holds()
    processed(archive, settings.vocabulary, "tags")
    holds()
    fewer = replace(settings.vocabulary, projects=settings.vocabulary.projects[1:])
    processed(archive, fewer)
    holds()
    put(archive, replace(TRAM, text=f"{COUNCIL}\n\nGhent says so again, and Ghent should know."), days=1)
    processed(archive, fewer)
    holds()


def test_city_that_is_gone_from_config_is_passed_over_until_it_is_back(
    run: Run, archive: Archive, settings: Settings
) -> None:
    run("tag", "set", TRAM.id, "--city", "riga=primary")
    known = settings.vocabulary
    processed(archive, replace(known, cities=tuple(one for one in known.cities if one.id != "riga")))
    assert "riga" not in roles(archive, TRAM.id)
    processed(archive, known)
    assert roles(archive, TRAM.id)["riga"] == "primary"


def test_what_was_said_of_a_story_holds_for_what_joins_it_and_in_drafts(
    run: Run, archive: Archive, settings: Settings
) -> None:
    def told() -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        edition = next(one for one in settings.editions if one.key == "network")
        issue = compile_issue(
            archive,
            edition,
            WEEK,
            settings.vocabulary,
            [],
            "https://x.example",
        )
        entry = next(one for one in issue.entries if "tram" in one.candidate.headline)
        return [(one.id, one.role) for one in entry.candidate.cities], entry.candidate.topics

    run("tag", "set", STORY, "--city", "ghent=none", "--city", "riga=primary", "--topic", "culture")
    assert told()[0] == [("riga", "primary")]
    put(archive, replace(TRAM, url="https://riga.example/again", source="riga"))
    run_process(archive)
    assert told()[0] == [("riga", "primary")]
    assert told()[1][0] == "culture"
    run("tag", "set", REPOST.id, "--city", "ghent=about")
    assert ("ghent", "about") in told()[0]


def test_type_of_a_text_is_corrected_and_ranked_by(run: Run, archive: Archive, settings: Settings) -> None:
    def candidate() -> Any:
        issue = compile_issue(archive, settings.editions[0], WEEK, settings.vocabulary, [], "https://x.example")
        return next(one.candidate for one in issue.entries if "market" in one.candidate.headline)

    assert not candidate().is_notice
    done = run("tag", "set", FAIR.id, "--type", "notice", "--json").json
    assert of(done["articles"][0], "type") == [("notice", None, 1.0)]
    assert candidate().is_notice
    run_process(archive)
    processed(archive, settings.vocabulary, "tags")
    assert of(run("tag", "show", FAIR.id, "--json").json["articles"][0], "type") == [("notice", None, 1.0)]
    run("tag", "undo", "1")
    assert not candidate().is_notice


def test_topics_learn_from_corrections_one_a_story(run: Run, archive: Archive, settings: Settings) -> None:
    fairs = [article(f"fair-{one}", f"{MARKET} {one}", title=f"{FAIR.title} {one}", days=one) for one in range(17)]
    trams = [article(f"tram-{one}", f"{COUNCIL} {one}", title=f"{TRAM.title} {one}", days=one) for one in range(16)]
    put(archive, *fairs, *trams)
    processed(archive, settings.vocabulary)
    like, unlike = fairs[-1].id, TRAM.id
    assert "food" not in topics(archive, like)
    was = topics(archive, unlike)
    with archive.write():
        for one in (*fairs[:-1], *trams):
            save_correction(
                archive, [one.id], "topic", "food", is_there=one in fairs, role=None,
                is_of_story=False, editor="anna", reason="", made_at=NOW,
            )  # fmt: skip
    done = processed(archive, settings.vocabulary)

    assert "food" in topics(archive, like)
    assert topics(archive, unlike) == was
    assert done.retagged is not None
    assert [one.kind for one in done.retagged.kinds if one.added] == ["topic"]
    assert processed(archive, settings.vocabulary).retagged is None
    run("tag", "set", STORY, "--no-topic", "mobility")
    assert len([id for id, (_, no) in lessons(corrections_of_topics(archive)).items() if "mobility" in no]) == 1


def test_tagging_anew_without_a_change_reports_none(archive: Archive, settings: Settings) -> None:
    done = processed(archive, settings.vocabulary)  # other sources than those of the fixture
    assert done.retagged is not None
    done = processed(archive, settings.vocabulary)
    assert (done.tagged, done.retagged) == (0, None)
    done = processed(archive, settings.vocabulary, "tags")
    assert done.retagged is not None
    assert (done.tagged, done.retagged.articles, done.retagged.changes) == (3, 3, ())


def test_what_a_change_of_gazetteer_changes_is_told_once(archive: Archive, settings: Settings) -> None:
    processed(archive, settings.vocabulary)
    known = settings.vocabulary
    put(archive, article("new", GONE, days=1))
    done = processed(archive, replace(known, cities=tuple(one for one in known.cities if one.id != "ghent")))

    assert done.retagged is not None
    assert done.retagged.articles == 3  # the new one was tagged for the first time
    (cities,) = [one for one in done.retagged.kinds if one.kind == "city"]
    assert (cities.added, cities.removed, cities.other_role, cities.most) == (0, 2, 0, (("ghent", 2),))
    assert [(one.value, one.before, one.after) for one in done.retagged.changes if one.kind == "city"] == [
        ("ghent", "primary", None)
    ] * 2
    assert processed(archive, replace(known, cities=known.cities[:5])).retagged is not None
    assert processed(archive, replace(known, cities=known.cities[:5])).retagged is None


def test_report_is_printed_in_words_and_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "make_encoder", lambda _: frozen_encoder())
    run("process")
    told = run("process", "--again").out.splitlines()
    assert told[1:] == ["3 articles tagged again, 0 tags changed"]
    assert run("process", "--again", "tags", "--json").json["retagged"] == {"articles": 3, "kinds": [], "changes": []}
    assert run("process", "--json").json["retagged"] is None


@pytest.mark.slow
def test_killed_tagging_goes_on_and_tells_all_that_changed(run: Run, path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(engine, "make_encoder", lambda _: frozen_encoder())
    with Archive(path) as archive:
        put(archive, *(article(f"fair-{number}", f"{MARKET} {number}", days=number) for number in range(8)))
    run("process")
    run("tag", "set", FAIR.id, "--city", "ghent=primary")
    with Archive(path) as archive, archive.write():  # as if other rules had found another city once
        archive.run(
            "UPDATE tags SET value = 'vienna' WHERE value = 'riga' AND kind = 'city' AND reason NOT LIKE 'corr%'"
        )
        wrong: int = archive.value("SELECT count(*) FROM tags WHERE value = 'vienna'")
    assert wrong > 6

    def doomed(step: str) -> int:
        words = [sys.executable, "-m", "tests.doomed", step, "--archive", str(path), "process", "--again"]
        return subprocess.run(
            words, check=False, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ).returncode

    assert [doomed("tag_articles:2"), doomed("tag_articles:3")] == [-signal.SIGKILL] * 2
    with Archive(path) as archive:
        assert 0 < archive.value("SELECT count(*) FROM tags WHERE value = 'vienna'") < wrong
        assert roles(archive, FAIR.id)["ghent"] == "primary"
    told = run("process", "--again", "--json").json["retagged"]

    assert told["articles"] == 11
    (cities,) = [one for one in told["kinds"] if one["kind"] == "city"]
    assert (cities["added"], cities["removed"]) == (wrong, wrong)
    with Archive(path) as archive:
        assert roles(archive, FAIR.id)["ghent"] == "primary"

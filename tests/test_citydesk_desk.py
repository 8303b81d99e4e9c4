"""The editor's desk below its pages: drafts, edits by two editors, publication, corrections, verification."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from citydesk import cli, cli_desk
from citydesk.archive import Archive, crawling, decisions, issues
from citydesk.archive.revisions import load_revision, newest
from citydesk.archive.steps import mark_undone
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import compile_issue, write_files
from citydesk.pipeline.desk import Draft, act, draft, issue_named
from citydesk.pipeline.desk_checks import Refused
from citydesk.pipeline.desk_choices import choices
from citydesk.pipeline.desk_due import due, open_drafts, publish_due
from citydesk.pipeline.desk_needs import needs
from citydesk.pipeline.desk_publishing import Published, correct, publish
from citydesk.pipeline.desk_verifying import verify
from citydesk.settings import Settings, load_settings
from digest.edits import Action, Edit
from digest.period import between
from nlp.story import Sentence
from tests.fakes import NOW, ROOT, article, run_process, source
from tests.test_citydesk_pipeline import LINE_FOUR, put

WEEK = between(date(2026, 11, 9), date(2026, 11, 15))
MARKET = """The Christmas market of Riga opens on the cathedral square with sixty wooden stalls and a skating rink.

Craftsmen from all over the country sell wool, honey and candles until the first days of the new year."""
TRAM = article("tram", LINE_FOUR, title="Council approves tram line 4 to the harbour", days=5)
SHELVES = """De stadsbibliotheek leent vanaf december ook fietsen en tuingereedschap uit, gratis, drie weken lang.

Een lezerskaart volstaat daarvoor, zegt schepen Peeters, en elke wijk doet mee, van Muide tot Drongen."""
BOOKS = article("library", SHELVES, title="Bibliotheek leent fietsen uit", days=3, language="nl")
FAIR = article("fair", MARKET, title="Christmas market opens", days=4)
ID = "network-2026-W46"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        put(opened, TRAM, BOOKS, FAIR)
        run_process(opened)
        yield opened


def drafted(archive: Archive, settings: Settings) -> Draft:
    return draft(archive, settings, settings.editions[0], WEEK)


def titles(of: Draft) -> list[str]:
    return [entry.headline or entry.candidate.headline for entry in of.issue.entries]


def act_on(
    archive: Archive, settings: Settings, action: Action, editor: str, seen: int | None = None
) -> Edit | Refused:
    return act(archive, settings, settings.editions[0], WEEK, action, editor, now=NOW, seen=seen)


def did(archive: Archive, settings: Settings, action: Action, editor: str = "ana", seen: int | None = None) -> Edit:
    found = act_on(archive, settings, action, editor, seen)
    assert isinstance(found, Edit), found
    return found


def refused(archive: Archive, settings: Settings, action: Action, editor: str = "ben", seen: int | None = None) -> str:
    found = act_on(archive, settings, action, editor, seen)
    assert isinstance(found, Refused), found
    return found.reason


def published(archive: Archive, settings: Settings, editor: str = "ana") -> Published:
    done = publish(archive, settings, settings.editions[0], WEEK, editor, now=NOW)
    assert isinstance(done, Published), done
    return done


def corrected(archive: Archive, settings: Settings, words: str = "It was wrong.") -> Published:
    done = correct(archive, settings, settings.editions[0], WEEK, words, "ben", now=NOW + timedelta(days=1))
    assert isinstance(done, Published), done
    return done


def test_edits_show_in_the_draft_and_nothing_is_stored_as_an_issue(archive: Archive, settings: Settings) -> None:
    assert set(titles(drafted(archive, settings))) == {TRAM.title, BOOKS.title, FAIR.title}  # in order of rank
    did(archive, settings, Action(kind="headline", story=BOOKS.url, text=" Bicycles\x00 at the\nlibrary "))
    did(archive, settings, Action(kind="lead", story=f"{BOOKS.url}?utm_source=mail#top"))
    did(archive, settings, Action(kind="drop", story=FAIR.id))

    found = drafted(archive, settings)
    assert titles(found) == ["Bicycles at the library", TRAM.title]
    assert (found.state, found.last_edit, found.revision) == ("draft", 3, None)
    assert issues.compiled_issues(archive) == []


def test_undone_edits_are_kept_and_any_editor_redoes_them(archive: Archive, settings: Settings) -> None:
    drop = did(archive, settings, Action(kind="drop", story=FAIR.id))
    did(archive, settings, Action(kind="undo", of=drop.number), "ben")

    assert set(titles(drafted(archive, settings))) == {TRAM.title, BOOKS.title, FAIR.title}  # in order of rank
    (kept,) = drafted(archive, settings).edited.edits
    assert (kept.number, kept.editor, kept.undone_by) == (drop.number, "ana", "ben")
    assert refused(archive, settings, Action(kind="undo", of=drop.number)) == "edit 1 is undone already, by ben"
    did(archive, settings, Action(kind="redo", of=drop.number), "ana")
    assert titles(drafted(archive, settings)) == [TRAM.title, BOOKS.title]
    assert [tuple(row) for row in archive.rows("SELECT id, kind, undone_at FROM issue_edits")] == [(1, "drop", None)]


def test_edits_never_change_in_the_archive(archive: Archive, settings: Settings) -> None:
    did(archive, settings, Action(kind="drop", story=FAIR.id))

    for statement in ("UPDATE edits SET editor = 'eve'", "DELETE FROM edits"):
        with pytest.raises(sqlite3.IntegrityError, match=r"an edit (never changes|is never removed)"):
            archive.run(statement)


def test_two_editors_do_not_overwrite_each_other(archive: Archive, settings: Settings) -> None:
    seen = drafted(archive, settings).last_edit
    did(archive, settings, Action(kind="headline", story=FAIR.id, text="Fair opens"), "ana", seen)

    told = refused(archive, settings, Action(kind="headline", story=FAIR.url, text="Market opens"), "ben", seen)
    assert told == 'ana wrote the headline of "Christmas market opens" on 2026-11-16 06:00 UTC (edit 1)'
    did(archive, settings, Action(kind="drop", story=BOOKS.id), "ben", seen)  # another story: goes in
    did(archive, settings, Action(kind="note", story=FAIR.id, text="From ten."), "ana", seen)  # her own edits: fine
    did(archive, settings, Action(kind="headline", story=FAIR.id, text="Market opens"), "ben", 3)  # seen by now


def test_two_editors_with_different_leads_are_at_odds_and_undoing_is_a_change(
    archive: Archive, settings: Settings
) -> None:
    lead = did(archive, settings, Action(kind="lead", story=BOOKS.id), "ana", 0)

    assert refused(archive, settings, Action(kind="lead", story=TRAM.id), "ben", 0).startswith("ana made the lead")
    did(archive, settings, Action(kind="undo", of=lead.number), "ana")
    assert refused(archive, settings, Action(kind="drop", story=BOOKS.id), "ben", 1).startswith("ana undid edit 1")
    assert refused(archive, settings, Action(kind="place", story=TRAM.id, before=BOOKS.id), "ben", 1) != ""


def test_an_issue_is_not_published_over_edits_that_were_not_seen(archive: Archive, settings: Settings) -> None:
    did(archive, settings, Action(kind="drop", story=BOOKS.id), "ben")

    found = publish(archive, settings, settings.editions[0], WEEK, "ana", now=NOW, seen=0)
    assert isinstance(found, Refused)
    assert found.by is not None
    assert found.by.editor == "ben"
    assert newest(archive, ID) is None


MISTAKES = [
    (Action(kind="drop", story="s0"), '"s0" is no story, nor an article of one'),
    (Action(kind="place", story=FAIR.id, before=FAIR.url), "a story can't stand before itself"),
    (Action(kind="place", story=FAIR.id, section="sports"), 'there is no section "sports"'),
    (Action(kind="place", story=FAIR.id, place=-1), "places count from 0"),
    (Action(kind="seen"), "seen: what was looked at is missing"),
    (Action(kind="undo", of=7), "the issue has no edit 7"),
    (Action(kind="schedule", at=NOW), "that moment has passed"),
    (
        Action(kind="sentences", story=FAIR.id, sentences=(Sentence(article=FAIR.id, start=0, end=3, words="Our"),)),
        '"Our" can\'t stand in the summary: the text of article',
    ),
    (
        Action(kind="sentences", story=FAIR.id, sentences=(Sentence(article=FAIR.id, start=0, end=3, words="The"),)),
        '"The" can\'t stand in the summary: it is no whole sentence',
    ),
]


@pytest.mark.parametrize(("action", "why"), MISTAKES)
def test_mistakes_are_refused_with_the_reason(archive: Archive, settings: Settings, action: Action, why: str) -> None:
    assert refused(archive, settings, action).startswith(why)
    assert drafted(archive, settings).last_edit == 0


def test_another_sentence_is_chosen_verbatim_and_waits_when_its_text_changes(
    archive: Archive, settings: Settings
) -> None:
    second = choices(archive, FAIR.id)[1].sentence
    did(archive, settings, Action(kind="sentences", story=FAIR.id, sentences=(second,)))

    assert summary(drafted(archive, settings), FAIR.title) == [second.words]
    put(archive, replace(FAIR, text=f"At last. {FAIR.text}"), days=1)
    found = drafted(archive, settings)
    assert found.edited.idle == ((1, f"the text of article {FAIR.id} has changed: it no longer says so there"),)
    assert summary(found, FAIR.title) != [second.words]


def summary(of: Draft, title: str) -> list[str]:
    return next(
        [sentence.words for sentence in entry.candidate.sentences]
        for entry in of.issue.entries
        if entry.candidate.headline == title
    )


def test_a_merge_meanwhile_takes_edits_along(archive: Archive, settings: Settings) -> None:
    did(archive, settings, Action(kind="headline", story=BOOKS.id, text="Ours"))
    did(archive, settings, Action(kind="headline", story=FAIR.id, text="Ours"))
    with archive.write():
        decisions.save_merge(archive, [BOOKS.id], [FAIR.id], "ana", "", NOW)
        mark_undone(archive, [BOOKS.id, FAIR.id], "group")
    run_process(archive)

    assert sorted(titles(drafted(archive, settings))) == [TRAM.title, "Ours"]


def test_what_was_published_is_reproduced_whatever_comes_later(
    archive: Archive, settings: Settings, tmp_path: Path
) -> None:
    did(archive, settings, Action(kind="note", story=FAIR.id, text="Open until six."))
    done = published(archive, settings)
    before = newest(archive, ID)
    put(archive, replace(FAIR, title="Market cancelled", text="There is no market this year, says the city."), days=2)
    put(archive, article("late", "A late text on the harbour and its old docks.", days=6))
    with archive.write():
        decisions.save_merge(archive, [BOOKS.id], [TRAM.id], "ana", "", NOW)
        mark_undone(archive, [BOOKS.id, TRAM.id], "group")
    run_process(archive)
    did(archive, settings, Action(kind="drop", story=TRAM.id))

    found = verify(archive, ID)
    assert found.differences == ()
    assert (found.revision, found.formats, found.versions) == (
        1,
        ("atom", "html", "mail", "markdown", "rss", "text"),
        3,
    )
    assert found.sentences == 7
    assert newest(archive, ID) == before
    issue = compile_issue(archive, settings.editions[0], WEEK, settings.vocabulary, [], "https://elsewhere.example/")
    files = write_files(archive, issue.id, tmp_path)
    assert before is not None
    assert {name: path.read_bytes() for name, path in files.items()} == before.renderings
    assert done.entries == 3


def test_a_draft_that_is_drafted_again_or_published_elsewhere_gives_the_same_bytes(
    archive: Archive, settings: Settings
) -> None:
    did(archive, settings, Action(kind="lead", story=BOOKS.id))
    with Archive(":memory:") as copy:
        archive.connection.backup(copy.connection)
        assert published(copy, settings) == published(archive, settings)
        assert newest(copy, ID) == newest(archive, ID)


def test_whatever_is_tampered_with_is_told(archive: Archive, settings: Settings) -> None:
    published(archive, settings)
    archive.run("DROP TRIGGER revision_renderings_stay")
    archive.run("UPDATE revision_renderings SET body = CAST(replace(CAST(body AS TEXT), 'Riga', 'Ghent') AS BLOB)"
                " WHERE format = 'text'")  # fmt: skip
    archive.run("UPDATE versions SET text = replace(text, 'sixty', 'ninety')")

    told = verify(archive, ID).differences
    assert told[0] == "text: the stored file was changed: its hash is not that of the manifest"
    assert told[1].startswith("text: line ")
    assert "Ghent" in told[1].partition("follows")[0]
    assert any(one.startswith(f"version 1 of article {FAIR.id} no longer has a sentence of s") for one in told)
    assert told[-1] == f"version 1 of article {FAIR.id} is no longer the text it was"


def test_an_issue_is_published_once(archive: Archive, settings: Settings) -> None:
    published(archive, settings)

    again = publish(archive, settings, settings.editions[0], WEEK, "ben", now=NOW)
    assert again == Refused(reason=f"{ID} was published on 2026-11-16 06:00 UTC; correct it instead")
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        archive.run("UPDATE revisions SET published_by = 'eve'")


def test_a_sentence_that_does_not_stand_stops_its_entry(archive: Archive, settings: Settings,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def invented(*_: object, **__: object) -> tuple[Sentence, ...]:
        return (Sentence(article=FAIR.id, start=0, end=9, words="Invented."),)

    monkeypatch.setattr("citydesk.pipeline.briefing.summarize", invented)
    archive.run("DELETE FROM briefs")  # so that they are made anew
    done = published(archive, settings)

    assert done.entries == 0
    assert len(done.stopped) == 3
    assert {why for _, why in done.stopped} == {f'"Invented." does not stand in article {FAIR.id}'}
    assert verify(archive, ID).differences == ()


def test_a_correction_is_a_revision_that_says_what_changed(archive: Archive, settings: Settings) -> None:
    published(archive, settings)
    first = newest(archive, ID)
    assert first is not None
    assert correct(archive, settings, settings.editions[0], WEEK, "x", "ben", now=NOW) == Refused(
        reason=f"nothing changed since revision 1 of {ID}; edit it first"
    )
    did(archive, settings, Action(kind="headline", story=FAIR.id, text="Market opens in Riga"))
    did(archive, settings, Action(kind="drop", story=BOOKS.id))
    assert (drafted(archive, settings).state, drafted(archive, settings).has_changes) == ("published", True)
    done = corrected(archive, settings, "The city was missing; the loan is not free.")

    assert [one.number for one in done.corrections] == [1, 2]
    assert {(one.field, one.before, one.after) for one in done.corrections} == {
        ("entry", BOOKS.title, ""),
        ("headline", FAIR.title, "Market opens in Riga"),
    }
    assert (done.revision, done.entries) == (2, 2)
    assert load_revision(archive, ID, 1) == first
    second = newest(archive, ID)
    assert second is not None
    assert "The city was missing; the loan is not free." in second.renderings["html"].decode()
    assert "CORRECTIONS" in second.renderings["text"].decode()
    assert issues.load_renderings(archive, ID) == second.renderings
    assert [verify(archive, ID, number).differences for number in (1, 2)] == [(), ()]
    assert not drafted(archive, settings).has_changes


def test_a_correction_can_be_corrected_and_add_what_was_dropped(archive: Archive, settings: Settings) -> None:
    did(archive, settings, Action(kind="drop", story=BOOKS.id))
    published(archive, settings)
    did(archive, settings, Action(kind="note", story=FAIR.id, text="From ten o'clock."))
    corrected(archive, settings)
    did(archive, settings, Action(kind="add", story=BOOKS.id))
    did(archive, settings, Action(kind="note", story=FAIR.id, text="From nine o'clock."))
    done = corrected(archive, settings)

    assert done.revision == 3
    assert [(one.number, one.field, one.after) for one in done.corrections] == [
        (2, "note", "From nine o'clock."),
        (3, "entry", BOOKS.title),
    ]
    assert [verify(archive, ID, number).differences for number in (1, 2, 3)] == [(), (), ()]


def test_what_was_published_with_an_issue_is_corrected_not_undone(archive: Archive, settings: Settings) -> None:
    edit = did(archive, settings, Action(kind="drop", story=BOOKS.id))
    published(archive, settings)

    assert refused(archive, settings, Action(kind="undo", of=edit.number)).startswith("edit 1 was published")
    assert refused(archive, settings, Action(kind="schedule", at=NOW + timedelta(1))).startswith("the issue was publ")


@pytest.mark.parametrize("name", [TRAM.id, TRAM.url, "s" + TRAM.id[1:]])
def test_a_story_of_a_published_issue_goes_by_the_name_it_had(archive: Archive, settings: Settings, name: str) -> None:
    published(archive, settings)
    with archive.write():
        decisions.save_merge(archive, [BOOKS.id], [TRAM.id], "ana", "", NOW)
        mark_undone(archive, [BOOKS.id, TRAM.id], "group")
    run_process(archive)
    did(archive, settings, Action(kind="drop", story=name))

    assert set(titles(drafted(archive, settings))) == {BOOKS.title, FAIR.title}


def test_the_next_issue_tells_corrections_of_earlier_ones_once(archive: Archive, settings: Settings) -> None:
    edition = settings.editions[0]
    published(archive, settings)
    did(archive, settings, Action(kind="headline", story=FAIR.id, text="Fair"))
    corrected(archive, settings, "Not a market.")
    following = [between(WEEK.first + timedelta(7 * n), WEEK.last + timedelta(7 * n)) for n in (1, 2)]

    assert [one.words for one in draft(archive, settings, edition, following[0]).issue.corrections] == ["Not a market."]
    done = publish(archive, settings, edition, following[0], "ana", now=NOW + timedelta(days=7))
    assert isinstance(done, Published)
    told = newest(archive, done.issue)
    assert told is not None
    assert "Not a market." in told.renderings["html"].decode()
    assert verify(archive, done.issue).differences == ()
    assert draft(archive, settings, edition, following[1]).issue.corrections == ()


def test_a_scheduled_issue_publishes_itself_once(archive: Archive, settings: Settings) -> None:
    at = NOW + timedelta(hours=2)
    did(archive, settings, Action(kind="schedule", at=at))

    assert drafted(archive, settings).state == "scheduled"
    assert publish_due(archive, settings, at - timedelta(seconds=1)) == ()
    (done,) = publish_due(archive, settings, at)
    assert (done.issue, done.revision) == (ID, 1)
    assert publish_due(archive, settings, at) == ()
    found = newest(archive, ID)
    assert found is not None
    assert found.published_by == "citydesk"


def test_an_edition_nobody_attends_publishes_itself_after_grace_and_makes_up_for_missed_weeks(
    archive: Archive, settings: Settings
) -> None:
    alone = replace(settings, editions=(replace(settings.editions[0], is_attended=False, grace_hours=9),))
    monday = datetime(2026, 11, 16, 8, tzinfo=UTC)  # nine in Brussels

    assert due(archive, alone, monday - timedelta(seconds=1)) == ()
    assert [one.issue for one in publish_due(archive, alone, monday)] == [ID]
    late = [one.issue for one in publish_due(archive, alone, monday + timedelta(days=17))]
    assert late == ["network-2026-W47", "network-2026-W48"]


def test_a_draft_is_open_until_its_issue_is_published(archive: Archive, settings: Settings) -> None:
    edition = settings.editions[0]
    monday = datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert ID in open_drafts(archive, settings, monday)
    assert isinstance(publish(archive, settings, edition, WEEK, "noor", now=monday), Published)
    assert ID not in open_drafts(archive, settings, monday)


def test_what_needs_a_human_can_reach_nothing(archive: Archive, settings: Settings) -> None:
    put(archive, replace(FAIR, url="https://riga.example/short", source="riga", text="Menu", title="Menu"))
    run_process(archive)
    with archive.write():
        archive.run("UPDATE story_members SET score = 0.55 WHERE article = ?", (TRAM.id,))
    did(archive, settings, Action(kind="place", story=TRAM.id, before=BOOKS.id))
    did(archive, settings, Action(kind="drop", story=BOOKS.id))
    monday = datetime(2026, 11, 16, 9, tzinfo=UTC)

    found = needs(archive, drafted(archive, settings), monday)
    assert [(one.kind, one.is_seen) for one in found] == [(kind, False) for kind in ("late", "edit", "join", "summary")]
    assert found[0].words == "the issue was to go out on 2026-11-16 08:00 UTC"
    assert found[2].words == f'"{TRAM.title}" may be other news: 55% sure'
    for one in found:
        did(archive, settings, Action(kind="seen", text=one.key))
    assert all(one.is_seen for one in needs(archive, drafted(archive, settings), monday))


def test_names_of_issues(settings: Settings) -> None:
    edition, period = issue_named(settings, "migration-integration-2026-11-09_2026-11-12")

    assert (edition.key, period.last) == ("migration-integration", date(2026, 11, 12))
    for wrong in ("network", "network-2026-W60", "nobody-2026-W46", "network-2026-11-12_2026-11-09"):
        with pytest.raises(ConfigError, match="is no issue"):
            issue_named(settings, wrong)


# The command line


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs `citydesk` on a file of that archive, at a fixed moment."""
    path = tmp_path / "archive.sqlite"
    with Archive(path) as file:
        archive.connection.backup(file.connection)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CITYDESK_CONFIG", raising=False)
    monkeypatch.setattr(cli_desk, "now", lambda: NOW)

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


def test_an_issue_is_edited_published_corrected_and_verified_by_commands(run: Run, tmp_path: Path) -> None:
    place = json.loads(run("issue", "sentences", FAIR.url, "--json").out)[1]["sentence"]
    chosen = f"{place['article']}:{place['start']}-{place['end']}"
    edit = ("issue", "edit", ID)
    said = [
        run(*edit, "lead", BOOKS.url, "--editor", "ana", "--reason", "asked for"),
        run(*edit, "sentences", FAIR.id, "--sentence", chosen, "--editor", "ana"),
        run(*edit, "drop", TRAM.id, "--editor", "ana"),
        run("issue", "undo", ID, "--editor", "ben"),
        run("issue", "redo", ID, "--editor", "ana"),
    ]
    assert [one.err for one in said] == [""] * 5
    assert said[0].out == f'ana made the lead "{BOOKS.title}" on 2026-11-16 06:00 UTC (edit 1)\n'
    assert said[3].out == "ben undid edit 3 on 2026-11-16 06:00 UTC (edit 4)\n"
    shown = run("issue", "show", ID).out.splitlines()
    assert shown[0] == f"{ID}: draft, 2 of 3 stories"
    assert f"  s{TRAM.id[1:]}" in shown[shown.index("dropped:") + 1]
    assert run("issue", "edits", ID).out.splitlines()[0].endswith("(edit 1): asked for")
    assert run("issue", "list").out == f"{ID:32} draft, 3 edits\n"

    assert run("issue", "publish", ID, "--editor", "ana").out == (
        f"{ID} revision 1: 2 entries, published 2026-11-16 06:00 UTC\n"
    )
    assert run("issue", "edit", ID, "headline", FAIR.url, "--text", "Market opens").code == 0
    assert run("issue", "correct", ID, "--words", "A better headline.").out.splitlines()[1:] == [
        f"  corrected headline of {FAIR.title}"
    ]
    assert run("compile", "--verify", ID, "--revision", "1").out.startswith(f"{ID} revision 1 is reproduced: 6 files, ")
    assert run("compile", "--verify", ID).code == 0
    assert "A better headline." in run("issue", "show", ID, "--revision", "2").out
    assert run("compile", "--week", "2026-W46", "--out", str(tmp_path / "out")).code == 0
    assert "A better headline." in (tmp_path / "out" / f"{ID}.html").read_text()
    assert json.loads(run("issue", "list", "--json").out)[0]["state"] == "published"


def test_verifying_tells_what_differs_with_exit_code_one(run: Run, tmp_path: Path) -> None:
    run("issue", "publish", ID)
    with Archive(tmp_path / "archive.sqlite") as archive:
        archive.run("UPDATE versions SET text = replace(text, 'sixty', 'ninety')")

    said = run("compile", "--verify", ID)
    assert said.code == 1
    assert said.out.splitlines()[-1] == f"version 1 of article {FAIR.id} is no longer the text it was"


def test_a_scheduled_issue_waits_for_its_moment_by_the_clock_of_the_edition(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("issue", "schedule", ID, "2026-11-16T09:00", "--editor", "ana").out == (
        "ana scheduled the issue for 2026-11-16 08:00 UTC on 2026-11-16 06:00 UTC (edit 1)\n"
    )
    assert run("issue", "list").out == f"{ID:32} scheduled 2026-11-16T08:00:00Z, 1 edits\n"
    assert run("issue", "publish", "--due").out.strip() == ""
    monkeypatch.setattr(cli_desk, "now", lambda: NOW + timedelta(hours=2))
    assert run("issue", "publish", "--due").out.startswith(f"{ID} revision 1: 3 entries")


def test_of_editors_at_the_same_moment_one_is_first_and_the_others_are_told(
    run: Run, settings: Settings, tmp_path: Path
) -> None:
    edition = settings.editions[0]

    def at_once(work: Callable[[Archive, str], object]) -> list[object]:
        def alone(editor: str) -> object:
            with Archive(tmp_path / "archive.sqlite") as archive:
                return work(archive, editor)

        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(alone, ("ana", "ben", "eva", "jan")))

    action = Action(kind="drop", story=BOOKS.id)
    done = at_once(lambda archive, who: act(archive, settings, edition, WEEK, action, who, now=NOW, seen=0))
    (first,) = [one for one in done if isinstance(one, Edit)]
    assert [one.by for one in done if isinstance(one, Refused)] == [first] * 3
    out = at_once(lambda archive, who: publish(archive, settings, edition, WEEK, who, now=NOW))
    assert sum(isinstance(one, Published) for one in out) == 1


def test_a_killed_publication_is_no_publication_and_goes_through_again(run: Run, tmp_path: Path) -> None:
    path, undisturbed = tmp_path / "archive.sqlite", tmp_path / "undisturbed.sqlite"
    run("issue", "edit", ID, "headline", FAIR.url, "--text", "Market opens", "--editor", "ana")
    shutil.copy(path, undisturbed)

    def published(doom: str, archive: Path, *words: str) -> int:
        """Run a command in a process of its own; `doom` as tests/doomed.py has it."""
        command = [sys.executable, "-m", "tests.doomed", doom, "--archive", str(archive), "issue", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode

    assert published("publish:1", path, "publish", ID, "--editor", "ana") == -signal.SIGKILL
    with Archive(path) as archive:
        assert (newest(archive, ID), issues.compiled_issues(archive)) == (None, [])
    assert published("never", path, "publish", ID, "--editor", "ana") == 0
    assert published("never", undisturbed, "publish", ID, "--editor", "ana") == 0
    run("issue", "edit", ID, "drop", BOOKS.url, "--editor", "ana")
    assert published("correct:1", path, "correct", ID, "--words", "x", "--editor", "ana") == -signal.SIGKILL
    with Archive(path) as archive, Archive(undisturbed) as other:
        assert newest(archive, ID) == newest(other, ID)
        assert verify(archive, ID).differences == ()


WRONG = [
    (("issue", "show", "nobody-2026-W46"), '"nobody-2026-W46" is no issue: write it like network-2026-W46'),
    (("issue", "show", ID, "--revision", "1"), f"{ID} has no revision 1"),
    (("issue", "edit", ID, "drop", "s0"), '"s0" is no story'),
    (("issue", "edit", ID, "sentences", FAIR.id, "--sentence", "x:1-2"), '"x:1-2" is no sentence of the story'),
    (("issue", "undo", ID), f"there is nothing to undo in {ID}"),
    (("issue", "redo", ID, "3"), "the issue has no edit 3"),
    (("issue", "schedule", ID), "name a moment, as 2026-11-16T09:00, or --cancel"),
    (("issue", "publish"), "name an issue, as network-2026-W46, or --due"),
    (("issue", "correct", ID, "--words", "x"), f"{ID} is not published yet"),
    (("issue", "list", "--edition", "x"), 'no edition is named "x"'),
    (("compile", "--verify", ID), f"{ID} was not published"),
]


@pytest.mark.parametrize(("words", "why"), WRONG)
def test_mistakes_are_one_line_and_exit_code_two(run: Run, words: tuple[str, ...], why: str) -> None:
    said = run(*words)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"citydesk: {why}")

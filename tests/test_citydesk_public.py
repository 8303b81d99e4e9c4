"""The public pages without a server: what stands on them, in which language, and that nothing else gets out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from citydesk.archive import Archive
from citydesk.settings import Settings, load_settings
from citydesk.web.public.languages import FOLDER, LANGUAGES, preferred
from citydesk.web.public.routes import page_at
from tests.fakes import ROOT
from tests.public_samples import HOSTILE, WEEKS, document, kinds_of_pages, sample_archive
from tests.test_citydesk_desk import BOOKS, TRAM

ISSUE = f"network-{WEEKS[1]}"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture(scope="module")
def archive(settings: Settings) -> Iterator[Archive]:
    with sample_archive() as opened:
        yield opened


def text_of(archive: Archive, settings: Settings, path: str) -> str:
    return document(archive, settings, path).body.decode()


def story_of(archive: Archive, article: str) -> str:
    return str(archive.value("SELECT story FROM story_members WHERE article = ?", (article,)))


def test_every_type_of_page_stands_in_every_language(archive: Archive, settings: Settings) -> None:
    for path in kinds_of_pages(archive):
        if path.startswith(("search", "no-such")):
            continue
        for language in LANGUAGES:
            text = text_of(archive, settings, f"{language}/{path}")
            assert f'<html lang="{language}">' in text
            assert len(text) < 100_000
            assert 'rel="canonical" href="https://citydesk.example/' in text


def test_an_issue_is_shown_as_it_was_published(archive: Archive, settings: Settings) -> None:
    frozen = archive.value("SELECT body FROM revision_renderings WHERE issue = ? AND format = 'html'", (ISSUE,))
    text = text_of(archive, settings, f"en/issues/{ISSUE}/")
    ways = re.compile(r'<br><a class="all".*?</a>\n')
    body = re.search(r'<header class="masthead">.*</main>', frozen.decode(), re.DOTALL)
    assert body is not None
    assert body[0] in ways.sub("", text)
    assert len(ways.findall(text)) == frozen.decode().count("<article id=")
    assert document(archive, settings, f"en/issues/{ISSUE}/issue.html").body == frozen


def test_what_is_not_published_is_nowhere(archive: Archive, settings: Settings) -> None:
    assert page_at("en/issues/network-2026-W47/") is not None  # a path like any other, until something stands there
    with pytest.raises(AssertionError, match="network-2026-W47"):
        text_of(archive, settings, "en/issues/network-2026-W47/")
    assert "network-2026-W47" not in text_of(archive, settings, "en/issues/")


def test_a_story_tells_who_reported_it_how_and_why_together(archive: Archive, settings: Settings) -> None:
    text = text_of(archive, settings, f"en/stories/{story_of(archive, TRAM.id)}/")
    assert text.count(TRAM.url) >= 2
    assert "repost" in text
    assert "City of Riga" in text
    assert "why these belong together" in text
    assert "Why it is here:" in text


def test_a_change_of_a_source_is_shown_with_both_wordings(archive: Archive, settings: Settings) -> None:
    changed = archive.value("SELECT article FROM versions WHERE number = 2")
    text = text_of(archive, settings, f"de/stories/{story_of(archive, changed)}/")
    assert "Von der Quelle geändert" in text
    assert re.search("<del[^>]*>[^<]*forty flats", text)
    assert re.search("<ins[^>]*>[^<]*fifty flats", text)


def test_a_former_id_leads_to_the_story_it_is_now(archive: Archive, settings: Settings) -> None:
    story = story_of(archive, TRAM.id)
    with archive.write():
        archive.run("INSERT INTO story_aliases VALUES ('sformer', ?)", (story,))
    from citydesk.web.public.document import Moved
    from citydesk.web.public.site import Site

    found = page_at("fr/stories/sformer/")
    assert found is not None
    moved = found[1](Site(archive=archive, settings=settings, language="fr"))
    assert moved == Moved(path=f"/fr/stories/{story}/")


def test_no_page_names_an_editor(archive: Archive, settings: Settings) -> None:
    for path in kinds_of_pages(archive):
        if not path.startswith(("search", "no-such")):
            assert "noor" not in text_of(archive, settings, f"en/{path}")


def test_the_way_to_e_mail_is_shown_where_mail_is_sent(archive: Archive, settings: Settings) -> None:
    assert "subscribe" not in text_of(archive, settings, "fr/cities/ghent/")
    mail = settings.service.mail.model_copy(update={"relay": "smtp://mail.example"})
    sending = replace(settings, service=settings.service.model_copy(update={"mail": mail}))
    assert "http://127.0.0.1:8600/subscribe?language=fr" in text_of(archive, sending, "fr/cities/ghent/")
    assert "http://127.0.0.1:8600/subscribe?language=de" in text_of(archive, sending, "de/about/")


def test_hostile_words_stand_as_text_also_in_linked_data(archive: Archive, settings: Settings) -> None:
    text = text_of(archive, settings, f"en/stories/{story_of(archive, HOSTILE.id)}/")
    assert text.count("<script") == text.count('<script type="application/ld+json">') == 1
    assert "\u202e" not in text
    data = re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    told = json.loads(data[1])
    assert told["@type"] == "NewsArticle"
    assert '<script>document.title="taken"</script>' in told["headline"]


def test_a_dutch_headline_says_its_language_to_readers_and_machines(archive: Archive, settings: Settings) -> None:
    text = text_of(archive, settings, f"fr/stories/{story_of(archive, BOOKS.id)}/")
    assert '<h1 lang="nl"' in text
    assert "néerlandais" in text


def test_an_issue_is_a_list_for_machines(archive: Archive, settings: Settings) -> None:
    text = text_of(archive, settings, f"en/issues/{ISSUE}/")
    data = re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    told = json.loads(data[1])
    assert told["@type"] == "ItemList"
    assert told["numberOfItems"] == len(told["itemListElement"]) == text.count("<article id=")


NO_PATHS = ("en/../desk", "en/issues/../../etc/passwd", "en/issues/%2e%2e/", "fr/cities/GHENT/", "xx/", "en",
            "en/cities/ghent/feed.php", "en/issues/a\nb/", "site-0.css")  # fmt: skip


@pytest.mark.parametrize("path", NO_PATHS)
def test_paths_that_are_no_page_reach_nothing(path: str) -> None:
    assert page_at(path) is None


@pytest.mark.parametrize(
    ("header", "language"),
    [("fr-CA,fr;q=0.9,en;q=0.5", "fr"), ("en;q=0.3, de;q=0.8", "de"), ("pt, nl;q=0.5", "en"), ("", "en"),
     ("es;q=0, de", "de"), ("x;q=y, ;;;, es", "es"), ("*", "en")],
)  # fmt: skip
def test_the_language_is_the_one_that_is_wished_for_most(header: str, language: str) -> None:
    assert preferred(header) == language


LARGE = ("stories", "story_members", "story_subjects", "articles", "versions", "tags", "fetches", "pages", "briefs",
         "issue_entries", "thread_stories", "story_aliases", "tag_correction_articles")  # fmt: skip


@pytest.mark.parametrize("path", ["en/cities/ghent/", "en/topics/asylum-refugees/", "fr/cities/ghent/feed.atom",
                                  "en/cities/ghent/feed-2026-11.rss", "en/cities/"])  # fmt: skip
def test_a_page_of_a_city_or_topic_looks_through_no_large_table(
    archive: Archive, settings: Settings, path: str
) -> None:
    asked: list[str] = []
    archive.connection.set_trace_callback(asked.append)
    document(archive, settings, path)
    archive.connection.set_trace_callback(None)
    plans = {row["detail"] for sql in asked if sql.startswith(("SELECT", "WITH"))
             for row in archive.rows(f"EXPLAIN QUERY PLAN {sql}")}  # fmt: skip
    assert plans
    assert [plan for plan in plans if re.match(rf"SCAN ({'|'.join(LARGE)})\b", plan)] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_word_is_translated_and_no_other(language: str) -> None:
    found = extract_from_dir(ROOT / "citydesk/web/public", [("**/templates/**.html", "jinja2"), ("**.py", "python")])
    asked = {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    with (Path(FOLDER) / language / "LC_MESSAGES" / "citydesk.po").open("rb") as file:
        catalogue = {message.id: message for message in read_po(file, locale=language) if message.id}
    told = {id[0] if isinstance(id, tuple) else id for id in catalogue}
    assert told == asked
    for id, message in catalogue.items():
        words = [message.string] if isinstance(message.string, str) else list(message.string or ())
        wanted = set(re.findall(r"%\(\w+\)s", id if isinstance(id, str) else id[0]))
        assert all(one and set(re.findall(r"%\(\w+\)s", one)) == wanted for one in words), id
        assert not message.fuzzy

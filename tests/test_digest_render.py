from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from lxml import html

from digest.issue import Coverage, Issue, ThreadRef
from digest.period import period_named
from digest.render import content_security_policy, render_html, render_text
from digest.text import clean, passage_url, safe_url
from digest.words import _TABLE, LANGUAGES, words_in
from nlp.story import Sentence
from tests.digest_samples import (
    COVERAGE,
    EDITION,
    HOSTILE,
    candidate,
    issue,
    on,
    report,
    sixteen_cities,
    with_theme_and_map,
)


def _plain(markup: str) -> str:
    return " ".join(html.fromstring(markup).text_content().split())


def test_the_masthead_says_when_how_much_and_what_is_missing() -> None:
    text = _plain(render_html(sixteen_cities()))
    assert "Week 46 · 9–15 November 2026" in text
    assert (
        "3 stories from 17 cities in 3 languages · 1 minute · quiet: City of Riga, City of Naples"
        " · not reached: City of Nicosia (no answer since Thursday)"
    ) in text


def test_an_entry_says_where_when_and_by_whom() -> None:
    text = _plain(render_html(sixteen_cities()))
    assert (
        "City 00 · City 01 · City 02 · City 03 · … (16) City 04 · City 05 · City 06 · City 07 · City 08 · City 09 · "
        "City 10 · City 11 · City 12 · City 13 · City 14 · City 15 · Migration and integration · "
        "First reported on Monday 9 November by EUROCITIES; also reported by City of Ghent (Dutch, translation; "
        "repost), Nantes Métropole (French, translation), Solidarity Cities (short version), City 0 (own report) "
        "and 2 more City 1 (own report), City 2 (own report)"
    ) in text
    assert "Ghent · Reported on Tuesday 10 November by City of Ghent" in text


def test_every_sentence_links_to_its_place_at_the_source() -> None:
    page = html.fromstring(render_html(sixteen_cities()))
    assert [link.get("href") for link in page.cssselect(".lead .told a")] == [
        "https://news.example/g1#:~:text=The%20Commission%20has%20confirmed%20it%20%E2%80%93%20finally%2C%20and%20for%20all.",
        "https://news.example/g1#:~:text=Work%20begins%20in%20May.",
    ]
    assert page.cssselect(".lead h3 a")[0].get("href") == "https://news.example/g1"


def test_another_language_is_named_and_marked() -> None:
    page = html.fromstring(render_html(sixteen_cities()))
    marked = [(h3.text_content().strip(), h3[0].get("lang")) for h3 in page.cssselect("article h3")]
    assert marked == [
        ("Sixteen cities win EU backing", "en"),
        ("Headline of h1", "en"),
        ("Gent bouwt veertig woningen Dutch", "nl"),
    ]
    assert page.cssselect("#s-h2 .told a")[0].get("lang") == "nl"


def test_page_and_text_tell_the_same_in_the_same_order() -> None:
    made = sixteen_cities()
    for rendering in (_plain(render_html(made)), " ".join(render_text(made).split())):
        places = [rendering.index(entry.candidate.headline) for entry in made.entries]
        assert places == sorted(places)
        assert "Migration and integration · First reported on Monday 9 November by EUROCITIES" in rendering
        assert "City of Riga, City of Naples" in rendering


@pytest.mark.parametrize(
    ("published", "precision", "says"),
    [
        (on(10), "minute", "Reported on Tuesday 10 November by City of Ghent"),
        (datetime(2026, 11, 8, 23, 30, tzinfo=UTC), "minute", "Reported on Monday 9 November by City of Ghent"),
        (datetime(2026, 11, 8, 23, 30, tzinfo=UTC), "month", "Reported in November 2026 by City of Ghent"),
        (datetime(2026, 11, 8, 23, 30, tzinfo=UTC), "year", "Reported in 2026 by City of Ghent"),
        (None, None, "Date of publication unknown, reported by City of Ghent"),
    ],
)
def test_dates_are_words_and_no_more_exact_than_known(
    published: datetime | None, precision: str | None, says: str
) -> None:
    made = issue(candidate("a", report("a", published=published, precision=precision)))
    assert says in _plain(render_html(made))
    assert says in render_text(made)


def test_sections_count_and_say_what_found_no_room() -> None:
    many = [candidate(f"h{n}", cities=((f"c{n}", "primary"),)) for n in range(10)]
    text = _plain(render_html(issue(*many)))
    assert "Housing (9)" in text
    assert "and 3 more" in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Week 46 · 9–15 November 2026"),
        ("fr", "Semaine 46 · 9–15 novembre 2026"),
        ("de", "Woche 46 · 9.–15. November 2026"),
        ("es", "Semana 46 · 9–15 de noviembre de 2026"),
        ("nl", "Week 46 · 9–15 november 2026"),
        ("lv", "Week 46 · 9–15 November 2026"),
    ],
)
def test_the_words_are_those_of_the_edition(language: str, says: str) -> None:
    made = issue(candidate("a"), edition=replace(EDITION, language=language))
    assert says in _plain(render_html(made))
    assert says in render_text(made)
    assert html.fromstring(render_html(made)).get("lang") == (language if language in LANGUAGES else "en")


def test_every_word_is_there_in_every_language_with_the_same_blanks() -> None:
    for key, row in _TABLE.items():
        assert len(row) == len(LANGUAGES)
        assert len({(tuple(sorted(re.findall(r"{\w+}", words))), words.count("|")) for words in row}) == 1, key


def test_intervals_are_as_short_as_they_are_clear() -> None:
    day = datetime(2026, 12, 28, tzinfo=UTC).date()
    assert words_in("en").interval(day, day.replace(year=2027, month=1, day=3)) == "28 December 2026 – 3 January 2027"
    assert (
        words_in("fr").interval(day.replace(month=9), day.replace(month=10, day=1)) == "28 septembre – 1er octobre 2026"
    )
    assert words_in("de").interval(day, day) == "Montag, 28. Dezember 2026"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def _hostile() -> Issue:
    bad = report(
        "bad", name=HOSTILE, city=None, owner="partner", url="javascript:alert(1)", title=HOSTILE, language='"><script>'
    )
    also = report("also", name=HOSTILE + "2", relation="report", url='https://x.example/"onmouseover="a', title=HOSTILE)
    made = candidate(
        "bad",
        bad,
        also,
        headline=HOSTILE + " very" * 4000,
        words=(HOSTILE,),
        cities=((HOSTILE, "primary"),),
        topics=("x",),
    )
    coverage = Coverage(reported=(HOSTILE,), quiet=(HOSTILE,) * 9, not_reached=((HOSTILE, HOSTILE),))
    return issue(made, edition=replace(EDITION, title=HOSTILE), coverage=coverage)


def test_hostile_text_is_text() -> None:
    made = _hostile()
    page, text = render_html(made), render_text(made)
    seen = "<script>alert(1)</script> {{7*7}} ]]> &amp;#x41; &broken; abc"
    parser = _Tags()
    parser.feed(page)
    assert "script" not in parser.tags
    assert not [name for name, _ in parser.attributes if name.startswith("on") or name == "style"]
    assert not [value for name, value in parser.attributes if name == "href" and "javascript" in (value or "")]
    assert html.fromstring(page).cssselect("h3")[0].text_content().startswith(seen)
    assert seen in text
    for rendering in (page, text):
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", rendering)
        assert len(rendering) < 40_000
        rendering.encode()


def test_the_page_asks_nobody_for_anything() -> None:
    page = html.fromstring(render_html(_hostile()))
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} & {
        "script", "link", "img", "iframe", "object", "form", "video", "audio", "base"
    } == set()  # fmt: skip
    assert not re.search(r"url\(|@import|@font-face", page.cssselect("style")[0].text)
    policy = page.cssselect("meta[http-equiv]")[0].get("content")
    assert policy == content_security_policy()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_headings_step_down_one_at_a_time_and_ids_are_unique() -> None:
    page = html.fromstring(render_html(sixteen_cities()))
    levels = [int(str(element.tag)[1]) for element in page.cssselect("h1, h2, h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    ids = [element.get("id") for element in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    targets = {link.get("href")[1:] for link in page.cssselect('a[href^="#"]')}
    assert targets <= set(ids)


def test_bars_say_their_numbers_in_words() -> None:
    page = html.fromstring(render_html(sixteen_cities()))
    labels = [bar.get("aria-label") for bar in page.cssselect(".bars svg")][2:]  # after those by topic
    assert labels[:2] == ["Ghent: 2 stories", "City 00: 1 story"]


def test_an_empty_issue_says_so() -> None:
    made = issue(coverage=Coverage(reported=(), quiet=(), not_reached=()))
    assert "No stories in this period. · 1 minute" in _plain(render_html(made))
    assert "reported (0): none" in render_text(made)


def test_same_issue_same_bytes() -> None:
    assert render_html(sixteen_cities()) == render_html(sixteen_cities())
    assert render_text(sixteen_cities()) == render_text(sixteen_cities())


def test_text_lines_fit_a_mail() -> None:
    lines = render_text(sixteen_cities()).splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 76


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        ("https://a.example/x", "Low-emission, now & then", "https://a.example/x#:~:text=Low%2Demission%2C%20now%20%26%20then"),
        ("https://a.example/x#top", "Kurz.", "https://a.example/x#top:~:text=Kurz."),
        (
            "https://a.example/",
            " ".join(f"w{n}" for n in range(20)),
            "https://a.example/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w15%20w16%20w17%20w18%20w19",
        ),
        ("https://a.example/", "  ", "https://a.example/"),
        ("https://a.example/", "a\ud800b", "https://a.example/#:~:text=ab"),
        ("javascript:alert(1)", "words", None),
    ],
)  # fmt: skip
def test_a_passage_has_an_address(url: str, words: str, expected: str | None) -> None:
    assert passage_url(url, words) == expected


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "data:text/html,x", "//a.example", "https://", "https://a b", "https://a\n", "x" * 3000, "http://["],
)  # fmt: skip
def test_an_address_that_is_none_is_not_linked(url: str) -> None:
    assert safe_url(url) is None


def test_clean_cuts_at_a_word() -> None:
    assert clean("one two\n three four", 12) == "one two…"
    assert clean("x" * 50, 12) == "x" * 11 + "…"


def test_a_sentence_of_an_unknown_article_is_not_told() -> None:
    made = candidate("a")
    stray = Sentence(article="a-nowhere", start=0, end=3, words="Who")
    text = render_text(issue(replace(made, sentences=(*made.sentences, stray))))
    assert "Who" not in text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Part of: CITIES-GROW — approved → started"),
        ("fr", "Fait partie de : CITIES-GROW — approuvé → lancé"),
        ("de", "Teil von: CITIES-GROW — beschlossen → begonnen"),
    ],
)
def test_thread_stands_in_page_and_text(language: str, line: str) -> None:
    thread = ThreadRef(title="CITIES-GROW", phases=("approved", "started"))
    made = issue(candidate("a", thread=thread), edition=replace(EDITION, language=language))
    assert line in _plain(render_html(made))
    assert f"  {line}\n" in render_text(made)


def test_thread_without_phases_is_its_title() -> None:
    made = issue(candidate("a", thread=ThreadRef(title=HOSTILE)))
    assert "<script>" not in render_html(made)
    assert "Part of: <script>" in render_text(made)
    assert "Part of" not in render_text(issue(candidate("b")))


def test_coverage_names_everyone() -> None:
    quiet = tuple(f"City {n}" for n in range(20))
    text = _plain(render_html(issue(candidate("a"), coverage=replace(COVERAGE, quiet=quiet))))
    assert "quiet: City 0, City 1, City 2, City 3 and 16 more" in text
    assert ", ".join(quiet) in text


def test_map_says_its_numbers_and_quiet_cities_are_pale_dots() -> None:
    page = html.fromstring(render_html(with_theme_and_map()))
    (drawn,) = page.cssselect("svg.map")
    assert drawn.get("aria-label") == "On the map: Dresden 1, Ghent 1, Milan 1"
    assert len(drawn.cssselect("circle.quiet")) == 2  # Ghent has a story
    assert len(drawn.cssselect("circle")) == 5


def test_who_was_not_reached_stands_with_since_when_and_why() -> None:
    issue = with_theme_and_map()
    line = "City of Nicosia (last reached on 12 November; no answer since Thursday)"
    assert line in html.fromstring(render_html(issue)).text_content()
    assert line in " ".join(render_text(issue).split())


def test_a_thread_tells_the_days_of_its_phases() -> None:
    assert "Part of: Zones — approved (3 March 2025) → started (9 November)" in render_html(with_theme_and_map())


def test_a_month_is_named_by_its_name() -> None:
    issue = replace(sixteen_cities(), period=period_named("2026-11"))
    assert "<span>November 2026</span>" in render_html(issue)

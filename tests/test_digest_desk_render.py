"""What editors wrote, and corrections, in every rendering: marked, in its place, as text whatever it contains."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.issue import Correction, Issue
from digest.period import iso_week
from digest.render import render_html, render_text
from digest.words import words_in
from tests.digest_samples import HOSTILE, candidate, issue
from tests.test_digest_feed import atom, rss

SITE = "https://desk.example/"


def edited(headline: str, note: str) -> Issue:
    plain = issue(candidate("one"), candidate("two", topics=("mobility",)))
    assert plain.lead is not None
    return replace(plain, lead=replace(plain.lead, headline=headline, note=note))


def correction(words: str) -> Correction:
    return Correction(
        number=1,
        issue="network-2026-W45",
        period=iso_week("2026-W45"),
        story="s-one",
        title="The sum of the fund",
        field="sentences",
        before="The fund has 12 million euros.",
        after="",
        words=words,
        made_at=datetime(2026, 11, 10, tzinfo=UTC),
    )


def test_an_editors_headline_and_note_are_marked() -> None:
    found = edited("Forty flats", "See page three.")

    page, text = render_html(found), render_text(found)
    assert 'dir="auto">Forty flats</a> <span class="tongue">headline by the editors</span>' in page
    assert "<b>Editors’ note:</b> <bdi>See page three.</bdi>" in page
    assert "Forty flats [headline by the editors]" in text
    assert "  Editors’ note: See page three." in text
    for feed in (rss(found, SITE).decode(), atom(found, SITE).decode()):
        assert "Forty flats" in feed
        assert "Editors’ note: See page three." in feed


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "nl"])
def test_corrections_are_listed_in_the_words_of_the_edition(language: str) -> None:
    found = replace(issue(candidate("one")), corrections=(correction("1.2, not 12 million."),))
    words = words_in(language)

    assert words["corrections"] in render_html(found, words)
    assert words["corrections"].upper() in render_text(found, words)
    assert f"{words['changed_sentences']}: The fund has 12 million euros. → –" in render_html(found, words)


def test_what_editors_write_is_text_whatever_it_contains() -> None:
    found = replace(edited(HOSTILE, HOSTILE), corrections=(correction(HOSTILE),))
    page = render_html(found)

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert not {"\u202e", "\u2066", "\x1b"} & set(page + render_text(found))
    for feed in (rss(found, SITE), atom(found, SITE)):
        assert b"<script" not in feed

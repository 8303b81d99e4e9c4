"""The type of a text by title, first lines, address and, where no word tells it, by what it reads like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from crawler.article import Article
from nlp.content_kind import content_kind, tag_kind
from nlp.content_wordings import KINDS
from nlp.content_words import IN_PATH, IN_TITLE
from nlp.story import Span, Tag
from nlp.topics import Vectors, build_classifier

SEEN = datetime(2026, 3, 2, tzinfo=UTC)


def article(title: str, text: str = "", path: str = "/2026/1") -> Article:
    return Article(
        url=f"https://news.example{path}",
        source="example",
        title=title,
        text=text,
        language="en",
        published=SEEN,
        precision="day",
        date_source="feed",
        first_seen=SEEN,
    )


@pytest.mark.parametrize(
    ("title", "text", "path", "kind"),
    [
        ("City opens a bridge", "Cyclists crossed it.", "/2026/1", "news"),
        ("Press release: city opens a bridge", "", "/2026/1", "press-release"),
        ("Η πόλη ανοίγει γέφυρα", "ΔΕΛΤΙΟ ΤΥΠΟΥ\n\nΗ γέφυρα ανοίγει.", "/2026/1", "press-release"),
        ("Most otwarty", "Ruszył nowy most.", "/aktualnosci/komunikaty/1", "press-release"),
        ("Kommentar: Warum wir Brücken bauen", "", "/2026/1", "opinion"),
        ("Tribune | Des ponts pour tous", "", "/2026/1", "opinion"),
        ("Opinion polls: trust in the city grows", "", "/2026/1", "news"),
        ("Bauingenieur (m/w/d) für Brücken", "", "/2026/1", "job"),
        ("Avoin työpaikka: siltainsinööri", "", "/2026/1", "job"),
        ("Bridge engineer", "", "/careers/bridge-engineer", "job"),
        ("Europaweite Ausschreibung: Brückenbau", "", "/2026/1", "tender"),
        ("Przetarg na remont mostu", "", "/2026/1", "tender"),
        ("Tag der offenen Tür im Brückenmuseum", "", "/2026/1", "event"),
        ("Den otevřených dveří na radnici", "", "/2026/1", "event"),
        ("Concert on the bridge", "On Friday at 19:30. Admission is free.", "/2026/1", "event"),
        ("Admission to the museum is free from now on", "The council decided.", "/2026/1", "news"),
        ("Concert on the bridge", "", "/events/concert", "event"),
        ("Newsletter: jobs, tenders, events", "", "/events/1", "roundup"),
        ("Zapora ceste ob mostu", "Od 8.00 do 17.00.", "/2026/1", "notice"),
    ],
)
def test_words_and_address_tell_the_type(title: str, text: str, path: str, kind: str) -> None:
    assert content_kind(article(title, text, path)) == kind


def test_a_tag_shows_what_tells_it() -> None:
    assert tag_kind(article("Public viewing: Save  the date", "")).value == "news"  # two blanks are no spelling
    assert tag_kind(article("Bridge fest: save the date")) == Tag(
        kind="type",
        value="event",
        score=0.9,
        evidence=(Span(field="title", start=13, end=26, words="save the date"),),
    )
    assert tag_kind(article("Bridge", "", "/jobs/1")).reason == "address: /jobs/"


def embed(texts: Sequence[str], _: Sequence[str]) -> Vectors:
    """One dimension a kind: every wording of KINDS in the order it stands in."""
    each = [kind.id for kind in KINDS for _ in range(len(kind.wordings) + len(kind.local_wordings))]
    order = [kind.id for kind in KINDS]
    assert len(texts) == len(each)
    return np.eye(len(order), dtype=np.float32)[[order.index(kind) for kind in each]]


def test_where_no_word_tells_it_likeness_does() -> None:
    kinds = build_classifier(KINDS, embed)
    order = [kind.id for kind in KINDS]
    opinion = np.eye(len(order), dtype=np.float32)[order.index("opinion")]
    told = tag_kind(article("Cities deserve better"), opinion, kinds)
    assert (told.value, told.score) == ("opinion", 0.6)
    assert told.reason.startswith("reads like: Opinion")
    assert tag_kind(article("Cities deserve better"), opinion * 0, kinds).value == "news"
    assert tag_kind(article("Newsletter"), opinion, kinds).value == "roundup"
    assert (
        tag_kind(article("Cities deserve better"), opinion, replace(kinds, offsets=kinds.offsets - 1)).value == "news"
    )


def test_words_are_written_as_they_are_looked_for() -> None:
    words = [word for words in (*IN_TITLE.values(), *IN_PATH.values()) for word in words]
    assert [word for word in words if word != word.lower() or word != word.strip()] == []

"""Projects in any of their spellings, and not as ordinary words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.article import Article
from nlp.projects import tag_projects
from nlp.story import Span, Tag
from nlp.vocabulary import Project

SEEN = datetime(2026, 3, 2, tzinfo=UTC)
PROJECTS = (
    Project(key="cities-grow", name="CITIES-GROW", spellings=("CITIES-GROW", "CITIES GROW", "Cities-Grow")),
    Project(key="solidarity", name="Solidarity Cities", spellings=("Solidarity Cities", "SolidarityCities")),
    Project(key="cities", name="Cities Programme", spellings=("Solidarity",)),
    Project(key="dive", name="DIVE", spellings=("DIVE",)),
)


def article(title: str, text: str) -> Article:
    return Article(
        url="https://news.example/1",
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
    ("text", "expected"),
    [
        ("The CITIES-GROW project", ["cities-grow"]),
        ("Das CITIES\u00a0GROW-Projekt", ["cities-grow"]),
        ("“Cities-Grow”: seize villes", ["cities-grow"]),
        ("CITIES\nGROW und Solidarity Cities", ["cities-grow", "solidarity"]),
        ("When cities grow, trees grow. Dive in!", []),
        ("CITIES-GROWTH and DIVERSITY", []),
        ("το έργο DIVE", ["dive"]),
        ("Το έργο CITIES–GROW ξεκινά", ["cities-grow"]),
        ("Проєкт «CITIES‑GROW» стартує", ["cities-grow"]),
        ("CITIES - GROW", ["cities-grow"]),
        ("Kaupungit CITIES GROWin ja CITIES GROW:n kanssa", ["cities-grow"]),
        ("SOLIDARITY CITIES", ["solidarity"]),
        ("solidarity cities", []),
        ("DIVEs and DIVErsity", []),
        ("XCITIES GROW, CITIESGROWX", []),
    ],
)
def test_spellings_count_as_they_are_written(text: str, expected: list[str]) -> None:
    assert [tag.value for tag in tag_projects(article("", text), PROJECTS)] == expected


def test_the_longer_spelling_takes_its_words() -> None:
    assert [tag.value for tag in tag_projects(article("", "Solidarity Cities"), PROJECTS)] == ["solidarity"]


def test_a_tag_shows_where_the_project_is_named() -> None:
    assert tag_projects(article("DIVE begins", "CITIES GROW ended; DIVE begins."), PROJECTS) == (
        Tag(
            kind="project",
            value="dive",
            score=1.0,
            evidence=(
                Span(field="title", start=0, end=4, words="DIVE"),
                Span(field="text", start=19, end=23, words="DIVE"),
            ),
        ),
        Tag(
            kind="project",
            value="cities-grow",
            score=0.7,
            evidence=(Span(field="text", start=0, end=11, words="CITIES GROW"),),
        ),
    )


def test_no_projects_no_tags() -> None:
    assert tag_projects(article("DIVE", "DIVE"), ()) == ()

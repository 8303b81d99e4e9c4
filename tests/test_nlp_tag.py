"""All tags of an article in one call, and those of a story from its members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from crawler.article import Article, Source
from nlp.content_wordings import KINDS
from nlp.encode import Vectors
from nlp.geometry import Geometry
from nlp.story import Role, Span, Tag, TagKind
from nlp.tag import build_tagger, story_tags, tag
from nlp.topics import TopicClassifier, build_classifier
from nlp.vocabulary import City, Project, Topic, Vocabulary

SEEN = datetime(2026, 3, 2, tzinfo=UTC)


class WordEncoder:
    """Turns a text into counts of three words."""

    model_id = "words"

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[1 + text.lower().count(word) for word in ("tram", "refugee", "tree")] for text in texts])
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


VOCABULARY = Vocabulary(
    cities=(
        City(id="ghent", name="Ghent", endonym="Gent", country="BE", latitude=51.0, longitude=3.7, geonames_id=1),
        City(id="riga", name="Riga", endonym="Rīga", country="LV", latitude=56.9, longitude=24.1, geonames_id=2),
    ),
    topics=(
        Topic(id="mobility", label="Trams", wordings=("Trams", "tram and tram")),
        Topic(id="asylum", label="Refugees", wordings=("Refugees", "refugee and refugee")),
        Topic(id="nature", label="Trees", wordings=("Trees", "tree and tree")),
    ),
    projects=(
        Project(key="solidarity", name="Solidarity Cities", spellings=("Solidarity Cities",), topics=("asylum",)),
    ),
)


def no_second_opinion() -> TopicClassifier:
    """Return kinds that nothing is near to: three words tell nothing of them."""
    kinds = build_classifier(KINDS, lambda texts, _: WordEncoder().encode(texts))
    return replace(kinds, prototypes=np.zeros_like(kinds.prototypes))


SOURCES = (
    Source(key="ghent-news", name="Ghent", url="https://a.example", kind="feed", owner="city", city="ghent"),
    Source(key="network", name="Network", url="https://b.example", kind="feed", owner="network"),
)
TAGGER = replace(build_tagger(VOCABULARY, SOURCES, WordEncoder(), None), kinds=no_second_opinion())


def article(title: str, text: str, source: str) -> Article:
    return Article(
        url="https://news.example/1",
        source=source,
        title=title,
        text=text,
        language="en",
        published=SEEN,
        precision="day",
        date_source="feed",
        first_seen=SEEN,
    )


def test_an_article_has_cities_topics_projects_and_a_type() -> None:
    one = article("Riga joins Solidarity Cities", "Riga takes in refugees.", "network")
    vector = np.array([-0.4, 0.8, -0.4], np.float32)
    tags = tag(one, vector, TAGGER)
    assert [(found.kind, found.value, found.role) for found in tags] == [
        ("city", "riga", "primary"),
        ("topic", "asylum", None),
        ("project", "solidarity", None),
        ("type", "news", None),
    ]


def test_the_source_tells_whose_news_it_is() -> None:
    vector = np.array([0.8, -0.4, -0.4], np.float32)
    own = tag(article("Call for tenders: new trams", "They are red.", "ghent-news"), vector, TAGGER)
    other = tag(article("New trams", "They are red.", "network"), vector, TAGGER)
    assert [(found.kind, found.value) for found in own] == [
        ("city", "ghent"),
        ("topic", "mobility"),
        ("type", "tender"),
    ]
    assert [(found.kind, found.value) for found in other] == [("topic", "mobility"), ("type", "news")]


def test_the_geometry_is_used_for_the_wordings() -> None:
    geometry = Geometry(model_id="words", version="1", overall=np.array([0.5, 0.5, 0.5], np.float32), means={})
    tagger = build_tagger(VOCABULARY, SOURCES, WordEncoder(), geometry)
    vector = geometry.centre(WordEncoder().encode(["tram tram tram"]), ["en"])[0]
    one = article("", "", "network")
    assert [found.value for found in tagger.classifier.classify(vector, one)] == ["mobility"]


def given(kind: TagKind, value: str, score: float, role: Role | None = None) -> Tag:
    return Tag(
        kind=kind, value=value, score=score, role=role, evidence=(Span(field="title", start=0, end=1, words="x"),)
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (
            {"a1": (given("city", "riga", 0.8, "primary"),), "a2": (given("city", "riga", 0.4, "about"),)},
            [("riga", 0.8, "primary")],
        ),
        (
            {
                "a1": (given("city", "ghent", 0.6, "primary"), given("city", "riga", 0.5, "about")),
                "a2": (given("city", "riga", 0.9, "primary"),),
                "a3": (given("city", "riga", 0.7, "primary"),),
            },
            [("riga", 0.9, "primary"), ("ghent", 0.6, "about")],
        ),
        (
            {
                "a1": (given("topic", "mobility", 0.9),),
                "a2": (given("topic", "mobility", 0.5), given("topic", "nature", 0.6)),
            },
            [("mobility", 0.7, None), ("nature", 0.3, None)],
        ),
        (
            {"a1": (given("topic", "mobility", 0.9),), "a2": (), "a3": ()},
            [],
        ),
        ({"a1": (given("project", "solidarity", 0.7),), "a2": ()}, [("solidarity", 0.7, None)]),
        ({"a1": (given("type", "event", 0.9),)}, []),
        ({}, []),
    ],
)
def test_a_story_follows_from_its_members(
    members: dict[str, tuple[Tag, ...]], expected: list[tuple[str, float, Role | None]]
) -> None:
    assert [(found.value, found.score, found.role) for found in story_tags(members)] == expected
    backwards = dict(reversed(members.items()))
    assert story_tags(backwards) == story_tags(members)

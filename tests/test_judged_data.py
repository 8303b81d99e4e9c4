"""The hand-labelled articles and graded weeks are well formed: known ids, one role a city, one grade a story."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CONFIG = Path(__file__).parents[1] / "config"
ROLES = ("primary", "about", "partner", "venue", "mention")
KINDS = {"news", "opinion", "press release", "event", "notice", "job", "tender", "roundup"}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled() -> list[dict[str, Any]]:
    return [article for part in sorted((DATA / "labelled").glob("part_*.jsonl")) for article in lines(part)]


def keys(name: str) -> set[str]:
    return set(tomllib.loads((CONFIG / name).read_text(encoding="utf-8")))


def test_labelled_articles_name_known_cities_topics_and_kinds() -> None:
    cities, topics = keys("cities.toml"), keys("topics.toml")
    for article in labelled():
        named = {city for role in ROLES for city in article[role]}
        assert named <= cities, article["id"]
        assert article["source_city"] in cities | {None}, article["id"]
        assert set(article["topics"]) <= topics, article["id"]
        assert article["kind"] in KINDS, article["id"]


def test_a_labelled_city_has_one_role_and_an_article_at_most_two_primaries() -> None:
    for article in labelled():
        times = Counter(city for role in ROLES for city in article[role])
        assert set(times.values()) <= {1}, article["id"]
        assert len(article["primary"]) <= 2, article["id"]


def test_no_labelled_article_stands_twice() -> None:
    articles = labelled()
    assert (
        len({article["id"] for article in articles}) == len({article["text"] for article in articles}) == len(articles)
    )


def test_a_story_has_one_grade_a_week() -> None:
    graded = lines(DATA / "graded_weeks.jsonl")
    assert set(Counter((line["week"], line["key"]) for line in graded).values()) == {1}
    assert {line["grade"] for line in graded} == {0, 1, 2, 3}
    assert len({line["week"] for line in graded}) == 5

"""Texts with acceptable topics, and the taxonomies they are told by: one reader for each set of `topics`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citydesk.config_files import read_tables
from citydesk.config_models import TopicTable
from crawler.article import Article
from nlp.vocabulary import Topic
from tests.evaluation.corpora import LANGUAGES, is_for_fitting, nsb, rows

TESTS = Path(__file__).parent.parent
TAXONOMIES = TESTS / "data" / "taxonomies"
LABELLED = TESTS / "data" / "labelled"
SEEN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text with its acceptable topics, the best first; `id` is that of the document, alike in all languages."""

    id: str
    article: Article
    gold: tuple[str, ...]
    kind: str = "news"

    @property
    def is_for_fitting(self) -> bool:
        """Tell whether it may be looked at and fitted on."""
        return is_for_fitting(self.id)


def taxonomy(name: str) -> tuple[Topic, ...]:
    """Return the topics of `sib200` or `nsb`."""
    tables = read_tables(TAXONOMIES / f"{name}.toml", "topic", TopicTable)
    return tuple(table.noun(key) for key, table in tables.items())


def sib(data: Path, *, is_train: bool) -> list[Sample]:
    """Return the sentences of SIB-200 that are there to train on, or the others; a sentence has no title."""
    return [
        Sample(
            id=row["id"],
            article=_article(row["id"], row["lang"], row["text"], ""),
            gold=(row["category"].replace("/", "-"),),
        )
        for row in rows(data / "sib200.jsonl.gz")
        if (row["part"] == "train") == is_train
    ]


def releases(data: Path, name: str) -> list[Sample]:
    """Return the press releases of `nsb_quads` or `nsb_month` that have a topic of the taxonomy, in each language."""
    path = data / f"{name}.jsonl.gz"
    ids = {topic.label: topic.id for topic in taxonomy("nsb")}
    gold = {row["id"]: tuple(ids[one] for one in row["topics"] if one in ids) for row in rows(path)}
    return [Sample(id=one.gold, article=one.article, gold=gold[one.gold]) for one in nsb(path) if gold[one.gold]]


def labelled() -> list[Sample]:
    """Return our own hand-labelled articles."""
    return [
        Sample(
            id=row["id"],
            article=_article(row["id"], row["language"], row["title"] or "", row["text"]),
            gold=tuple(row["topics"]),
            kind=row.get("kind", "news").replace(" ", "-"),
        )
        for row in _lines(sorted(LABELLED.glob("part_*.jsonl")))
    ]


def _lines(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _article(key: str, language: str, title: str, text: str) -> Article:
    return Article(
        url=f"https://{language}.example/{key}",
        source=f"evaluation-{language}",
        title=title,
        text=text,
        language=LANGUAGES.get(language, language),
        published=None,
        precision=None,
        date_source=None,
        first_seen=SEEN,
    )

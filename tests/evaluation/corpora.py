"""The evaluation data as articles with their gold: one reader per file of the data folder."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.article import Article

UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)
LANGUAGES = {"nb": "no", "nn": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An article and the id of the news it tells: the same id, the same news."""

    article: Article
    gold: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def nsb(path: Path) -> Iterator[Labelled]:
    """Yield the press releases of nsb_quads or nsb_month: one article a language, the lead before the text."""
    for row in rows(path):
        published = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        for language, content in row["content"].items():
            text = "\n\n".join(part for part in (content["lead"], content["text"]) if part)
            yield Labelled(
                article=_article(row["id"], language, content["title"] or "", text, published), gold=row["id"]
            )


def ntrex(path: Path) -> Iterator[Labelled]:
    """Yield the news documents of NTREX: the first sentence is the title; there are no dates."""
    for row in rows(path):
        title, *sentences = row["sentences"]
        yield Labelled(article=_article(row["doc"], row["lang"], title, "\n\n".join(sentences), None), gold=row["doc"])


def duplicates(data: Path, name: str) -> list[Labelled]:
    """Return the articles of `nsb_quads`, `nsb_month` or `ntrex_docs`."""
    reader = ntrex if name == "ntrex_docs" else nsb
    return list(reader(data / f"{name}.jsonl.gz"))


def is_for_fitting(gold: str) -> bool:
    """Tell whether a document belongs to the half that may be fitted on; the other half is looked at only to report."""
    return int(hashlib.sha256(gold.encode()).hexdigest(), 16) % 2 == 0


def _article(key: str, language: str, title: str, text: str, published: datetime | None) -> Article:
    return Article(
        url=f"https://{language}.example/{key}",
        source=f"evaluation-{language}",
        title=title,
        text=text,
        language=LANGUAGES.get(language, language),
        published=published,
        precision="day" if published else None,
        date_source="import" if published else None,
        first_seen=published or UNKNOWN_TIME,
    )

"""How well search finds what is wanted: 281 questions of our own in 18 languages, over the demo and a month of news.

`words`: which share of the wanted articles is among the first ten, by words. `meaning`: one over the place of the
first wanted story among the first ten, 0 beyond, by meaning alone; `hybrid`: the same by both, as the service asks.
What the folder doesn't hold is not asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from citydesk.archive import Archive, articles, crawling, stories
from citydesk.demo.content_reader import read_sites
from citydesk.pipeline.grouping import group_articles
from citydesk.pipeline.meanings import Meanings, index_meanings
from citydesk.pipeline.measures import Tools, measures
from citydesk.pipeline.search import By, Wish, search
from citydesk.pipeline.tagging import embed
from citydesk.progress import hide
from crawler.article import Article, Source
from nlp.encode import SentenceEncoder
from tests.bench.demo_texts import FIRST_DAY
from tests.evaluation.corpora import nsb

QUESTIONS = Path(__file__).parent.parent / "data" / "queries.jsonl"
FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the articles that answer it: ids, one tuple for each wanted thing in all its languages."""

    language: str
    by: str  # words or meaning
    text: str
    wanted: tuple[tuple[str, ...], ...]

    @property
    def sets(self) -> tuple[str, ...]:
        """Return the sets it counts for; `unseen` is the half that was not looked at while search was made."""
        is_unseen = int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 2 == 1
        return (self.language, "all", *(("unseen",) if is_unseen else ()))


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each language, of the unseen half, and of all questions."""
    encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
    with Archive(":memory:") as archive:
        asked = questions(fill(archive, data))
        _process(archive, encoder)
        scores = list(_scores(archive, Meanings(archive=archive, encoder=encoder), asked))
    for name in [*sorted({one.language for one in asked}), "unseen", "all"]:
        chosen = [score for one, score in scores if name in one.sets]
        if set_name in (None, name):
            yield {"set": name, "queries": len(chosen), **_means(chosen)}


def fill(archive: Archive, data: Path) -> dict[str, tuple[str, ...]]:
    """Put the demo and the month into an archive; return the ids of articles by what questions call them."""
    found: dict[str, tuple[str, ...]] = {}
    for name, article in (*_demo(), *_releases(data)):
        crawling.save_sources(archive, [Source(key=article.source, name=article.source, url=f"https://{article.source}.example/",
                                               kind="feed", owner="city")])  # fmt: skip
        with archive.write():
            articles.save_version(archive, article, None, article.first_seen)
        for one in {name, name.partition("/")[0]} if name.startswith("nsb:") else {name}:
            found[one] = (*found.get(one, ()), article.id)
    return found


def questions(known: Mapping[str, tuple[str, ...]]) -> list[Question]:
    """Return the questions that something in the archive answers."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    asked = [
        Question(
            language=row["language"],
            by=row["by"],
            text=row["query"],
            wanted=tuple(known[name] for name in row["want"] if name in known),
        )
        for row in rows
    ]
    return [one for one in asked if one.wanted]


def _demo() -> Iterator[tuple[str, Article]]:
    for site in read_sites():
        for one in site.articles:
            text = "\n\n".join(" ".join(part.split()) for part in (one.lead, *one.body.split("\n\n")) if part)
            yield f"{site.key}/{one.slug}", Article(
                url=f"https://{site.key}.example/{one.slug}", source=site.key, title=one.title, text=text,
                language=one.language or site.language, published=one.published,
                precision="minute" if one.published else None, date_source="feed" if one.published else None,
                first_seen=FIRST_DAY,
            )  # fmt: skip


def _releases(data: Path) -> Iterator[tuple[str, Article]]:
    for one in nsb(data / "nsb_month.jsonl.gz"):
        yield f"nsb:{one.gold}/{one.article.language}", one.article


def _process(archive: Archive, encoder: SentenceEncoder) -> None:
    """Embed, index and group as `citydesk process` does; tags are not asked for."""
    embed(archive, encoder, hide)
    geometry, model = measures(archive, encoder)
    index_meanings(archive, encoder, geometry, hide)
    group_articles(archive, Tools(encoder=encoder, geometry=geometry, model=model), hide)


def _scores(
    archive: Archive, meanings: Meanings, asked: Sequence[Question]
) -> Iterator[tuple[Question, dict[str, float]]]:
    for one in asked:
        if one.by == "words":
            found = {hit.id for hit in search(archive, one.text, Wish(limit=FIRST))}
            yield one, {"words_recall10": float(np.mean([bool(found & set(ids)) for ids in one.wanted]))}
            continue
        home = stories.stories_of(archive, [id for ids in one.wanted for id in ids])
        yield (
            one,
            {
                "meaning_mrr10": _reciprocal(archive, meanings, one, "meaning", set(home.values())),
                "hybrid_mrr10": _reciprocal(archive, meanings, one, "both", set(home.values())),
            },
        )


def _reciprocal(archive: Archive, meanings: Meanings, asked: Question, by: By, wanted: set[str]) -> float:
    hits = search(archive, asked.text, Wish(limit=FIRST, by=by, is_one_a_story=True), meanings)
    return next((1 / place for place, hit in enumerate(hits, 1) if hit.story in wanted), 0.0)


def _means(scores: Sequence[Mapping[str, float]]) -> dict[str, object]:
    names = ("words_recall10", "meaning_mrr10", "hybrid_mrr10")
    values = {name: [score[name] for score in scores if name in score] for name in names}
    return {name: round(float(np.mean(found)), 4) if found else None for name, found in values.items()}

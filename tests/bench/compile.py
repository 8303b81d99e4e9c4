"""A week of 5,000 invented articles in 2,000 stories → the seconds to compile and render its issue, once processed."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from citydesk.archive import Archive, articles, crawling, stories
from citydesk.archive.steps import mark_done
from citydesk.archive.tags import save_tags
from citydesk.archive.vectors import save_vectors
from citydesk.pipeline.briefing import brief_stories
from citydesk.pipeline.compile import compile_issue
from citydesk.progress import hide
from citydesk.settings import Settings, load_settings, packaged_config
from crawler.article import Article, Source
from digest.period import iso_week
from nlp.content_kind import tag_kind
from nlp.encode import Vectors, head, text_key
from nlp.frozen import load_geometry
from nlp.story import Member, Relation, Story, Tag
from nlp.weights import MODEL_ID
from tests.bench.demo_texts import invented

ARTICLES, STORIES, SOURCES = 5000, 2000, 200
DIMENSIONS, SUBJECTS = 384, 50
FURTHER: tuple[Relation, ...] = ("report", "translation", "copy")
WEEK = iso_week("2026-W46")
SINCE_MIDNIGHT = timedelta(hours=9)  # of the first invented article: so that all are of one week in Brussels


def run() -> Iterator[dict[str, object]]:
    """Yield the one set there is."""
    settings = load_settings(packaged_config())
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.sqlite") as archive:
        start = time.perf_counter()
        sources = fill(archive, settings)
        filled = time.perf_counter()
        brief_stories(archive, hide)
        briefed, worked = time.perf_counter(), time.process_time()
        site = settings.service.digest.site
        issue = compile_issue(archive, settings.editions[0], WEEK, settings.vocabulary, sources, site)
        took, worked = time.perf_counter() - briefed, time.process_time() - worked
    assert issue.stories == STORIES
    yield {
        "set": "compile",
        "articles": ARTICLES,
        "stories": issue.stories,
        "entries": len(issue.entries),
        "seconds": round(took, 2),
        "processor_seconds": round(worked, 2),
        "brief_seconds": round(briefed - filled, 1),
        "fill_seconds": round(filled - start, 1),
    }


def fill(archive: Archive, settings: Settings) -> list[Source]:
    """Save sources, articles, tags, vectors and stories as processing leaves them."""
    chance = random.Random(1)
    cities = settings.vocabulary.cities[:SOURCES]
    sources = [
        Source(key=one.id, name=one.name, url=f"https://{one.id}.example/", kind="feed", owner="city", city=one.id)
        for one in cities
    ]
    crawling.save_sources(archive, sources)
    groups = list(_groups(sources, chance))
    topics = [topic.id for topic in settings.vocabulary.topics]
    with archive.write():
        for group in groups:
            for one in group:
                articles.save_version(archive, one, None, one.first_seen)
                save_tags(archive, one.id, [*_tags(one, chance.choice(topics)), tag_kind(one)])
        found = [one for group in groups for one in group]
        drawn = _vectors(found)
        vectors = {text_key(head(one)): vector for one, vector in zip(found, drawn, strict=True)}
        save_vectors(archive, vectors, MODEL_ID)
        mark_done(archive, found, "embed", f"embed {MODEL_ID}")
        stories.replace_stories(archive, [_story(group) for group in groups], frozenset())
    return sources


def _groups(sources: Sequence[Source], chance: random.Random) -> Iterator[list[Article]]:
    firsts = [replace(one, published=one.when - SINCE_MIDNIGHT) for one in invented(STORIES)]
    extra = [chance.randrange(STORIES) for _ in range(ARTICLES - STORIES)]
    further: list[list[Article]] = [[] for _ in firsts]
    for number, place in enumerate(extra):
        source = sources[chance.randrange(len(sources))]
        url = f"https://{source.key}.example/further-{number}"
        further[place].append(replace(firsts[place], url=url, source=source.key))
    for number, first in enumerate(firsts):
        source = sources[number % len(sources)]
        url = f"https://{source.key}.example/first-{number}"
        yield [replace(first, url=url, source=source.key), *further[number]]


def _vectors(found: Sequence[Article]) -> Vectors:
    """Return vectors around the mean of their language, as those of texts are, each near one of fifty subjects."""
    numbers = np.random.default_rng(1)
    geometry = load_geometry(MODEL_ID)
    assert geometry is not None
    subjects = numbers.standard_normal((SUBJECTS, DIMENSIONS))
    own = subjects[numbers.integers(SUBJECTS, size=len(found))]
    drawn = numbers.standard_normal((len(found), DIMENSIONS)) + 0.8 * own
    drawn /= 2 * np.linalg.norm(drawn, axis=1, keepdims=True)
    drawn += np.stack([geometry.means.get(one.language, geometry.overall) for one in found])
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def _tags(article: Article, topic: str) -> list[Tag]:
    return [
        Tag(kind="city", value=article.source, score=0.9, role="primary", reason="its own city"),
        Tag(kind="topic", value=topic, score=0.6, reason="invented"),
    ]


def _story(group: Sequence[Article]) -> Story:
    relations: list[Relation] = ["original", *(FURTHER[number % len(FURTHER)] for number in range(len(group) - 1))]
    times = [one.when for one in group]
    return Story(
        id="s" + group[0].id[1:],
        title=group[0].title,
        language=group[0].language,
        first_published=min(times),
        last_published=max(times),
        members=tuple(
            Member(article=one.id, relation=relation, score=1.0) for one, relation in zip(group, relations, strict=True)
        ),
    )

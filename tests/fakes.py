"""Stand-ins for the heavy parts, and builders of nouns: what the tests of citydesk/ have in common."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from citydesk.archive import Archive
from citydesk.engine import tagger_maker
from citydesk.pipeline.process import Processed, process
from citydesk.progress import hide
from citydesk.settings import load_settings
from crawler.article import Article, Owner, Page, Source, SourceKind
from nlp.encode import Encoder, Vectors
from nlp.frozen import load_geometry
from nlp.geometry import Geometry
from nlp.shingles import fold
from nlp.tag import Tagger
from nlp.weights import MODEL_ID

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
ROOT = Path(__file__).parent.parent


class FakeEncoder:
    """A bag of words: each word is a fixed direction, a text the sum of its words at length 1."""

    def __init__(self, model_id: str = "fake", dimensions: int = 384, middle: Vectors | None = None) -> None:
        self.model_id = model_id
        self.dimensions = dimensions
        self.middle = np.zeros(dimensions, np.float32) if middle is None else middle  # where all texts lie around
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        directions = ([_direction(word, self.dimensions) for word in fold(text).split()] for text in texts)
        sums = np.array([np.sum(one, axis=0) for one in directions])
        around = self.middle + 0.5 * sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(around / np.linalg.norm(around, axis=1, keepdims=True), np.float32)


@functools.cache
def _direction(word: str, dimensions: int) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)


def frozen_encoder() -> FakeEncoder:
    """Return a fake that passes for the shipped model: its geometry is frozen before the first article comes."""
    geometry = load_geometry(MODEL_ID)
    assert geometry is not None
    return FakeEncoder(MODEL_ID, middle=geometry.overall)


@functools.cache
def shipped_tagger() -> Callable[[Encoder, Geometry], Tagger]:
    """Return the tagger of the vocabulary that comes with citydesk."""
    settings = load_settings(ROOT / "config", {})
    return tagger_maker(settings.vocabulary, settings.sources)


def keep_prior(text: str, prior: str | None) -> str:
    """Believe what a source says of its language."""
    return prior or "en"


def run_process(archive: Archive, encoder: Encoder | None = None) -> Processed:
    """Process an archive with fakes for what is slow and the shipped vocabulary."""
    return process(archive, encoder or frozen_encoder(), shipped_tagger(), keep_prior, hide)


def source(key: str = "ghent", *, kind: SourceKind = "feed", owner: Owner = "city", **more: Any) -> Source:
    """Build a source on a host of its own."""
    url = f"https://{key}.example/feed"
    return Source(key=key, name=f"City of {key.title()}", url=url, kind=kind, owner=owner, **more)


def article(slug: str, text: str, *, title: str | None = None, days: float | None = 0, **more: Any) -> Article:
    """Build an article of the source `ghent`, published so many days before NOW (None: undated)."""
    published = None if days is None else NOW - timedelta(days=days)
    given = {
        "source": "ghent",
        "language": "en",
        "published": published,
        "precision": published and "minute",
        "date_source": published and "feed",
        "first_seen": NOW,
    } | more
    return Article(url=f"https://{given['source']}.example/{slug}", title=title or slug, text=text, **given)


def page(url: str, body: str, *, at: datetime = NOW, of: str = "ghent", kind: str = "text/html") -> Page:
    """Build a page that answered well."""
    headers = (("content-type", f"{kind}; charset=utf-8"),)
    return Page(url=url, final_url=url, source=of, fetched_at=at, status=200, headers=headers, body=body.encode())


def dump(archive: Archive, *, without: Sequence[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables, in an order that does not depend on when they were written."""
    names = [
        row["name"]
        for row in archive.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite_%'")
    ]
    return {
        name: sorted((tuple(row) for row in archive.rows(f'SELECT * FROM "{name}"')), key=repr)
        for name in names
        if name not in without and not name.startswith("article_words_")
    }

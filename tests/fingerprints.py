"""Short cuts to fingerprints and verdicts for tests: `told("title. text")`."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import numpy as np

from crawler.article import Article
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.frozen import load_model
from nlp.similar import Verdict, verdict

MODEL = load_model()
DAY = datetime(2026, 11, 9, 8, tzinfo=UTC)


def article(
    text: str, language: str = "en", when: datetime | None = DAY, key: str | None = None, source: str = "test"
) -> Article:
    """Return an article; the words before the first full stop are its title."""
    title, _, body = text.partition(". ")
    return Article(
        url=f"https://{language}.example/{key or zlib.crc32(text.encode())}", source=source, title=title, text=body,
        language=language, published=when, precision="minute" if when else None, date_source=None, first_seen=DAY,
    )  # fmt: skip


def told(
    text: str, language: str = "en", when: datetime | None = DAY, key: str | None = None, angle: float = 0.0,
    source: str = "test",
) -> Fingerprint:  # fmt: skip
    """Return the fingerprint of a text; `angle` (radians) turns its vector away from that of the others."""
    vector = np.array([np.cos(angle), np.sin(angle)], np.float32)
    return fingerprint(article(text, language, when, key, source), vector)


def judge(left: Fingerprint, right: Fingerprint) -> Verdict:
    """Return the verdict with the shipped coefficients."""
    return verdict(left, right, MODEL)

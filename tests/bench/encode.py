"""Articles per second of the shipped encoder against plain SentenceTransformer.encode in float32, and how alike."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from citydesk.engine import make_encoder, model_cache
from citydesk.service_models import Model
from nlp.encode import LEAD_WORDS, PREFIX
from nlp.weights import ensure_model
from tests.bench.demo_texts import articles

TEXTS = 320
ROUNDS = 3  # taken in turns; the median counts, so that a busy moment hits both


def run() -> Iterator[dict[str, object]]:
    """Yield the one set there is."""
    from sentence_transformers import SentenceTransformer

    texts = _texts()
    shipped = make_encoder(Model())
    plain = SentenceTransformer(str(ensure_model(model_cache())), device="cpu")
    prompted = [PREFIX + text for text in texts]
    shipped.encode(texts[:8])
    plain.encode(prompted[:8])
    seconds: dict[str, list[float]] = {"shipped": [], "plain": []}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        fast = shipped.encode(texts)
        middle = time.perf_counter()
        slow = plain.encode(prompted, batch_size=32)
        seconds["shipped"].append(middle - start)
        seconds["plain"].append(time.perf_counter() - middle)
    took, plain_took = float(np.median(seconds["shipped"])), float(np.median(seconds["plain"]))
    yield {
        "set": "encode",
        "articles": len(texts),
        "per_second": round(len(texts) / took, 1),
        "plain_per_second": round(len(texts) / plain_took, 1),
        "ratio": round(plain_took / took, 2),
        "cosine": round(float((fast * slow).sum(1).mean()), 5),
        "lowest_cosine": round(float((fast * slow).sum(1).min()), 5),
    }


def _texts() -> list[str]:
    """Return heads of articles in ten languages: title and sixty words, from four places in each text."""
    found = []
    for part in range(4):
        for article in articles():
            words = article.text.split()
            start = part * len(words) // 6
            found.append(f"{article.title}. {' '.join(words[start : start + LEAD_WORDS])}")
    return found[:TEXTS]

"""Articles per second of the shipped encoder against plain SentenceTransformer.encode in float32, and how alike."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from citydesk.engine import make_encoder, model_cache
from citydesk.service_models import Model
from nlp.encode import LEAD_WORDS, PREFIX
from nlp.weights import ensure_model
from tests.bench.demo_texts import articles
from tests.bench.watch import Took, timed

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
    took: list[Took] = []
    plain_took: list[Took] = []
    for number in range(ROUNDS):
        fast, seconds = timed(lambda: shipped.encode(texts))
        took.append(seconds)
        slow, seconds = timed(lambda: plain.encode(prompted, batch_size=32))
        plain_took.append(seconds)
        print(f"encode: round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    clock, plain_clock = (float(np.median([one.clock for one in rounds])) for rounds in (took, plain_took))
    core, plain_core = (float(np.median([one.cores for one in rounds])) for rounds in (took, plain_took))
    yield {
        "set": "encode",
        "model": shipped.model_id,
        "articles": len(texts),
        "per_second": round(len(texts) / clock, 1),
        "plain_per_second": round(len(texts) / plain_clock, 1),
        "ratio": round(plain_clock / clock, 2),
        "per_core_second": round(len(texts) / core, 1),
        "plain_per_core_second": round(len(texts) / plain_core, 1),
        "core_ratio": round(plain_core / core, 2),
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

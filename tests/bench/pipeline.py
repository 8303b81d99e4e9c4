"""Pages per second of the whole processing, against the obvious script on the same pages in the same run.

The script: trafilatura, float32 sentence-transformers, cosine of all pairs in a week's window. It neither tags nor
summarises nor keeps anything.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citydesk.archive import Archive, articles, crawling
from citydesk.cli import run_process
from citydesk.engine import model_cache
from citydesk.pipeline.compile import compile_issue
from citydesk.progress import hide
from citydesk.settings import load_settings, packaged_config
from crawler.article import Page, Source
from digest.period import iso_week
from nlp.weights import ensure_model
from tests.bench.demo_texts import invented, page

PAGES = 2000


def run() -> Iterator[dict[str, object]]:
    """Yield the one set there is."""
    pages = [page(article) for article in invented(PAGES)]
    took = _citydesk(pages)
    script_took = _script(pages)
    yield {
        "set": "pipeline",
        "pages": len(pages),
        "per_second": round(len(pages) / took, 1),
        "script_per_second": round(len(pages) / script_took, 1),
        "ratio": round(script_took / took, 2),
    }


def _citydesk(pages: Sequence[Page]) -> float:
    """Return the seconds from pages in the archive to a compiled issue, the model's loading included."""
    settings = load_settings(packaged_config())
    names = sorted({one.source for one in pages})
    sources = [Source(key=name, name=name, url=f"https://{name}.example/", kind="feed", owner="city") for name in names]
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.sqlite") as archive:
        crawling.save_sources(archive, sources)
        with archive.write():
            for one in pages:
                crawling.save_imported_page(archive, one)
        start = time.perf_counter()
        run_process(archive, settings, hide)
        week, site = iso_week("2026-W46"), settings.service.digest.site
        compile_issue(archive, settings.editions[0], week, settings.vocabulary, sources, site)
        took = time.perf_counter() - start
        assert not articles.is_empty(archive)
    return took


def _script(pages: Sequence[Page]) -> float:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    start = time.perf_counter()
    import trafilatura
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(ensure_model(model_cache())), device="cpu")
    extract: Any = trafilatura.bare_extraction
    found = [extract(one.body.decode(), url=one.url, with_metadata=True) for one in pages]
    heads = [f"query: {one.title}. {' '.join((one.text or '').split()[:60])}" for one in found if one]
    vectors = model.encode(heads, batch_size=32)
    assert len(np.argwhere(np.triu(vectors @ vectors.T, 1) > 0.9)) >= 0
    return time.perf_counter() - start

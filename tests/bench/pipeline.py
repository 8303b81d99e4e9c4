"""Pages per second of the whole processing, against the obvious script on the same pages in the same run.

The script: trafilatura, float32 sentence-transformers, cosine of all pairs in a week's window. It neither tags nor
summarises nor keeps anything.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from citydesk.archive import Archive, articles, crawling, kept_pages
from citydesk.cli import run_process
from citydesk.engine import make_encoder, model_cache
from citydesk.pipeline.compile import compile_issue
from citydesk.progress import Tick, show
from citydesk.service_models import Model
from citydesk.settings import load_settings, packaged_config
from crawler.article import Page, Source
from digest.period import iso_week
from nlp.weights import ensure_model
from tests.bench.demo_texts import invented, page
from tests.bench.watch import Took, timed

PAGES = 2000


def run(pages: int = PAGES) -> Iterator[dict[str, object]]:
    """Yield the one set there is; the steps are told on standard error."""
    made = [page(article) for article in invented(pages)]
    ensure_quickest()
    took = _citydesk(made)
    print("pipeline: the obvious script", file=sys.stderr, flush=True)
    _, script = timed(lambda: _script(made))
    yield {
        "set": "pipeline",
        "pages": pages,
        "seconds": round(took.clock, 1),
        "script_seconds": round(script.clock, 1),
        "per_second": round(pages / took.clock, 1),
        "script_per_second": round(pages / script.clock, 1),
        "ratio": round(script.clock / took.clock, 2),
        "core_seconds": round(took.cores, 1),
        "script_core_seconds": round(script.cores, 1),
        "core_ratio": round(script.cores / took.cores, 2),
    }


def ensure_quickest() -> None:
    """Convert the model and measure its passes, which happens once on a machine, before anything is timed."""
    assert make_encoder(Model()).model_id


def _citydesk(pages: Sequence[Page]) -> Took:
    """Return the time from pages in the archive to a compiled issue, the model's loading included."""
    settings = load_settings(packaged_config())
    names = sorted({one.source for one in pages})
    sources = [Source(key=name, name=name, url=f"https://{name}.example/", kind="feed", owner="city") for name in names]
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.sqlite") as archive:
        crawling.save_sources(archive, sources)
        with archive.write():
            for one in pages:
                kept_pages.save_imported_page(archive, one)
        week, site = iso_week("2026-W46"), settings.service.digest.site

        def work() -> None:
            run_process(archive, settings, _steps)
            compile_issue(archive, settings.editions[0], week, settings.vocabulary, sources, site)

        _, took = timed(work)
        assert not articles.is_empty(archive)
    return took


@contextmanager
def _steps(what: str, total: int | None) -> Iterator[Tick]:
    """Show a step as the command does, and tell what it took when it is over."""
    clock, cores = time.perf_counter(), time.process_time()
    with show(what, total) as tick:
        yield tick
    clock, cores = time.perf_counter() - clock, time.process_time() - cores
    print(f"{what}: {clock:.1f} s, {cores:.1f} s of processor without workers", file=sys.stderr, flush=True)


def _script(pages: Sequence[Page]) -> None:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    import trafilatura
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(ensure_model(model_cache())), device="cpu")
    extract: Any = trafilatura.bare_extraction
    found = [extract(one.body.decode(), url=one.url, with_metadata=True) for one in pages]
    heads = [f"query: {one.title}. {' '.join((one.text or '').split()[:60])}" for one in found if one]
    vectors = model.encode(heads, batch_size=32)
    assert len(np.argwhere(np.triu(vectors @ vectors.T, 1) > 0.9)) >= 0

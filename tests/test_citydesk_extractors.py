"""Pages in worker processes: the same articles in the same order, and no page that costs more than its limit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.archive import Archive, crawling, kept_pages
from citydesk.pipeline import extractors
from citydesk.pipeline.extract_worker import Task
from citydesk.pipeline.extracting import extract_pages
from citydesk.progress import hide
from citydesk.service_models import Process
from crawler.article import Page
from tests.fakes import ROOT, dump, keep_prior, page, source

NEWS = "<html><head><title>Tram {0}</title></head><body><article><h1>Tram {0}</h1>{1}</article></body></html>"
PARAGRAPH = "<p>The council approved line {0} on Monday; the works begin in March and cost {0} million euros.</p>"
OVER = "page not readable: over 50000 elements"
TAGS = NEWS.format("tags", "<p></p>" * 100_000)
HUGE = NEWS.format("huge", f"<p>{'The council has met and decided. ' * 12}</p>" * 26_000)  # 10 MB
SLOW = NEWS.format("slow", "".join(f"<p>{'The council met. ' * 4}<b>{n}</b></p>" for n in range(20_000)))


def news(number: int) -> Page:
    return page(f"https://ghent.example/{number % 17}", NEWS.format(number, PARAGRAPH.format(number) * 3))


def pages(bodies: dict[str, str]) -> list[Page]:
    """Return pages of one source by the last part of their address."""
    return [page(f"https://ghent.example/{name}", body) for name, body in bodies.items()]


def extracted(path: Path, found: list[Page], settings: Process) -> dict[str, list[tuple[object, ...]]]:
    """Return all that an archive holds once the pages are extracted."""
    with Archive(path) as archive:
        crawling.save_sources(archive, [source()])
        with archive.write():
            for one in found:
                kept_pages.save_imported_page(archive, one)
        extract_pages(archive, keep_prior, hide, settings)
        return dump(archive)


def reasons(path: Path) -> dict[str, str | None]:
    with Archive(path) as archive:
        rows = archive.rows("SELECT url, reason FROM pages JOIN extractions ON page = pages.id ORDER BY page")
        return {row["url"].rpartition("/")[2]: row["reason"] for row in rows}


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(extractors, "MANY", 20)
    yield


def test_workers_leave_the_archive_that_one_process_leaves(tmp_path: Path) -> None:
    found = [news(number) for number in range(60)]  # several versions at an address

    alone = extracted(tmp_path / "alone.sqlite", found, Process(workers=1))

    assert extracted(tmp_path / "beside.sqlite", found, Process(workers=3)) == alone


def test_a_small_run_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors, "_Worker", None)

    assert extracted(tmp_path / "few.sqlite", [news(1), news(2)], Process(workers=4))["articles"]


def test_a_page_costs_its_time_limit_at_most_and_never_the_run(tmp_path: Path) -> None:
    path = tmp_path / "hostile.sqlite"
    bodies = {"1": NEWS.format(1, PARAGRAPH), "slow": SLOW, "tags": TAGS, "huge": HUGE, "2": NEWS.format(2, PARAGRAPH)}

    extracted(path, pages(bodies), Process(workers=1, page_seconds=0.3))

    late = "took longer than 0.3 seconds"
    assert reasons(path) == {"1": None, "slow": late, "tags": OVER, "huge": late, "2": None}


def test_a_page_over_its_memory_is_skipped_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors, "MEMORY", 1024**2)  # less than the process has when it begins
    path = tmp_path / "memory.sqlite"

    extracted(path, pages({"slow": SLOW}), Process(workers=1))

    assert reasons(path) == {"slow": "took more than 1 MB of memory"}


def test_a_crash_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = extractors._Worker.extract

    def shot(worker: extractors._Worker, task: Task) -> extractors.Found:
        if task[0].url.endswith("/3"):
            os.kill(worker.process.pid, signal.SIGSEGV)
            worker.process.wait()
        return real(worker, task)

    monkeypatch.setattr(extractors._Worker, "extract", shot)
    path = tmp_path / "crash.sqlite"

    extracted(path, pages({str(n): NEWS.format(n, PARAGRAPH) for n in range(24)}), Process(workers=2))

    assert {name: why for name, why in reasons(path).items() if why} == {"3": "crashed its process (exit code -11)"}


def test_workers_end_with_the_command() -> None:
    code = (
        "import os, sys\nfrom citydesk.pipeline.extractors import _Worker\nfrom tests.fakes import keep_prior\n"
        "print(_Worker(30, keep_prior).process.pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    process = Path(f"/proc/{told.stdout.strip()}/stat")

    end = time.monotonic() + 60
    while process.exists() and ") Z " not in process.read_text():
        assert time.monotonic() < end
        time.sleep(0.05)

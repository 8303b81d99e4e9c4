"""A page → its article or the reason there is none, worked out in processes that a page can't outlast.

A process that takes too long over a page, needs too much memory or crashes is lost, and the page is skipped with the
reason; the next page finds a new process.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from citydesk.pipeline.extract_worker import EXIT_NO_MEMORY, Task
from citydesk.service_models import Process
from crawler.article import Article, Skipped
from crawler.extract import extract

MANY = 256  # pages from which on a second or two of starting processes pays
LARGE = 64 * 1024  # bytes: a smaller page costs 1.3 s at worst, of ten kinds of tag soup tried
MEMORY = 3 * 1024**3  # bytes of addresses a process may take; a page of 10 MB needs a third of it

Identify = Callable[[str, str | None], str]
Found = Article | Skipped


class Extractors:
    """A few processes that extract pages side by side, each started when it is first needed."""

    def __init__(self, settings: Process, identify: Identify, pages: int) -> None:
        """Prepare for so many pages; start nothing yet."""
        self.settings = settings
        self.identify = identify
        self.workers = settings.workers or os.cpu_count() or 1
        self.is_worth_it = self.workers > 1 and pages >= MANY
        self._threads = ThreadPoolExecutor(self.workers)  # a thread waits for a process each
        self._own = threading.local()
        self._started: list[_Worker] = []

    @property
    def ahead(self) -> int:
        """Return how many pages may be under way at once."""
        return 4 * self.workers if self.is_worth_it else 1

    def submit(self, task: Task) -> Future[Found]:
        """Have a page extracted. Small pages of a small run are done at once, in this process."""
        if self.is_worth_it or len(task[0].body) > LARGE:
            return self._threads.submit(self._extract, task)
        done: Future[Found] = Future()
        done.set_result(extract(*task, self.identify))
        return done

    def __enter__(self) -> Extractors:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._started:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)

    def _extract(self, task: Task) -> Found:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = _Worker(self.settings.page_seconds, self.identify)
            self._started.append(worker)
        try:
            return worker.extract(task)
        except (EOFError, OSError, pickle.UnpicklingError):
            del self._own.worker
            self._started.remove(worker)
            return Skipped(url=task[0].url, reason=_why(worker.kill(), self.settings.page_seconds))


class _Worker:
    """One process of `extract_worker.py`."""

    def __init__(self, seconds: float, identify: Identify) -> None:
        command = [sys.executable, "-m", "citydesk.pipeline.extract_worker"]
        alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=alone)  # noqa: S603
        self._tell((seconds, MEMORY, identify))

    def extract(self, task: Task) -> Found:
        """Return what the process makes of a page. Raise EOFError or OSError when it died of it."""
        self._tell(task)
        assert self.process.stdout is not None
        found: Found = pickle.load(self.process.stdout)  # noqa: S301 - from our own child
        return found

    def kill(self) -> int:
        """End the process if it has not ended; return its exit code, negative for a signal."""
        if self.process.poll() is None:
            try:
                self.process.wait(0.5)  # its pipe closes a moment before it is gone
            except subprocess.TimeoutExpired:
                self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                _close(pipe)
        return code

    def _tell(self, what: object) -> None:
        assert self.process.stdin is not None
        pickle.dump(what, self.process.stdin)
        self.process.stdin.flush()


def _close(pipe: Any) -> None:
    with contextlib.suppress(BrokenPipeError):  # what it still held for a process that is gone
        pipe.close()


def _why(code: int, seconds: float) -> str:
    """Return in words why a process died of a page."""
    if code == -signal.SIGPROF:
        return f"took longer than {seconds:g} seconds"
    if code == EXIT_NO_MEMORY:
        return f"took more than {MEMORY // 1024**2} MB of memory"
    return f"crashed its process (exit code {code})"

"""Documents that were made of the archive as it is, in memory: another state of the archive, another document.

Who asks for what is just being made waits for that one: a hundred readers of a new issue cost one rendering. While a
crawl writes all the time, a document is as good as new for some seconds.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from citydesk.web.public.answer import Ready
from citydesk.web.public.document import Moved

MOST_BYTES = 67_108_864
FRESH_SECONDS = 5.0  # of the 60 that browsers keep it
State = tuple[tuple[int, int], ...]
Made = Ready | Moved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    ready: Ready
    state: State  # of the archive it was made of
    at: float


class Kept:
    """The documents asked for last, at most MOST_BYTES of them."""

    def __init__(self, archive: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep documents of the archive at a path. `clock`: seconds that only grow."""
        self._files = (archive, archive.with_name(f"{archive.name}-wal"))
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._making: dict[str, Future[Made]] = {}
        self._bytes = 0

    def get(self, key: str, make: Callable[[], Made]) -> Made:
        """Return the document under a key, made anew where the archive has changed since; what `make` returns."""
        state, now = self._state_now(), self._clock()
        with self._lock:
            if held := self._good(key, state, now):
                return held
            making = self._making.get(key)
            if making is None:
                self._making[key] = Future()
        return making.result() if making else self._made(key, make, state, now)

    def at_hand(self, key: str) -> Ready | None:
        """Return the document under a key if it need not be made; asks for no more than two file times."""
        state, now = self._state_now(), self._clock()
        with self._lock:
            return self._good(key, state, now)

    def _good(self, key: str, state: State, now: float) -> Ready | None:
        held = self._held.get(key)
        if held is None or (held.state != state and now - held.at >= FRESH_SECONDS):
            return None
        self._held.move_to_end(key)
        return held.ready

    def _made(self, key: str, make: Callable[[], Made], state: State, now: float) -> Made:
        """Make what nobody is making, for all who wait for it."""
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                self._making.pop(key).set_exception(error)
            raise
        with self._lock:
            if isinstance(made, Ready) and not made.document.is_passing:
                self._keep(key, _Held(ready=made, state=state, at=now))
            self._making.pop(key).set_result(made)
        return made

    def _keep(self, key: str, held: _Held) -> None:
        before = self._held.pop(key, None)
        self._bytes -= before.ready.size if before else 0
        if held.ready.size >= MOST_BYTES // 8:
            return
        self._held[key] = held
        self._bytes += held.ready.size
        while self._bytes > MOST_BYTES:
            _, oldest = self._held.popitem(last=False)
            self._bytes -= oldest.ready.size

    def _state_now(self) -> State:
        """Return what tells one state of the archive from another: every change is written to one of two files."""
        found = []
        for path in self._files:
            try:
                told = path.stat()
            except OSError:
                continue
            if told.st_size:  # a log without entries comes and goes with readers
                found.append((told.st_mtime_ns, told.st_size))
        return tuple(found)

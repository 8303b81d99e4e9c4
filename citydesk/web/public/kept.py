"""Documents that were made of the archive as it is, in memory: another state of the archive, another document."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from citydesk.web.public.answer import Ready

MOST_BYTES = 67_108_864
State = tuple[tuple[int, int], ...]


class Kept:
    """The documents asked for last, at most MOST_BYTES of them."""

    def __init__(self, archive: Path) -> None:
        """Keep documents of the archive at a path."""
        self._files = (archive, archive.with_name(f"{archive.name}-wal"))
        self._lock = threading.Lock()
        self._state: State = ()
        self._held: OrderedDict[str, Ready] = OrderedDict()
        self._bytes = 0

    def get(self, key: str, make: Callable[[], Ready | None]) -> Ready | None:
        """Return the document under a key, made anew where the archive has changed since; None where there is none."""
        state = self._state_now()
        with self._lock:
            if state != self._state:
                self._state, self._bytes = state, 0
                self._held.clear()
            elif key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        if made is not None and not made.document.is_passing:
            self._keep(key, made, state)
        return made

    def _keep(self, key: str, made: Ready, state: State) -> None:
        with self._lock:
            if state == self._state and key not in self._held and made.size < MOST_BYTES // 8:
                self._held[key] = made
                self._bytes += made.size
                while self._bytes > MOST_BYTES:
                    _, oldest = self._held.popitem(last=False)
                    self._bytes -= oldest.size

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

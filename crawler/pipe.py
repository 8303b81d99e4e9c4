"""Events → lines on standard output, for as long as somebody reads them."""

from __future__ import annotations

import os
import select
import sys

from crawler.crawl import CrawlEvent

EXIT_NO_READER = 3


class EventPipe:
    """Write events to standard output; nothing else of this process may reach it.

    When nobody reads any more, the process ends at once: whatever it fetched from then on would be lost, and a
    host would have been asked for nothing.
    """

    def __init__(self) -> None:
        sys.stdout.flush()
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        self._poll = select.poll()
        self._poll.register(self._out, 0)  # a pipe without reader is reported unasked

    def tell(self, event: CrawlEvent) -> None:
        """Write one event, whole and flushed."""
        try:
            self._out.write(event.to_json().encode("ascii") + b"\n")
            self._out.flush()
        except OSError:
            os._exit(EXIT_NO_READER)

    def stop_without_reader(self) -> None:
        """End the process if nobody reads its events; to be called now and then, for crawls that wait."""
        if any(state & (select.POLLERR | select.POLLHUP | select.POLLNVAL) for _, state in self._poll.poll(0)):
            os._exit(EXIT_NO_READER)

    def end(self) -> None:
        """End the process with what was told: all of it is flushed, and what is under way may take minutes."""
        os._exit(0)

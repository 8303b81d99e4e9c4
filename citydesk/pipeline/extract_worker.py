"""Pages on standard input → articles, or why there is none, on standard output: a process that may die of a page.

Started by `extractors.py` as `python -m citydesk.pipeline.extract_worker`. Both directions are pickles: first the
limits and what names languages, then one page after another, each answered before the next is read. Without a
reader or a writer at the other end the process ends.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from datetime import datetime

from crawler.article import Listed, Page, Source
from crawler.extract import extract

EXIT_NO_MEMORY = 4

Task = tuple[Page, Listed | None, Source, datetime]  # what `extract` takes, but for the naming of languages


def main() -> None:
    """Extract pages until there are no more."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not get among the answers
    seconds, memory, identify = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    _load(identify)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (page := _next()) is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF: it ends the process, inside C code too
        found = extract(*page, identify)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(found, out)
        out.flush()


def _load(identify: object) -> None:
    """Load what the first page would have to wait for."""
    import trafilatura  # noqa: F401 - 0.6 s

    if callable(identify):
        identify("The council meets on Monday.", None)


def _next() -> Task | None:
    try:
        page: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    except EOFError:
        return None
    return page


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        os._exit(EXIT_NO_MEMORY)
    except BrokenPipeError:
        os._exit(0)

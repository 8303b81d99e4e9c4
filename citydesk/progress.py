"""Long work → a bar on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tqdm import tqdm

LINE_EVERY_SECONDS = 60.0

Tick = Callable[[int], None]
Progress = Callable[[str, int | None], AbstractContextManager[Tick]]  # (what, how many or unknown) → tick(done)


@contextmanager
def show(what: str, total: int | None) -> Iterator[Tick]:
    """Show the progress of one step on standard error."""
    if sys.stderr.isatty():
        with tqdm(total=total, desc=f"{what:>10}", unit="", dynamic_ncols=True, leave=True, delay=0.3) as bar:

            def tick(count: int) -> None:
                bar.update(count)

            yield tick
    else:
        yield _lines(what, total)


@contextmanager
def hide(what: str, total: int | None) -> Iterator[Tick]:  # noqa: ARG001 - the form of Progress
    """Show nothing."""
    yield lambda _: None


def _lines(what: str, total: int | None) -> Tick:
    done = 0
    told = time.monotonic()

    def tick(count: int) -> None:
        nonlocal done, told
        done += count
        if time.monotonic() - told >= LINE_EVERY_SECONDS:
            told = time.monotonic()
            print(f"{what}: {done} of {total or 'unknown'}", file=sys.stderr, flush=True)

    return tick

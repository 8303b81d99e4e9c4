"""`citydesk` with a fixed clock, a fake encoder and small batches, which may kill itself inside a transaction.

Called as `python -m tests.doomed STEP:NUMBER ARGUMENT…`: in the transaction of that number which the function STEP
opens, the process is gone, as by `kill -9`, when all is written and nothing is committed. `never` lives on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

from citydesk import cli, cli_crawl, cli_desk, engine
from citydesk.archive import Archive
from citydesk.pipeline import batches
from citydesk.service_models import Model
from tests.fakes import NOW, FakeEncoder, frozen_encoder

whole_write = Archive.write
transactions = 0


@contextlib.contextmanager
def doomed_write(archive: Archive) -> Iterator[None]:
    """Write as ever, but for the last transaction of this life."""
    global transactions  # noqa: PLW0603 - one life, one count
    transactions += is_inside(STEP, sys._getframe())
    with whole_write(archive):
        yield
        if transactions == NUMBER:
            os.kill(os.getpid(), signal.SIGKILL)


def is_inside(name: str, frame: FrameType | None) -> bool:
    """Tell whether a function of that name is being called."""
    while frame and frame.f_code.co_name != name:
        frame = frame.f_back
    return frame is not None


def make_fake_encoder(settings: Model) -> FakeEncoder:
    """Stand in for the model that config asks for."""
    return frozen_encoder()


if __name__ == "__main__":
    STEP, _, digits = sys.argv.pop(1).partition(":")
    NUMBER = int(digits or -1)
    Archive.write = doomed_write  # type: ignore[method-assign, assignment]
    engine.make_encoder = make_fake_encoder  # type: ignore[assignment]
    cli._now = lambda: NOW
    cli_desk.now = lambda: NOW
    cli_crawl.now = lambda: NOW
    batches.BATCH = 3
    cli.main()

"""`citydesk` with a fixed clock, a fake encoder and small batches, which may kill itself inside a transaction.

Called as `python -m tests.doomed KILL_AT ARGUMENT…`: at its transaction number KILL_AT (0 = never) the process is
gone, as by `kill -9`, when all is written and nothing is committed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator

from citydesk import cli, engine
from citydesk.archive import Archive
from citydesk.pipeline import process
from citydesk.service_models import Model
from tests.fakes import NOW, FakeEncoder, frozen_encoder

whole_write = Archive.write
transactions = 0


@contextlib.contextmanager
def doomed_write(archive: Archive) -> Iterator[None]:
    """Write as ever, but for the last transaction of this life."""
    global transactions  # noqa: PLW0603 - one life, one count
    transactions += 1
    with whole_write(archive):
        yield
        if transactions == KILL_AT:
            os.kill(os.getpid(), signal.SIGKILL)


def make_fake_encoder(settings: Model) -> FakeEncoder:
    """Stand in for the model that config asks for."""
    return frozen_encoder()


if __name__ == "__main__":
    KILL_AT = int(sys.argv.pop(1))
    Archive.write = doomed_write  # type: ignore[method-assign]
    engine.make_encoder = make_fake_encoder  # type: ignore[assignment]
    cli._now = lambda: NOW
    process.BATCH = 3 if KILL_AT else process.BATCH
    cli.main()

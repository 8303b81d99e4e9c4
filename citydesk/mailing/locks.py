"""Who sends: a name for this process, held by a lock that ends with it, so that another one knows what became of it."""

from __future__ import annotations

import contextlib
import fcntl
import secrets
from collections.abc import Iterator
from pathlib import Path

from citydesk.subscribers.deliveries import Fate

BOOT = Path("/proc/sys/kernel/random/boot_id")


@contextlib.contextmanager
def sender_name(folder: Path) -> Iterator[str]:
    """Yield the name of a sender that is alive for as long as this is open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{_boot()}-{secrets.token_hex(6)}"
    path = folder / name
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def fate_of(folder: Path, name: str) -> Fate:
    """Tell what became of a sender. Lost: the machine was started anew since, and what it wrote last may be gone."""
    if name.partition("-")[0] != _boot():
        return "lost"
    path = folder / name
    try:
        with path.open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return "killed"
    except BlockingIOError:
        return "alive"
    return "killed"


def _boot() -> str:
    """Return what tells one start of the machine from the next; the same for ever where the system doesn't say."""
    try:
        return BOOT.read_text("ascii").strip().replace("-", "")[:12]
    except OSError:
        return "unknown"

"""Public pages in memory: made once for many readers, anew for another archive, and never too many of them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from citydesk.web.public import kept as of_kept
from citydesk.web.public.answer import Ready, ready
from citydesk.web.public.document import Document, Moved
from citydesk.web.public.kept import FRESH_SECONDS, Kept, Made


class Maker:
    """Makes a page anew each time it is asked; `gate`: not before it opens."""

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.made = 0
        self._gate = gate

    def __call__(self) -> Made:
        self.made += 1
        if self._gate:
            self._gate.wait(10)
        return ready(Document(body=f"page {self.made}".encode()))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"first")
    return path


def body(found: Made) -> bytes:
    assert isinstance(found, Ready)
    return found.document.body


def test_readers_who_come_together_share_one_rendering(archive: Path) -> None:
    kept, gate = Kept(archive), threading.Event()
    make = Maker(gate)
    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(kept.get, "en/", make) for _ in range(20)]
        gate.set()
        assert {body(one.result()) for one in asked} == {b"page 1"}
    assert make.made == 1


def test_another_archive_is_another_page_once_the_old_one_is_some_seconds_old(archive: Path) -> None:
    now = 100.0
    kept, make = Kept(archive, lambda: now), Maker()
    assert body(kept.get("en/", make)) == b"page 1"
    now += 1000
    assert body(kept.get("en/", make)) == b"page 1"  # nothing has changed
    kept, now = Kept(archive, lambda: now), 2000.0
    kept.get("en/", make)
    archive.write_bytes(b"second, longer")
    now += FRESH_SECONDS - 0.1
    assert body(kept.get("en/", make)) == b"page 2"
    now += 0.2
    assert body(kept.get("en/", make)) == b"page 3"


def test_an_error_and_a_page_that_moved_reach_all_and_are_not_kept(archive: Path) -> None:
    kept = Kept(archive)

    def fail() -> Made:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        kept.get("en/", fail)
    moved = Moved(path="/en/stories/s1/")
    assert kept.get("en/", lambda: moved) == moved
    assert kept.get("en/", lambda: None) is None
    assert body(kept.get("en/", Maker())) == b"page 1"


def test_what_is_true_of_this_moment_only_is_not_kept(archive: Path) -> None:
    kept, make = Kept(archive), Maker()
    passing = ready(Document(body=b"sorry", is_passing=True))
    assert body(kept.get("en/search/", lambda: passing)) == b"sorry"
    assert body(kept.get("en/search/", make)) == b"page 1"


def test_memory_has_a_limit(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_kept, "MOST_BYTES", 100)
    kept, make = Kept(archive), Maker()
    for number in range(40):  # six or seven bytes each
        kept.get(f"page {number}", make)
    kept.get("page 39", make)
    assert make.made == 40
    kept.get("page 0", make)
    assert make.made == 41

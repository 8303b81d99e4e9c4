"""Parts that not every machine has, as fixtures: a test that needs one is left out by name, or fails where CI says so.

CITYDESK_NEEDS names parts, separated by spaces, that must be there (`.ci/run` installs them): what is missing then
is a failure. CITYDESK_THOROUGH=1 repeats the random trials (kills, orders, backups) as often as the documented proof
asks; without it a few of them run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")  # Debian's package
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need(part: str, *, is_there: bool) -> None:
    """Leave the test out where a part is missing, by name; fail where it has to be there."""
    if is_there:
        return
    if part in os.environ.get("CITYDESK_NEEDS", "").split():
        pytest.fail(f"{part} is not installed, and CITYDESK_NEEDS asks for it")
    pytest.skip(f"left out: {part} is not installed")


def trials(few: int, thorough: int) -> int:
    """Return how often a random trial is repeated: few times in every run, all times where CITYDESK_THOROUGH is set."""
    return thorough if os.environ.get("CITYDESK_THOROUGH") else few


@pytest.fixture(scope="module")  # Playwright keeps an event loop running, in which asyncio.run() can't be called
def chromium() -> Iterator[Any]:
    """Yield a real browser, driven by Playwright."""
    need("chromium", is_there=CHROMIUM.exists())
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the demo once, with the real model; its folder, and in it `told.json`: what it said."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "citydesk", "demo", "--folder", str(folder), "--port", "0", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (folder / "told.json").write_text(done.stdout)
    shutil.copy(folder / "archive.sqlite", folder / "as-it-was.sqlite")
    return folder


@pytest.fixture(scope="session")
def demo_archive(demo_folder: Path) -> Path:
    """Return the archive of the demo, for reading only."""
    return demo_folder / "as-it-was.sqlite"

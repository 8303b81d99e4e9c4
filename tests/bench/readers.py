"""A hundred readers at once on issue, city, search and feed pages → errors, how long an answer takes, memory.

The archive is a published week of 5,000 invented articles. Each reader asks again as soon as there is an answer, every
third time with what is known of the page already. Readers and server share this machine and its cores.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import uvicorn

from citydesk.archive import Archive
from citydesk.pipeline.briefing import brief_stories
from citydesk.pipeline.desk_publishing import Published, publish
from citydesk.pipeline.threads import file_stories
from citydesk.progress import hide
from citydesk.settings import load_settings, packaged_config
from citydesk.web.app import create_app
from citydesk.web.server import make_server
from tests.bench.compile import WEEK, fill
from tests.bench.wire import Wire
from tests.fakes import NOW
from tests.served import settings_for

READERS = 100
SECONDS = float(os.environ.get("CITYDESK_BENCH_SECONDS", "60"))
PATIENCE_SECONDS = 30.0
WARM_SECONDS = 5.0  # until memory is looked at for the first time
PAGES = {
    "issue": ("/en/", "/fr/issues/{issue}/", "/de/issues/{issue}/issue.txt", "/en/issues/"),
    "city": ("/en/cities/{city}/", "/es/topics/mobility/", "/en/cities/"),
    "search": ("/en/search/?q=council", "/fr/search/?q=word{number}", "/en/search/?q=housing&language=de"),
    "feed": ("/en/editions/network/feed.atom", "/en/cities/{city}/feed.rss", "/de/editions/network/feed.json"),
}


def run() -> Iterator[dict[str, object]]:
    """Yield the figures of each kind of page, then those of the server."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _prepare(folder)
        port = _free_port()
        code = f"from tests.bench.readers import serve; serve({str(folder)!r}, {port})"
        server = subprocess.Popen([sys.executable, "-c", code])
        try:
            yield from asyncio.run(_measured(server.pid, port))
        finally:
            server.terminate()
            server.wait()


def serve(folder: str, port: int) -> None:
    """Serve a folder until terminated, as `citydesk serve` does."""
    settings = settings_for(Path(folder), port)
    app = create_app(settings, settings.service.archive.path, lambda: NOW)
    server: uvicorn.Server = make_server(app, settings.service.serve.model_copy(update={"port": port}))
    server.run()


def _prepare(folder: Path) -> None:
    settings = load_settings(packaged_config())
    with Archive(folder / "archive.sqlite") as archive:
        settings = replace(settings, sources=tuple(fill(archive, settings)))
        with archive.write():
            file_stories(archive, {row["id"] for row in archive.rows("SELECT id FROM stories")}, set())
        brief_stories(archive, hide)
        done = publish(archive, settings, settings.editions[0], WEEK, "bench", now=NOW)
        assert isinstance(done, Published)


async def _measured(pid: int, port: int) -> list[dict[str, object]]:
    await _is_up(port)
    took: dict[str, list[float]] = defaultdict(list)
    answers: Counter[str] = Counter()
    memory: list[int] = []
    begun, end = _processor_seconds(pid), time.monotonic() + SECONDS
    readers = [_read(port, number, end, took, answers) for number in range(READERS)]
    await asyncio.gather(_watch(pid, end, memory), *readers)
    worked = _processor_seconds(pid) - begun
    told: list[dict[str, object]] = [
        {
            "set": kind,
            "answers": len(times),
            "p50_ms": _ms(times, 50),
            "p95_ms": _ms(times, 95),
            "max_ms": _ms(times, 100),
        }
        for kind, times in took.items()
    ]
    server = {
        "set": "server",
        "seconds": SECONDS,
        "answers_a_second": round(sum(len(times) for times in took.values()) / SECONDS, 1),
        "processor_ms_an_answer": round(1000 * worked / sum(len(times) for times in took.values()), 2),
        "errors": sum(count for answer, count in answers.items() if answer not in ("200", "304")),
        "unchanged": answers["304"],
        "memory_mb_first": memory[0] // 1024,
        "memory_mb_last": memory[-1] // 1024,
        "memory_mb_most": max(memory) // 1024,
    }
    return [*told, server]


async def _read(port: int, number: int, end: float, took: dict[str, list[float]], answers: Counter[str]) -> None:
    """Ask for page after page until the end, each kind in turn."""
    kinds, wire = list(PAGES), Wire(port)
    tags: dict[str, str] = {}
    turn = number
    while time.monotonic() < end:
        kind = kinds[turn % len(kinds)]
        path = PAGES[kind][turn // len(kinds) % len(PAGES[kind])]
        path = path.format(issue=f"network-{WEEK.name}", city=("ghent", "riga", "nantes")[turn % 3], number=turn % 50)
        began = time.perf_counter()
        try:
            told = await asyncio.wait_for(wire.get(path, tags.get(path, "") if turn % 3 == 0 else ""), PATIENCE_SECONDS)
            answers[str(told.status)] += 1
            tags[path] = told.tag
        except (OSError, EOFError) as error:
            answers[type(error).__name__] += 1
        took[kind].append(time.perf_counter() - began)
        turn += 1
    wire.close()


async def _watch(pid: int, end: float, memory: list[int]) -> None:
    await asyncio.sleep(min(WARM_SECONDS, SECONDS / 4))
    while time.monotonic() < end:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        memory.append(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")))
        await asyncio.sleep(1)


def _processor_seconds(pid: int) -> float:
    """Return the seconds that a process has had of all cores."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _is_up(port: int) -> None:
    for _ in range(300):
        try:
            if (await Wire(port).get("/ready")).status == 200:
                return
        except (OSError, EOFError):
            await asyncio.sleep(0.2)
    raise TimeoutError("the server does not answer")


def _ms(times: list[float], percent: int) -> float:
    return round(float(np.percentile(times, percent)) * 1000, 1)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])

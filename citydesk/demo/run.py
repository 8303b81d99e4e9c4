"""The demo: serve our own small web, crawl it twice, process, compile three weeks, tell what happened."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from citydesk.archive import Archive
from citydesk.demo.server import DemoWeb, serve_demo
from citydesk.demo.shown import STAGE_TIMES
from citydesk.demo.sources import demo_sources
from citydesk.engine import make_encoder, tagger_maker
from citydesk.errors import CitydeskError
from citydesk.pipeline.compile import compile_issue, write_files
from citydesk.pipeline.crawl import crawl
from citydesk.pipeline.health import totals
from citydesk.pipeline.process import process
from citydesk.progress import Progress
from citydesk.service_models import Crawl
from citydesk.settings import Settings
from crawler.article import Source
from digest.issue import Issue
from digest.period import iso_week
from nlp.language import LanguageIdentifier

WEEKS = ("2026-W44", "2026-W45", "2026-W46")
CRAWL = Crawl(allow_loopback=True, delay_seconds=0, timeout_seconds=3)
SITE = "https://citydesk.example/"
MARK = "demo.json"  # tells our folder from another one of that name


def run(settings: Settings, folder: Path, port: int, *, keep_serving: bool, as_json: bool, show: Progress) -> None:
    """Run the demo in `folder`, which is emptied first if it is an earlier demo's. Raise CitydeskError otherwise."""
    _empty(folder)
    with _served(port) as web:
        sources = demo_sources(web.port)
        settings = replace(settings, sources=sources)
        with Archive(folder / "archive.sqlite") as archive:
            seen = [visit(archive, web, stage, sources, show) for stage in (1, 2)]
            done = run_processing(archive, settings, show)
            issues = compile_weeks(archive, settings, folder)
            told = _told(archive, web, seen, issues, folder) | {"processed": str(done)}
        (folder / MARK).write_text(json.dumps(told, indent=1, default=str))
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str) if as_json else _words(told))
        if keep_serving:
            click.echo(f"the demo web stays on port {web.port}; stop it with Ctrl-C")
            signal.pause()


def visit(archive: Archive, web: DemoWeb, stage: int, sources: tuple[Source, ...], show: Progress) -> dict[str, int]:
    """Crawl the web as it is at a stage; return how often it answered with each status."""
    web.stage = stage
    before = web.requests
    crawl(archive, sources, CRAWL, _clock(STAGE_TIMES[stage]), show)
    return {str(status): count for status, count in sorted((web.requests - before).items())}


def run_processing(archive: Archive, settings: Settings, show: Progress) -> Any:
    """Process the archive with the shipped parts."""
    service = settings.service
    tagger = tagger_maker(settings.vocabulary, settings.sources)
    return process(archive, make_encoder(service.model), tagger, LanguageIdentifier(), show, service.process)


def compile_weeks(archive: Archive, settings: Settings, folder: Path) -> list[Issue]:
    """Compile the three weeks of the edition `network` and write them into `folder`/issues."""
    edition = next(one for one in settings.editions if one.key == "network")
    issues = [
        compile_issue(archive, edition, iso_week(week), settings.vocabulary, settings.sources, SITE) for week in WEEKS
    ]
    for issue in issues:
        write_files(archive, issue.id, folder / "issues")
    return issues


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise CitydeskError(f"{folder}: is not empty and not an earlier demo's; name another --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("{}")


def _served(port: int) -> Any:
    try:
        return serve_demo(port)
    except OSError:  # the port is taken; any other one will do
        return serve_demo(0)


def _clock(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _told(
    archive: Archive, web: DemoWeb, seen: list[dict[str, int]], issues: list[Issue], folder: Path
) -> dict[str, Any]:
    return {
        "crawls": seen,
        "forbidden_pages_fetched": web.forbidden_hits,
        "archive": totals(archive, max(STAGE_TIMES.values())),
        "issues": [
            {"id": issue.id, "stories": issue.stories, "entries": len(issue.entries),
             "html": str(folder / "issues" / f"{issue.id}.html")}
            for issue in issues
        ],
    }  # fmt: skip


def _words(told: dict[str, Any]) -> str:
    first, second = told["crawls"]
    held = told["archive"]
    lines = [
        f"first crawl:  {_statuses(first)}",
        f"second crawl: {_statuses(second)}",
        f"archive:      {held['articles']} articles in {held['versions']} versions, {held['stories']} stories",
        *(f"issue:        {one['html']}  ({one['entries']} of {one['stories']} stories)" for one in told["issues"]),
    ]
    return "\n".join(lines)


def _statuses(counts: dict[str, int]) -> str:
    names = {"200": "answered", "304": "unchanged", "404": "not there", "500": "broken"}
    return ", ".join(f"{count} {names.get(status, status)}" for status, count in counts.items())

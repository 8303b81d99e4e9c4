"""Thousands of well- and ill-formed feeds → how many raise, and how often we read what gofeed's authors expect."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from crawler.article import Listed
from crawler.dates import parse_date
from crawler.feeds import FeedRead, parse_feed
from crawler.html_text import clean_line
from crawler.urls import canonical_url

_FIELDS = ("title", "link", "date")
_URL = "https://example.org/feed"


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the set `feeds`: agreement is the share of expected values that we read alike."""
    if set_name in (None, "feeds"):
        yield _feeds(_files(data / "feeds.tar.xz"))


def disagreements(data: Path) -> Iterator[tuple[str, str, object, object]]:
    """Yield (file, field, expected, read) where we read another value than expected."""
    files = _files(data / "feeds.tar.xz")
    for name, expected in _expected(files):
        for field, wanted, read in _compared(expected, parse_feed(files[name], _URL)):
            if wanted != read:
                yield name, field, wanted, read


def _feeds(files: dict[str, bytes]) -> dict[str, object]:
    exceptions: dict[str, str] = {}
    for name, body in files.items():
        try:
            parse_feed(body, _URL)
        except Exception as error:
            exceptions[name] = repr(error)[:200]
    wanted_values = dict.fromkeys(_FIELDS, 0)
    same_values = dict.fromkeys(_FIELDS, 0)
    compared = 0
    for name, expected in _expected(files):
        values = list(_compared(expected, parse_feed(files[name], _URL)))
        compared += bool(values)
        for field, wanted, read in values:
            wanted_values[field] += 1
            same_values[field] += wanted == read
    return {
        "set": "feeds",
        "files": len(files),
        "exceptions": len(exceptions),
        "compared": compared,
        **{f"{field}_agree": same_values[field] / max(1, wanted_values[field]) for field in _FIELDS},
        **{f"{field}s": wanted_values[field] for field in _FIELDS},
        "first_exception": next(iter(exceptions.items()), None),
    }


def _files(path: Path) -> dict[str, bytes]:
    with tarfile.open(path, "r:xz") as archive:
        files = ((member.name, archive.extractfile(member)) for member in archive)
        return {name: file.read() for name, file in files if file}


def _expected(files: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each of gofeed's feeds with the JSON expected of it, which stands beside it."""
    for name in sorted(files):
        path = PurePosixPath(name)
        if "gofeed" not in path.parts:
            continue
        beside = path.with_name(f"{path.stem}_expected.json") if path.suffix == ".json" else path.with_suffix(".json")
        if str(beside) in files and str(beside) != name:
            try:
                yield name, json.loads(files[str(beside)])
            except ValueError:
                continue


def _compared(expected: Mapping[str, Any], read: FeedRead) -> Iterator[tuple[str, object, object]]:
    """Yield (field, expected value, read value) for each value an expected entry has, in our forms of both."""
    entries = expected.get("items") or expected.get("entries") or []
    ours = [*read.listed, *read.unaddressed]
    for place, entry in enumerate(entries):
        one = ours[place] if place < len(ours) else Listed(url="")
        if isinstance(entry.get("title"), str) and (title := clean_line(entry["title"])):
            yield "title", title, one.title
        if link := _link(entry):
            yield "link", link, one.url
        if (date := _date(entry)) and one.published:
            yield "date", date[:10] if one.precision == "day" else date, _written(one)
        elif date:
            yield "date", date, None


def _link(entry: Mapping[str, Any]) -> str | None:
    links = [link for link in entry.get("links") or () if isinstance(link, dict)]
    alternate = next((link.get("href") for link in links if link.get("rel", "alternate") == "alternate"), None)
    link = entry.get("link") or entry.get("url") or alternate
    return canonical_url(link, _URL) if isinstance(link, str) and link else None


def _date(entry: Mapping[str, Any]) -> str | None:
    """Return the moment gofeed parsed, ISO 8601 to the second, the publication's before the update's."""
    for name in ("publishedParsed", "pubDateParsed", "date_published", "updatedParsed"):
        if isinstance(raw := entry.get(name), str):
            moment = parse_date(raw, None)
            return moment[0].isoformat()[:19] if moment else None
    return None


def _written(one: Listed) -> str | None:
    return one.published.isoformat()[: 10 if one.precision == "day" else 19] if one.published else None

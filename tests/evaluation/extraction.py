"""Saved news and press pages → how well text (4-gram shingles), title and date are read."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath

from crawler.article import Article, Page, Skipped, Source
from crawler.dates import find_dates
from crawler.extract import extract
from crawler.html_text import clean_line
from nlp.language import LanguageIdentifier

_SETS = ("news", "vienna", "upper-austria")
_SEEN = datetime(2026, 11, 21, tzinfo=UTC)


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each set; None where a set has nothing to compare with."""
    with gzip.open(data / "pages_gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        gold = {page["id"]: page for page in map(json.loads, lines)}
    pages = _pages(data / "pages.tar.xz")
    for name in _SETS:
        if set_name in (None, name):
            yield _news(pages[name], gold) if name == "news" else _press(name, pages[name])


def press_articles(data: Path, name: str, identify: LanguageIdentifier) -> list[Article]:
    """Return the articles of a set of press pages, dated by file name or `<title>`, by file name."""
    found = []
    for page, body in sorted(_pages(data / "pages.tar.xz")[name].items()):
        read, day = _read(page, body, identify), _expected_day(page, body)
        if isinstance(read, Article):
            published = datetime.combine(day, time(), UTC) if day else read.published
            found.append(replace(read, published=published))
    return found


def _pages(path: Path) -> dict[str, dict[str, bytes]]:
    """Return the pages of the archive by set and file name, read without unpacking to disk."""
    pages: dict[str, dict[str, bytes]] = {name: {} for name in _SETS}
    with tarfile.open(path, "r:xz") as archive:
        for member in archive:
            place = PurePosixPath(member.name)
            if (file := archive.extractfile(member)) and place.parent.name in pages:
                pages[place.parent.name][place.stem] = file.read()
    return pages


def _news(pages: dict[str, bytes], gold: dict[str, dict[str, str]]) -> dict[str, object]:
    precisions, recalls = [], []
    titles = dates = dated = 0
    known = {name: body for name, body in pages.items() if name in gold}
    identify = LanguageIdentifier()
    for name, body in known.items():
        read = _read(name, body, identify)
        text = read.text if isinstance(read, Article) else ""
        precision, recall = _shingle_scores(gold[name]["body"], text)
        precisions.append(precision)
        recalls.append(recall)
        titles += isinstance(read, Article) and read.title == clean_line(gold[name]["title"])
        dated += bool(gold[name]["date"])
        dates += bool(gold[name]["date"]) and _day(read) == gold[name]["date"][:10]
    precision, recall = sum(precisions) / len(known), sum(recalls) / len(known)
    return {
        "set": "news",
        "pages": len(known),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "title_exact": titles / len(known),
        "date_exact": dates / dated,
    }


def _press(name: str, pages: dict[str, bytes]) -> dict[str, object]:
    """Return the figures of a set whose dates stand in the file name (Vienna) or the <title> (Upper Austria)."""
    identify = LanguageIdentifier()
    read = {page: _read(page, body, identify) for page, body in pages.items()}
    expected = {page: _expected_day(page, body) for page, body in pages.items()}
    dated = [page for page, day in expected.items() if day and isinstance(read[page], Article)]
    return {
        "set": name,
        "pages": len(pages),
        "precision": None,
        "recall": None,
        "f1": None,
        "title_exact": None,
        "date_exact": sum(_day(read[page]) == str(expected[page]) for page in dated) / len(dated) if dated else None,
        "articles": sum(isinstance(one, Article) for one in read.values()),
        "different_texts": len({one.text for one in read.values() if isinstance(one, Article)}),
    }


def _read(name: str, body: bytes, identify: LanguageIdentifier) -> Article | Skipped:
    source = Source(key="evaluation", name="", url="https://example.org/", kind="feed", owner="partner")
    address = f"https://example.org/news/{name}"
    page = Page(url=address, final_url=address, source=source.key, fetched_at=_SEEN, status=200, headers=(), body=body)
    return extract(page, None, source, _SEEN, identify)


def _day(read: Article | Skipped) -> str:
    return read.published.date().isoformat() if isinstance(read, Article) and read.published else ""


def _expected_day(name: str, body: bytes) -> date | None:
    if found := re.search(r"_(20\d{2})(\d{2})(\d{2})_", name):
        return date(int(found[1]), int(found[2]), int(found[3]))
    title = re.search(rb"<title>(.*?)</title>", body, re.DOTALL | re.IGNORECASE)
    moments = find_dates(clean_line(title[1].decode("utf-8", "replace")), "de") if title else iter(())
    return next((moment.date() for moment, _ in moments), None)


def _shingle_scores(expected: str, text: str) -> tuple[float, float]:
    """Return precision and recall of the 4-grams of words, with their multiplicity."""
    wanted, found = _shingles(expected), _shingles(text)
    common = (wanted & found).total()
    return common / max(1, found.total()), common / max(1, wanted.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))

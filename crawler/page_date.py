"""The tree of a page → when it says it was published, and what says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.article import DateSource
from crawler.dates import Moment, find_dates, is_bare_year, parse_date
from crawler.html_text import element_text
from crawler.metadata import Metadata

_IN_ADDRESS = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_PUBLISHED = re.compile(r"publi|posted|pubdate|created|release|entry-date|datum|fecha", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|chang|edited|aktualis|expire|event", re.IGNORECASE)
_WINDOW = 800  # characters of text after the title in which a date of publication stands
_BARE_DATE_LINE = 45  # characters: "Press office, 21 November 2026, 10:15"
_DATE_LINE = 60  # characters: longer lines are prose or captions, and their dates are of events


def page_dates(
    metadata: Metadata, tree: HtmlElement, url: str, language: str | None
) -> Iterator[tuple[Moment, DateSource]]:
    """Yield the dates a page may have been published at, best first: metadata, <time>, address, lines by the title.

    A bare first of January, a month or a year alone is unknown, as is any date inside a sentence.
    """
    for raw in metadata.dates:
        if not is_bare_year(raw) and (moment := parse_date(raw, language)) and _is_whole(moment):
            yield moment, "metadata"
    for raw in _times(tree):
        if not is_bare_year(raw) and (moment := parse_date(raw, language)) and _is_whole(moment):
            yield moment, "metadata"
    if (found := _IN_ADDRESS.search(url)) and (moment := parse_date("-".join(found.groups()), None)):
        yield moment, "metadata"
    for line in _lines(metadata, tree):
        for moment in find_dates(line, language):
            yield moment, "text"


def _is_whole(moment: Moment) -> bool:
    return moment[1] in ("minute", "day")


def _times(tree: HtmlElement) -> list[str]:
    """Return what the page's <time> elements say, those called published first, those of the article before others."""
    ranked: list[tuple[bool, bool, int, str]] = []
    for order, node in enumerate(
        tree.xpath("//time[not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::a)]")
    ):
        parent = node.getparent()
        names = " ".join((node.get("class") or "", node.get("itemprop") or "", parent.get("class") or ""))
        if _CHANGED.search(names) and not _PUBLISHED.search(names):
            continue
        is_published = node.get("pubdate") is not None or bool(_PUBLISHED.search(names))
        is_inside = any(True for _ in node.iterancestors("article", "main", "header"))
        ranked.append((not is_published, not is_inside, order, (node.get("datetime") or element_text(node)).strip()))
    return [raw for *_, raw in sorted(ranked)[:5] if raw]


def _lines(metadata: Metadata, tree: HtmlElement) -> Iterator[str]:
    """Yield the short lines around the title: those of a date and little else, titles, then the longer."""
    lines = element_text(_main(tree)).split("\n\n")
    start = next((place for place, line in enumerate(lines) if line in metadata.headings), 0)
    around: list[str] = []
    for line in lines[start + 1 :]:
        around.append(line)
        if sum(map(len, around)) > _WINDOW:
            break
    around += reversed(lines[max(0, start - 3) : start])
    yield from (line for line in around if len(line) <= _BARE_DATE_LINE)
    yield from (*metadata.headings[:1], metadata.title_tag)
    yield from (line for line in around if _BARE_DATE_LINE < len(line) <= _DATE_LINE)


def _main(tree: HtmlElement) -> HtmlElement:
    headed = tree.xpath("(//main[.//h1] | //*[@role='main'][.//h1] | //article[.//h1])[1]")
    return headed[0] if headed else tree

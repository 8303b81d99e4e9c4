"""A feed whose dates are written as sites of 25 languages write them: tests/data/dates_of_europe.tsv."""

from __future__ import annotations

from html import escape
from pathlib import Path

from crawler.feeds import parse_feed

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "dates_of_europe.tsv").read_text("utf-8").splitlines()
]


def wrong() -> list[tuple[str, str, str, str]]:
    """Return (language, date as written, expected, read) where they differ."""
    found = []
    for language in sorted({line[0] for line in LINES}):
        lines = [line for line in LINES if line[0] == language]
        items = "".join(
            f"<item><title>News {n}</title><link>https://city.example/{language}/{n}</link><pubDate>{escape(text)}</pubDate></item>"
            for n, (_, text, _) in enumerate(lines)
        )
        feed = f"<rss version='2.0'><channel><title>News</title><language>{language}</language>{items}</channel></rss>"
        read = {entry.title: entry for entry in parse_feed(feed.encode(), "https://city.example/feed").listed}
        for n, (_, text, expected) in enumerate(lines):
            entry = read[f"News {n}"]
            told = f"{entry.published:%Y-%m-%dT%H:%M}" if entry.published else "none"
            told = told[:10] if entry.precision == "day" else told
            if told != expected:
                found.append((language, text, expected, told))
    return found


def test_dates_of_europe_are_read_right() -> None:
    mistakes = wrong()
    assert len({line[0] for line in LINES}) >= 15
    assert len(mistakes) <= 0.02 * len(LINES), mistakes


def test_bare_first_of_january_is_unknown() -> None:
    item = "<item><title>T</title><link>https://c.example/1</link><pubDate>2026-01-01</pubDate></item>"
    (entry,) = parse_feed(f"<rss><channel>{item}</channel></rss>".encode(), "https://c.example/feed").listed
    assert (entry.published, entry.precision) == (None, None)

"""The titles a page offers → the one title of the article, without the name of the site."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.dates import find_dates
from crawler.metadata import Metadata

# A hyphen, dash or colon needs blanks around it: "Köln-Bonn" and "2026–2030" are no separators.
_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›:/*~]{1,3}\s+|\s*[|·•ㅣ：｜]\s*|\s*--\s*")
_AFTER_TITLE = re.compile(r"\s*[|ㅣ*•·»]|\s+[-–—:/]\s|-[^\s-]+[|ㅣ]|\s*--")
_SAME_QUOTES = str.maketrans("’‘‚“”„«»", "'''" + '"' * 5)
_MAX_LENGTH = 300
_TRUNCATED = ("…", "...", "[…]", "[...]")
_GENERIC_LABELS = frozenset(("com", "gov", "org", "net", "news", "www", "press", "presse", "stadt", "city", "info"))


def choose_title(metadata: Metadata, listed_title: str | None, source_name: str, host: str) -> str:
    """Return the article's title as most of its declarations have it, without the site's name; "" when there is none.

    Each declaration loses the parts that name the site (by its own metadata, the source's name, its host) or that
    follow where another declaration ends; then they vote. The title for sharing is written to be understood
    alone, so it outweighs heading, headline and <title> together, unless it shares few words with them or the
    source listed theirs. The weights were chosen on 128 news pages of 41 countries (tests/evaluation).
    """
    listed = "" if (listed_title or "").rstrip().endswith(_TRUNCATED) else (listed_title or "")
    names = _site_names((*metadata.site_names, source_name), host)
    others = (metadata.schema_title, metadata.title_tag, *metadata.headings[:4])
    offered = [
        (listed, 2.0),
        (metadata.social_title, 3.4 if _is_about(metadata.social_title, others) else 0.5),
        (metadata.schema_title, 1.3),
        *((heading, 1.25 if place == 0 else 0.5) for place, heading in enumerate(metadata.headings[:4])),
        (metadata.title_tag, 0.7),
    ]
    stripped = [(without_site_name(title[:_MAX_LENGTH], names), weight) for title, weight in offered if title]
    votes: dict[str, float] = defaultdict(float)
    spelt: dict[str, str] = {}
    for long_title, weight in stripped:
        title = _head(long_title, [title for title, _ in stripped])
        if key := _folded(title):
            votes[key] += weight * (0.1 if key in names else 1.0)
            spelt.setdefault(key, title)
    best = max(votes, key=lambda key: votes[key], default="")
    return spelt.get(best, "") or (listed_title or "")


def listed_title(title: str, source_name: str, host: str) -> str:
    """Return a title as its source lists it, without the site's name."""
    return without_site_name(title, _site_names((source_name,), host))


def without_site_name(title: str, names: set[str]) -> str:
    """Return a title without the parts before or after a separator that name the site (folded names) or a date."""
    cuts = list(_SEPARATOR.finditer(title))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(title)]
    parts = [title[start:end] for start, end in zip(starts, ends, strict=True)]
    exact = next((place for place, part in enumerate(parts) if place and _folded(part) in names), len(parts))
    last = exact  # "Title | Site | by Author": the site's full name ends the title
    while last > 1 and _names_site(parts[last - 1], names):
        last -= 1
    first = 1 if last > 1 and _folded(parts[0]) in names else 0
    return title[starts[first] : ends[last - 1]].strip()


def _names_site(part: str, names: set[str]) -> bool:
    """Tell a name of the site, or one like it ("Spiegel" for spiegel.de), or a bare date from words of a title."""
    key = _folded(part)
    if not key or key in names:
        return True
    if len(key) >= 4 and any(len(name) >= 4 and (key in name or name in key) for name in names):
        return len(part) <= 40
    return len(part) <= 12 and next(find_dates(part, None), None) is not None


def _head(title: str, others: Sequence[str]) -> str:
    """Return the other declaration that a title only continues after a separator, else the title."""
    plain = title.translate(_SAME_QUOTES)
    for other in sorted(others, key=len):
        is_head = 10 <= len(other) < len(title) and plain.startswith(other.translate(_SAME_QUOTES))
        if is_head and _AFTER_TITLE.match(title, len(other)):
            return other
    return title


def _is_about(title: str, others: Sequence[str]) -> bool:
    """Tell whether a title shares a quarter of its words with another: some sites share one title for all pages."""
    words = _words(title)
    return any(4 * len(words & _words(other)) >= len(words) for other in others if other)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))


def _site_names(names: Iterable[str], host: str) -> set[str]:
    return {_folded(name) for name in (*names, *_host_names(host))} - {""}


def _host_names(host: str) -> list[str]:
    """Return what a site may call itself by its host: `news.leeds.gov.uk` → the whole of it, and leeds."""
    labels = [label for label in host.split(".") if len(label) >= 3 and label not in _GENERIC_LABELS]
    return [host, host.removeprefix("www."), *labels]


def _folded(text: str) -> str:
    """Return letters and digits only, without case and accents: quotes and dashes differ between declarations."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())

"""Text from the web → text that may stand in any rendering; an address and a passage → the link to that passage."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

MAX_TITLE, MAX_SENTENCE, MAX_NAME, MAX_URL = 240, 600, 80, 2000  # characters

# What XML 1.0 forbids (control characters, lone surrogates, U+FFFE, U+FFFF), and what turns the direction of the text
# around it: bidi controls are invisible, and can make a page say what its source does not.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_WHOLE_PASSAGE_WORDS, _START_WORDS, _END_WORDS = 12, 6, 5


def clean(text: str, max_characters: int) -> str:
    """Return `text` on one line, without invisible characters, cut at a word with "…" where it is too long."""
    line = " ".join(_UNPRINTABLE.sub("", text[: max_characters * 4]).split())
    if len(line) <= max_characters:
        return line
    cut = line[: max_characters - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > max_characters // 2 else cut).rstrip(" ,;:–—-") + "…"


def safe_url(url: str) -> str | None:
    """Return an address a reader may click (http or https, of bearable length), else None."""
    return None if len(url) > MAX_URL else _safe(url)


@lru_cache(maxsize=4096)  # a page asks for each address several times
def _safe(url: str) -> str | None:
    if url != _UNPRINTABLE.sub("", url) or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def passage_url(url: str, words: str) -> str | None:
    """Return the address of a passage: a text fragment (WICG Scroll to Text) behind a safe address.

    A long passage is given by its first and last words, which stay right where the middle is marked up.
    """
    address = safe_url(url)
    if address is None:
        return None
    parts = _UNPRINTABLE.sub("", words).split()
    if not parts:
        return address
    if len(parts) <= _WHOLE_PASSAGE_WORDS:
        directive = _encoded(parts)
    else:
        directive = f"{_encoded(parts[:_START_WORDS])},{_encoded(parts[-_END_WORDS:])}"
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # quote() leaves "-" alone, which means "prefix" or "suffix" in a text directive.
    return quote(" ".join(words), safe="").replace("-", "%2D")

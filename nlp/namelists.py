"""Text → the same text without long lists of names: sixteen partner cities make two happenings look alike."""

from __future__ import annotations

import re

SHORTEST_LIST = 5  # names in a row

_NAME = (
    r"[^\W\d_a-zà-öø-ÿ][\w’'.-]*"
    r"(?:[ \u00a0](?:&|(?:y|i|e|et|en|und|and)\b|[^\W\d_a-zà-öø-ÿ][\w’'.-]*|\([^()]{1,30}\))){0,3}"
)
_LINK = r"(?:\s*[,;·•]\s*|\s+(?:and|und|et|en|e|i|y|og|och|ja|ir|un|și|a|i|kai|και|и|і|ve|és|&)\s+)"
_LIST = re.compile(rf"{_NAME}(?:{_LINK}{_NAME}){{{SHORTEST_LIST - 1},}}")


def name_lists(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` where five or more capitalised names follow each other."""
    return tuple(match.span() for match in _LIST.finditer(text))


def without_name_lists(text: str) -> str:
    """Return `text` with each long list of names replaced by a blank."""
    return _LIST.sub(" ", text)

"""Two texts of one article → what was taken out and what was put in, paragraph by paragraph, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_WORDS = 5_000  # of a passage that is compared word by word; a longer one is told as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One passage that differs; "" = nothing: it was only put in, or only taken out."""

    before: str
    after: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the passages in which two texts differ, in order; () where only white space does."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _within("\n\n".join(old[a:b]), "\n\n".join(new[c:d]))
    return tuple(found)


def _within(before: str, after: str) -> Iterator[Change]:
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    if not old or not new or max(len(old), len(new)) > MAX_WORDS:
        yield Change(before=before, after=after)
        return
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(before=" ".join(old[a:b]), after=" ".join(new[c:d]))


def _paragraphs(text: str) -> list[str]:
    return [folded for part in text.split("\n\n") if (folded := " ".join(part.split()))]

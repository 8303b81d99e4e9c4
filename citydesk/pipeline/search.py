"""Words → the articles that hold them. Whatever the user types is words, never query syntax."""

from __future__ import annotations

from citydesk.archive import Archive
from citydesk.archive.words import search_words
from nlp.shingles import fold


def search(archive: Archive, words: str, limit: int) -> list[dict[str, object]]:
    """Return the articles that hold all words, best first, the last word as a beginning; [] for no words."""
    terms = fold(words).split()
    if not terms:
        return []
    query = " ".join(f'"{term}"' for term in terms[:-1]) + f' "{terms[-1]}"*'
    shown = ("id", "title", "url", "source_name", "language", "published", "story", "words")
    return [{name: row[name] for name in shown} for row in search_words(archive, query, limit)]

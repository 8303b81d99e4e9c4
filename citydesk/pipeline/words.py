"""The articles of an archive → their searchable words: for an archive that was filled, not crawled."""

from __future__ import annotations

from citydesk.archive import Archive, articles
from citydesk.archive.words import save_words
from nlp.shingles import fold


def index_words(archive: Archive) -> None:
    """Index the current versions of all articles, in order of id."""
    with archive.write():
        save_words(archive, [(one.id, fold(one.title), fold(one.text)) for one in articles.all_articles(archive)])

"""An article as it was read → in the archive: under the address it is known by, without what its source repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from citydesk.archive import Archive, articles
from citydesk.archive.addresses import remember_addresses, same_article
from citydesk.archive.beside import current_text, load_furniture, newest_texts, save_furniture, save_media
from crawler.article import Article
from crawler.furniture import repeated_lines, without_lines

LOOK_BACK = 20  # articles of a source in which a line has to come back


def store(archive: Archive, article: Article, page: int | None, seen: datetime) -> tuple[str, bool]:
    """Store what an article says; return the id it is known by, and whether that text is new. Inside `write`."""
    asked = article.url
    article = replace(article, url=same_article(archive, article))
    article = _without_furniture(archive, article)
    is_new = articles.save_version(archive, article, page, seen)
    remember_addresses(archive, article, asked)
    if page is not None:
        save_media(archive, article.id, article.media)
    return article.id, is_new


def _without_furniture(archive: Archive, article: Article) -> Article:
    """Return the article without the lines its source repeats; what is found here is left out from now on.

    A text that was stored with such a line stays as it was: losing it is no edit.
    """
    others = newest_texts(archive, article.source, article.id, LOOK_BACK)
    known = load_furniture(archive, article.source)
    new = repeated_lines(article.text, others) - known
    if new:
        save_furniture(archive, article.source, new)
    text = without_lines(article.text, known | new)
    before = current_text(archive, article.id)
    if before is not None and before != text and without_lines(before, known | new) == text:
        text = before
    return replace(article, text=text)

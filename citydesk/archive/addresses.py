"""The addresses an article was found at: what has moved stays one article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from citydesk.archive.connection import Archive, stamp
from crawler.article import Article
from crawler.urls import address_key

_LONG = 200  # characters: a shorter notice may be told again in the same words
_SHARED = 0.6  # of the words of the shorter of two texts: less is another article behind a wrong rel=canonical


def article_at(archive: Archive, url: str) -> str | None:
    """Return the canonical address of the article that was asked for at an address or a variant of it, or None."""
    found: str | None = archive.value(
        "SELECT articles.url FROM article_addresses JOIN articles ON articles.id = article WHERE key = ? AND is_own",
        (address_key(url),),
    )
    return found


def is_elsewhere(archive: Archive, url: str) -> bool:
    """Tell whether an address is a variant (http, www., slash) of an article that is known under another."""
    known = article_at(archive, url)
    return known is not None and known != url


def same_article(archive: Archive, article: Article) -> str:
    """Return the canonical address under which an article is known, its own when it is new.

    It is the same article when it was asked for at the same address but for scheme, `www.` and a slash at the end;
    when it says that it is at a known one (redirect, rel=canonical) and tells what is told there; or when its source
    told the same long text on the same day at another address.
    """
    if known := article_at(archive, article.url):
        return known
    for url in (article.url, *article.also_at):
        row = archive.rows(
            "SELECT articles.url, title, text FROM article_addresses AS found"
            " JOIN articles ON articles.id = found.article"
            " JOIN versions ON versions.article = articles.id AND is_current WHERE found.key = ?",
            (address_key(url),),
        )
        if row and _tells_the_same(article, row[0]["title"], row[0]["text"]):
            return str(row[0]["url"])
    return _told_before(archive, article) or article.url


def remember_addresses(archive: Archive, article: Article, asked: str) -> None:
    """Remember all addresses of a stored article: the one asked for, and where it says it is. Inside `write`."""
    own = [(address_key(url), article.id, 1) for url in (article.url, asked)]
    said = [(address_key(url), article.id, 0) for url in article.also_at]
    archive.many(
        "INSERT INTO article_addresses VALUES (?,?,?) ON CONFLICT (key) DO UPDATE SET article = excluded.article,"
        " is_own = 1 WHERE is_own = 0 AND excluded.is_own = 1",
        [*own, *said],
    )


def _told_before(archive: Archive, article: Article) -> str | None:
    if len(article.text) < _LONG or article.published is None:
        return None
    found: str | None = archive.value(
        "SELECT articles.url FROM versions JOIN articles ON articles.id = article WHERE text_hash = ? AND source = ?"
        " AND date(published) = date(?) AND articles.id <> ? ORDER BY first_seen, articles.id LIMIT 1",
        (article.text_hash, article.source, stamp(article.published), article.id),
    )
    return found


def _tells_the_same(article: Article, title: str, text: str) -> bool:
    if article.title.casefold() == title.casefold():
        return True
    one, other = _words((article.title, article.text)), _words((title, text))
    return len(one & other) >= _SHARED * max(1, min(len(one), len(other)))


def _words(texts: Iterable[str]) -> set[str]:
    return set(re.findall(r"\w{4,}", " ".join(texts).casefold()))

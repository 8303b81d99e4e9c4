"""A source's page → what it lists and where more of it is; a server's validators → what is sent back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from crawler.article import Listed, Page, Source
from crawler.crawl import Validators
from crawler.drupal import parse_drupal
from crawler.feeds import parse_feed
from crawler.listing import parse_listing
from crawler.pager import next_page
from crawler.sitemap import parse_sitemap
from crawler.wordpress import api_url, parse_wordpress

WORDPRESS_PER_PAGE = 20

_GZIP = b"\x1f\x8b\x08"
_CHARSET = "charset="


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """What one answer of a source says."""

    listed: tuple[Listed, ...]
    children: tuple[str, ...] = ()  # sitemaps below a sitemap index
    older: str | None = None  # the address of the next page of the same list; None = there is none


def first_address(source: Source) -> str:
    """Return the address that is asked for a source's newest articles."""
    return api_url(source.url, WORDPRESS_PER_PAGE, 1) if source.kind == "wordpress" else source.url


def read_source(page: Page, source: Source, part: int = 0) -> SourceAnswer:
    """Return what a source's answer says; ValueError when it is unreadable. `part` counts the pages of its list."""
    body, url = page.body, page.final_url
    content_type = header(page, "content-type") or ""
    if source.kind == "listing":
        charset = _charset(content_type)
        listed = parse_listing(body, url, charset, source.link_selector)
        return SourceAnswer(listed=listed, older=next_page(body, url, charset, part + 2))
    if source.kind == "wordpress":
        if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            raise ValueError("not a list of WordPress posts")
        posts = parse_wordpress(body, url)
        return SourceAnswer(listed=posts, older=_older_posts(page, source, part, len(posts)))
    if source.kind == "feed":
        feed = parse_feed(body, url, content_type)
        return SourceAnswer(listed=_read_or_raise(feed.problem, feed.listed), older=feed.older)
    if source.kind == "drupal":
        nodes = parse_drupal(body, source.url)
        return SourceAnswer(listed=_read_or_raise(nodes.problem, nodes.listed), older=nodes.older)
    sitemap = parse_sitemap(body, url)
    return SourceAnswer(listed=_read_or_raise(sitemap.problem, sitemap.listed), children=sitemap.children)


def _older_posts(page: Page, source: Source, part: int, posts: int) -> str | None:
    number = part + 2
    last = header(page, "x-wp-totalpages") or ""
    is_last = posts < WORDPRESS_PER_PAGE or (last.isdecimal() and number > int(last[:9]))
    return None if is_last else api_url(source.url, WORDPRESS_PER_PAGE, number)


def unpack(body: bytes, max_bytes: int) -> bytes:
    """Return a body out of its .gz file, if it is one; ValueError when damaged or larger than allowed."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise ValueError("the gzip file is damaged") from error
    if len(unpacked) > max_bytes:
        raise ValueError("the answer is too large")
    return unpacked


def header(page: Page, name: str) -> str | None:
    """Return the first value of a header, or None."""
    return next((value for each, value in page.headers if each == name), None)


def validators_of(page: Page) -> Validators:
    """Return a page's ETag and Last-Modified, each None when it is missing or can't be sent back as it came."""
    return _sendable(header(page, "etag")), _sendable(header(page, "last-modified"))


def conditions(validators: Validators) -> dict[str, str]:
    """Return the request headers that ask for an answer only if it changed."""
    names = ("If-None-Match", "If-Modified-Since")
    return {name: value for name, value in zip(names, validators, strict=True) if value}


def _sendable(value: str | None) -> str | None:
    # It is the server's text, and goes into a header of ours.
    is_fit = value is not None and 0 < len(value) <= 500 and value.isascii() and value.isprintable()
    return value if is_fit else None


def _charset(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition(_CHARSET)
    return rest.split(";")[0].strip(" \"'") or None if found else None


def _read_or_raise(problem: str | None, listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    if problem and not listed:
        raise ValueError(problem)
    return listed

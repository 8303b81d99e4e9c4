"""Bytes of a sitemap (index, news sitemap, gzip, plain list) → what it lists and the sitemaps below it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from crawler.article import Listed
from crawler.dates import is_bare_year, parse_date
from crawler.feeds import language_code
from crawler.html_text import clean_line
from crawler.urls import canonical_url, is_same_site

MAX_BYTES = 50 * 1024 * 1024  # sitemaps.org: a sitemap is no larger, unpacked
MAX_ADDRESSES = 50_000  # sitemaps.org


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapRead:
    """What a sitemap says: articles' addresses, and the addresses of further sitemaps."""

    listed: tuple[Listed, ...] = ()
    children: tuple[str, ...] = ()
    problem: str | None = None  # None = read as a sitemap, perhaps an empty one


def parse_sitemap(body: bytes, url: str) -> SitemapRead:
    """Return what a sitemap lists, in its order; never raises, whatever the bytes.

    Addresses of other sites are left out, as the protocol says. `lastmod` is `updated`, never `published`.
    """
    unpacked = _unpacked(body)
    if unpacked is None:
        return SitemapRead(problem="gzip damaged, or over 50 MB unpacked")
    if not unpacked.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_plain(unpacked, url)
    listed: dict[str, Listed] = {}
    children: dict[str, None] = {}
    root = ""
    try:
        for kind, fields in _entries(unpacked):
            root = root or kind
            address = canonical_url(fields["loc"], url) if "loc" in fields else None
            if not address or not is_same_site(address, url) or len(listed) + len(children) >= MAX_ADDRESSES:
                continue
            if kind == "sitemap":
                children[address] = None
            else:
                listed[address] = _listed(address, fields)
    except (etree.LxmlError, ValueError) as error:
        if not listed and not children:
            return SitemapRead(problem=f"not a sitemap: {type(error).__name__}")
    if not root and b"<urlset" not in unpacked[:2000] and b"<sitemapindex" not in unpacked[:2000]:
        return SitemapRead(problem="not a sitemap")
    return SitemapRead(listed=tuple(listed.values()), children=tuple(children))


def _unpacked(body: bytes) -> bytes | None:
    if not body.startswith(b"\x1f\x8b"):
        return body[: MAX_BYTES + 1] if len(body) <= MAX_BYTES else None
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return None
    return unpacked if len(unpacked) <= MAX_BYTES else None


def _entries(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("url" or "sitemap", texts by local name) as they are parsed; each is freed after use."""
    events = etree.iterparse(
        BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        fields: dict[str, str] = {}
        for child in element.iter():
            if isinstance(child.tag, str) and child.text and _is_own(child, element):
                fields.setdefault(etree.QName(child).localname, child.text.strip())
        yield etree.QName(element).localname, fields
        element.clear()
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]


def _is_own(child: etree._Element, element: etree._Element) -> bool:
    """Tell the sitemap's and the news extension's fields from those of images, videos and alternates."""
    namespace = etree.QName(child).namespace or ""
    return "sitemap-news" in namespace or (
        child.getparent() is element and namespace == (etree.QName(element).namespace or "")
    )


def _listed(address: str, fields: dict[str, str]) -> Listed:
    language = language_code(fields.get("language"))
    told = fields.get("publication_date", "")
    published = None if is_bare_year(told) else parse_date(told, language)
    updated = parse_date(fields.get("lastmod", ""), language)
    return Listed(
        url=address,
        title=clean_line(fields.get("title")) or None,
        published=published[0] if published else None,
        precision=published[1] if published else None,
        updated=updated[0] if updated else None,
        language=language,
    )


def _read_plain(body: bytes, url: str) -> SitemapRead:
    """Read a sitemap that is a list of addresses, one a line."""
    lines = body.decode("utf-8-sig", "replace").split()[:MAX_ADDRESSES]
    addresses = {address: None for line in lines if (address := canonical_url(line)) and is_same_site(address, url)}
    if not addresses:
        return SitemapRead(problem="not a sitemap")
    return SitemapRead(listed=tuple(Listed(url=address) for address in addresses))

"""The tree of a page → its lead image with what stands for it, and the files it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.article import Medium
from crawler.html_text import clean_line, element_text
from crawler.urls import canonical_url

MAX_IMAGES = 5
MAX_ATTACHMENTS = 20
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|pptx?|odp)(?:$|\?)", re.IGNORECASE)
_NO_NEWS = re.compile(
    r"(?:logo|icon|sprite|pixel|avatar|placeholder|spacer|blank|loading|share|badge)[^/]*$|^data:", re.I
)
_LONGEST_TEXT = 300


def read_media(tree: HtmlElement, url: str) -> tuple[Medium, ...]:
    """Return a page's images, the lead first, then its attachments; each address once. Never fetches any.

    The lead image is the one for sharing (og:image), else the first in the article that is no logo or icon.
    """
    main = next(iter(tree.xpath("(//main[.//h1] | //*[@role='main'][.//h1] | //article[.//h1])[1]")), tree)
    found: dict[str, Medium] = {}
    for medium in (*_images(tree, main, url), *_attachments(main, url)):
        found.setdefault(medium.url, medium)
    images = [medium for medium in found.values() if medium.kind == "image"][:MAX_IMAGES]
    return (*images, *[medium for medium in found.values() if medium.kind == "attachment"][:MAX_ATTACHMENTS])


def _images(tree: HtmlElement, main: HtmlElement, url: str) -> Iterator[Medium]:
    inside = list(_shown_images(main, url))
    shared = _meta(tree, "og:image") or _meta(tree, "og:image:url") or _meta(tree, "twitter:image")
    address = canonical_url(shared, url) if shared else None
    if address and not _NO_NEWS.search(address):
        alt = _meta(tree, "og:image:alt") or _meta(tree, "twitter:image:alt")
        alt = alt or next((medium.text for medium in inside if _file(medium.url) == _file(address)), "")
        yield Medium(kind="image", url=address, text=clean_line(alt)[:_LONGEST_TEXT])
    yield from inside


def _shown_images(main: HtmlElement, url: str) -> Iterator[Medium]:
    for node in main.xpath(".//img[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header)]")[
        :50
    ]:
        source = next(
            (node.get(name) for name in ("src", "data-src", "data-lazy-src") if _is_image(node.get(name))), None
        )
        address = canonical_url(source, url) if source else None
        if address and not _is_small(node):
            text = clean_line(node.get("alt")) or clean_line(_caption(node))
            yield Medium(kind="image", url=address, text=text[:_LONGEST_TEXT])


def _attachments(main: HtmlElement, url: str) -> Iterator[Medium]:
    for link in main.xpath(".//a[@href]")[:2000]:
        address = canonical_url(link.get("href"), url) if _ATTACHMENT.search(link.get("href")) else None
        if address:
            yield Medium(kind="attachment", url=address, text=clean_line(element_text(link))[:_LONGEST_TEXT])


def _is_image(source: str | None) -> bool:
    return bool(source) and not _NO_NEWS.search(source or "")


def _is_small(node: HtmlElement) -> bool:
    """Tell a symbol by the width or height it declares."""
    sizes = (node.get("width") or "", node.get("height") or "")
    return any(size.isascii() and size.isdecimal() and int(size[:6]) < 60 for size in sizes)


def _caption(node: HtmlElement) -> str:
    figure = next(node.iterancestors("figure"), None)
    captions = figure.xpath(".//figcaption") if figure is not None else []
    return element_text(captions[0]) if captions else ""


def _meta(tree: HtmlElement, name: str) -> str:
    return str(tree.xpath(f"string(//meta[@property='{name}' or @name='{name}']/@content)")).strip()


def _file(url: str) -> str:
    return re.sub(r"[-_]?\d+x\d+(?=\.)|[?].*$", "", url.rpartition("/")[2])

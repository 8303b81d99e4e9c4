"""Bytes of a listing page → the address of the page after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.html_text import clean_line, decode_html, element_text, parse_html
from crawler.urls import canonical_url, is_same_site

_PAGER = re.compile(r"(?:^|[\s_-])(?:pagination|pager|paging|pages|page-?nav(?:igation)?|nav-links)", re.IGNORECASE)
_NEXT_NAMES = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])|(?:^|\s)(?:weiter|suivante?|siguiente|volgende)(?:$|\s)", re.I)
_NEXT_WORDS = re.compile(
    r"(?:(?:go to )?next(?: page)?|older(?: posts| news)?|weiter|nächste(?: seite)?|(?:page )?suivante?|"
    r"(?:pàgina |página )?(?:següent|siguiente|seguinte|próxima)|próxima(?: página)?|"
    r"(?:pagina )?(?:successiva|seguente)|"
    r"avanti|volgende(?: pagina)?|nästa(?: sida)?|neste(?: side)?|næste(?: side)?|seuraava(?: sivu)?|järgmine|"
    r"nākamā|kitas|toliau|następna(?: strona)?|dalej|další|ďalšia|ďalej|naslednja|sljedeća|következő|"
    r"înainte|următoarea|следваща|επόμενη|επόμενο|sonraki|наступна|следующая)?\s*[>›»→]*",
    re.IGNORECASE,
)


def next_page(body: bytes, url: str, encoding: str | None, number: int) -> str | None:
    """Return the address of a listing's page of that number, which follows the one at `url`; None = there is none.

    Taken from, in this order: rel=next, a link with the number in a pager, a link there that says next.
    """
    tree = parse_html(decode_html(body, f"text/html; charset={encoding}" if encoding else ""))
    if tree is None:
        return None
    here = canonical_url(url)
    for href in _candidates(tree, number):
        address = canonical_url(href, url)
        if address and address != here and is_same_site(address, url):
            return address
    return None


def _candidates(tree: HtmlElement, number: int) -> Iterator[str]:
    for node in tree.xpath("//*[self::link or self::a][@rel and @href]"):
        if "next" in node.get("rel").lower().split():
            yield node.get("href")
    links = [node for node in tree.xpath("//a[@href]") if _is_in_pager(node)][:200]
    yield from (node.get("href") for node in links if _words(node) == str(number))
    yield from (node.get("href") for node in links if _says_next(node))


def _is_in_pager(link: HtmlElement) -> bool:
    around = zip(link.iterancestors(), range(6), strict=False)
    names = (f"{node.get('class') or ''} {node.get('id') or ''} {node.get('aria-label') or ''}" for node, _ in around)
    return any(_PAGER.search(name) for name in names)


def _says_next(link: HtmlElement) -> bool:
    parent = link.getparent()
    names = " ".join((link.get("class") or "", (parent.get("class") or "") if parent is not None else ""))
    told = [text for text in (_words(link), clean_line(link.get("aria-label")), clean_line(link.get("title"))) if text]
    return _NEXT_NAMES.search(names) is not None or any(_NEXT_WORDS.fullmatch(text) for text in told)


def _words(link: HtmlElement) -> str:
    return clean_line(element_text(link))

"""A page and what was read from it → why it is no article, or None."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.html_text import element_text, parse_html
from crawler.listing import card_texts
from crawler.metadata import Metadata
from crawler.phrases import BLOCKED, CONSENT, NOT_FOUND, SCRIPT
from crawler.urls import is_front_page

_SHORT = 1500  # characters: an error page says less
_MIN_CARDS = 5
_CARD_SHARE = 0.6  # of the text; an article's related links hold less


def why_no_article(
    tree: HtmlElement, markup: str, metadata: Metadata, paragraphs: list[str], asked: str, got: str
) -> str | None:
    """Return the reason why a page is no article: soft 404, blocked, listing, consent or script page, or no text.

    `tree` is the page without furniture, `markup` the page with it, `paragraphs` the text that was found;
    `asked` and `got` are the addresses before and after redirects.
    """
    size = sum(map(len, paragraphs))
    names = [metadata.title_tag, metadata.social_title, *metadata.headings[:2]]
    if is_front_page(got) and not is_front_page(asked):
        return "soft 404: sent to the front page"
    if size < _SHORT and any(len(name) <= 90 and NOT_FOUND.search(name) for name in names):
        return "soft 404"
    if size < _SHORT and any(BLOCKED.match(name) for name in names):
        return "blocked page"
    if not paragraphs:
        return _why_no_text(markup)
    if size < 300 and NOT_FOUND.search(paragraphs[0]):
        return "soft 404"
    return "listing page" if not metadata.is_article and _is_listing(tree, got, paragraphs) else None


def _why_no_text(markup: str) -> str:
    tree = parse_html(markup)
    if tree is None:
        return "no text"
    text = element_text(tree)[:20_000]
    if CONSENT.search(text) and len(text.split()) < 1000:
        return "consent page"
    notices = " ".join(node.text_content() for node in tree.iter("noscript"))[:5000]
    return "needs a browser with JavaScript" if SCRIPT.search(f"{text}\n{notices}") else "no text"


def _is_listing(tree: HtmlElement, url: str, paragraphs: list[str]) -> bool:
    """Tell a page whose text is mostly that of cards linking elsewhere."""
    cards = card_texts(tree, url)[:100]
    if len(cards) < _MIN_CARDS:
        return False
    lines = [line for line in paragraphs[:200] if len(line) >= 20]
    covered = sum(len(line) for line in lines if any(line in card for card in cards))
    return covered >= _CARD_SHARE * sum(map(len, lines)) > 0

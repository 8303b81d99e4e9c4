"""Bytes of a listing page → the articles it links to, with the date and the lines that stand beside each link."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.cssselect import CSSSelector, SelectorError
from lxml.html import HtmlElement

from crawler.article import Listed
from crawler.dates import Moment, find_dates, parse_date
from crawler.feeds import language_code
from crawler.html_text import clean_line, decode_html, element_text, parse_html
from crawler.urls import canonical_url, is_same_site

MAX_LINKS = 2000
_MIN_GROUP = 3  # fewer links of one build are no list
_MIN_TITLE = 15  # characters: shorter anchors are "read more", page numbers and names of sections
_MAX_CARD_ANCESTORS = 8

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FURNITURE_TAGS = frozenset(("nav", "footer", "header", "aside", "form", "dialog"))
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|cookies?|consent|pagination|pager|"
    r"share|social|skip-?links?|lang(?:uage)?-?(?:switch\w*|nav|menu)|offcanvas)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_ARTICLE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|mp[34]|zip|docx?|xlsx?|pptx?|ics|css|js|xml|rss)$|/(?:tag|tags|category|author|page|login|wp-content)/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link that may lead to an article, with the title that stands in or over it."""

    url: str
    element: HtmlElement
    title: str
    is_headed: bool
    build: str  # tags and classes of its ancestors: what siblings of one list share


def parse_listing(body: bytes, url: str, encoding: str | None, link_selector: str | None) -> tuple[Listed, ...]:
    """Return the articles a listing page links to, in its order; never raises on what comes from the web.

    `encoding` is the charset of the HTTP header. `link_selector` is the CSS of the links or of what holds
    one each; None = by rule: the largest group of links of one build, on the same site, outside navigation, with
    headings or long texts. Raises ValueError for a selector that is none.
    """
    selector = _selector(link_selector) if link_selector else None
    tree = parse_html(decode_html(body, f"text/html; charset={encoding}" if encoding else ""))
    if tree is None:
        return ()
    if not selector:
        return _listed_all(tree, _found_by_rule(tree, url))
    selected = selector(tree)
    elements = [node for node in selected if isinstance(node, HtmlElement)] if isinstance(selected, list) else []
    return _listed_all(tree, _unique(_links(_anchors(elements), _base(tree, url))))


def card_texts(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the whole text, in one line, of each card of the list on a page; () when there is no list."""
    cards = _cards(_found_by_rule(tree, url))
    return tuple(" ".join(element_text(card).split()) for card in cards if card is not None)


def _selector(css: str) -> CSSSelector:
    try:
        return CSSSelector(css, translator="html")
    except SelectorError as error:
        raise ValueError(f"link_selector {css!r} is no CSS selector: {error}") from error


def _found_by_rule(tree: HtmlElement, url: str) -> list[_Link]:
    return _best_group(_unique(_candidates(tree, _base(tree, url), url)))


def _listed_all(tree: HtmlElement, links: list[_Link]) -> tuple[Listed, ...]:
    language = language_code(tree.get("lang") or tree.get("xml:lang"))
    return tuple(_listed(link, card, language) for link, card in zip(links, _cards(links), strict=True))


def _base(tree: HtmlElement, url: str) -> str:
    declared = tree.xpath("string(//base/@href)")
    return (canonical_url(str(declared), url) if declared else None) or url


def _anchors(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the links among the selected elements, or the first link inside each."""
    for element in elements:
        anchors = [element] if element.tag == "a" else element.xpath("(.//h1|.//h2|.//h3|.//h4|.//h5|.//h6)//a[@href]")
        yield from (anchors or element.xpath(".//a[@href]"))[:1]


def _candidates(tree: HtmlElement, base: str, url: str) -> Iterator[_Link]:
    """Yield the links of the same site that stand outside navigation and read like titles."""
    here = canonical_url(url)
    anchors = (anchor for anchor in tree.iter("a") if anchor.get("href") and not _is_furniture(anchor))
    for link in _links(anchors, base):
        if link.url == here or not is_same_site(link.url, url) or _NO_ARTICLE.search(link.url):
            continue
        if (link.is_headed and len(link.title) >= 8) or len(link.title) >= _MIN_TITLE:
            yield link


def _links(anchors: Iterable[HtmlElement], base: str) -> Iterator[_Link]:
    for anchor, _ in zip(anchors, range(MAX_LINKS), strict=False):
        if address := canonical_url(anchor.get("href") or "", base):
            title, is_headed = _title(anchor)
            yield _Link(url=address, element=anchor, title=title, is_headed=is_headed, build=_build(anchor))


def _title(anchor: HtmlElement) -> tuple[str, bool]:
    """Return the title a link carries and whether it is a heading, in the link or around it."""
    inside = anchor.xpath("(.//h1|.//h2|.//h3|.//h4|.//h5|.//h6)[1]")
    if inside and (title := clean_line(element_text(inside[0]))):
        return title, True
    around = next((node for node in anchor.iterancestors(*_HEADINGS)), None)
    text = clean_line(element_text(anchor)) or clean_line(anchor.get("title") or anchor.get("aria-label"))
    return text, around is not None


def _build(anchor: HtmlElement) -> str:
    ancestors = [anchor, *(node for node, _ in zip(anchor.iterancestors(), range(4), strict=False))]
    return " < ".join(f"{node.tag}.{_first_class(node)}" for node in ancestors)


def _first_class(node: HtmlElement) -> str:
    names = (node.get("class") or "").split()
    return re.sub(r"\d+", "0", names[0]) if names else ""


def _is_furniture(anchor: HtmlElement) -> bool:
    for node in anchor.iterancestors():
        if node.tag in ("main", "article", "body"):
            return node.tag != "body" and any(above.tag in ("nav", "footer") for above in node.iterancestors())
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if node.tag in _FURNITURE_TAGS and not _is_card_header(node):
            return True
        if (node.get("role") or "").lower() in _FURNITURE_ROLES or _FURNITURE_NAMES.search(names):
            return True
    return False


def _is_card_header(node: HtmlElement) -> bool:
    """Tell the <header> of one article's card from the page's."""
    return node.tag == "header" and any(above.tag in ("article", "li") for above in node.iterancestors())


def _unique(links: Iterable[_Link]) -> list[_Link]:
    """Return one link per address, the one with the best title, at the place of the first."""
    best: dict[str, _Link] = {}
    for link in links:
        known = best.get(link.url)
        if known is None or (link.is_headed, len(link.title)) > (known.is_headed, len(known.title)):
            best[link.url] = link
    return list(best.values())


def _best_group(links: list[_Link]) -> list[_Link]:
    """Return the links of the build that most looks like a list of news, in their order on the page."""
    groups: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        groups[link.build].append(link)
    large = [group for group in groups.values() if len(group) >= _MIN_GROUP]
    return max(large, key=_news_likeness, default=[])


def _news_likeness(group: list[_Link]) -> float:
    """Return a score: long titles, headings, dates beside them, a common path; many links count less and less."""
    sample = group[:20]
    length = sum(min(len(link.title), 80) for link in sample) / len(sample)
    headed = sum(link.is_headed for link in sample) / len(sample)
    cards = _cards(sample)
    dated = sum(card is not None and _card_date(card, None) is not None for card in cards) / len(sample)
    prefix = Counter(link.url.rpartition("/")[0] for link in sample).most_common(1)[0][1] / len(sample)
    return float(min(len(group), 20) ** 0.5 * length * (1 + headed + 2 * dated + prefix))


def _cards(links: list[_Link]) -> list[HtmlElement | None]:
    """Return for each link the largest element around it that holds no other of the links."""
    holders: Counter[HtmlElement] = Counter()
    for link in links:
        holders.update([link.element, *_near(link.element)])
    cards: list[HtmlElement | None] = []
    for link in links:
        alone = [node for node in (link.element, *_near(link.element)) if holders[node] == 1]
        cards.append(alone[-1] if alone and len(links) > 1 else None)
    return cards


def _near(element: HtmlElement) -> list[HtmlElement]:
    ancestors = zip(element.iterancestors(), range(_MAX_CARD_ANCESTORS), strict=False)
    return [node for node, _ in ancestors if node.tag not in ("body", "html")]


def _listed(link: _Link, card: HtmlElement | None, language: str | None) -> Listed:
    title = link.title
    if card is not None and not link.is_headed:
        headings = [clean_line(element_text(node)) for node in card.iter(*_HEADINGS)]
        title = next((heading for heading in headings if heading), title)
    moment = _card_date(card, language) if card is not None else None
    published: datetime | None = moment[0] if moment else None
    return Listed(
        url=link.url,
        title=title or None,
        published=published,
        precision=moment[1] if moment else None,
        language=language,
        text=_teaser(card, title) if card is not None else None,
    )


def _card_date(card: HtmlElement, language: str | None) -> Moment | None:
    """Return the date of a card: its <time>, its microdata, then the first date in its text."""
    declared = card.xpath("descendant-or-self::time/@datetime | .//*[@itemprop='datePublished']/@content")
    for raw in declared[:5]:
        if moment := parse_date(str(raw), None):
            return moment
    return next(find_dates(element_text(card)[:2000], language), None)


def _teaser(card: HtmlElement, title: str) -> str | None:
    """Return the card's sentences: its paragraphs of 40 characters and more, without the title."""
    paragraphs = [text for text in element_text(card).split("\n\n") if len(text) >= 40 and text != title]
    return "\n\n".join(paragraphs) or None

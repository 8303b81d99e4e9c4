"""The tree of a page → without banners, share rows and contact blocks; paragraphs → without lines that are no news."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from crawler.phrases import CLOAK, CONSENT, FOOTLINE, SCRIPT, USES_COOKIES

_CONSENT_NAMES = (
    r"cookie|consent|gdpr|dsgvo|rgpd|onetrust|didomi|usercentrics|borlabs|tarteaucitron|klaro|cmplz|cc-window|"
    r"iubenda|quantcast|sp_message|truste|privacy-?(?:banner|notice|popup|settings)"
)
_SHARE_NAMES = (
    r"addtoany|addthis|shariff|sharedaddy|jp-relatedposts|a2a_kit|twitter-tweet|instagram-media|fb-post|"
    r"(?:social|share|sharing|teilen|partager|condividi|compartir)"
    r"-?(?:bar|box|buttons?|icons?|links?|list|media|row|tools?|wrapper)?"
)
_CONTACT_NAMES = (
    r"(?:press|presse|media|medien|news)-?(?:contacts?|kontakte?)|vcard|author-?(?:box|bio|info|card)|"
    r"(?:contact|kontakt|contacto|contatti|yhteystiedot)-?(?:box|block|card|info|person|details)?"
)
_OTHER_NAMES = (
    r"breadcrumbs?|skip-?links?|pagination|pager|newsletter(?:-\w+)?|related(?:-\w+)?|recommended|recommendations|"
    r"back-?to-?top|print-?(?:button|link)|cloak(?:ed)?|addcloak\w*|feedback(?:-\w+)?|was-?this-?(?:page-?)?helpful"
)
_NAMES = re.compile(
    rf"(?:^|[\s_-])(?:{_SHARE_NAMES}|{_CONTACT_NAMES}|{_OTHER_NAMES})(?=$|[\s_])|{_CONSENT_NAMES}", re.IGNORECASE
)
_CONSENT = re.compile(_CONSENT_NAMES, re.IGNORECASE)
_BOXES = ("div", "section", "aside", "dialog", "form", "table", "footer")
_LONGEST_BANNER = 3000  # characters: the texts of consent managers with all their partners are longer, and named
_CHARACTERS_A_WORD = 300  # of a notice, for each of its words about cookies
_ROLES = frozenset(("dialog", "alertdialog", "navigation", "search"))
_LEAD_WORDS = 8
_KEPT = frozenset(("html", "body", "main", "article", "head", "h1"))
_ENCODED_MAIL = re.compile(r"\[email(?:\s| )?protected\]", re.IGNORECASE)
_REPEATED = 5  # other articles: three days of a notice are a notice
_LONGEST_LINE = 600  # characters
_NOTICE_LENGTH = 300  # characters: a longer paragraph that asks for JavaScript tells more than that


def drop_consent(tree: HtmlElement) -> None:
    """Remove boxes that ask for consent: by their name, or by what they say where they have something to press.

    Short articles are smaller than their site's banner, so its size does not save it; what holds the article does.
    """
    for node in [node for node in tree.iter(*_BOXES) if _asks_consent(node)]:
        if node.getparent() is not None and next(node.iter("article", "main"), None) is None:
            node.drop_tree()


def prune(tree: HtmlElement) -> None:
    """Remove from a tree what is furniture by its id, class or role; nothing that holds half of the page's text."""
    _drop_other_articles(tree)
    _show_leads(tree)
    size = max(1, len(tree.text_content()))
    nodes = [node for node in tree.iter() if isinstance(node.tag, str) and node.tag not in _KEPT]
    for node in [node for node in nodes if _is_furniture(node)]:
        if node.getparent() is not None and not _holds_article(node, size):
            node.drop_tree()


def _asks_consent(node: HtmlElement) -> bool:
    is_named = _CONSENT.search(f"{node.get('class') or ''} {node.get('id') or ''}") is not None
    if not is_named and next(node.iter("a", "button"), None) is None:
        return False
    text = " ".join(node.text_content().split())
    if len(text) > _LONGEST_BANNER:
        return False
    words = len(CONSENT.findall(text))
    if is_named or _has_title(node):
        return is_named and words > 0
    return len(text) < _CHARACTERS_A_WORD * words and (words >= 2 or USES_COOKIES.search(text) is not None)


def _has_title(node: HtmlElement) -> bool:
    return next(node.iter("h1", "article", "main"), None) is not None


def _show_leads(tree: HtmlElement) -> None:
    """Take the class off an article's own lead where it is called a teaser: trafilatura drops what is called so.

    A teaser of another article has a link; the lead (TYPO3's news, for one) has none.
    """
    for node in tree.xpath("//*[self::p or self::div][contains(@class, 'teaser')][not(.//a)][not(.//h2 or .//h3)]"):
        if len(node.text_content().split()) >= _LEAD_WORDS:
            del node.attrib["class"]


def _drop_other_articles(tree: HtmlElement) -> None:
    """Keep the first article with a heading of its own: some pages load the next ones below it."""
    headed = [node for node in tree.iter("article") if node.find(".//h1") is not None]
    inside = set(headed[0].iter("article")) | set(headed[0].iterancestors()) if headed else set()
    for node in headed[1:]:
        if node not in inside and node.getparent() is not None:
            node.drop_tree()


def without_furniture(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without e-mail cloaks, notices of consent or script, and lines of share rows."""
    kept: list[str] = []
    for paragraph in paragraphs:
        text = " ".join(_ENCODED_MAIL.sub("", _without_cloak(paragraph)).split())
        if text and not FOOTLINE.match(text) and not is_notice(text):
            kept.append(text)
    return kept


def repeated_lines(text: str, others: Sequence[str]) -> frozenset[str]:
    """Return the paragraphs of a text that its source repeats: word for word in five other articles and a quarter.

    `others` are texts of the source's latest articles, 20 or so. The title line of a series is short, a contact or
    a standing note is not long: paragraphs over 600 characters are news that was told twice.
    """
    wanted = max(_REPEATED, len(others) // 4)
    lines = {line for line in text.split("\n\n") if len(line) <= _LONGEST_LINE}
    counted = Counter(line for other in others for line in set(other.split("\n\n")) & lines)
    return frozenset(line for line, count in counted.items() if count >= wanted)


def without_lines(text: str, lines: Collection[str]) -> str:
    """Return a text without these paragraphs; the text as it is where less than a third of it would be left."""
    kept = "\n\n".join(line for line in text.split("\n\n") if line not in lines)
    return kept if 3 * len(kept) >= len(text) else text


def is_notice(paragraph: str) -> bool:
    """Tell a notice about cookies or JavaScript from a paragraph that mentions them: short, or full of the words."""
    if len(paragraph) < _NOTICE_LENGTH and (SCRIPT.search(paragraph) or USES_COOKIES.search(paragraph)):
        return True
    words = len(CONSENT.findall(paragraph))
    return words >= 2 and len(paragraph) < _CHARACTERS_A_WORD * words


def _is_furniture(node: HtmlElement) -> bool:
    if node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", ""):
        return True
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.get("role") in _ROLES or (names != " " and _NAMES.search(names) is not None)


def _holds_article(node: HtmlElement, size: int) -> bool:
    return len(node.text_content()) * 2 > size or next(node.iter("article", "main", "h1"), None) is not None


def _without_cloak(paragraph: str) -> str:
    """Return a paragraph without the sentences that stand for a cloaked e-mail address."""
    if not CLOAK.search(paragraph):
        return paragraph
    sentences = re.split(r"(?<=[.!?])\s+", paragraph)
    return " ".join(one for one in sentences if not CLOAK.search(one) and not re.search(r"java\s?script", one, re.I))

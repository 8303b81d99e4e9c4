"""Bytes of a web page → its characters; markup → plain text with a blank line between paragraphs."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "object", "embed", "iframe",
    "svg", "math", "canvas", "audio", "video", "map", "select", "option", "button", "textarea", "noframes",
))  # fmt: skip
_LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(#\w+|\w+);")
_TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!?][^<>]*>", re.DOTALL)
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"  # C0, C1, soft hyphen
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"  # zero width, directions
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"  # marks, annotations, noncharacters, surrogates
)
_BREAK = "\n\n"


def decode_html(body: bytes, content_type: str = "") -> str:
    """Return the characters of a page: byte order mark, HTTP charset, <meta> charset, UTF-8, then Windows-1252.

    A text that is valid UTF-8 beyond ASCII is read as UTF-8 whatever is declared: declarations are
    wrong more often than chance builds valid UTF-8.
    """
    from w3lib.encoding import html_to_unicode  # pulls in scrapy's parsers' tables

    if body.startswith(b"\xef\xbb\xbf") or not body.isascii():
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return html_to_unicode(content_type or None, body, auto_detect_fun=_guess_encoding)[1]


def parse_html(text: str) -> HtmlElement | None:
    """Return the tree of a page, without comments and processing instructions; None when there is none."""
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    cleaned = strip_controls(text).encode("utf-8", "replace")
    if not cleaned.strip():
        return None
    try:
        return document_fromstring(cleaned, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def html_to_text(markup: str) -> str:
    """Return the plain text of markup (or of plain text), paragraphs divided by a blank line."""
    if not _LOOKS_LIKE_MARKUP.search(markup):
        return clean_paragraphs(markup)
    tree = parse_html(markup)
    return "" if tree is None else element_text(tree)


def element_text(element: HtmlElement) -> str:
    """Return the plain text of a tree, paragraphs divided by a blank line; scripts and controls left out."""
    pieces: list[str] = []
    silent_depth = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if event == "start":
            silent_depth += tag in _SILENT
            pieces.append(_BREAK if tag in _BLOCKS else "")
            pieces.append("" if silent_depth or not node.text else re.sub(r"\s+", " ", node.text))
            continue
        silent_depth -= tag in _SILENT
        pieces.append(_BREAK if tag in _BLOCKS else " " if tag in ("td", "th") else "")
        if node is not element and node.tail and not silent_depth:
            pieces.append(re.sub(r"\s+", " ", node.tail))
    return clean_paragraphs("".join(pieces))


def clean_line(text: str | None) -> str:
    """Return one line of plain text: tags, entities, control and direction characters resolved, NFC, single blanks."""
    if not text:
        return ""
    for _ in range(2):  # feeds escape once too often: &amp;amp;
        text = unescape(text) if "&" in text else text
    return " ".join(strip_controls(unicodedata.normalize("NFC", _TAG.sub(" ", text))).split())


def clean_paragraphs(text: str) -> str:
    """Return plain text in NFC, white space folded, a blank line where there was one or more."""
    text = strip_controls(unicodedata.normalize("NFC", text))
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return _BREAK.join(paragraph for paragraph in paragraphs if paragraph)


def strip_controls(text: str) -> str:
    """Return text without control, surrogate, zero-width and direction-override characters; \\t, \\n and \\r stay."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _guess_encoding(body: bytes) -> str | None:
    """Return UTF-8 for bytes that begin as such (a page cut in the middle of a letter), else None: Windows-1252."""
    try:
        body[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > 4092 else None
    return "utf-8"

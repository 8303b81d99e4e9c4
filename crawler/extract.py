"""A page, and what its source listed of it → the article, or the reason there is none."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from lxml.html import HtmlElement

from crawler.article import Article, DateSource, Listed, Page, Precision, Skipped, Source
from crawler.dates import parse_date
from crawler.furniture import drop_consent, prune, without_furniture
from crawler.html_text import clean_line, clean_paragraphs, decode_html, parse_html
from crawler.media import read_media
from crawler.metadata import Metadata, read_metadata
from crawler.page_date import page_dates
from crawler.pdf import NoPdfReaderError, read_pdf
from crawler.title import choose_title, listed_title
from crawler.urls import canonical_url, host_of, is_front_page, is_same_site
from crawler.verdict import why_no_article

MAX_BYTES = 10 * 1024 * 1024  # the spider takes no larger page
MAX_ELEMENTS = 50_000  # the largest of 300 saved pages has 4,098; trafilatura needs 15 s for 100,000
MAX_TEXT = 200_000  # characters: a long council protocol
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # before the first city had a site
_WEB_PAGE = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")

Identify = Callable[[str, str | None], str]
Dated = tuple[datetime | None, Precision | None, DateSource | None]


def extract(
    page: Page, listed: Listed | None, source: Source, first_seen: datetime, identify: Identify
) -> Article | Skipped:
    """Return the article of a page, or the reason there is none; never raises, whatever the page.

    `listed` is what the source said of it (its text stands in when the page gives less), `first_seen` the time the
    article was first known, `identify(text, prior)` names a text's language (ISO 639-1). Dates before 1995 or
    later than two days after `first_seen` are unknown.
    """
    why = _why_not_read(page)
    if not why:
        try:
            if is_pdf(page):
                return _extract_pdf(page, listed, source, first_seen, identify)
            return _extract_html(page, listed, source, first_seen, identify)
        except (RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError) as error:
            # what lxml, trafilatura, justext and readability raise on broken trees (none documents it)
            why = f"page not readable: {error or type(error).__name__}"[:200]
    return _from_listed_or_skipped(page, why, listed, source, first_seen, identify)


def is_pdf(page: Page) -> bool:
    """Tell a PDF file by its first bytes."""
    return page.body[:1024].lstrip().startswith(b"%PDF-")


def article_from_listed(listed: Listed, source: Source, first_seen: datetime, identify: Identify) -> Article | Skipped:
    """Return the article as its source lists it, without its page, or the reason there is none.

    A title alone is an article, with an empty text: some notices are no more than that.
    """
    url = canonical_url(listed.url)
    title = listed_title(clean_line(listed.title), source.name, host_of(listed.url))
    text = _listed_text(title, listed)
    if not url or not title:
        missing = "title" if url else "address"
        return Skipped(url=listed.url, reason=f"no {missing} in what the source lists")
    return _article(
        url, source, title, text, listed.language, _listed_date(listed, source, first_seen), first_seen, identify
    )


def _extract_html(
    page: Page, listed: Listed | None, source: Source, first_seen: datetime, identify: Identify
) -> Article | Skipped:
    markup = decode_html(page.body, _content_type(page))
    tree = parse_html(markup)
    if tree is None:
        return _from_listed_or_skipped(page, "no text", listed, source, first_seen, identify)
    if next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
        raise ValueError(f"over {MAX_ELEMENTS} elements")
    drop_consent(tree)  # first: its heading is no title
    metadata = read_metadata(tree)
    title = choose_title(metadata, listed.title if listed else None, source.name, host_of(page.final_url))
    prune(tree)
    media = read_media(tree, page.final_url)
    paragraphs = _without_head(title, _page_paragraphs(tree))
    why = why_no_article(tree, markup, metadata, paragraphs, page.url, page.final_url)
    url = canonical_url(page.url)
    text = _fuller("\n\n".join(paragraphs), _listed_text(title, listed) if listed else "")
    if why or not url or not title or not text:
        why = why or ("no title" if text else "no text")
        return _from_listed_or_skipped(page, why, listed, source, first_seen, identify)
    language = (listed.language if listed else None) or metadata.language
    dated = _date(page, listed, source, metadata, tree, first_seen)
    article = _article(url, source, title, text, language, dated, first_seen, identify)
    return replace(article, also_at=_also_at(page, metadata, url), media=media)


def _extract_pdf(
    page: Page, listed: Listed | None, source: Source, first_seen: datetime, identify: Identify
) -> Article | Skipped:
    """Return the article of a press release that is a PDF; its title is as listed, as declared, or its first line."""
    try:
        declared, whole = read_pdf(page.body)
    except NoPdfReaderError:
        why = "a PDF: install citydesk[attachments] to read it"
        return _from_listed_or_skipped(page, why, listed, source, first_seen, identify)
    lines = without_furniture(whole.split("\n\n"))
    title = clean_line(listed.title if listed else "") or declared or (lines[0] if lines else "")
    text = "\n\n".join(_without_head(title, lines))
    url = canonical_url(page.url)
    if not url or not title or not text:
        return _from_listed_or_skipped(page, "no text in the PDF", listed, source, first_seen, identify)
    dated = _listed_date(listed, source, first_seen) if listed else (None, None, None)
    language = listed.language if listed else None
    return _article(url, source, title[:300], text, language, dated, first_seen, identify)


def _also_at(page: Page, metadata: Metadata, url: str) -> tuple[str, ...]:
    """Return where else a page says it is: after redirects, by rel=canonical and og:url. Front pages are nobody's."""
    declared = (canonical_url(one, page.final_url) for one in metadata.addresses)
    told = (canonical_url(page.final_url), *(one for one in declared if one and is_same_site(one, page.final_url)))
    return tuple(dict.fromkeys(one for one in told if one and one != url and not is_front_page(one)))


def _from_listed_or_skipped(
    page: Page, why: str, listed: Listed | None, source: Source, first_seen: datetime, identify: Identify
) -> Article | Skipped:
    """Return what the source itself said of a page that can't be used, or the reason it can't."""
    is_withdrawn = why.startswith("soft 404") or page.status in (404, 410)
    if listed and listed.text and not is_withdrawn:
        article = article_from_listed(listed, source, first_seen, identify)
        if isinstance(article, Article):
            return article
    return Skipped(url=page.url, reason=why)


def _fuller(text: str, feed_text: str) -> str:
    return feed_text if len(feed_text) > len(text) else text


def _why_not_read(page: Page) -> str:
    content_type = _content_type(page).lower()
    if page.status != 200:
        return f"http {page.status}"
    if content_type and not content_type.strip().startswith(_WEB_PAGE) and not is_pdf(page):
        return f"not a web page: {clean_line(content_type.split(';')[0])[:60]}"
    if len(page.body) > MAX_BYTES:
        return "page over 10 MB"
    return "" if page.body.strip() else "no text"


def _content_type(page: Page) -> str:
    return next((value for name, value in page.headers if name == "content-type"), "")


def _page_paragraphs(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of a pruned tree's main text; [] when there is none."""
    from trafilatura import bare_extraction  # 0.6 s and 60 MB
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    lines = (document.text or "")[:MAX_TEXT].split("\n") if isinstance(document, Document) else []
    return without_furniture([line for line in map(_plain_line, lines) if line])


def _plain_line(line: str) -> str:
    """Return a line of trafilatura's text without its marks of lists and tables."""
    if line.startswith("|") or re.fullmatch(r"[-|\s]+", line):
        line = " – ".join(cell.strip() for cell in line.split("|") if cell.strip(" -"))
    return clean_line(line.removeprefix("- "))


def _listed_text(title: str, listed: Listed) -> str:
    paragraphs = clean_paragraphs((listed.text or "")[:MAX_TEXT]).split("\n\n")
    return "\n\n".join(_without_head(title, without_furniture(paragraphs)))


def _without_head(title: str, paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without the title and dates at their head, each once."""
    kept = list(dict.fromkeys(paragraphs))
    folded = _letters(title)
    while kept and (_letters(kept[0]) == folded or (len(kept[0]) <= 30 and parse_date(kept[0], "en"))):
        del kept[0]
    return kept


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _date(
    page: Page, listed: Listed | None, source: Source, metadata: Metadata, tree: HtmlElement, first_seen: datetime
) -> Dated:
    """Return the date of publication: as the feed or API has it, else the page, else the listing's card."""
    from_source = _listed_date(listed, source, first_seen) if listed else (None, None, None)
    if from_source[0] and source.kind != "listing":
        return from_source
    for (published, precision), date_source in page_dates(
        metadata, tree, page.final_url, metadata.language or source.language
    ):
        if date_source == "text" and from_source[0]:
            break
        if _is_plausible(published, first_seen):
            return published, precision, date_source
    return from_source


def _listed_date(listed: Listed, source: Source, first_seen: datetime) -> Dated:
    if not listed.published or not _is_plausible(listed.published, first_seen):
        return None, None, None
    return listed.published, listed.precision or "minute", "text" if source.kind == "listing" else "feed"


def _is_plausible(published: datetime, first_seen: datetime) -> bool:
    return _EARLIEST <= published <= first_seen + timedelta(days=2)


def _article(
    url: str,
    source: Source,
    title: str,
    text: str,
    declared: str | None,
    dated: Dated,
    first_seen: datetime,
    identify: Identify,
) -> Article:
    published, precision, date_source = dated
    return Article(
        url=url,
        source=source.key,
        title=title,
        text=text,
        language=identify(f"{title}\n{text[:3000]}", source.language or declared),
        published=published,
        precision=precision,
        date_source=date_source,
        first_seen=first_seen,
    )

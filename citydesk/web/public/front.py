"""The newest issue as the front page, the archive of issues, an edition, an issue as it was published, its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from citydesk.archive import stories
from citydesk.archive.publications import (
    Publication,
    headlines_of,
    publication,
    publications,
    published_rendering,
)
from citydesk.web.public.document import HTML, TEXT, Document
from citydesk.web.public.feed_links import feed_links
from citydesk.web.public.site import Site
from digest.issue import Edition
from digest.words import words_in

FILES = {"issue.html": ("html", HTML), "issue.txt": ("text", TEXT), "issue.md": ("markdown", TEXT)}
_BODY = re.compile(r'<header class="masthead">.*</main>', re.DOTALL)
_ENTRY = re.compile(r'(<article id="([a-z0-9-]+)">.*?)(</div>\n</article>)', re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A published issue in a list."""

    path: str
    when: str
    title: str  # of its edition, "" where the list is of one
    headline: str
    language: str


def home(site: Site) -> Document:
    """Return the newest issue of the first edition that has any; before there is one, say so."""
    found = publications(site.archive)
    order = [one.key for one in site.settings.editions]
    newest = min(found, key=lambda one: (_place(order, one.edition), -one.period.last.toordinal()), default=None)
    if newest is None:
        return site.page("nothing_yet.html")
    others = [one for one in _newest_of_each(found) if one.edition != newest.edition]
    return _issue_page(site, newest, (), [row(site, one, is_of_one=False) for one in others])


def issues(site: Site) -> Document:
    """Return the list of all published issues, by edition."""
    found = publications(site.archive)
    by_edition = {
        edition: [row(site, one) for one in found if one.edition == edition]
        for edition in dict.fromkeys(one.edition for one in found)
    }
    groups = [(title_of(site, key), site.path("editions", key), rows) for key, rows in by_edition.items()]
    return site.page("issues.html", "issues", groups=groups)


def edition(site: Site, key: str) -> Document | None:
    """Return an edition: what it asks for, and its issues."""
    found = publications(site.archive, key)
    asked = _edition(site, key)
    if asked is None and not found:
        return None
    return site.page(
        "edition.html",
        "editions",
        key,
        edition=asked,
        title=title_of(site, key),
        rows=[row(site, one) for one in found],
        feeds=feed_links(site, title_of(site, key), "editions", key) if found else (),
    )


def issue(site: Site, id: str) -> Document | None:
    """Return an issue as its newest revision was published, with the ways to its stories."""
    found = publication(site.archive, id)
    return None if found is None else _issue_page(site, found, ("issues", id), [])


def issue_file(site: Site, id: str, name: str) -> Document | None:
    """Return a file of an issue, byte for byte as it was published; its page keeps the policy it carries."""
    found = publication(site.archive, id)
    if found is None or name not in FILES:
        return None
    format, media = FILES[name]
    body = published_rendering(site.archive, found, format)
    if body is None:
        return None
    own = _POLICY.search(body.decode("utf-8", "replace")) if format == "html" else None
    return Document(
        body=body, media=media, modified=found.published_at, policy=own[1].replace("&#39;", "'") if own else None
    )


def row(site: Site, one: Publication, *, is_of_one: bool = True) -> Row:
    """Return an issue as a line of a list."""
    words = site.words
    return Row(
        path=site.path("issues", one.issue),
        when=words.interval(one.period.first, one.period.last),
        title="" if is_of_one else title_of(site, one.edition),
        headline=one.headline,
        language=_language(site, one.edition),
    )


def title_of(site: Site, key: str) -> str:
    """Return the title of an edition, its key where config has it no longer."""
    found = _edition(site, key)
    return found.title if found else key


def _issue_page(site: Site, found: Publication, path: tuple[str, ...], others: list[Row]) -> Document:
    body = published_rendering(site.archive, found, "html")
    frozen = _BODY.search(body.decode()) if body else None
    told = [
        (story, site.path("stories", story), headline) for story, headline in headlines_of(site.archive, found.issue)
    ]
    title = title_of(site, found.edition)
    return site.page(
        "issue_page.html",
        *path,
        modified=found.published_at,
        issue=found,
        title=title,
        when=site.words.interval(found.period.first, found.period.last),
        frozen=_with_ways(site, frozen[0] if frozen else ""),
        language=_language(site, found.edition),
        files=[(name, site.path("issues", found.issue, file=name)) for name in FILES],
        edition_path=site.path("editions", found.edition),
        issue_path=site.path("issues", found.issue),
        rows=others,
        kind="article",
        description=found.headline,
        linked=_linked(site, found, title, told),
        feeds=feed_links(site, title, "editions", found.edition),
    )


def _with_ways(site: Site, frozen: str) -> str:
    """Return the frozen page with a link from each entry to the page of its story, where there still is one.

    The words of an issue are escaped, so no text from elsewhere can look like the beginning of an entry.
    """
    words = site.words["all_reports"]

    def linked(found: re.Match[str]) -> str:
        story = stories.find_story(site.archive, found[2])
        if story is None:
            return found[0]
        way = f'<a class="all" lang="{site.language}" href="{site.path("stories", story)}">{escape(words)}</a>'
        return f"{found[1]}<br>{way}\n{found[3]}"

    return _ENTRY.sub(linked, frozen)


def _newest_of_each(found: list[Publication]) -> list[Publication]:
    newest: dict[str, Publication] = {}
    for one in found:
        newest.setdefault(one.edition, one)
    return list(newest.values())


def _place(order: list[str], edition: str) -> int:
    return order.index(edition) if edition in order else len(order)


def _edition(site: Site, key: str) -> Edition | None:
    return next((one for one in site.settings.editions if one.key == key), None)


def _language(site: Site, edition: str) -> str:
    found = _edition(site, edition)
    return words_in(found.language if found else "en").language


def _linked(site: Site, found: Publication, title: str, told: list[tuple[str, str, str]]) -> dict[str, object]:
    """Return the issue as JSON-LD: a list of its stories."""
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": f"{title} · {found.period.name}",
        "url": site.address(site.path("issues", found.issue)),
        "numberOfItems": len(told),
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": headline, "url": site.address(path)}
            for place, (_, path, headline) in enumerate(told, start=1)
        ],
    }

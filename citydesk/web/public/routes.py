"""A path → the page that stands there: the one table of all public pages, for the server and for a folder of files."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from citydesk.web.public import about, discovery, feeds, front, lists
from citydesk.web.public.document import Document, Found
from citydesk.web.public.languages import LANGUAGES
from citydesk.web.public.site import Site
from citydesk.web.public.story import story
from citydesk.web.public.style import style, style_name

Page = Callable[[Site], Found]
_KEY = r"([a-z0-9][a-z0-9_-]{0,99})"
_ISSUE = r"([a-z0-9][A-Za-z0-9_-]{0,99})"  # `network-2026-W46`
_ENDING = r"\.(rss|atom|json)"
_SUBJECT = r"(cities|topics|projects)"

_PAGES: tuple[tuple[str, Callable[..., Found]], ...] = (
    (r"", front.home),
    (r"issues/", front.issues),
    (rf"issues/{_ISSUE}/", front.issue),
    (rf"issues/{_ISSUE}/(issue\.html|issue\.txt|issue\.md)", front.issue_file),
    (rf"issues/{_ISSUE}/feed{_ENDING}", feeds.issue_feed),
    (rf"editions/{_KEY}/", front.edition),
    (rf"editions/{_KEY}/feed{_ENDING}", feeds.edition_feed),
    (r"cities/", lists.cities),
    (rf"cities/{_KEY}/", lists.city),
    (r"topics/", lists.topics),
    (rf"topics/{_KEY}/", lists.topic),
    (r"projects/", lists.projects),
    (rf"projects/{_KEY}/", lists.project),
    (rf"{_SUBJECT}/{_KEY}/feed{_ENDING}", feeds.subject_feed),
    (rf"{_SUBJECT}/{_KEY}/feed-(\d{{4}}-\d{{2}}){_ENDING}", feeds.subject_part),
    (rf"threads/{_KEY}/", lists.thread),
    (rf"threads/{_KEY}/feed{_ENDING}", feeds.thread_feed),
    (rf"stories/{_KEY}/", story),
    (r"about/", about.about),
    (r"webmasters/", about.webmasters),
    (r"privacy/", about.privacy),
    (r"feeds/", about.feeds),
    (r"feeds/feeds\.opml", discovery.opml),
)
_ROUTES = tuple((re.compile(pattern), page) for pattern, page in _PAGES)
_ROOT: dict[str, Page] = {"robots.txt": discovery.robots, "sitemap.xml": discovery.sitemap}


def page_at(path: str) -> tuple[str, Page] | None:
    """Return (language, page) of a path below the root of the site, as `fr/cities/ghent/`; None where none stands.

    A path is matched as a whole against letters, digits, "-" and "_": no other one reaches a page.
    """
    if path in _ROOT:
        return LANGUAGES[0], _ROOT[path]
    if path == style_name():
        return LANGUAGES[0], _style
    language, slash, rest = path.partition("/")
    if language not in LANGUAGES or not slash:
        return None
    for pattern, page in _ROUTES:
        if match := pattern.fullmatch(rest):
            return language, partial(_called, page, match.groups())
    return None


def _called(page: Callable[..., Found], arguments: tuple[str, ...], site: Site) -> Found:
    return page(site, *arguments)


def _style(_: Site) -> Document:
    return style()

"""A page's path and the name of a feed file → that feed as RSS, Atom or JSON Feed, with the way to its older parts.

An edition's parts are its issues. Cities, topics and projects have the newest stories in their feed and a part for
every month; the part that the feed leads to is the month of its oldest story, so that nothing is missing in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from citydesk.archive.listings import Wanted, page_of_articles
from citydesk.archive.publications import Publication, packed_basis, publication, publications
from citydesk.archive.subjects import Subject, first_after, last_before
from citydesk.pipeline.desk_frozen import published_issue
from citydesk.pipeline.recent import as_issue, newest_stories, stories_between, stories_in_order
from citydesk.web.public.document import TEXT, Document
from citydesk.web.public.feed_links import FORMATS
from citydesk.web.public.front import title_of
from citydesk.web.public.lists import PLURALS, subject_name, thread_of, thread_stories
from citydesk.web.public.searching import SHOWN, Ask, Question, answer
from citydesk.web.public.site import Site
from digest.feed import Feed, Paging, feed_of
from digest.feed_json import write_json
from digest.feed_xml import write_atom, write_rss
from digest.issue import Candidate
from digest.period import month

IN_A_FEED, LOOKED_AT = 30, 100  # stories; articles that have the words
WRITERS: dict[str, Callable[[Feed], bytes]] = {"rss": write_rss, "atom": write_atom, "json": write_json}
_KINDS = {plural: kind for kind, plural in PLURALS.items()}


def edition_feed(site: Site, key: str, ending: str) -> Document | None:
    """Return the feed of an edition: its newest issue; the older ones are its older parts."""
    issues = publications(site.archive, key)
    if not issues:
        return None
    paging = _paging(site, ("editions", key), f"feed.{ending}")
    if len(issues) > 1:
        paging = replace(paging, older=_address(site, ("issues", issues[1].issue), f"feed.{ending}"))
    return _issue_feed(site, issues[0], ending, paging)


def issue_feed(site: Site, id: str, ending: str) -> Document | None:
    """Return the feed of an issue, which is an archived part of that of its edition."""
    of = publication(site.archive, id)
    if of is None:
        return None
    order = [one.issue for one in publications(site.archive, of.edition)]
    place, name = order.index(id), f"feed.{ending}"
    older = order[place + 1] if place + 1 < len(order) else None
    newer = order[place - 1] if place > 0 else None
    paging = replace(
        _paging(site, ("issues", id), name),
        current=_address(site, ("editions", of.edition), name),
        older=_address(site, ("issues", older), name) if older else None,
        newer=_address(site, ("issues", newer), name) if newer else None,
    )
    return _issue_feed(site, of, ending, paging)


def subject_feed(site: Site, plural: str, value: str, ending: str) -> Document | None:
    """Return the feed of a city, topic or project: its newest stories."""
    subject, name = _subject(plural, value), f"feed.{ending}"
    title = subject_name(site, *subject)
    if not title:
        return None
    edition = site.edition_like(value, title)
    told = newest_stories(site.archive, site.settings.vocabulary, subject, edition, IN_A_FEED)
    paging = _paging(site, (plural, value), name)
    if len(told) == IN_A_FEED and not site.is_static:
        oldest = last_before(site.archive, subject, _moment_of(told[-1]) + timedelta(days=1))
        paging = replace(paging, older=_part(site, plural, value, oldest, ending))
    return _list_feed(site, told, title, (plural, value), ending, paging)


def subject_part(site: Site, plural: str, value: str, name: str, ending: str) -> Document | None:
    """Return an older part of the feed of a city, topic or project: the stories of one month."""
    subject = _subject(plural, value)
    title = subject_name(site, *subject)
    try:
        asked = month(name)
        first = datetime(asked.first.year, asked.first.month, 1, tzinfo=UTC)
    except ValueError:
        return None
    if not title or site.is_static:
        return None
    last = datetime(asked.last.year, asked.last.month, asked.last.day, 23, 59, 59, tzinfo=UTC)
    edition = site.edition_like(value, title)
    told = stories_between(site.archive, site.settings.vocabulary, subject, edition, first, last)
    if not told:
        return None
    paging = replace(
        _paging(site, (plural, value), f"feed-{name}.{ending}"),
        current=_address(site, (plural, value), f"feed.{ending}"),
        older=_part(site, plural, value, last_before(site.archive, subject, first), ending),
        newer=_part(site, plural, value, first_after(site.archive, subject, last), ending),
    )
    return _list_feed(site, told, title, (plural, value), ending, paging)


def thread_feed(site: Site, key: str, ending: str) -> Document | None:
    """Return the feed of a storyline: its newest stories."""
    thread = thread_of(site, key)
    if thread is None:
        return None
    edition = site.edition_like(key, thread.title)
    told = stories_in_order(site.archive, site.settings.vocabulary, thread_stories(site, key), edition)
    paging = _paging(site, ("threads", key), f"feed.{ending}")
    return _list_feed(site, told, thread.title, ("threads", key), ending, paging)


def search_feed(site: Site, asked: Question, ending: str, ask: Ask) -> Document:
    """Return a saved search as a feed: the newest stories that answer it; 503 while it can't be asked by meaning."""
    query = asked.query
    ids = _newest_found(site, asked, ask)
    if ids is None:
        return Document(body=b"just now we can't search by meaning; ask again in a minute\n", media=TEXT, status=503)
    told = stories_in_order(site.archive, site.settings.vocabulary, ids, site.edition_like("search", asked.words))
    newest = sorted(told, key=_moment_of, reverse=True)[:IN_A_FEED]
    paging = Paging(own=_address(site, ("search",), f"feed.{ending}") + f"?{query}")
    return _list_feed(site, newest, asked.words or "citydesk", ("search",), ending, paging, query)


def _newest_found(site: Site, asked: Question, ask: Ask) -> list[str] | None:
    """Return the stories that answer best in the last month, in the last year, in all time, until they are enough.

    Best of all time alone would let in nothing new once there is much that answers well. Of a search by meaning,
    which everything answers more or less, the year is the shortest span: what stands in it is among its nearest 40.
    What has some of the words only is a help to who searches, and no news to who follows.
    """
    newest = page_of_articles(site.archive, Wanted(), None, 1)
    if not newest:
        return []
    until = datetime.fromisoformat(newest[0][0])
    found: dict[str, None] = {}
    for days in (30, 365, None) if asked.by == "words" else (365, None):
        since = max(asked.since, f"{until - timedelta(days=days):%Y-%m-%d}") if days else asked.since
        said = answer(site, replace(asked, since=since), ask, limit=LOOKED_AT if asked.by == "words" else SHOWN)
        if said.is_by_words:
            return None
        found |= dict.fromkeys(one.story for one in said.hits if one.story and one.found != "some words")
        if len(found) >= IN_A_FEED:
            break
    return list(found)


def _issue_feed(site: Site, of: Publication, ending: str, paging: Paging) -> Document:
    issue = published_issue(packed_basis(site.archive, of))
    feed = feed_of(
        issue,
        _address(site, ("issues", of.issue)),
        id=f"urn:citydesk:edition:{of.edition}:{site.language}",
        paging=paging,
        page_of=lambda story: _address(site, ("stories", story)),
        words=site.words,
    )
    feed = replace(feed, title=title_of(site, of.edition), updated=max(feed.updated, of.published_at))
    return _document(feed, ending)


def _list_feed(
    site: Site, told: Sequence[Candidate], title: str, path: tuple[str, ...], ending: str, paging: Paging,
    query: str = "",
) -> Document:  # fmt: skip
    edition = site.edition_like(path[-1], f"{title} · citydesk")
    feed = feed_of(
        as_issue(told, edition, site.settings.vocabulary),
        _address(site, path) + (f"?{query}" if query else ""),
        id=":".join(("urn:citydesk", *path, *([query] if query else []), site.language)),
        paging=paging,
        page_of=lambda story: _address(site, ("stories", story)),
    )
    return _document(feed, ending)


def _document(feed: Feed, ending: str) -> Document:
    modified = feed.updated if feed.entries else None
    return Document(body=WRITERS[ending](feed), media=f"{FORMATS[ending]}; charset=utf-8", modified=modified)


def _paging(site: Site, path: tuple[str, ...], name: str) -> Paging:
    return Paging(own=_address(site, path, name), hub=site.settings.service.digest.hub)


def _part(site: Site, plural: str, value: str, when: datetime | None, ending: str) -> str | None:
    return _address(site, (plural, value), f"feed-{when:%Y-%m}.{ending}") if when else None


def _address(site: Site, path: tuple[str, ...], file: str = "") -> str:
    return site.address(site.path(*path, file=file))


def _moment_of(one: Candidate) -> datetime:
    return min(report.published or report.first_seen for report in one.reports)


def _subject(plural: str, value: str) -> Subject:
    return _KINDS[plural], value

"""The pages in prose: what this is, what our bot does, what we know of readers, and the list of all feeds."""

from __future__ import annotations

from citydesk.archive.health import cities_with_sources
from citydesk.archive.publications import publications
from citydesk.archive.subjects import last_told
from citydesk.web.public.document import Document
from citydesk.web.public.feed_links import Links, feed_links
from citydesk.web.public.front import title_of
from citydesk.web.public.site import Site


def about(site: Site) -> Document:
    """Return what this site is and how it is made."""
    return site.page("about.html", "about")


def webmasters(site: Site) -> Document:
    """Return what our bot does on other people's sites, and how to reach us."""
    return site.page("webmasters.html", "webmasters", crawl=site.settings.service.crawl)


def privacy(site: Site) -> Document:
    """Return what is known of readers."""
    return site.page("privacy.html", "privacy")


def feeds(site: Site) -> Document:
    """Return the list of all feeds."""
    return site.page("feeds.html", "feeds", groups=all_feeds(site), opml=site.path("feeds", file="feeds.opml"))


def all_feeds(site: Site) -> list[tuple[str, list[tuple[str, str, Links]]]]:
    """Return every feed by kind of page: (heading, [(title, path of the page, its feeds)])."""
    vocabulary, archive = site.settings.vocabulary, site.archive
    published = {one.edition for one in publications(archive)}
    editions = [(title_of(site, key), ("editions", key)) for key in sorted(published)]
    told = {
        "cities": last_told(archive, "city", [one.id for one in vocabulary.cities]).keys()
        | cities_with_sources(archive),
        "topics": last_told(archive, "topic", [one.id for one in vocabulary.topics]).keys(),
        "projects": last_told(archive, "project", [one.key for one in vocabulary.projects]).keys(),
    }
    cities = sorted(
        (one.name_in(site.language), ("cities", one.id)) for one in vocabulary.cities if one.id in told["cities"]
    )
    topics = sorted(
        (one.label_in(site.language), ("topics", one.id)) for one in vocabulary.topics if one.id in told["topics"]
    )
    projects = [(one.name, ("projects", one.key)) for one in vocabulary.projects if one.key in told["projects"]]
    groups = [
        (site.gettext("Editions"), editions),
        (site.gettext("Cities"), cities),
        (site.gettext("Topics"), topics),
        (site.gettext("Projects"), projects),
    ]
    return [
        (heading, [(title, site.path(*path), feed_links(site, title, *path)) for title, path in rows])
        for heading, rows in groups
        if rows
    ]

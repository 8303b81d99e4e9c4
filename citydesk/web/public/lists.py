"""The pages that list stories: cities with their map and sources, topics, projects, threads in order of time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from citydesk.archive import threads
from citydesk.archive.health import cities_with_sources, sources_of
from citydesk.archive.subjects import Kind, Subject, counts_among, last_told, newest_about
from citydesk.pipeline.recent import as_issue, newest_stories, stories_in_order
from citydesk.web.public.document import Document
from citydesk.web.public.feed_links import feed_links
from citydesk.web.public.site import Site
from digest.charts import bar, dot_map
from digest.issue import Candidate
from digest.shown import EntryView
from digest.view import view
from nlp.story import Thread
from nlp.vocabulary import City

SHOWN, COUNTED, IN_TIMELINE = 20, 100, 60  # stories
PLURALS: dict[Kind, str] = {"city": "cities", "topic": "topics", "project": "projects"}


def entries(site: Site, told: Sequence[Candidate], title: str) -> tuple[EntryView, ...]:
    """Return stories as readers of the site's language see them."""
    issue = as_issue(told, site.edition_like("list", title), site.settings.vocabulary)
    return view(issue, site.words).sections[0].entries


def cities(site: Site) -> Document:
    """Return the cities that have a source or a story, by country, and on a map."""
    found = _cities(site)
    newest = last_told(site.archive, "city", [one.id for one in found])
    by_country: dict[str, list[tuple[str, str, str]]] = {}
    for one in found:
        line = (one.name_in(site.language), site.path("cities", one.id), site.day(newest.get(one.id)))
        by_country.setdefault(site.country_name(one.country), []).append(line)
    groups = [(country, sorted(lines)) for country, lines in sorted(by_country.items())]
    return site.page("cities.html", "cities", groups=groups, map=_map(site, found, newest.keys()))


def city(site: Site, id: str) -> Document | None:
    """Return a city: where it lies, what it reported lately and on what, its sources and how they answer."""
    found = site.city(id)
    if found is None:
        return None
    name = found.name_in(site.language)
    told = newest_stories(site.archive, site.settings.vocabulary, ("city", id), site.edition_like(id, name), SHOWN)
    return site.page(
        "city.html",
        "cities",
        id,
        city=found,
        name=name,
        map=_map(site, [found, *(one for one in _cities(site) if one.id != id)], {id}),
        entries=entries(site, told, name),
        topics=_bars(site, ("city", id), "topic"),
        sources=sources_of(site.archive, id),
        editions=[one for one in site.settings.editions if id in one.cities],
        feeds=feed_links(site, name, "cities", id),
    )


def topics(site: Site) -> Document:
    """Return the list of topics."""
    known = [one for one in site.settings.vocabulary.topics if not one.is_none]
    newest = last_told(site.archive, "topic", [one.id for one in known])
    rows = [(one.label_in(site.language), site.path("topics", one.id), site.day(newest.get(one.id))) for one in known]
    return site.page("topics.html", "topics", rows=sorted(rows))


def topic(site: Site, id: str) -> Document | None:
    """Return a topic: its newest stories, and which cities tell them."""
    found = site.topic(id)
    return None if found is None else _subject_page(site, ("topic", id), found.label_in(site.language), "", [])


def projects(site: Site) -> Document:
    """Return the list of projects."""
    known = site.settings.vocabulary.projects
    newest = last_told(site.archive, "project", [one.key for one in known])
    rows = [(one.name, site.path("projects", one.key), site.day(newest.get(one.key)), one.description) for one in known]
    return site.page("projects.html", "projects", rows=rows)


def project(site: Site, key: str) -> Document | None:
    """Return a project: its thread in order of time, and the newest stories about it."""
    found = site.project(key)
    if found is None:
        return None
    return _subject_page(site, ("project", key), found.name, found.description, _timeline(site, key))


def thread(site: Site, key: str) -> Document | None:
    """Return a storyline: its stories in order of time, each with the phase it tells."""
    found = thread_of(site, key)
    if found is None:
        return None
    return site.page(
        "thread.html",
        "threads",
        key,
        title=found.title,
        reason=found.reason,
        timeline=_timeline(site, key),
        feeds=feed_links(site, found.title, "threads", key),
    )


def _subject_page(
    site: Site, subject: Subject, name: str, description: str, timeline: Sequence[tuple[str, EntryView, str]]
) -> Document:
    kind, value = subject
    edition = site.edition_like(value, name)
    told = newest_stories(site.archive, site.settings.vocabulary, subject, edition, SHOWN)
    return site.page(
        "subject.html",
        PLURALS[kind],
        value,
        name=name,
        about=description,
        timeline=timeline,
        entries=entries(site, told, name),
        cities=_bars(site, subject, "city"),
        feeds=feed_links(site, name, PLURALS[kind], value),
    )


def thread_stories(site: Site, key: str) -> tuple[str, ...]:
    """Return the newest stories of a thread, the newest first."""
    found = thread_of(site, key)
    return tuple(reversed(found.stories[-IN_TIMELINE:])) if found else ()


def thread_of(site: Site, key: str) -> Thread | None:
    """Return a thread by its id, None where there is none."""
    some = sorted(threads.stories_in(site.archive, [key]))[:1]
    return next((one for one in threads.load_threads(site.archive, some) if one.key == key), None)


def _timeline(site: Site, key: str) -> list[tuple[str, EntryView, str]]:
    """Return (day, entry, phase in words) of the last stories of a thread, in order of time."""
    found = thread_of(site, key)
    if found is None:
        return []
    ids, phases = found.stories[-IN_TIMELINE:], found.phases[-IN_TIMELINE:]
    edition = site.edition_like(key, found.title)
    told = stories_in_order(site.archive, site.settings.vocabulary, ids, edition)
    phase = {story: site.words[f"phase_{one}"] if one else "" for story, one in zip(ids, phases, strict=True)}
    return [(site.day(one.published or one.updated), one, phase[one.story]) for one in entries(site, told, found.title)]


def _cities(site: Site) -> list[City]:
    with_sources = cities_with_sources(site.archive)
    known = site.settings.vocabulary.cities
    newest = last_told(site.archive, "city", [one.id for one in known])
    return [one for one in known if one.id in with_sources or one.id in newest]


def _map(site: Site, shown: Sequence[City], large: Collection[str]) -> str:
    """Return a map of cities, some of them large."""
    places = [(one.name_in(site.language), 1, one.latitude, one.longitude) for one in shown]
    heard = [place for place, one in zip(places, shown, strict=True) if one.id in large]
    quiet = [place for place, one in zip(places, shown, strict=True) if one.id not in large]
    names = ", ".join(name for name, *_ in heard)
    return dot_map(heard, quiet, f"{site.words['map']}: {names}")


def _bars(site: Site, subject: Subject, kind: Kind) -> list[tuple[str, str, str, str]]:
    """Return (name, path, number in words, SVG) of what the newest stories of a subject are about besides it."""
    told = newest_about(site.archive, subject, COUNTED)
    counts = [(value, number) for value, number in counts_among(site.archive, kind, told) if (kind, value) != subject]
    rows = []
    for value, number in counts[:12]:
        name = subject_name(site, kind, value)
        words = site.words.count(number, "stories")
        if name:
            svg = bar(name, number, counts[0][1], words)
            rows.append((name, site.path(PLURALS[kind], value), words, svg))
    return rows


def subject_name(site: Site, kind: Kind, value: str) -> str:
    """Return what a city, topic or project is called in the site's language, "" where there is none of that key."""
    if kind == "city":
        return found.name_in(site.language) if (found := site.city(value)) else ""
    if kind == "topic":
        return topic.label_in(site.language) if (topic := site.topic(value)) else ""
    return project.name if (project := site.project(value)) else ""

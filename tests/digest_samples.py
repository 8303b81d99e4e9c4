"""Small reports, candidates and editions for the tests of the digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any

from crawler.article import Owner
from digest.compose import compose
from digest.issue import Candidate, CityRef, Coverage, Edition, Issue, Report, ThreadRef
from digest.period import iso_week
from nlp.story import Relation, Sentence

WEEK = iso_week("2026-W46")  # 9–15 November
EDITION = Edition(
    key="network", title="Network weekly", language="en", zone="Europe/Brussels", max_entries_per_source=100
)  # most samples are of one source
COVERAGE = Coverage(
    reported=("City of Ghent", "EUROCITIES"),
    quiet=("City of Riga", "City of Naples"),
    not_reached=(("City of Nicosia", "no answer since Thursday"),),
)
LABELS = {"migration": "Migration and integration", "housing": "Housing", "mobility": "Mobility", "climate": "Climate"}
HOSTILE = "<script>alert(1)</script> {{7*7}} ]]> &amp;#x41; &broken; \x00\x1b\ud800\ufffe a\u202eb\u2066c"

SIXTEEN = tuple((f"city {n:02}", "primary" if n == 0 else "partner") for n in range(16))


TUESDAY = datetime(2026, 11, 10, 9, tzinfo=UTC)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def report(
    key: str,
    *,
    name: str = "City of Ghent",
    city: str | None = "ghent",
    owner: Owner = "city",
    language: str = "en",
    relation: Relation = "original",
    published: datetime | None = TUESDAY,
    **more: Any,
) -> Report:
    fields: dict[str, Any] = {
        "article": f"a-{key}",
        "url": f"https://news.example/{key}",
        "title": f"Title of {key}",
        "source": name.lower().replace(" ", "-"),
        "source_name": name,
        "owner": owner,
        "source_city": city,
        "language": language,
        "relation": relation,
        "published": published,
        "first_seen": on(11),
    }
    return Report(**fields | more)


def candidate(
    key: str,
    *reports: Report,
    headline: str | None = None,
    cities: Sequence[tuple[str, str]] = (("ghent", "primary"),),
    topics: tuple[str, ...] = ("housing",),
    words: tuple[str, ...] = ("The council has decided to build forty new flats.",),
    **more: Any,
) -> Candidate:
    told = reports or (report(key),)
    fields: dict[str, Any] = {
        "story": f"s-{key}",
        "headline": headline or f"Headline of {key}",
        "language": told[0].language,
        "reports": told,
        "cities": tuple(CityRef(id=city, name=city.title(), role=role) for city, role in cities),
        "topics": topics,
        "projects": (),
        "sentences": tuple(Sentence(article=told[0].article, start=0, end=len(w), words=w) for w in words),
    }
    return Candidate(**fields | more)


def issue(*candidates: Candidate, edition: Edition = EDITION, coverage: Coverage = COVERAGE) -> Issue:
    return compose(edition, WEEK, candidates, coverage, LABELS)


def stories(of: Issue) -> list[tuple[str, list[str]]]:
    """Return (heading, story ids) of the sections, the lead first."""
    lead = [("lead", [of.lead.candidate.story])] if of.lead else []
    return lead + [(section.heading, [entry.candidate.story for entry in section.entries]) for section in of.sections]


def sixteen_cities() -> Issue:
    return issue(
        candidate(
            "grant",
            report("g1", name="EUROCITIES", city=None, owner="network", published=on(9)),
            report("g2", language="nl", relation="translation"),
            report("g3", relation="copy"),
            report("g4", name="Nantes Métropole", city="nantes", language="fr", relation="translation"),
            report("g5", name="Solidarity Cities", city=None, owner="partner", relation="teaser"),
            *(report(f"r{n}", name=f"City {n}", city=f"c{n}", relation="report") for n in range(3)),
            headline="Sixteen cities win EU backing",
            cities=SIXTEEN,
            topics=("migration",),
            words=("The Commission has confirmed it – finally, and for all.", "Work begins in May."),
        ),
        candidate("h1"),
        candidate("h2", report("h2", language="nl"), headline="Gent bouwt veertig woningen"),
    )


PLACES = {"milan": (45.46, 9.19), "ghent": (51.05, 3.72), "dresden": (51.05, 13.74)}


def with_theme_and_map() -> Issue:
    """Return an issue with a theme of three cities, dots on the map, a thread with days and a source that is silent."""
    told = [_of(city) for city in PLACES]
    pairs = [(one.story, other.story, 0.6) for one, other in combinations(told, 2)]
    quiet = replace(
        COVERAGE,
        last_reached=(("City of Nicosia", date(2026, 11, 12)),),
        watched=(("Riga", 56.95, 24.11), ("Naples", 40.85, 14.27), ("Ghent", *PLACES["ghent"])),
    )
    return compose(EDITION, WEEK, told, quiet, LABELS, alike=pairs)


def _of(city: str) -> Candidate:
    thread = ThreadRef(title="Zones", phases=("approved", "started"), days=(date(2025, 3, 3), date(2026, 11, 9)))
    made = candidate(city, report(city, name=f"City of {city.title()}", city=city), topics=("mobility",))
    place = CityRef(id=city, name=city.title(), role="primary", place=PLACES[city])
    return replace(made, cities=(place,), thread=thread if city == "ghent" else None)

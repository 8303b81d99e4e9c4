"""Sources → those that are due to be looked at: by the rhythm of each, and the night of its city."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from citydesk.archive import Archive
from citydesk.archive.looks import looks_at
from crawler.article import Source
from crawler.interval import interval, next_look
from nlp.vocabulary import City

Zones = Callable[[Source], ZoneInfo]


def due_sources(archive: Archive, sources: Sequence[Source], zones: Zones, now: datetime) -> list[Source]:
    """Return the sources that are due, in their order."""
    return [source for source in sources if when_due(archive, source, zones, now) <= now]


def when_due(archive: Archive, source: Source, zones: Zones, now: datetime) -> datetime:
    """Return when a source is to be looked at next; in the past when it is overdue."""
    known = looks_at(archive, source.key, now)
    wait = interval(known.arrivals, now, known.failures)
    return next_look(source.key, known.last, wait, zones(source), now)


def zones_of(cities: Sequence[City], otherwise: str) -> Zones:
    """Return what names the zone of a source: that of its city's country, else the service's own."""
    countries = {city.id: city.country for city in cities}
    known: dict[str, ZoneInfo] = {"": ZoneInfo(otherwise)}

    def zone(source: Source) -> ZoneInfo:
        country = countries.get(source.city or "", "")
        if country not in known:
            known[country] = ZoneInfo(_zone_of(country) or otherwise)
        return known[country]

    return zone


def _zone_of(country: str) -> str | None:
    """Return the zone of a country's mainland: of several, the first on the continent."""
    from babel.core import get_global  # 10 MB of tables

    zones: Mapping[str, Sequence[str]] = get_global("territory_zones")
    named = sorted(zones.get(country, ()))
    return next((name for name in named if name.startswith("Europe/")), named[0] if named else None)

"""Sources and how they answered last: what the public pages tell of a city's own web sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from citydesk.archive.connection import Archive, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source as readers may know it."""

    key: str
    name: str
    url: str
    language: str | None  # None = several
    asked_at: datetime | None  # None = never
    is_well: bool
    reason: str  # why it gave nothing, "" where it did
    last_reached: datetime | None  # None = never


def sources_of(archive: Archive, city: str) -> list[Health]:
    """Return the sources of a city, by name."""
    newest = "(SELECT id FROM fetches WHERE fetches.source = sources.key AND of = 'source' {} ORDER BY id DESC LIMIT 1)"
    last, last_good = newest.format("AND reason <> 'answered 304'"), newest.format("AND outcome LIKE 'ok-%'")
    rows = archive.rows(
        "SELECT sources.*, last.fetched_at, last.outcome, last.reason, good.fetched_at AS last_reached FROM sources"
        f" LEFT JOIN fetches AS last ON last.id = {last} LEFT JOIN fetches AS good ON good.id = {last_good}"
        " WHERE city = ? ORDER BY sources.name, key",
        (city,),
    )
    return [
        Health(
            key=row["key"],
            name=row["name"],
            url=row["url"],
            language=row["language"],
            asked_at=moment(row["fetched_at"]),
            is_well=row["outcome"] in ("ok-new", "ok-unchanged"),
            reason="" if row["outcome"] in ("ok-new", "ok-unchanged", None) else row["reason"] or row["outcome"],
            last_reached=moment(row["last_reached"]),
        )
        for row in rows
    ]


def cities_with_sources(archive: Archive) -> set[str]:
    """Return the cities that any source belongs to."""
    return {row["city"] for row in archive.rows("SELECT DISTINCT city FROM sources WHERE city IS NOT NULL")}

"""What the state of a source follows from: how it answered, and on which days it published; and the states judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from crawler.article import Listed
from crawler.crawl import PageRead, SourceRead
from crawler.health import NOT_MODIFIED, Attempt, FetchOutcome, Health, whole

_GOOD = f"outcome IN ('ok-new', 'ok-unchanged') AND reason <> '{NOT_MODIFIED}'"


def outcome_of_event(archive: Archive, event: SourceRead | PageRead, digest: str | None) -> tuple[FetchOutcome, str]:
    """Return how a fetch ended and why, by what the archive knew before. `digest`: SHA-256 of the body it brought."""
    if event.outcome == "unchanged":
        return "ok-unchanged", NOT_MODIFIED
    if event.outcome == "parse failed":
        return "parse-failed", event.reason
    assert event.outcome != "put off", "it was not asked for"
    if event.outcome != "ok":
        return event.outcome, event.reason
    if event.page is not None and (not event.page.body or event.page.body.isspace()):
        return "ok-empty", "an answer without content"
    if isinstance(event, PageRead):
        known = archive.value("SELECT 1 FROM pages WHERE url = ? AND sha256 = ?", (event.url, digest))
        return "ok-unchanged" if known else "ok-new", ""
    if not event.listed:
        return "ok-empty", "it lists nothing"
    return "ok-new" if _is_any_new(archive, event.listed) else "ok-unchanged", ""


def save_days(archive: Archive, source: str, listed: Sequence[Listed], seen: datetime) -> None:
    """Remember the days on which a source published what it lists. Inside `write`, before it is saved as listed.

    What has no date counts for the day on which it was first seen, unless all was: then it may be of any age.
    """
    dated = {one.published for one in listed if one.published and one.precision in ("minute", "day")}
    days = {str(stamp(day))[:10] for day in dated if day <= seen}
    undated = [one for one in listed if one.published is None]
    is_first = archive.value("SELECT 1 FROM listed WHERE source = ?", (source,)) is None
    if undated and not is_first and _is_any_new(archive, undated):
        days.add(str(stamp(seen))[:10])
    archive.many("INSERT OR IGNORE INTO publication_days VALUES (?,?)", [(source, day) for day in sorted(days)])


def load_days(archive: Archive, sources: Sequence[str]) -> dict[str, list[date]]:
    """Return the days on which each of these sources published, in order."""
    rows = archive.rows(
        "SELECT source, day FROM publication_days WHERE source IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (packed(list(sources)),),
    )
    return {
        source: [date.fromisoformat(row["day"]) for row in own]
        for source, own in groupby(rows, lambda row: row["source"])
    }


def load_attempts(archive: Archive, sources: Sequence[str], until: datetime) -> dict[str, list[Attempt]]:
    """Return how each of these sources answered from its last good answer before a moment on, one a crawl.

    A source that was asked only after that moment is told by its first answer.
    """
    rows = archive.rows(
        "WITH asked AS (SELECT value AS source FROM json_each(?1)), spans AS (SELECT source,"
        " (SELECT id FROM fetches WHERE fetches.source = asked.source AND of = 'source' AND fetched_at <= ?2"
        " ORDER BY id DESC LIMIT 1) AS last, (SELECT id FROM fetches WHERE fetches.source = asked.source"
        f" AND of = 'source' AND fetched_at <= ?2 AND {_GOOD} ORDER BY id DESC LIMIT 1) AS good FROM asked)"
        " SELECT fetches.source, crawl, fetched_at, outcome, reason FROM spans JOIN fetches"
        " ON fetches.source = spans.source AND of = 'source' AND CASE WHEN last IS NULL THEN id = (SELECT min(id)"
        " FROM fetches AS first WHERE first.source = spans.source AND first.of = 'source')"
        " ELSE id BETWEEN coalesce(good, 0) AND last END ORDER BY fetches.source, id",
        (packed(list(sources)), stamp(until)),
    )
    found: dict[str, list[Attempt]] = {}
    for (source, _), parts in groupby(rows, lambda row: (row["source"], row["crawl"])):
        answers = [
            Attempt(at=known_moment(row["fetched_at"]), outcome=row["outcome"], reason=row["reason"]) for row in parts
        ]
        found.setdefault(source, []).append(whole(answers))
    return found


def save_states(archive: Archive, states: Mapping[str, Health], now: datetime) -> None:
    """Keep the states of sources as they were judged at a moment."""
    with archive.write():
        archive.many(
            "INSERT OR REPLACE INTO source_states VALUES (?,?,?,?,?,?,?)",
            [
                (key, stamp(now), one.state, stamp(one.since), one.reason, one.failures, one.chance)
                for key, one in sorted(states.items())
            ],
        )


def _is_any_new(archive: Archive, listed: Sequence[Listed]) -> bool:
    known = archive.value(
        "SELECT count(*) FROM listed WHERE url IN (SELECT value FROM json_each(?))",
        (packed([one.url for one in listed]),),
    )
    return int(known) < len(listed)

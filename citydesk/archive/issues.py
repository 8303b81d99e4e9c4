"""Issues with their entries, sentences and renderings; the coverage of a period; and the totals for `status`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from crawler.health import Health
from digest.issue import Coverage, Issue


def save_issue(archive: Archive, issue: Issue, renderings: Mapping[str, bytes]) -> None:
    """Store an issue with its renderings by format, in place of what it was before. Inside `write`."""
    for table in ("renderings", "entry_sentences", "issue_entries"):
        archive.run(f"DELETE FROM {table} WHERE issue = ?", (issue.id,))
    archive.run(
        "INSERT INTO issues VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET articles=excluded.articles,"
        " stories=excluded.stories, coverage=excluded.coverage",
        (issue.id, issue.edition.key, issue.period.name, issue.period.first.isoformat(),
         issue.period.last.isoformat(), issue.articles, issue.stories, _coverage(issue.coverage)),
    )  # fmt: skip
    _save_entries(archive, issue)
    archive.many("INSERT INTO renderings VALUES (?,?,?)", [(issue.id, *pair) for pair in sorted(renderings.items())])


def load_renderings(archive: Archive, issue: str) -> dict[str, bytes]:
    """Return the renderings of an issue by format: those of its newest revision, where it was published."""
    return {row["format"]: row["body"] for row in archive.rows("SELECT * FROM renderings WHERE issue = ?", (issue,))}


def compiled_issues(archive: Archive) -> list[str]:
    """Return the ids of the issues that are stored."""
    return [row[0] for row in archive.rows("SELECT id FROM issues ORDER BY id")]


def story_in(archive: Archive, issue: str, name: str) -> str | None:
    """Return the story of a stored issue that an id of it, or the id or address of one of its articles, stands for."""
    found: str | None = archive.value(
        "SELECT story FROM issue_entries WHERE issue = ?1 AND (story = ?2 OR EXISTS (SELECT 1 FROM json_each(reports)"
        " WHERE value IN (SELECT id FROM articles WHERE id = ?2 OR url = ?2))) ORDER BY story = ?2 DESC, position",
        (issue, name),
    )
    return found


def told_before(archive: Archive, edition: str, first_day: str) -> frozenset[str]:
    """Return the ids of stories and articles that issues of an edition told before a day."""
    rows = archive.rows(
        "SELECT story, reports FROM issue_entries JOIN issues ON issues.id = issue_entries.issue"
        " WHERE edition = ? AND last_day < ?",
        (edition, first_day),
    )
    articles = archive.rows(
        "SELECT DISTINCT value FROM issue_entries JOIN issues ON issues.id = issue_entries.issue,"
        " json_each(issue_entries.reports) WHERE edition = ? AND last_day < ?",
        (edition, first_day),
    )
    return frozenset(row["story"] for row in rows) | frozenset(row[0] for row in articles)


def told_lately(archive: Archive, edition: str, first_day: str, issues: int) -> list[str]:
    """Return the articles that represent what the last issues of an edition before a day told."""
    rows = archive.rows(
        "SELECT DISTINCT json_extract(reports, '$[0]') AS article FROM issue_entries WHERE issue IN"
        " (SELECT id FROM issues WHERE edition = ?1 AND last_day < ?2 ORDER BY last_day DESC, id LIMIT ?3)"
        " ORDER BY article",
        (edition, first_day, issues),
    )
    return [row["article"] for row in rows if row["article"]]


def coverage(archive: Archive, states: Mapping[str, Health], first: datetime, last: datetime) -> Coverage:
    """Return which organisations reported in a span of time, which were quiet, silent or could not be reached.

    `states`: those of the sources at the end of the span, by key. An organisation is as well as the best of its
    sources. Those that were never asked (imports) are named only if they reported.
    """
    span = (stamp(first), stamp(last))
    reported = {
        row["name"]
        for row in archive.rows(
            "WITH told AS (SELECT article FROM versions WHERE is_current AND published BETWEEN ?1 AND ?2"
            " UNION ALL SELECT id FROM articles CROSS JOIN versions ON article = id AND is_current"
            " AND published IS NULL WHERE first_seen BETWEEN ?1 AND ?2)"
            " SELECT DISTINCT sources.name FROM told CROSS JOIN articles ON articles.id = article"
            " JOIN sources ON sources.key = articles.source",
            span,
        )
    }
    names = {row["key"]: row["name"] for row in archive.rows("SELECT key, name FROM sources")}
    well = {names[key] for key, one in states.items() if one.state in ("fresh", "quiet")}
    ill = [(names[key], one) for key, one in sorted(states.items()) if names[key] not in well | reported]
    silent = {name: one.reason for name, one in ill if one.state in ("overdue", "empty")}
    failed = {name: one.reason for name, one in ill if name not in silent}
    return Coverage(
        reported=tuple(sorted(reported)),
        quiet=tuple(sorted(well - reported)),
        silent=tuple(sorted(silent.items())),
        not_reached=tuple(sorted(failed.items())),
        last_reached=_last_reached(archive, failed, str(span[1]), last.tzinfo),
    )


def _last_reached(
    archive: Archive, names: Iterable[str], last: str, zone: tzinfo | None
) -> tuple[tuple[str, date], ...]:
    """Return the day of the last good answer, by the clock of a zone, of those that ever gave one before a moment."""
    rows = archive.rows(
        "SELECT name, max(fetched_at) AS fetched_at FROM (SELECT name,"
        " (SELECT fetched_at FROM fetches WHERE source = sources.key AND of = 'source'"
        " AND outcome IN ('ok-new', 'ok-unchanged', 'ok-empty') AND fetched_at <= ?1"
        " ORDER BY id DESC LIMIT 1) AS fetched_at"
        " FROM sources WHERE name IN (SELECT value FROM json_each(?2)))"
        " WHERE fetched_at IS NOT NULL GROUP BY 1 ORDER BY 1",
        (last, packed(sorted(names))),
    )
    return tuple((row["name"], known_moment(row["fetched_at"]).astimezone(zone).date()) for row in rows)


def totals(archive: Archive) -> dict[str, object]:
    """Return what `citydesk status` tells: counts, the last crawl's outcomes, reasons to skip."""
    last = archive.value("SELECT max(id) FROM crawls")
    outcomes = archive.rows("SELECT of, outcome, count(*) AS n FROM fetches WHERE crawl = ? GROUP BY 1, 2", (last,))
    skipped = archive.rows(
        "SELECT reason, count(*) AS n FROM extractions WHERE reason IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return {
        **{table: archive.value(f"SELECT count(*) FROM {table}") for table in _COUNTED},
        "last_crawl": {f"{row['of']} {row['outcome']}": row["n"] for row in outcomes},
        "pages_without_article": {row["reason"]: row["n"] for row in skipped},
    }


_COUNTED = ("sources", "crawls", "pages", "articles", "versions", "stories", "issues")


def _save_entries(archive: Archive, issue: Issue) -> None:
    section_of = {id(entry): section.topic for section in issue.sections for entry in section.entries}
    for position, entry in enumerate(issue.entries):
        candidate = entry.candidate
        archive.run(
            "INSERT INTO issue_entries VALUES (?,?,?,?,?,?,?,?)",
            (issue.id, position, section_of.get(id(entry), "lead" if entry is issue.lead else None), candidate.story,
             entry.headline or candidate.headline, entry.score, packed(entry.reasons),
             packed([report.article for report in candidate.reports])),
        )  # fmt: skip
        archive.many(
            "INSERT INTO entry_sentences VALUES (?,?,?,?,?,?,?,?)",
            [
                (issue.id, position, number, one.article, one.start, one.end, one.words, one.hash)
                for number, one in enumerate(candidate.sentences)
            ],
        )


def _coverage(covered: Coverage) -> str:
    return packed(
        {
            "reported": covered.reported,
            "quiet": covered.quiet,
            "silent": covered.silent,
            "not_reached": covered.not_reached,
        }
    )

"""Which articles a step has still to deal with: those whose current version it has not seen by today's rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citydesk.archive.connection import Archive, packed
from crawler.article import Article

_NOT_DONE = (  # ?1 a step, ?2 its rules
    "SELECT versions.article FROM versions LEFT JOIN steps ON steps.article = versions.article AND step = ?1"
    " AND steps.text_hash = versions.text_hash AND rules = ?2 WHERE versions.is_current AND steps.article IS NULL"
)


def rules_of(archive: Archive, step: str) -> str | None:
    """Return the rules by which a step was done last, None where it never was."""
    rules: str | None = archive.value("SELECT rules FROM step_rules WHERE step = ?", (step,))
    return rules


def articles_missing(archive: Archive, step: str, rules: str) -> list[str]:
    """Return the ids of articles whose current version a step has not dealt with by these rules, in order of id.

    Those that wait are known, unless the rules are others than last time: then all articles are looked through.
    """
    if archive.value("SELECT rules FROM step_rules WHERE step = ?", (step,)) == rules:
        rows = archive.rows("SELECT article FROM waiting_articles WHERE step = ? ORDER BY article", (step,))
    else:
        rows = archive.rows(f"SELECT article FROM ({_NOT_DONE}) ORDER BY article", (step, rules))
    return [row[0] for row in rows]


def mark_done(archive: Archive, articles: Sequence[Article], step: str, rules: str) -> None:
    """Record that a step has dealt with these versions. Inside `write`."""
    if articles and archive.value("SELECT rules FROM step_rules WHERE step = ?", (step,)) != rules:
        archive.run("INSERT OR REPLACE INTO step_rules VALUES (?,?)", (step, rules))
        archive.run("DELETE FROM waiting_articles WHERE step = ?", (step,))
        archive.run(f"INSERT INTO waiting_articles SELECT ?1, article FROM ({_NOT_DONE})", (step, rules))
    rows = [(article.id, step, article.text_hash, rules) for article in articles]
    archive.many("INSERT OR REPLACE INTO steps VALUES (?,?,?,?)", rows)
    archive.many(
        "DELETE FROM waiting_articles WHERE step = ?2 AND article = ?1 AND EXISTS (SELECT 1 FROM versions"
        " WHERE versions.article = ?1 AND text_hash = ?3 AND is_current)",
        [(article, step, text_hash) for article, step, text_hash, _ in rows],
    )


def mark_undone(archive: Archive, ids: Iterable[str], step: str) -> None:
    """Have a step deal with articles anew: what it goes by has changed. Inside `write`."""
    asked = packed(sorted(ids))
    archive.run("DELETE FROM steps WHERE step = ? AND article IN (SELECT value FROM json_each(?))", (step, asked))
    archive.run("INSERT OR IGNORE INTO waiting_articles SELECT ?, value FROM json_each(?)", (step, asked))


def mark_all_undone(archive: Archive, step: str) -> None:
    """Have a step deal with all articles anew; which version it had dealt with stays known. Inside `write`."""
    archive.run("UPDATE steps SET rules = '' WHERE step = ?", (step,))
    archive.run("DELETE FROM step_rules WHERE step = ?", (step,))
    archive.run("DELETE FROM waiting_articles WHERE step = ?", (step,))


def done_before(archive: Archive, step: str, ids: Iterable[str]) -> list[str]:
    """Return those of these articles whose current version a step has dealt with already, by whatever rules."""
    rows = archive.rows(
        "SELECT steps.article FROM steps JOIN versions USING (article, text_hash) WHERE is_current AND step = ?"
        " AND steps.article IN (SELECT value FROM json_each(?)) ORDER BY steps.article",
        (step, packed(sorted(ids))),
    )
    return [row[0] for row in rows]


def forget_done(archive: Archive, article: str) -> None:
    """Have every step deal with an article whose text or place in time is another now. Inside `write`."""
    archive.run("DELETE FROM fingerprints WHERE article = ?", (article,))
    archive.run("DELETE FROM steps WHERE article = ? AND step = 'group'", (article,))
    archive.run(
        "INSERT OR IGNORE INTO waiting_articles SELECT step, ?1 FROM step_rules WHERE NOT EXISTS (SELECT 1"
        " FROM steps JOIN versions USING (article, text_hash) WHERE steps.article = ?1 AND is_current"
        " AND steps.step = step_rules.step AND steps.rules = step_rules.rules)",
        (article,),
    )

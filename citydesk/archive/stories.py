"""Pairs and stories: verdicts as they were taken, and the partition that follows from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from nlp.group import Key
from nlp.similar import Verdict
from nlp.story import Member, Story


def replace_pairs(
    archive: Archive, articles: Sequence[str], pairs: Mapping[Key, Verdict], spared: Iterable[str] = ()
) -> None:
    """Replace all pairs of these articles, but for those with articles that are `spared`. Inside `write`."""
    parameters = (packed(list(articles)), packed(sorted(spared)))
    for one, other in (("left", "right"), ("right", "left")):
        archive.run(
            f'DELETE FROM pairs WHERE "{one}" IN (SELECT value FROM json_each(?))'
            f' AND "{other}" NOT IN (SELECT value FROM json_each(?))',
            parameters,
        )
    archive.many(
        "INSERT OR REPLACE INTO pairs VALUES (?,?,?,?,?,?)",
        [
            (*pair, found.relation, found.probability, found.is_vetoed, packed(found.evidence))
            for pair, found in sorted(pairs.items())
        ],
    )


def connected(archive: Archive, articles: Iterable[str]) -> set[str]:
    """Return these articles, those of their stories, and all that accepted pairs connect with any of them."""
    found: set[str] = set()
    fresh = set(articles)
    while fresh:
        found |= fresh
        ids = packed(sorted(fresh))
        rows = archive.rows(
            "WITH asked AS (SELECT value AS id FROM json_each(?))"
            ' SELECT "right" AS id FROM pairs WHERE "left" IN asked AND relation IS NOT NULL'
            ' UNION SELECT "left" FROM pairs WHERE "right" IN asked AND relation IS NOT NULL'
            " UNION SELECT article FROM story_members WHERE story IN"
            " (SELECT story FROM story_members WHERE article IN asked)",
            (ids,),
        )
        fresh = {row["id"] for row in rows} - found
    return found


def load_pairs(archive: Archive, articles: Iterable[str]) -> dict[Key, Verdict]:
    """Return the verdicts kept on pairs of these articles."""
    ids = packed(sorted(articles))
    rows = archive.rows(
        'SELECT * FROM pairs WHERE "left" IN (SELECT value FROM json_each(?1))'
        ' AND "right" IN (SELECT value FROM json_each(?1)) ORDER BY "left", "right"',
        (ids,),
    )
    return {(row["left"], row["right"]): _verdict(row) for row in rows}


def replace_stories(archive: Archive, stories: Sequence[Story], roundups: frozenset[str]) -> None:
    """Replace the stories of the members of `stories`; an id that is given up becomes an alias. Inside `write`."""
    home = {member.article: story.id for story in stories for member in story.members}
    before = archive.rows(
        "SELECT article, story FROM story_members WHERE article IN (SELECT value FROM json_each(?)) ORDER BY position",
        (packed(sorted(home)),),
    )
    archive.many("DELETE FROM story_members WHERE article = ?", [(article,) for article in sorted(home)])
    for story in stories:
        _save_story(archive, story, is_roundup=story.representative in roundups)
    gone = {row["story"]: home[row["article"]] for row in reversed(before)}  # its first member's new home
    for alias, story_id in sorted(gone.items()):
        if archive.value("SELECT 1 FROM story_members WHERE story = ?", (alias,)) is None:
            archive.run("DELETE FROM stories WHERE id = ?", (alias,))
            archive.run("INSERT OR IGNORE INTO waiting_briefs VALUES (?)", (alias,))
            archive.run("INSERT OR REPLACE INTO story_aliases VALUES (?,?)", (alias, story_id))
            archive.run("UPDATE story_aliases SET story = ? WHERE story = ?", (story_id, alias))


def load_stories(archive: Archive, first: str, last: str) -> list[tuple[Story, bool]]:
    """Return stories with a member published, or if undated first seen, between two stamps; and whether a roundup."""
    rows = archive.rows(
        "SELECT * FROM stories WHERE first_published <= ? AND last_published >= ? ORDER BY +id", (last, first)
    )
    return _stories(archive, rows)


def find_story(archive: Archive, name: str) -> str | None:
    """Return the id of the story that an id, a former id, or the id or address of an article stands for, or None."""
    found: str | None = archive.value(
        "SELECT id FROM stories WHERE id = ?1 UNION ALL SELECT story FROM story_aliases WHERE alias = ?1"
        " UNION ALL SELECT story FROM story_members WHERE article = ?1"
        " UNION ALL SELECT story FROM story_members JOIN articles ON articles.id = article WHERE url = ?1",
        (name,),
    )
    return found


def load_story(archive: Archive, id: str) -> tuple[Story, bool]:
    """Return a story and whether it is a roundup; an id there isn't is an error."""
    return load_some(archive, [id])[0]


def load_some(archive: Archive, ids: Iterable[str]) -> list[tuple[Story, bool]]:
    """Return these stories, those that there are, and whether each is a roundup, ordered by id."""
    sql = "SELECT * FROM stories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return _stories(archive, archive.rows(sql, (packed(sorted(ids)),)))


def stories_of(archive: Archive, articles: Iterable[str]) -> dict[str, str]:
    """Return the stories of articles by article id, those that have one."""
    sql = "SELECT article, story FROM story_members WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article"
    return {row["article"]: row["story"] for row in archive.rows(sql, (packed(sorted(articles)),))}


def former_ids(archive: Archive, story: str) -> list[str]:
    """Return the ids that once were stories of their own and now stand for this one."""
    return [row[0] for row in archive.rows("SELECT alias FROM story_aliases WHERE story = ? ORDER BY alias", (story,))]


def neighbours(archive: Archive, articles: Iterable[str]) -> dict[Key, Verdict]:
    """Return the verdicts kept on pairs of one of these articles and one that is not among them."""
    rows = archive.rows(
        "WITH asked AS (SELECT value AS id FROM json_each(?)) SELECT * FROM pairs WHERE"
        ' "left" IN asked AND "right" NOT IN asked UNION ALL'
        ' SELECT * FROM pairs WHERE "right" IN asked AND "left" NOT IN asked ORDER BY "left", "right"',
        (packed(sorted(articles)),),
    )
    return {(row["left"], row["right"]): _verdict(row) for row in rows}


def _stories(archive: Archive, rows: Sequence[sqlite3.Row]) -> list[tuple[Story, bool]]:
    members = _members(archive, [row["id"] for row in rows])
    return [
        (
            Story(
                id=row["id"],
                title=row["title"],
                language=row["language"],
                first_published=known_moment(row["first_published"]),
                last_published=known_moment(row["last_published"]),
                members=members[row["id"]],
            ),
            bool(row["is_roundup"]),
        )
        for row in rows
    ]


def _verdict(row: sqlite3.Row) -> Verdict:
    return Verdict(
        relation=row["relation"],
        probability=row["probability"],
        evidence=tuple(json.loads(row["evidence"])),
        is_vetoed=bool(row["is_vetoed"]),
    )


def representatives(archive: Archive, size: int) -> Iterator[list[str]]:
    """Yield the articles that represent the stories of the archive, `size` at a time."""
    last = ""
    sql = "SELECT id, representative FROM stories WHERE id > ? ORDER BY id LIMIT ?"
    while rows := archive.rows(sql, (last, size)):
        last = rows[-1]["id"]
        yield [row["representative"] for row in rows]


def homes(archive: Archive, articles: Iterable[str]) -> dict[str, str]:
    """Return the stories of articles, by article."""
    sql = "SELECT article, story FROM story_members WHERE article IN (SELECT value FROM json_each(?))"
    return {row["article"]: row["story"] for row in archive.rows(sql, (packed(sorted(articles)),))}


def _save_story(archive: Archive, story: Story, *, is_roundup: bool) -> None:
    archive.run("INSERT OR IGNORE INTO waiting_briefs VALUES (?)", (story.id,))
    archive.run("DELETE FROM story_aliases WHERE alias = ?", (story.id,))
    archive.run(
        "INSERT INTO stories VALUES (?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET title=excluded.title,"
        " language=excluded.language, representative=excluded.representative,"
        " first_published=excluded.first_published, last_published=excluded.last_published,"
        " is_roundup=excluded.is_roundup",
        (story.id, story.title, story.language, story.representative, stamp(story.first_published),
         stamp(story.last_published), is_roundup),
    )  # fmt: skip
    archive.many(
        "INSERT INTO story_members VALUES (?,?,?,?,?,?)",
        [
            (member.article, story.id, position, member.relation, member.score, packed(member.evidence))
            for position, member in enumerate(story.members)
        ],
    )


def _members(archive: Archive, stories: Sequence[str]) -> dict[str, tuple[Member, ...]]:
    found: dict[str, tuple[Member, ...]] = dict.fromkeys(stories, ())
    sql = "SELECT * FROM story_members WHERE story IN (SELECT value FROM json_each(?)) ORDER BY story, position"
    for row in archive.rows(sql, (packed(list(stories)),)):
        found[row["story"]] += (
            Member(
                article=row["article"],
                relation=row["relation"],
                score=row["score"],
                evidence=tuple(json.loads(row["evidence"])),
            ),
        )
    return found

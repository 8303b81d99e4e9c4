"""Stories and articles, page by page: what is wanted in, the ids of one page out, found by index in any archive.

A page begins after a place, the (stamp, id) of the last one before it: what is added meanwhile moves no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from citydesk.archive.connection import Archive, stamp

Place = tuple[str, str]  # stamp and id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters; None and () let everything through. Spans of time include their beginning and not their end."""

    subjects: tuple[tuple[str, str], ...] = ()  # (kind, value) of tags, all of them
    language: str | None = None
    source: str | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(slots=True)
class _Query:
    """The conditions of a statement and their parameters, in order."""

    conditions: list[str] = field(default_factory=list)
    parameters: list[object] = field(default_factory=list)

    def add(self, condition: str, *parameters: object) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def span(self, column: str, wanted: Wanted) -> None:
        if wanted.since:
            self.add(f"{column} >= ?", stamp(wanted.since))
        if wanted.before:
            self.add(f"{column} < ?", stamp(wanted.before))


def page_of_stories(archive: Archive, wanted: Wanted, after: Place | None, limit: int) -> list[Place]:
    """Return the places of at most `limit` stories, those first published last first.

    A story has the language of its representative; of a source are the stories that it has a member in; of a city
    those that are about it or that it takes part in.
    """
    first, *others = wanted.subjects or (None,)
    query = _Query()
    if first:
        table, when, id = "story_subjects AS s JOIN stories ON stories.id = s.story", "s.first_published", "s.story"
        query.add("s.kind = ? AND s.value = ?", *first)
    else:
        table, when, id = "stories", "stories.first_published", "stories.id"
    for subject in others:
        told = f"SELECT 1 FROM story_subjects WHERE kind = ? AND value = ? AND story = {id}"
        query.add(f"EXISTS ({told})", *subject or ())
    if wanted.language:
        query.add("stories.language = ?", wanted.language)
    if wanted.source:
        members = "story_members JOIN articles ON articles.id = story_members.article"
        query.add(f"EXISTS (SELECT 1 FROM {members} WHERE story_members.story = {id} AND source = ?)", wanted.source)
    query.span(when, wanted)
    return _page(archive, f"{when} AS at, {id} AS id FROM {table}", (when, id), query, after, limit)


def page_of_articles(archive: Archive, wanted: Wanted, after: Place | None, limit: int) -> list[Place]:
    """Return the places of at most `limit` articles, those first seen last first; of cities, mentions count, too."""
    query = _Query()
    for kind, value in wanted.subjects:
        query.add("articles.id IN (SELECT article FROM tags WHERE kind = ? AND value = ?)", kind, value)
    if wanted.language:
        current = "SELECT language FROM versions WHERE article = articles.id AND is_current"
        query.add(f"({current}) = ?", wanted.language)
    if wanted.source:
        query.add("articles.source = ?", wanted.source)
    query.span("articles.first_seen", wanted)
    order = ("articles.first_seen", "articles.id")
    return _page(archive, "articles.first_seen AS at, articles.id AS id FROM articles", order, query, after, limit)


def _page(
    archive: Archive, what: str, order: tuple[str, str], query: _Query, after: Place | None, limit: int
) -> list[Place]:
    if after:
        query.add(f"({order[0]}, {order[1]}) < (?, ?)", *after)
    where = f" WHERE {' AND '.join(query.conditions)}" if query.conditions else ""
    sql = f"SELECT {what}{where} ORDER BY {order[0]} DESC, {order[1]} DESC LIMIT ?"
    parameters: Sequence[object] = [*query.parameters, limit]
    return [(row["at"], row["id"]) for row in archive.rows(sql, parameters)]

"""What is given to others as tables: articles, stories and entries of issues, a row at a time, in a fixed order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.archive.connection import Archive, packed

Kind = Literal["text", "integer", "real", "time", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One table to give: its columns with their kinds and meanings, and the SQL that fills it.

    `sql` names in `:articles` the articles that are asked for, and in `:edition` the edition; null asks for all.
    """

    name: str
    about: str
    columns: tuple[tuple[str, Kind, str], ...]
    sql: str


def _tags(kind: str, of: str, where: str = "") -> str:
    """Return SQL for the values of a kind of tag, the surest first, as a JSON list."""
    return (
        "(SELECT json_group_array(value) FROM (SELECT value FROM tags"
        f" WHERE kind = '{kind}' AND {of} {where} GROUP BY value ORDER BY max(score) DESC, value))"
    )


_OF_ARTICLE = "tags.article = articles.id"
_OF_STORY = "tags.article IN (SELECT article FROM story_members WHERE story = stories.id)"
_ABOUT = "AND role IN ('primary', 'about', 'partner')"

ARTICLES = Dataset(
    name="articles",
    about="Articles in their current version, with source, tags and story.",
    columns=(
        ("id", "text", "Id of the article."),
        ("url", "text", "Canonical address."),
        ("source", "text", "Key of the source."),
        ("source_name", "text", "The organisation that published it."),
        ("source_city", "text", "Key of the source's city; empty: not one city's."),
        ("language", "text", "Language, two letters of ISO 639-1."),
        ("title", "text", "Title."),
        ("text", "text", "Text, a blank line between paragraphs."),
        ("published", "time", "When it was published; empty: unknown."),
        ("precision", "text", "How exact that is: minute, day, month or year."),
        ("first_seen", "time", "When citydesk first saw it."),
        ("version", "integer", "Number of the version."),
        ("text_hash", "text", "SHA-256 of title and text of the version, white space folded."),
        ("story", "text", "Id of the story it tells."),
        ("relation", "text", "Relation to the article that represents the story."),
        ("cities", "list", "Keys of the cities it is about, the surest first."),
        ("topics", "list", "Keys of its topics, the surest first."),
        ("projects", "list", "Keys of the projects it names, the surest first."),
        ("type", "text", "Type of text: news, opinion, press-release, …"),
    ),
    sql="SELECT articles.id, articles.url, articles.source, sources.name AS source_name, sources.city AS source_city,"
    " versions.language, versions.title, versions.text, versions.published, versions.precision, articles.first_seen,"
    " versions.number AS version, versions.text_hash, story_members.story, story_members.relation,"
    f" {_tags('city', _OF_ARTICLE, _ABOUT)} AS cities, {_tags('topic', _OF_ARTICLE)} AS topics,"
    f" {_tags('project', _OF_ARTICLE)} AS projects,"
    " (SELECT value FROM tags WHERE kind = 'type' AND tags.article = articles.id ORDER BY score DESC, value LIMIT 1)"
    " AS type FROM articles JOIN sources ON sources.key = articles.source"
    " JOIN versions ON versions.article = articles.id AND versions.is_current"
    " LEFT JOIN story_members ON story_members.article = articles.id"
    " WHERE :articles IS NULL OR articles.id IN (SELECT value FROM json_each(:articles)) ORDER BY articles.id",
)

STORIES = Dataset(
    name="stories",
    about="Stories: happenings, each with the articles that tell it.",
    columns=(
        ("id", "text", "Id of the story."),
        ("title", "text", "Title of the article that represents it."),
        ("language", "text", "Language of that article."),
        ("representative", "text", "Id of that article."),
        ("first_published", "time", "Earliest date of its articles."),
        ("last_published", "time", "Latest date of its articles."),
        ("is_roundup", "integer", "1: sums up several happenings."),
        ("articles", "list", "Ids of its articles, the representative first."),
        ("organisations", "integer", "Number of organisations that tell it."),
        ("languages", "list", "Languages in which it is told."),
        ("cities", "list", "Keys of the cities it is about, the surest first."),
        ("topics", "list", "Keys of its topics, the surest first."),
        ("projects", "list", "Keys of the projects it names, the surest first."),
    ),
    sql="SELECT stories.id, title, language, representative, first_published, last_published, is_roundup,"
    " (SELECT json_group_array(article) FROM (SELECT article FROM story_members WHERE story = stories.id"
    " ORDER BY position)) AS articles,"
    " (SELECT count(DISTINCT sources.name) FROM story_members JOIN articles ON articles.id = article"
    " JOIN sources ON sources.key = articles.source WHERE story = stories.id) AS organisations,"
    " (SELECT json_group_array(language) FROM (SELECT DISTINCT versions.language FROM story_members"
    " JOIN versions ON versions.article = story_members.article AND is_current WHERE story = stories.id"
    " ORDER BY versions.language)) AS languages,"
    f" {_tags('city', _OF_STORY, _ABOUT)} AS cities, {_tags('topic', _OF_STORY)} AS topics,"
    f" {_tags('project', _OF_STORY)} AS projects FROM stories"
    " WHERE :articles IS NULL OR stories.id IN (SELECT story FROM story_members"
    " WHERE article IN (SELECT value FROM json_each(:articles))) ORDER BY stories.id",
)

ENTRIES = Dataset(
    name="entries",
    about="Entries of issues: what an edition told in a period, in reading order, with the summary.",
    columns=(
        ("issue", "text", "Id of the issue."),
        ("edition", "text", "Key of the edition."),
        ("period", "text", "Week, day or month."),
        ("place", "integer", "Place in reading order, from 1."),
        ("section", "text", "Key of the topic, or lead; empty: other news."),
        ("story", "text", "Id of the story when the issue was compiled."),
        ("headline", "text", "Headline as it stood."),
        ("score", "real", "Importance, to be compared inside one issue only."),
        ("summary", "text", "The sentences of the summary, as they stood in the articles."),
        ("reports", "list", "Ids of its articles."),
    ),
    sql="SELECT issue_entries.issue, issues.edition, issues.period, position + 1 AS place, section, story, headline,"
    " score, (SELECT group_concat(words, ' ') FROM (SELECT words FROM entry_sentences"
    " WHERE entry_sentences.issue = issue_entries.issue AND entry_sentences.position = issue_entries.position"
    " ORDER BY number)) AS summary, reports FROM issue_entries JOIN issues ON issues.id = issue_entries.issue"
    " WHERE (:edition IS NULL OR edition = :edition) AND (:articles IS NULL OR EXISTS (SELECT 1 FROM json_each(reports)"
    " WHERE value IN (SELECT value FROM json_each(:articles)))) ORDER BY issue_entries.issue, position",
)

DATASETS = {one.name: one for one in (ARTICLES, STORIES, ENTRIES)}


def rows(
    archive: Archive, dataset: Dataset, articles: Sequence[str] | None = None, edition: str | None = None
) -> Iterator[dict[str, object]]:
    """Yield the rows of a dataset as they are read, lists as lists; only those of these articles, of this edition."""
    wanted = {"articles": None if articles is None else packed(list(articles)), "edition": edition}
    lists = [name for name, kind, _ in dataset.columns if kind == "list"]
    cursor: sqlite3.Cursor = archive.connection.execute(dataset.sql, wanted)
    for row in cursor:
        values = dict(row)
        yield values | {name: json.loads(values[name]) for name in lists}


def told_by(archive: Archive, edition: str) -> list[str]:
    """Return the articles that issues of an edition told."""
    sql = (
        "SELECT DISTINCT value FROM issue_entries JOIN issues ON issues.id = issue_entries.issue,"
        " json_each(issue_entries.reports) WHERE edition = ? ORDER BY value"
    )
    return [row[0] for row in archive.rows(sql, (edition,))]

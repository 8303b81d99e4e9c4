"""What tagging the same texts again has changed, kept as it goes, so that the report survives a kill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citydesk.archive.connection import Archive
from nlp.story import Tag, TagKind

THERE = "there"  # of a tag without a role


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """A tag of an article that is another one since the article was tagged again."""

    article: str  # id
    kind: TagKind
    value: str
    before: str | None  # a role, or `there`; None: the article didn't have it
    after: str | None


def is_under_way(archive: Archive) -> bool:
    """Tell whether articles are being tagged again, by this run or by one that was stopped."""
    return archive.value("SELECT 1 FROM retaggings WHERE NOT is_done") is not None


def begin_retagging(archive: Archive, rules: str) -> None:
    """Begin to tell changes, unless that is under way; those told before are forgotten. Inside `write`."""
    if is_under_way(archive):
        archive.run("UPDATE retaggings SET rules = ? WHERE NOT is_done", (rules,))
        return
    archive.run("DELETE FROM tag_changes")
    archive.run("INSERT INTO retaggings (rules, articles, is_done) VALUES (?, 0, 0)", (rules,))


def save_changes(
    archive: Archive, before: Mapping[str, Sequence[Tag]], after: Mapping[str, Sequence[Tag]]
) -> None:  # fmt: skip
    """Keep how the tags of articles differ. What goes back to where it was is no change. Inside `write`."""
    rows = []
    for article in sorted(before):
        was, is_now = _states(before[article]), _states(after[article])
        changed = sorted(what for what in was.keys() | is_now.keys() if was.get(what) != is_now.get(what))
        rows += [(article, *what, was.get(what), is_now.get(what)) for what in changed]
    archive.many(
        "INSERT INTO tag_changes VALUES (?,?,?,?,?) ON CONFLICT (article, kind, value)"
        " DO UPDATE SET after = excluded.after",
        rows,
    )
    archive.run("DELETE FROM tag_changes WHERE before IS after")
    archive.run("UPDATE retaggings SET articles = articles + ? WHERE NOT is_done", (len(before),))


def end_retagging(archive: Archive) -> tuple[int, tuple[TagChange, ...]]:
    """End it; return how many articles were tagged again and what changed, in order of kind. Inside `write`."""
    tagged: int = archive.value("SELECT articles FROM retaggings WHERE NOT is_done")
    archive.run("UPDATE retaggings SET is_done = 1 WHERE NOT is_done")
    rows = archive.rows("SELECT * FROM tag_changes ORDER BY kind, value, article")
    return tagged, tuple(TagChange(**dict(row)) for row in rows)


def _states(tags: Sequence[Tag]) -> dict[tuple[str, str], str]:
    return {(tag.kind, tag.value): tag.role or THERE for tag in tags}

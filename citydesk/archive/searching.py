"""What is asked (asked.py) → the articles that hold it, by FTS5 and bm25. Every word is quoted: no input is syntax."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from citydesk.archive.asked import All, Any, Asked, Filter, Not, Words, parts_of
from citydesk.archive.connection import Archive, packed
from nlp.shingles import fold

MOST_RANKED = 1_000  # texts that hold what is asked: bm25 takes 4 ms for them
WEIGHTS = "4.0, 1.0, 2.0, 0.5"  # of title, text, title_stems, text_stems in bm25
_FOUND = (
    "SELECT {number} AS number, {score} AS score, articles.id, v.title, v.text, articles.url,"
    " sources.name AS source_name, v.language, v.published, articles.first_seen, story_members.story"
    " FROM {rows} JOIN version_numbers AS n ON n.number = {number}"
    " JOIN versions AS v ON v.article = n.article AND v.number = n.version"
    " JOIN articles ON articles.id = n.article JOIN sources ON sources.key = articles.source"
    " LEFT JOIN story_members ON story_members.article = n.article"
)
_CURRENT = "v.is_current"
_THEN = (  # the version known on a day: the last one that had been seen by then
    "v.seen_first < {day} AND NOT EXISTS (SELECT 1 FROM versions AS later WHERE later.article = v.article"
    " AND later.seen_first < {day} AND (later.seen_first, later.number) > (v.seen_first, v.number))"
)
_OF_VERSION = (
    "EXISTS (SELECT 1 FROM version_numbers AS n JOIN versions AS v ON v.article = n.article AND v.number = n.version"
    " JOIN articles AS a ON a.id = n.article WHERE n.number = {row} AND {holds})"
)
_WHEN = "coalesce(v.published, a.first_seen)"
_TAGGED = (
    "EXISTS (SELECT 1 FROM tags AS t WHERE t.article = n.article AND t.kind = {kind} AND t.value {among}"
    " AND coalesce(t.role, '') <> 'mention')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What a word is searched by: folded words, and stems."""

    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Given:
    """The parameters of a statement, as they are named in it."""

    values: list[object] = field(default_factory=list)

    def name(self, value: object) -> str:
        self.values.append(value)
        return f"?{len(self.values)}"


FormsOf = Callable[[str], Forms]


def find(archive: Archive, asked: All, forms: FormsOf, limit: int, as_of: str | None = None) -> list[sqlite3.Row]:
    """Return the versions that hold what is asked, best first: number, score (higher is better), article, source.

    Of texts that hold the words alike the newer one comes first; without words, the newest. To rank all takes as long
    as there are texts: where `MOST_RANKED` or more hold the words, the newest of them are ranked by all they say, the
    newest that hold them in the title by it, and the better of both counts. `as_of` is a stamp: only what the archive
    knew before it. At most `limit`.
    """
    given = _Given()
    texts = [one for one in asked.parts if _is_text(one)]
    rest = [one for one in asked.parts if not _is_text(one)]
    match = _match(All(parts=tuple(texts)), forms) if texts else ""
    if not match:
        return _newest(archive, rest, forms, limit, as_of, given)
    held = [_condition(one, forms, "article_words.rowid", given) for one in rest]
    if as_of:
        held.append(_OF_VERSION.format(row="article_words.rowid", holds=_THEN.format(day=given.name(as_of))))
    scores = dict(_newest_ranked(archive, match, held, given))
    if len(scores) == MOST_RANKED:
        in_title = _match(_in_title(All(parts=tuple(texts))), forms)
        for number, score in _newest_ranked(archive, in_title, held, given):
            scores[number] = max(score, scores.get(number, score))
    best = sorted(scores.items(), key=lambda pair: -pair[1])[: 2 * limit + 20]  # not all are current versions
    hits = "(SELECT value ->> 0 AS number, value ->> 1 AS score FROM json_each(?)) AS hits"
    sql = _FOUND.format(number="hits.number", score="hits.score", rows=hits)
    sql += f" WHERE {'1' if as_of else _CURRENT} ORDER BY hits.score DESC, v.published DESC, articles.id LIMIT ?"
    return archive.rows(sql, (packed(best), limit))


def _newest_ranked(archive: Archive, match: str, held: Sequence[str], given: _Given) -> list[tuple[int, float]]:
    """Return the newest texts that hold what is asked, up to `MOST_RANKED`, with how well they do."""
    where = " AND ".join((f"article_words MATCH ?{len(given.values) + 1}", *held))
    sql = f"SELECT rowid, -bm25(article_words, {WEIGHTS}) FROM article_words WHERE {where} ORDER BY rowid DESC"
    return [tuple(row) for row in archive.rows(f"{sql} LIMIT {MOST_RANKED}", (*given.values, match))]


def _in_title(asked: Asked) -> Asked:
    """Return words asked for anywhere as asked for in titles."""
    if isinstance(asked, Words):
        return replace(asked, place=asked.place or "title")
    assert isinstance(asked, All | Any)
    return replace(asked, parts=tuple(_in_title(one) for one in asked.parts))


def matches_any(archive: Archive, forms: Forms) -> bool:
    """Tell whether a form of a word stands in any text."""
    sql = "SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT 1"
    return archive.value(sql, (_of_word(forms, None),)) is not None


def count_holding(archive: Archive, forms: Forms, most: int) -> int:
    """Return in how many texts a form of a word stands, counted up to `most`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT ?)"
    return int(archive.value(sql, (_of_word(forms, None), most)))


def load_versions_found(archive: Archive, numbers: Sequence[int], as_of: str | None = None) -> list[sqlite3.Row]:
    """Return those of these versions that are current, or were before a moment, as `find` does; in any order."""
    given = _Given()
    among = f"(SELECT value AS number FROM json_each({given.name(packed(list(numbers)))})) AS hits"
    then = _THEN.format(day=given.name(as_of)) if as_of else _CURRENT
    return archive.rows(_FOUND.format(number="hits.number", score="0.0", rows=among) + f" WHERE {then}", given.values)


def numbers_holding(archive: Archive, asked: All, forms: FormsOf) -> list[int]:
    """Return the numbers of all versions that hold what is asked."""
    given = _Given()
    where = [_condition(one, forms, "n0.number", given) for one in asked.parts]
    sql = f"SELECT n0.number FROM version_numbers AS n0 WHERE {' AND '.join(where or ['1'])}"
    return [int(row[0]) for row in archive.rows(sql, given.values)]


def stories_holding(archive: Archive, asked: All, forms: FormsOf, among: Sequence[str]) -> set[str]:
    """Return those of these stories that have a member whose current version holds what is asked."""
    given = _Given()
    ids = given.name(packed(list(among)))
    where = [_condition(one, forms, "held.number", given) for one in asked.parts]
    sql = (
        "SELECT DISTINCT m0.story FROM json_each(" + ids + ") AS one"
        " CROSS JOIN story_members AS m0 ON m0.story = one.value"
        " JOIN versions AS v0 ON v0.article = m0.article AND v0.is_current"
        " JOIN version_numbers AS held ON held.article = v0.article AND held.version = v0.number"
        f" WHERE {' AND '.join(where or ['1'])}"
    )
    return {row[0] for row in archive.rows(sql, given.values)}


def _newest(
    archive: Archive, asked: Sequence[Asked], forms: FormsOf, limit: int, as_of: str | None, given: _Given
) -> list[sqlite3.Row]:
    if not asked:
        return []
    where = [_THEN.format(day=given.name(as_of)) if as_of else _CURRENT]
    where += [_condition(one, forms, "version_numbers.number", given) for one in asked]
    sql = _FOUND.format(number="version_numbers.number", score="0.0", rows="version_numbers")
    sql += f" WHERE {' AND '.join(where)} ORDER BY v.published DESC, articles.id LIMIT {given.name(limit)}"
    return archive.rows(sql, given.values)


def _is_text(asked: Asked) -> bool:
    return all(isinstance(one, Words | All | Any) for one in parts_of(asked))


def _match(asked: Asked, forms: FormsOf) -> str:
    """Return the FTS5 expression of parts that are words only."""
    if isinstance(asked, Words):
        return _of_words(asked, forms)
    assert isinstance(asked, All | Any)
    word = " AND " if isinstance(asked, All) else " OR "
    parts = [_match(one, forms) for one in asked.parts]
    return "(" + word.join(parts) + ")" if parts else ""


def _of_words(asked: Words, forms: FormsOf) -> str:
    if asked.is_phrase or asked.is_prefix:
        words = " ".join(fold(word) for word in asked.words)
        columns = asked.place or "title text"
        return f'{{{columns}}} : "{words}"' + ("*" if asked.is_prefix else "")
    return "(" + " AND ".join(_of_word(forms(word), asked.place) for word in asked.words) + ")"


def _of_word(forms: Forms, place: str | None) -> str:
    told = [f"{{{place or 'title text'}}} : ({' OR '.join(_quoted(forms.words))})"] if forms.words else []
    if forms.stems:
        columns = f"{place}_stems" if place else "title_stems text_stems"
        told.append(f"{{{columns}}} : ({' OR '.join(_quoted(forms.stems))})")
    return "(" + " OR ".join(told) + ")"


def _quoted(words: Iterable[str]) -> Iterable[str]:
    return (f'"{word}"' for word in words)


def _condition(asked: Asked, forms: FormsOf, row: str, given: _Given) -> str:
    """Return the SQL that tells whether a version, `row` its number, holds what is asked."""
    if isinstance(asked, Not):
        return f"NOT {_condition(asked.part, forms, row, given)}"
    if isinstance(asked, Filter):
        return _OF_VERSION.format(row=row, holds=_of_filter(asked, given))
    if _is_text(asked):
        match = _match(asked, forms)
        # the plus keeps SQLite from asking the index once for every row
        return f"+{row} IN (SELECT rowid FROM article_words WHERE article_words MATCH {given.name(match)})"
    assert isinstance(asked, All | Any)
    word = " AND " if isinstance(asked, All) else " OR "
    return "(" + word.join(_condition(one, forms, row, given) for one in asked.parts) + ")"


def _of_filter(asked: Filter, given: _Given) -> str:
    """Return the SQL of a filter, with the version `v`, its number `n`, its article `a`."""
    if asked.name == "after":
        return f"{_WHEN} >= {given.name(asked.values[0])}"
    if asked.name == "before":
        return f"{_WHEN} < {given.name(asked.values[0])}"
    values = given.name(packed([one.lower() for one in asked.values]))
    among = f"IN (SELECT value FROM json_each({values}))"
    if asked.name == "language":
        return f"v.language {among}"
    if asked.name == "source":
        named = "(s.key = one.value OR instr(lower(s.name), one.value) > 0)"
        return f"EXISTS (SELECT 1 FROM json_each({values}) AS one, sources AS s WHERE s.key = a.source AND {named})"
    if asked.name == "story":
        return f"EXISTS (SELECT 1 FROM story_members AS m WHERE m.article = n.article AND m.story {among})"
    return _TAGGED.format(kind=given.name(asked.name), among=among)

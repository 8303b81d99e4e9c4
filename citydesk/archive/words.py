"""The words of every version: indexed as versions are stored, found by FTS5 queries, listed by their spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citydesk.archive.connection import Archive, packed
from citydesk.archive.steps import mark_all_undone
from nlp.shingles import fold
from nlp.stems import LONGEST, stems

SHORTEST = 4  # letters of a word whose spelling is kept
_BATCH = 200
_MERGED = 500  # pages of the index that are merged at once, of 4 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A version and its words as search knows them: folded, and as stems, with one blank between."""

    article: str
    version: int
    title: str
    text: str
    title_stems: str
    text_stems: str


def prepare(article: str, version: int, title: str, text: str, language: str) -> Indexed:
    """Return a version as it is indexed."""
    return Indexed(
        article=article,
        version=version,
        title=fold(title),
        text=fold(text),
        title_stems=" ".join(stems(title, language)),
        text_stems=" ".join(stems(text, language)),
    )


def index_versions(archive: Archive, versions: Sequence[Indexed]) -> None:
    """Make the words of versions searchable, one or many at once. Inside `write`."""
    first = 1 + archive.value("SELECT coalesce(max(number), 0) FROM version_numbers")
    archive.many(
        "INSERT INTO version_numbers VALUES (?,?,?)",
        [(number, one.article, one.version) for number, one in enumerate(versions, first)],
    )
    archive.many(
        "INSERT INTO article_words (rowid, title, text, title_stems, text_stems) VALUES (?,?,?,?,?)",
        [(number, one.title, one.text, one.title_stems, one.text_stems) for number, one in enumerate(versions, first)],
    )
    _keep_spellings(archive, {word for one in versions for part in (one.title, one.text) for word in part.split()})
    _keep_stems(
        archive, {stem for one in versions for part in (one.title_stems, one.text_stems) for stem in part.split()}
    )


def unindex_version(archive: Archive, article: str, version: int, title: str, text: str, language: str) -> None:
    """Take the words of a version out of search, before it is taken away itself. Inside `write`.

    The index holds no texts: it is told the words again that it has to forget (FTS5, contentless tables).
    """
    found = (article, version)
    number = archive.value("SELECT number FROM version_numbers WHERE article = ? AND version = ?", found)
    if number is not None:
        words = prepare(article, version, title, text, language)
        archive.run(
            "INSERT INTO article_words (article_words, rowid, title, text, title_stems, text_stems)"
            " VALUES ('delete',?,?,?,?,?)",
            (number, words.title, words.text, words.title_stems, words.text_stems),
        )
        archive.run("DELETE FROM meanings WHERE number = ?", (number,))
        archive.run("DELETE FROM version_numbers WHERE number = ?", (number,))
    archive.run("DELETE FROM waiting_words WHERE article = ? AND version = ?", found)


def index_waiting(archive: Archive) -> int:
    """Index the versions that wait for it, in transactions of a few; return how many."""
    done = 0
    sql = (
        "SELECT article, number, title, text, language FROM waiting_words"
        " JOIN versions USING (article) WHERE number = version ORDER BY article, version LIMIT ?"
    )
    while rows := archive.rows(sql, (_BATCH,)):
        with archive.write():
            index_versions(archive, [prepare(*row) for row in rows])
            archive.many(
                "DELETE FROM waiting_words WHERE article = ? AND version = ?",
                [(row["article"], row["number"]) for row in rows],
            )
        done += len(rows)
    return done


def tidy_words(archive: Archive) -> None:
    """Merge pieces of the index until no two of about one size are left, in short transactions. In no transaction.

    Each article is written as a piece of its own, and a word is looked up in each piece: with 15 of them, search takes
    half as long again as with one. SQLite's own merging leaves up to four of each size.
    """
    with archive.write():
        archive.run("INSERT INTO article_words (article_words, rank) VALUES ('usermerge', 2)")
    changes = 2
    while changes > 1:  # FTS5's sign that there was something to merge
        before = archive.connection.total_changes
        with archive.write():
            archive.run("INSERT INTO article_words (article_words, rank) VALUES ('merge', ?)", (_MERGED,))
        changes = archive.connection.total_changes - before


def merge_words(archive: Archive) -> None:
    """Make one piece of the many that the index was written in: a word is found in one place. In no transaction."""
    archive.run("INSERT INTO article_words (article_words) VALUES ('optimize')")


def rebuild_words(archive: Archive) -> int:
    """Make the index anew from the texts there are: after texts were taken out; return the number of versions."""
    with archive.write():
        archive.run("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        for table in ("meanings", "version_numbers", "spellings", "known_stems", "waiting_words"):
            archive.run(f"DELETE FROM {table}")
        mark_all_undone(archive, "mean")
        archive.run("INSERT INTO waiting_words SELECT article, number FROM versions")
    return index_waiting(archive)


def _keep_spellings(archive: Archive, words: Iterable[str]) -> None:
    asked = [word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
    asked.sort()  # neighbours stand on one page
    sql = (  # nearly all are known: one question for them is cheaper than two rows each that are not inserted
        "SELECT value FROM json_each(?) WHERE NOT EXISTS"
        " (SELECT 1 FROM spellings WHERE is_backwards = 0 AND letters = value)"
    )
    new = [str(row[0]) for row in archive.rows(sql, (packed(asked),))]
    archive.many("INSERT INTO spellings VALUES (0,?)", [(word,) for word in new])
    archive.many("INSERT INTO spellings VALUES (1,?)", sorted((word[::-1],) for word in new))


def _keep_stems(archive: Archive, stems: Iterable[str]) -> None:
    archive.run(
        "INSERT INTO known_stems SELECT value FROM json_each(?)"
        " WHERE NOT EXISTS (SELECT 1 FROM known_stems WHERE stem = value)",
        (packed(sorted(stems)),),
    )


def stems_there_are(archive: Archive, stems: Sequence[str]) -> list[str]:
    """Return those of some stems that stand in any text, in the order given."""
    sql = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM known_stems WHERE stem = value)"
    return [str(row[0]) for row in archive.rows(sql, (packed(list(stems)),))]


def is_spelled(archive: Archive, word: str) -> bool:
    """Tell whether a folded word stands in any text."""
    return archive.value("SELECT 1 FROM spellings WHERE is_backwards = 0 AND letters = ?", (word,)) is not None


def beginning_with(archive: Archive, letters: str, most: int, length: int = 0, within: int = LONGEST) -> list[str]:
    """Return up to `most` words of the archive that begin with these letters, as long as `length` give or take."""
    return _range(archive, 0, letters, most, length, within)


def ending_with(archive: Archive, letters: str, most: int, length: int = 0, within: int = LONGEST) -> list[str]:
    """Return up to `most` words of the archive that end with these letters, as long as `length` give or take."""
    return [word[::-1] for word in _range(archive, 1, letters[::-1], most, length, within)]


def shortest_beginning_with(archive: Archive, letters: str, most: int) -> list[str]:
    """Return up to `most` words of the archive that begin with these letters, the shortest first."""
    sql = (
        "SELECT letters FROM spellings WHERE is_backwards = 0 AND letters >= ? AND letters < ?"
        " ORDER BY length(letters), letters LIMIT ?"
    )
    return [str(row[0]) for row in archive.rows(sql, (letters, letters + "\U0010ffff", most))]


def _range(archive: Archive, is_backwards: int, letters: str, most: int, length: int, within: int) -> list[str]:
    sql = (
        "SELECT letters FROM spellings WHERE is_backwards = ? AND letters >= ? AND letters < ?"
        " AND length(letters) BETWEEN ? AND ? LIMIT ?"
    )
    limits = (length - within, length + within, most)
    return [str(row[0]) for row in archive.rows(sql, (is_backwards, letters, letters + "\U0010ffff", *limits))]

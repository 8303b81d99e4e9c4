"""An archive → what is wrong with it, each finding one line with its remedy; an archive without any is sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from citydesk.archive import Archive, integrity
from citydesk.archive.files import damages
from citydesk.archive.integrity import RESTORE, WORDS
from citydesk.archive.words import rebuild_words
from citydesk.errors import ArchiveError
from nlp.encode import head, text_key

SHOWN = 3  # examples in one finding
NORM_SLACK = 0.01  # of a length of 1: float16 keeps three digits (numpy.finfo(float16).resolution = 0.001)
ENCODE = "run `citydesk process --again`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    about: str  # file, references, rows, words, pages, issues, texts or vectors
    words: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.about}: {self.words}; {self.remedy}"


def check(path: Path, *, is_quick: bool = False) -> list[Finding]:
    """Return what is wrong with the archive at a path.

    First the file as SQLite sees it: where that is damaged nothing else is asked. Then foreign keys, rows that belong
    together, the full-text index and, unless `is_quick`, everything that has a hash or a length of its own: page
    bodies, published files, texts, vectors. SQLite's pages have no checksums: a changed letter in a column without a
    hash (a headline, a reason) is found by nothing.
    """
    if not path.is_file():
        raise ArchiveError(f"{path}: is not there; name the archive with --archive")
    if found := damages(path):
        return [Finding(about="file", words=line, remedy=RESTORE) for line in found]
    try:
        with Archive(path) as archive:
            return [*_rows(archive), *([] if is_quick else _contents(archive))]
    except ArchiveError as error:
        return [Finding(about="file", words=str(error), remedy=RESTORE)]


def repair(path: Path) -> None:
    """Index the words for search anew; what is found by meaning is made anew by the next `process`."""
    with Archive(path) as archive:
        rebuild_words(archive)


def _rows(archive: Archive) -> Iterator[Finding]:
    for words in integrity.foreign_keys(archive):
        yield Finding(about="references", words=words, remedy=RESTORE)
    for question in integrity.QUESTIONS:
        count, first = integrity.answers(archive, question, SHOWN)
        if count:
            yield Finding(about="rows", words=_listed(f"{count} {question.what}", count, first), remedy=question.remedy)
    with archive.write():
        fault = integrity.words_fault(archive)
    if fault:
        yield Finding(about="words", words=f"the full-text index is damaged ({fault})", remedy=WORDS)


def _contents(archive: Archive) -> Iterator[Finding]:
    if pages := [str(page) for page in integrity.changed_pages(archive)]:
        words = _listed(f"{len(pages)} pages are not what was received", len(pages), pages)
        yield Finding(about="pages", words=words, remedy=RESTORE)
    if issues := [*integrity.changed_publications(archive)]:
        words = _listed(f"{len(issues)} published files are not what was published", len(issues), issues)
        yield Finding(about="issues", words=words, remedy=RESTORE)
    texts, unencoded = _texts(archive)
    if texts:
        words = _listed(f"{len(texts)} versions are not the text they were", len(texts), texts)
        yield Finding(about="texts", words=words, remedy=RESTORE)
    if unencoded:
        words = _listed(f"{len(unencoded)} encoded articles have no vector", len(unencoded), unencoded)
        yield Finding(about="vectors", words=words, remedy=ENCODE)
    if vectors := [key[:12] for key, blob in integrity.vector_blobs(archive) if not _is_vector(blob)]:
        words = _listed(f"{len(vectors)} vectors are not of length 1", len(vectors), vectors)
        yield Finding(about="vectors", words=words, remedy=RESTORE)


def _texts(archive: Archive) -> tuple[list[str], list[str]]:
    """Return the versions whose text is not that of its hash, and the encoded articles without a vector."""
    changed, unencoded = [], []
    withheld = integrity.withheld_versions(archive)
    keys = integrity.vector_keys(archive)
    encoded = integrity.encoded_articles(archive)
    for row in integrity.all_versions(archive):
        if (row["article"], row["number"]) in withheld:
            continue
        folded = " ".join(f"{row['title']}\n{row['text']}".split())
        if hashlib.sha256(folded.encode()).hexdigest() != row["text_hash"]:
            changed.append(f"{row['article']} version {row['number']}")
        elif row["is_current"] and row["article"] in encoded and _key(row) not in keys:
            unencoded.append(row["article"])
    return changed, unencoded


def _key(row: Any) -> str:
    title_and_text: Any = SimpleNamespace(title=row["title"], text=row["text"])  # all of an Article that head() reads
    return text_key(head(title_and_text))


def _is_vector(blob: bytes) -> bool:
    if len(blob) % 2:
        return False
    vector = np.frombuffer(blob, np.float16).astype(np.float32)
    return bool(abs(float(np.linalg.norm(vector)) - 1) < NORM_SLACK)


def _listed(words: str, count: int, first: list[str]) -> str:
    return f"{words}: {', '.join(first[:SHOWN])}{' …' if count > SHOWN else ''}"

"""An archive and a period → the archive of a release: no more than each source's rights allow, no names of editors."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from citydesk.archive import Archive
from citydesk.archive.connection import stamp
from citydesk.archive.releasing import TABLES, Part, Row, deciders, part, put, rows_of
from citydesk.archive.revisions import canonical
from citydesk.pipeline.desk_manifest import sha256
from citydesk.pipeline.pseudonyms import Pseudonyms, names_in
from citydesk.settings import Settings
from crawler.article import Rights
from digest.issue import Period
from digest.period import span
from nlp.encode import head, text_key

EXTRACT = 300  # characters of the beginning of a text: three or four lines, as a search engine shows
WITH_NAMES = ("decisions", "edits", "tag_corrections")


def part_of(archive: Archive, settings: Settings, period: Period) -> Part:
    """Return what the release of a period is about, its days by the clock of the service."""
    first, last = span(period, settings.service.schedule.zone)
    return part(archive, period.first.isoformat(), period.last.isoformat(), str(stamp(first)), str(stamp(last)))


def fill(archive: Archive, settings: Settings, about: Part, name: str, target: Archive) -> dict[str, Rights]:
    """Copy what a release is about into an empty archive; return the rights by key of source.

    A source that is not in config any more gives metadata only: nobody has said that it may give more.
    """
    rights = {source.key: source.release for source in settings.sources}
    of_article = {row["id"]: rights.get(row["source"], "metadata") for row in rows_of(archive, "articles", about, [])}
    names = Pseudonyms(_names(archive, about), name)
    keys = sorted(_keys(archive, about, of_article))
    with target.write():
        for table in TABLES:
            for row in rows_of(archive, table, about, keys):
                put(target, table, _released(table, row, of_article, names))
                if table == "versions" and of_article[row["article"]] != "full":
                    put(target, "withheld", _withheld(row, of_article[row["article"]]))
    return {row["key"]: rights.get(row["key"], "metadata") for row in rows_of(archive, "sources", about, [])}


def excerpt(text: str) -> str:
    """Return the beginning of a text, whole words, at most EXTRACT characters."""
    beginning = text[: EXTRACT + 1]
    if len(text) <= EXTRACT:
        return text
    return beginning.rsplit(None, 1)[0][:EXTRACT].rstrip() + " …"


def _released(table: str, row: Row, rights: Mapping[str, Rights], names: Pseudonyms) -> Row:
    """Return a row as it may go."""
    if table == "versions":
        return row | {"page": None, "text": _text(row["text"], rights[row["article"]])}
    if table == "fetches":
        return row | {"page": None}
    if table == "tags":
        evidence = "[]" if rights[row["article"]] == "metadata" else row["evidence"]
        return row | {"reason": names.line(row["reason"]), "evidence": evidence}
    if table == "article_media" and rights[row["article"]] == "metadata":
        return row | {"text": ""}
    if table in ("pairs", "story_members"):
        return row | {"evidence": names.listed(row["evidence"])}
    if table == "issue_entries":
        return row | {"reasons": names.listed(row["reasons"])}
    if table == "revisions":
        return _revision(names.row(row), names)
    return names.row(row) if table in WITH_NAMES else row


def _text(text: str, rights: Rights) -> str:
    return {"full": text, "extract": excerpt(text), "metadata": ""}[rights]


def _withheld(row: Row, rights: Rights) -> Row:
    return {"article": row["article"], "version": row["number"], "rights": rights, "characters": len(row["text"])}


def _revision(row: Row, names: Pseudonyms) -> Row:
    """Return a revision whose basis names nobody; its manifest says so, and has the hash of that basis."""
    basis = names.basis(zlib.decompress(row["basis"]))
    manifest = json.loads(row["manifest"])
    manifest["published_basis"] = manifest["basis"]
    manifest["basis"] = {"sha256": sha256(basis), "bytes": len(basis)}
    return row | {"basis": zlib.compress(basis, 9), "manifest": canonical(manifest)}


def _names(archive: Archive, about: Part) -> set[str]:
    """Return every editor that the rows of a release name."""
    found: set[str] = set()
    for table in (*WITH_NAMES, "revisions"):
        for row in rows_of(archive, table, about, []):
            found |= {row[key] for key in ("editor", "undone_by", "published_by") if row.get(key)}
            found |= names_in(zlib.decompress(row["basis"])) if "basis" in row else set()
    return found | deciders(archive)  # a tag or pair may name one whose decision stays home


def _keys(archive: Archive, about: Part, rights: Mapping[str, Rights]) -> Iterator[str]:
    """Yield the keys of the vectors that may go: of texts of which something is there."""
    for row in rows_of(archive, "versions", about, []):
        if rights[row["article"]] != "metadata":
            title_and_text: Any = SimpleNamespace(title=row["title"], text=row["text"])  # all that head() reads
            yield text_key(head(title_and_text))

"""New articles → verdicts on the pairs they form with what lies within their time window, whatever else there is.

What a comparison needs is kept in the archive (`fingerprints`); texts are read only where it isn't.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from citydesk.archive import Archive, articles, fingerprints
from citydesk.pipeline.remembering import Remembering
from crawler.article import Article
from nlp.candidates import Sketches, near, sketches
from nlp.encode import Encoder, Vectors, head
from nlp.features import WINDOW_DAYS
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.geometry import Geometry
from nlp.group import Judge, Key, compare
from nlp.similar import RULES, Verdict

BLOCK = 2048  # known articles compared at a time: what bounds the memory
WINDOW = timedelta(days=WINDOW_DAYS)


@dataclass(slots=True, kw_only=True)
class Prints:
    """Fingerprints as the archive keeps them; what had to be worked out waits here for `save`."""

    archive: Archive
    encoder: Encoder
    geometry: Geometry
    fresh: list[tuple[Fingerprint, Vectors]] = field(default_factory=list)

    @property
    def rules(self) -> str:
        """Name what a fingerprint follows from, beside the article."""
        return f"{RULES} {self.encoder.model_id}"

    def of(self, found: Sequence[Article]) -> list[Fingerprint]:
        """Return the fingerprints of articles, in their order."""
        kept = self.kept(article.id for article in found)
        missing = [one for one in found if one.id not in kept or kept[one.id].text_hash != one.text_hash]
        if missing:
            vectors = Remembering(self.archive, self.encoder).encode([head(article) for article in missing])
            centred = self.geometry.centre(vectors, [article.language for article in missing])
            for article, raw, vector in zip(missing, vectors, centred, strict=True):
                kept[article.id] = fingerprint(article, vector)
                self.fresh.append((kept[article.id], raw))
        return [kept[article.id] for article in found]

    def kept(self, ids: Iterable[str]) -> dict[str, Fingerprint]:
        """Return the fingerprints that the archive has of articles."""
        return fingerprints.load_fingerprints(self.archive, ids, self.rules, self.geometry.centre)

    def save(self) -> None:
        """Keep what was worked out. Inside `write`."""
        fingerprints.save_fingerprints(self.archive, self.fresh, self.rules)
        self.fresh.clear()


def compare_within_window(
    prints: Prints, new: Sequence[Article], later: Collection[str], judge: Judge
) -> Iterator[tuple[Key, Verdict]]:
    """Yield the verdicts on all candidate pairs of new articles, among themselves and with known ones.

    `later` are ids of articles that will be new in their turn; the pairs with them wait until then.
    """
    mine = prints.of(new)
    yield from compare(mine, (), judge)
    left_out = {one.article for one in mine} | set(later)
    around = [id for id in _around(prints.archive, mine) if id not in left_out]
    searched = sketches(mine)
    for start in range(0, len(around), BLOCK):
        block = around[start : start + BLOCK]
        for known in _sketches(prints, block):
            yield from _judged(prints, mine, known, np.argwhere(near(searched, known)).tolist(), judge)


def _sketches(prints: Prints, ids: Sequence[str]) -> Iterator[Sketches]:
    """Yield the sketches of articles: those kept, and those worked out."""
    kept = fingerprints.load_sketches(prints.archive, ids, prints.rules, prints.geometry.centre)
    if kept:
        yield kept
    missing = sorted(set(ids) - set(kept.articles if kept else ()))
    if found := articles.load_articles(prints.archive, missing):
        yield sketches(prints.of(found))


def _judged(
    prints: Prints, mine: Sequence[Fingerprint], known: Sketches, pairs: list[list[int]], judge: Judge
) -> Iterator[tuple[Key, Verdict]]:
    worked_out = {one.article: one for one, _ in prints.fresh}
    ids = {known.articles[column] for _, column in pairs}
    theirs = worked_out | prints.kept(ids - worked_out.keys())
    for row, column in pairs:
        left, right = sorted((mine[row], theirs[known.articles[column]]), key=lambda one: one.article)
        yield (left.article, right.article), judge(left, right)


def _around(archive: Archive, new: Sequence[Fingerprint]) -> list[str]:
    """Return the ids of all articles that may lie within the window of a new one, and few others."""
    dated = [one.when for one in new if one.is_dated]
    undated = [one.first_seen for one in new if not one.is_dated]
    return fingerprints.ids_within(
        archive,
        published=_spans([*dated, *undated]),
        undated=_spans([*dated, *(one.first_seen for one in new)]),
        seen=_spans(undated),
    )


def _spans(moments: Iterable[datetime]) -> list[tuple[datetime, datetime]]:
    """Return the windows around moments, those that overlap as one: a late old article leaves the years between out."""
    found: list[tuple[datetime, datetime]] = []
    for moment in sorted(set(moments)):
        first, last = moment - WINDOW, moment + WINDOW
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found

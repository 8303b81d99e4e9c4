"""An article → earlier articles anywhere in the archive that look like it: published again, or told again after months.

They are never one story, since they lie further apart than the window; the verdict says what they would be otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from citydesk.archive import articles, stories
from citydesk.archive.vectors import load_vectors
from citydesk.pipeline.window import WINDOW, Prints
from crawler.article import Article
from nlp.encode import head, text_key
from nlp.fingerprint import Fingerprint
from nlp.group import Judge
from nlp.similar import Verdict
from nlp.twins import TwinIndex

ASKED = 50  # neighbours asked of the index: most are not old enough, or not the same


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTwin:
    """An earlier article and the verdict on both, had they come out on one day."""

    article: str  # id
    story: str  # id
    earlier_by: timedelta
    verdict: Verdict


def index_stories(prints: Prints) -> TwinIndex:
    """Build the index of all stories by the vectors of their representatives, centred; those with a vector."""
    archive = prints.archive
    keys: list[str] = []
    blocks: list[np.ndarray[tuple[int, int], np.dtype[np.float32]]] = []
    for ids in stories.representatives(archive, 4096):
        found = articles.load_articles(archive, ids)
        kept = load_vectors(archive, [text_key(head(one)) for one in found], prints.encoder.model_id)
        known = [one for one in found if text_key(head(one)) in kept]
        if known:
            raw = np.stack([kept[text_key(head(one))] for one in known])
            blocks.append(prints.geometry.centre(raw, [one.language for one in known]))
            keys += [one.id for one in known]
    return TwinIndex.build(np.concatenate(blocks) if blocks else np.zeros((0, 0), np.float32), keys)


def old_twins(prints: Prints, index: TwinIndex, article: str, judge: Judge, count: int = 10) -> list[OldTwin]:
    """Return up to `count` representatives published before the window of an article that read like it, best first."""
    (asked,) = articles.load_articles(prints.archive, [article])
    (own,) = prints.of([asked])
    near = [key for key, _ in index.near(own.vector, ASKED) if key != article]
    older = [one for one in articles.load_articles(prints.archive, near) if own.when - one.when > WINDOW]
    homes = stories.homes(prints.archive, [one.id for one in older])
    found = [_twin(own, one, other, homes, judge) for one, other in zip(older, prints.of(older), strict=True)]
    same = [twin for twin in found if twin.verdict.is_same]
    return sorted(same, key=lambda twin: (-twin.verdict.probability, twin.earlier_by, twin.article))[:count]


def _twin(own: Fingerprint, old: Article, other: Fingerprint, homes: dict[str, str], judge: Judge) -> OldTwin:
    same_day = replace(other, when=own.when)
    return OldTwin(
        article=old.id, story=homes[old.id], earlier_by=own.when - old.when, verdict=judge(*_in_order(own, same_day))
    )


def _in_order(left: Fingerprint, right: Fingerprint) -> Sequence[Fingerprint]:
    return sorted((left, right), key=lambda one: one.article)

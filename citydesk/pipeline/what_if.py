"""Articles → the stories they would make under other rules; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from citydesk.archive import Archive, crawling
from citydesk.archive.vectors import load_vectors
from citydesk.pipeline.measures import measures
from crawler.article import Article, Owner
from nlp.encode import Encoder, Vectors, head, text_key
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.group import Judge, compare, group
from nlp.similar import SAME, Verdict, verdict
from nlp.story import Story
from nlp.tell import representative, tell


def group_as(archive: Archive, encoder: Encoder, found: Sequence[Article], threshold: float = SAME) -> list[Story]:
    """Return the stories of these articles alone, in order of their first article.

    `threshold`: from which probability two articles tell the same, 0 to 1; the shipped one is nlp.similar.SAME. What
    is never one story (a veto) stays apart. Editors' decisions don't count.
    """
    unique = {article.id: article for article in found}
    geometry, model = measures(archive, encoder)
    vectors = _vectors(archive, encoder, list(unique.values()))
    centred = geometry.centre(vectors, [one.language for one in unique.values()])
    prints = {one.id: fingerprint(one, vector) for one, vector in zip(unique.values(), centred, strict=True)}

    def judge(left: Fingerprint, right: Fingerprint) -> Verdict:
        return _at(verdict(left, right, model), threshold)

    told = group(prints.values(), dict(compare(list(prints.values()), (), judge)), judge)
    owners: dict[str, Owner] = {key: source.owner for key, source in crawling.load_sources(archive).items()}
    return [_story([unique[id] for id in ids], owners, prints, judge) for ids in told.groups]


def _at(said: Verdict, threshold: float) -> Verdict:
    if said.is_vetoed or said.is_same == (said.probability >= threshold):
        return said
    return replace(said, relation=None if said.is_same else "report")


def _story(members: list[Article], owners: dict[str, Owner], prints: dict[str, Fingerprint], judge: Judge) -> Story:
    best = representative(members, owners)
    return tell(members, owners, {one.id: judge(prints[best.id], prints[one.id]) for one in members if one is not best})


def _vectors(archive: Archive, encoder: Encoder, found: Sequence[Article]) -> Vectors:
    """Return the vectors the archive has; the model is loaded only where one is missing."""
    texts = {text_key(head(one)): head(one) for one in found}
    known = load_vectors(archive, list(texts), encoder.model_id)
    missing = [key for key in texts if key not in known]
    if missing:
        known |= dict(zip(missing, encoder.encode([texts[key] for key in missing]), strict=True))
    return np.stack([known[text_key(head(one))] for one in found])

"""How well articles are grouped into stories: translations of one release together, others apart."""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from nlp.encode import Encoder, SentenceEncoder, head
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.frozen import load_geometry, load_model
from nlp.group import Groups, compare, group
from nlp.similar import verdict
from tests.evaluation.corpora import Labelled, duplicates, is_for_fitting
from tests.evaluation.partitions import b_cubed, language_pairs, pair_scores

SETS = ("nsb_month", "nsb_quads", "ntrex_docs")


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each set, and of the half of it that nothing was fitted on."""
    encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
    for name in SETS if set_name is None else (set_name,):
        labelled = duplicates(data, name)
        start = time.perf_counter()
        groups = stories(labelled, encoder)
        yield {"set": name, **_figures(labelled, groups), "seconds": round(time.perf_counter() - start, 1)}
        unseen = [one for one in labelled if not is_for_fitting(one.gold)]
        yield {"set": f"{name}/unfitted", **_figures(unseen, groups)}


def stories(labelled: list[Labelled], encoder: Encoder) -> Groups:
    """Group articles with the shipped pipeline and settings."""
    prints = fingerprints(labelled, encoder)
    judge = functools.partial(verdict, model=load_model())
    edges = dict(compare(prints, (), judge))
    return group(prints, edges, judge)


def fingerprints(labelled: list[Labelled], encoder: Encoder) -> list[Fingerprint]:
    """Return the fingerprints of articles, with the shipped geometry."""
    geometry = load_geometry(encoder.model_id)
    assert geometry is not None
    vectors = encoder.encode([head(one.article) for one in labelled])
    centred = geometry.centre(vectors, [one.article.language for one in labelled])
    return [fingerprint(one.article, vector) for one, vector in zip(labelled, centred, strict=True)]


def _figures(labelled: list[Labelled], groups: Groups) -> dict[str, object]:
    story_of = {article: members[0] for members in groups.groups for article in members}
    found = [story_of[one.article.id] for one in labelled]
    gold = [one.gold for one in labelled]
    by_pair = language_pairs(found, gold, [one.article.language for one in labelled])
    worst = min(by_pair, key=by_pair.__getitem__)
    figures = dict(zip(("precision", "recall", "f1"), pair_scores(found, gold), strict=True))
    figures |= dict(zip(("b3_precision", "b3_recall", "b3_f1"), b_cubed(found, gold), strict=True))
    return {
        "articles": len(labelled),
        **{name: round(value, 4) for name, value in figures.items()},
        "largest": max(Counter(found).values()),
        "worst_pair": round(by_pair[worst], 4),
        "worst_pair_languages": worst,
    }

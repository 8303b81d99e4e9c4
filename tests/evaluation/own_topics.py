"""Our own topics on our own hand-labelled articles: F1, its calibration, and what the labelled half teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from citydesk.settings import load_settings, packaged_config
from nlp.encode import Encoder, Vectors, head
from nlp.few_shot import Example, adjusted
from nlp.geometry import Geometry
from nlp.tag import Tagger, build_tagger, tag
from tests.evaluation.taxonomies import Sample, labelled

CONFIG = packaged_config()
BINS = 10  # of probability, for the error of calibration


def figures(encoder: Encoder, geometry: Geometry) -> Iterator[dict[str, object]]:
    """Yield the figures of all articles, of the half that was fitted on and of the other, and of each language."""
    samples = labelled()
    vectors = embedded(samples, encoder, geometry)
    tagger = own_tagger(encoder, geometry)
    told = [topics_of(one, vector, tagger) for one, vector in zip(samples, vectors, strict=True)]
    learned = [found for found, _ in _learned(samples, vectors, tagger)]
    chances = np.array([tagger.classifier.probabilities(scores_of(vectors, samples, tagger))])[0]
    for name, chosen in _parts(samples):
        rows = [index for index, is_in in enumerate(chosen) if is_in]
        gold = [samples[index].gold for index in rows]
        yield {
            "set": name,
            "items": len(rows),
            "macro_f1": macro_f1([told[index] for index in rows], gold),
            "macro_f1_all_labels": macro_f1([told[index] for index in rows], gold, is_strict=True),
            "zero_shot": _accuracy([told[index] for index in rows], gold),
            "few_shot": _accuracy([learned[index] for index in rows], gold),
            "few_shot_macro_f1": macro_f1([learned[index] for index in rows], gold),
            "calibration_error": calibration_error(chances[rows], gold, tagger.classifier.ids),
            "worst": _worst([samples[i] for i in rows], [told[i] for i in rows]),
        }


def own_tagger(encoder: Encoder, geometry: Geometry) -> Tagger:
    """Build the tagger as it is shipped."""
    return build_tagger(load_settings(CONFIG).vocabulary, (), encoder, geometry)


def embedded(samples: Sequence[Sample], encoder: Encoder, geometry: Geometry) -> Vectors:
    """Return centred vectors, shape (samples, dimensions)."""
    vectors = encoder.encode([head(one.article) for one in samples])
    return geometry.centre(vectors, [one.article.language for one in samples])


def topics_of(sample: Sample, vector: Vectors, tagger: Tagger) -> tuple[str, ...]:
    """Return the topics that tagging gives an article, best first."""
    return tuple(found.value for found in tag(sample.article, vector, tagger) if found.kind == "topic")


def scores_of(vectors: Vectors, samples: Sequence[Sample], tagger: Tagger) -> Vectors:
    """Return the scores of all topics, shape (samples, topics)."""
    return tagger.classifier.scores(vectors, [one.article.language for one in samples])


def macro_f1(told: Sequence[Sequence[str]], gold: Sequence[Sequence[str]], *, is_strict: bool = False) -> float:
    """Return the mean F1 of the topics that stand in the gold.

    Labels are acceptable topics, the best first: a topic that is told is right if it is acceptable, and only the best
    one is missed where it is not told; with `is_strict` every acceptable one is.
    """
    scores = []
    for topic in sorted({topic for topics in gold for topic in topics}):
        pairs = list(zip(told, gold, strict=True))
        right = sum(topic in found and topic in topics for found, topics in pairs)
        wrong = sum(topic in found and topic not in topics for found, topics in pairs)
        missed = sum(topic not in found and topic in (topics if is_strict else topics[:1]) for found, topics in pairs)
        if right or wrong or missed:
            scores.append(2 * right / (2 * right + wrong + missed))
    return round(float(np.mean(scores)), 4)


def calibration_error(chances: Vectors, gold: Sequence[Sequence[str]], ids: Sequence[str]) -> float:
    """Return the mean distance between how probable a topic was said to be and how often it was right, weighted."""
    return round(sum(abs(said - was) * share for said, was, share in reliability(chances, gold, ids)), 4)


def reliability(
    chances: Vectors, gold: Sequence[Sequence[str]], ids: Sequence[str]
) -> list[tuple[float, float, float]]:
    """Return by bin of probability: mean probability, how often the topic was acceptable, share of all."""
    is_right = np.array([[topic in topics for topic in ids] for topics in gold]).ravel()
    said = chances.ravel()
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        (float(said[bins == one].mean()), float(is_right[bins == one].mean()), float((bins == one).mean()))
        for one in range(BINS)
        if (bins == one).any()
    ]


def _learned(samples: Sequence[Sample], vectors: Vectors, tagger: Tagger) -> Iterator[tuple[tuple[str, ...], Tagger]]:
    """Yield the topics of each article by a tagger that has learned from the other half."""
    ids = frozenset(tagger.classifier.ids)
    by_half = {}
    for half in (True, False):
        examples = [
            Example(vector=vector, language=one.article.language, yes=frozenset(one.gold), no=ids)
            for one, vector in zip(samples, vectors, strict=True)
            if one.is_for_fitting != half
        ]
        by_half[half] = replace(tagger, classifier=adjusted(tagger.classifier, examples))
    for one, vector in zip(samples, vectors, strict=True):
        yield topics_of(one, vector, by_half[one.is_for_fitting]), by_half[one.is_for_fitting]


def _parts(samples: Sequence[Sample]) -> Iterator[tuple[str, list[bool]]]:
    yield "own", [True] * len(samples)
    yield "own/fitted", [one.is_for_fitting for one in samples]
    yield "own/unfitted", [not one.is_for_fitting for one in samples]
    for language in sorted({one.article.language for one in samples}):
        yield f"own/{language}", [one.article.language == language for one in samples]


def _accuracy(told: Sequence[Sequence[str]], gold: Sequence[Sequence[str]]) -> float:
    """Return how often the best topic is acceptable; of an article without any, that none is told."""
    right = [found[0] in topics if found else not topics for found, topics in zip(told, gold, strict=True)]
    return round(float(np.mean(right)), 4)


def _worst(samples: Sequence[Sample], told: Sequence[Sequence[str]]) -> float:
    by_language: dict[str, list[int]] = {}
    for index, one in enumerate(samples):
        by_language.setdefault(one.article.language, []).append(index)
    return min(_accuracy([told[i] for i in rows], [samples[i].gold for i in rows]) for rows in by_language.values())

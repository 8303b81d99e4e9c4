"""How well topics are told: from wordings alone and with a few labelled examples, by our taxonomy and two others."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from citydesk.engine import model_cache
from nlp.encode import DEFAULT_MODEL, SentenceEncoder, Vectors, head
from nlp.few_shot import Example, adjusted
from nlp.frozen import load_geometry
from nlp.topics import TopicClassifier, build_classifier, with_background
from tests.evaluation import own_topics
from tests.evaluation.taxonomies import Sample, releases, sib, taxonomy

SETS = ("sib200", "nsb", "own")
BACKGROUND = 100  # unlabelled sentences a language
EXAMPLES_SIB = 8  # English sentences a topic
EXAMPLES_NSB = 20  # releases a topic, each in one of its languages
Embed = Callable[[Sequence[str], Sequence[str]], Vectors]


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the accuracy of each set: the best topic is an acceptable one; `worst` is that of a language, zero-shot.

    For our own topics F1, too, which takes every topic that is told, for each half of the labelled articles.
    """
    encoder = SentenceEncoder(DEFAULT_MODEL, model_cache())
    geometry = load_geometry(encoder.model_id)
    assert geometry is not None

    def embed(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        return geometry.centre(encoder.encode(texts), languages)

    for name in SETS if set_name is None else (set_name,):
        if name == "sib200":
            yield {"set": name, **_sib(data, embed)}
        elif name == "nsb":
            yield {"set": name, **_nsb(data, embed)}
        else:
            yield from own_topics.figures(encoder, geometry)


def _sib(data: Path, embed: Embed) -> dict[str, object]:
    """Measure on sentences that are not there to train on; examples are English ones of those that are."""
    train, test = sib(data, is_train=True), sib(data, is_train=False)
    unlabelled = [one for found in _by_language(train).values() for one in _drawn(found, BACKGROUND)]
    classifier = build_classifier(taxonomy("sib200"), embed)
    classifier = with_background(classifier, _embedded(unlabelled, embed), _languages(unlabelled))
    english = [one for one in train if one.article.language == "en"]
    examples = _few(english, classifier.ids, EXAMPLES_SIB, embed)
    vectors = _embedded(test, embed)
    return _figures(
        test, _is_right(classifier, vectors, test), _is_right(adjusted(classifier, examples), vectors, test)
    )


def _nsb(data: Path, embed: Embed) -> dict[str, object]:
    """Measure on the quads; examples are of the other month and of the half of the quads that is not measured."""
    test, other = releases(data, "nsb_quads"), releases(data, "nsb_month")
    classifier = build_classifier(taxonomy("nsb"), embed)
    classifier = with_background(classifier, _embedded(other, embed), _languages(other))
    vectors = _embedded(test, embed)
    zero_shot = _is_right(classifier, vectors, test)
    few_shot = np.zeros(len(test), bool)
    known = {one.id for one in test}
    for half in (True, False):
        pool = [one for one in test if one.is_for_fitting != half] + [one for one in other if one.id not in known]
        learned = adjusted(classifier, _few(pool, classifier.ids, EXAMPLES_NSB, embed))
        asked = np.array([one.is_for_fitting == half for one in test])
        few_shot[asked] = _is_right(learned, vectors, test)[asked]
    return _figures(test, zero_shot, few_shot)


def _few(pool: Sequence[Sample], topics: Sequence[str], count: int, embed: Embed) -> list[Example]:
    """Return examples: at most `count` documents a topic, by chance but always the same, each in one language."""
    chosen: dict[str, Sample] = {}
    mixed = _drawn(sorted(pool, key=lambda one: (one.id, one.article.language)), len(pool))
    for topic in topics:
        having = sum(topic in one.gold for one in chosen.values())
        for one in mixed:
            if having < count and topic in one.gold and one.id not in chosen:
                chosen[one.id] = one
                having += 1
    found = list(chosen.values())
    return [
        Example(vector=vector, language=one.article.language, yes=frozenset(one.gold), no=frozenset(topics))
        for one, vector in zip(found, _embedded(found, embed), strict=True)
    ]


def _drawn(samples: Sequence[Sample], count: int) -> list[Sample]:
    return random.Random(0).sample(samples, min(count, len(samples)))


def _is_right(classifier: TopicClassifier, vectors: Vectors, samples: Sequence[Sample]) -> np.ndarray:
    best = np.argmax(classifier.scores(vectors, _languages(samples)), axis=1)
    return np.array([classifier.ids[index] in one.gold for index, one in zip(best, samples, strict=True)])


def _figures(samples: Sequence[Sample], zero_shot: np.ndarray, few_shot: np.ndarray) -> dict[str, object]:
    languages = np.array(_languages(samples))
    by_language = {code: float(zero_shot[languages == code].mean()) for code in sorted(set(languages))}
    worst = min(by_language, key=by_language.__getitem__)
    worst_few = min(float(few_shot[languages == code].mean()) for code in by_language)
    return {
        "items": len(samples),
        "zero_shot": round(float(zero_shot.mean()), 4),
        "few_shot": round(float(few_shot.mean()), 4),
        "worst": round(by_language[worst], 4),
        "worst_language": worst,
        "worst_few_shot": round(worst_few, 4),
    }


def _embedded(samples: Sequence[Sample], embed: Embed) -> Vectors:
    texts = [head(one.article) if one.article.text else one.article.title for one in samples]
    return embed(texts, _languages(samples))


def _languages(samples: Sequence[Sample]) -> list[str]:
    return [one.article.language for one in samples]


def _by_language(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for one in samples:
        found.setdefault(one.article.language, []).append(one)
    return found

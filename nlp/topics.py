"""Topics with wordings in, a classifier out; an article's centred vector in, none to three topics out.

Zero-shot: a topic is the mean of its wordings, minus the mean of all topics, so that what all city news share
counts for none (nlp.md §4.2 and §4.3). Everything is frozen when built: the same article, the same topics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.logistic import sigmoid
from nlp.story import Span, Tag
from nlp.topic_words import TopicWords, topic_words
from nlp.vocabulary import ByLanguage, Topic

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str], Sequence[str]], Vectors]  # texts, their languages → centred unit vectors

LOCAL_SHARE = 0.5  # of the local wordings together, however many there are, beside the English ones
LEAST = 0.4  # probability of a topic that is told: below it the article is left without rather than told wrong
BESIDE = 1.5  # log-odds that a second or third topic may be less probable than the best: more is a side remark
MOST_TOPICS = 3
OWN = 0.05  # without this score of its own, words and hints don't bring a topic in
MOST_WORDS = 2  # telling words that count
MOST_EVIDENCE = 6  # spans kept with a tag
BACKGROUND_PRIOR = 20  # texts that the mean of all languages weighs against that of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From a topic's score to log-odds that a text is of it: fitted by tests/evaluation/fit_topics.py."""

    intercept: float
    score: float  # the cosine, less the background
    lead: float  # how far the score is above the best other topic's; below 0 for all but one topic
    word: float  # each telling word
    hint: float  # a project that is usually of the topic


# On 100 articles of the demo and the half of the labelled articles that may be fitted on.
CALIBRATION = Calibration(intercept=-2.83, score=20.13, lead=5.61, word=0.3, hint=4.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClassifier:
    """The prototypes of topics: shape (topics, dimensions), in the order of `ids`.

    Rows are of length 1 when built; where examples moved them (nlp/few_shot.py), of a length that keeps the scores of
    all topics comparable, and `offsets` is what is added to a topic's score.
    """

    ids: tuple[str, ...]
    prototypes: Vectors
    offsets: Vectors  # shape (topics,)
    is_none: tuple[bool, ...]  # whether the topic stands for having none
    wordings: tuple[str, ...]  # every wording, and below it in the same order
    wording_vectors: Vectors  # shape (wordings, dimensions), less the mean of the topics
    wording_topics: tuple[int, ...]  # index of its topic
    words: TopicWords
    calibration: Calibration = CALIBRATION
    backgrounds: Mapping[str, Vectors] = field(default_factory=dict)  # language, or "" for all → mean vector

    def background(self, language: str) -> Vectors:
        """Return what every text of a language has in common, shape (dimensions,); zeros where that is unknown."""
        none = np.zeros(self.prototypes.shape[1], np.float32)
        return self.backgrounds.get(language, self.backgrounds.get("", none))

    def scores(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Return how near centred vectors are to each topic, less the background: shape (vectors, topics)."""
        common = {language: self.background(language) for language in set(languages)}
        apart = vectors - np.stack([common[language] for language in languages])
        return np.asarray(apart @ self.prototypes.T + self.offsets, np.float32)

    def probabilities(self, scores: Vectors, added: Vectors | float = 0.0) -> Vectors:
        """Return from scores of shape (texts, topics) how probable each topic is, 0 to 1; `added` are log-odds."""
        told = self.calibration
        logits = told.intercept + told.score * scores + told.lead * lead(scores) + added
        return np.asarray(sigmoid(logits), np.float32)

    def classify(self, vector: Vectors, article: Article, hints: Mapping[str, float] | None = None) -> tuple[Tag, ...]:
        """Return none to three topics of an article, best first, from its centred vector of shape (dimensions,).

        Words of the article and `hints` (topic → 0 to 1: a project that is usually about it) add to a topic that the
        vector sees; they never bring one in alone. A topic less near than one that stands for none is not told, nor
        is one that is improbable. The score of a tag is its probability.
        """
        own = self.scores(vector[None, :], [article.language])
        spans = self.words.evidence(article)
        chances = self.probabilities(own, self._additions(own[0], spans, hints or {}))[0]
        without = max((float(own[0][i]) for i, is_none in enumerate(self.is_none) if is_none), default=-1.0)
        order = [int(i) for i in np.argsort(-chances, kind="stable") if not self.is_none[i]]
        least = max(LEAST, _beside(float(chances[order[0]]))) if order else 1.0
        chosen = [i for i in order[:MOST_TOPICS] if chances[i] >= least]
        return tuple(
            self._tag(i, float(chances[i]), vector, spans)
            for i in chosen
            if own[0][i] > without or self.ids[i] in (hints or {})
        )

    def _additions(self, own: Vectors, spans: Mapping[str, Sequence[Span]], hints: Mapping[str, float]) -> Vectors:
        counts = [len({span.words.casefold() for span in spans.get(topic, ())}) for topic in self.ids]
        words = self.calibration.word * np.minimum(counts, MOST_WORDS)
        hinted = self.calibration.hint * np.asarray([hints.get(topic, 0.0) for topic in self.ids])
        return np.asarray((words + hinted) * (own >= OWN), np.float32)

    def _tag(self, index: int, chance: float, vector: Vectors, spans: Mapping[str, Sequence[Span]]) -> Tag:
        return Tag(
            kind="topic",
            value=self.ids[index],
            score=round(chance, 4),
            evidence=tuple(spans.get(self.ids[index], ())[:MOST_EVIDENCE]),
            reason=f"nearest wording: {self._nearest_wording(index, vector)}",
        )

    def _nearest_wording(self, topic: int, vector: Vectors) -> str:
        own = [number for number, its_topic in enumerate(self.wording_topics) if its_topic == topic]
        return self.wordings[max(own, key=lambda number: float(self.wording_vectors[number] @ vector))]


def build_classifier(
    topics: Sequence[Topic], embed: Embed, backgrounds: Mapping[str, Vectors] | None = None
) -> TopicClassifier:
    """Build the classifier of at least two topics.

    The wordings of a language weigh alike; all local ones together weigh as much as the English ones.
    """
    worded = [
        (number, language, text)
        for number, topic in enumerate(topics)
        for language, texts in _wordings(topic)
        for text in texts
    ]
    texts = tuple(text for _, _, text in worded)
    vectors = embed(texts, tuple(language for _, language, _ in worded))
    means = np.stack([_prototype(number, worded, vectors) for number in range(len(topics))])
    middle = means.mean(axis=0)
    return TopicClassifier(
        ids=tuple(topic.id for topic in topics),
        prototypes=_unit(means - middle),
        offsets=np.zeros(len(topics), np.float32),
        is_none=tuple(topic.is_none for topic in topics),
        wordings=texts,
        wording_vectors=_unit(vectors - middle),
        wording_topics=tuple(number for number, _, _ in worded),
        words=topic_words([topic for topic in topics if not topic.is_none]),
        backgrounds=backgrounds or {},
    )


def lead(scores: Vectors) -> Vectors:
    """Return how far each score is above the best of the other topics; shape (texts, at least two topics)."""
    two_best = np.sort(scores, axis=1)[:, -2:]
    return np.asarray(scores - np.where(scores == two_best[:, 1:], two_best[:, :1], two_best[:, 1:]), np.float32)


def with_background(classifier: TopicClassifier, vectors: Vectors, languages: Sequence[str]) -> TopicClassifier:
    """Return a classifier that takes for granted what a sample has in common, by language: nlp.md §4.2.

    `vectors` are centred vectors of unlabelled texts, of a kind with those to be classified, shape (texts,
    dimensions). A language's mean is drawn to that of all by 20 texts.
    """
    overall = np.asarray(vectors.mean(axis=0), np.float32)
    found = {"": overall}
    for language in sorted(set(languages)):
        own = vectors[[name == language for name in languages]]
        total = own.sum(axis=0) + BACKGROUND_PRIOR * overall
        found[language] = np.asarray(total / (len(own) + BACKGROUND_PRIOR), np.float32)
    return replace(classifier, backgrounds=found)


def _beside(best: float) -> float:
    """Return the probability that BESIDE less in log-odds is than the best one."""
    odds = best / max(1 - best, 1e-6) * math.exp(-BESIDE)
    return odds / (1 + odds)


def _wordings(topic: Topic) -> ByLanguage:
    return (("en", topic.wordings), *topic.local_wordings)


def _prototype(topic: int, worded: Sequence[tuple[int, str, str]], vectors: Vectors) -> Vectors:
    english = [index for index, (number, language, _) in enumerate(worded) if number == topic and language == "en"]
    local = [index for index, (number, language, _) in enumerate(worded) if number == topic and language != "en"]
    if not local:
        return np.asarray(vectors[english].mean(axis=0), np.float32)
    both = (1 - LOCAL_SHARE) * vectors[english].mean(axis=0) + LOCAL_SHARE * vectors[local].mean(axis=0)
    return np.asarray(both, np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float32)

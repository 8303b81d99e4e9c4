"""Topics with wordings in, a classifier out; an article's centred vector in, none to three topics out.

Zero-shot: a topic is the mean of its wordings, minus the mean of all topics, so that what all city news share
counts for none (nlp.md §4.2 and §4.3). Everything is frozen when built: the same article, the same topics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.story import Span, Tag
from nlp.topic_words import TopicWords, topic_words
from nlp.vocabulary import Topic

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str], Sequence[str]], Vectors]  # texts, their languages → centred unit vectors

# Cosines of centred vectors of multilingual-e5-small, chosen by a grid on all articles of the demo and the founding
# documents, with no half kept back: what they give there is no measure of quality.
THRESHOLD = 0.12  # below it: no topic
SLOPE = 0.04  # of the score from 0 to 1: one half at the threshold, 0.73 this much above it
BESIDE = 0.85  # of the best topic's cosine, for a second and a third one
MOST_TOPICS = 3
WORD, MOST_WORDS = 0.01, 2  # what a telling word adds, and how many count
HINT = 0.2  # what a project of the topic adds
OWN = 0.05  # without this cosine of its own, words and hints don't bring a topic in
MOST_EVIDENCE = 6  # spans kept with a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClassifier:
    """The prototypes of topics: shape (topics, dimensions), rows of length 1, in the order of `ids`."""

    ids: tuple[str, ...]
    prototypes: Vectors
    wordings: tuple[str, ...]  # every wording, and below it in the same order
    wording_vectors: Vectors  # shape (wordings, dimensions), less the mean of the topics
    wording_topics: tuple[int, ...]  # index of its topic
    words: TopicWords
    bias: Vectors  # shape (topics,): what every article has of each topic; zeros when built

    def cosines(self, vectors: Vectors) -> Vectors:
        """Return how near centred article vectors are to each topic, less the bias: shape (vectors, topics)."""
        return np.asarray(vectors @ self.prototypes.T - self.bias, np.float32)

    def classify(
        self, vector: Vectors, article: Article | None = None, hints: Mapping[str, float] | None = None
    ) -> tuple[Tag, ...]:
        """Return none to three topics of an article, best first, from its centred vector of shape (dimensions,).

        Words of the article and `hints` (topic → 0 to 1: a project that is usually about it) add to a topic that the
        vector sees; they never bring one in alone. Nothing near enough: no topic.
        """
        own = self.cosines(vector[None, :])[0]
        spans = self.words.evidence(article) if article is not None else {}
        scores = own + self._additions(own, spans, hints or {})
        chosen = [index for index in np.argsort(-scores, kind="stable")[:MOST_TOPICS] if scores[index] >= THRESHOLD]
        return tuple(
            self._tag(int(index), float(scores[index]), vector, spans)
            for index in chosen
            if scores[index] >= BESIDE * scores[chosen[0]]
        )

    def _additions(self, own: Vectors, spans: Mapping[str, Sequence[Span]], hints: Mapping[str, float]) -> Vectors:
        counts = [len({span.words.casefold() for span in spans.get(topic, ())}) for topic in self.ids]
        words = WORD * np.minimum(counts, MOST_WORDS)
        hinted = HINT * np.asarray([hints.get(topic, 0.0) for topic in self.ids])
        return np.asarray((words + hinted) * (own >= OWN), np.float32)

    def _tag(self, index: int, score: float, vector: Vectors, spans: Mapping[str, Sequence[Span]]) -> Tag:
        return Tag(
            kind="topic",
            value=self.ids[index],
            score=round(1 / (1 + math.exp((THRESHOLD - score) / SLOPE)), 4),
            evidence=tuple(spans.get(self.ids[index], ())[:MOST_EVIDENCE]),
            reason=f"nearest wording: {self._nearest_wording(index, vector)}",
        )

    def _nearest_wording(self, topic: int, vector: Vectors) -> str:
        own = [number for number, its_topic in enumerate(self.wording_topics) if its_topic == topic]
        return self.wordings[max(own, key=lambda number: float(self.wording_vectors[number] @ vector))]


def build_classifier(topics: Sequence[Topic], embed: Embed) -> TopicClassifier:
    """Build the classifier of at least two topics; every wording, English and local, weighs alike within its topic."""
    worded = [
        (number, language, text)
        for number, topic in enumerate(topics)
        for language, texts in (("en", topic.wordings), *topic.local_wordings)
        for text in texts
    ]
    texts = tuple(text for _, _, text in worded)
    vectors = embed(texts, tuple(language for _, language, _ in worded))
    owners = np.asarray([number for number, _, _ in worded])
    means = np.stack([vectors[owners == number].mean(axis=0) for number in range(len(topics))])
    middle = means.mean(axis=0)
    return TopicClassifier(
        ids=tuple(topic.id for topic in topics),
        prototypes=_unit(means - middle),
        wordings=texts,
        wording_vectors=_unit(vectors - middle),
        wording_topics=tuple(int(number) for number in owners),
        words=topic_words(topics),
        bias=np.zeros(len(topics), np.float32),
    )


def with_background(classifier: TopicClassifier, vectors: Vectors) -> TopicClassifier:
    """Return a classifier that takes the mean of a sample for granted, frozen: nlp.md §4.2, bias-corrected.

    `vectors` are centred vectors of unlabelled articles, of a kind with those to be classified, shape (articles,
    dimensions). For a taxonomy of another kind of text than city news: it moved SIB-200 from 0.64 to 0.71.
    """
    return replace(classifier, bias=np.asarray((vectors @ classifier.prototypes.T).mean(axis=0), np.float32))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float32)

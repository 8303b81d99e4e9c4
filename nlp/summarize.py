"""The articles of one story → two or three of their own sentences, each with its place in its article.

Extractive and without a model: what stands here was written by the source, and can be found there word for word.
(On WCEP a TF-IDF centroid comes within a point of supervised systems: Gholipour Ghalandari et al., ACL 2020.)
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.article import Article
from nlp.furniture import is_furniture
from nlp.sentences import split
from nlp.story import Sentence

MIN_WORDS, MAX_WORDS = 6, 45
MAX_CHARACTERS_READ, MAX_SENTENCES_READ = 20_000, 60  # of an article: the news stands at the top
MAX_PASSAGES = 240  # of a story: those of its best members come first
SAME_SENTENCE = 0.6  # Jaccard of character 5-grams
LEAD_SENTENCES = 3  # the summary begins with one of these of the best article
RELEVANCE = 0.7  # against redundancy, in maximal marginal relevance
# Weights set on Swiss federal press releases (leads as references, 50 words); the title says best what it is about.
CENTROID, POSITION, TITLE, FACTS = 0.4, 0.2, 0.6, 0.1

_WORD = re.compile(r"\w+")
_FACT = re.compile(r"\d[\d.,'’\u00a0]*")
_END = re.compile(r"[.!?…;:][)\]}\"'»”’“]*$")
_STEM = 6  # letters: the cases of one word meet, in every language

Vector = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A sentence that may be chosen. `article` and `index` are places, for order."""

    article: int
    index: int
    sentence: Sentence
    word_count: int
    vector: Vector
    shingles: frozenset[str]


def summarize(
    articles: Sequence[Article],
    representative: str,
    language: str | None,
    idf: Mapping[str, float] | None = None,
    *,
    max_sentences: int = 3,
    max_words: int = 60,
) -> tuple[Sentence, ...]:
    """Choose the sentences that tell a story, in the order of the articles and of their text.

    All come from articles of one language: `language` (the reader's) where a member has it, else the
    representative's. `idf` weighs terms by their rarity (`inverse_document_frequencies`); without it
    long words weigh more. Return () when nothing but furniture is left.
    """
    members = _in_one_language(articles, representative, language)
    passages = _whole(_distinct(_passages(members, idf, max_words)))
    if not passages:
        return ()
    title = _vector(members[0].title, idf)
    scores = _scores(passages, title)
    chosen = _choose(passages, scores, max_sentences, max_words)
    return tuple(passage.sentence for passage in sorted(chosen, key=lambda p: (p.article, p.index)))


def document_frequencies(articles: Iterable[Article]) -> Counter[str]:
    """Count for each term of `summarize` in how many articles it stands."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(set(_terms(f"{article.title} {article.text[:MAX_CHARACTERS_READ]}")))
    return counts


def inverse_document_frequencies(frequencies: Mapping[str, int], articles: int) -> dict[str, float]:
    """Return the weight of each term, ln(1 + N / (1 + n)), for `summarize`; the key "" weighs unknown terms."""
    weights = {term: math.log(1 + articles / (1 + count)) for term, count in frequencies.items()}
    return weights | {"": math.log(1 + articles)}


def _in_one_language(articles: Sequence[Article], representative: str, language: str | None) -> tuple[Article, ...]:
    """Return the members that may speak, the best first: the representative, else the one that says most."""
    first = next((article for article in articles if article.id == representative), None)
    if language is None or all(article.language != language for article in articles):
        language = first.language if first else articles[0].language if articles else None
    members = [article for article in articles if article.language == language]
    return tuple(sorted(members, key=lambda a: (a.id != representative, -len(a.text), a.id)))


def _passages(members: Sequence[Article], idf: Mapping[str, float] | None, max_words: int) -> list[_Passage]:
    found = []
    for place, article in enumerate(members):
        spans = split(article.text[:MAX_CHARACTERS_READ], article.language)[:MAX_SENTENCES_READ]
        for index, (start, end) in enumerate(spans):
            words = article.text[start:end]
            word_count = len(words.split())
            if not MIN_WORDS <= word_count <= min(MAX_WORDS, max_words) or is_furniture(words):
                continue
            if end == MAX_CHARACTERS_READ < len(article.text):
                continue  # cut in the middle
            found.append(
                _Passage(
                    article=place,
                    index=index,
                    sentence=Sentence(article=article.id, start=start, end=end, words=words),
                    word_count=word_count,
                    vector=_vector(words, idf),
                    shingles=_shingles(words),
                )
            )
    return found


def _whole(passages: list[_Passage]) -> list[_Passage]:
    """Keep what ends as a sentence ends, where there is any: names under a quotation and headings in a text do not."""
    ended = [passage for passage in passages if _END.search(passage.sentence.words)]
    return ended or passages


def _distinct(passages: Sequence[_Passage]) -> list[_Passage]:
    """Keep the first of sentences that several members share."""
    kept: list[_Passage] = []
    for passage in passages[:MAX_PASSAGES]:
        if not any(_is_same(passage.shingles, other.shingles) for other in kept):
            kept.append(passage)
    return kept


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets are so large a part of each other (Jaccard) that their sentences are one."""
    fewer, more = sorted((len(one), len(other)))
    if fewer < SAME_SENTENCE * more:
        return False
    shared = len(one & other)
    return shared > 0 and shared >= SAME_SENTENCE * (fewer + more - shared)


def _scores(passages: Sequence[_Passage], title: Vector) -> list[float]:
    centroid = _centroid(passages)
    return [
        CENTROID * _cosine(passage.vector, centroid)
        + POSITION / math.sqrt(1 + passage.index)
        + TITLE * _cosine(passage.vector, title)
        + FACTS * min(1.0, len(_FACT.findall(passage.sentence.words)) / 3)
        for passage in passages
    ]


def _choose(
    passages: Sequence[_Passage], scores: Sequence[float], max_sentences: int, max_words: int
) -> list[_Passage]:
    """Begin with the lead, then add what is relevant and not yet said, while there is room."""
    lead_length = sum(passage.article == passages[0].article for passage in passages[:LEAD_SENTENCES])
    said = [0.0] * len(passages)  # the likeness of each to what is chosen; above 1 for the chosen themselves
    left = max_words
    chosen: list[_Passage] = []
    while len(chosen) < max_sentences:
        candidates = range(len(passages) if chosen else lead_length)
        fitting = [at for at in candidates if said[at] <= 1.0 and passages[at].word_count <= left]
        if not fitting:
            break
        best = max(fitting, key=lambda at: (RELEVANCE * scores[at] - (1 - RELEVANCE) * said[at], -at))
        chosen.append(passages[best])
        left -= passages[best].word_count
        said = [
            max(so_far, min(1.0, _cosine(passage.vector, passages[best].vector)))
            for so_far, passage in zip(said, passages, strict=True)
        ]
        said[best] = 2.0
    return chosen


def _centroid(passages: Iterable[_Passage]) -> Vector:
    """Add up the vectors, each article weighing as much as any other."""
    lengths = Counter(passage.article for passage in passages)
    total: Vector = {}
    for passage in passages:
        for term, value in passage.vector.items():
            total[term] = total.get(term, 0.0) + value / lengths[passage.article]
    return _unit(total)


def _vector(words: str, idf: Mapping[str, float] | None) -> Vector:
    counts = Counter(_terms(words))
    if idf is None:
        # Short words are mostly grammar, in every language: length stands in for rarity.
        return _unit({t: (1 + math.log(n)) * (1 if t.isdigit() else len(t) / _STEM) for t, n in counts.items()})
    unknown = idf.get("", 1.0)
    return _unit({term: (1 + math.log(n)) * idf.get(term, unknown) for term, n in counts.items()})


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / norm for term, value in vector.items()}


def _terms(words: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(words.lower()) if len(word) > 2 or word.isdigit()]


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(term, 0.0) for term, value in one.items())


def _shingles(words: str) -> frozenset[str]:
    folded = " ".join(_WORD.findall(words.lower()))
    return frozenset(folded[at : at + 5] for at in range(max(1, len(folded) - 4)))

"""Topics in, their telling words by language out; a text in, where those words stand: evidence that may only add."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.article import Article
from nlp.story import Field, Span
from nlp.vocabulary import Topic

READ_WORDS = 120  # of the text; what stands later is seldom the subject
MOST_TOPICS = 2  # a word of more topics than this tells nothing
SHORTEST_WORD = 4  # letters
STEM = 0.75  # of a word, from its beginning: plural and case change the end (nlp.md §3.3)
LONGEST_ENDING = 4  # letters after the stem
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WORD},}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """Beginnings of telling words: language → beginning → the topics that it tells of."""

    by_language: Mapping[str, Mapping[str, tuple[str, ...]]]

    def evidence(self, article: Article) -> dict[str, list[Span]]:
        """Return the words of the title and of the first 120 words of the text that tell of a topic, by topic."""
        stems = self.by_language.get(article.language, {})
        found: dict[str, list[Span]] = {}
        for span in _spans(article) if stems else ():
            word = span.words.casefold()
            beginnings = {
                word[:length] for length in range(max(SHORTEST_WORD, len(word) - LONGEST_ENDING), len(word) + 1)
            }
            for topic in sorted({topic for beginning in beginnings for topic in stems.get(beginning, ())}):
                found.setdefault(topic, []).append(span)
        return found


def topic_words(topics: Sequence[Topic]) -> TopicWords:
    """Return the telling words of each language: of the wordings and labels, less what three topics share."""
    languages = {"en"} | {code for topic in topics for code, _ in (*topic.labels, *topic.local_wordings)}
    return TopicWords(by_language={language: _stems(topics, language) for language in sorted(languages)})


def _stems(topics: Sequence[Topic], language: str) -> dict[str, tuple[str, ...]]:
    own = {
        topic.id: {_stem(word) for text in _texts(topic, language) for word in _WORD.findall(text)} for topic in topics
    }
    shared = Counter(stem for stems in own.values() for stem in stems)
    return {
        stem: tuple(topic for topic, stems in own.items() if stem in stems)
        for stem in sorted(shared)
        if shared[stem] <= MOST_TOPICS
    }


def _texts(topic: Topic, language: str) -> Iterator[str]:
    yield from (label for code, label in topic.labels if code == language)
    yield from (text for code, texts in topic.local_wordings if code == language for text in texts)
    if language == "en":
        yield topic.label
        yield from topic.wordings


def _stem(word: str) -> str:
    return word.casefold()[: max(SHORTEST_WORD, math.ceil(STEM * len(word)))]


def _spans(article: Article) -> Iterator[Span]:
    fields: tuple[tuple[Field, str], ...] = (("title", article.title), ("text", article.text))
    for field, text in fields:
        for count, match in enumerate(_WORD.finditer(text)):
            if count == READ_WORDS:
                break
            yield Span(field=field, start=match.start(), end=match.end(), words=match[0])

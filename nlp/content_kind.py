"""An article in, what kind of text it is out, with the words that tell: news, opinion, event, notice, job and so on."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import ahocorasick_rs

from crawler.article import Article
from nlp.content_wordings import KINDS
from nlp.content_words import ADMISSION, BEFORE_COLON, FIRST_LINES, IN_PATH, IN_TITLE, ContentKind
from nlp.story import Field, Span, Tag
from nlp.topics import TopicClassifier, Vectors

LONGEST_NOTICE = 1200  # characters: a longer text tells something
LONGEST_EVENT = 3000  # characters: a longer text with an admission fee in it reports
LONGEST_OPENING = 40  # characters before a colon
HEAD_LINES = 3  # of the text, where `Press release` may stand
TOLD_BY_TITLE, TOLD_BY_TEXT, TOLD_BY_PATH, TOLD_BY_MEANING, NOT_TOLD = 0.9, 0.8, 0.7, 0.6, 0.5  # score of the tag
NEAR_ENOUGH = 0.15  # cosine with what texts of a kind are like, and as much above news
_STRONG: tuple[ContentKind, ...] = ("roundup", "job", "tender")  # whatever else the article is
_CLOCK_OR_DATE = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}\b|\.\s?\d{1,2}\.|\.?\s+[^\W\d_]{3,}\s+20\d\d)|\b(?:klo|Uhr|uur|heures?|horas?|ore|hores)\b"
)
_STROKE = re.compile(r"\s*(?::|\||\s[–—-]\s)")


def content_kind(article: Article) -> ContentKind:
    """Tell the kind of a text; what no rule knows is news."""
    return next((kind for kind, *_ in _told(article)), "news")


def tag_kind(article: Article, vector: Vectors | None = None, kinds: TopicClassifier | None = None) -> Tag:
    """Return the kind of a text as a tag of kind `type`, with the words or the address that tell it.

    Where no rule tells it, `kinds` (built of KINDS) is asked what a text with that centred vector reads like: most
    opinions, notices and events carry no word that says so.
    """
    for kind, score, span, reason in _told(article):
        return Tag(kind="type", value=kind, score=score, evidence=(span,) if span else (), reason=reason)
    if kinds is not None and vector is not None:
        scores = dict(zip(kinds.ids, kinds.scores(vector[None, :], [article.language])[0].tolist(), strict=True))
        best = max(scores, key=lambda kind: scores[kind])
        if scores[best] >= NEAR_ENOUGH and scores[best] - scores["news"] >= NEAR_ENOUGH:
            return Tag(kind="type", value=best, score=TOLD_BY_MEANING, reason=f"reads like: {_LIKE[best]}")
    return Tag(kind="type", value="news", score=NOT_TOLD, reason="nothing tells that it is another kind")


_LIKE = {kind.id: kind.wordings[0] for kind in KINDS}
_Told = tuple[ContentKind, float, Span | None, str]


def _told(article: Article) -> Iterator[_Told]:
    """Yield what tells the kind, in order of how much it decides."""
    in_title = dict(_find(article, "title", article.title, _words()))
    whole = f"{article.title}\n{article.text}"
    yield from ((kind, TOLD_BY_TITLE, in_title[kind], "") for kind in _STRONG if kind in in_title)
    opening = dict(_openings(article))
    if "opinion" in opening:
        yield "opinion", TOLD_BY_TITLE, opening["opinion"], ""
    is_timed = _CLOCK_OR_DATE.search(whole) is not None
    if "notice" in in_title and len(article.text) <= LONGEST_NOTICE and is_timed:
        yield "notice", TOLD_BY_TITLE, in_title["notice"], ""
    if "event" in in_title:
        yield "event", TOLD_BY_TITLE, in_title["event"], ""
    by_path = _by_path(article.url)
    if by_path and by_path[0] != "press-release":
        yield by_path[0], TOLD_BY_PATH, None, f"address: /{by_path[1]}/"
    if is_timed and len(article.text) <= LONGEST_EVENT:
        yield from (("event", TOLD_BY_TEXT, span, "") for _, span in _find(article, "text", article.text, _admission()))
    if "press-release" in opening:
        yield "press-release", TOLD_BY_TITLE, opening["press-release"], ""
    if by_path:
        yield by_path[0], TOLD_BY_PATH, None, f"address: /{by_path[1]}/"


Words = tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[ContentKind, str], ...]]


@functools.cache
def _words() -> Words:
    return _automaton(IN_TITLE)


@functools.cache
def _admission() -> Words:
    return _automaton({"event": ADMISSION})


def _automaton(by_kind: Mapping[ContentKind, tuple[str, ...]]) -> Words:
    known = tuple((kind, word) for kind, words in by_kind.items() for word in words)
    return ahocorasick_rs.AhoCorasick([_plain(word) for _, word in known]), known


def _find(article: Article, field: Field, text: str, words: Words) -> Iterator[tuple[ContentKind, Span]]:
    automaton, known = words
    plain = _plain(text)
    for index, start, end in automaton.find_matches_as_indexes(plain, overlapping=True):
        if start == 0 or not plain[start - 1].isalnum():
            yield known[index][0], Span(field=field, start=start, end=end, words=getattr(article, field)[start:end])


class _Plain(dict[int, str]):
    """Letter → the same in small, without accents: Greek capitals have none. One for one, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = found = bare if len(bare) == 1 else chr(code)
        return found


@functools.cache
def _letters() -> _Plain:
    return _Plain({ord(letter): " " for letter in "\u00a0\n\t-\u2011"} | {ord(letter): "'" for letter in "’ʼ"})


def _plain(text: str) -> str:
    return text.translate(_letters())


def _openings(article: Article) -> Iterator[tuple[ContentKind, Span]]:
    """Yield what stands before a colon or stroke of the title, or alone in one of the first lines."""
    fields: tuple[tuple[Field, bool], ...] = (("text", False), ("title", True))
    for field, is_title in fields:
        known = _opening_words(is_title=is_title)
        for start, line in _lines(getattr(article, field)):
            head = _STROKE.split(line, maxsplit=1)[0]
            kind = known.get(_plain(head).strip()) if len(head) <= LONGEST_OPENING else None
            if kind and (not is_title or len(head) < len(line)):
                yield kind, Span(field=field, start=start, end=start + len(head), words=head)


@functools.cache
def _opening_words(*, is_title: bool) -> dict[str, ContentKind]:
    by_kind = BEFORE_COLON if is_title else FIRST_LINES
    return {_plain(word): kind for kind, words in by_kind.items() for word in words}


def _lines(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for line in text.split("\n")[: 2 * HEAD_LINES]:
        yield place, line
        place += len(line) + 1


def _by_path(url: str) -> tuple[ContentKind, str] | None:
    steps = [step.casefold() for step in urlsplit(url).path.split("/")[:-1] if step]
    return next(((kind, step) for kind, words in IN_PATH.items() for step in steps if step in words), None)

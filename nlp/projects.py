"""An article in, the projects and initiatives it names out, in any of their spellings and in any script around them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from crawler.article import Article
from nlp.story import Field, Span, Tag
from nlp.vocabulary import Project

IN_TITLE, TWICE, ONCE = 1.0, 0.9, 0.7  # how much the project is the subject
MOST_EVIDENCE = 6  # spans kept with a tag
BEGINNING = 4  # characters of a spelling's first word at most, for where to look
SHORTEST_WITH_ENDING = 5  # letters: `URBACTin` is URBACT, `DIVEs` may be anything
_DASH = r"\-\u00ad\u2010-\u2015\u2212_"  # hyphen, soft hyphen, dashes, minus
_BLANK_OR_DASH = rf"(?:[\s{_DASH}]{{1,3}}|\u200b)"
_ENDING = r"(?:[’'][^\W\d_A-ZΑ-ΩА-Я]{1,4}|[^\W\d_A-ZΑ-ΩА-Я]{1,3})?"  # a case: URBACTin, URBACT'ın, URBACTu


def tag_projects(article: Article, projects: Sequence[Project]) -> tuple[Tag, ...]:
    """Tag an article with the projects it names, best score first.

    A spelling counts with its case, between characters that are neither letters nor digits. A blank in it may be any
    white space or dash, a dash any dash; a spelling of several words also counts in capitals, and one that ends in
    capitals with the short ending of a case. A longer spelling takes its words from a shorter one of another project.
    """
    found: dict[str, list[Span]] = {}
    if projects:
        spellings = _spellings(tuple(projects))
        for field, text in _fields(article):
            for key, start, end in spellings.find(text):
                found.setdefault(key, []).append(Span(field=field, start=start, end=end, words=text[start:end]))
    tags = [
        Tag(kind="project", value=key, score=_score(spans), evidence=tuple(spans[:MOST_EVIDENCE]))
        for key, spans in found.items()
    ]
    return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spellings:
    beginnings: AhoCorasick  # finds where a name may begin, ten times as fast as the pattern
    pattern: re.Pattern[str]  # of all spellings, a group each, the longest first
    owners: tuple[str, ...]  # the project of each group

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield project, start and end of each name, from left to right, none within another."""
        reached = 0
        for start in sorted({start for _, start, _ in self.beginnings.find_matches_as_indexes(text, overlapping=True)}):
            if start >= reached and (match := self.pattern.match(text, start)):
                reached = match.end()
                yield self.owners[(match.lastindex or 1) - 1], start, reached


@functools.lru_cache(maxsize=4)
def _spellings(projects: tuple[Project, ...]) -> _Spellings:
    owner: dict[str, str] = {}
    for project in projects:
        for spelling in (project.name, *project.spellings):
            owner.setdefault(" ".join(spelling.split()), project.key)
    for spelling, key in tuple(owner.items()):
        if len(re.split(rf"[\s{_DASH}]", spelling)) > 1:
            owner.setdefault(spelling.upper(), key)
    longest_first = sorted(owner, key=lambda spelling: (-len(spelling), spelling))
    alternatives = "|".join(f"({_variants(spelling)})" for spelling in longest_first)
    return _Spellings(
        beginnings=AhoCorasick(sorted({re.split(rf"[\s{_DASH}]", spelling)[0][:BEGINNING] for spelling in owner})),
        pattern=re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"),
        owners=tuple(owner[spelling] for spelling in longest_first),
    )


def _variants(spelling: str) -> str:
    """Return the pattern of a spelling with the dashes, blanks and case endings that newsrooms give it."""
    parts = re.split(rf"(\s|[{_DASH}])", spelling)
    pattern = "".join(
        _BLANK_OR_DASH if part == " " else rf"[{_DASH}]" if re.fullmatch(rf"[{_DASH}]", part) else re.escape(part)
        for part in parts
    )
    takes_ending = len(spelling) >= SHORTEST_WITH_ENDING and spelling[-2:].isalpha() and spelling[-2:].isupper()
    return pattern + (_ENDING if takes_ending else "")


def _fields(article: Article) -> tuple[tuple[Field, str], ...]:
    return ("title", article.title), ("text", article.text)


def _score(spans: Sequence[Span]) -> float:
    if any(span.field == "title" for span in spans):
        return IN_TITLE
    return TWICE if len(spans) > 1 else ONCE

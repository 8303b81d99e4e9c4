"""An article in, the projects and initiatives it names out, in any of their spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.article import Article
from nlp.story import Field, Span, Tag
from nlp.vocabulary import Project

IN_TITLE, TWICE, ONCE = 1.0, 0.9, 0.7  # how much the project is the subject
MOST_EVIDENCE = 6  # spans kept with a tag


def tag_projects(article: Article, projects: Sequence[Project]) -> tuple[Tag, ...]:
    """Tag an article with the projects it names, best score first.

    A spelling counts with its case, between characters that are neither letters nor digits; blanks in it may be
    any white space. A longer spelling takes its words from a shorter one of another project.
    """
    found: dict[str, list[Span]] = {}
    if projects:
        pattern, owner = _pattern(projects)
        for field, text in _fields(article):
            for match in pattern.finditer(text):
                span = Span(field=field, start=match.start(), end=match.end(), words=match[0])
                found.setdefault(owner[" ".join(match[0].split())], []).append(span)
    tags = [
        Tag(kind="project", value=key, score=_score(spans), evidence=tuple(spans[:MOST_EVIDENCE]))
        for key, spans in found.items()
    ]
    return tuple(sorted(tags, key=lambda tag: (-tag.score, tag.value)))


def _pattern(projects: Sequence[Project]) -> tuple[re.Pattern[str], dict[str, str]]:
    owner: dict[str, str] = {}
    for project in projects:
        for spelling in (project.name, *project.spellings):
            owner.setdefault(" ".join(spelling.split()), project.key)
    longest_first = sorted(owner, key=lambda spelling: (-len(spelling), spelling))
    alternatives = "|".join(r"\s+".join(map(re.escape, spelling.split())) for spelling in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), owner


def _fields(article: Article) -> tuple[tuple[Field, str], ...]:
    return ("title", article.title), ("text", article.text)


def _score(spans: Sequence[Span]) -> float:
    if any(span.field == "title" for span in spans):
        return IN_TITLE
    return TWICE if len(spans) > 1 else ONCE

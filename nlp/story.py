"""The nouns of the nlp room: Tag, Member, Story, Thread, Sentence, each with the evidence for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Relation = Literal["original", "copy", "teaser", "translation", "rewrite", "report"]
TagKind = Literal["city", "topic", "project", "type"]
Role = Literal["primary", "about", "partner", "venue", "mention"]
Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of an article: `words == getattr(article, field)[start:end]`."""

    field: Field
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A city, topic, project or the type of text of an article, with its evidence."""

    kind: TagKind
    value: str  # gazetteer id, topic id, project key or content kind
    score: float  # 0 to 1
    role: Role | None = None  # cities only
    evidence: tuple[Span, ...] = ()
    reason: str = ""  # one line for people, where no span says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article's place in a story. `relation` is towards the representative, which is `original`."""

    article: str  # id
    relation: Relation
    score: float  # 0 to 1: how sure
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One happening: the articles that tell it, the representative first."""

    id: str  # `s` and 16 hexadecimal digits
    title: str
    language: str
    first_published: datetime
    last_published: datetime
    members: tuple[Member, ...]

    @property
    def representative(self) -> str:
        """Return the id of the most complete and most official article."""
        return self.members[0].article


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Signs of how much a text matters, from its title and lead; the default is: nothing known."""

    phase: str | None = None  # the latest one of nlp.phases.PHASES that the title tells
    money: float = 0.0  # the largest sum; 0 = none
    people: float = 0.0  # the largest number of people, homes, places, jobs; 0 = none
    cities: float = 0.0  # the largest number of cities; 0 = none
    marks: tuple[str, ...] = ()  # who acts and what for: union, state, city hall, together, rules, findings, stakes
    in_title: tuple[str, ...] = ()  # those of `marks` that a title names
    acts: str | None = None  # the one of `marks` that a title, or what follows its colon, begins with
    light: str | None = None  # personnel, ceremony, invitation or routine; None = none of these
    length: int = 0  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Stories of one storyline in order of time: linked, never merged."""

    key: str  # project key, or `t` and the digits of a storyline's first story
    title: str
    stories: tuple[str, ...]  # ids
    phases: tuple[str | None, ...]  # of each story, in words; None = unknown
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a summary, verbatim: `words == article.text[start:end]`."""

    article: str  # id
    start: int
    end: int
    words: str

    @property
    def hash(self) -> str:
        """Return 16 hexadecimal digits of SHA-256 of the words: the check at publication."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence that a machine wrote, and the sentences of the sources that it was checked against."""

    words: str
    cites: tuple[Sentence, ...]  # at least one
    model: str  # the name of the machine, as its endpoint knows it

"""Editors' corrections and the tags of the rules in, the tags that hold out; and what corrections of topics teach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nlp.story import Role, Tag, TagKind

Subject = tuple[TagKind, str]  # what a correction decides: kind and value; a text has one type, so there it is ""
_ORDER: tuple[TagKind, ...] = ("city", "topic", "project", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor said of a city, topic, project or type of articles: they have it, in a role, or they don't."""

    id: int  # in order of time
    made_at: datetime
    editor: str
    kind: TagKind
    value: str  # gazetteer id, topic id, project key or content kind
    is_there: bool
    role: Role | None = None  # of a city that is there
    articles: tuple[str, ...]  # ids; of a story, its representative first
    is_of_story: bool = False  # said of the happening: it holds for reports that join the story later, too
    reason: str = ""


def corrected(tags: Iterable[Tag], corrections: Iterable[Correction]) -> tuple[Tag, ...]:
    """Return tags as they hold when editors have corrected them, best first within each kind; the newest word counts.

    A corrected tag has score 1 and says who corrected it; where the rules had found it too, it keeps their evidence.
    """
    found = {subject(tag): tag for tag in tags}
    holding = newest(corrections)
    said = [_tag(one, found.get(what)) for what, one in holding.items() if one.is_there]
    kept = [tag for what, tag in found.items() if what not in holding]
    return in_order([*said, *kept])


def in_order(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return tags by kind: cities, topics, projects, type; best first within each."""
    return tuple(sorted(tags, key=lambda tag: (_ORDER.index(tag.kind), -tag.score, tag.value)))


def overruled(tags: Iterable[Tag], corrections: Iterable[Correction]) -> tuple[Tag, ...]:
    """Return the tags of the rules that corrections stand in place of, in the order given."""
    holding = newest(corrections)
    return tuple(tag for tag in tags if subject(tag) in holding)


def newest(corrections: Iterable[Correction]) -> dict[Subject, Correction]:
    """Return what holds of each city, topic, project and type that corrections decide."""
    return {_subject(one.kind, one.value): one for one in sorted(corrections, key=lambda one: one.id)}


def of_story(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return, of all corrections of a story's members, those that hold for the story as a whole.

    They were said of the story, and nobody has said another thing of one of its articles since. A type belongs to a
    text, not to a story.
    """
    return tuple(one for one in newest(corrections).values() if one.is_of_story and one.kind != "type")


def lessons(corrections: Iterable[Correction]) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return what corrections teach of topics: article id → the topics it has, and those that it doesn't have.

    A correction of a story is one example, its representative: ten reposts are no ten opinions.
    """
    said: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.kind == "topic":
            said.setdefault(one.articles[0], []).append(one)
    return {
        article: (_topics(newest(own), is_there=True), _topics(newest(own), is_there=False))
        for article, own in sorted(said.items())
    }


def subject(tag: Tag) -> Subject:
    """Return what a correction would have to name to decide a tag."""
    return _subject(tag.kind, tag.value)


def told(correction: Correction) -> str:
    """Return who corrected, and why, in words."""
    return f"corrected by {correction.editor}" + (f": {correction.reason}" if correction.reason else "")


def _subject(kind: TagKind, value: str) -> Subject:
    return (kind, "" if kind == "type" else value)


def _topics(holding: Mapping[Subject, Correction], *, is_there: bool) -> frozenset[str]:
    return frozenset(value for (_, value), one in holding.items() if one.is_there is is_there)


def _tag(correction: Correction, found: Tag | None) -> Tag:
    tag = found if found is not None and found.value == correction.value else None
    tag = tag or Tag(kind=correction.kind, value=correction.value, score=1.0)
    return replace(tag, score=1.0, role=correction.role, reason=told(correction))

"""An editor's correction of tags → kept, and the tags that follow at once: what no later run undoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from citydesk.archive import Archive, articles, steps, stories
from citydesk.archive.tag_corrections import corrections_of, load_correction, save_correction, undo_correction
from citydesk.archive.tags import load_tags_of_rules, save_tags
from citydesk.config_checks import unknown
from citydesk.errors import ConfigError
from citydesk.pipeline.editing import Desk
from citydesk.pipeline.measures import measures
from citydesk.pipeline.threads import link_stories
from citydesk.progress import hide
from crawler.urls import canonical_url
from nlp.content_words import ContentKind
from nlp.story import Role, Tag, TagKind
from nlp.vocabulary import Vocabulary

NONE = "none"  # instead of a role: the city isn't there
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an editor wants of one city, topic, project or type of text."""

    kind: TagKind
    value: str
    is_there: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The articles that a name stands for: one, or all of a story, its representative first."""

    id: str
    is_story: bool
    articles: tuple[str, ...]


def articles_named(archive: Archive, name: str) -> Named:
    """Return what the id of a story, a former one, or the id or address of an article stands for. Raise ConfigError."""
    found = articles.find_article(archive, name) or articles.find_article(archive, canonical_url(name) or name)
    if found is not None:
        return Named(id=found, is_story=False, articles=(found,))
    story = stories.find_story(archive, name)
    if story is None:
        raise ConfigError(f'"{name}" is no article and no story; `citydesk search --json` tells their ids')
    members = stories.load_story(archive, story)[0].members
    return Named(id=story, is_story=True, articles=tuple(member.article for member in members))


def city_wish(vocabulary: Vocabulary, key: str, role: str) -> Wish:
    """Return the wish that a city has a role, or none. Raise ConfigError."""
    words = {name.lower(): one.id for one in vocabulary.cities for name in (one.name, one.endonym, one.id)}
    _check("city", key, words)
    found = next((one for one in ROLES if one == role), None)
    if found is None and role != NONE:
        raise ConfigError(f'"{role}" is no role of a city; there are: {", ".join(ROLES)}, {NONE}')
    return Wish(kind="city", value=key, is_there=found is not None, role=found)


def topic_wish(vocabulary: Vocabulary, key: str, *, is_there: bool) -> Wish:
    """Return the wish that a topic is there, or isn't. Raise ConfigError."""
    subjects = [one for one in vocabulary.topics if not one.is_none]
    _check("topic", key, {word.lower(): one.id for one in subjects for word in (one.label, one.id)})
    return Wish(kind="topic", value=key, is_there=is_there)


def project_wish(vocabulary: Vocabulary, key: str, *, is_there: bool) -> Wish:
    """Return the wish that a project is there, or isn't. Raise ConfigError."""
    _check("project", key, {word.lower(): one.key for one in vocabulary.projects for word in (one.name, one.key)})
    return Wish(kind="project", value=key, is_there=is_there)


def type_wish(key: str) -> Wish:
    """Return the wish that a text is of a type. Raise ConfigError."""
    if key not in get_args(ContentKind):
        raise ConfigError(f'"{key}" is no type of text; there are: {", ".join(get_args(ContentKind))}')
    return Wish(kind="type", value=key, is_there=True)


def set_tags(
    desk: Desk, name: str, wishes: Sequence[Wish], editor: str, reason: str, now: datetime
) -> tuple[int, ...]:  # fmt: skip
    """Correct the tags of an article or of all articles of a story; return the corrections' numbers.

    Raise ConfigError.
    """
    if not wishes:
        raise ConfigError("nothing to set; name a city, a topic, a project or a type")
    if len({(one.kind, one.value) for one in wishes}) < len(wishes):
        raise ConfigError("the same city, topic or project is set twice; say one thing of it")
    asked = articles_named(desk.archive, name)
    with desk.archive.write():
        by_rules = load_tags_of_rules(desk.archive, asked.articles)
        numbers = tuple(
            save_correction(
                desk.archive, asked.articles, one.kind, one.value, is_there=one.is_there, role=one.role,
                is_of_story=asked.is_story, editor=editor, reason=reason, made_at=now,
            )
            for one in wishes
        )  # fmt: skip
        _hold(desk.archive, by_rules)
    _relink(desk)
    return numbers


def undo_tags(desk: Desk, number: int, editor: str, now: datetime) -> tuple[str, ...]:
    """Take a correction back; return the articles it was of. Raise ConfigError."""
    found = load_correction(desk.archive, number)
    if found is None:
        raise ConfigError(f"no correction {number} counts; `citydesk tag show` tells those that do")
    with desk.archive.write():
        by_rules = load_tags_of_rules(desk.archive, found.articles)
        undo_correction(desk.archive, number, editor, now)
        _hold(desk.archive, by_rules)
    _relink(desk)
    return found.articles


def _check(kind: str, key: str, words: Mapping[str, str]) -> None:
    if key not in words.values():
        raise ConfigError(unknown(kind, key, dict(words)))


def _hold(archive: Archive, by_rules: Mapping[str, tuple[Tag, ...]]) -> None:
    holding = corrections_of(archive, by_rules)
    for article, tags in by_rules.items():
        save_tags(archive, article, tags, holding[article])
    steps.mark_undone(archive, by_rules, "thread")


def _relink(desk: Desk) -> None:
    geometry, _ = measures(desk.archive, desk.encoder)
    link_stories(desk.archive, desk.encoder, geometry, desk.projects, hide)

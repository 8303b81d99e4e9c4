"""An editor's decision → kept, and the stories that follow from it: what no later run undoes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from citydesk.archive import Archive, articles, decisions, stories
from citydesk.errors import ConfigError
from citydesk.pipeline.briefing import brief_stories
from citydesk.pipeline.grouping import regroup
from citydesk.pipeline.measures import measures
from citydesk.pipeline.showing import ShownStory, shown, story_named
from citydesk.pipeline.threads import link_stories
from citydesk.progress import hide
from crawler.urls import canonical_url
from nlp.encode import Encoder
from nlp.vocabulary import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a decision works with: nothing is encoded where the archive has the vectors."""

    archive: Archive
    encoder: Encoder
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision by its number, and the stories its articles are in now."""

    decision: int
    stories: tuple[ShownStory, ...]


def merge(desk: Desk, name: str, other: str, editor: str, reason: str, now: datetime) -> Decided:
    """Join two stories, whatever the rules say. Raise ConfigError."""
    left, right = _members(desk.archive, name), _members(desk.archive, other)
    if left == right:
        raise ConfigError(f'"{name}" and "{other}" are one story already; name two')
    return _decide(desk, (*left, *right), lambda: decisions.save_merge(
        desk.archive, left, right, editor, reason, now))  # fmt: skip


def split(desk: Desk, name: str, taken_out: Iterable[str], editor: str, reason: str, now: datetime) -> Decided:
    """Take articles, by id or address, out of a story, whatever the rules say. Raise ConfigError."""
    members = _members(desk.archive, name)
    out = sorted({_article_named(desk.archive, members, name, one) for one in taken_out})
    rest = [article for article in members if article not in out]
    if not rest:
        raise ConfigError(f'"{name}" would be left without an article; name fewer')
    return _decide(desk, members, lambda: decisions.save_split(
        desk.archive, out, rest, editor, reason, now))  # fmt: skip


def undo(desk: Desk, number: int, now: datetime) -> Decided:
    """Take a decision back: what it said is no longer known. Raise ConfigError."""
    found = next((one for one in decisions.load_decisions(desk.archive) if one.id == number), None)
    if found is None:
        raise ConfigError(f"no decision {number} counts; `citydesk story show` tells those that do")

    def take_back() -> int:
        decisions.undo(desk.archive, number, now)
        return number

    return _decide(desk, (*found.left, *found.right), take_back)


def _decide(desk: Desk, ids: Sequence[str], save: Callable[[], int]) -> Decided:
    number = regroup(desk.archive, desk.encoder, ids, save)
    geometry, _ = measures(desk.archive, desk.encoder)
    link_stories(desk.archive, desk.encoder, geometry, desk.projects, hide)
    brief_stories(desk.archive, hide)
    homes = sorted(set(stories.stories_of(desk.archive, ids).values()))
    return Decided(decision=number, stories=tuple(shown(desk.archive, id) for id in homes))


def _members(archive: Archive, name: str) -> list[str]:
    story, _ = stories.load_story(archive, story_named(archive, name))
    return sorted(member.article for member in story.members)


def _article_named(archive: Archive, members: Sequence[str], story: str, name: str) -> str:
    urls = {one.url: one.id for one in articles.load_articles(archive, members)}
    found = name if name in members else urls.get(name) or urls.get(canonical_url(name) or name)
    if found is None:
        raise ConfigError(f'"{name}" is no article of "{story}"; `citydesk story show` tells its articles')
    return found

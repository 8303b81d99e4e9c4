"""A story's name → the story as its editor sees it: members with their evidence, and what was kept apart and why."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from citydesk.archive import Archive, articles, crawling, decisions, stories, threads
from citydesk.errors import ConfigError
from citydesk.pipeline.grouping import fingerprints
from crawler.article import Article
from crawler.urls import canonical_url
from nlp.decided import Decision, decided
from nlp.encode import Encoder
from nlp.frozen import load_model
from nlp.group import Key, key
from nlp.similar import CANDIDATE_COSINE, Verdict, verdict
from nlp.story import Member, Relation, Thread

MOST_KEPT_APART = 8  # articles told with the reason why they are not in the story
DAYS = 45  # before the first and after the last member: where such articles are looked for
MOST_JUDGED = 100  # articles of the same cities and projects, judged again to find them


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """An article as an editor knows it."""

    id: str
    title: str
    url: str
    source: str  # name of the organisation
    language: str
    published: datetime | None  # None = unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMember:
    """An article of a story, and all that says why it is in it."""

    article: ShownArticle
    relation: Relation
    score: float  # 0 to 1
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """An article that is like a story and not in it, and why."""

    article: ShownArticle
    story: str | None  # None = not grouped yet
    cosine: float  # of the centred vectors: how near in meaning
    probability: float  # that both tell the same; 0 with a veto
    is_vetoed: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStory:
    """A story as its editor sees it."""

    id: str
    former_ids: tuple[str, ...]
    title: str
    language: str
    is_roundup: bool
    first_published: datetime
    last_published: datetime
    members: tuple[ShownMember, ...]
    threads: tuple[Thread, ...]
    decisions: tuple[Decision, ...]
    kept_apart: tuple[KeptApart, ...] = ()


def show(archive: Archive, encoder: Encoder, name: str) -> ShownStory:
    """Return the story that a name stands for, with the nearest articles kept apart. Raise ConfigError."""
    return _shown(archive, story_named(archive, name), encoder)


def shown(archive: Archive, id: str) -> ShownStory:
    """Return a story by its id, without what was kept apart."""
    return _shown(archive, id, None)


def story_named(archive: Archive, name: str) -> str:
    """Return the id of the story that a name stands for. Raise ConfigError.

    A name is the story's id or a former one, or the id or address of one of its articles.
    """
    story = stories.find_story(archive, name) or stories.find_story(archive, canonical_url(name) or name)
    if story is None:
        raise ConfigError(f'"{name}" is no story, nor an article of one; `citydesk search --json` tells their ids')
    return story


def _shown(archive: Archive, id: str, encoder: Encoder | None) -> ShownStory:
    story, is_roundup = stories.load_story(archive, id)
    names = {key: source.name for key, source in crawling.load_sources(archive).items()}
    members = {one.article: one for one in story.members}
    texts = {one.id: one for one in articles.load_articles(archive, members)}
    counting = decisions.load_decisions(archive)
    return ShownStory(
        id=id,
        former_ids=tuple(stories.former_ids(archive, id)),
        title=story.title,
        language=story.language,
        is_roundup=is_roundup,
        first_published=story.first_published,
        last_published=story.last_published,
        members=tuple(_member(one, texts[one.article], names) for one in story.members),
        threads=threads.load_threads(archive, [id]),
        decisions=tuple(one for one in counting if members.keys() & {*one.left, *one.right}),
        kept_apart=_kept_apart(archive, encoder, texts, decided(counting), names) if encoder else (),
    )


def _member(member: Member, article: Article, names: Mapping[str, str]) -> ShownMember:
    return ShownMember(
        article=_article(article, names), relation=member.relation, score=member.score, evidence=member.evidence
    )


def _article(article: Article, names: Mapping[str, str]) -> ShownArticle:
    return ShownArticle(
        id=article.id,
        title=article.title,
        url=article.url,
        source=names[article.source],
        language=article.language,
        published=article.published,
    )


def _kept_apart(
    archive: Archive,
    encoder: Encoder,
    members: Mapping[str, Article],
    by_editors: Mapping[Key, Verdict],
    names: Mapping[str, str],
) -> tuple[KeptApart, ...]:
    """Return the articles nearest in meaning that are no members: near misses, vetoes, and what editors parted."""
    kept = stories.neighbours(archive, members)
    parted = {pair: found for pair, found in by_editors.items() if found.is_vetoed and len(members.keys() & pair) == 1}
    times = [one.when for one in members.values()]
    first, last = min(times) - timedelta(days=DAYS), max(times) + timedelta(days=DAYS)
    around = {one.id for one in articles.articles_near(archive, members, first, last, MOST_JUDGED)}
    around |= {article for pair in (*kept, *parted) for article in pair} - members.keys()
    prints = {one.article: one for one in fingerprints(archive, encoder, around)}
    tellers = fingerprints(archive, encoder, _tellers(members))
    judge = functools.partial(verdict, model=load_model())
    homes = stories.stories_of(archive, around)
    told = []
    for one in articles.load_articles(archive, around):
        nearest = max(tellers, key=lambda teller: float(teller.vector @ prints[one.id].vector))
        cosine = float(nearest.vector @ prints[one.id].vector)
        pairs = [key(one.id, member) for member in members]
        found = next((parted[pair] for pair in pairs if pair in parted), None) or max(
            (kept[pair] for pair in pairs if pair in kept),
            key=lambda said: said.probability,
            default=judge(nearest, prints[one.id]),
        )
        if cosine >= CANDIDATE_COSINE or any(pair in kept or pair in parted for pair in pairs):
            told.append(_apart(one, homes.get(one.id), cosine, found, names))
    return tuple(sorted(told, key=lambda one: (-one.cosine, one.article.id))[:MOST_KEPT_APART])


def _apart(article: Article, story: str | None, cosine: float, found: Verdict, names: Mapping[str, str]) -> KeptApart:
    evidence = found.evidence
    if found.is_same:
        evidence = (*evidence, "like a member, not like the story as a whole")
    return KeptApart(
        article=_article(article, names),
        story=story,
        cosine=round(cosine, 3),
        probability=round(found.probability, 3),
        is_vetoed=found.is_vetoed,
        evidence=evidence,
    )


def _tellers(members: Mapping[str, Article]) -> Sequence[str]:
    """Return the longest member of each language: the others say less."""
    longest: dict[str, Article] = {}
    for one in sorted(members.values(), key=lambda one: (-len(one.text), one.id)):
        longest.setdefault(one.language, one)
    return [one.id for one in longest.values()]

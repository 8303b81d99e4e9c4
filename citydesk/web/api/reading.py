"""Ids in, what the API tells of them out, in the order given. The one file that knows where each value stands."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.archive import Archive, articles, crawling, stories
from citydesk.archive.entries import entries_of
from citydesk.archive.publications import Publication
from citydesk.archive.tag_corrections import corrections_of
from citydesk.archive.tags import load_tags
from citydesk.pipeline.search import Hit
from citydesk.pipeline.story_tagging import tags_of_story
from citydesk.web.api.shapes import (
    ArticleShape,
    CityShape,
    EntryShape,
    HitShape,
    IssueShape,
    IssueWithEntries,
    MemberShape,
    SentenceShape,
    StoryShape,
    TagShape,
    TopicShape,
)
from crawler.article import Article, Source
from nlp.story import Member, Tag
from nlp.vocabulary import City, Topic


def stories_told(archive: Archive, ids: Sequence[str]) -> tuple[StoryShape, ...]:
    """Return these stories, those that there are."""
    found = {story.id: (story, is_roundup) for story, is_roundup in stories.load_some(archive, ids)}
    members = [member.article for story, _ in found.values() for member in story.members]
    texts = {one.id: one for one in articles.load_articles(archive, members)}
    tags = load_tags(archive, members, with_evidence=False)
    said, sources = corrections_of(archive, members), crawling.load_sources(archive)
    return tuple(
        StoryShape(
            id=story.id,
            title=story.title,
            language=story.language,
            first_published=story.first_published,
            last_published=story.last_published,
            is_roundup=is_roundup,
            tags=_tags(tags_of_story([one.article for one in story.members], tags, said)),
            members=tuple(_member(one, texts[one.article], sources) for one in story.members),
        )
        for story, is_roundup in (found[id] for id in ids if id in found)
    )


def articles_told(archive: Archive, ids: Sequence[str]) -> tuple[ArticleShape, ...]:
    """Return these articles, those that there are."""
    texts = {one.id: one for one in articles.load_articles(archive, ids)}
    tags, homes = load_tags(archive, ids, with_evidence=False), stories.stories_of(archive, ids)
    sources = crawling.load_sources(archive)
    return tuple(_article(texts[id], sources[texts[id].source], homes.get(id), tags[id]) for id in ids if id in texts)


def city_told(city: City) -> CityShape:
    """Return a city."""
    return CityShape(
        id=city.id,
        name=city.name,
        endonym=city.endonym,
        country=city.country,
        latitude=city.latitude,
        longitude=city.longitude,
        geonames_id=city.geonames_id,
        population=city.population,
        names={code: names[0] for code, names in city.names if names},
    )


def topic_told(topic: Topic) -> TopicShape:
    """Return a topic."""
    return TopicShape(id=topic.id, label=topic.label, labels=dict(topic.labels), eurovoc=topic.eurovoc, iptc=topic.iptc)


def issue_told(one: Publication) -> IssueShape:
    """Return a published issue."""
    return IssueShape(
        id=one.issue,
        edition=one.edition,
        period=one.period.name,
        first_day=one.period.first,
        last_day=one.period.last,
        revision=one.revision,
        published_at=one.published_at,
        stories=one.stories,
    )


def issue_with_entries(archive: Archive, one: Publication) -> IssueWithEntries:
    """Return a published issue with its entries in order."""
    entries = tuple(
        EntryShape(
            position=entry.position,
            section=entry.section,
            story=entry.story,
            headline=entry.headline,
            score=entry.score,
            sentences=tuple(
                SentenceShape(article=s.article, start=s.start, end=s.end, words=s.words, hash=s.hash)
                for s in entry.sentences
            ),
        )
        for entry in entries_of(archive, one.issue)
    )
    return IssueWithEntries(**issue_told(one).model_dump(), entries=entries)


def hits_told(hits: Sequence[Hit]) -> tuple[HitShape, ...]:
    """Return what a search has found."""
    return tuple(
        HitShape(
            article=hit.id,
            url=hit.url,
            title=hit.title,
            language=hit.language,
            source_name=hit.source_name,
            published=hit.published,
            story=hit.story,
            words=hit.words,
            score=hit.score,
        )
        for hit in hits
    )


def _article(article: Article, source: Source, story: str | None, tags: Sequence[Tag]) -> ArticleShape:
    return ArticleShape(
        id=article.id,
        url=article.url,
        title=article.title,
        language=article.language,
        published=article.published,
        precision=article.precision,
        first_seen=article.first_seen,
        source=source.key,
        source_name=source.name,
        source_city=source.city,
        version=article.version,
        story=story,
        tags=_tags(tags),
    )


def _member(member: Member, article: Article, sources: dict[str, Source]) -> MemberShape:
    return MemberShape(
        article=article.id,
        url=article.url,
        title=article.title,
        language=article.language,
        source=article.source,
        source_name=sources[article.source].name,
        published=article.published,
        relation=member.relation,
        score=member.score,
    )


def _tags(tags: Sequence[Tag]) -> tuple[TagShape, ...]:
    return tuple(
        TagShape(kind=one.kind, value=one.value, role=one.role, score=one.score, reason=one.reason) for one in tags
    )

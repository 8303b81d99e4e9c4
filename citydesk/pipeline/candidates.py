"""Stories and an edition → candidates: everything ranking and readers look at, and which of them are alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from citydesk.archive import Archive, articles, crawling, issues, threads
from citydesk.archive.briefs import Brief, load_briefs
from citydesk.archive.connection import stamp
from citydesk.archive.generated import load_told
from citydesk.archive.tag_corrections import corrections_of
from citydesk.archive.tags import load_tags
from citydesk.pipeline.briefing import brief
from citydesk.pipeline.likeness import alike, centred, nearest
from citydesk.pipeline.story_tagging import tags_of_story
from citydesk.pipeline.telling import name_of
from crawler.article import Article, Source
from digest.issue import Candidate, CityRef, Edition, Period, Report, ThreadRef
from digest.period import local_day, span
from nlp.content_kind import TOLD_BY_MEANING, content_kind
from nlp.content_words import ContentKind
from nlp.corrected import Correction, newest
from nlp.story import Member, Story, Tag, Told
from nlp.tell import headline
from nlp.vocabulary import City, Vocabulary

MEMORY = 4  # issues: what they told is not news
STRANGE, WELL_KNOWN = 0.45, 0.85  # cosine: of unlike news, and of the same

Found = Sequence[tuple[Story, bool]]
Alike = tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the archive knows of the stories at hand."""

    texts: Mapping[str, Article]
    tags: Mapping[str, tuple[Tag, ...]]
    said: Mapping[str, tuple[Correction, ...]]
    sources: Mapping[str, Source]
    briefs: Mapping[tuple[str, str], Brief]
    generated: Mapping[tuple[str, str], tuple[Told, ...]]  # by story and what they were made of


def candidates_of(
    archive: Archive, found: Found, added: Found, vocabulary: Vocabulary, edition: Edition, period: Period
) -> tuple[list[Candidate], Alike]:
    """Return the candidates of a period and those that editors added, and the pairs of them that are alike."""
    told = [story for story, _ in (*found, *added)]
    known = _known(archive, told, edition.language)
    placed = centred(archive, [known.texts[story.representative] for story in told])
    lately = issues.told_lately(archive, edition.key, period.first.isoformat(), MEMORY)
    near = nearest(placed, centred(archive, articles.load_articles(archive, lately)))
    made = [
        replace(one, known=_share(near.get(one.reports[0].article, 0.0)))
        for one in _made(archive, (*found, *added), known, vocabulary, edition, period)
    ]
    by_article = {story.representative: story.id for story in told}
    pairs = [(by_article[left], by_article[right], cosine) for left, right, cosine in alike(placed)]
    return made, tuple(pairs)


def shown_stories(
    archive: Archive, found: Found, vocabulary: Vocabulary, edition: Edition, period: Period
) -> list[Candidate]:
    """Return stories as readers see them, in the order given; not weighed against what issues told."""
    known = _known(archive, [story for story, _ in found], edition.language)
    return _made(archive, found, known, vocabulary, edition, period)


def _known(archive: Archive, told: Sequence[Story], language: str) -> _Known:
    ids = [member.article for story in told for member in story.members]
    texts = {article.id: article for article in articles.load_articles(archive, ids)}
    return _Known(
        texts=texts,
        tags=load_tags(archive, ids, with_evidence=False),
        said=corrections_of(archive, ids),
        sources=crawling.load_sources(archive, (article.source for article in texts.values())),
        briefs=load_briefs(archive, [story.id for story in told]),
        generated=load_told(archive, [story.id for story in told], language),
    )


def _made(
    archive: Archive, found: Found, known: _Known, vocabulary: Vocabulary, edition: Edition, period: Period
) -> list[Candidate]:
    refs = _threads(archive, [story.id for story, _ in found], edition, period)
    cities = {city.id: city for city in vocabulary.cities}
    return [
        replace(_candidate(story, is_roundup, known, cities, edition), thread=refs.get(story.id))
        for story, is_roundup in found
    ]


def _share(cosine: float) -> float:
    """Return how much a cosine says of sameness, 0 to 1."""
    return round(min(1.0, max(0.0, (cosine - STRANGE) / (WELL_KNOWN - STRANGE))), 3)


def _threads(archive: Archive, told: Sequence[str], edition: Edition, period: Period) -> dict[str, ThreadRef]:
    """Return the threads of stories, with the phases they had gone through by the end of the period and their days."""
    _, last = span(period, edition.zone)
    found = {}
    for story, (title, steps) in threads.courses(archive, told, str(stamp(last))).items():
        days: dict[str, date | None] = {}
        for _, phase, when in steps:
            if phase:
                days.setdefault(phase, local_day(when, edition.zone) if when else None)
        before = {phase for other, phase, _ in steps[: [one for one, *_ in steps].index(story)] if other != story}
        own = next(phase for other, phase, _ in steps if other == story)
        found[story] = ThreadRef(
            title=title,
            phases=tuple(days),
            days=tuple(days.values()),
            is_further=bool(before) and own is not None and own not in before,
        )
    return found


def _candidate(
    story: Story, is_roundup: bool, known: _Known, cities: Mapping[str, City], edition: Edition
) -> Candidate:
    members = [known.texts[member.article] for member in story.members]
    best = members[0]
    teller = next((one for one in members if one.language == edition.language), best)
    joined = tags_of_story([one.id for one in members], known.tags, known.said)
    kind = _kind(best, known)
    told = brief(story, edition.language, known.texts, known.briefs)
    return Candidate(
        story=story.id,
        headline=headline(teller.title),
        language=teller.language,
        reports=tuple(_report(known.texts[member.article], member, known.sources) for member in story.members),
        cities=_cities(joined, cities, edition.language),
        topics=tuple(tag.value for tag in joined if tag.kind == "topic"),
        projects=tuple(tag.value for tag in joined if tag.kind == "project"),
        sentences=told.sentences,
        is_roundup=is_roundup or kind == "roundup",
        is_notice=kind == "notice",
        kind=kind,
        cues=told.cues,
        told=_generated(story, known),
    )


def _kind(article: Article, known: _Known) -> ContentKind:
    """Return what an editor says a text is, else what its tag says by a rule; what only reads like a kind is news."""
    by_editors = newest(known.said[article.id]).get(("type", ""))
    if by_editors:
        return cast(ContentKind, by_editors.value)
    tag = next((tag for tag in known.tags[article.id] if tag.kind == "type"), None)
    if tag is None:
        return content_kind(article)
    return cast(ContentKind, tag.value) if tag.score > TOLD_BY_MEANING else "news"


def _generated(story: Story, known: _Known) -> tuple[Told, ...]:
    if all(of != story.id for of, _ in known.generated):
        return ()
    return known.generated.get((story.id, name_of(story, known.texts)), ())


def _report(article: Article, member: Member, sources: Mapping[str, Source]) -> Report:
    source = sources[article.source]
    return Report(
        article=article.id,
        url=article.url,
        title=article.title,
        source=source.key,
        source_name=source.name,
        owner=source.owner,
        source_city=source.city,
        language=article.language,
        relation=member.relation,
        published=article.published,
        precision=article.precision,
        first_seen=article.first_seen,
    )


_ROLES = ("primary", "about", "partner", "venue", "mention")


def _cities(tags: Iterable[Tag], cities: Mapping[str, City], language: str) -> tuple[CityRef, ...]:
    found = [tag for tag in tags if tag.kind == "city" and tag.role in _ROLES and tag.value in cities]
    found.sort(key=lambda tag: (_ROLES.index(tag.role or "mention"), -tag.score, tag.value))
    return tuple(
        CityRef(
            id=tag.value,
            name=cities[tag.value].name_in(language),
            role=tag.role or "mention",
            place=(cities[tag.value].latitude, cities[tag.value].longitude),
        )
        for tag in found
    )

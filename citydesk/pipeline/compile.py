"""Stories of a period → an edition's issue: candidates, summaries, composition, renderings, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from citydesk.archive import Archive, articles, crawling, issues, stories, threads
from citydesk.archive.connection import stamp
from citydesk.archive.tags import load_tags
from crawler.article import Article, Source
from digest.compose import compose
from digest.feed import atom, rss
from digest.issue import Candidate, CityRef, Coverage, Edition, Issue, Period, Report, ThreadRef
from digest.render import render_html, render_text
from nlp.content_kind import content_kind
from nlp.story import Member, Story, Tag
from nlp.summarize import document_frequencies, inverse_document_frequencies, summarize
from nlp.tag import story_tags
from nlp.tell import headline
from nlp.vocabulary import Vocabulary

SUFFIXES = {"html": ".html", "text": ".txt", "rss": ".rss", "atom": ".atom"}


def compile_issue(
    archive: Archive, edition: Edition, period: Period, vocabulary: Vocabulary, sources: Sequence[Source], site: str
) -> Issue:
    """Compile an edition's issue of a period and store it, rendered. Same archive, same config: same bytes."""
    first, last = _span(period, edition.zone)
    found = stories.load_stories(archive, str(stamp(first)), str(stamp(last)))
    candidates = _candidates(archive, found, vocabulary, edition, str(stamp(last)))
    labels = {topic.id: topic.label_in(edition.language) for topic in vocabulary.topics}
    earlier = issues.told_before(archive, edition.key, period.first.isoformat())
    covered = _coverage(archive, edition, sources, first, last)
    issue = compose(edition, period, candidates, covered, labels, earlier=earlier)
    issues.save_issue(archive, issue, render(issue, site))
    return issue


def render(issue: Issue, site: str) -> dict[str, bytes]:
    """Return every rendering of an issue by format; feeds link to `site`."""
    return {
        "html": render_html(issue).encode(),
        "text": render_text(issue).encode(),
        "rss": rss(issue, site),
        "atom": atom(issue, site),
    }


def write_files(issue: Issue, folder: Path, site: str) -> dict[str, Path]:
    """Write the renderings of an issue into a folder; return their paths by format."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, body in render(issue, site).items():
        written[name] = folder / f"{issue.id}{SUFFIXES[name]}"
        written[name].write_bytes(body)
    return written


def _span(period: Period, zone: str) -> tuple[datetime, datetime]:
    """Return the first and the last second of a period, by the clock of a zone."""
    there = ZoneInfo(zone)
    end = datetime.combine(period.last + timedelta(days=1), time(), there) - timedelta(seconds=1)
    return datetime.combine(period.first, time(), there), end


def _coverage(
    archive: Archive, edition: Edition, sources: Sequence[Source], first: datetime, last: datetime
) -> Coverage:
    """Return the coverage by the sources that the edition asks for: those of its cities, or all."""
    asked = [s for s in sources if s.is_enabled and (not edition.cities or s.city in edition.cities)]
    return issues.coverage(archive, tuple(source.key for source in asked), first, last)


def _candidates(
    archive: Archive, found: Iterable[tuple[Story, bool]], vocabulary: Vocabulary, edition: Edition, last: str
) -> list[Candidate]:
    told = list(found)
    ids = [member.article for story, _ in told for member in story.members]
    texts = {article.id: article for article in articles.load_articles(archive, ids)}
    tags = load_tags(archive, ids)
    sources = crawling.load_sources(archive)
    idf = inverse_document_frequencies(document_frequencies(texts.values()), len(texts))
    parts = [
        _candidate(story, is_roundup, texts, tags, sources, vocabulary, edition, idf) for story, is_roundup in told
    ]
    courses = threads.courses(archive, [one.story for one in parts], last)
    refs = {story: ThreadRef(title=title, phases=phases) for story, (title, phases) in courses.items()}
    return [replace(one, thread=refs.get(one.story)) for one in parts]


def _candidate(
    story: Story,
    is_roundup: bool,
    texts: Mapping[str, Article],
    tags: Mapping[str, tuple[Tag, ...]],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    edition: Edition,
    idf: Mapping[str, float],
) -> Candidate:
    members = [texts[member.article] for member in story.members]
    best = members[0]
    teller = next((one for one in members if one.language == edition.language), best)
    joined = story_tags({one.id: tags[one.id] for one in members})
    kind = content_kind(best)
    return Candidate(
        story=story.id,
        headline=headline(teller.title),
        language=teller.language,
        reports=tuple(_report(texts[member.article], member, sources) for member in story.members),
        cities=_cities(joined, vocabulary, edition.language),
        topics=tuple(tag.value for tag in joined if tag.kind == "topic"),
        projects=tuple(tag.value for tag in joined if tag.kind == "project"),
        sentences=summarize(_tellers(members, story), best.id, edition.language, idf),
        is_roundup=is_roundup or kind == "roundup",
        is_notice=kind == "notice",
    )


def _tellers(members: Sequence[Article], story: Story) -> list[Article]:
    """Return the members that a summary may quote: a repost adds nothing but its own preface."""
    return [article for article, member in zip(members, story.members, strict=True) if member.relation != "copy"]


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


def _cities(tags: Iterable[Tag], vocabulary: Vocabulary, language: str) -> tuple[CityRef, ...]:
    names = {city.id: city.name_in(language) for city in vocabulary.cities}
    found = [tag for tag in tags if tag.kind == "city" and tag.role in _ROLES]
    found.sort(key=lambda tag: (_ROLES.index(tag.role or "mention"), -tag.score, tag.value))
    return tuple(CityRef(id=tag.value, name=names[tag.value], role=tag.role or "mention") for tag in found)

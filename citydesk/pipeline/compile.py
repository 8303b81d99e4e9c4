"""Stories of a period → an edition's issue: candidates, summaries, composition, renderings, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from citydesk.archive import Archive, articles, crawling, edits, issues, stories, threads
from citydesk.archive.connection import stamp
from citydesk.archive.revisions import newest, untold_corrections
from citydesk.archive.tags import load_tags
from citydesk.pipeline.desk_frozen import thaw
from crawler.article import Article, Source
from digest.edit import edited
from digest.edits import Basis, Edit
from digest.feed import atom, rss
from digest.issue import Candidate, CityRef, Coverage, Edition, Issue, Period, Report, ThreadRef
from digest.render import render_html, render_text
from nlp.content_kind import content_kind
from nlp.story import Member, Sentence, Story, Tag
from nlp.summarize import document_frequencies, inverse_document_frequencies, summarize
from nlp.tag import story_tags
from nlp.tell import headline
from nlp.vocabulary import Vocabulary

SUFFIXES = {"html": ".html", "text": ".txt", "rss": ".rss", "atom": ".atom"}


def compile_issue(
    archive: Archive, edition: Edition, period: Period, vocabulary: Vocabulary, sources: Sequence[Source], site: str
) -> Issue:
    """Compile an edition's issue of a period, as its editors have it, and store it, rendered.

    Same archive, same config: same bytes. An issue that was published is left and returned as it went out.
    """
    with archive.write():  # from the start: an issue that is being published is not to be compiled over
        published = newest(archive, f"{edition.key}-{period.name}")
        if published is not None:
            return edited(thaw(published.basis)).issue
        issue = edited(gather(archive, edition, period, vocabulary, sources)).issue
        issues.save_issue(archive, issue, render(issue, site))
    return issue


def gather(
    archive: Archive, edition: Edition, period: Period, vocabulary: Vocabulary, sources: Sequence[Source]
) -> Basis:
    """Return all that the issue of an edition and a period follows from, as the archive is now."""
    first, last = _span(period, edition.zone)
    id = f"{edition.key}-{period.name}"
    made = edits.load_edits(archive, id)
    aliases = edits.current_ids(archive, _stories_named(made))
    found = stories.load_stories(archive, str(stamp(first)), str(stamp(last)))
    wanted = {aliases.get(story, story) for story in _stories_named(made)} - {story.id for story, _ in found}
    added = stories.load_some(archive, wanted)
    candidates = _candidates(archive, found, added, vocabulary, edition, str(stamp(last)))
    labels = {topic.id: topic.label_in(edition.language) for topic in vocabulary.topics}
    return Basis(
        edition=edition,
        period=period,
        candidates=tuple(candidates),
        coverage=_coverage(archive, edition, sources, first, last),
        topic_labels=tuple(sorted(labels.items())),
        earlier=_earlier(archive, edition, period, candidates),
        edits=made,
        aliases=tuple(sorted(aliases.items())),
        gone=tuple(sorted(gone(archive, made).items())),
        corrections=untold_corrections(archive, edition.key, id, period.first.isoformat()),
    )


def gone(archive: Archive, made: Iterable[Edit]) -> dict[int, str]:
    """Return the edits whose chosen sentences no longer stand in their article, with the reason."""
    chosen = {edit.number: edit.action.sentences for edit in made if edit.action.sentences}
    fallen = standing(archive, (one for sentences in chosen.values() for one in sentences))
    return {
        number: next(fallen[one] for one in sentences if one in fallen)
        for number, sentences in chosen.items()
        if any(one in fallen for one in sentences)
    }


def standing(archive: Archive, sentences: Iterable[Sentence]) -> dict[Sentence, str]:
    """Return for each sentence that does not stand, word for word, in the current version of its article, why."""
    asked = list(sentences)
    texts = {article.id: article.text for article in articles.load_articles(archive, {one.article for one in asked})}
    return {
        one: f"article {one.article} is no longer in the archive" if text is None else
        f"the text of article {one.article} has changed: it no longer says so there"
        for one in asked
        for text in [texts.get(one.article)]
        if text is None or text[one.start : one.end] != one.words
    }  # fmt: skip


def render(issue: Issue, site: str) -> dict[str, bytes]:
    """Return every rendering of an issue by format; feeds link to `site`."""
    return {
        "html": render_html(issue).encode(),
        "text": render_text(issue).encode(),
        "rss": rss(issue, site),
        "atom": atom(issue, site),
    }


def write_files(archive: Archive, issue: str, folder: Path) -> dict[str, Path]:
    """Write the renderings of an issue, as they are stored, into a folder; return their paths by format."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, body in issues.load_renderings(archive, issue).items():
        written[name] = folder / f"{issue}{SUFFIXES[name]}"
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


def _stories_named(made: Iterable[Edit]) -> set[str]:
    return {story for edit in made for story in (edit.action.story, edit.action.before) if story}


def _earlier(archive: Archive, edition: Edition, period: Period, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Return which of the stories and articles at hand earlier issues told."""
    at_hand = {id for one in candidates for id in (one.story, *(report.article for report in one.reports))}
    return tuple(sorted(at_hand & issues.told_before(archive, edition.key, period.first.isoformat())))


def _candidates(
    archive: Archive,
    found: Sequence[tuple[Story, bool]],
    added: Sequence[tuple[Story, bool]],
    vocabulary: Vocabulary,
    edition: Edition,
    last: str,
) -> list[Candidate]:
    """Return the candidates of a period and those that editors added; what is rare in a text, the period alone says."""
    told = [*found, *added]
    of_period = {member.article for story, _ in found for member in story.members}
    ids = [member.article for story, _ in told for member in story.members]
    texts = {article.id: article for article in articles.load_articles(archive, ids)}
    tags = load_tags(archive, ids)
    sources = crawling.load_sources(archive)
    counted = [text for id, text in texts.items() if id in of_period]
    idf = inverse_document_frequencies(document_frequencies(counted), len(counted))
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

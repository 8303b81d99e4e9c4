"""Stories of a period → an edition's issue: candidates, summaries, composition, renderings, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from citydesk.archive import Archive, articles, edits, issues, stories
from citydesk.archive.connection import stamp
from citydesk.archive.described import remember
from citydesk.archive.revisions import newest, untold_corrections
from citydesk.errors import ConfigError
from citydesk.pipeline.candidates import candidates_of
from citydesk.pipeline.desk_frozen import thaw
from citydesk.pipeline.health import judge_sources
from citydesk.pipeline.search import answering
from crawler.article import Source
from digest.edit import edited
from digest.edits import Basis, Edit
from digest.feed import feed_of
from digest.feed_xml import write_atom, write_rss
from digest.issue import Candidate, Coverage, Edition, Issue, Period
from digest.mail import MailLinks, render_mail
from digest.markdown import render_markdown
from digest.period import span
from digest.render import render_html, render_text
from nlp.story import Sentence, Story
from nlp.vocabulary import Vocabulary

SUFFIXES = {
    "html": ".html",
    "text": ".txt",
    "rss": ".rss",
    "atom": ".atom",
    "markdown": ".md",
    "mail": ".mail.html",
}


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
        remember(archive, "site", site)
        issues.save_issue(archive, issue, render(issue, site))
    return issue


def gather(
    archive: Archive, edition: Edition, period: Period, vocabulary: Vocabulary, sources: Sequence[Source]
) -> Basis:
    """Return all that the issue of an edition and a period follows from, as the archive is now."""
    first, last = span(period, edition.zone)
    id = f"{edition.key}-{period.name}"
    made = edits.load_edits(archive, id)
    aliases = edits.current_ids(archive, _stories_named(made))
    found = _answering(archive, edition, stories.load_stories(archive, str(stamp(first)), str(stamp(last))), vocabulary)
    wanted = {aliases.get(story, story) for story in _stories_named(made)} - {story.id for story, _ in found}
    added = stories.load_some(archive, wanted)
    candidates, pairs = candidates_of(archive, found, added, vocabulary, edition, period)
    labels = {topic.id: topic.label_in(edition.language) for topic in vocabulary.topics}
    return Basis(
        edition=edition,
        period=period,
        candidates=tuple(candidates),
        coverage=_coverage(archive, edition, sources, vocabulary, first, last),
        topic_labels=tuple(sorted(labels.items())),
        earlier=_earlier(archive, edition, period, candidates),
        alike=pairs,
        edits=made,
        aliases=tuple(sorted(aliases.items())),
        gone=tuple(sorted(gone(archive, made).items())),
        corrections=untold_corrections(archive, edition.key, id, period.first.isoformat()),
    )


def _answering(
    archive: Archive, edition: Edition, found: list[tuple[Story, bool]], vocabulary: Vocabulary
) -> list[tuple[Story, bool]]:
    if not edition.search:
        return found
    try:
        asked = answering(archive, edition.search, [story.id for story, _ in found], vocabulary)
    except ConfigError as error:
        raise ConfigError(f'editions.toml: edition "{edition.key}": search holds {error}') from None
    return [pair for pair in found if pair[0].id in asked]


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
    feed = feed_of(issue, site)
    return {
        "html": render_html(issue).encode(),
        "text": render_text(issue).encode(),
        "rss": write_rss(feed),
        "atom": write_atom(feed),
        "markdown": render_markdown(issue).encode(),
        "mail": render_mail(issue, MailLinks(online=site)).html.encode(),
    }


def write_files(archive: Archive, issue: str, folder: Path) -> dict[str, Path]:
    """Write the renderings of an issue, as they are stored, into a folder; return their paths by format."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, body in issues.load_renderings(archive, issue).items():
        written[name] = folder / f"{issue}{SUFFIXES[name]}"
        written[name].write_bytes(body)
    return written


def _coverage(
    archive: Archive,
    edition: Edition,
    sources: Sequence[Source],
    vocabulary: Vocabulary,
    first: datetime,
    last: datetime,
) -> Coverage:
    """Return the coverage by the sources that the edition asks for: those of its cities, or all."""
    asked = [s for s in sources if s.is_enabled and (not edition.cities or s.city in edition.cities)]
    states = judge_sources(archive, last, [source.key for source in asked])
    found = issues.coverage(archive, states, first, last)
    homes = {source.city for source in asked}
    cities = [city for city in vocabulary.cities if city.id in homes]
    watched = [(city.name_in(edition.language), city.latitude, city.longitude) for city in cities]
    return replace(found, watched=tuple(sorted(watched)))


def _stories_named(made: Iterable[Edit]) -> set[str]:
    return {story for edit in made for story in (edit.action.story, edit.action.before) if story}


def _earlier(archive: Archive, edition: Edition, period: Period, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Return which of the stories and articles at hand earlier issues told."""
    at_hand = {id for one in candidates for id in (one.story, *(report.article for report in one.reports))}
    return tuple(sorted(at_hand & issues.told_before(archive, edition.key, period.first.isoformat())))

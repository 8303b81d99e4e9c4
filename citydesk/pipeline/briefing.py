"""Stories without a brief in, their summaries and cues kept; a brief that is missing or of older texts is made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from citydesk.archive import Archive, articles, stories
from citydesk.archive.briefs import Brief, mark_briefed, save_briefs, stories_without_brief
from citydesk.progress import Progress
from crawler.article import Article
from nlp.cues import VERSION, cues
from nlp.story import Story
from nlp.summarize import summarize

SUMMARY_RULES = "summary-2"
AT_ONCE = 200  # stories in one transaction

Texts = Mapping[str, Article]
Kept = Mapping[tuple[str, str], Brief]


def brief_stories(archive: Archive, progress: Progress) -> int:
    """Make the briefs of all stories that were written since; return how many stories that were."""
    done = 0
    with progress("brief", None) as tick:
        while ids := stories_without_brief(archive, AT_ONCE):
            told = [story for story, _ in stories.load_some(archive, ids)]
            found = articles.load_articles(archive, [member.article for story in told for member in story.members])
            texts = {article.id: article for article in found}
            made = [one for story in told for one in _briefs(story, texts)]
            with archive.write():
                save_briefs(archive, made)
                mark_briefed(archive, ids)
            done += len(told)
            tick(len(told))
    return done


def brief(story: Story, language: str, texts: Texts, kept: Kept) -> Brief:
    """Return the brief of a story for readers of a language: that which is kept, if it is of these texts."""
    told = tellers(story, texts)
    resolved = language if any(one.language == language for one in told) else texts[story.representative].language
    found = kept.get((story.id, resolved))
    return found if found and found.made_of == made_of(story, texts) else _make(story, resolved, told, texts)


def tellers(story: Story, texts: Texts) -> list[Article]:
    """Return the members that a summary may quote: a repost adds nothing but its own preface."""
    return [texts[member.article] for member in story.members if member.relation != "copy"]


def made_of(story: Story, texts: Texts) -> str:
    """Return a name for what a brief of a story follows from: rules, versions of texts and relations."""
    parts = (f"{one.article} {texts[one.article].version} {one.relation}" for one in story.members)
    return hashlib.sha256("\n".join((SUMMARY_RULES, VERSION, *parts)).encode()).hexdigest()


def _briefs(story: Story, texts: Texts) -> Iterator[Brief]:
    told = tellers(story, texts)
    for language in sorted({one.language for one in told} | {texts[story.representative].language}):
        yield _make(story, language, told, texts)


def _make(story: Story, language: str, told: Sequence[Article], texts: Texts) -> Brief:
    best = texts[story.representative]
    others = [one for one in told if one is not best]
    return Brief(
        story=story.id,
        language=language,
        made_of=made_of(story, texts),
        sentences=summarize(told, best.id, language),
        cues=cues([best, *others]),
    )

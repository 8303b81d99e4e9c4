"""A story → the sentences of its articles that a summary of it may be made of, each with its place and its source."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.archive import Archive, articles, crawling, stories
from citydesk.pipeline.showing import story_named
from nlp.furniture import is_furniture
from nlp.sentences import split
from nlp.story import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A sentence that may stand in a summary, and whose it is."""

    sentence: Sentence
    title: str  # of its article
    url: str
    source: str  # name of the organisation
    language: str


def choices(archive: Archive, story: str) -> tuple[Choice, ...]:
    """Return the sentences that a story's summary may be made of, article by article. Raise ConfigError."""
    found, _ = stories.load_story(archive, story_named(archive, story))
    texts = {article.id: article for article in articles.load_articles(archive, [m.article for m in found.members])}
    names = {key: source.name for key, source in crawling.load_sources(archive).items()}
    return tuple(
        Choice(
            sentence=Sentence(article=article.id, start=start, end=end, words=article.text[start:end]),
            title=article.title,
            url=article.url,
            source=names[article.source],
            language=article.language,
        )
        for article in (texts[member.article] for member in found.members)
        for start, end in split(article.text, article.language)
        if not is_furniture(article.text[start:end])
    )

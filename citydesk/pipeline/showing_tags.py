"""A name → the tags of an article or a story as an editor sees them: role, score, the words that tell, who said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citydesk.archive import Archive, articles
from citydesk.archive.tag_corrections import corrections_of
from citydesk.archive.tags import load_overruled, load_tags
from citydesk.pipeline.correcting import articles_named
from citydesk.pipeline.story_tagging import tags_of_story
from crawler.article import Article
from nlp.corrected import Correction, in_order, newest, subject
from nlp.story import Role, Span, Tag, TagKind
from nlp.vocabulary import Vocabulary

AROUND = 40  # characters of the text on either side of what is quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a text that tell a tag, with what stands around them."""

    article: str  # id
    field: str  # `title` or `text`
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTag:
    """A tag as an editor knows it."""

    kind: TagKind
    value: str
    name: str  # in English
    role: Role | None
    score: float  # 0 to 1
    reason: str
    correction: int | None  # number of the correction that it follows from
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedArticle:
    """An article with its tags."""

    id: str
    title: str
    url: str
    language: str
    tags: tuple[ShownTag, ...]
    overruled: tuple[ShownTag, ...]  # what the rules say where editors said something else


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTags:
    """The tags that a name stands for."""

    id: str  # of the article or story
    story: tuple[ShownTag, ...] | None  # None: it is an article
    articles: tuple[TaggedArticle, ...]
    corrections: tuple[Correction, ...]  # those that count, in order of time


def show_tags(archive: Archive, vocabulary: Vocabulary, name: str) -> ShownTags:
    """Return the tags of an article or story with all that tells them. Raise ConfigError."""
    asked = articles_named(archive, name)
    texts = {one.id: one for one in articles.load_articles(archive, asked.articles)}
    tags, beaten = load_tags(archive, asked.articles), load_overruled(archive, asked.articles)
    said = corrections_of(archive, asked.articles)
    told = _Telling(texts, _names(vocabulary))
    every = {one.id: one for corrections in said.values() for one in corrections}
    whole = tags_of_story(asked.articles, tags, said)
    return ShownTags(
        id=asked.id,
        story=tuple(told.tag(one, _teller(one, tags), tuple(every.values())) for one in whole)
        if asked.is_story
        else None,
        articles=tuple(
            TaggedArticle(
                id=id,
                title=texts[id].title,
                url=texts[id].url,
                language=texts[id].language,
                tags=tuple(told.tag(one, id, said[id]) for one in in_order(tags[id])),
                overruled=tuple(told.tag(one, id, ()) for one in beaten[id]),
            )
            for id in asked.articles
        ),
        corrections=tuple(every[number] for number in sorted(every)),
    )


class _Telling:
    """What puts tags in the words of an editor: the texts they quote, the names of what they name."""

    def __init__(self, texts: Mapping[str, Article], names: Mapping[tuple[str, str], str]) -> None:
        self.texts, self.names = texts, names

    def tag(self, tag: Tag, article: str, said: Sequence[Correction]) -> ShownTag:
        correction = newest(said).get(subject(tag))
        return ShownTag(
            kind=tag.kind,
            value=tag.value,
            name=self.names.get(subject(tag), tag.value),
            role=tag.role,
            score=tag.score,
            reason=tag.reason,
            correction=correction.id if correction else None,
            evidence=tuple(_quote(self.texts[article], span) for span in tag.evidence),
        )


def _teller(tag: Tag, tags: Mapping[str, Sequence[Tag]]) -> str:
    """Return the article whose evidence the tag of a story has."""
    having = [id for id in sorted(tags) for one in tags[id] if subject(one) == subject(tag)]
    same = [id for id in having for one in tags[id] if subject(one) == subject(tag) and one.evidence == tag.evidence]
    return [*same, *having, *sorted(tags)][0]


def _quote(article: Article, span: Span) -> Quote:
    text = article.title if span.field == "title" else article.text
    return Quote(
        article=article.id,
        field=span.field,
        before=text[max(0, span.start - AROUND) : span.start],
        words=span.words,
        after=text[span.end : span.end + AROUND],
    )


def _names(vocabulary: Vocabulary) -> dict[tuple[str, str], str]:
    names = {("city", one.id): one.name for one in vocabulary.cities}
    names |= {("topic", one.id): one.label for one in vocabulary.topics}
    return names | {("project", one.key): one.name for one in vocabulary.projects}

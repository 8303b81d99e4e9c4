"""A story's page: all that tell it in order of time, with relation, language, versions, and why they are together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from citydesk.archive import articles, crawling, stories
from citydesk.archive.publications import issues_telling, publication
from citydesk.archive.versions import Version, first_seen_of_versions, load_versions
from citydesk.pipeline.recent import stories_in_order
from citydesk.pipeline.showing import ShownMember, ShownStory, shown
from citydesk.pipeline.showing_tags import ShownTag, show_tags
from citydesk.web.public.document import Document, Moved
from citydesk.web.public.front import Row, row
from citydesk.web.public.lists import entries
from citydesk.web.public.site import Site
from nlp.sentences import split

MOST_CHANGES, MOST_APART = 12, 5  # sentences shown of a change; articles kept apart
BY_EDITORS = ("joined by ", "kept apart by ", "corrected by ")  # what follows is an editor's account: not for readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What another version of an article says otherwise."""

    number: int
    seen: datetime
    gone: tuple[str, ...]  # sentences
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of a story as readers see it."""

    member: ShownMember
    relation: str  # in words, "" for the text that represents the story
    why: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """An article that is like the story and not in it."""

    title: str
    url: str
    source: str
    language: str
    why: tuple[str, ...]


def story(site: Site, id: str) -> Document | Moved | None:
    """Return the page of a story; of a former id, where it has moved."""
    current = stories.find_story(site.archive, id)
    if current is None:
        return None
    if current != id:
        return Moved(path=site.path("stories", current))
    found = shown(site.archive, id)
    told = stories_in_order(site.archive, site.settings.vocabulary, [id], site.edition_like(id, found.title))
    (entry,) = entries(site, told, found.title)
    return site.page(
        "story_page.html",
        "stories",
        id,
        modified=entry.updated,
        entry=entry,
        story=found,
        members=_members(site, found),
        apart=_apart(site, found),
        tags=[one for one in _tags(site, id) if one[1]],
        threads=[(one.title, site.path("threads", one.key)) for one in found.threads if len(one.stories) > 1],
        issues=[(row.title, row.when, row.path) for row in _issues(site, id)],
        kind="article",
        description=" ".join(passage.words for passage in entry.passages) or entry.known,
        linked=_linked(site, found, entry.headline.words),
    )


def _issues(site: Site, id: str) -> list[Row]:
    found = (publication(site.archive, issue) for issue in issues_telling(site.archive, id))
    return [row(site, one, is_of_one=False) for one in found if one]


def _members(site: Site, found: ShownStory) -> list[Told]:
    ids = [one.article.id for one in found.members]
    versions = load_versions(site.archive, ids)
    seen = first_seen_of_versions(site.archive, ids)
    told = [
        Told(
            member=one,
            relation=site.words[one.relation],
            why=tuple(_public(site, one.evidence)),
            changes=tuple(_changes(versions.get(one.article.id, []), seen, one.article.language)),
        )
        for one in found.members
    ]
    return sorted(told, key=lambda one: (one.member.article.published or found.last_published, one.member.article.id))


def _changes(versions: Sequence[Version], seen: dict[tuple[str, int], datetime], language: str) -> Iterable[Change]:
    """Yield what each version says that the one before it did not, and the other way round, in sentences."""
    for before, after in pairwise(versions):
        old, new = _sentences(before, language), _sentences(after, language)
        blocks = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        changed = [one for one in blocks if one[0] != "equal"]
        yield Change(
            number=after.number,
            seen=seen[after.article, after.number],
            gone=tuple(words for _, start, end, _, _ in changed for words in old[start:end])[:MOST_CHANGES],
            new=tuple(words for _, _, _, start, end in changed for words in new[start:end])[:MOST_CHANGES],
        )


def _sentences(version: Version, language: str) -> list[str]:
    return [version.title, *(version.text[start:end] for start, end in split(version.text, language))][:400]


def _apart(site: Site, found: ShownStory) -> list[Apart]:
    """Return the articles that were compared with the story's and kept out of it, and why."""
    members = {one.article.id for one in found.members}
    verdicts = stories.neighbours(site.archive, members)
    near = sorted((pair for pair, one in verdicts.items() if one.relation is None or one.is_vetoed),
                  key=lambda pair: -verdicts[pair].probability)  # fmt: skip
    why: dict[str, tuple[str, ...]] = {}
    for pair in near:
        (other,) = set(pair) - members
        why.setdefault(other, tuple(_public(site, verdicts[pair].evidence)))
    texts = {one.id: one for one in articles.load_articles(site.archive, list(why)[:MOST_APART])}
    names = {key: source.name for key, source in crawling.load_sources(site.archive).items()}
    return [
        Apart(title=one.title, url=one.url, source=names[one.source], language=one.language, why=why[id])
        for id in list(why)[:MOST_APART]
        if (one := texts.get(id))
    ]


def _public(site: Site, evidence: Iterable[str]) -> Iterable[str]:
    """Yield evidence without what names an editor."""
    for one in evidence:
        yield site.gettext("decided by the editors") if one.startswith(BY_EDITORS) else one


def _tags(site: Site, id: str) -> Iterable[tuple[ShownTag, str, str, str]]:
    """Yield (tag, name, path, what says so) of the cities, topics and projects of a story."""
    for tag in show_tags(site.archive, site.settings.vocabulary, id).story or ():
        quoted = tag.evidence[0].words if tag.evidence else ""
        reason = next(iter(_public(site, [tag.reason]))) if tag.reason else ""
        if tag.kind == "city" and (city := site.city(tag.value)):
            yield tag, city.name_in(site.language), site.path("cities", tag.value), quoted or reason
        elif tag.kind == "topic" and (topic := site.topic(tag.value)):
            yield tag, topic.label_in(site.language), site.path("topics", tag.value), quoted or reason
        elif tag.kind == "project" and (project := site.project(tag.value)):
            yield tag, project.name, site.path("projects", tag.value), quoted or reason


def _linked(site: Site, found: ShownStory, headline: str) -> dict[str, object]:
    """Return the story as JSON-LD: news, based on the articles that tell it."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline[:110],
        "url": site.address(site.path("stories", found.id)),
        "datePublished": found.first_published.isoformat(),
        "dateModified": found.last_published.isoformat(),
        "inLanguage": found.language,
        "isBasedOn": [
            {"@type": "NewsArticle", "url": one.article.url, "headline": one.article.title[:110],
             "inLanguage": one.article.language, "publisher": {"@type": "Organization", "name": one.article.source}}
            for one in found.members[:20]
        ],
    }  # fmt: skip

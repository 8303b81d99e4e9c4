"""An article and its vector in, all its tags out: cities, topics, projects, type; members' tags in, a story's out."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.article import Article, Source
from nlp.cities import tag_cities
from nlp.content_kind import tag_kind
from nlp.content_wordings import KINDS
from nlp.encode import Encoder, Vectors
from nlp.frozen import load_background
from nlp.geometry import Geometry
from nlp.mentions import Gazetteer
from nlp.projects import tag_projects
from nlp.story import Role, Tag, TagKind
from nlp.topics import TopicClassifier, build_classifier
from nlp.vocabulary import City, Project, Vocabulary

RULES = "tag-6"  # changes with the rules: tags taken by other rules are taken again
STORY_SHARE = 0.5  # of the members, for a topic or a primary city of the story
MOST_STORY_TOPICS = 3
_ORDER: dict[TagKind, int] = {"city": 0, "topic": 1, "project": 2, "type": 3}
_RANK: dict[Role | None, int] = {"primary": 5, "about": 4, "partner": 3, "venue": 2, "mention": 1, None: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagger:
    """What tagging needs, built once a run."""

    gazetteer: Gazetteer
    classifier: TopicClassifier
    kinds: TopicClassifier  # of KINDS
    projects: tuple[Project, ...]
    source_cities: Mapping[str, str]  # source key → gazetteer id
    version: str  # of vocabulary and sources: another one tags anew

    def knows(self, kind: TagKind, value: str) -> bool:
        """Tell whether a city, topic or project is in the vocabulary; every type is."""
        if kind == "city":
            return self.gazetteer.knows(value)
        known = {"topic": self.classifier.ids, "project": [project.key for project in self.projects]}
        return kind == "type" or value in known[kind]


def build_tagger(
    vocabulary: Vocabulary, sources: Sequence[Source], encoder: Encoder, geometry: Geometry | None
) -> Tagger:
    """Build the tagger of a vocabulary; encodes every wording of its topics once (about five seconds).

    Without a geometry (another model than the default) vectors are compared as they are.
    """

    def embed(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        vectors = encoder.encode(texts)
        return geometry.centre(vectors, languages) if geometry else vectors

    cities = {source.key: source.city for source in sources if source.city and source.owner == "city"}
    return Tagger(
        gazetteer=_gazetteer(vocabulary.cities),
        classifier=build_classifier(vocabulary.topics, embed, load_background(geometry)),
        kinds=build_classifier(KINDS, embed),
        projects=vocabulary.projects,
        source_cities=cities,
        version=hashlib.sha256(repr((vocabulary, sorted(cities.items()))).encode()).hexdigest()[:8],
    )


@functools.lru_cache(maxsize=1)  # a second of work that follows from the cities alone
def _gazetteer(cities: tuple[City, ...]) -> Gazetteer:
    return Gazetteer(cities)


def tag(article: Article, vector: Vectors, tagger: Tagger) -> tuple[Tag, ...]:
    """Tag an article: cities, topics, projects, each best first, and its type. `vector` is its centred one."""
    projects = tag_projects(article, tagger.projects)
    cities = tag_cities(article, tagger.gazetteer, tagger.source_cities.get(article.source))
    topics = tagger.classifier.classify(vector, article, _hints(projects, tagger.projects))
    return (*cities, *topics, *projects, tag_kind(article, vector, tagger.kinds))


def story_tags(members: Mapping[str, tuple[Tag, ...]]) -> tuple[Tag, ...]:
    """Combine the tags of a story's members (article id → its tags), best first within each kind.

    A topic stands where half of the members have it, with the mean of their scores; at most three. A city keeps the
    score of the member that says most of it; it is primary where half of the members say so, else its next best role.
    Projects: the best score. A type belongs to a text, not to a story. Evidence is that of the member with the best
    score; its spans are of that article.
    """
    found: dict[tuple[TagKind, str], list[Tag]] = {}
    for article in sorted(members):
        for one in (one for one in members[article] if one.kind != "type"):
            found.setdefault((one.kind, one.value), []).append(one)
    combined = [_combined(tags, len(members)) for tags in found.values()]
    kept = sorted(
        (one for one in combined if one is not None), key=lambda one: (_ORDER[one.kind], -one.score, one.value)
    )
    topics = [one for one in kept if one.kind == "topic"][:MOST_STORY_TOPICS]
    return tuple(one for one in kept if one.kind != "topic" or one in topics)


def _hints(tags: Sequence[Tag], projects: Sequence[Project]) -> dict[str, float]:
    usual = {project.key: project.topics for project in projects}
    hints: dict[str, float] = {}
    for one in tags:
        for topic in usual[one.value]:
            hints[topic] = max(hints.get(topic, 0.0), one.score)
    return hints


def _combined(tags: Sequence[Tag], members: int) -> Tag | None:
    best = max(tags, key=lambda one: (_RANK[one.role], one.score))
    score, role = best.score, best.role
    if best.kind == "topic":
        score = round(sum(one.score for one in tags) / members, 4)
        if len(tags) < STORY_SHARE * members:
            return None
    elif best.kind == "city" and role == "primary":
        primaries = sum(one.role == "primary" for one in tags)
        role = "primary" if primaries >= STORY_SHARE * members else "about"
    return Tag(kind=best.kind, value=best.value, score=score, role=role, evidence=best.evidence, reason=best.reason)

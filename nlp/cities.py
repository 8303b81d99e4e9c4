"""An article in, the cities it names out: which it is about, which take part, which are only named.

The score is that of nlp.md §3.4; what changes it is said where it does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.article import Article
from nlp.city_cues import Cues, cues
from nlp.city_echoes import echoes
from nlp.content_kind import content_kind
from nlp.mentions import Gazetteer, Mention
from nlp.story import Field, Role, Span, Tag

LEAD_WORDS = 60
TITLE, LEAD, SOURCE, DATELINE, INSTITUTION, COMPARISON = 3.0, 1.5, 2.0, 0.5, 1.0, -1.5
LIST_WEIGHT = 0.1  # what a mention in a list of four or more counts
PRIMARY_SCORE, PRIMARY_SHARE, MOST_PRIMARY = 3.0, 0.35, 2
ALONE_SCORE, ALONE_SHARE = 2.5, 0.6  # one city and nobody beside it needs less
SECOND_PRIMARY = 0.9  # of the first one's score, or a place in the title
ABOUT_SCORE, ABOUT_SHARE = 2.0, 0.15
SHORT_RUN = 3  # cities in a row that are guests together, outside the lead
SEATS = frozenset({"brussels", "strasbourg", "luxembourg"})  # where everyone meets: a venue there says nothing
MOST_EVIDENCE = 6  # spans kept with a tag
_JOIN = "\n\n"
_DATELINE = re.compile(r"\s*[,(–—.:-]|\s+\(?\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mention, where it stands and what is said around it."""

    mention: Mention
    country: str  # ISO 3166-1
    is_in_title: bool
    is_in_lead: bool
    cues: Cues

    @property
    def is_listed(self) -> bool:
        """Tell whether the mention counts little: in a list, or among three guests far from the lead."""
        return self.mention.is_list or (self.mention.run >= SHORT_RUN and not self.is_in_title and not self.is_in_lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A city in an article: all its places and its score."""

    city: str
    places: tuple[Place, ...]
    is_source: bool
    content: float  # score by what the article says
    score: float  # with what the source says

    @property
    def free(self) -> tuple[Place, ...]:
        """Return the places outside lists."""
        return tuple(place for place in self.places if not place.is_listed)

    @property
    def is_in_title(self) -> bool:
        """Tell whether the title names it, outside a list."""
        return any(place.is_in_title for place in self.free)


def tag_cities(article: Article, gazetteer: Gazetteer, source_city: str | None = None) -> tuple[Tag, ...]:
    """Tag an article with its cities, best score first.

    `source_city` is the gazetteer id of the city whose official source it is. It weighs as much as two mentions, and
    alone where no city is named. At most two cities are primary; a list of four or more makes partners.
    """
    whole = f"{article.title}{_JOIN}{article.text}"
    places = _places(whole, article, gazetteer)
    standings = _standings(places, whole, len(article.title), source_city)
    if source_city and not any(standing.free for standing in standings):
        return _of_source_alone(standings, article, source_city)
    is_roundup = content_kind(article) == "roundup"
    roles = _roles(standings, is_roundup)
    return tuple(_tag(standing, roles[standing.city], article) for standing in standings)


def _places(whole: str, article: Article, gazetteer: Gazetteer) -> list[Place]:
    title_end = len(article.title)
    lead_end = _lead_end(whole, title_end + len(_JOIN))
    return [
        Place(
            mention=mention,
            country=gazetteer.country(mention.city),
            is_in_title=mention.end <= title_end,
            is_in_lead=title_end < mention.start < lead_end,
            cues=cues(whole, mention),
        )
        for mention in gazetteer.mentions(whole, article.language)
    ]


def _lead_end(whole: str, text_start: int) -> int:
    end = text_start
    for count, word in enumerate(re.finditer(r"\S+", whole[text_start:]), 1):
        end = text_start + word.end()
        if count == LEAD_WORDS:
            break
    return end


def _standings(places: Sequence[Place], whole: str, title_end: int, source_city: str | None) -> list[Standing]:
    by_city: dict[str, list[Place]] = {}
    for place in places:
        by_city.setdefault(place.mention.city, []).append(place)
    echoed = _echoed(by_city, whole)
    standings = []
    for city, own in by_city.items():
        content = _score(own, echoed[city]) + DATELINE * _is_dateline(own[0], whole, title_end)
        is_source = city == source_city and not all(place.is_listed for place in own)
        standings.append(
            Standing(
                city=city,
                places=tuple(own),
                is_source=city == source_city,
                content=content,
                score=content + SOURCE * is_source,
            )
        )
    return sorted(standings, key=lambda one: (-one.score, one.places[0].mention.start))


def _echoed(by_city: Mapping[str, Sequence[Place]], whole: str) -> Counter[str]:
    """Return how often `the Italian city` means a city: it is the only one of its country outside lists."""
    if not by_city:
        return Counter()
    free = {city: own[0].country for city, own in by_city.items() if not all(place.is_listed for place in own)}
    only = Counter(free.values())
    counts = echoes(whole)
    return Counter({city: counts[country] for city, country in free.items() if only[country] == 1})


def _score(places: Sequence[Place], echoed: int) -> float:
    """Score what the article says of a city; two or three in one breath share the weight of title and lead."""
    free = [place for place in places if not place.is_listed]
    score = math.log2(1 + len(free) + echoed + LIST_WEIGHT * (len(places) - len(free)))
    score += max((TITLE / math.sqrt(place.mention.run) for place in free if place.is_in_title), default=0.0)
    score += max((LEAD / math.sqrt(place.mention.run) for place in free if place.is_in_lead), default=0.0)
    score += INSTITUTION * any(place.cues.is_institution for place in free)
    if free and all(place.cues.is_comparison for place in free):
        score += COMPARISON
    return score


def _is_dateline(place: Place, whole: str, title_end: int) -> bool:
    """Tell whether the text begins with the city's name: `NANTES (12 May) – …`."""
    mention = place.mention
    return mention.start == title_end + len(_JOIN) and _DATELINE.match(whole, mention.end) is not None


def _roles(standings: Sequence[Standing], is_roundup: bool) -> dict[str, Role]:
    total = sum(max(standing.score, 0.0) for standing in standings)
    has_list = any(place.mention.is_list for standing in standings for place in standing.places)
    roles: dict[str, Role] = {}
    best: float | None = None
    for standing in standings:
        role = _role(standing, standing.score / total if total > 0 else 0.0, has_list, is_roundup)
        if role == "primary" and (best is None or _stands_beside(standing, best)):
            roles[standing.city] = role if list(roles.values()).count("primary") < MOST_PRIMARY else "about"
            best = best or standing.content
        else:
            roles[standing.city] = "about" if role == "primary" else role
    return roles


def _role(standing: Standing, share: float, has_list: bool, is_roundup: bool) -> Role:
    if not standing.free:
        return "partner"
    if _is_only_venue(standing, has_list):
        return "venue"
    is_primary = standing.score >= PRIMARY_SCORE and share >= PRIMARY_SHARE
    is_alone = standing.score >= ALONE_SCORE and share >= ALONE_SHARE
    if (is_primary or is_alone) and (not is_roundup or standing.is_source):
        return "primary"
    if (standing.score >= ABOUT_SCORE and share >= ABOUT_SHARE) or is_roundup:
        return "about"
    guests = [place for place in standing.places if place.cues.is_guest or place.is_listed]
    return "partner" if guests else "mention"


def _is_only_venue(standing: Standing, has_list: bool) -> bool:
    """Tell whether others merely met there: at a seat of the Union, or without being one of those who took part."""
    if standing.is_source or not all(place.cues.is_venue for place in standing.free):
        return False
    is_participant = len(standing.free) < len(standing.places)
    return standing.city in SEATS or (has_list and not is_participant)


def _stands_beside(standing: Standing, best: float) -> bool:
    return standing.is_in_title or standing.content >= SECOND_PRIMARY * best


def _of_source_alone(standings: Sequence[Standing], article: Article, source_city: str) -> tuple[Tag, ...]:
    """Tag an article that names no city outside a list: the source's own news, unless it is one of a list."""
    tags = tuple(_tag(standing, "partner", article) for standing in standings)
    if any(standing.city == source_city for standing in standings):
        return tags
    own = Tag(
        kind="city",
        value=source_city,
        score=_squashed(SOURCE),
        role="primary",
        reason="published by the city's own source, no other city named",
    )
    return (own, *tags)


def _tag(standing: Standing, role: Role, article: Article) -> Tag:
    spans = tuple(_span(place.mention, article) for place in (standing.free or standing.places)[:MOST_EVIDENCE])
    reason = "published by the city's own source" if standing.is_source else ""
    return Tag(
        kind="city", value=standing.city, score=_squashed(standing.score), role=role, evidence=spans, reason=reason
    )


def _span(mention: Mention, article: Article) -> Span:
    title_end = len(article.title)
    name: Field = "title" if mention.end <= title_end else "text"
    shift = 0 if name == "title" else title_end + len(_JOIN)
    return Span(field=name, start=mention.start - shift, end=mention.end - shift, words=mention.words)


def _squashed(score: float) -> float:
    """Return a score from 0 to 1: half at the threshold of a primary city."""
    return round(1 - 2 ** (-max(score, 0.0) / PRIMARY_SCORE), 4)

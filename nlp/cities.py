"""An article in, the cities it names out: which it is about, which take part, which are only named.

The thresholds are those of nlp.md §3.4; what differs says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.article import Article
from nlp.city_scores import Standing, standings
from nlp.content_kind import content_kind
from nlp.mentions import Gazetteer
from nlp.story import Role, Tag

SOURCE = 2.0  # what it is worth that the article comes from the city's own source
PRIMARY_SCORE, PRIMARY_SHARE, MOST_PRIMARY = 3.0, 0.35, 2
ALONE_SCORE, ALONE_SHARE = 2.5, 0.6  # one city and nobody beside it needs less
BESIDE = 0.9  # of the first one's score, or a place in the title, for a second primary city
ABOUT_SCORE, ABOUT_SHARE = 2.0, 0.15
SEATS = frozenset({"brussels", "strasbourg", "luxembourg"})  # where everyone meets: a venue there says nothing
MOST_EVIDENCE = 6  # spans kept with a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What all cities of an article share."""

    total: float  # of all scores
    has_list: bool  # of four cities or more
    is_roundup: bool
    source_city: str | None


def tag_cities(article: Article, gazetteer: Gazetteer, source_city: str | None = None) -> tuple[Tag, ...]:
    """Tag an article with its cities, best score first.

    `source_city` is the gazetteer id of the city whose official source it is: it adds to the city's score, and where
    no other city is primary the article is that city's own news, unless it is one of a list. At most two cities are
    primary; a list of four or more makes partners; a roundup has no primary city but its source's.
    """
    found = sorted(standings(article, gazetteer, source_city), key=lambda one: -_worth(one, source_city))
    roles = _roles(found, _context(found, article, source_city))
    tags = tuple(_tag(one, roles[one.city], source_city) for one in found)
    is_guest = any(place.is_listed for one in found if one.city == source_city for place in one.places)
    if source_city and "primary" not in roles.values() and not is_guest:
        return _with_own(tags, source_city)
    return tags


def _worth(standing: Standing, source_city: str | None) -> float:
    return standing.score + SOURCE * (standing.city == source_city and bool(standing.free))


def _context(found: Sequence[Standing], article: Article, source_city: str | None) -> _Context:
    named = any(one.city == source_city for one in found)
    total = sum(max(_worth(one, source_city), 0.0) for one in found)
    return _Context(
        total=total if named or source_city is None else total + SOURCE,
        has_list=any(place.mention.is_list for one in found for place in one.places),
        is_roundup=content_kind(article) == "roundup",
        source_city=source_city,
    )


def _roles(found: Sequence[Standing], context: _Context) -> dict[str, Role]:
    """Return the role of each city; `found` is best first."""
    roles: dict[str, Role] = {}
    best: float | None = None
    for one in found:
        role = _role(one, context)
        if role == "primary" and best is not None:
            is_beside = one.is_in_title or one.score >= BESIDE * best
            has_room = list(roles.values()).count("primary") < MOST_PRIMARY
            role = "primary" if is_beside and has_room else "about"
        if role == "primary" and best is None:
            best = one.score
        roles[one.city] = role
    return roles


def _role(standing: Standing, context: _Context) -> Role:
    if not standing.free:
        return "partner"
    if _is_only_venue(standing, context):
        return "venue"
    score = _worth(standing, context.source_city)
    share = score / context.total if context.total > 0 else 0.0
    is_clear = (score >= PRIMARY_SCORE and share >= PRIMARY_SHARE) or (score >= ALONE_SCORE and share >= ALONE_SHARE)
    if is_clear and (not context.is_roundup or standing.city == context.source_city):
        return "primary"
    if (score >= ABOUT_SCORE and share >= ABOUT_SHARE) or context.is_roundup:
        return "about"
    is_guest = any(place.cues.is_guest or place.is_listed for place in standing.places)
    return "partner" if is_guest else "mention"


def _is_only_venue(standing: Standing, context: _Context) -> bool:
    """Tell whether others merely met there: at a seat of the Union, or without being one of those who took part."""
    if standing.city == context.source_city or not all(place.cues.is_venue for place in standing.free):
        return False
    takes_part = len(standing.free) < len(standing.places)
    return standing.city in SEATS or (context.has_list and not takes_part)


def _with_own(tags: tuple[Tag, ...], source_city: str) -> tuple[Tag, ...]:
    """Make the source's own city primary: nothing in the article says that it is about another."""
    named = next((tag for tag in tags if tag.value == source_city), None)
    own = Tag(
        kind="city",
        value=source_city,
        score=named.score if named else _squashed(SOURCE),
        role="primary",
        evidence=named.evidence if named else (),
        reason="published by the city's own source; no other city is primary",
    )
    return (own, *(tag for tag in tags if tag is not named))


def _tag(standing: Standing, role: Role, source_city: str | None) -> Tag:
    places = (standing.free or standing.places)[:MOST_EVIDENCE]
    return Tag(
        kind="city",
        value=standing.city,
        score=_squashed(_worth(standing, source_city)),
        role=role,
        evidence=tuple(place.span for place in places),
        reason="published by the city's own source" if standing.city == source_city else "",
    )


def _squashed(score: float) -> float:
    """Return a score from 0 to 1: half at the threshold of a primary city."""
    return round(1 - 2 ** (-max(score, 0.0) / PRIMARY_SCORE), 4)

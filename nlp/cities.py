"""An article in, the cities it names out: which it is about, which take part, which are only named.

The thresholds are those of nlp.md §3.4; what differs says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.article import Article
from nlp.city_passages import is_survey
from nlp.city_scores import Standing, standings
from nlp.content_kind import content_kind
from nlp.mentions import Gazetteer
from nlp.story import Role, Tag

SOURCE = 2.0  # what it is worth that the article comes from the city's own source
PRIMARY_SCORE, PRIMARY_SHARE, MOST_PRIMARY = 3.0, 0.35, 2
ALONE_SCORE, ALONE_SHARE = 2.5, 0.6  # one city and nobody beside it needs less
BESIDE = 0.9  # of the first one's score, or a place in the title, for a second primary city
ABOUT_SCORE, ABOUT_SHARE = 1.5, 0.15
SEATS = frozenset({"brussels", "strasbourg", "luxembourg"})  # where everyone meets: a venue there says nothing
METONYM = "brussels"  # the Union, unless something says that the city is meant
MOST_EVIDENCE = 6  # spans kept with a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What all cities of an article share."""

    total: float  # of all scores
    has_list: bool  # of four cities or more
    is_roundup: bool
    source_city: str | None  # None also where the content is another city's


def tag_cities(article: Article, gazetteer: Gazetteer, source_city: str | None = None) -> tuple[Tag, ...]:
    """Tag an article with its cities, best score first.

    `source_city` is the gazetteer id of the city whose official source it is: it adds to the city's score, unless the
    article is another's (`_is_overruled`), and where no other city is primary the article is that city's own news,
    unless it is of a list of cities. At most two cities are primary; a list of four or more makes partners; a roundup
    has no primary city but its source's.
    """
    given = standings(article, gazetteer, source_city)
    home = None if source_city is None or _is_overruled(source_city, given) else source_city
    found = sorted(given, key=lambda one: -_worth(one, home))
    context = _context(found, article, home)
    roles = _roles(found, context)
    tags = tuple(_tag(one, roles[one.city], home) for one in found)
    if home and "primary" not in roles.values() and not _is_of_others(home, found, context):
        return _with_own(tags, home)
    return tags


def _is_overruled(source_city: str, found: Sequence[Standing]) -> bool:
    """Tell whether an article is another city's: its own is not prominent, and title or text speak of the other one.

    Where it never names its own city, which it may call `the city`, only a title is enough.
    """
    own = next((one for one in found if one.city == source_city), None)
    if own is not None and not own.is_passing:
        return False
    others = [one for one in found if one.city != source_city and not _is_guest(one)]
    return any(one.is_in_title or (own is not None and not one.is_passing and not _is_met_in(one)) for one in others)


def _is_of_others(home: str, found: Sequence[Standing], context: _Context) -> bool:
    """Tell whether an article tells of a list of cities: with its source among them, or without naming it."""
    own = next((one for one in found if one.city == home), None)
    return context.has_list if own is None else any(place.is_listed for place in own.places)


def _is_met_in(standing: Standing) -> bool:
    return bool(standing.free) and all(place.cues.is_venue for place in standing.free)


def _is_guest(standing: Standing) -> bool:
    return any(place.cues.is_guest or place.is_listed for place in standing.places)


def _worth(standing: Standing, home: str | None) -> float:
    return standing.score + SOURCE * (standing.city == home and bool(standing.free))


def _context(found: Sequence[Standing], article: Article, home: str | None) -> _Context:
    named = [one for one in found if one.city == home]
    total = sum(max(_worth(one, home), 0.0) for one in found if not _is_union(one, home))
    return _Context(
        total=total if named or home is None else total + SOURCE,
        has_list=any(place.mention.is_list for one in found for place in one.places),
        is_roundup=content_kind(article) == "roundup" or (not named and is_survey(found)),
        source_city=home,
    )


def _roles(found: Sequence[Standing], context: _Context) -> dict[str, Role]:
    """Return the role of each city; `found` is best first."""
    primary = _primary(found, context)
    return {one.city: "primary" if one.city in primary else _lesser(one, context, bool(primary)) for one in found}


def _primary(found: Sequence[Standing], context: _Context) -> tuple[str, ...]:
    """Return the cities that an article is about above all; `found` is best first."""
    clear = [one for one in found if _is_clear(one, context)]
    beside = [one for one in clear[1:] if one.is_in_title or one.score >= BESIDE * clear[0].score]
    return tuple(one.city for one in (clear[:1] + beside)[:MOST_PRIMARY])


def _is_clear(standing: Standing, context: _Context) -> bool:
    is_home = standing.city == context.source_city
    if (context.is_roundup and not is_home) or not standing.free:
        return False
    if standing.is_passing and not is_home and not any(place.cues.is_institution for place in standing.free):
        return False
    if _is_host(standing, context) or _is_union(standing, context.source_city):
        return False
    score = _worth(standing, context.source_city)
    share = score / context.total if context.total > 0 else 0.0
    return (score >= PRIMARY_SCORE and share >= PRIMARY_SHARE) or (score >= ALONE_SCORE and share >= ALONE_SHARE)


def _lesser(standing: Standing, context: _Context, has_primary: bool) -> Role:
    """Return the role of a city that is not primary."""
    takes_part = any(place.is_listed for place in standing.places)
    is_met_in = _is_host(standing, context)
    if not standing.free or (takes_part and is_met_in):
        return "partner"
    if is_met_in or (has_primary and _is_met_in(standing)):
        return "venue"
    if _is_union(standing, context.source_city):
        return "mention"
    score = _worth(standing, context.source_city)
    share = score / context.total if context.total > 0 else 0.0
    is_substantial = score >= ABOUT_SCORE and share >= ABOUT_SHARE and not standing.is_passing
    if is_substantial or context.is_roundup:
        return "about"
    takes_part |= any(place.cues.is_guest or place.cues.is_companion for place in standing.free)
    return "partner" if takes_part else "mention"


def _is_host(standing: Standing, context: _Context) -> bool:
    """Tell whether others merely met there: at a seat of the Union, or those of a list that it doesn't head."""
    heads_list = any(place.is_listed and place.mention.start == place.mention.run_start for place in standing.places)
    if standing.city == context.source_city or not standing.free or heads_list:
        return False
    if context.has_list:
        return _is_met_in(standing) or (
            len(standing.sentences) == 1 and all(place.cues.is_located for place in standing.free)
        )
    return standing.city in SEATS and _is_met_in(standing)


def _is_union(standing: Standing, home: str | None) -> bool:
    """Tell whether nothing says that more is meant than the Union: no office of the city, no `Belgian capital`."""
    if standing.city != METONYM or standing.city == home or standing.echoed:
        return False
    is_place = len(standing.sentences) > 1 and any(place.cues.is_located for place in standing.free)
    return not is_place and not any(place.cues.is_institution for place in standing.free)


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


def _tag(standing: Standing, role: Role, home: str | None) -> Tag:
    places = (standing.free or standing.places)[:MOST_EVIDENCE]
    return Tag(
        kind="city",
        value=standing.city,
        score=_squashed(_worth(standing, home)),
        role=role,
        evidence=tuple(place.span for place in places),
        reason="published by the city's own source" if standing.city == home else "",
    )


def _squashed(score: float) -> float:
    """Return a score from 0 to 1: half at the threshold of a primary city."""
    return round(1 - 2 ** (-max(score, 0.0) / PRIMARY_SCORE), 4)

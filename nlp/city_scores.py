"""An article in, a standing for every city it names out: where, how, and what that is worth (nlp.md §3.4)."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.article import Article
from nlp.city_cues import Cues, cues
from nlp.city_echoes import echoes
from nlp.mentions import Gazetteer, Mention
from nlp.sentences import split
from nlp.story import Span

LEAD_WORDS = 60
OPENING_SHARE = 0.4  # of a short text, whose first sixty words may be all of it
TITLE, LEAD, DATELINE, INSTITUTION, COMPARISON = 3.0, 1.5, 0.5, 1.0, -1.5
LISTED = 0.1  # what a mention in a list of four or more counts
SHORT_RUN = 3  # cities in a row that are guests together, outside title and lead
CUT_WORDS = 6  # a shorter title is one of its own
_JOIN = "\n¶\n"  # between title and text; no enumeration and no sentence runs across it
_DATELINE = re.compile(r"\s*[,(–—.:-]|\s+\(?\d")
_CUT = " .…"
_SENTENCE_ENDS = ("", ".", "!", "?", ":")
TITLE_SENTENCE = -1  # the title's place among the sentences of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mention, where it stands and what is said around it."""

    mention: Mention
    span: Span
    country: str  # ISO 3166-1
    sentence: int  # which of the text, from 0; TITLE_SENTENCE in the title
    is_in_lead: bool  # first sixty words
    is_opening: bool  # in the first sentence, or in the first two fifths of the lead of a short text
    is_dateline: bool  # the text begins with it: `NANTES (12 May) – …`
    cues: Cues

    @property
    def is_in_title(self) -> bool:
        """Tell whether it stands in the title."""
        return self.span.field == "title"

    @property
    def is_listed(self) -> bool:
        """Tell whether the mention counts little: in a list, or among three guests far from the lead."""
        return self.mention.is_list or (self.mention.run >= SHORT_RUN and not self.is_in_title and not self.is_in_lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where the parts of an article lie in title and text together; all are characters from its beginning."""

    title_end: int
    language: str
    sentences: tuple[tuple[int, int], ...]  # of the text
    lead_end: int
    opening_end: int

    @property
    def text_start(self) -> int:
        """Return where the text begins."""
        return self.title_end + len(_JOIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A city in an article: its places in order and the score of what is said of it."""

    city: str
    places: tuple[Place, ...]
    echoed: int  # times that the text calls it by its country: `the Italian city`
    score: float

    @property
    def free(self) -> tuple[Place, ...]:
        """Return the places outside lists."""
        return tuple(place for place in self.places if not place.is_listed)

    @property
    def is_in_title(self) -> bool:
        """Tell whether the title names it, outside a list."""
        return any(place.is_in_title for place in self.free)

    @property
    def sentences(self) -> frozenset[int]:
        """Return the sentences that name it outside lists."""
        return frozenset(place.sentence for place in self.free)

    @property
    def is_passing(self) -> bool:
        """Tell whether only one sentence speaks of it, neither title nor opening."""
        is_prominent = self.is_in_title or any(place.is_opening for place in self.free)
        return not is_prominent and len(self.sentences) + self.echoed <= 1


def standings(article: Article, gazetteer: Gazetteer, source_city: str | None = None) -> tuple[Standing, ...]:
    """Return a standing for every city that an article names, in order of first mention.

    `source_city` is the city whose own source the article comes from.
    """
    title = "" if _is_beginning(article.title, article.text) else article.title
    whole = f"{title}{_JOIN}{article.text}"
    by_city: dict[str, list[Place]] = {}
    mentions = gazetteer.mentions(whole, article.language, source_city)
    layout = _layout(title, article.text, article.language)
    for mention in mentions:
        place = _place(whole, mention, layout, gazetteer.country(mention.city))
        by_city.setdefault(mention.city, []).append(place)
    echoed = _echoed(by_city, whole)
    return tuple(
        Standing(city=city, places=tuple(own), echoed=echoed[city], score=_score(own, echoed[city]))
        for city, own in by_city.items()
    )


def _is_beginning(title: str, text: str) -> bool:
    """Tell whether the title is only the text's beginning, cut inside a sentence: then it says nothing twice."""
    first, cut = " ".join(text.split("\n\n", 1)[0].split()), " ".join(title.rstrip(_CUT).split())
    if not first.startswith(cut) or len(cut.split()) < CUT_WORDS:
        return False
    is_whole_text = " ".join(text.split()).rstrip(_CUT) == cut
    return is_whole_text or first[len(cut) :].lstrip()[:1] not in _SENTENCE_ENDS


def _layout(title: str, text: str, language: str) -> _Layout:
    text_start = len(title) + len(_JOIN)
    sentences = tuple((start + text_start, end + text_start) for start, end in split(text, language))
    lead = [text_start + word.end() for word in islice(re.finditer(r"\S+", text), LEAD_WORDS)]
    first_end = sentences[0][1] if sentences else text_start
    return _Layout(
        title_end=len(title),
        language=language,
        sentences=sentences,
        lead_end=lead[-1] if lead else text_start,
        opening_end=max(first_end, min(text_start + int(OPENING_SHARE * len(text)), lead[-1] if lead else text_start)),
    )


def _place(whole: str, mention: Mention, layout: _Layout, country: str) -> Place:
    start, is_in_text = mention.start, mention.start > layout.title_end
    sentence = bisect_right(layout.sentences, (start, len(whole))) - 1 if is_in_text else TITLE_SENTENCE
    bounds = layout.sentences[sentence] if sentence >= 0 else (0, layout.title_end)
    return Place(
        mention=mention,
        span=_span(mention, layout.title_end),
        country=country,
        sentence=sentence,
        is_in_lead=is_in_text and start < layout.lead_end,
        is_opening=is_in_text and start < layout.opening_end,
        is_dateline=start == layout.text_start and _DATELINE.match(whole, mention.end) is not None,
        cues=cues(whole, mention, bounds, layout.language),
    )


def _span(mention: Mention, title_end: int) -> Span:
    is_title = mention.end <= title_end
    shift = 0 if is_title else title_end + len(_JOIN)
    return Span(
        field="title" if is_title else "text",
        start=mention.start - shift,
        end=mention.end - shift,
        words=mention.words,
    )


def _echoed(by_city: Mapping[str, Sequence[Place]], whole: str) -> Counter[str]:
    """Return how often `the Italian city` means a city: it is the only one of its country outside lists."""
    if not by_city:
        return Counter()
    free = {city: own[0].country for city, own in by_city.items() if not all(place.is_listed for place in own)}
    cities_of = Counter(free.values())
    counts = echoes(whole)
    return Counter({city: counts[country] for city, country in free.items() if cities_of[country] == 1})


def _score(places: Sequence[Place], echoed: int) -> float:
    """Score what an article says of a city; cities named in one breath share the weight of title and lead."""
    free = [place for place in places if not place.is_listed]
    said = len({place.sentence for place in free})
    score = math.log2(1 + said + echoed + LISTED * (len(places) - len(free)))
    score += max((TITLE / math.sqrt(place.mention.run) for place in free if place.is_in_title), default=0.0)
    score += max((LEAD / math.sqrt(place.mention.run) for place in free if place.is_in_lead), default=0.0)
    score += INSTITUTION * any(place.cues.is_institution for place in free)
    score += DATELINE * any(place.is_dateline for place in free)
    if free and all(place.cues.is_comparison for place in free):
        score += COMPARISON
    return score

"""Standings of an article's cities in, whether several of them have a passage each out: a round-up by its shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nlp.city_scores import TITLE_SENTENCE, Standing

FEWEST_CITIES = 3  # with a sentence of their own
MOST_SHARE = 0.5  # of those sentences, for any one of them: more and the article is that city's


def is_survey(found: Sequence[Standing]) -> bool:
    """Tell whether three cities or more have sentences of their own, none of them most, the title naming none or three.

    `Vilnius: … Warsaw: … Riga: …` has no primary city, whatever its headline calls it.
    """
    if 0 < sum(one.is_in_title for one in found) < FEWEST_CITIES:
        return False
    named: dict[int, set[str]] = {}
    for one in found:
        for sentence in one.sentences - {TITLE_SENTENCE}:
            named.setdefault(sentence, set()).add(one.city)
    own = Counter(next(iter(cities)) for cities in named.values() if len(cities) == 1)
    return len(own) >= FEWEST_CITIES and max(own.values()) <= MOST_SHARE * own.total()

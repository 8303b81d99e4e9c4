"""The articles of a story → signs of how much it matters: what is decided, how much money, how many people, by whom.

News that is told once has no number of reports to rank it by; what editors go by then stands in its title and lead:
who acts, how far it reaches, how big it is (news values: Harcup and O'Neill, Journalism Studies 2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from crawler.article import Article
from nlp.cue_words import CITIES, LISTS, PEOPLE
from nlp.months import in_small_letters, served_by, with_plain_marks
from nlp.phases import PHASES, phases
from nlp.scales import scale_after
from nlp.story import Cues

VERSION = "cues-2"  # another name for other rules: what was worked out by old ones is worked out anew
LEAD_CHARACTERS = 600  # the lead and what explains it
LIGHT = ("personnel", "ceremony", "invitation", "routine")
BODIES = ("union", "state", "together", "city hall")
_COLON = re.compile(r"[:–—]\s+|,\s+(?=(?:la|il|le|the)\s)")
_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|les|il|lo|i|gli|el|los|las|de|het|[^\W\d_]{0,2}')\s?|\d+\s|\w+\s")
MOST_MEMBERS = 8  # of a story: more say the same
_FIGURE = r"(?<![\w.,])\d{1,3}(?:[.,'’ ]?\d{3})*(?:[.,]\d{1,2})?(?!\d)"
_CURRENCY = r"(?:€|\$|£|eur\b|euro\w{0,3}\b|ευρω|chf\b|fr\.|franken|francs?\b|franchi|usd\b|gbp\b|kronor|korun|zł|zlot)"
_MONEY = re.compile(rf"{_CURRENCY}\s?(?P<after>{_FIGURE})|(?P<before>{_FIGURE})(?=[^;:\d\n]{{0,16}}?{_CURRENCY})")
_NUMBER = re.compile(_FIGURE)
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORDS, _NEXT_CHARACTERS = 3, 40  # from a number to what it counts: "12 000 new residents"
_STOP = re.compile(r"[.,;:!?()\n]|\d")
MOST_CITIES = 999  # a larger number before "cities" is a year, or a sum


def cues(articles: Sequence[Article]) -> Cues:
    """Return the signs of a story, the best article first: what one language does not say to us another may.

    Money is in the text's own currency: a franc or a dollar counts as a euro. No articles: no signs.
    """
    found = [_of_one(article) for article in articles[:MOST_MEMBERS]]
    return Cues(
        phase=next((one.phase for one in found if one.phase), None),
        money=next((one.money for one in found if one.money), 0.0),
        people=next((one.people for one in found if one.people), 0.0),
        cities=next((one.cities for one in found if one.cities), 0.0),
        marks=tuple(sorted({mark for one in found for mark in one.marks})),
        in_title=tuple(sorted({mark for one in found for mark in one.in_title})),
        acts=next((one.acts for one in found if one.acts), None),
        light=next((one.light for one in found if one.light), None),
        length=max((one.length for one in found), default=0),
    )


def _of_one(article: Article) -> Cues:
    language = served_by(article.language)
    title = _plain(article.title, language)
    lead = f"{title}. {_plain(article.text[:LEAD_CHARACTERS], language)}"
    told = phases(article.title, article.language)
    in_title = frozenset(_named(title))
    return Cues(
        phase=next((phase for phase in reversed(PHASES) if phase in told), None),
        money=max((_value(match, lead, language) for match in _MONEY.finditer(lead)), default=0.0),
        people=max(_counts(lead, language, _people()), default=0.0),
        cities=max((number for number in _counts(lead, language, _cities()) if number <= MOST_CITIES), default=0.0),
        marks=tuple(sorted(set(_named(lead)) - set(LIGHT))),
        in_title=tuple(sorted(in_title - set(LIGHT))),
        acts=_actor(title),
        light=next((mark for mark in LIGHT if mark in in_title), None),
        length=len(article.text),
    )


def _plain(text: str, language: str) -> str:
    return in_small_letters(with_plain_marks(text), language)


def _value(match: re.Match[str], text: str, language: str) -> float:
    name = "after" if match["after"] else "before"
    times, _ = scale_after(text, match.end(name), language, has_money=True)
    return _figure(match[name]) * times


def _counts(text: str, language: str, of: re.Pattern[str]) -> Iterator[float]:
    """Yield the numbers that count something, by the words right after them."""
    for match in _NUMBER.finditer(text):
        times, end = scale_after(text, match.end(), language, has_money=False)
        stop = _STOP.search(text, end, end + _NEXT_CHARACTERS)
        words = _WORD.findall(text, end, stop.start() if stop else end + _NEXT_CHARACTERS)[:_NEXT_WORDS]
        if any(of.match(word) for word in words):
            yield _figure(match[0]) * times


def _figure(words: str) -> float:
    """Return the value of a figure; a mark before three digits groups thousands, another one parts decimals."""
    whole = re.sub(r"[.,'’ ](?=\d{3}(?:\D|$))", "", words)
    return float(whole.replace(",", "."))


def _actor(title: str) -> str | None:
    """Return who acts: the institution right at the beginning of a title, or after its colon, past an article."""
    begins = {0, *(match.end() for match in _COLON.finditer(title))}
    places = {place + len(match[0]) for place in begins if (match := _ARTICLE.match(title[place:]))} | begins
    found = {name for name, start in _places(title) if start in places}
    return next((name for name in BODIES if name in found), None)


def _named(text: str) -> Iterator[str]:
    """Yield the lists of which a word begins in the text."""
    return (name for name, _ in _places(text))


def _places(text: str) -> Iterator[tuple[str, int]]:
    automaton, lists = _words()
    for index, start, _ in automaton.find_matches_as_indexes(f"{text} ", overlapping=True):
        if start == 0 or not text[start - 1].isalnum():
            yield lists[index], start


@cache
def _words() -> tuple[AhoCorasick, tuple[str, ...]]:
    pairs = [(word, name) for name, words in LISTS.items() for word in words.split("|")]
    return AhoCorasick([word for word, _ in pairs]), tuple(name for _, name in pairs)


@cache
def _people() -> re.Pattern[str]:
    return re.compile(PEOPLE)


@cache
def _cities() -> re.Pattern[str]:
    return re.compile(CITIES)

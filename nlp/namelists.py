"""Text → the same text without long lists of names: sixteen partner cities make two happenings look alike.

A name begins with a capital, has up to five words ("L'Hospitalet de Llobregat", "Frankfurt am Main") and may bear a
country in brackets. German writes every noun so: there a list counts only if it looks like names, not like nouns.
"""

from __future__ import annotations

import re
import sys
from functools import cache

SHORTEST_LIST = 5  # names in a row
_NEAR = 200  # characters around a list in which its language shows

_PARTICLES = (
    "am|an|auf|bei|ob|im|in|der|den|dem|zu|zum|de|del|della|delle|di|da|do|dos|das|des|du|la|le|les|los|las|el|sur|sous|"
    "en|et|upon|on|of|the|von|van|vom|na|nad|nade|pod|pri|u|pe|aan|aan den|op"
)
# Between names: a mark, or a word before the last of them
_AND = (
    "and|und|sowie|et|ainsi que|en|e|ed|y|i|oraz|og|och|samt|ja|ning|sekä|jakož i|ir|bei|un|și|şi|a|in|te|eta|dhe|"
    "agus|u|kai|και|и|й|і|та|ve|és|&|\\+"
)
_MARK = r"\s?[,;·•|/]\s?(?:[-*•]\s)?|\s[-–—]\s|\s?\n\s?[-*•·–]\s?"
_GERMAN = re.compile(r"\b(?:und|der|die|das|für|mit|den|sowie|von)\b")
# Cities that German lists of the network name; two of them, or brackets, or full names tell a list of names.
_CITIES = (
    "wien graz linz salzburg berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dortmund essen bremen "
    "dresden hannover nürnberg duisburg mannheim heidelberg freiburg münster bonn zürich genf basel bern lausanne "
    "winterthur luzern paris lyon marseille toulouse nizza nantes straßburg bordeaux lille rennes grenoble rom mailand "
    "turin neapel florenz bologna genua venedig palermo madrid barcelona valencia sevilla bilbao saragossa lissabon "
    "porto london manchester glasgow edinburgh birmingham dublin cork belfast brüssel antwerpen gent lüttich amsterdam "
    "rotterdam utrecht eindhoven kopenhagen aarhus oslo bergen stockholm göteborg malmö helsinki espoo tampere turku "
    "tallinn tartu riga vilnius kaunas warschau krakau łódź lodz breslau danzig posen prag brünn ostrau bratislava "
    "pressburg kaschau budapest debrecen ljubljana laibach maribor zagreb split belgrad sarajevo skopje tirana sofia "
    "plowdiw warna bukarest klausenburg temeswar athen thessaloniki istanbul ankara izmir kiew kyjiw charkiw lwiw "
    "odessa nikosia valletta luxemburg reykjavik"
)
_COUNTRY = re.compile(r"\([^()\n]{2,30}\)")
_WORD = re.compile(r"[^\W\d_]+")


def name_lists(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` where five or more capitalised names follow each other."""
    return tuple(match.span() for match in _pattern().finditer(text) if _is_of_names(match, text))


def without_name_lists(text: str) -> str:
    """Return `text` with each long list of names replaced by a blank."""
    return _pattern().sub(lambda match: " " if _is_of_names(match, text) else match.group(), text)


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a list; its parts give nothing back, so time grows with the length of the text alone."""
    capital = f"[{_capitals()}]"
    word = rf"(?:[dlDL]['’])?{capital}[\w’'.-]{{0,39}}(?<![.])"
    more = rf"(?>[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}(?:l['’]|d['’])?{word})"
    name = rf"(?>{word}{more}{{0,4}}+(?:[ \u00a0]\([^()\n]{{1,30}}\))?+)"
    both = rf"(?:\s?,)?\s(?:{_AND})\s"
    link = rf"(?>{both}|(?:{_MARK}))(?>[^\W\d_]{{1,3}}\s)?"
    return re.compile(rf"(?<![\w’'.-]){name}(?:{link}{name}){{{SHORTEST_LIST - 1},60}}+")


def _capitals() -> str:
    points = (chr(point) for point in range(min(sys.maxunicode, 0x2000)))
    return "".join(one for one in points if one.isupper() or one.istitle())


def _is_of_names(match: re.Match[str], text: str) -> bool:
    """Tell whether a list is one of names: everywhere but in German it is, there it must show it."""
    around = text[max(0, match.start() - _NEAR) : match.start()] + text[match.end() : match.end() + _NEAR]
    words = [word.lower() for word in _WORD.findall(match.group())]
    if "und" not in words and "sowie" not in words and len(_GERMAN.findall(around)) < 2:
        return True
    parts = re.split(r"[,;·•|/\n]|\s(?:und|sowie|&)\s", match.group())
    full_names = sum(sum(word[0].isupper() for word in _WORD.findall(part)) >= 2 for part in parts)
    known = frozenset(_CITIES.split())
    cities = sum(word in known for word in words)
    return cities >= 2 or len(_COUNTRY.findall(match.group())) >= 2 or full_names > len(parts) / 2

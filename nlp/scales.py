"""The words after a figure that multiply it or make it a share: language → scales, and what percent is called."""

from __future__ import annotations

import re
from functools import cache

_MILLION = "mio mln milj mlj mjó млн εκατ εκ mnkr mkr"
_BILLION = "mrd mld mlrd mljrd mia md bn mia mdkr δισ млрд"
_THOUSAND = "tsd tkr χιλ тис тыс тыс хил tys tis tūkst tuh"
# Beginnings of the long words, with their endings of up to seven letters; the German "Billion" is not among them
_STEMS = (
    (
        10**6,
        "million miljon miljoen miljoon millió millon millón milió milion milión milijon milijun milhõ milhã milioi "
        "milyon milljón milliún εκατομμυρ милион мільйон миллион milioan miljun",
    ),
    (
        10**9,
        "milliard milliárd miljard miliard milijard milyar milljarð δισεκατομμυρ милиард милијард мільярд миллиард "
        "billiún biljun bilhõ bilhã",
    ),
    (
        10**3,
        "thousand tausend duizend tusen tusind tuhat tuhant tuhan tisíc tisoč tisuć hiljad хиљад илјад хиляд тысяч "
        "тисяч tysi tūkstan tūkstoš χιλιαδ þúsund",
    ),
)
_LONGEST_ENDING = 7
_OF_LANGUAGE = {
    "bs": {"mil": 10**6},
    "ca": {"mil": 10**3, "milers": 10**3, "m": 10**6},
    "cs": {"mil": 10**6},
    "da": {"mill": 10**6},
    "en": {"billion": 10**9, "billions": 10**9, "mil": 10**6, "m": 10**6, "k": 10**3, "b": 10**9},
    "es": {"mil": 10**3, "miles": 10**3, "m": 10**6},
    "eu": {"mila": 10**3, "m": 10**6},
    "fi": {"m": 10**6},
    "fr": {"mille": 10**3, "m": 10**6, "k": 10**3},
    "ga": {"mhilliún": 10**6, "bhilliún": 10**9, "m": 10**6},
    "gl": {"mil": 10**3},
    "hr": {"mil": 10**6},
    "hu": {"ezer": 10**3},
    "it": {"mila": 10**3, "mille": 10**3, "m": 10**6},
    "mt": {"elf": 10**3, "elef": 10**3, "m": 10**6},
    "no": {"mill": 10**6},
    "pt": {"mil": 10**3, "m": 10**6},
    "ro": {"mii": 10**3, "mie": 10**3},
    "sk": {"mil": 10**6},
    "sl": {"mil": 10**6},
    "sq": {"mijë": 10**3, "mije": 10**3},
    "sr": {"mil": 10**6},
    "tr": {"bin": 10**3},
}  # fmt: skip
_SHORT = (
    dict.fromkeys(_MILLION.split(), 10**6)
    | dict.fromkeys(_BILLION.split(), 10**9)
    | dict.fromkeys(_THOUSAND.split(), 10**3)
)
_ONLY_WITH_MONEY = frozenset({"b", "k", "m", "md"})  # "500 m" is a distance, "€500 m" is not
MONEY = re.compile(r"(?:€|\$|£|eur|euro|chf|usd|gbp|m€)\s?$")
_MONEY_AFTER = re.compile(r"\s?(?:€|\$|£|eur\b|euro)")
PERCENT = re.compile(
    r"\s?(?:%|٪|percent\w*|per\scent\b|per\scento\b|percentage|pct\b|prozent\w*|pour\s?cent|por\s?cien(?:to)?\b|por\s?cento|per\smille|"
    r"procent\w*|prosent\w*|prósent\w*|protsen\w*|процент\w*|відсот\w*|τοις\sεκατο|τις\sεκατο|százalék\w*|proc\b|posto\b|"
    r"посто\b|odsto\b|одсто\b|odstot\w*|la\ssută|për\sqind|përqind\w*|faoin\sgcéad|fil-mija|punti\spercentuali|"
    r"points?\sde\spourcentage|pontos\spercentuais|puntos\sporcentuales|на\sсто\b|perċentwali)"
)
_WORD = re.compile(r"(?:-il )?\+?[ -]?(?:de )?(?P<word>[^\W\d_]+)\.?")
PERCENT_BEFORE = re.compile(r"(?:%|yüzde|ehuneko)\s?$")


def scale_after(text: str, end: int, language: str, has_money: bool) -> tuple[int, int]:
    """Return the product of the scale words after the number that ends at `end` ("mil millones"), and their end."""
    product = 1
    for _ in range(2):
        match = _WORD.match(text, end)
        times = scale(match["word"], language) if match else 1
        if match is None or times == 1:
            break
        if match["word"] in _ONLY_WITH_MONEY and not (has_money or _MONEY_AFTER.match(text, match.end())):
            break
        product, end = product * times, match.end()
    return product, end


@cache
def scale(word: str, language: str) -> int:
    """Return what a plain word after a figure multiplies it with; 1 = it is no scale."""
    known = _OF_LANGUAGE.get(language, {}).get(word) or _SHORT.get(word)
    if known:
        return known
    return next((value for value, stems in _STEMS if _begins(word, stems)), 1)


def _begins(word: str, stems: str) -> bool:
    return any(word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING for stem in stems.split())

from __future__ import annotations

import pytest

from nlp.months import in_small_letters, month_pattern, with_plain_marks

# The third, fifth and tenth month as dates have them.
_FORMS = {
    "bg": "март май октомври",
    "bs": "marta maja oktobra",
    "ca": "març maig octubre",
    "cs": "března května října",
    "da": "marts maj oktober",
    "de": "März Mai Oktober",
    "el": "Μαρτίου Μαΐου Οκτωβρίου",
    "en": "March May October",
    "es": "marzo mayo octubre",
    "et": "märtsil mail oktoobril",
    "eu": "martxoaren maiatzaren urriaren",
    "fi": "maaliskuuta toukokuuta lokakuussa",
    "fr": "mars mai octobre",
    "ga": "Márta Bealtaine Deireadh_Fómhair",
    "gl": "marzo maio outubro",
    "hr": "ožujka svibnja listopada",
    "hu": "március májusban október",
    "is": "mars maí október",
    "it": "marzo maggio ottobre",
    "lt": "kovo gegužės spalio",
    "lv": "martā maijā oktobrī",
    "mk": "март мај октомври",
    "mt": "Marzu Mejju Ottubru",
    "nb": "mars mai oktober",
    "nl": "maart mei oktober",
    "nn": "mars mai oktober",
    "pl": "marca maja października",
    "pt": "março maio outubro",
    "ro": "martie mai octombrie",
    "ru": "марта мая октября",
    "sk": "marca mája októbra",
    "sl": "marca maja oktobra",
    "sq": "mars maj tetor",
    "sr": "марта маја октобра",
    "sv": "mars maj oktober",
    "tr": "MART Mayıs Ekim",
    "uk": "березня травня жовтня",
    "xx": "March May October",
}


@pytest.mark.parametrize("language", sorted(_FORMS))
def test_months_are_known_as_dates_have_them(language: str) -> None:
    words = [in_small_letters(word.replace("_", " "), language) for word in _FORMS[language].split()]
    found = [month_pattern(language).fullmatch(word) for word in words]
    assert [match and match.lastgroup for match in found] == ["m3", "m5", "m10"]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "mayors"),
        ("en", "marathon"),
        ("en", "decades"),
        ("en", "separate"),
        ("lt", "spalvų"),
        ("lt", "kovos"),
        ("lt", "biržos"),
        ("lt", "vasaros"),
        ("hr", "listova"),
        ("cs", "ledový"),
        ("pl", "majątku"),
        ("uk", "травмами"),
        ("fr", "marsouins"),
    ],
)
def test_words_that_begin_like_a_month_are_none(language: str, word: str) -> None:
    assert month_pattern(language).search(word) is None


def test_marks_become_plain_and_capitals_stay() -> None:
    assert with_plain_marks("Mai\u00a015–16 d’e\u0301te\u0301") == "Mai 15-16 d'été"


@pytest.mark.parametrize(
    ("language", "text", "small"),
    [("tr", "KASIM İZMİR", "kasım izmir"), ("el", "ΜΑΪΟΥ Μαΐου", "μαιου μαιου"), ("de", "Mai", "mai")],
)
def test_small_letters_are_those_of_the_language(language: str, text: str, small: str) -> None:
    assert in_small_letters(text, language) == small

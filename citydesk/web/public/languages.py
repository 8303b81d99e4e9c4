"""A language of the interface → its words, read from the Babel catalogue, and its ways with dates and numbers.

The catalogues (`locale/*/LC_MESSAGES/citydesk.po`) are read as they are: nothing has to be compiled. How to add words
or a language: docs/site.md.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr", "de", "es")
OWN_NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "es": "Español"}
FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> gettext.NullTranslations:
    """Return the words of a language (one of LANGUAGES); English ones stand in the templates themselves."""
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()
    with (FOLDER / language / "LC_MESSAGES" / "citydesk.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def preferred(accept_language: str) -> str:
    """Return the language that an Accept-Language header asks for first, of those there are; else English."""
    wishes = []
    for part in accept_language[:500].split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), code.split("-")[0].lower()))
        except ValueError:
            continue
    ordered = [code for weight, code in sorted(wishes, key=lambda wish: wish[0]) if weight < 0]
    return next((code for code in ordered if code in LANGUAGES), LANGUAGES[0])


def language_name(code: str | None, language: str) -> str:
    """Return what a language is called in another one, its code where nobody knows."""
    return str(Locale.parse(language).languages.get(code or "", code or "?"))


def country_name(code: str, language: str) -> str:
    """Return what a country is called in a language, its code where nobody knows."""
    return str(Locale.parse(language).territories.get(code, code))

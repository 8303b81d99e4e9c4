"""A text and the language its source declares → the language it is written in (ISO 639-1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# The languages of the network's cities and partners; py3langid's model knows them all. Bosnian is left to the prior:
# as a candidate it takes a quarter of all Croatian sentences.
LANGUAGES = (
    "en", "fr", "de", "es", "ca", "pt", "it", "nl", "da", "no", "sv", "fi", "et", "lv", "lt", "pl", "cs", "sk",
    "sl", "hr", "sr", "mk", "hu", "ro", "bg", "el", "tr", "uk", "ru", "ga", "mt", "is", "eu", "gl", "sq",
)  # fmt: skip
UNKNOWN = "und"

# Written so much alike that a short text can't tell: there the source's word counts.
_CONFUSABLE = (
    frozenset(("hr", "bs", "sr")), frozenset(("da", "no")), frozenset(("cs", "sk")), frozenset(("bg", "mk")),
    frozenset(("gl", "pt")), frozenset(("gl", "es")), frozenset(("ca", "es")), frozenset(("uk", "ru")),
)  # fmt: skip
_SURE = 0.7  # probability above which a text is believed against its source (research: nlp.md, 9)
_SURE_OF_CONFUSABLE = 0.97
_SAME_CODES = {"nb": "no", "nn": "no", "sh": "hr"}
_ENOUGH = 2000  # characters: more text changes no verdict


class LanguageIdentifier:
    """Names the language of texts, one of `languages`; the model is loaded with the first text (0.3 s, 60 MB)."""

    def __init__(self, languages: Iterable[str] = LANGUAGES) -> None:
        self.languages = tuple(languages)
        self._model: Any = None

    def __call__(self, text: str, prior: str | None = None) -> str:
        """Return identify(text, prior)."""
        return self.identify(text, prior)

    def identify(self, text: str, prior: str | None = None) -> str:
        """Return the language of a text: ISO 639-1, Norwegian always "no"; "und" for no letters and no prior.

        `prior` is the language the source declares. A text is believed against it when its probability is at
        least 0.7, or 0.97 between languages written alike (Croatian, Bosnian and Serbian; Danish and Norwegian; …).
        """
        declared = self._declared(prior)
        if not any(character.isalpha() for character in text[:_ENOUGH]):
            return declared or UNKNOWN
        best, probability = self._ranked(text)[0]
        if declared is None or declared == best:
            return best
        is_close = any({best, declared} <= alike for alike in _CONFUSABLE)
        return best if probability >= (_SURE_OF_CONFUSABLE if is_close else _SURE) else declared

    def shares(self, text: str) -> dict[str, float]:
        """Return the probability of each language, 1 in all; that of "und" is 1 for no letters."""
        if not any(character.isalpha() for character in text[:_ENOUGH]):
            return {UNKNOWN: 1.0}
        return {language: float(share) for language, share in self._ranked(text)}

    def _declared(self, prior: str | None) -> str | None:
        code = (prior or "").lower().partition("-")[0]
        code = _SAME_CODES.get(code, code)
        return code if code in self.languages or any(code in alike for alike in _CONFUSABLE) else None

    def _ranked(self, text: str) -> list[tuple[str, float]]:
        """Return the languages with their probabilities, the likeliest first."""
        if self._model is None:
            # imported here: the module reads a model of 4.6 MB
            from py3langid.langid import MODEL_FILE
            from py3langid.langid import LanguageIdentifier as Model

            self._model = Model.from_model_file(MODEL_FILE, norm_probs=True)
            self._model.set_languages(self.languages)
        ranked: list[tuple[str, float]] = self._model.rank(text[:_ENOUGH])
        return ranked

"""Turkish: a city's name in, the inhabitants in `-lı` out.

Case endings of names stand after an apostrophe (`İzmir'de`), which ends a name: they need no forms. Endings of the
inhabitant don't.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import on

_HARMONY = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü", "â": "ı", "é": "i"}


def forms(_name: str) -> Iterator[str]:
    """Yield nothing."""
    return iter(())


def adjectives(name: str) -> Iterator[str]:
    """Yield `İzmirli` and its plural with their cases; for foreign vowels nothing."""
    vowels = [letter for letter in name.replace("İ", "i").replace("I", "ı").lower() if letter in _HARMONY]
    if not vowels or " " in name:
        return
    high = _HARMONY[vowels[-1]]
    low = "a" if high in "ıu" else "e"
    plural = "ı" if low == "a" else "i"
    stem = f"{name}l{high}"
    yield stem
    yield from on(f"{stem}l{low}r", f"- {plural}n {low} {plural} d{low} d{low}n l{low}")

"""Pieces that the rules of several languages share: letters, lists of forms, the words of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

Forms = Iterable[str]
Rule = Callable[[str], Forms]
Cases = Iterable[tuple[str, str]]  # (case, form); cases are letters of the rule's own, `g` genitive

VOWELS = frozenset("aeiouyáéíóúýàèìòùâêîôûäëïöüãõåæøőűěůăąęėįųūāēī")


def table(text: str) -> dict[str, tuple[str, ...]]:
    """Return word → forms from lines `Word: form form`; ` _ ` stands for a blank inside a form."""
    rows = (line.partition(":") for line in text.strip().splitlines())
    return {
        word.strip().replace("_", " "): tuple(form.replace("_", " ") for form in forms.split())
        for word, _, forms in rows
    }


def small(name: str) -> str:
    """Return a name in small letters, one for one: `İzmir` has a dot over its capital, `izmir` no second one."""
    return name.replace("İ", "I").lower()


def on(stem: str, endings: str) -> Iterator[str]:
    """Yield the stem with each of the endings; `-` is the stem alone."""
    return (stem + ending.replace("-", "") for ending in endings.split())


def ends(word: str, endings: str) -> str:
    """Return the first of these endings that a word has, else nothing."""
    return next((ending for ending in endings.split() if word.endswith(ending)), "")


def swapped(stem: str, pairs: Mapping[str, str]) -> str:
    """Return a stem whose end is replaced by the first of the pairs that fits, the stem itself where none does."""
    for old, new in pairs.items():
        if stem.endswith(old):
            return stem[: len(stem) - len(old)] + new
    return stem


def pairs(text: str) -> dict[str, str]:
    """Return old → new from `old:new old:new`."""
    return dict(part.split(":") for part in text.split())


def last_word(name: str, rule: Rule) -> Iterator[str]:
    """Yield the forms of a name whose last word takes the ending: `Frankfurt am Mainissa`."""
    start = max(name.rfind(" "), name.rfind("-")) + 1
    return (name[:start] + form for form in rule(name[start:]))


def first_words(name: str) -> tuple[str, str]:
    """Return what takes endings and what follows it: `Frankfurt nad Menem` → `Frankfurt`, ` nad Menem`."""
    words = name.split(" ")
    cut = next((place for place, word in enumerate(words) if place and word[:1].islower()), len(words))
    return " ".join(words[:cut]), "".join(f" {word}" for word in words[cut:])

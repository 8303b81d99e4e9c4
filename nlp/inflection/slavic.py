"""Slavic names of several words: an adjective agrees with its noun, what follows a preposition stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from nlp.inflection.words import Cases, first_words

Agreement = Mapping[str, Mapping[str, str]]  # ending of the adjective → case → endings, blanks between


def forms(name: str, cases: Callable[[str], Cases], agreement: Agreement) -> Iterator[str]:
    """Yield the case forms of a name. `cases`: the rule for one noun."""
    head, tail = first_words(name)
    first, _, rest = head.partition(" ")
    ending = _agrees(first, rest, agreement)
    if ending:
        for case, form in cases(rest):
            for other in agreement[ending].get(case, "").split():
                yield f"{first[: -len(ending)]}{other} {form}{tail}"
        return
    start = max(head.rfind(" "), head.rfind("-")) + 1
    yield from (f"{head[:start]}{form}{tail}" for _, form in cases(head[start:]))


def _agrees(first: str, rest: str, agreement: Agreement) -> str:
    """Return the ending of an adjective that stands before one noun of its gender, else nothing."""
    if not rest or " " in rest or "-" in rest:
        return ""
    ending = next((one for one in agreement if first.endswith(one) and len(first) > len(one) + 1), "")
    return ending if ending and rest[-1] in agreement[ending]["nouns"] else ""

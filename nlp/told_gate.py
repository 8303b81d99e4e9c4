"""The sentences of an answer → those that the sources bear out, and of the others why they don't stand.

Each check is blunt and in the reader's favour: what can't be found in a cited sentence is not told. (Gates of this
kind: nlp.md §5.3; thresholds of likeness from there, for vectors minus the mean of their language.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nlp.encode import Encoder
from nlp.furniture import is_furniture
from nlp.geometry import Geometry
from nlp.phases import phases
from nlp.sentences import split
from nlp.story import Told
from nlp.told import MAX_SENTENCES, MAX_WORDS, Claim, Passage
from nlp.told_facts import unstated
from nlp.told_names import Alike, is_same_word, unknown_names
from nlp.told_words import FIRST_WORDS, denies, speaks_to_a_machine

GATE = "gate-2"  # changes whenever a sentence may be judged otherwise
FEWEST_WORDS, MOST_WORDS, MOST_CHARACTERS = 4, 45, 400  # of a sentence
ALIKE = 0.60
RECALL = 0.8  # of content words; at 0.5 a tiny model's "towards the centre" got through
TWICE = 0.8  # of the words of the shorter of two sentences
SHORTEST_CONTENT_WORD = 4

Identify = Callable[[str, str | None], str]
Cited = Sequence[tuple[str, str]]  # (language, words)

_MARKUP = re.compile(r"[<>{}\[\]`*_|\\#~=^]|https?:|www\.|@|&\w+;|\b[\w-]+\.(?:com|eu|org|net|info|io|[a-z]{2})\b")
_END = re.compile(r"[.!?…][»”’\"']?$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A sentence of an answer, and why it is not told; "" = it is."""

    words: str
    cites: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What the checks go by: vectors, the language of a text, and the names of one and the same place."""

    encoder: Encoder
    geometry: Geometry
    identify: Identify
    alike: Alike = ()


def judge(claims: Sequence[Claim], told: Sequence[Passage], language: str, gate: Gate) -> tuple[Judged, ...]:
    """Judge each sentence of an answer by the passages it was asked of; in the order of the answer."""
    found: list[Judged] = []
    room = MAX_WORDS
    for claim in claims:
        kept = [one for one in found if not one.reason]
        reason = next(_complaints(claim, told, language, gate, kept, room), "")
        found.append(Judged(words=claim.words, cites=claim.cites, reason=reason))
        room -= 0 if reason else len(claim.words.split())
    return tuple(found)


def stands(judged: Sequence[Judged], told: Sequence[Passage], model: str) -> tuple[Told, ...]:
    """Return the sentences that passed, each with the sentences it was checked against."""
    return tuple(
        Told(words=one.words, cites=tuple(told[number - 1].sentence for number in one.cites), model=model)
        for one in judged
        if not one.reason
    )


def _complaints(
    claim: Claim, told: Sequence[Passage], language: str, gate: Gate, kept: Sequence[Judged], room: int
) -> Iterator[str]:
    """Yield what is wrong with a sentence, what costs least to find out first."""
    yield from _of_shape(claim.words)
    if not claim.cites:
        yield "cites nothing"
    if any(not 1 <= number <= len(told) for number in claim.cites):
        yield "cites a sentence that there is not"
        return
    if len(kept) >= MAX_SENTENCES or len(claim.words.split()) > room:
        yield "no room is left"
    if any(_says_again(claim.words, one.words) for one in kept):
        yield "says again what was said"
    cited = [(told[number - 1].language, told[number - 1].sentence.words) for number in claim.cites]
    yield from _of_content(claim.words, language, cited, gate)
    yield from _of_meaning(claim.words, language, cited, gate)


def _of_shape(words: str) -> Iterator[str]:
    if words != words.strip() or "\n" in words or any(unicodedata.category(one)[0] in "C" for one in words):
        yield "is not one line of plain text"
    if unicodedata.normalize("NFKC", words).replace("...", "…") != unicodedata.normalize("NFC", words).replace(
        "\u00a0", " "
    ).replace("\u202f", " ").replace("...", "…"):
        yield "is written in letters that pass for others"
    if not FEWEST_WORDS <= len(words.split()) <= MOST_WORDS or len(words) > MOST_CHARACTERS:
        yield "is too short or too long"
    if _MARKUP.search(words):
        yield "holds markup or an address"
    if speaks_to_a_machine(words) or is_furniture(words):
        yield "is an instruction or no news"
    first = next(iter(_WORD.findall(words)), "")
    if not _END.search(words) or first[:1] == first[:1].lower():
        yield "is no whole sentence"


def _of_content(words: str, language: str, cited: Cited, gate: Gate) -> Iterator[str]:
    if len(split(words, language)) != 1:
        yield "is several sentences"
    if gate.identify(words, language) != language:
        yield "is in another language"
    if missing := unstated(words, language, cited):
        yield f"states what no cited sentence does: {', '.join(missing[:4])}"
    if missing := unknown_names(words, language, cited, gate.alike):
        yield f"names what no cited sentence does: {', '.join(missing[:4])}"
    if later := phases(words, language) - frozenset[str]().union(*(phases(text, code) for code, text in cited)):
        yield f"tells a phase that no cited sentence does: {', '.join(sorted(later))}"
    ours, theirs = denies(words, language), [denies(text, code) for code, text in cited]
    if ours is not None and None not in theirs and ours != any(theirs):
        yield "denies what is said, or says what is denied"


def _of_meaning(words: str, language: str, cited: Cited, gate: Gate) -> Iterator[str]:
    if all(code == language for code, _ in cited):
        ours = _content_words(words, language)
        known = [token for _, text in cited for token in _WORD.findall(text)]
        found = sum(any(is_same_word(one, token) for token in known) for one in ours)
        if found < RECALL * len(ours):
            yield f"only {found} of {len(ours)} words stand in a cited sentence"
    raw = gate.encoder.encode([words, *(text for _, text in cited)])
    vectors = gate.geometry.centre(raw, [language, *(code for code, _ in cited)])
    nearest = float((vectors[1:] @ vectors[0]).max())
    if nearest < ALIKE:
        yield f"is unlike what it cites: {nearest:.2f}"


def _content_words(words: str, language: str) -> list[str]:
    grammar = FIRST_WORDS.get(language, "").split()
    tokens = _WORD.findall(words)
    return [one for one in tokens if len(one) >= SHORTEST_CONTENT_WORD and one.lower() not in grammar]


def _says_again(one: str, other: str) -> bool:
    left, right = ({word.lower() for word in _WORD.findall(words)} for words in (one, other))
    return len(left & right) >= TWICE * min(len(left), len(right))

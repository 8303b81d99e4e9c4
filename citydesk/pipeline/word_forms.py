"""A word → the forms it is searched by: its own and its stems; then, where these find little, beginnings, compounds
that end with it, and the words it may be a slip of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from citydesk.archive import Archive
from citydesk.archive.searching import Forms, matches_any
from citydesk.archive.words import (
    beginning_with,
    ending_with,
    is_spelled,
    shortest_beginning_with,
    stems_there_are,
)
from nlp.shingles import fold
from nlp.stems import STEMMERS, stems_in_any

SHORTEST_END = 5  # letters of a word that compounds are looked for by: shorter ones end too many words
MOST_COMPOUNDS = 60
MOST_BEGINNINGS = 60  # words that go on where a word ends, the shortest: most are forms of it
MOST_CANDIDATES = 20_000  # words looked at for a slip
MOST_CORRECTIONS = 4
LONG, LONGER = 5, 8  # letters from which two slips, or three, are forgiven, less one


def own_forms(archive: Archive, languages: Iterable[str] = tuple(STEMMERS)) -> Callable[[str], Forms]:
    """Return what gives a word's own form and those of its stems in these languages that the archive has."""
    asked = tuple(languages)

    @cache
    def forms(word: str) -> Forms:
        return Forms(words=(fold(word),), stems=tuple(stems_there_are(archive, stems_in_any(word, asked))))

    return forms


def wider_forms(
    archive: Archive, own: Callable[[str], Forms], languages: Iterable[str] = tuple(STEMMERS)
) -> Callable[[str], Forms]:
    """Return what gives all forms of a word that the archive has; `own` gives its own and those of its stems."""
    asked = tuple(languages)

    @cache
    def forms(word: str) -> Forms:
        plain = own(word)
        folded = plain.words[0]
        if len(folded) < 2 or not folded.isalpha():
            return plain
        ends = _compounds(archive, plain)
        if not is_spelled(archive, folded) and not matches_any(archive, plain):
            ends += corrections(archive, folded)
        stems = stems_there_are(archive, [stem for one in ends for stem in stems_in_any(one, asked)])
        begun = shortest_beginning_with(archive, folded, MOST_BEGINNINGS)
        return Forms(
            words=tuple(dict.fromkeys([folded, *ends, *begun])), stems=tuple(dict.fromkeys([*plain.stems, *stems]))
        )

    return forms


def corrections(archive: Archive, word: str) -> list[str]:
    """Return the words of the archive that a folded word is most likely a slip of, the likeliest first.

    One slip (a letter too many, too few, another one, two changed places) leaves one half of a word as it is; of two,
    the first or last third mostly. Words of under five letters are forgiven one, those of eight or more three.
    """
    slips = 1 + (len(word) >= LONG) + (len(word) >= LONGER)
    half, third = len(word) // 2, max(3, len(word) // 3)
    candidates = {
        *beginning_with(archive, word[:half], MOST_CANDIDATES, len(word), slips),
        *ending_with(archive, word[half:], MOST_CANDIDATES, len(word), slips),
        *beginning_with(archive, word[:third], MOST_CANDIDATES, len(word), slips),
        *ending_with(archive, word[-third:], MOST_CANDIDATES, len(word), slips),
    }
    found = process.extract(word, sorted(candidates), scorer=OSA.distance, score_cutoff=slips, limit=MOST_CORRECTIONS)
    least = found[0][1] if found else 0
    return [other for other, distance, _ in found if distance == least]


def _compounds(archive: Archive, forms: Forms) -> list[str]:
    """Return words that end with a word or one of its stems: `Flüchtlingsunterkunft` for `Unterkünfte`."""
    every = (*forms.words, *(stem.partition("_")[2] for stem in forms.stems))
    ends = {one for one in every if len(one) >= SHORTEST_END}
    shortest = [one for one in sorted(ends) if not any(one != other and one.endswith(other) for other in ends)]
    found = [word for end in shortest for word in ending_with(archive, end, MOST_COMPOUNDS)]
    return [word for word in dict.fromkeys(found) if word not in forms.words][:MOST_COMPOUNDS]

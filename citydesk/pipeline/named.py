"""Names that a question gives to cities, topics and projects, in any language → the keys they are tagged by.

Letters are compared folded, so that case and accents don't count. A name is looked for among keys, then names and
labels, then case forms of names; the first words of a key stand for all keys that begin with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from citydesk.archive import Archive
from citydesk.archive.asked import All, Any, Asked, Filter, Not
from citydesk.archive.subjects import tagged_by
from citydesk.errors import ConfigError
from nlp.shingles import fold
from nlp.vocabulary import Vocabulary

KINDS = ("city", "topic", "project")
NEAR = 60.0  # of 100 by rapidfuzz: from which likeness a name is proposed

Keys = Mapping[str, tuple[str, ...]]  # folded name → keys, in alphabetical order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The names of one kind."""

    keys: Keys
    names: Keys
    forms: Keys


def named(archive: Archive, asked: All, vocabulary: Vocabulary | None) -> All:
    """Return a question with its names replaced by keys. Raise ConfigError for one that is unknown or has two meanings.

    Without a vocabulary, keys and their first words are looked for among the tags of the archive, and nothing is a
    mistake.
    """
    return All(parts=tuple(_part(archive, one, vocabulary) for one in asked.parts))


def _part(archive: Archive, asked: Asked, vocabulary: Vocabulary | None) -> Asked:
    if isinstance(asked, Filter) and (asked.name in KINDS or asked.name == "type"):
        found = [key for value in asked.values for key in _keys(archive, asked.name, value, vocabulary)]
        return replace(asked, values=tuple(dict.fromkeys(found)))
    if isinstance(asked, Not):
        return Not(part=_part(archive, asked.part, vocabulary))
    if isinstance(asked, All | Any):
        return replace(asked, parts=tuple(_part(archive, one, vocabulary) for one in asked.parts))
    return asked


def _keys(archive: Archive, kind: str, value: str, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    folded = fold(value)
    key = "-".join(folded.split())
    if vocabulary is None or kind not in KINDS:
        return (key, *tagged_by(archive, kind, key))
    known = _known(vocabulary)[kind]
    found = known.keys.get(folded) or known.names.get(folded) or _beginning(known, key) or known.forms.get(folded)
    if not found:
        found = tuple(tagged_by(archive, kind, key))  # by an earlier vocabulary
        if not found:
            raise ConfigError(_unknown(kind, value, known))
    elif len(found) > 1 and not _beginning(known, key):
        raise ConfigError(f'{kind}:{value}: "{value}" may be {" or ".join(found)}; write one of these keys')
    return found


def _beginning(known: _Known, key: str) -> tuple[str, ...]:
    """Return the keys that begin with these words."""
    return tuple(one for (one,) in known.keys.values() if key and f"{one}-".startswith(f"{key}-"))


def _unknown(kind: str, value: str, known: _Known) -> str:
    begun = {one.partition("-")[0]: (one,) for (one,) in known.keys.values()}
    every = {**begun, **known.forms, **known.names, **known.keys}
    near = process.extractOne(fold(value), list(every), scorer=fuzz.ratio, score_cutoff=NEAR)
    remedy = f"did you mean {kind}:{every[near[0]][0]}?" if near else "none is spelled like it"
    return f'{kind}:{value}: unknown {kind} "{value}"; {remedy}'


@lru_cache(4)
def _known(vocabulary: Vocabulary) -> dict[str, _Known]:
    cities, topics, projects = vocabulary.cities, vocabulary.topics, vocabulary.projects
    return {
        "city": _Known(
            keys=_table((one.id, one.id) for one in cities),
            names=_table(
                (name, one.id)
                for one in cities
                for name in (one.name, one.endonym, *(name for _, names in one.names for name in names))
            ),
            forms=_table((form, one.id) for one in cities for _, forms in one.forms for form in forms),
        ),
        "topic": _Known(
            keys=_table((one.id, one.id) for one in topics),
            names=_table(
                (label, one.id) for one in topics for label in (one.label, *(label for _, label in one.labels))
            ),
            forms={},
        ),
        "project": _Known(
            keys=_table((one.key, one.key) for one in projects),
            names=_table((name, one.key) for one in projects for name in (one.name, *one.spellings)),
            forms={},
        ),
    }


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, key in _folded(pairs):
        found.setdefault(name, set()).add(key)
    return {name: tuple(sorted(keys)) for name, keys in found.items()}


def _folded(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((folded, key) for name, key in pairs if (folded := fold(name)))

"""Chapters → threads: stories of one project or storyline in order of time, with the reason; linked, never merged.

Three reasons link: the same project is what both are about; both are parts of one initiative and tell of the same
thing; or in the same city the same thing goes on to a later phase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

from nlp.chapters import Chapter
from nlp.phases import PHASES
from nlp.story import Thread
from nlp.vocabulary import Project

RULES = "threads-1"  # changes whenever a thread may
DAYS = 180  # from one phase of a storyline to the next, from one part of an initiative to the next like it
NEAR = 0.5  # cosine of two stories of one initiative that share no phrase
LIKE = 0.4  # cosine of two phases of a storyline, with words of the title shared beside
SHARED = 0.5  # of the longer words of the shorter title
FEWEST_WORDS = 2

Cosine = Callable[[str, str], float]  # of two stories, by the centred vectors of their representatives
_NEXT = {name: place for place, name in enumerate(PHASES)}
_WORDS = dict(zip(PHASES, ("call", "approved", "started", "opened", "concluded", "cancelled"), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two stories belong to one storyline."""

    earlier: str  # story id
    later: str
    reason: str
    title: str = ""  # of the initiative; "" = that of the storyline's first story


def threads(chapters: Iterable[Chapter], projects: Mapping[str, Project], cosine: Cosine) -> tuple[Thread, ...]:
    """Return the threads of stories, ordered by key: those of projects, then storylines. `projects` by key.

    A pure function of the set of chapters. A story may be in several threads; one alone is none.
    """
    ordered = sorted(chapters, key=lambda one: one.story)
    links = [link(left, right, projects, cosine) for left, right in combinations(ordered, 2)]
    return (*project_threads(ordered, projects), *storylines(ordered, [one for one in links if one]))


def project_threads(chapters: Iterable[Chapter], projects: Mapping[str, Project]) -> tuple[Thread, ...]:
    """Return a thread for each project that two stories or more are about."""
    about: dict[str, list[Chapter]] = {}
    for one in chapters:
        for project in one.subjects & projects.keys():
            about.setdefault(project, []).append(one)
    found = []
    for project, stories in sorted(about.items()):
        if len(stories) > 1:
            name = projects[project].name
            found.append(_thread(project, name, f"same project {name}", stories))
    return tuple(found)


def storylines(chapters: Iterable[Chapter], links: Iterable[Link]) -> tuple[Thread, ...]:
    """Return a thread for all stories that links hold together, named by its first story."""
    by_id = {one.story: one for one in chapters}
    known = sorted(links, key=lambda one: (one.reason, one.earlier, one.later))
    found: list[Thread] = []
    for stories in _components(known):
        told = _in_order([by_id[story] for story in stories])
        first = next(one for one in known if one.earlier in stories)
        title = first.title or told[0].title
        found.append(_thread(f"t{told[0].story[1:]}", title, first.reason, told))
    return tuple(sorted(found, key=lambda one: one.key))


def link(left: Chapter, right: Chapter, projects: Mapping[str, Project], cosine: Cosine) -> Link | None:
    """Return the link between two stories that no project of their own holds together, or None."""
    if left.is_roundup or right.is_roundup or left.subjects & right.subjects:
        return None
    earlier, later = _in_order([left, right])
    if earlier.is_dated and later.is_dated and later.when - earlier.when > timedelta(days=DAYS):
        return None
    if name := _same_initiative(earlier, later, projects, cosine):
        reason = f"parts of {name} that tell of the same"
        return Link(earlier=earlier.story, later=later.story, reason=reason, title=name)
    if _is_next_phase(earlier, later, cosine):
        return Link(earlier=earlier.story, later=later.story, reason="same city, same subject")
    return None


def _same_initiative(one: Chapter, other: Chapter, projects: Mapping[str, Project], cosine: Cosine) -> str | None:
    """Return the name of the initiative that both tell a part of, or None."""
    shared = sorted(one.frames & other.frames & projects.keys())
    if not shared or one.subjects or other.subjects:
        return None
    if one.phrases & other.phrases or cosine(one.story, other.story) >= NEAR:
        return projects[shared[0]].name
    return None


def _is_next_phase(earlier: Chapter, later: Chapter, cosine: Cosine) -> bool:
    """Tell whether the later one goes on where the earlier one was."""
    cities = earlier.cities & later.cities
    if not (cities and earlier.phase and later.phase and earlier.is_dated and later.is_dated):
        return False
    if _NEXT[later.phase] <= _NEXT[earlier.phase] or not _titles_agree(earlier, later, cities):
        return False
    return cosine(earlier.story, later.story) >= LIKE


def _titles_agree(one: Chapter, other: Chapter, cities: frozenset[str]) -> bool:
    names = {city[:5] for city in cities}
    for language in one.title_words.keys() & other.title_words.keys():
        left, right = one.title_words[language] - names, other.title_words[language] - names
        if len(left & right) >= max(FEWEST_WORDS, SHARED * min(len(left), len(right))):
            return True
    return False


def _components(links: Sequence[Link]) -> list[frozenset[str]]:
    home: dict[str, frozenset[str]] = {}
    for one in links:
        joined = home.get(one.earlier, frozenset({one.earlier})) | home.get(one.later, frozenset({one.later}))
        home.update(dict.fromkeys(joined, joined))
    return sorted(set(home.values()), key=sorted)


def _thread(key: str, title: str, why: str, chapters: Sequence[Chapter]) -> Thread:
    told = _in_order(chapters)
    steps = [_WORDS[one.phase] for one in told if one.phase]
    course = [word for before, word in pairwise(["", *steps]) if word != before]
    return Thread(
        key=key,
        title=title,
        stories=tuple(one.story for one in told),
        phases=tuple(_WORDS[one.phase] if one.phase else None for one in told),
        reason=f"{why}: {' → '.join(course)}" if len(course) > 1 else why,
    )


def _in_order(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Return chapters in order of time; one without a date stands before the first of a later phase, else last."""
    told = sorted((one for one in chapters if one.is_dated), key=lambda one: (one.when, one.story))
    undated = [one for one in chapters if not one.is_dated]
    for one in sorted(undated, key=lambda one: (_NEXT.get(one.phase or "", len(PHASES)), one.when, one.story)):
        place = _NEXT.get(one.phase or "", len(PHASES))
        later = (n for n, other in enumerate(told) if other.phase and _NEXT[other.phase] > place)
        told.insert(next(later, len(told)), one)
    return told

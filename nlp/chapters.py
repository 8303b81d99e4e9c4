"""A story with its articles and tags → the chapter that threads are made of: its projects, phase, cities, words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from crawler.article import Article
from nlp.content_kind import content_kind
from nlp.phases import PHASES, phases
from nlp.shingles import fold
from nlp.story import Story, Tag
from nlp.vocabulary import Project

LEAD = 300  # characters: a project that is first named further down isn't what the text is about
PHRASES_IN = 600  # characters in which phrases are looked for
_BEFORE, _AFTER = 45, 40  # characters around a name in which words may call it the frame of something else
_LONG = 5  # letters: shorter words are mostly grammar
_STEM = 5  # letters: what endings leave alone

# Texts of administrations say "in the framework of" in every language; what stands there is not what they tell.
_FRAME_BEFORE = re.compile(
    r"(?:frame(?:work)?s? of|context of|as (?:a )?part of|part of|under|thanks to|"
    r"im rahmen|als teil|teil|im zuge|cadre d\S*|contexte d\S*|het kader van|onderdeel van|deel van|"
    r"(?:el )?marco d\S*|(?:el )?marc d\S*|forma parte d\S*|ambito d\S*|quadro d\S*|fa parte d\S*|âmbito d\S*|"
    r"cadrul|w ramach|(?:v|ve) rámci|v okviru|u okviru|у оквиру|рамките на|рамки на|(?:в|у) рамках|"
    r"πλαίσι[οα]|πλαισί\S+|ramen för|del av|ramm\S+ a[fv]|led i|del af|ramma|kuadër|qafas|kompleks|projekti?)\W+"
    r"(?:\w+['’]?\W*){0,2}$"
)
_FRAME_AFTER = re.compile(
    r"^\W*(?:\w+\W+)?(?:keretében|keretein|részeként|puitteissa|osana|raames|ietvaros|rėmuose|kapsamında|çerçevesinde|"
    r"esparruan|barruan)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What threading looks at of a story."""

    story: str  # id
    title: str
    when: datetime
    is_dated: bool
    phase: str | None  # of PHASES; None = unknown
    subjects: frozenset[str]  # keys of the projects it is about
    frames: frozenset[str]  # keys of the initiatives it is a part of
    cities: frozenset[str]  # ids: those it is about
    title_words: Mapping[str, frozenset[str]]  # language → beginnings of the longer words of titles
    phrases: frozenset[str]  # of parts of initiatives: beginnings of two longer words side by side
    is_roundup: bool


def chapter(
    story: Story,
    members: Sequence[Article],
    tags: Mapping[str, Sequence[Tag]],
    projects: Mapping[str, Project],
    *,
    is_roundup: bool = False,
) -> Chapter:
    """Return the chapter of a story; `members` in the story's order, `tags` by article, `projects` by key."""
    best = members[0]
    sums_up = is_roundup or content_kind(best) == "roundup"
    found = [(one, tag) for one in members for tag in tags.get(one.id, ())]
    about = {tag.value for one, tag in found if tag.kind == "project" and _is_about(one, tag, projects, sums_up)}
    frames = {tag.value for one, tag in found if tag.kind == "project" and _is_part(one, tag, projects)} - about
    phase = _phase(members)
    return Chapter(
        story=story.id,
        title=story.title,
        when=story.first_published,
        is_dated=any(one.published for one in members),
        phase=phase,
        subjects=frozenset(about),
        frames=frozenset(frames),
        cities=frozenset(tag.value for _, tag in found if tag.kind == "city" and tag.role in ("primary", "about")),
        title_words=_title_words(members),
        phrases=frozenset().union(*(_phrases(one, found) for one in members)) if frames else frozenset(),
        is_roundup=sums_up,
    )


def _is_about(article: Article, tag: Tag, projects: Mapping[str, Project], sums_up: bool) -> bool:
    """Tell whether an article is about a project: named in title or lead, an umbrella not as the mere frame.

    What sums up many happenings is about those of its title alone.
    """
    project = projects.get(tag.value)
    early = [one for one in tag.evidence if one.field == "title" or (one.start < LEAD and not sums_up)]
    if project is None or not early:
        return False
    if not project.is_umbrella:
        return True
    return any(not _is_frame(getattr(article, span.field), span.start, span.end) for span in early)


def _is_part(article: Article, tag: Tag, projects: Mapping[str, Project]) -> bool:
    """Tell whether an article calls an umbrella the frame of what it tells."""
    spans = tag.evidence if tag.value in projects and projects[tag.value].is_umbrella else ()
    return any(_is_frame(getattr(article, span.field), span.start, span.end) for span in spans)


def _is_frame(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _BEFORE) : start].lower(), text[end : end + _AFTER].lower()
    sentence = re.split(r"[.!?]\s", before)[-1]
    return bool(_FRAME_BEFORE.search(sentence) or _FRAME_AFTER.search(after))


def _phase(members: Sequence[Article]) -> str | None:
    """Return the phase of the first title that tells one, else of the first lead; of several the earliest."""
    for texts in ([(one.title, one.language) for one in members], [(members[0].text[:LEAD], members[0].language)]):
        for text, language in texts:
            if found := phases(text, language):
                return min(found, key=PHASES.index)
    return None


def _title_words(members: Sequence[Article]) -> dict[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    for one in members:
        words[one.language] = words.get(one.language, frozenset()) | _stems(one.title)
    return words


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in fold(text).split() if len(word) >= _LONG)


def _phrases(article: Article, found: Sequence[tuple[Article, Tag]]) -> frozenset[str]:
    """Return pairs of longer words side by side, without those of names: of projects, cities and network."""
    named = frozenset().union(
        *(_stems(span.words) for _, tag in found for span in tag.evidence if tag.kind in ("city", "project"))
    )
    pairs: set[str] = set()
    for part in re.split(r"[^\w\s'’-]", f"{article.title}. {article.text[:PHRASES_IN]}"):
        words = fold(part).split()
        for left, right in pairwise(words):
            if len(left) >= _LONG and len(right) >= _LONG and not {left[:_STEM], right[:_STEM]} & named:
                pairs.add(f"{left[:_STEM]} {right[:_STEM]}")
    return frozenset(pairs)

"""A draft → generated summaries of its entries, where an endpoint is set: asked once, checked, kept with what failed.

An issue that is compiled afterwards finds them in the archive; nothing is asked while it is compiled, so the same
archive gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from citydesk.archive import Archive, articles, crawling, stories
from citydesk.archive.briefs import load_briefs
from citydesk.archive.generated import NOTHING_STANDS, TOLD, Generated, save_generated, was_asked
from citydesk.pipeline.briefing import brief, tellers
from citydesk.post import NoAnswer
from citydesk.progress import Progress
from crawler.article import Article, Source
from digest.issue import Entry, Issue
from nlp.story import Story
from nlp.told import PROMPT, Passage, Unreadable, passages, read, request
from nlp.told_gate import GATE, Gate, judge, stands

MOST_FAILURES = 3  # one after another: then it is down, and the rest is left for the next run
MOST_REJECTED_CHARACTERS = 600  # of a sentence that is kept for whoever wants to know why it fell

Ask = Callable[[Sequence[Mapping[str, str]]], str | NoAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run did, in counts; `outcomes` are those of this run."""

    asked: int
    told: int
    sentences: int
    rejected: int
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Who is asked, and what its answers are checked with."""

    ask: Ask
    model: str
    gate: Gate
    now: Callable[[], datetime]


def tell_issue(archive: Archive, issue: Issue, machine: Machine, most: int, progress: Progress) -> Asked:
    """Ask about the entries of an issue that were not asked about yet, `most` of them at most, and keep what came."""
    language = issue.edition.language
    chosen = _in_order(issue.entries, language)[:most]
    told = {story.id: story for story, _ in stories.load_some(archive, [one.candidate.story for one in chosen])}
    sources = crawling.load_sources(archive)
    done: list[Generated] = []
    failures = 0
    with progress("summarize", len(chosen)) as tick:
        for entry in chosen:
            story = told.get(entry.candidate.story)
            if story is not None and failures < MOST_FAILURES:
                made = _told(archive, story, language, sources, machine)
                done += [made] if made else []
                if made:
                    failures = 0 if made.outcome in (TOLD, NOTHING_STANDS) else failures + 1
            tick(1)
    return Asked(
        asked=len(done),
        told=sum(one.outcome == TOLD for one in done),
        sentences=sum(len(one.sentences) for one in done),
        rejected=sum(len(one.rejected) for one in done),
        outcomes=tuple(sorted(Counter(one.outcome for one in done).items())),
    )


def name_of(story: Story, texts: Mapping[str, Article]) -> str:
    """Return a name for what a generated summary follows from: the members of a story, their texts and relations."""
    parts = (f"{one.article} {texts[one.article].text_hash} {one.relation}" for one in story.members)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _in_order(entries: Sequence[Entry], language: str) -> list[Entry]:
    """Return entries by need: first those that nobody tells in the language, each kind in order of the issue."""
    return sorted(entries, key=lambda entry: entry.candidate.language == language)


def _told(
    archive: Archive, story: Story, language: str, sources: Mapping[str, Source], machine: Machine
) -> Generated | None:
    """Ask about one story and keep the answer; None where it was asked before, or there is nothing to ask of."""
    texts = {one.id: one for one in articles.load_articles(archive, [member.article for member in story.members])}
    blank = Generated(
        story=story.id,
        language=language,
        made_of=name_of(story, texts),
        model=machine.model,
        rules=f"{PROMPT} {GATE} {machine.gate.encoder.model_id} {machine.gate.geometry.version}",
        outcome=NOTHING_STANDS,
        sentences=(),
    )
    if was_asked(archive, blank):
        return None
    short = brief(story, language, texts, load_briefs(archive, [story.id]))
    names = {key: source.name for key, source in sources.items()}
    asked = passages(tellers(story, texts), short.sentences, names)
    if not asked:
        return None
    made = _checked(blank, machine.ask(request(asked, language)), asked, machine)
    with archive.write():
        save_generated(archive, made, machine.now())
    return made


def _checked(blank: Generated, answer: str | NoAnswer, asked: Sequence[Passage], machine: Machine) -> Generated:
    if isinstance(answer, NoAnswer):
        return replace(blank, outcome=answer.reason)
    claims = read(answer)
    if isinstance(claims, Unreadable):
        return replace(blank, rejected=((answer[:MOST_REJECTED_CHARACTERS], claims.reason),))
    judged = judge(claims, asked, blank.language, machine.gate)
    kept = stands(judged, asked, machine.model)
    fallen = tuple((one.words[:MOST_REJECTED_CHARACTERS], one.reason) for one in judged if one.reason)
    return replace(blank, outcome=TOLD if kept else NOTHING_STANDS, sentences=kept, rejected=fallen)

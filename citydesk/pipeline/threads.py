"""Stories that changed → their chapters, and every thread that they were in or belong to now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from citydesk.archive import Archive, articles, steps, stories, threads
from citydesk.archive.subjects import Kind, replace_subjects
from citydesk.archive.tag_corrections import corrections_of
from citydesk.archive.tags import load_tags
from citydesk.archive.vectors import load_vectors
from citydesk.pipeline.story_tagging import tags_of_story
from citydesk.progress import Progress
from nlp.chapters import Chapter, chapter
from nlp.encode import Encoder, head, text_key
from nlp.geometry import Geometry
from nlp.story import Thread
from nlp.threads import DAYS, RULES, Cosine, Link, link, project_threads, storylines
from nlp.vocabulary import Project

BATCH = 256  # articles a transaction
OF_A_CITY = ("primary", "about", "partner")  # roles of a city whose page tells the story
SUBJECTS: tuple[Kind, ...] = ("city", "topic", "project")


def link_stories(
    archive: Archive, encoder: Encoder, geometry: Geometry, projects: Iterable[Project], progress: Progress
) -> int:
    """Link stories that are new or were told, tagged or decided anew; return how many threads were written."""
    by_key = {project.key: project for project in projects}
    missing = steps.articles_missing(archive, "thread", RULES)
    written = 0
    with progress("thread", len(missing)) as tick:
        for start in range(0, len(missing), BATCH):
            ids = missing[start : start + BATCH]
            with archive.write():
                touched = set(stories.stories_of(archive, ids).values())
                written += _relink(archive, touched, by_key, _cosine(archive, encoder, geometry))
                steps.mark_done(archive, articles.load_articles(archive, ids), "thread", RULES)
            tick(len(ids))
    return written


def _relink(archive: Archive, touched: set[str], projects: Mapping[str, Project], cosine: Cosine) -> int:
    former = {alias for story in touched for alias in stories.former_ids(archive, story)}
    before = threads.threads_of(archive, touched | former)
    chapters = _chapters(archive, touched, projects)
    threads.replace_chapters(archive, touched | former, chapters)
    file_stories(archive, touched, former)
    changed = (before & projects.keys()) | {project for one in chapters for project in one.subjects}
    told: list[Thread] = []
    for project in sorted(changed):
        about = threads.load_chapters(archive, threads.chapters_with(archive, "subject", [project]))
        told += [one for one in project_threads(about, projects) if one.key == project]
    start = (touched | threads.stories_in(archive, before - projects.keys())) - (former - touched)
    reached, links = _reached(archive, start, projects, cosine)
    gone = threads.threads_of(archive, reached.keys()) - projects.keys()
    told += storylines(reached.values(), links)
    threads.replace_threads(archive, before | changed | gone, told)
    return len(told)


def _chapters(archive: Archive, ids: Iterable[str], projects: Mapping[str, Project]) -> list[Chapter]:
    found = stories.load_some(archive, ids)
    members = [member.article for story, _ in found for member in story.members]
    texts = {one.id: one for one in articles.load_articles(archive, members)}
    tags = load_tags(archive, members)
    return [
        chapter(story, [texts[member.article] for member in story.members], tags, projects, is_roundup=is_roundup)
        for story, is_roundup in found
    ]


def file_stories(archive: Archive, touched: set[str], former: set[str]) -> None:
    """Keep what each of these stories is about, where pages of cities, topics and projects find it."""
    found = [story for story, _ in stories.load_some(archive, touched)]
    members = [member.article for story in found for member in story.members]
    tags, said = load_tags(archive, members), corrections_of(archive, members)
    told = [
        (story.id, story.first_published, (kind, tag.value))
        for story in found
        for tag in tags_of_story([member.article for member in story.members], tags, said)
        for kind in SUBJECTS
        if tag.kind == kind and (kind != "city" or tag.role in OF_A_CITY)
    ]
    replace_subjects(archive, touched | former, told)


def _reached(
    archive: Archive, start: Iterable[str], projects: Mapping[str, Project], cosine: Cosine
) -> tuple[dict[str, Chapter], set[Link]]:
    """Return the chapters that links lead to from these stories, and the links."""
    found: dict[str, Chapter] = {}
    links: set[Link] = set()
    fresh = threads.load_chapters(archive, start)
    while fresh:
        found |= {one.story: one for one in fresh}
        linked: dict[str, Chapter] = {}
        for one in fresh:
            for other in threads.load_chapters(archive, threads.chapters_near(archive, one, DAYS)):
                if between := link(one, other, projects, cosine):
                    links.add(between)
                    linked[other.story] = other
        fresh = [linked[story] for story in sorted(linked.keys() - found.keys())]
    return found, links


def _cosine(archive: Archive, encoder: Encoder, geometry: Geometry) -> Cosine:
    """Return what tells how near two stories are, by the vectors of their representatives."""
    known: dict[str, Any] = {}

    def vector(story: str) -> Any:
        if story not in known:
            best = articles.load_articles(archive, [stories.load_story(archive, story)[0].representative])[0]
            kept = load_vectors(archive, [text_key(head(best))], encoder.model_id)
            found = list(kept.values()) or encoder.encode([head(best)])
            known[story] = geometry.centre(np.stack(list(found)), [best.language])[0]
        return known[story]

    return lambda left, right: float(vector(left) @ vector(right))

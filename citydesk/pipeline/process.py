"""An archive → all of its pages extracted, its articles encoded, tagged and grouped, its stories linked.

Each step does what is missing, in transactions of a few.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from citydesk.archive import Archive, articles, kept_pages
from citydesk.archive.words import index_waiting, tidy_words
from citydesk.pipeline.briefing import brief_stories
from citydesk.pipeline.extracting import extract_pages
from citydesk.pipeline.extractors import Identify
from citydesk.pipeline.grouping import group_articles
from citydesk.pipeline.meanings import index_meanings
from citydesk.pipeline.measures import Tools, measures
from citydesk.pipeline.remembering import Remembering
from citydesk.pipeline.retagging import Retagged, retagged
from citydesk.pipeline.tagging import embed, tag_articles
from citydesk.pipeline.threads import link_stories
from citydesk.progress import Progress
from citydesk.service_models import Process
from nlp.encode import Encoder
from nlp.geometry import Geometry
from nlp.tag import Tagger

Again = Literal["tags", "pages"]  # what can be done again for all articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What one run of processing did, in counts."""

    articles: int  # pages that gave a new version
    skipped: int  # pages that gave none
    tagged: int
    compared: int
    stories: int  # written anew
    retagged: Retagged | None = None  # None: no text was tagged a second time


def process(
    archive: Archive,
    encoder: Encoder,
    make_tagger: Callable[[Encoder, Geometry], Tagger],
    identify: Identify,
    progress: Progress,
    settings: Process | None = None,
    again: Again | None = None,
) -> Processed:
    """Run every step on what is missing, and the step that `again` names on everything."""
    index_waiting(archive)
    if again == "pages":
        kept_pages.wait_again(archive)
    made, skipped = extract_pages(archive, identify, progress, settings)
    tidy_words(archive)
    embed(archive, encoder, progress)
    if articles.is_empty(archive):
        return Processed(articles=made, skipped=skipped, tagged=0, compared=0, stories=0)
    geometry, model = measures(archive, encoder)
    index_meanings(archive, encoder, geometry, progress)
    tagger = make_tagger(Remembering(archive, encoder), geometry)
    tools = Tools(encoder=encoder, geometry=geometry, model=model, tagger=tagger)
    tagged = tag_articles(archive, tools, progress, again=again == "tags")
    compared, written = group_articles(archive, tools, progress)
    link_stories(archive, encoder, geometry, tagger.projects, progress)
    brief_stories(archive, progress)
    return Processed(
        articles=made,
        skipped=skipped,
        tagged=tagged,
        compared=compared,
        stories=written,
        retagged=retagged(archive),
    )

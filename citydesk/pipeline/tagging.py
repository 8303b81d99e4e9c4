"""Articles → their vectors, and their tags by city, topic and project."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.archive import Archive, articles, steps
from citydesk.archive.tag_corrections import corrections_of
from citydesk.archive.tags import save_tags
from citydesk.pipeline.batches import batches
from citydesk.pipeline.learning import taught
from citydesk.pipeline.measures import Tools, centred_vectors
from citydesk.pipeline.remembering import Remembering
from citydesk.pipeline.retagging import Comparison, tag_all_again
from citydesk.progress import Progress
from crawler.article import Article
from nlp.encode import Encoder, head
from nlp.story import Tag
from nlp.tag import RULES, Tagger, tag


def embed(archive: Archive, encoder: Encoder, progress: Progress) -> None:
    """Give every current version a vector, by the words that are encoded: the same words are encoded once."""
    rules = f"embed {encoder.model_id}"
    missing = steps.articles_missing(archive, "embed", rules)
    with progress("embed", len(missing)) as tick:
        for ids in batches(missing, 4):
            found = articles.load_articles(archive, ids)
            Remembering(archive, encoder).encode([head(article) for article in found])
            with archive.write():
                steps.mark_done(archive, found, "embed", rules)
            tick(len(ids))


def tag_articles(archive: Archive, tools: Tools, progress: Progress, *, again: bool = False) -> int:
    """Tag every current version by city, topic and project, or all of them `again`; return how many.

    What editors have corrected holds against what the rules say.
    """
    assert tools.tagger is not None
    tagger = taught(archive, tools, tools.tagger)
    rules = f"{RULES} {tools.encoder.model_id} {tagger.version}"
    if again:
        tag_all_again(archive, rules)
    missing = steps.articles_missing(archive, "tag", rules)
    with progress("tag", len(missing)) as tick:
        for ids in batches(missing):
            found = articles.load_articles(archive, ids)
            vectors = centred_vectors(archive, found, tools)
            by_rules = [tag(article, vector, tagger) for article, vector in zip(found, vectors, strict=True)]
            with archive.write():
                compared = Comparison(archive, ids, rules)
                _save(archive, found, by_rules, tagger)
                compared.keep()
                steps.mark_done(archive, found, "tag", rules)
                steps.mark_undone(archive, ids, "thread")
            tick(len(ids))
    return len(missing)


def _save(archive: Archive, found: Sequence[Article], by_rules: Sequence[tuple[Tag, ...]], tagger: Tagger) -> None:
    """Save tags as editors corrected them; a city, topic or project that is gone from config is passed over."""
    holding = corrections_of(archive, [article.id for article in found])
    for article, tags in zip(found, by_rules, strict=True):
        known = [one for one in holding[article.id] if tagger.knows(one.kind, one.value)]
        save_tags(archive, article.id, tags, known)

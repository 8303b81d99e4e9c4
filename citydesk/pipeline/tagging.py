"""Articles → their vectors and searchable words, and their tags by city, topic and project."""

from __future__ import annotations

from citydesk.archive import Archive, articles, steps
from citydesk.archive.tags import save_tags
from citydesk.archive.words import save_words
from citydesk.pipeline.batches import batches
from citydesk.pipeline.measures import Tools, centred_vectors
from citydesk.pipeline.remembering import Remembering
from citydesk.progress import Progress
from nlp.encode import Encoder, head
from nlp.shingles import fold
from nlp.tag import RULES, tag


def embed(archive: Archive, encoder: Encoder, progress: Progress) -> None:
    """Give every current version a vector, by the words that are encoded: the same words are encoded once."""
    rules = f"embed {encoder.model_id}"
    missing = steps.articles_missing(archive, "embed", rules)
    with progress("embed", len(missing)) as tick:
        for ids in batches(missing, 4):
            found = articles.load_articles(archive, ids)
            Remembering(archive, encoder).encode([head(article) for article in found])
            with archive.write():
                words = [(article.id, fold(article.title), fold(article.text)) for article in found]
                save_words(archive, words)
                steps.mark_done(archive, found, "embed", rules)
            tick(len(ids))


def tag_articles(archive: Archive, tools: Tools, progress: Progress) -> int:
    """Tag every current version by city, topic and project; return how many."""
    assert tools.tagger is not None
    rules = f"{RULES} {tools.encoder.model_id} {tools.tagger.version}"
    missing = steps.articles_missing(archive, "tag", rules)
    with progress("tag", len(missing)) as tick:
        for ids in batches(missing):
            found = articles.load_articles(archive, ids)
            vectors = centred_vectors(archive, found, tools)
            with archive.write():
                for article, vector in zip(found, vectors, strict=True):
                    save_tags(archive, article.id, tag(article, vector, tools.tagger))
                steps.mark_done(archive, found, "tag", rules)
                steps.mark_undone(archive, ids, "thread")
            tick(len(ids))
    return len(missing)

"""Editors' corrections of topics → a tagger whose topics have learned from them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from citydesk.archive import Archive, articles
from citydesk.archive.tag_corrections import corrections_of_topics
from citydesk.pipeline.measures import Tools, centred_vectors
from nlp.corrected import lessons
from nlp.few_shot import Example, adjusted
from nlp.tag import Tagger


def taught(archive: Archive, tools: Tools, tagger: Tagger) -> Tagger:
    """Return a tagger that has learned from the corrections that count; its version tells from which.

    Each is an example by the current text of its article. Those of topics that are gone from config are passed over.
    """
    said = lessons(corrections_of_topics(archive))
    known = frozenset(tagger.classifier.ids)
    found = [one for one in articles.load_articles(archive, said) if known & (said[one.id][0] | said[one.id][1])]
    if not found:
        return tagger
    examples = [
        Example(vector=vector, language=one.language, yes=said[one.id][0] & known, no=said[one.id][1] & known)
        for one, vector in zip(found, centred_vectors(archive, found, tools), strict=True)
    ]
    learned = repr([(one.id, one.text_hash, *(sorted(topics & known) for topics in said[one.id])) for one in found])
    return replace(
        tagger,
        classifier=adjusted(tagger.classifier, examples),
        version=f"{tagger.version}-{hashlib.sha256(learned.encode()).hexdigest()[:8]}",
    )

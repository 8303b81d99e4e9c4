"""Article + centred vector → Fingerprint: all that a pair verdict looks at, computed once an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.facts import Facts, facts
from nlp.namelists import without_name_lists
from nlp.names import names
from nlp.phases import phases
from nlp.shingles import Shingles, fold, shingles

FACTS_IN = 6000  # characters of an article in which facts are looked for
LEAD = 300  # characters of the text that count as its lead
NAMES_IN = 1500  # characters in which names are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What similarity needs of an article version. `vector` is centred, float32, of length 1."""

    article: str  # id
    source: str  # key
    text_hash: str
    language: str
    when: datetime
    is_dated: bool
    first_seen: datetime
    words: int
    characters: int
    title: str  # folded
    shingles: Shingles = field(compare=False)
    facts: Facts
    title_facts: frozenset[str]
    title_phases: frozenset[str]
    lead_phases: frozenset[str]
    names: frozenset[str]
    vector: npt.NDArray[np.float32] = field(compare=False)


def fingerprint(article: Article, vector: npt.NDArray[np.float32]) -> Fingerprint:
    """Return the fingerprint of an article; `vector` is that of its head, centred."""
    whole = f"{article.title}. {article.text}"
    lean = without_name_lists(whole)  # sixteen partner cities are no likeness
    title = facts(article.title, article.language)
    return Fingerprint(
        article=article.id,
        source=article.source,
        text_hash=article.text_hash,
        language=article.language,
        when=article.when,
        is_dated=article.published is not None,
        first_seen=article.first_seen,
        words=len(whole.split()),
        characters=len(whole),
        title=fold(article.title),
        shingles=shingles(lean),
        facts=facts(lean[:FACTS_IN], article.language),
        title_facts=title.numbers | title.days | title.years,
        title_phases=phases(article.title, article.language),
        lead_phases=phases(article.text[:LEAD], article.language),
        names=names(lean[:NAMES_IN]),
        vector=vector,
    )

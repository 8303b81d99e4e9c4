"""Press pages of one template every day: no two of different dates in one story, none parted from its own copy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from crawler.article import Article
from nlp.language import LanguageIdentifier
from tests.evaluation.corpora import Labelled
from tests.evaluation.duplicates import stories
from tests.evaluation.extraction import press_articles

SETS = ("vienna", "upper-austria")


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each set: every article beside a copy of itself under another address."""
    encoder, identify = make_encoder(Model()), LanguageIdentifier()
    for name in SETS if set_name is None else (set_name,):
        found = press_articles(data, name, identify)
        labelled = [_labelled(article, copy) for article in found for copy in ("", "-copy")]
        groups = stories(labelled, encoder).groups
        articles = {one.article.id: one.article for one in labelled}
        false = sum(
            articles[left].when.date() != articles[right].when.date()
            for members in groups
            for left, right in combinations(members, 2)
        )
        home = {article: members[0] for members in groups for article in members}
        missed = sum(
            home[one.article.id] != home[two.article.id] for one, two in zip(labelled[::2], labelled[1::2], strict=True)
        )
        yield {"set": name, "articles": len(found), "false_merges": false, "missed_merges": missed}


def _labelled(article: Article, copy: str) -> Labelled:
    values = {name: getattr(article, name) for name in Article.__slots__}
    return Labelled(article=Article(**(values | {"url": article.url + copy})), gold=article.url)

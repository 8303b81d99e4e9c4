"""How the verdict's probability agrees with people who graded news pairs, and how well it finds the same news."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import stats

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from crawler.article import Article
from nlp.frozen import load_model
from nlp.similar import likeness, verdict
from tests.evaluation.corpora import UNKNOWN_TIME, Labelled, rows
from tests.evaluation.duplicates import fingerprints
from tests.evaluation.partitions import scores

SAME_NEWS = 1.5  # grade 1 = the same, 4 = nothing in common


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the one set there is."""
    assert set_name in (None, "semeval")
    pairs = list(rows(data / "semeval_pairs.jsonl.gz"))
    labelled = [_labelled(row, index, side) for index, row in enumerate(pairs) for side in ("1", "2")]
    prints = fingerprints(labelled, make_encoder(Model()))
    judge = functools.partial(verdict, model=load_model())
    couples = list(zip(prints[::2], prints[1::2], strict=True))
    graded = np.array([row["overall"] for row in pairs], float)
    alike = np.array([likeness(left, right) for left, right in couples])
    same = np.array([judge(left, right).is_same for left, right in couples])
    gold = graded <= SAME_NEWS
    yield {
        "set": "semeval",
        "pairs": len(pairs),
        "pearson": round(float(-np.corrcoef(alike, graded)[0, 1]), 4),
        "spearman": round(float(-stats.spearmanr(alike, graded).statistic), 4),
        "same_news_f1": round(scores(int((same & gold).sum()), int(same.sum()), int(gold.sum()))[2], 4),
    }


def _labelled(row: dict[str, str], index: int, side: str) -> Labelled:
    title, _, text = row[f"text{side}"].partition("\n")
    article = Article(
        url=f"https://semeval.example/{index}/{side}", source="semeval", title=title, text=text,
        language=row[f"lang{side}"], published=None, precision=None, date_source=None, first_seen=UNKNOWN_TIME,
    )  # fmt: skip
    return Labelled(article=article, gold=str(index))

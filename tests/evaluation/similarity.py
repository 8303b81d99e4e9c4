"""How the nearness of two news agrees with people who graded pairs, and how well it finds what they call the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import stats

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from crawler.article import Article
from nlp.encode import Encoder, Vectors
from nlp.frozen import load_nearness
from nlp.likeness import gist, is_same_news, likeness, passages
from tests.evaluation.corpora import UNKNOWN_TIME, Labelled, is_for_fitting, rows
from tests.evaluation.partitions import scores

SAME_NEWS = 1.5  # grade 1 = the same, 4 = nothing in common


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the one set there is, and of the half of it that nothing was fitted on."""
    assert set_name in (None, "semeval")
    couples, grades = read(data)
    articles = [one.article for couple in couples for one in couple]
    vectors = passage_vectors(articles, make_encoder(Model()))
    nearness = load_nearness()
    gists = [gist(one, pair, nearness) for one, pair in zip(articles, vectors, strict=True)]
    pairs = list(zip(gists[::2], gists[1::2], strict=True))
    alike = np.array([likeness(left, right, nearness) for left, right in pairs])
    same = np.array([is_same_news(left, right, nearness) for left, right in pairs])
    graded = np.array(grades)
    unseen = np.array([not is_for_fitting(couple[0].gold) for couple in couples])
    for name, chosen in (("semeval", np.ones(len(pairs), bool)), ("semeval/unfitted", unseen)):
        gold = graded[chosen] <= SAME_NEWS
        found = same[chosen]
        yield {
            "set": name,
            "pairs": int(chosen.sum()),
            "pearson": round(float(-np.corrcoef(alike[chosen], graded[chosen])[0, 1]), 4),
            "spearman": round(float(-stats.spearmanr(alike[chosen], graded[chosen]).statistic), 4),
            "same_news_f1": round(scores(int((found & gold).sum()), int(found.sum()), int(gold.sum()))[2], 4),
        }


def read(data: Path) -> tuple[list[tuple[Labelled, Labelled]], list[float]]:
    """Return the pairs and their grades, 1 to 4."""
    found = list(rows(data / "semeval_pairs.jsonl.gz"))
    couples = [(_labelled(row, index, "1"), _labelled(row, index, "2")) for index, row in enumerate(found)]
    return couples, [float(row["overall"]) for row in found]


def passage_vectors(articles: Sequence[Article], encoder: Encoder) -> list[Vectors]:
    """Return the vectors of each article's title and beginning, as encoded: shape (2, dimensions) an article."""
    vectors = encoder.encode([passage for one in articles for passage in passages(one)])
    return list(vectors.reshape(len(articles), 2, -1))


def _labelled(row: dict[str, str], index: int, side: str) -> Labelled:
    title, _, text = row[f"text{side}"].partition("\n")
    article = Article(
        url=f"https://semeval.example/{index}/{side}", source="semeval", title=title, text=text,
        language=row[f"lang{side}"], published=None, precision=None, date_source=None, first_seen=UNKNOWN_TIME,
    )  # fmt: skip
    return Labelled(article=article, gold=str(index))

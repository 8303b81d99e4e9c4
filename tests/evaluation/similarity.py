"""How the nearness of two news agrees with people who graded pairs, and how well it finds what they call the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import stats

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from crawler.article import Article
from nlp.frozen import load_model
from nlp.similar import likeness
from tests.evaluation.corpora import UNKNOWN_TIME, Labelled, is_for_fitting, rows
from tests.evaluation.duplicates import fingerprints
from tests.evaluation.partitions import scores

SAME_NEWS = 1.5  # grade 1 = the same, 4 = nothing in common


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the one set there is, and of the half of it that nothing was fitted on."""
    assert set_name in (None, "semeval")
    couples, grades = read(data)
    prints = fingerprints([one for couple in couples for one in couple], make_encoder(Model()))
    pairs = list(zip(prints[::2], prints[1::2], strict=True))
    model = load_model()
    alike = np.array([likeness(left, right, model) for left, right in pairs])
    same = alike >= model.near.same_news
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


def _labelled(row: dict[str, str], index: int, side: str) -> Labelled:
    title, _, text = row[f"text{side}"].partition("\n")
    article = Article(
        url=f"https://semeval.example/{index}/{side}", source="semeval", title=title, text=text,
        language=row[f"lang{side}"], published=None, precision=None, date_source=None, first_seen=UNKNOWN_TIME,
    )  # fmt: skip
    return Labelled(article=article, gold=str(index))

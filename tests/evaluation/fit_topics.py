"""`python -m tests.evaluation.fit_topics`: the demo and the labelled half in, nlp/data/background.json out.

Prints the coefficients of the calibration, which stand in nlp/topics.py.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from citydesk.demo.content_reader import read_sites
from citydesk.engine import model_cache
from citydesk.settings import load_settings
from crawler.article import Article
from nlp.encode import DEFAULT_MODEL, SentenceEncoder
from nlp.frozen import load_geometry
from nlp.geometry import Geometry
from nlp.logistic import Numbers, fit_logistic
from nlp.topics import TopicClassifier, Vectors, build_classifier, lead
from nlp.weights import weights_of
from tests.evaluation.own_topics import CONFIG, embedded
from tests.evaluation.taxonomies import Sample, labelled

BACKGROUND = Path(__file__).parent.parent.parent / "nlp" / "data" / "background.json"
DIGITS = 4
STRENGTH = 0.01  # hardly any: there are thousands of rows
SEEN = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Fit and write; the articles of the demo and those of the labelled half weigh alike in the background."""
    encoder = SentenceEncoder(DEFAULT_MODEL, model_cache())
    geometry = load_geometry(encoder.model_id)
    assert geometry is not None
    halves = [demo(), [one for one in labelled() if one.is_for_fitting]]
    vectors = [embedded(samples, encoder, geometry) for samples in halves]
    mean = np.mean([one.mean(axis=0) for one in vectors], axis=0)
    _write(geometry, mean)
    topics = load_settings(CONFIG).vocabulary.topics
    classifier = build_classifier(
        topics, lambda texts, languages: geometry.centre(encoder.encode(texts), languages), {"": mean}
    )
    found = calibration([one for half in halves for one in half], np.vstack(vectors), classifier)
    print("intercept, score, lead:", *found.round(2))


def demo() -> list[Sample]:
    """Return the articles of the demo, which carry topics."""
    return [
        Sample(
            id=f"{site.key}-{one.slug}",
            article=Article(
                url=f"https://{site.key}.example/{one.slug}",
                source=site.key,
                title=one.title,
                text=f"{one.lead}\n\n{one.body}",
                language=one.language or site.language,
                published=None,
                precision=None,
                date_source=None,
                first_seen=SEEN,
            ),
            gold=tuple(one.topics),
        )
        for site in read_sites()
        for one in site.articles
    ]


def calibration(samples: list[Sample], vectors: Vectors, classifier: TopicClassifier) -> Numbers:
    """Return the coefficients of score and lead that make probabilities right, with the intercept first."""
    scores = classifier.scores(vectors, [one.article.language for one in samples])
    gold = np.array([[topic in one.gold for topic in classifier.ids] for one in samples])
    subjects = [index for index, is_none in enumerate(classifier.is_none) if not is_none]
    rows = np.stack([np.ones_like(scores), scores, lead(scores)], axis=-1)[:, subjects].reshape(-1, 3)
    is_yes = gold[:, subjects].ravel()
    return fit_logistic(rows, is_yes, np.ones(len(rows)), np.zeros(3), np.full(3, STRENGTH))


def _write(geometry: Geometry, mean: Vectors) -> None:
    about = {
        "model_id": weights_of(geometry.model_id),
        "geometry": geometry.version,
        "from": "the demo and the fitting half of tests/data/labelled; python -m tests.evaluation.fit_topics",
        "mean": [round(float(one), DIGITS) for one in mean],
    }
    BACKGROUND.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A classifier learns from examples: few move a prototype, many make a regression, none change nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from nlp.few_shot import FEWEST_FOR_LOGISTIC, Example, adjusted
from nlp.logistic import fit_logistic, sigmoid
from nlp.topics import Vectors, build_classifier
from nlp.vocabulary import Topic

WORDS = ("tram", "school", "tree", "prize")


def embed(texts: Sequence[str], _: Sequence[str]) -> Vectors:
    counts = np.array([[text.lower().count(word) for word in WORDS] for text in texts], np.float32)
    return np.asarray(counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-6), np.float32)


TOPICS = tuple(Topic(id=word, label=word, wordings=(word,)) for word in WORDS[:3])
CLASSIFIER = build_classifier(TOPICS, embed)
IDS = frozenset(CLASSIFIER.ids)


def example(text: str, *yes: str) -> Example:
    return Example(vector=embed([text], ["en"])[0], language="en", yes=frozenset(yes), no=IDS)


def best(classifier: object, text: str) -> str:
    scores = classifier.scores(embed([text], ["en"]), ["en"])[0]  # type: ignore[attr-defined]
    return CLASSIFIER.ids[int(np.argmax(scores))]


def test_no_examples_change_nothing() -> None:
    assert adjusted(CLASSIFIER, []) is CLASSIFIER


def test_a_few_examples_move_a_prototype_and_keep_its_length() -> None:
    learned = adjusted(CLASSIFIER, [example("prize", "tree")] * 12)
    assert best(learned, "prize") == "tree"
    assert best(learned, "school") == "school"
    assert np.linalg.norm(learned.prototypes, axis=1) == pytest.approx(1, abs=1e-5)
    assert not learned.offsets.any()


def test_an_example_that_was_refused_moves_it_away() -> None:
    refused = Example(vector=embed(["prize"], ["en"])[0], language="en", yes=frozenset(), no=frozenset({"tree"}))
    learned = adjusted(CLASSIFIER, [refused])
    assert learned.prototypes[2] @ refused.vector < CLASSIFIER.prototypes[2] @ refused.vector
    assert learned.prototypes[0] == pytest.approx(CLASSIFIER.prototypes[0])


def test_many_examples_make_a_regression_that_tells_what_no_wording_says() -> None:
    examples = [example("prize prize school", "tree"), example("school prize tram", "school"), example("tram", "tram")]
    learned = adjusted(CLASSIFIER, examples * FEWEST_FOR_LOGISTIC)
    assert [best(learned, text) for text in ("prize prize school", "school prize tram", "tram")] == [
        "tree",
        "school",
        "tram",
    ]
    assert learned.offsets.any()


def test_the_order_of_examples_does_not_matter() -> None:
    examples = [example("prize", "tree"), example("tram", "tram"), example("school tree", "school")] * 20
    one, other = adjusted(CLASSIFIER, examples), adjusted(CLASSIFIER, examples[::-1])
    assert one.prototypes == pytest.approx(other.prototypes, abs=1e-4)


def test_unknown_topics_are_passed_over() -> None:
    assert adjusted(CLASSIFIER, [example("prize", "gone")]).prototypes.shape == CLASSIFIER.prototypes.shape


def test_a_regression_finds_where_it_was_drawn_from() -> None:
    rows = np.c_[np.linspace(-3, 3, 2001), np.ones(2001)]
    chances = sigmoid(rows @ np.array([1.5, -0.5]))
    twice, is_yes = np.vstack([rows, rows]), np.r_[np.ones(2001), np.zeros(2001)]
    found = fit_logistic(twice, is_yes, np.r_[chances, 1 - chances], np.zeros(2), np.full(2, 1e-9))
    assert found == pytest.approx([1.5, -0.5], abs=1e-5)


def test_without_examples_of_weight_a_regression_stays_where_it_is_expected() -> None:
    found = fit_logistic([[1.0, 1.0]], [1.0], [0.0], [0.3, -2.0], [1.0, 1.0])
    assert found == pytest.approx([0.3, -2.0])


def test_extreme_log_odds_do_not_overflow() -> None:
    assert sigmoid([-1e9, 0.0, 1e9]) == pytest.approx([0.0, 0.5, 1.0])

"""How near two news are: the same text is nearest, order does not matter, a text without a title line has one."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.encode import Vectors
from nlp.frozen import load_nearness
from nlp.likeness import TITLE_WORDS, Gist, gist, is_same_news, likeness, passages, stems
from tests.fingerprints import article

NEARNESS = load_nearness()
TRAM = "Tram line nine opens on Monday. The new line links the harbour with the university and stops at the museum."
BRIDGE = "Old bridge to be repaired. Engineers found rust in two pillars, and lorries have to take the motorway."


def _gist(text: str, seed: int, language: str = "en") -> Gist:
    return gist(article(text, language), _vectors(seed), NEARNESS)


def _vectors(seed: int) -> Vectors:
    """Return vectors about the mean of all, as those of an encoder are, each turned its own way."""
    drawn = np.random.default_rng(seed).normal(size=(1, 384))
    return np.asarray(NEARNESS.heads.overall + 0.5 * drawn / np.linalg.norm(drawn), np.float32).repeat(2, axis=0)


def test_the_same_text_is_nearest_and_the_same_news() -> None:
    tram, bridge = _gist(TRAM, 1), _gist(BRIDGE, 2)
    assert likeness(tram, tram, NEARNESS) > 0.8
    assert likeness(tram, bridge, NEARNESS) < 0.5
    assert is_same_news(tram, tram, NEARNESS)
    assert not is_same_news(tram, bridge, NEARNESS)


@pytest.mark.parametrize("language", ["en", "ar", "xx"])
def test_nearness_does_not_depend_on_the_order(language: str) -> None:
    left, right = _gist(TRAM, 1, language), _gist(BRIDGE, 2)
    assert likeness(left, right, NEARNESS) == pytest.approx(likeness(right, left, NEARNESS))


def test_an_article_without_words_is_near_nothing() -> None:
    assert likeness(_gist("", 3), _gist(TRAM, 1), NEARNESS) < 0.5


def test_a_text_without_a_line_for_its_title_lends_its_first_words() -> None:
    title, beginning = passages(article("word " * 100))
    assert len(title.split()) == TITLE_WORDS
    assert beginning.startswith("word " * 60)


def test_rare_words_weigh_more_than_common_ones() -> None:
    the, bridge = (NEARNESS.stems.weights(stems(word), "en")[0] for word in ("the", "bridge"))
    assert the < 1 < bridge

"""Topics by the nearness of their wordings: none to three, words and hints may only add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from crawler.article import Article
from nlp.story import Span
from nlp.topics import LEAST, Calibration, Vectors, build_classifier, lead, with_background
from nlp.vocabulary import Topic

SEEN = datetime(2026, 3, 2, tzinfo=UTC)
SUBJECTS = ("tram", "school", "tree", "prize")


def embed(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
    """Count a few words: an encoder of ten lines, with a dimension that all texts share."""
    assert len(texts) == len(languages)
    counts = np.array([[text.lower().count(word) for word in SUBJECTS] + [1] for text in texts], np.float32)
    return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


TOPICS = (
    Topic(id="mobility", label="Mobility", wordings=("Mobility", "Tram, tram, bus and bicycle lanes", "New tram")),
    Topic(
        id="education",
        label="Schools",
        labels=(("de", "Schule und Bildung"),),
        wordings=("Schools", "School and pupils", "A school opens"),
        local_wordings=(("de", ("Schulen, school",)),),
    ),
    Topic(id="nature", label="Trees", wordings=("Trees", "Tree and park", "A tree is planted")),
)
CLASSIFIER = replace(
    build_classifier(TOPICS, embed),
    calibration=Calibration(intercept=-4.0, score=12.0, lead=0.0, word=0.3, hint=2.0),  # ten words are no encoder
)


def article(title: str, text: str = "", language: str = "en") -> Article:
    return Article(
        url="https://news.example/1",
        source="example",
        title=title,
        text=text,
        language=language,
        published=SEEN,
        precision="day",
        date_source="feed",
        first_seen=SEEN,
    )


PLAIN = article("")


def centred(text: str) -> Vectors:
    vector = embed([text], ["en"])[0]
    vector[-1] = 0  # what all texts share is what centring takes away
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tram tram", ["mobility"]),
        ("a school", ["education"]),
        ("school tree", ["nature", "education"]),
        ("nothing of that", []),
        ("prize", []),
    ],
)
def test_an_article_has_the_topics_it_is_near_to(text: str, expected: list[str]) -> None:
    tags = CLASSIFIER.classify(centred(text), PLAIN)
    assert sorted(tag.value for tag in tags) == sorted(expected)
    assert all(tag.kind == "topic" and LEAST <= tag.score <= 1 for tag in tags)


def test_prototypes_lose_what_all_topics_share() -> None:
    assert np.linalg.norm(CLASSIFIER.prototypes, axis=1) == pytest.approx(1)
    assert np.abs(CLASSIFIER.prototypes[:, -1]).max() < 0.5


def test_a_tag_names_words_and_wording() -> None:
    (tag,) = CLASSIFIER.classify(centred("tram tram"), article("Tram returns", "Bicycles too."))
    assert tag.evidence == (
        Span(field="title", start=0, end=4, words="Tram"),
        Span(field="text", start=0, end=8, words="Bicycles"),
    )
    assert tag.reason.startswith("nearest wording: ")


def test_words_in_the_language_of_the_article_are_evidence() -> None:
    (tag,) = CLASSIFIER.classify(centred("school"), article("Neue Schule", language="de"))
    assert [span.words for span in tag.evidence] == ["Schule"]


def test_hints_add_but_bring_no_topic_in_alone() -> None:
    education, nature = CLASSIFIER.prototypes[1], CLASSIFIER.prototypes[2]
    both = nature + 0.9 * education
    vector = np.asarray(both / np.linalg.norm(both), np.float32)
    doubtful = replace(CLASSIFIER, calibration=replace(CLASSIFIER.calibration, intercept=-9.0, hint=8.0))
    hinted = doubtful.classify(vector, PLAIN, {"education": 1.0, "mobility": 1.0})
    assert [tag.value for tag in doubtful.classify(vector, PLAIN)] == []
    assert [tag.value for tag in hinted] == ["education"]
    assert doubtful.classify(centred("nothing"), article("Tram school tree"), {"mobility": 1.0}) == ()


def test_the_same_article_has_the_same_topics() -> None:
    again = replace(build_classifier(TOPICS, embed), calibration=CLASSIFIER.calibration)
    assert CLASSIFIER.classify(centred("school tram"), PLAIN) == again.classify(centred("school tram"), PLAIN)


def test_what_is_nearest_to_no_topic_has_none() -> None:
    office = Topic(id="office", label="None", wordings=("Prize", "prize prize"), is_none=True)
    classifier = replace(build_classifier((*TOPICS, office), embed), calibration=CLASSIFIER.calibration)
    assert classifier.classify(centred("prize prize prize tram"), PLAIN) == ()
    assert [tag.value for tag in classifier.classify(centred("tram tram tram prize"), PLAIN)] == ["mobility"]


def test_a_background_takes_for_granted_what_every_text_has() -> None:
    trams = np.stack([centred("tram tram"), centred("tram tram school"), centred("tram tram tree")])
    biased = with_background(CLASSIFIER, trams, ["en", "en", "en"])
    asked = centred("tram tram school")[None, :]
    assert CLASSIFIER.ids[int(np.argmax(CLASSIFIER.scores(asked, ["en"])))] == "mobility"
    assert biased.ids[int(np.argmax(biased.scores(asked, ["en"])))] == "education"
    assert biased.scores(trams, ["en"] * 3).mean(axis=0) == pytest.approx(0, abs=1e-6)


def test_a_language_that_was_not_seen_has_the_background_of_all() -> None:
    biased = with_background(CLASSIFIER, np.stack([centred("tram"), centred("school")]), ["en", "de"])
    assert biased.background("fi") == pytest.approx(biased.backgrounds[""])
    assert biased.background("de")[1] > biased.background("en")[1]
    assert not CLASSIFIER.background("de").any()


def test_the_lead_of_the_best_is_over_the_second_and_of_others_under_the_best() -> None:
    assert lead(np.array([[0.5, 0.2, 0.1]], np.float32)) == pytest.approx(np.array([[0.3, -0.3, -0.4]]))


def test_probabilities_rise_with_score_and_lead() -> None:
    chances = CLASSIFIER.probabilities(np.array([[0.1, 0.3, 0.7], [0.5, 0.5, 0.5]], np.float32))
    assert chances[0].tolist() == sorted(chances[0].tolist())
    assert chances[1] == pytest.approx(1 / (1 + np.exp(-2)))


def test_a_topic_far_less_probable_than_the_best_is_a_side_remark() -> None:
    mobility, nature = CLASSIFIER.prototypes[0], CLASSIFIER.prototypes[2]
    told = {}
    for share in (0.5, 0.99):
        mixed = mobility + share * nature
        vector = np.asarray(mixed / np.linalg.norm(mixed), np.float32)
        told[share] = [tag.value for tag in CLASSIFIER.classify(vector, PLAIN)]
    assert told == {0.5: ["mobility"], 0.99: ["mobility", "nature"]}

"""How well topics are told with no example: other taxonomies than ours, from wordings alone, per language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from citydesk.engine import model_cache
from nlp.encode import DEFAULT_MODEL, SentenceEncoder, Vectors, head
from nlp.frozen import load_geometry
from nlp.topics import TopicClassifier, build_classifier, with_background
from nlp.vocabulary import Topic
from tests.evaluation.corpora import nsb, rows

SETS = ("sib200", "nsb")
BACKGROUND = 400  # sentences
FEWEST_RELEASES = 5  # of a topic of the news service
Embed = Callable[[Sequence[str], Sequence[str]], Vectors]
SIB_TOPICS = (
    Topic(
        id="science/technology",
        label="Science and technology",
        wordings=(
            "Science and technology",
            "Scientists and engineers study nature and build machines: physics, chemistry, biology, space, computers, "
            "experiments, animals, cells and discoveries.",
            "Researchers find new evidence with the help of computers",
        ),
    ),
    Topic(
        id="travel",
        label="Travel",
        wordings=(
            "Travel and tourism",
            "Advice for people on a journey: tourists, hotels, flights, trains, visas, luggage, beaches, sights, "
            "guides and customs abroad.",
            "What visitors should know before they book a trip",
        ),
    ),
    Topic(
        id="politics",
        label="Politics",
        wordings=(
            "Politics, government and conflict",
            "Governments and parties: president, minister, parliament, election, law, protest, war, treaty, "
            "police and courts.",
            "President and opposition quarrel over the election",
        ),
    ),
    Topic(
        id="sports",
        label="Sports",
        wordings=(
            "Sports",
            "Athletes and teams: match, goal, champion, tournament, players, coach, race, medal, league and stadium.",
            "Team wins the final after extra time",
        ),
    ),
    Topic(
        id="health",
        label="Health",
        wordings=(
            "Health and medicine",
            "Illness and care: doctors, patients, hospital, disease, virus, vaccine, injury, symptoms, "
            "treatment and diet.",
            "Hospital treats dozens of patients after an outbreak",
        ),
    ),
    Topic(
        id="entertainment",
        label="Entertainment",
        wordings=(
            "Entertainment, arts and media",
            "Culture and shows: film, music, singer, actor, television, festival, theatre, painting, games "
            "and celebrities.",
            "Singer cancels concert as film festival opens",
        ),
    ),
    Topic(
        id="geography",
        label="Geography",
        wordings=(
            "Geography and landscapes",
            "Places on the map: country, island, river, mountain, coast, capital city, borders, climate, "
            "region and population.",
            "The island lies off the coast, north of the capital",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text with its acceptable topics."""

    text: str
    language: str
    gold: frozenset[str]


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the zero-shot accuracy of each set: the best topic is among the gold ones. `worst` is of a language."""
    for name in SETS if set_name is None else (set_name,):
        samples = _sib(data) if name == "sib200" else _nsb(data)
        topics = SIB_TOPICS if name == "sib200" else _topics_of(samples)
        background = _sib_background(data) if name == "sib200" else ()
        yield {"set": name, **_zero_shot(samples, topics, background)}


def _sib(data: Path) -> list[Sample]:
    """Read the sentences that are not there to train on."""
    return [
        Sample(text=row["text"], language=row["lang"], gold=frozenset({row["category"]}))
        for row in rows(data / "sib200.jsonl.gz")
        if row["part"] != "train"
    ]


def _sib_background(data: Path) -> list[Sample]:
    """Read English sentences of the other part, for the bias; their topics are not looked at."""
    sentences = (row for row in rows(data / "sib200.jsonl.gz") if row["part"] == "train" and row["lang"] == "en")
    return [Sample(text=row["text"], language="en", gold=frozenset()) for row in islice(sentences, BACKGROUND)]


def _nsb(data: Path) -> list[Sample]:
    path = data / "nsb_quads.jsonl.gz"
    gold = {row["id"]: frozenset(row["topics"]) for row in rows(path)}
    return [
        Sample(text=head(one.article), language=one.article.language, gold=gold[one.gold])
        for one in nsb(path)
        if gold[one.gold]
    ]


def _topics_of(samples: Sequence[Sample]) -> tuple[Topic, ...]:
    """Make a taxonomy of the names of the topics alone."""
    counts = Counter(topic for sample in samples for topic in sample.gold)
    languages = len({sample.language for sample in samples})
    names = sorted(name for name, count in counts.items() if count >= FEWEST_RELEASES * languages)
    return tuple(Topic(id=name, label=name, wordings=(name, f"News about {name.lower()}")) for name in names)


def _embedder() -> Embed:
    encoder = SentenceEncoder(DEFAULT_MODEL, model_cache())
    geometry = load_geometry(encoder.model_id)
    assert geometry is not None

    def embed(texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        return geometry.centre(encoder.encode(texts), languages)

    return embed


def _zero_shot(samples: Sequence[Sample], topics: Sequence[Topic], background: Sequence[Sample]) -> dict[str, object]:
    embed = _embedder()
    classifier = build_classifier(topics, embed)
    vectors = embed(*_columns(samples))
    by_language = _accuracy(classifier, vectors, samples)
    worst = min(by_language, key=by_language.__getitem__)
    figures: dict[str, object] = {
        "items": len(samples),
        "topics": len(topics),
        "zero_shot": _mean(by_language, samples),
        "few_shot": None,  # no examples are taken yet
        "worst": round(by_language[worst], 4),
        "worst_language": worst,
    }
    if background:
        unbiased = with_background(classifier, embed(*_columns(background)))
        figures["zero_shot_with_background"] = _mean(_accuracy(unbiased, vectors, samples), samples)
    return figures


def _columns(samples: Sequence[Sample]) -> tuple[list[str], list[str]]:
    return [sample.text for sample in samples], [sample.language for sample in samples]


def _accuracy(classifier: TopicClassifier, vectors: Vectors, samples: Sequence[Sample]) -> dict[str, float]:
    """Return by language how often the best topic is one of the gold ones."""
    right: dict[str, list[bool]] = {}
    for index, sample in zip(np.argmax(classifier.cosines(vectors), axis=1), samples, strict=True):
        right.setdefault(sample.language, []).append(classifier.ids[index] in sample.gold)
    return {language: float(np.mean(right[language])) for language in sorted(right)}


def _mean(by_language: dict[str, float], samples: Sequence[Sample]) -> float:
    return round(sum(by_language[sample.language] for sample in samples) / len(samples), 4)

"""Articles → what they are found by in meaning, kept; a text in any language → the versions nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from citydesk.archive import Archive, articles, steps
from citydesk.archive import meanings as kept
from citydesk.archive.vectors import load_vectors, model_in_force
from citydesk.errors import ConfigError
from citydesk.pipeline.batches import batches
from citydesk.pipeline.measures import measures
from citydesk.progress import Progress
from nlp.bridge import Bridge
from nlp.encode import Encoder, head, text_key
from nlp.frozen import load_bridge
from nlp.geometry import Geometry
from nlp.language import LanguageIdentifier
from nlp.signs import Signs, Vectors, nearest_by_signs, signs

RULES = "signs 2"
LOOKED_AT = 400  # nearest by signs, looked at again by their vectors


def index_meanings(archive: Archive, encoder: Encoder, geometry: Geometry, progress: Progress) -> None:
    """Keep the signs of every current version that has a vector; all anew where the means are others."""
    bridge = load_bridge(encoder.model_id)
    rules = f"{RULES} {encoder.model_id} {geometry.version} {bridge.version}"
    missing = steps.articles_missing(archive, "mean", rules)
    if missing and steps.rules_of(archive, "mean") != rules:
        with archive.write():
            kept.forget_meanings(archive)
    with progress("mean", len(missing)) as tick:
        for ids in batches(missing, 8):
            found = articles.load_articles(archive, ids)
            keys = [text_key(head(one)) for one in found]
            vectors = load_vectors(archive, keys, encoder.model_id)
            raw = np.stack([vectors[key] for key in keys])
            told = bridge.cross(geometry.centre(raw, [one.language for one in found]))
            with archive.write():
                kept.save_meanings(archive, [one.id for one in found], keys, signs(told))
                steps.mark_done(archive, found, "mean", rules)
            tick(len(ids))


@dataclass(slots=True, kw_only=True)
class Meanings:
    """All signs of an archive in memory, 48 bytes a version; read on first use, and what is new with each question."""

    archive: Archive
    encoder: Encoder
    _last: int = 0
    _numbers: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    _signs: Signs = field(default_factory=lambda: np.zeros((0, 0), np.uint64))
    _geometry: Geometry | None = None
    _bridge: Bridge | None = None
    _languages: LanguageIdentifier = field(default_factory=LanguageIdentifier)

    def asked(self, text: str) -> Vectors | None:
        """Return the vector of a question, shape (1, dimensions): less the mean of the languages it may be in, bridged.

        None where the archive has no vectors. Raise ConfigError where they are another model's.
        """
        known = model_in_force(self.archive)
        if known is None:
            return None
        if known != self.encoder.model_id:
            raise ConfigError(
                f"service.toml [model] name: the vectors are of {known}; run `citydesk process` to encode anew"
            )
        vector = self.encoder.encode([text])
        return self.bridge.cross(self.geometry.centre_likely(vector, self._languages.shares(text)))

    def near_stories(self, vector: Vectors, stories: Sequence[str]) -> dict[str, float]:
        """Return how near stories are to the vector of a question: the mean cosine of their articles."""
        story_of = kept.numbers_of_stories(self.archive, stories)
        cosines: dict[str, list[float]] = {}
        for number, cosine in self._cosines(vector, list(story_of)):
            cosines.setdefault(story_of[number], []).append(cosine)
        return {story: float(np.mean(each)) for story, each in cosines.items()}

    def near(self, vector: Vectors, count: int, among: npt.NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """Return up to `count` numbers of versions, the nearest first, with their cosines to a question's vector.

        `among`: only versions of these numbers.
        """
        self._read()
        numbers, known = self._numbers, self._signs
        if among is not None:
            chosen = np.isin(numbers, among)
            numbers, known = numbers[chosen], known[chosen]
        places = nearest_by_signs(known, signs(vector), max(LOOKED_AT, count))
        return sorted(self._cosines(vector, numbers[places].tolist()), key=lambda pair: -pair[1])[:count]

    @property
    def geometry(self) -> Geometry:
        """Return the means of the model's languages."""
        if self._geometry is None:
            self._geometry, _ = measures(self.archive, self.encoder)
        return self._geometry

    @property
    def bridge(self) -> Bridge:
        """Return what brings texts of one meaning together, of the model."""
        if self._bridge is None:
            self._bridge = load_bridge(self.encoder.model_id)
        return self._bridge

    def _cosines(self, vector: Vectors, numbers: Sequence[int]) -> list[tuple[int, float]]:
        found = kept.meant(self.archive, numbers, self.encoder.model_id)
        if not found.numbers:
            return []
        near = self.bridge.cross(self.geometry.centre(found.vectors, found.languages)) @ vector[0]
        return list(zip(found.numbers, near.tolist(), strict=True))

    def _read(self) -> None:
        self._last, numbers, more = kept.signs_after(self.archive, self._last)
        if len(numbers):
            self._numbers = np.concatenate([self._numbers, numbers])
            self._signs = np.asfortranarray(np.concatenate([self._signs, more]) if self._signs.size else more)

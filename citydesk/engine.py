"""Settings → the heavy parts that processing needs: encoder, tagger, language identifier. Loaded when first used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from citydesk.service_models import Model
from nlp.encode import Encoder, SentenceEncoder
from nlp.geometry import Geometry
from nlp.tag import Tagger, make_tagger
from nlp.vocabulary import Vocabulary


def model_cache() -> Path:
    """Return where converted models are kept: `models` in the user's cache directory."""
    return Path(platformdirs.user_cache_dir("citydesk")) / "models"


def make_encoder(settings: Model) -> SentenceEncoder:
    """Return the encoder that config asks for; nothing is loaded yet."""
    return SentenceEncoder(settings.name, model_cache(), settings.batch_size, settings.threads or None)


class TaggerMaker:
    """Builds the tagger of a vocabulary for an encoder and its geometry."""

    def __init__(self, vocabulary: Vocabulary, source_cities: Mapping[str, str]) -> None:
        self.vocabulary = vocabulary
        self.source_cities = source_cities

    def __call__(self, encoder: Encoder, geometry: Geometry) -> Tagger:
        """Return the tagger; encodes the wordings of the topics."""
        return make_tagger(self.vocabulary, self.source_cities, encoder, geometry)

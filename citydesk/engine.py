"""Settings → the heavy parts that processing needs: encoder and tagger. Loaded when first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs

from citydesk.service_models import Model
from crawler.article import Source
from nlp.encode import Encoder, SentenceEncoder
from nlp.geometry import Geometry
from nlp.tag import Tagger, build_tagger
from nlp.vocabulary import Vocabulary


def model_cache() -> Path:
    """Return where converted models are kept: `models` in the user's cache directory."""
    return Path(platformdirs.user_cache_dir("citydesk")) / "models"


def make_encoder(settings: Model) -> SentenceEncoder:
    """Return the encoder that config asks for; nothing is loaded yet."""
    return SentenceEncoder(settings.name, model_cache(), settings.batch_size, settings.threads or None)


def tagger_maker(vocabulary: Vocabulary, sources: Sequence[Source]) -> Callable[[Encoder, Geometry], Tagger]:
    """Return what builds the tagger of a vocabulary, once the encoder's geometry is known."""

    def make(encoder: Encoder, geometry: Geometry) -> Tagger:
        return build_tagger(vocabulary, sources, encoder, geometry)

    return make

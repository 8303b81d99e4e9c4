"""An encoder that asks the archive first: a text is encoded once, as long as the model is the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citydesk.archive import Archive
from citydesk.archive.vectors import load_vectors, save_vectors
from nlp.encode import Encoder, Vectors, text_key


class Remembering:
    """An Encoder over another one, with the archive's vectors (float16) as its memory."""

    def __init__(self, archive: Archive, encoder: Encoder) -> None:
        self.archive = archive
        self.encoder = encoder

    @property
    def model_id(self) -> str:
        """Name the model and its weights."""
        return self.encoder.model_id

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors as the archive keeps them, so that first and later runs see the same numbers."""
        keys = [text_key(text) for text in texts]
        texts_of = dict(zip(keys, texts, strict=True))
        known = load_vectors(self.archive, keys, self.model_id)
        missing = [key for key in texts_of if key not in known]
        if missing:
            vectors = self.encoder.encode([texts_of[key] for key in missing])
            with self.archive.write():
                save_vectors(self.archive, dict(zip(missing, vectors, strict=True)), self.model_id)
            known |= load_vectors(self.archive, missing, self.model_id)
        return np.stack([known[key] for key in keys])

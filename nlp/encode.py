"""Texts → unit vectors: the Encoder protocol and the sentence-transformers one behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.weights import MODEL_ID, ensure_model, quiet_transformers

Vectors = npt.NDArray[np.float32]
DEFAULT_MODEL = "multilingual-e5-small"
PREFIX = "query: "  # on both sides for symmetric similarity: model card of multilingual-e5; nlp.md §8
LEAD_WORDS = 60  # title + first 60 words: what separated best per token, nlp.md §1.5


class Encoder(Protocol):
    """Anything that turns texts into vectors of length 1."""

    @property
    def model_id(self) -> str:
        """Name the model and its weights: vectors of two ids never meet."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text: shape (len(texts), dimensions), float32."""
        ...


def head(article: Article) -> str:
    """Return what is embedded of an article: its title and the first 60 words of its text."""
    return f"{article.title}. {' '.join(article.text.split()[:LEAD_WORDS])}"


def text_key(text: str) -> str:
    """Return the key under which a text's vector is kept: SHA-256 of the text."""
    return hashlib.sha256(text.encode()).hexdigest()


class SentenceEncoder:
    """A sentence-transformers model, loaded on first use.

    `name` is `multilingual-e5-small` (weights that come with the install), another model's name, or a folder. The
    default model runs on OpenVINO where that pays, unless `is_fast` is False.
    """

    def __init__(
        self, name: str, cache: Path, batch_size: int = 32, threads: int | None = None, *, is_fast: bool = True
    ) -> None:
        self.name = name
        self.cache = cache
        self.batch_size = batch_size
        self.threads = threads
        self.is_fast = is_fast
        self._model: Any = None

    @property
    def model_id(self) -> str:
        """Name the model and its weights."""
        return MODEL_ID if self.name == DEFAULT_MODEL else self.name

    def encode(self, texts: Sequence[str], progress: Callable[[int], object] | None = None) -> Vectors:
        """Return unit vectors of `texts`, in their order; `progress` is told how many are done.

        Texts are taken by length, so that a batch is padded little. Longer texts than the model's window
        (512 tokens) are cut by it.
        """
        model = self._loaded()
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        vectors: list[Vectors] = []
        for start in range(0, len(order), self.batch_size):
            batch = [PREFIX + texts[index] for index in order[start : start + self.batch_size]]
            vectors.append(model.encode(batch, batch_size=self.batch_size, show_progress_bar=False))
            if progress:
                progress(len(batch))
        if not vectors:
            return np.zeros((0, model.get_embedding_dimension()), np.float32)
        unsorted = np.empty((len(texts), vectors[0].shape[1]), np.float32)
        unsorted[order] = np.concatenate(vectors)
        return unsorted

    def _loaded(self) -> Any:
        if self._model is None:
            quiet_transformers()
            self._model = self._fast() or self._plain()
        return self._model

    def _fast(self) -> Any:
        """Return the default model on OpenVINO where this machine can run it, else None."""
        from sentence_transformers import SentenceTransformer  # heavy: only here

        from nlp.fast_pass import FastPass, is_possible

        if self.name != DEFAULT_MODEL or not self.is_fast or not is_possible():
            return None
        module = FastPass(ensure_model(self.cache), self.threads)
        return SentenceTransformer(modules=[module], device="cpu")

    def _plain(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer

        if self.threads:
            torch.set_num_threads(self.threads)
        folder = str(ensure_model(self.cache)) if self.name == DEFAULT_MODEL else self.name
        return SentenceTransformer(folder, device="cpu")

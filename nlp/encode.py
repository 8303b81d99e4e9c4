"""Texts → unit vectors: the Encoder protocol and the sentence-transformers one behind it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.weights import MODEL_ID, ROUNDING, ensure_model, quiet_transformers

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
    default model runs on the pass that is quickest on this machine, unless `is_fast` is False: then on plain torch.
    """

    def __init__(
        self, name: str, cache: Path, batch_size: int = 32, threads: int | None = None, *, is_fast: bool = True
    ) -> None:
        self.name = name
        self.cache = cache
        self.batch_size = batch_size
        self.threads = threads or len(os.sched_getaffinity(0))
        self.is_fast = is_fast
        self._model: Any = None

    @property
    def model_id(self) -> str:
        """Name the model, its weights, and the pass where it rounds: `multilingual-e5-small@1571fc98+int8`."""
        if self.name != DEFAULT_MODEL:
            return self.name
        return f"{MODEL_ID}+{self._quickest}" if self._quickest in ROUNDING else MODEL_ID

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

    @cached_property
    def _quickest(self) -> str:
        """The name of the forward pass of the default model; the first use of a model measures which is quickest."""
        if not self.is_fast:
            return "torch"
        from nlp.passes import pass_of

        quiet_transformers()
        return pass_of(ensure_model(self.cache), self.threads)

    def _loaded(self) -> Any:
        if self._model is None:
            quiet_transformers()
            self._model = self._plain() if self.name != DEFAULT_MODEL or self._quickest == "torch" else self._fast()
        return self._model

    def _fast(self) -> Any:
        """Return the default model on the quickest pass of this machine."""
        from sentence_transformers import SentenceTransformer  # heavy: only here

        from nlp.passes import load_pass

        module = load_pass(self._quickest, ensure_model(self.cache), self.threads)
        return SentenceTransformer(modules=[module], device="cpu")

    def _plain(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(self.threads)
        folder = str(ensure_model(self.cache)) if self.name == DEFAULT_MODEL else self.name
        return SentenceTransformer(folder, device="cpu")

"""The forward pass of the default model by an engine quicker than plain torch, as a sentence-transformers module.

One text at a time, one core a text: nothing is padded, and a vector can't depend on the texts it stands among.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

MOST_TOKENS = 512  # the model's window
DIMENSIONS = 384
Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]


class Engine(Protocol):
    """Anything that turns the token ids of texts, each of shape (1, tokens), into one unit vector a text."""

    def __call__(self, texts: Sequence[Ids]) -> Vectors:
        """Return the vectors: shape (len(texts), 384), float32."""
        ...


class FastPass(InputModule):
    """Texts → unit vectors in one step: tokens, then what the engine makes of them."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        """Take the tokenizer of the model in `folder`."""
        super().__init__()  # type: ignore[no-untyped-call,unused-ignore]
        self.tokenizer = load_tokenizer(folder)
        self.engine = engine

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return DIMENSIONS

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Return the tokens of a batch: one array of ids a text."""
        assert isinstance(self.tokenizer, Tokenizer)
        return {"input_ids": token_ids(self.tokenizer, [(prompt or "") + text for text in inputs])}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add the vectors of a batch as `sentence_embedding`."""
        features["sentence_embedding"] = torch.from_numpy(self.engine(features["input_ids"]))
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Refuse: what the engine runs stays in the folder it was built in."""
        raise NotImplementedError("the fast pass is built from the model's own folder: save that")


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of the model in `folder`; transformers' own wrapper takes a second longer to load."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def token_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Return the token ids of each text: shape (1, tokens), cut at the model's window."""
    return [np.array([found.ids], np.int64) for found in tokenizer.encode_batch(list(texts))]

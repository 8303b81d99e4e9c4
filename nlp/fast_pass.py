"""The forward pass of the default model on OpenVINO, as a sentence-transformers module: over three times plain torch.

Built once from the local model folder and kept in it. bfloat16 where the processor has it (cosine to float32:
1.0000); elsewhere plain torch is as good, and nothing is built.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer
from transformers import AutoModel

MOST_TOKENS = 512  # the model's window
FILE = "citydesk-openvino-1.xml"  # the number changes with what is built


def is_possible() -> bool:
    """Tell whether OpenVINO is installed and this processor computes in bfloat16."""
    if importlib.util.find_spec("openvino") is None:
        return False
    return "BF16" in _openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


class FastPass(InputModule):
    """Texts → unit vectors in one step: tokens, encoder, mean over tokens, length 1."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Load the network of the model in `folder`, building it on first use."""
        super().__init__()  # type: ignore[no-untyped-call,unused-ignore]
        path = folder / FILE
        if not path.exists():
            _build(folder, path)
        options = {"INFERENCE_PRECISION_HINT": "bf16"}
        if threads:
            options["INFERENCE_NUM_THREADS"] = str(threads)
        self.tokenizer = _tokenizer(folder)
        self.request = _openvino().Core().compile_model(path, "CPU", options).create_infer_request()
        self.dimensions = int(self.request.model_outputs[0].partial_shape[1].get_length())

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return self.dimensions

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Return the tokens of a batch, padded to its longest text."""
        texts = [(prompt or "") + text for text in inputs]
        found = self.tokenizer.encode_batch(texts)
        return {
            "input_ids": torch.tensor([one.ids for one in found]),
            "attention_mask": torch.tensor([one.attention_mask for one in found]),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add the vectors of a batch as `sentence_embedding`."""
        told = self.request.infer({name: features[name].numpy() for name in ("input_ids", "attention_mask")})
        features["sentence_embedding"] = torch.from_numpy(told[0].copy())
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Refuse: the network stays in the folder it was built in."""
        raise NotImplementedError("the OpenVINO network is built from the model's own folder: save that")


def _tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of the model in `folder`; transformers' own wrapper takes a second longer to load."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    return tokenizer


class _Whole(torch.nn.Module):
    """Encoder, mean over the tokens that count, and length 1, as one network."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=-1)


def _build(folder: Path, path: Path) -> None:
    """Convert the encoder in `folder` and put it at `path` in one step, so that a killed build leaves none."""

    network = _Whole(AutoModel.from_pretrained(folder, add_pooling_layer=False)).eval()
    tokens = torch.tensor([[0, 6, 2, 1], [0, 6, 7, 2]])
    example = {"input_ids": tokens, "attention_mask": (tokens != 1).long()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, on branches that never change for this encoder
        converted = _openvino().convert_model(network, example_input=example)
    with tempfile.TemporaryDirectory(dir=folder) as building:
        made = Path(building) / path.name
        _openvino().save_model(converted, made, compress_to_fp16=True)
        made.with_suffix(".bin").replace(path.with_suffix(".bin"))
        made.replace(path)


def _openvino() -> Any:
    """Return OpenVINO, without the package through which its converter reports its use to its maker."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino  # heavy, and optional

    return openvino

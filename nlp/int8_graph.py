"""Weights of a BertModel → an ONNX graph with eight-bit matrices: token ids of one text in, its unit vector out.

Written by hand with onnxruntime's own fused operators (domain com.microsoft, documented in its ContribOperators.md):
an exported graph of single operators is a fifth slower.

A few channels of the activations are some ten times larger than the rest and would eat the eight bits. They are made
smaller and their weights larger by the same factor, which changes nothing in exact numbers: "SmoothQuant", Xiao et
al. 2023, https://arxiv.org/abs/2211.10438, with exponent .75. Cosines to float32 with .5, .7, .8, .9 and 1, tried
on 2026-11-27 on texts of the demo: .9966, .9992, .9991, .9988, .9982; without it, of 7 bits, .9964.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

HEADS = 12
EPSILON = 1e-12
FUSED = "com.microsoft"
SMOOTHING = 0.75
LEAST = 1e-3  # of a channel's largest number: keeps the scale of a dead channel finite
INPUTS = ("input_ids", "places")
OPSETS = (("", 17), (FUSED, 1))
Array = npt.NDArray[np.float32]


def graph_of(weights: Mapping[str, Array], largest: Mapping[str, Array]) -> Any:
    """Return the ONNX model: inputs `input_ids` and `places` of shape (1, tokens), output of shape (1, 384).

    `largest` holds the largest activation of each channel for the matrices that are smoothed, as `0.widen`.
    """
    writer = _Writer(weights, largest)
    hidden = writer.embed()
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    for number in range(layers):
        hidden = writer.layer(number, hidden)
    mean = writer.add("ReduceMean", [hidden], axes=[1], keepdims=0)
    vector = writer.add("LpNormalization", [mean], axis=-1, p=2)
    width = len(weights["embeddings.LayerNorm.bias"])
    graph = helper.make_graph(
        writer.nodes, "encoder",
        [helper.make_tensor_value_info(name, onnx.TensorProto.INT64, [1, "tokens"]) for name in INPUTS],
        [helper.make_tensor_value_info(vector, onnx.TensorProto.FLOAT, [1, width])],
        writer.constants,
    )  # fmt: skip
    opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def in_eight_bits(matrix: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """Return a matrix (channels, outputs) as whole numbers from -127 to 127, and the scale of each output."""
    scale = np.maximum(np.abs(matrix).max(0), np.finfo(np.float32).tiny) / 127
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def scales(activations: Array, weights: Array) -> Array:
    """Return what each channel's activations are divided by and its weights multiplied with; the median is 1.

    `activations` are the largest seen of each channel, `weights` the matrix (channels, outputs).
    """
    heaviest = np.maximum(np.abs(weights).max(1), LEAST)
    found = np.maximum(activations, LEAST) ** SMOOTHING / heaviest ** (1 - SMOOTHING)
    return np.asarray(found / np.median(found), np.float32)


class _Writer:
    """The nodes and constants of a graph that is being written."""

    def __init__(self, weights: Mapping[str, Array], largest: Mapping[str, Array]) -> None:
        self.weights = weights
        self.largest = largest
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, operator: str, inputs: Sequence[str], domain: str = "", outputs: int = 1, **more: Any) -> str:
        """Add a node and return the name of its (first) output; further ones are numbered."""
        name = f"n{len(self.nodes)}"
        names = [name, *(f"{name}.{number}" for number in range(1, outputs))]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **more))
        return name

    def constant(self, values: npt.NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def embed(self) -> str:
        """Words are kept in float16: the table is four fifths of the model."""
        words = self.weights["embeddings.word_embeddings.weight"].astype(np.float16)
        places = self.weights["embeddings.position_embeddings.weight"]
        types = self.weights["embeddings.token_type_embeddings.weight"][0]
        word = self.add("Gather", [self.constant(words), "input_ids"])
        place = self.add("Gather", [self.constant(places + types), "places"])
        return self._normalised(self.add("Cast", [word], to=onnx.TensorProto.FLOAT), place, "embeddings")

    def layer(self, number: int, hidden: str) -> str:
        """Attention, then the wide layer; each is added to what came in, with length taken out."""
        name = f"encoder.layer.{number}"
        attended = self._attention(number, hidden)
        hidden = self._normalised(
            self._product(attended, self._matrix(f"{name}.attention.output.dense")), hidden,
            f"{name}.attention.output", f"{name}.attention.output.dense.bias",
        )  # fmt: skip
        wide = self._product(*self._smoothed(hidden, f"{number}.widen", self._matrix(f"{name}.intermediate.dense")))
        wide = self.add("BiasGelu", [wide, self.constant(self.weights[f"{name}.intermediate.dense.bias"])], FUSED)
        narrow = self._product(*self._smoothed(wide, f"{number}.narrow", self._matrix(f"{name}.output.dense")))
        return self._normalised(narrow, hidden, f"{name}.output", f"{name}.output.dense.bias")

    def _attention(self, number: int, hidden: str) -> str:
        parts = [f"encoder.layer.{number}.attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([self._matrix(part) for part in parts], 1)
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        hidden, matrix = self._smoothed(hidden, f"{number}.attention", matrix)
        whole, scale = in_eight_bits(matrix)
        bytes_ = self.add("DynamicQuantizeLinear", [hidden], outputs=3)
        zeros = self.constant(np.zeros(len(scale), np.int8))
        weights = [self.constant(whole), self.constant(bias), f"{bytes_}.1", self.constant(scale)]
        return self.add("QAttention", [bytes_, *weights, "", f"{bytes_}.2", zeros], FUSED, num_heads=HEADS)

    def _product(self, hidden: str, matrix: Array) -> str:
        whole, scale = in_eight_bits(matrix)
        return self.add("DynamicQuantizeMatMul", [hidden, self.constant(whole), self.constant(scale)], FUSED)

    def _smoothed(self, hidden: str, name: str, matrix: Array) -> tuple[str, Array]:
        scale = scales(self.largest[name], matrix)
        return self.add("Mul", [hidden, self.constant(1 / scale)]), matrix * scale[:, None]

    def _normalised(self, hidden: str, other: str, name: str, bias: str | None = None) -> str:
        parts = [f"{name}.LayerNorm.weight", f"{name}.LayerNorm.bias", *([bias] if bias else [])]
        constants = [self.constant(self.weights[part]) for part in parts]
        return self.add("SkipLayerNormalization", [hidden, other, *constants], FUSED, epsilon=EPSILON)

    def _matrix(self, name: str) -> Array:
        return self.weights[f"{name}.weight"].T

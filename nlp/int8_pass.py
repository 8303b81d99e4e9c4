"""The encoder with eight-bit matrices on onnxruntime: built once from the local model folder and kept in it.

Half as quick again as float32 where the processor has AVX2 and neither bfloat16 nor VNNI. Each text has its own scale
of activations (one text at a time), so a vector does not depend on its neighbours. Cosine to float32: .999.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.fast_pass import Engine, Ids, Vectors, load_tokenizer, token_ids

FILE = "citydesk-int8-1.onnx"  # the number changes with what is built
Array = npt.NDArray[np.float32]


def load_int8(folder: Path, threads: int, samples: Sequence[str]) -> Engine:
    """Return the engine of the model in `folder`, building its network on first use; `threads` texts run at a time.

    `samples` are the texts whose activations show which channels are large.
    """
    import onnxruntime

    path = folder / FILE
    if not path.exists():
        _build(folder, path, samples)
    onnxruntime.disable_telemetry_events()  # it has none on Linux today
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    pool = ThreadPoolExecutor(threads)

    def one(ids: Ids) -> Vectors:
        told: Vectors = session.run(None, {"input_ids": ids, "places": np.arange(ids.shape[1])[None]})[0]
        return told

    def run(texts: Sequence[Ids]) -> Vectors:
        return np.concatenate(list(pool.map(one, texts)))

    return run


def _build(folder: Path, path: Path, samples: Sequence[str]) -> None:
    """Write the network of the model in `folder` to `path` in one step, so that a killed build leaves none."""
    import onnx
    from safetensors.numpy import load_file

    from nlp.int8_graph import graph_of

    graph = graph_of(load_file(folder / "model.safetensors"), _largest(folder, samples))
    with tempfile.TemporaryDirectory(dir=folder) as building:
        made = Path(building) / path.name
        onnx.save(graph, made)
        made.replace(path)


def _largest(folder: Path, samples: Sequence[str]) -> Mapping[str, Array]:
    """Return the largest activation of each channel before the matrices that are smoothed, by name of the matrix."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()
    found: dict[str, Array] = {}

    def watch(module: Any, name: str) -> None:
        def look(_: Any, inputs: Any) -> None:
            seen = inputs[0][0].abs().amax(0).numpy()
            found[name] = np.maximum(found.get(name, 0), seen)

        module.register_forward_pre_hook(look)

    for number, layer in enumerate(model.encoder.layer):
        watch(layer.attention.self.query, f"{number}.attention")
        watch(layer.intermediate.dense, f"{number}.widen")
        watch(layer.output.dense, f"{number}.narrow")
    with torch.inference_mode():
        for ids in token_ids(load_tokenizer(folder), samples):
            model(input_ids=torch.from_numpy(ids), attention_mask=torch.ones(ids.shape, dtype=torch.long))
    return found

"""The encoder on OpenVINO: built once from the local model folder and kept in it.

bfloat16 where the processor has it, float32 elsewhere; cosine to plain torch: 1.0000 both ways.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel

from nlp.fast_pass import DIMENSIONS, Engine, Ids, Vectors

FILE = "citydesk-openvino-2.xml"  # the number changes with what is built


def load_openvino(folder: Path, threads: int) -> Engine:
    """Return the engine of the model in `folder`, building its network on first use.

    Of many texts `threads` run at a time, one thread a text: half again as quick as all threads on a padded batch. For
    one text, as a question is, all threads work together; the vector is the same to the last bit.
    """
    path = folder / FILE
    if not path.exists():
        _build(folder, path)
    openvino = _openvino()
    core = openvino.Core()
    has_bfloat16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    options = {"INFERENCE_PRECISION_HINT": "bf16" if has_bfloat16 else "f32", "INFERENCE_NUM_THREADS": threads}

    @cache  # each takes 200 MB, and who only asks, or only processes, needs one
    def compiled(at_a_time: int) -> Any:
        network = core.compile_model(path, "CPU", {**options, "NUM_STREAMS": at_a_time})
        return openvino.AsyncInferQueue(network, at_a_time)

    def run(texts: Sequence[Ids]) -> Vectors:
        queue = compiled(1 if len(texts) == 1 else threads)
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)

        def keep(request: Any, index: int) -> None:
            vectors[index] = request.get_output_tensor(0).data[0]

        queue.set_callback(keep)
        for index, ids in enumerate(texts):
            queue.start_async({"input_ids": ids}, index)
        queue.wait_all()
        return vectors

    return run


class _Whole(torch.nn.Module):
    """Encoder of one unpadded text, mean over its tokens, and length 1, as one network."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=torch.ones_like(input_ids)).last_hidden_state
        return torch.nn.functional.normalize(hidden.mean(1), dim=-1)


def _build(folder: Path, path: Path) -> None:
    """Convert the encoder in `folder` and put it at `path` in one step, so that a killed build leaves none."""
    network = _Whole(AutoModel.from_pretrained(folder, add_pooling_layer=False)).eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, on branches that never change for this encoder
        converted = _openvino().convert_model(network, example_input=torch.tensor([[0, 6, 7, 2]]))
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

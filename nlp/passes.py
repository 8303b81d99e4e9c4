"""Which forward pass of the default model is quickest on this machine: measured once, kept in the model's folder.

Each pass that the installed packages can build is timed on texts of our own in 26 languages and compared with plain
torch in float32. Exact passes share the model's id; one that rounds adds its name to it, so that vectors of both never
meet in one archive.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import torch

from nlp.fast_pass import Engine, FastPass, Ids, Vectors, load_tokenizer, token_ids
from nlp.weights import ROUNDING

FILE = "citydesk-pass-1.json"  # the number changes with what is measured
ROUNDS = 2  # the quickest counts: what else the machine does can only slow one down
LEAST_ALIKE = 0.998  # mean cosine to float32; issue "one story per happening"
LEAST_GAIN = 1.2  # what a pass that rounds must be quicker by than the best exact one: its vectors fit no other pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One pass on this machine: texts in a second of one core, and the mean cosine to plain torch."""

    name: str
    per_second: float
    cosine: float


def pass_of(folder: Path, threads: int) -> str:
    """Return the name of the pass that is used for the model in `folder`, measuring all of them on first use."""
    path = folder / FILE
    if not path.exists():
        measured = measure(folder, threads)
        told = {"pass": choose(measured), "measured": [asdict(one) for one in measured]}
        made = path.with_suffix(".new")
        made.write_text(json.dumps(told, indent=1))
        made.replace(path)
    name: str = json.loads(path.read_text())["pass"]
    return name if name in _loaders() else "torch"


def load_pass(name: str, folder: Path, threads: int) -> FastPass:
    """Return the sentence-transformers module of a pass by its name."""
    return FastPass(folder, _loaders()[name](folder, threads))


def choose(measured: Sequence[Measured]) -> str:
    """Return the name of the quickest pass that is like float32; a rounding one only where it gains enough."""
    alike = [one for one in measured if one.cosine >= LEAST_ALIKE]
    return max(alike, key=lambda one: one.per_second / (LEAST_GAIN if one.name in ROUNDING else 1)).name


def measure(folder: Path, threads: int) -> tuple[Measured, ...]:
    """Return what each pass does with the sample texts; the first, plain torch, is what the others are held against.

    Processor time counts, not the clock's: another program on the machine must not decide.
    """
    ids = token_ids(load_tokenizer(folder), _samples())
    timed = ids[::3]
    found: list[Measured] = []
    exact: Vectors | None = None
    for name, load in _loaders().items():
        engine = load(folder, threads)
        vectors = engine(ids)
        exact = vectors if exact is None else exact
        seconds = min(_seconds(engine, timed) for _ in range(ROUNDS))
        cosine = float((vectors * exact).sum(1).mean())
        found.append(Measured(name=name, per_second=round(len(timed) / seconds, 2), cosine=round(cosine, 5)))
    return tuple(found)


def _seconds(engine: Engine, ids: Sequence[Ids]) -> float:
    start = time.process_time()
    engine(ids)
    return time.process_time() - start


def _loaders() -> dict[str, Callable[[Path, int], Engine]]:
    """Return what loads each pass that the installed packages can run, by name."""
    loaders: dict[str, Callable[[Path, int], Engine]] = {"torch": _torch}
    if importlib.util.find_spec("openvino"):
        loaders["openvino"] = _openvino
    if importlib.util.find_spec("onnxruntime") and importlib.util.find_spec("onnx"):
        loaders["int8"] = _int8
    return loaders


def _torch(folder: Path, _threads: int) -> Engine:
    """Return plain torch, one text at a time on one core."""
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()

    def one(ids: Ids) -> Vectors:
        tokens = torch.from_numpy(ids)
        hidden = model(input_ids=tokens, attention_mask=torch.ones_like(tokens)).last_hidden_state
        vector: Vectors = torch.nn.functional.normalize(hidden.mean(1), dim=-1).numpy()
        return vector

    def run(texts: Sequence[Ids]) -> Vectors:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # threads that wait for each other are counted as work
        try:
            with torch.inference_mode():
                return np.concatenate([one(ids) for ids in texts])
        finally:
            torch.set_num_threads(threads)

    return run


def _openvino(folder: Path, threads: int) -> Engine:
    from nlp.openvino_pass import load_openvino

    return load_openvino(folder, threads)


def _int8(folder: Path, threads: int) -> Engine:
    from nlp.int8_pass import load_int8

    return load_int8(folder, threads, _samples())


def _samples() -> list[str]:
    """Return the sample texts: a head of one of our own labelled articles in each of 26 languages."""
    return (resources.files("nlp.data") / "heads.txt").read_text("utf-8").splitlines()

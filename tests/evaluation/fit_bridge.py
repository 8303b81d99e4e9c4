"""`python -m tests.evaluation.fit_bridge --data DIR` → nlp/data/bridge.npz and .json: translations, nearer each other.

From the translated documents of NTREX, titles and beginnings, and the translated sentences of SIB-200 that are for
training. Prints how often the title of an official release finds its text in another language first (`nsb_quads`, which
nothing was estimated from): mean reciprocal rank, as vectors are, and over the bridge.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from citydesk.engine import model_cache
from nlp.bridge import NO_BRIDGE, Bridge, estimate_bridge
from nlp.encode import DEFAULT_MODEL, SentenceEncoder, Vectors, head
from nlp.frozen import load_geometry
from nlp.weights import weights_of
from tests.evaluation.corpora import Labelled, duplicates, rows

FOLDER = Path("nlp/data")
VERSION = "1"
SENTENCES = 300  # of SIB-200, each in 25 languages


def main() -> None:
    """Estimate, write, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    encoder = SentenceEncoder(DEFAULT_MODEL, model_cache(), is_fast=False)
    news, official = duplicates(data, "ntrex_docs"), duplicates(data, "nsb_quads")
    told = [one.gold for one in news]
    sides = np.concatenate([_titles(news, encoder), _heads(news, encoder)])
    bridge = estimate_bridge([(sides, told + told), _sentences(data, encoder)], VERSION)
    _write(bridge, encoder)
    titles, heads = _titles(official, encoder), _heads(official, encoder)
    for name, one in (("as they are", NO_BRIDGE), ("over the bridge", bridge)):
        print(f"{name}: {_found_across(one.cross(titles), one.cross(heads), official):.3f}")


def _titles(told: Sequence[Labelled], encoder: SentenceEncoder) -> Vectors:
    return _centred([one.article.title for one in told], [one.article.language for one in told], encoder)


def _heads(told: Sequence[Labelled], encoder: SentenceEncoder) -> Vectors:
    return _centred([head(one.article) for one in told], [one.article.language for one in told], encoder)


def _sentences(data: Path, encoder: SentenceEncoder) -> tuple[Vectors, list[str]]:
    found = [row for row in rows(data / "sib200.jsonl.gz") if row["part"] == "train"]
    chosen = set(sorted({row["id"] for row in found})[:SENTENCES])
    told = [row for row in found if row["id"] in chosen]
    vectors = _centred([row["text"] for row in told], [row["lang"] for row in told], encoder)
    return vectors, [row["id"] for row in told]


def _centred(texts: Sequence[str], languages: Sequence[str], encoder: SentenceEncoder) -> Vectors:
    geometry = load_geometry(encoder.model_id)
    assert geometry is not None
    return geometry.centre(encoder.encode(texts), languages)


def _found_across(titles: Vectors, heads: Vectors, told: Sequence[Labelled]) -> float:
    """Return the mean of one over the place of the same news, for each title among the texts of another language."""
    language = np.array([one.article.language for one in told])
    news = np.array([one.gold for one in told])
    scores = []
    for asked in np.unique(language):
        for other in set(language) - {asked}:
            mine, theirs = language == asked, language == other
            near = titles[mine] @ heads[theirs].T
            own = np.where(news[mine][:, None] == news[theirs][None, :], near, -np.inf).max(axis=1)
            scores.append(1 / (1 + (near > own[:, None]).sum(axis=1)))
    return float(np.mean(np.concatenate(scores)))


def _write(bridge: Bridge, encoder: SentenceEncoder) -> None:
    assert bridge.matrix is not None
    np.savez_compressed(FOLDER / "bridge.npz", matrix=bridge.matrix.astype(np.float16))
    about = {
        "model_id": weights_of(encoder.model_id),
        "version": bridge.version,
        "from": "ntrex_docs and sib200 (train); python -m tests.evaluation.fit_bridge",
    }
    (FOLDER / "bridge.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Rows of a dataset → CSV, JSON Lines or Parquet, written as they come, never held all at once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any

from citydesk.archive.datasets import Dataset
from citydesk.errors import CitydeskError

Row = dict[str, Any]
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "|",
    "%",
)  # what spreadsheets may begin a formula with (OWASP, CSV injection)
BATCH = 1000  # rows of one group in Parquet


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> int:
    """Write CSV (RFC 4180, UTF-8) with a head; return the number of rows. Lists are JSON. No cell is a formula."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last one counts
        writer.writerow([cell(row[name]) for name in columns])
    text.detach()
    return count


def write_jsonl(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> int:
    """Write JSON Lines, one object a row; return the number of rows."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        out.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False).encode() + b"\n")
    return count


def write_parquet(rows: Iterable[Row], dataset: Dataset, out: IO[bytes]) -> int:
    """Write Parquet, compressed with zstd: times as timestamps in UTC, lists as lists; return the number of rows."""
    try:
        import pyarrow as pa  # an optional extra
        import pyarrow.parquet as pq
    except ImportError as error:
        raise CitydeskError('Parquet needs pyarrow: install citydesk with the extra "parquet"') from error
    kinds = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "list": pa.list_(pa.string()),
             "time": pa.timestamp("s", "UTC")}  # fmt: skip
    schema = pa.schema(
        [pa.field(name, kinds[kind], metadata={"meaning": told}) for name, kind, told in dataset.columns]
    )
    times = [name for name, kind, _ in dataset.columns if kind == "time"]
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            for row in batch:
                row |= {name: datetime.fromisoformat(row[name]) for name in times if row[name]}
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: what could begin one has an apostrophe before it."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def plain(text: str) -> str:
    """Return what stood in a cell before `cell` or a spreadsheet put an apostrophe before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


WRITERS: dict[str, Callable[[Iterable[Row], Dataset, IO[bytes]], int]] = {
    "csv": lambda rows, dataset, out: write_csv(rows, [name for name, _, _ in dataset.columns], out),
    "jsonl": lambda rows, dataset, out: write_jsonl(rows, [name for name, _, _ in dataset.columns], out),
    "parquet": write_parquet,
}


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch

"""A release → its description for machines: Croissant 1.0 (docs.mlcommons.org/croissant), files, tables, columns."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from citydesk.archive.datasets import DATASETS, Dataset
from citydesk.pipeline.release_words import About

SCHEMA, CROISSANT = "https://schema.org/", "http://mlcommons.org/croissant/"
CONTEXT: dict[str, Any] = {  # as the specification gives it; the words that are used here
    "@language": "en",
    "@vocab": SCHEMA,
    "sc": SCHEMA,
    "cr": CROISSANT,
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "recordSet": "cr:recordSet",
    "repeated": "cr:repeated",
    "source": "cr:source",
}
TYPES = {"text": "sc:Text", "integer": "sc:Integer", "real": "sc:Float", "time": "sc:DateTime", "list": "sc:Text"}


def croissant(told: About, folder: Path) -> str:
    """Return the JSON-LD that describes the tables and the archive in a folder."""
    names = [*(f"{name}.parquet" for name in DATASETS), "archive.sqlite"]
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": told.name,
        "description": told.about,
        "license": f"https://spdx.org/licenses/{told.release.licence}",
        "url": told.release.address,
        "version": "1.0.0",
        "datePublished": told.published,
        "creator": {"@type": "sc:Organization", "name": told.release.publisher},
        "citeAs": told.cite_as,
        "distribution": [_file(folder / name) for name in names],
        "recordSet": [_records(dataset) for dataset in DATASETS.values()],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _file(path: Path) -> dict[str, str]:
    kind = "application/x-parquet" if path.suffix == ".parquet" else "application/vnd.sqlite3"
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "encodingFormat": kind,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _records(dataset: Dataset) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": dataset.name,
        "name": dataset.name,
        "description": dataset.about,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{dataset.name}/{name}",
                "name": name,
                "description": meaning,
                "dataType": TYPES[kind],
                "source": {"fileObject": {"@id": f"{dataset.name}.parquet"}, "extract": {"column": name}},
            }
            | ({"repeated": True} if kind == "list" else {})
            for name, kind, meaning in dataset.columns
        ],
    }

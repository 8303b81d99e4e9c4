"""An archive and its editors' decisions → means and coefficients of its own, with what they change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from citydesk.archive import Archive, articles
from citydesk.archive.calibrations import save_calibration
from citydesk.archive.decisions import labelled_pairs
from citydesk.archive.vectors import all_vectors
from citydesk.errors import CitydeskError, ConfigError
from citydesk.pipeline.measures import measures
from citydesk.pipeline.remembering import Remembering
from crawler.article import article_id
from nlp.calibrate import Agreement, agreement, background, recentred, rescaled
from nlp.coefficients import Model
from nlp.encode import Encoder, head, text_key
from nlp.features import features
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.geometry import Geometry

Pair = tuple[str, str, bool]  # two article ids, whether both tell the same happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was fitted, and what was measured before and after."""

    geometry: Geometry
    model: Model
    report: dict[str, Any]


def calibrate(archive: Archive, encoder: Encoder, pairs: Path | None, made_at: datetime, *, keep: bool) -> Calibration:
    """Fit means to the archive and coefficients to labelled pairs; with `keep`, let the next `process` use them.

    `pairs` is a file of JSON Lines `{"left": …, "right": …, "same": true}` (article ids or addresses) beside the
    decisions of editors. Raise CitydeskError for an archive without articles, ConfigError for a mistake in the file.
    """
    if articles.is_empty(archive):
        raise CitydeskError("the archive has no article yet; run `citydesk process` first")
    geometry, model = measures(archive, encoder)
    version = f"own-{made_at:%Y%m%dT%H%M%S}"
    vectors, languages = all_vectors(archive, encoder.model_id, lambda one: text_key(head(one)))
    moved = recentred(vectors, languages, geometry, version)
    found = [*labelled_pairs(archive), *(_read(pairs) if pairs else ())]
    report: dict[str, Any] = {
        "version": version,
        "background": {"before": asdict(background(vectors, languages, geometry)),
                       "after": asdict(background(vectors, languages, moved))},
    }  # fmt: skip
    fitted = _fitted(archive, encoder, found, (geometry, model), (moved, replace(model, version=version)), report)
    if keep:
        with archive.write():
            save_calibration(archive, moved, fitted, report, made_at)
    return Calibration(geometry=moved, model=fitted, report=report)


def _fitted(
    archive: Archive,
    encoder: Encoder,
    pairs: Iterable[Pair],
    before: tuple[Geometry, Model],
    after: tuple[Geometry, Model],
    report: dict[str, Any],
) -> Model:
    """Return the model fitted to the pairs, and add to the report how both agree with them."""
    known = list(pairs)
    old, new = (_prints(archive, encoder, known, geometry) for geometry, _ in (before, after))
    fitted = {}
    for where in ("within", "across"):
        chosen = [pair for pair in known if pair[0] in new and pair[1] in new and _place(new, pair) == where]
        same = [is_same for _, _, is_same in chosen]
        rows = [features(new[left], new[right]) for left, right, _ in chosen]
        fitted[where] = rescaled(getattr(after[1], where), rows, same)
        rows_before = [features(old[left], old[right]) for left, right, _ in chosen]
        measured: dict[str, Agreement] = {
            "before": agreement(getattr(before[1], where), rows_before, same),
            "after": agreement(fitted[where], rows, same),
        }
        report[where] = {name: asdict(one) for name, one in measured.items()}
    return replace(after[1], within=fitted["within"], across=fitted["across"])


def _prints(archive: Archive, encoder: Encoder, pairs: Iterable[Pair], geometry: Geometry) -> dict[str, Fingerprint]:
    found = articles.load_articles(archive, {id for left, right, _ in pairs for id in (left, right)})
    if not found:
        return {}
    vectors = Remembering(archive, encoder).encode([head(article) for article in found])
    centred = geometry.centre(vectors, [article.language for article in found])
    return {one.id: fingerprint(one, vector) for one, vector in zip(found, centred, strict=True)}


def _place(prints: dict[str, Fingerprint], pair: Pair) -> str:
    return "within" if prints[pair[0]].language == prints[pair[1]].language else "across"


def _read(path: Path) -> Iterator[Pair]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}; name a file of JSON Lines in UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            left, right, is_same = str(row["left"]), str(row["right"]), row["same"]
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f'{path}: line {number}: needs "left", "right" and "same"; write one object a line'
            ) from error
        if not isinstance(is_same, bool):
            raise ConfigError(f"{path}: line {number}: same: is neither true nor false; write one of them")
        yield _id(left), _id(right), is_same


def _id(word: str) -> str:
    return article_id(word) if ":" in word else word

"""Our own table of inflected names and of words that look like them, through the gazetteer → figures a language."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp.mentions import Gazetteer

TABLE = Path(__file__).parent.parent / "data" / "inflected.jsonl"

Row = dict[str, str | None]


def table() -> list[Row]:
    """Return the rows {language, text, form, city, kind}; city None where the form only looks like a city."""
    return [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]


def figures(rows: Iterable[Row], gazetteer: Gazetteer) -> Iterator[dict[str, object]]:
    """Yield a line a language and one for all: precision, recall and F1 of what is found over the forms.

    Found is a city over a form; right, if it is the row's city. A city over a look-alike is found and wrong.
    """
    by_language: dict[str, Counter[str]] = {}
    for row in rows:
        found = _cities_over_form(row, gazetteer)
        counts = by_language.setdefault(str(row["language"]), Counter())
        counts["mentions"] += row["city"] is not None
        counts["right"] += row["city"] in found
        counts["found"] += len(found)
    yield from (_line(f"inflected-{language}", counts) for language, counts in sorted(by_language.items()))
    yield _line("inflected", sum(by_language.values(), Counter()))


def _cities_over_form(row: Row, gazetteer: Gazetteer) -> set[str]:
    text, form = str(row["text"]), str(row["form"])
    place = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    if place is None:
        raise ValueError(f"{form!r} is no word of {text!r}")
    mentions = gazetteer.mentions(text, str(row["language"]))
    return {one.city for one in mentions if one.start < place.end() and place.start() < one.end}


def _line(name: str, counts: Counter[str]) -> dict[str, object]:
    precision, recall = counts["right"] / max(counts["found"], 1), counts["right"] / max(counts["mentions"], 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    scores = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
    return {"set": name, "mentions": counts["mentions"], "found": counts["found"], **scores}

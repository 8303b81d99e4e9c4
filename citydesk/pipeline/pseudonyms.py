"""Who edited what → the same without names: each editor becomes `editor-1`, `editor-2` …, and no free words of theirs.

The numbers follow from hashes, so they tell nothing of names or of who came first; in another release they differ.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

MACHINE = "citydesk"  # what publishes by itself has no name to hide
_WHO = ("editor", "undone_by", "published_by")
_BY = re.compile(
    r"^(?P<what>(?:corrected|joined|kept apart|placed|pinned|made the lead|added|headline written|note written"
    r"|sentences chosen)) by (?P<who>.+)$",
    re.DOTALL,
)


class Pseudonyms:
    """The names of a release and what stands for them."""

    def __init__(self, names: Iterable[str], salt: str) -> None:
        """Number the names; `salt` is the name of the release."""
        found = sorted({*names} - {MACHINE}, key=lambda name: hashlib.sha256(f"{salt}\n{name}".encode()).digest())
        self._numbers = {name: f"editor-{number}" for number, name in enumerate(found, 1)}

    def name(self, name: str) -> str:
        """Return what stands for a name; one that nobody announced is nobody's."""
        return name if name == MACHINE else self._numbers.get(name, "editor")

    def line(self, words: str) -> str:
        """Return a line that may say `… by NAME: why` without the name and the why."""
        said = _BY.match(words)
        if said is None:
            return words
        who = said["who"]
        names = (name for name in self._numbers if who == name or who.startswith(f"{name}: "))
        return f"{said['what']} by {self.name(max(names, key=len, default=''))}"

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of decisions, edits, corrections or revisions without names and reasons."""
        kept = {name: self.name(value) if name in _WHO and value else value for name, value in row.items()}
        return kept | ({"reason": ""} if "reason" in kept else {})

    def listed(self, words: str) -> str:
        """Return a JSON list of lines, each without names."""
        lines = [self.line(line) for line in json.loads(words)]
        return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))

    def basis(self, frozen: bytes) -> bytes:
        """Return a frozen basis without names: who edited, who undid, why, and lines that say so."""
        told = self._walked(json.loads(frozen))
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    def _walked(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._walked(one) for one in value]
        if not isinstance(value, dict):
            return value
        walked = {key: self._walked(inner) for key, inner in value.items()}
        if "reasons" in walked:
            walked["reasons"] = [self.line(line) for line in walked["reasons"]]
        return self.row(walked) if "editor" in walked else walked


def names_in(frozen: bytes) -> set[str]:
    """Return the editors that a frozen basis names."""
    found: set[str] = set()
    waiting = [json.loads(frozen)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            found |= {value[key] for key in _WHO if isinstance(value.get(key), str)}
            waiting += value.values()
    return found

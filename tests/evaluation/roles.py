"""Our own hand-labelled articles, tagged as shipped: whether each city has the role a reader gave it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.settings import load_settings, packaged_config
from crawler.article import Article
from nlp.cities import tag_cities
from nlp.mentions import Gazetteer
from nlp.story import Role
from tests.evaluation.corpora import UNKNOWN_TIME, is_for_fitting

LABELLED = Path(__file__).parent.parent / "data" / "labelled"
ROLES: tuple[Role, ...] = ("primary", "about", "partner", "venue", "mention")
SCORED: tuple[Role, ...] = ("primary", "about", "partner", "venue")
LONG_LIST = 16  # participants: an article that names so many is about none of them

Roles = Mapping[str, str]  # gazetteer id → role
Row = Mapping[str, Any]  # a line of the labelled articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled article beside what was found in it."""

    row: Row
    found: Roles

    @property
    def gold(self) -> Roles:
        """Return the role of each city as labelled."""
        return {city: role for role in ROLES for city in self.row[role]}


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield figures of all, of either half and of each language. Nothing is read from `data`."""
    assert set_name in (None, "own")
    gazetteer = Gazetteer(load_settings(packaged_config()).vocabulary.cities)
    judged = [Judged(row=row, found=found_roles(row, gazetteer)) for row in labelled()]
    yield figures("own", judged)
    yield figures("own/looked-at", [one for one in judged if is_for_fitting(one.row["id"])])
    yield figures("own/unseen", [one for one in judged if not is_for_fitting(one.row["id"])])
    for language in sorted({one.row["language"] for one in judged}):
        yield figures(f"own-{language}", [one for one in judged if one.row["language"] == language])


def labelled() -> list[dict[str, Any]]:
    """Return all labelled articles; their fields are those of the README beside them."""
    paths = sorted(LABELLED.glob("part_*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def found_roles(row: Row, gazetteer: Gazetteer) -> dict[str, str]:
    """Tag a labelled article; return the role of each city found."""
    article = Article(
        url=f"https://labelled.example/{row['id']}",
        source="labelled",
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=None,
        precision=None,
        date_source=None,
        first_seen=UNKNOWN_TIME,
    )
    return {tag.value: tag.role or "" for tag in tag_cities(article, gazetteer, row["source_city"])}


def figures(name: str, judged: Sequence[Judged]) -> dict[str, object]:
    """Return F1 of each role over pairs of article and city; a city with another role than labelled is wrong twice.

    A role that is neither labelled nor found has no F1 (null). `named_recall`: labelled cities found, in any role.
    `long_lists_with_primary`: articles with sixteen participants or more that were given a primary city by mistake.
    """
    long_lists = [one for one in judged if len(one.row["partner"]) >= LONG_LIST]
    named = Counter(city in one.found for one in judged for city in one.gold)
    return {
        "set": name,
        "articles": len(judged),
        **{f"{role}_f1": _f1(judged, role) for role in SCORED},
        "primary_right": sum(_of(one.found, "primary") == _of(one.gold, "primary") for one in judged),
        "named_recall": round(named[True] / max(named.total(), 1), 4),
        "long_lists": len(long_lists),
        "long_lists_with_primary": sum(not _of(one.found, "primary") <= _of(one.gold, "primary") for one in long_lists),
    }


def _f1(judged: Iterable[Judged], role: Role) -> float | None:
    right = found = gold = 0
    for one in judged:
        is_found, is_gold = _of(one.found, role), _of(one.gold, role)
        right, found, gold = right + len(is_found & is_gold), found + len(is_found), gold + len(is_gold)
    return round(2 * right / (found + gold), 4) if found + gold else None


def _of(roles: Roles, role: Role) -> set[str]:
    return {city for city, one in roles.items() if one == role}

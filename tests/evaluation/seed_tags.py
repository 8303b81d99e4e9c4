"""The founding items and the tags they were given: how many are tagged as by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citydesk.settings import load_settings, packaged_config
from nlp.story import Tag

ROLES = ("primary", "about", "partner", "mention")
Items = Sequence[Mapping[str, Any]]  # rows of items.jsonl
Tags = Mapping[str, tuple[Tag, ...]]  # item id → its tags


def cities_right(items: Items, tags: Tags) -> int:
    """Count the items whose cities are exactly those of the gold in every role; a venue counts as a mention."""
    ids = {city.name: city.id for city in load_settings(packaged_config()).vocabulary.cities}
    return sum(
        _by_role(tags[item["id"]])
        == {role: {ids[name] for name in item["gold"]["cities"].get(role, ())} for role in ROLES}
        for item in items
    )


def topics_right(items: Items, tags: Tags) -> int:
    """Count the items with at least one acceptable topic and none outside."""
    found = [({tag.value for tag in _of_kind(tags, item, "topic")}, set(item["gold"]["topics"])) for item in items]
    return sum(bool(topics) and topics <= acceptable for topics, acceptable in found)


def projects_right(items: Items, tags: Tags) -> int:
    """Count the items whose projects are exactly those of the gold."""
    keys = {project.name: project.key for project in load_settings(packaged_config()).vocabulary.projects}
    return sum(
        {tag.value for tag in _of_kind(tags, item, "project")} == {keys[name] for name in item["gold"]["projects"]}
        for item in items
    )


def _of_kind(tags: Tags, item: Mapping[str, Any], kind: str) -> list[Tag]:
    return [tag for tag in tags[item["id"]] if tag.kind == kind]


def _by_role(tags: Sequence[Tag]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {role: set() for role in ROLES}
    for tag in tags:
        if tag.role is not None:
            found["mention" if tag.role == "venue" else tag.role].add(tag.value)
    return found

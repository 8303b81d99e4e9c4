"""The labelled articles: every id, role, topic and kind is one that citydesk knows, and a city has one role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citydesk.settings import load_settings, packaged_config

PARTS = sorted((Path(__file__).parent / "data" / "labelled").glob("part_*.jsonl"))
ROLES = ("primary", "about", "partner", "venue", "mention")
KINDS = {"news", "opinion", "press release", "event", "notice", "job", "tender", "roundup"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_labels_name_what_exists(part: Path) -> None:
    vocabulary = load_settings(packaged_config()).vocabulary
    cities = {city.id for city in vocabulary.cities}
    topics = {topic.id for topic in vocabulary.topics}
    for line in part.read_text("utf-8").splitlines():
        row = json.loads(line)
        roles = [city for role in ROLES for city in row[role]]
        assert {*roles, row["source_city"]} - cities <= {None}, row["id"]
        assert len(roles) == len(set(roles)), row["id"]
        assert set(row["topics"]) <= topics, row["id"]
        assert len(row["primary"]) <= 2, row["id"]
        assert len(row["topics"]) <= 3, row["id"]
        assert row["kind"] in KINDS, row["id"]


def test_ids_are_unique_over_all_parts() -> None:
    ids = [json.loads(line)["id"] for part in PARTS for line in part.read_text("utf-8").splitlines()]
    assert len(ids) == len(set(ids))

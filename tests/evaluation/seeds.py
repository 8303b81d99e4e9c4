"""The founding documents: the approval told twice is one story, the kick-off another; tags as labelled."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from citydesk.archive import Archive, stories, threads
from citydesk.archive.connection import stamp
from citydesk.archive.tags import load_tags
from citydesk.cli import run_process
from citydesk.pipeline.importing import import_file, source_named
from citydesk.progress import hide
from citydesk.settings import load_settings, packaged_config
from crawler.article import article_id
from nlp.language import LanguageIdentifier
from nlp.story import Thread
from tests.evaluation.seed_tags import cities_right, projects_right, topics_right

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the one set there is, through import and processing as shipped."""
    assert set_name in (None, "seeds")
    path = data / "items.jsonl"
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    settings = load_settings(packaged_config())
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "seeds.sqlite") as archive:
        import_file(archive, path, source_named((), None), NOW, LanguageIdentifier(), hide)
        run_process(archive, settings, hide)
        ids = {item["id"]: article_id(f"urn:citydesk:import:{item['id']}") for item in items}
        told = stories.load_stories(archive, "0001", str(stamp(NOW)))
        home = {member.article: story.id for story, _ in told for member in story.members}
        tags = load_tags(archive, ids.values())
        linked = threads.load_threads(archive, home.values())
    by_item = {key: tags[ids[key]] for key in ids}
    yield {
        "set": "seeds",
        "items": len(items),
        **_merges(items, {key: home[ids[key]] for key in ids}),
        **_threads(items, {key: home[ids[key]] for key in ids}, linked),
        "cities_right": cities_right(items, by_item),
        "topics_right": topics_right(items, by_item),
        "projects_right": projects_right(items, by_item),
    }


def _merges(items: list[dict[str, Any]], story_of: dict[str, str]) -> dict[str, int]:
    gold_of = {item["id"]: (item["gold"]["duplicate_of"] or item["id"]) for item in items}
    roundups = {item["id"] for item in items if item["gold"].get("roundup")}
    pairs = [
        (gold_of[left] == gold_of[right], story_of[left] == story_of[right], bool({left, right} & roundups))
        for left, right in combinations(gold_of, 2)
    ]
    return {
        "false_merges": sum(found and not gold for gold, found, _ in pairs),
        "missed_merges": sum(gold and not found for gold, found, _ in pairs),
        "roundup_merges": sum(found and is_roundup for _, found, is_roundup in pairs),
    }


def _threads(items: list[dict[str, Any]], story_of: dict[str, str], found: Iterable[Thread]) -> dict[str, object]:
    """Count pairs of articles of one thread, and the threads of the gold of which all stories are in one."""
    gold = {item["id"]: item["gold"]["thread"] for item in items}
    together = [set(one.stories) for one in found]
    pairs = [
        (gold[left] is not None and gold[left] == gold[right], _are_linked(story_of[left], story_of[right], together))
        for left, right in combinations(gold, 2)
    ]
    right = sum(is_gold and is_found for is_gold, is_found in pairs)
    whole = [{story_of[key] for key in gold if gold[key] == name} for name in sorted({*gold.values()} - {None})]
    return {
        "threads": len(whole),
        "threads_right": sum(any(stories <= one for one in together) for stories in whole),
        "thread_pairs_precision": round(right / max(1, sum(is_found for _, is_found in pairs)), 3),
        "thread_pairs_recall": round(right / max(1, sum(is_gold for is_gold, _ in pairs)), 3),
    }


def _are_linked(left: str, right: str, together: list[set[str]]) -> bool:
    return left == right or any({left, right} <= one for one in together)

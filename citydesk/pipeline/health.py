"""An archive and a moment → the state of its sources, judged from their history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from citydesk.archive import Archive, crawling, issues, source_history
from crawler.health import Health, State, judge


def judge_sources(archive: Archive, now: datetime, sources: Sequence[str] | None = None) -> dict[str, Health]:
    """Return the state at a moment of each source that was ever asked, by key; of all, or of those named."""
    keys = sorted(crawling.load_sources(archive)) if sources is None else sources
    attempts, days = source_history.load_attempts(archive, keys, now), source_history.load_days(archive, keys)
    judged = {key: judge(attempts.get(key, ()), days.get(key, ()), now) for key in keys}
    return {key: one for key, one in judged.items() if one is not None}


def totals(archive: Archive, now: datetime) -> dict[str, object]:
    """Return what `citydesk status` tells: counts, how the last crawl went, the states of the sources."""
    states = judge_sources(archive, now)
    counted = Counter(one.state for one in states.values())
    return {
        **issues.totals(archive),
        "source_states": {state: counted[state] for state in get_args(State) if counted[state]},
        "sources_in_trouble": in_trouble(states),
    }


def in_trouble(states: dict[str, Health]) -> dict[str, str]:
    """Return what is wrong with those sources that something is wrong with, in words."""
    return {key: f"{one.state}: {one.reason}" for key, one in states.items() if one.state not in ("fresh", "quiet")}

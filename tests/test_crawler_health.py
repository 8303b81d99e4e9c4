"""A source's state from its history: what failures, a 304 and silence mean, for sources of every rhythm."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.health import NOT_MODIFIED, Attempt, FetchOutcome, State, judge, whole
from crawler.rhythm import chance_of_silence, learn
from tests.conftest import trials
from tests.evaluation.health import RHYTHMS, measure, run

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = NOW.date()
WEEKDAYS = [day for back in range(1, 200) if (day := TODAY - back * DAY).weekday() < 5]


def attempts(*outcomes: FetchOutcome | str) -> list[Attempt]:
    """Return attempts six hours apart, the last one now; "304" stands for one."""
    made = []
    for back, outcome in enumerate(reversed(outcomes)):
        is_304 = outcome == "304"
        told: FetchOutcome = "ok-unchanged" if is_304 else outcome  # type: ignore[assignment]
        made.append(Attempt(at=NOW - back * DAY / 4, outcome=told, reason=NOT_MODIFIED if is_304 else f"why {outcome}"))
    return made[::-1]


STATES: tuple[tuple[tuple[str, ...], State, int], ...] = (
    (("ok-new",), "fresh", 0),
    (("304",), "fresh", 0),
    (("ok-unchanged", "304", "304"), "fresh", 0),
    (("ok-new", "broken"), "broken", 1),
    (("ok-new", "broken", "304"), "broken", 1),
    (("ok-new", "broken", "304", "304", "304"), "broken", 1),
    (("ok-new", "broken", "timed out", "304", "parse-failed"), "broken", 3),
    (("ok-new", "broken", "ok-unchanged"), "fresh", 0),
    (("gone", "gone"), "broken", 2),
    (("broken", "blocked"), "blocked", 2),
    (("ok-new", "refused", "304"), "blocked", 1),
    (("ok-new", "ok-empty"), "empty", 1),
    (("ok-new", "ok-empty", "304"), "empty", 1),
    (("ok-empty", "ok-new"), "fresh", 0),
)


@pytest.mark.parametrize(("outcomes", "state", "failures"), STATES)
def test_state_follows_from_how_a_source_answered_and_no_304_clears_a_failure(
    outcomes: tuple[str, ...], state: State, failures: int
) -> None:
    found = judge(attempts(*outcomes), WEEKDAYS, NOW)

    assert found is not None
    assert (found.state, found.failures) == (state, failures)
    assert found.reason == ("" if state == "fresh" else f"why {[one for one in outcomes if one != '304'][-1]}")


def test_failure_began_with_its_first_try() -> None:
    found = judge(attempts("ok-new", "broken", "304", "timed out"), WEEKDAYS, NOW)

    assert found is not None
    assert found.since == NOW - 2 * DAY / 4


def test_source_that_was_never_asked_has_no_state() -> None:
    assert judge([], WEEKDAYS, NOW) is None


@pytest.mark.parametrize(
    ("parts", "outcome", "is_304"),
    [
        (("ok-empty", "ok-new", "broken"), "ok-new", False),
        (("ok-empty", "broken", "304"), "broken", False),
        (("ok-empty", "304"), "ok-unchanged", False),  # an index that answered, and its sitemaps without news
        (("304", "304"), "ok-unchanged", True),
        (("ok-empty", "ok-empty"), "ok-empty", False),
    ],
)
def test_parts_of_a_source_are_one_attempt(parts: tuple[str, ...], outcome: FetchOutcome, is_304: bool) -> None:
    found = whole(attempts(*parts))

    assert (found.outcome, found.reason == NOT_MODIFIED) == (outcome, is_304)


def state_after(days: list[date], silent_days: int) -> str:
    """Return the state of a source that answers, so many whole days after its last publication."""
    now = datetime.combine(max(days), NOW.time(), UTC) + (silent_days + 1) * DAY
    found = judge([Attempt(at=now, outcome="ok-unchanged")], days, now)
    assert found is not None
    return found.state


def test_silence_is_quiet_and_then_overdue_by_the_rhythm_of_the_source() -> None:
    friday = max(WEEKDAYS)
    weekly = [friday - back * 7 * DAY for back in range(40)]
    assert friday.weekday() == 4

    assert [state_after(WEEKDAYS, after) for after in (0, 3, 4, 9)] == ["fresh", "fresh", "quiet", "overdue"]
    assert [state_after(weekly, after) for after in (6, 16, 30)] == ["fresh", "quiet", "overdue"]


def test_overdue_since_the_day_on_which_it_was_seen_and_in_words() -> None:
    now = NOW + 20 * DAY
    found = judge([Attempt(at=now, outcome="ok-unchanged")], WEEKDAYS, now)
    assert found is not None and found.since is not None

    assert found.reason.startswith("it answers, but has published nothing since 2026-11-13; one such silence in ")
    before = judge([Attempt(at=now, outcome="ok-unchanged")], WEEKDAYS, found.since - timedelta(minutes=1))
    then = judge([Attempt(at=now, outcome="ok-unchanged")], WEEKDAYS, found.since)
    assert before is not None and then is not None
    assert (before.state, then.state) == ("quiet", "overdue")


def test_source_without_a_rhythm_is_never_overdue() -> None:
    few = [TODAY - 300 * DAY, TODAY - 290 * DAY, TODAY - 280 * DAY]

    assert state_after(few, 270) == "quiet"
    assert learn([]) is None


def test_silent_summer_is_expected_the_year_after() -> None:
    first = date(2024, 1, 1)
    days = [first + number * DAY for number in range(540)]
    year = [day for day in days if day.weekday() < 5 and not date(2024, 7, 8) <= day <= date(2024, 8, 18)]
    before = [day for day in year if day < date(2025, 7, 7)]
    rhythm, blind = learn(before), learn([day for day in before if day >= date(2024, 9, 1)])
    assert rhythm is not None and blind is not None

    assert chance_of_silence(blind, date(2025, 8, 1)) < 1e-6
    assert chance_of_silence(rhythm, date(2025, 8, 1)) > 0.01
    assert chance_of_silence(rhythm, date(2025, 9, 20)) < 0.001


def test_dates_in_the_future_are_left_out() -> None:
    assert state_after([*WEEKDAYS, TODAY - 3 * DAY], 0) == "fresh"
    found = judge([Attempt(at=NOW, outcome="ok-unchanged")], [*WEEKDAYS, TODAY + 300 * DAY], NOW + 30 * DAY)
    assert found is not None and found.state == "overdue"


@pytest.mark.parametrize("name", RHYTHMS)
@pytest.mark.slow
def test_simulated_sources_raise_few_false_alarms_and_their_silence_is_noticed(name: str) -> None:
    """The whole of it is `python -m tests.evaluation health`."""
    figures = list(measure(name, RHYTHMS[name], trials(6, 100), seed=7))

    assert sum(float(str(row["false_alarms"])) for row in figures) / 2 <= 1
    within = {"daily": 4, "weekdays": 7, "weekly": 28}.get(name, 365)
    assert all(int(str(row["median_days"])) <= within for row in figures)


def test_simulation_tells_the_same_twice() -> None:
    chance = random.Random(3)
    assert RHYTHMS["bursty"](random.Random(3)) == RHYTHMS["bursty"](chance)
    assert list(run(set_name="monthly", sources=6)) == list(run(set_name="monthly", sources=6))

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.issue import Period, Rhythm
from digest.period import between, contains, iso_week, month, period_before, period_named, period_of

W46 = Period(name="2026-W46", first=date(2026, 11, 9), last=date(2026, 11, 15))


def test_iso_week_runs_from_monday_to_sunday() -> None:
    assert iso_week("2026-W46") == W46
    assert iso_week("2026-W53") == Period(name="2026-W53", first=date(2026, 12, 28), last=date(2027, 1, 3))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("2026-46", "write it like 2026-W46"),
        ("2026-W46 ", "write it like 2026-W46"),
        ("2025-W53", "no week of the calendar"),
        ("2026-W00", "no week of the calendar"),
        ("0000-W01", "no week of the calendar"),
        ("9999-W52", "no week of the calendar"),
    ],
)
def test_a_wrong_week_says_what_is_wrong(name: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        iso_week(name)


@pytest.mark.parametrize(
    ("moment", "zone", "name"),
    [
        (datetime(2026, 11, 15, 22, 59, tzinfo=UTC), "Europe/Brussels", "2026-W46"),
        (datetime(2026, 11, 15, 23, 0, tzinfo=UTC), "Europe/Brussels", "2026-W47"),
        (datetime(2026, 11, 15, 22, 0, tzinfo=UTC), "Europe/Helsinki", "2026-W47"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "Europe/Brussels", "2026-W53"),
    ],
)
def test_the_week_begins_at_midnight_of_the_edition(moment: datetime, zone: str, name: str) -> None:
    assert period_of(moment, zone).name == name


def test_seven_days_from_a_monday_are_a_week_by_name() -> None:
    assert between(date(2026, 11, 9), date(2026, 11, 15)) == W46
    assert between(date(2026, 11, 9), date(2026, 11, 9)).name == "2026-11-09"
    assert between(date(2026, 11, 1), date(2026, 11, 30)).name == "2026-11"
    assert between(date(2026, 11, 1), date(2026, 11, 29)).name == "2026-11-01_2026-11-29"


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="swap the two days"):
        between(date(2026, 11, 15), date(2026, 11, 9))


def test_a_period_contains_its_first_and_last_minute() -> None:
    moments = [datetime(2026, 11, 8, 22, 59), datetime(2026, 11, 8, 23), datetime(2026, 11, 15, 22, 59)]  # noqa: DTZ001
    moments.append(datetime(2026, 11, 15, 23))  # noqa: DTZ001
    inside = [contains(W46, moment.replace(tzinfo=UTC), "Europe/Brussels") for moment in moments]
    assert inside == [False, True, True, False]


def test_a_moment_without_a_zone_and_a_zone_nobody_knows_are_refused() -> None:
    with pytest.raises(ValueError, match="give an aware datetime"):
        contains(W46, datetime(2026, 11, 10), "Europe/Brussels")  # noqa: DTZ001
    for zone in ("Europe/Brusels", "../etc", "", "/etc/passwd"):
        with pytest.raises(ValueError, match="no IANA time zone"):
            period_of(datetime(2026, 11, 10, tzinfo=UTC), zone)


def test_the_ends_of_time_are_days_too() -> None:
    assert not contains(W46, datetime.max.replace(tzinfo=UTC), "Europe/Helsinki")
    assert not contains(W46, datetime.min.replace(tzinfo=UTC), "America/New_York")


@pytest.mark.parametrize("name", ["2026-11-09", "2026-W46", "2026-11", "2028-02", "2026-11-09_2026-11-12"])
def test_a_period_is_found_by_its_name(name: str) -> None:
    assert period_named(name).name == name


@pytest.mark.parametrize(
    "name", ["2026", "2026-13", "2026-02-30", "2026-W54", "20261109", "2026-11-09_", "2026-1", "x"]
)
def test_what_is_no_period_says_how_one_is_written(name: str) -> None:
    with pytest.raises(ValueError, match=r"write|calendar|month|day"):
        period_named(name)


def test_a_month_ends_with_its_last_day() -> None:
    assert month("2028-02").last == date(2028, 2, 29)
    assert month("2026-12").last == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("moment", "rhythm", "name"),
    [
        (datetime(2026, 11, 16, 4, tzinfo=UTC), "weekly", "2026-W46"),
        (datetime(2026, 11, 16, 4, tzinfo=UTC), "daily", "2026-11-15"),
        (datetime(2026, 11, 16, 4, tzinfo=UTC), "monthly", "2026-10"),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), "monthly", "2026-10"),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), "monthly", "2026-11"),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), "daily", "2026-03-29"),  # the day of 23 hours
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "daily", "2026-10-25"),  # the day of 25 hours
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "weekly", "2026-W43"),
        (datetime(2027, 1, 4, 12, 0, tzinfo=UTC), "weekly", "2026-W53"),
    ],
)
def test_the_last_whole_period_before_a_moment(moment: datetime, rhythm: Rhythm, name: str) -> None:
    assert period_before(moment, "Europe/Brussels", rhythm).name == name

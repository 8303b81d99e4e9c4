"""Dates as city sites write them, in the languages of the network."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import find_dates, parse_date

_DAY = (datetime(2026, 11, 21, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "21 ноември 2026 г."), ("ca", "21 de novembre del 2026"), ("cs", "21. listopadu 2026"),
        ("da", "21. november 2026"), ("de", "Samstag, 21. November 2026"), ("el", "21 Νοεμβρίου 2026"),
        ("el", "21 Νοε. 2026"), ("en", "November 21st, 2026"), ("es", "21 de noviembre de 2026"),
        ("et", "21. november 2026"), ("eu", "2026ko azaroaren 21a"), ("fi", "21. marraskuuta 2026"),
        ("fr", "samedi 21 novembre 2026"), ("ga", "21 Samhain 2026"), ("gl", "21 de novembro de 2026"),
        ("hr", "21. studenoga 2026."), ("hu", "2026. november 21."), ("is", "21. nóvember 2026"),
        ("it", "21 novembre 2026"), ("lt", "2026 m. lapkričio 21 d."), ("lv", "2026. gada 21. novembris"),
        ("lv", "21. novembrī, 2026"), ("mk", "21 ноември 2026"), ("mt", "21 ta' Novembru 2026"),
        ("nl", "21 november 2026"), ("no", "21. november 2026"), ("pl", "21 listopada 2026 r."),
        ("pt", "21 de novembro de 2026"), ("ro", "21 noiembrie 2026"), ("ru", "21 ноября 2026 г."),
        ("sk", "21. novembra 2026"), ("sl", "21. novembra 2026"), ("sq", "21 nëntor 2026"),
        ("sr", "21. novembar 2026."), ("sv", "21 november 2026"), ("tr", "21 Kasım 2026"), ("uk", "21 листопада 2026"),
        (None, "21 novembre 2026"), (None, "21.11.2026"), (None, "21/11/2026"), (None, "11/21/2026"),
        (None, "2026-11-21"), (None, "2026. 11. 21."), (None, "21.11.26"), ("de", "21-Nov-2026"),
    ],
)  # fmt: skip
def test_day_is_read_in_each_language(language: str | None, text: str) -> None:
    assert parse_date(text, language) == _DAY


@pytest.mark.parametrize(
    ("language", "text", "hour", "minute"),
    [
        (None, "Sat, 21 Nov 2026 10:30:00 GMT", 10, 30),
        (None, "Sat, 21 Nov 2026 10:30:00 +0100", 9, 30),
        (None, "Sat, 21 Nov 2026 10:30:00 CET", 9, 30),
        (None, "Sat, 21 Nov 2026 10:30:00 CEST", 8, 30),
        (None, "Sat, 21 Nov 2026 10:30 EET", 8, 30),
        (None, "21 Nov 2026 10:30 EEST", 7, 30),
        (None, "21 Nov 26 10:30 BST", 9, 30),
        (None, "Sat, 21 Nov 2026 10:30:00", 10, 30),
        ("fr", "sam., 21 novembre 2026 10:30:00 +0100", 9, 30),
        ("de", "Sa, 21 Nov 2026 10:30:00 +0100", 9, 30),
        (None, "2026-11-21T10:30:15+01:00", 9, 30),
        (None, "2026-11-21T10:30:15.250Z", 10, 30),
        (None, "2026-11-21 10:30", 10, 30),
        (None, "20261121T103000Z", 10, 30),
        (None, "21.11.2026 10:30:00 CET", 9, 30),
        ("fi", "21.11.2026 klo 8.30", 8, 30),
        ("de", "21. November 2026, 10:30 Uhr", 10, 30),
        ("el", "21 Νοε. 2026 (13:40)", 13, 40),
        ("it", "21 novembre 2026 ore 10:30", 10, 30),
        ("en", "21 November 2026 at 3:05 pm", 15, 5),
        ("tr", "21.11.2026 - 10:15", 10, 15),
    ],
)
def test_time_is_read_with_its_zone(language: str | None, text: str, hour: int, minute: int) -> None:
    moment = parse_date(text, language)
    assert moment is not None
    assert (moment[0].replace(second=0), moment[1]) == (datetime(2026, 11, 21, hour, minute, tzinfo=UTC), "minute")


@pytest.mark.parametrize("text", ["Sat, 21 Nov 2026 00:00:00 +0100", "2026-11-21T00:00:00+02:00", "21.11.2026 00:00"])
def test_midnight_is_the_stamp_of_a_day(text: str) -> None:
    assert parse_date(text, None) == _DAY


def test_month_and_year_alone_keep_their_precision() -> None:
    assert parse_date("2026-11", None) == (datetime(2026, 11, 1, tzinfo=UTC), "month")
    assert parse_date("2026", None) == (datetime(2026, 1, 1, tzinfo=UTC), "year")
    assert parse_date("2026-01-01", None) == (datetime(2026, 1, 1, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text", ["", "3", "May", "May 2026", "31.02.2026", "21 foo 2026", "99999999999", "12:30", "١٢/١٢/٢٠٢٦x"]
)
def test_no_year_or_no_such_day_is_no_date(text: str) -> None:
    assert parse_date(text, "en") is None


def test_dates_are_found_in_the_order_of_the_text() -> None:
    text = "Published 3 May 2026, changed on 04.05.2026 10:15, meeting on 2026-06-01."
    assert [f"{moment:%m-%d %H:%M} {precision}" for moment, precision in find_dates(text, "en")] == [
        "05-03 00:00 day",
        "05-04 10:15 minute",
        "06-01 00:00 day",
    ]


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.:-/TZ +"))),
    st.sampled_from([None, "lv", "el", "en"]),
)
def test_any_text_is_a_date_or_none(text: str, language: str | None) -> None:
    moment = parse_date(text, language)
    assert moment is None or moment[0].tzinfo is UTC

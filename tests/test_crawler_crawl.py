"""Plans and events between two processes: what goes in comes out, and what each outcome means."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crawler.article import Listed, Page, Precision, Source
from crawler.crawl import (
    CrawlDone,
    CrawlLimits,
    CrawlPlan,
    Outcome,
    PageRead,
    SourceRead,
    Visit,
    event_from_json,
    outcome_of,
    read_events,
    sift,
)

any_text = some.text(some.characters())  # lone surrogates and control characters included
maybe_text = some.none() | any_text
any_time = some.datetimes(timezones=some.just(UTC))
maybe_time = some.none() | any_time
any_source = some.builds(
    Source, key=any_text, name=any_text, url=any_text, city=maybe_text, language=maybe_text, link_selector=maybe_text
)
any_listed = some.builds(
    Listed,
    url=any_text,
    title=maybe_text,
    published=maybe_time,
    updated=maybe_time,
    text=maybe_text,
    language=maybe_text,
    precision=some.none() | some.sampled_from(get_args(Precision)),
)
any_page = some.builds(
    Page,
    url=any_text,
    final_url=any_text,
    source=any_text,
    fetched_at=any_time,
    headers=some.lists(some.tuples(any_text, any_text), max_size=3).map(tuple),
    body=some.binary(),
)
an_outcome = some.sampled_from(get_args(Outcome))
any_event = (
    some.builds(
        SourceRead,
        outcome=an_outcome,
        page=some.none() | any_page,
        listed=some.lists(any_listed, max_size=3).map(tuple),
        etag=maybe_text,
        last_modified=maybe_text,
    )
    | some.builds(PageRead, outcome=an_outcome, page=some.none() | any_page, etag=maybe_text, last_modified=maybe_text)
    | some.builds(CrawlDone, statistics=some.dictionaries(any_text, some.integers() | any_text, max_size=3))
)
any_plan = some.builds(
    CrawlPlan,
    sources=some.lists(any_source, max_size=3).map(tuple),
    visits=some.lists(some.builds(Visit, url=any_text, source=any_text), max_size=3).map(tuple),
    known=some.lists(any_text, max_size=3).map(tuple),
    validators=some.dictionaries(any_text, some.tuples(maybe_text, maybe_text), max_size=3),
    limits=some.builds(CrawlLimits, user_agent=any_text),
    now=maybe_time,
)


@given(any_event)
def test_event_is_one_ascii_line_and_reads_back(event: SourceRead | PageRead | CrawlDone) -> None:
    line = event.to_json()
    assert line.isascii()
    assert "\n" not in line
    assert event_from_json(line) == event


@given(any_plan)
def test_plan_reads_back(plan: CrawlPlan) -> None:
    assert CrawlPlan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"event": "else", "page": null}', '{"event": "page read"}'])
def test_what_is_no_event_or_plan_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        event_from_json(text)
    with pytest.raises(ValueError, match=r".+"):
        CrawlPlan.from_json(text)


def test_damaged_body_is_a_value_error() -> None:
    page = Page(
        url="u",
        final_url="u",
        source="s",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=200,
        headers=(),
        body=b"x",
    )
    line = PageRead(source="s", url="u", outcome="ok", page=page).to_json()
    with pytest.raises(ValueError, match="no crawl event"):
        event_from_json(line.replace('"body": "', '"body": "AAAA'))


def test_line_that_a_kill_cut_off_is_left_out() -> None:
    event = PageRead(source="s", url="u", outcome="gone", reason="answered 404")
    line = event.to_json().encode()
    assert list(read_events([line + b"\n", line[:20]])) == [event]


@pytest.mark.parametrize(
    ("status", "is_conditional", "expected"),
    [
        (200, False, ("ok", "")),
        (203, True, ("ok", "")),
        (304, True, ("unchanged", "")),
        (304, False, ("broken", "answered 304")),
        (302, True, ("broken", "answered 302")),
        (400, False, ("broken", "answered 400")),
        (401, False, ("blocked", "answered 401")),
        (403, False, ("blocked", "answered 403")),
        (404, False, ("gone", "answered 404")),
        (410, True, ("gone", "answered 410")),
        (429, False, ("blocked", "answered 429")),
        (451, False, ("blocked", "answered 451")),
        (500, False, ("broken", "answered 500")),
        (999, False, ("broken", "answered 999")),
    ],
)
def test_statuses_have_outcomes(status: int, is_conditional: bool, expected: tuple[str, str]) -> None:
    assert outcome_of(status, is_conditional=is_conditional) == expected


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def test_listing_keeps_to_its_site_and_puts_the_newest_first() -> None:
    source = Source(key="k", name="n", url="https://www.gent.be/news", kind="listing", owner="city")
    listed = (
        Listed(url="https://www.gent.be/news#top"),
        Listed(url="https://www.gent.be/undated"),
        Listed(url="https://www.gent.be/old", published=day(1)),
        Listed(url="https://press.gent.be/new?utm_source=x", published=day(3)),
        Listed(url="https://press.gent.be/new", title="again"),
        Listed(url="https://example.org/else", published=day(4)),
        Listed(url="https://www.gent.be/changed", updated=day(2)),
        Listed(url="mailto:press@gent.be"),
    )
    assert [entry.url for entry in sift(listed, source)] == [
        "https://press.gent.be/new",
        "https://www.gent.be/changed",
        "https://www.gent.be/old",
        "https://www.gent.be/undated",
    ]


def test_feed_may_point_to_another_host_and_keeps_its_order_without_dates() -> None:
    source = Source(key="k", name="n", url="https://gent.be/rss", kind="feed", owner="city")
    listed = tuple(Listed(url=f"https://example.org/{n}") for n in range(1_200))
    assert sift(listed, source) == listed[:1_000]

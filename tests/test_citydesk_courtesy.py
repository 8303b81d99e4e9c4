"""What is remembered from crawl to crawl: robots.txt, pauses, moves, rhythm; and pages that refuse to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from citydesk.archive import Archive
from citydesk.archive.articles import all_articles
from citydesk.archive.looks import looks_at
from citydesk.pipeline.crawl import crawl
from citydesk.pipeline.due import when_due, zones_of
from citydesk.pipeline.extracting import extract_pages
from citydesk.progress import hide
from citydesk.settings import load_settings
from crawler.article import Source
from crawler.interval import interval, next_look
from crawler.restraint import pause_for, stopped_by
from tests.fakes import ROOT, keep_prior
from tests.small_web import LOCAL, Asked, SmallWeb, Told, html, rss, small_web

NOON = datetime(2026, 11, 16, 11, tzinfo=UTC)
LONG = "The city council has approved the extension of the tram to the harbour, with six new stops. " * 4


def at(web: SmallWeb, host: str, path: str = "/feed") -> Source:
    return Source(key=host, name=host, url=web.url(host, path), kind="feed", owner="partner", language="en")


def run(archive: Archive, sources: list[Source], now: datetime, *, due: bool = False, **changes: object) -> int:
    settings = LOCAL.model_copy(update=changes)
    return crawl(archive, sources, settings, lambda: now, hide, zones=(lambda _: ZoneInfo("UTC")) if due else None)


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        yield opened


def test_what_hosts_say_is_remembered_from_crawl_to_crawl(archive: Archive) -> None:
    tired = True

    def answer(asked: Asked) -> Told | None:
        if asked.path == "/robots.txt":
            return Told(body="User-agent: *\nDisallow: /private")
        if asked.host == "tired" and tired:
            return Told(status=503, headers={"Retry-After": "7200"})
        if asked.host == "moved" and asked.path == "/feed":
            return Told(status=301, headers={"Location": "/new-feed"})
        if asked.path.endswith("feed"):
            links = [f"http://{asked.host}.localhost:{web.port}/{name}" for name in ("one", "private/two")]
            links.append(f"http://stopped.localhost:{web.port}/three")
            return rss(*((link, f"Title of {link}", "", "") for link in links))
        return html("The title of an article", LONG) if asked.path != "/one" else Told(status=410)

    with small_web(answer) as web:
        sources = [at(web, host) for host in ("tired", "moved", "good")]
        run(archive, sources, NOON, stop_list=("stopped.localhost",))
        assert (web.paths("tired"), web.paths("stopped")) == (["/robots.txt", "/feed"], [])
        assert sorted(web.paths("moved")) == ["/feed", "/new-feed", "/one", "/robots.txt"]
        assert sorted(web.paths("good")) == ["/feed", "/one", "/robots.txt"]

        tired = False
        run(archive, sources, NOON + timedelta(hours=1), stop_list=("stopped.localhost",))
        assert web.paths("tired") == []  # asked for two hours
        assert web.paths("moved") == ["/new-feed"]
        assert web.paths("good") == ["/feed"]  # its robots.txt is known, its article gone

        run(archive, sources, NOON + timedelta(hours=25), stop_list=("stopped.localhost",))
        assert sorted(web.paths("tired"))[-1] == "/robots.txt"
        assert sorted(web.paths("good")) == ["/feed", "/robots.txt"]
    assert archive.rows("SELECT * FROM host_pauses") == []
    reasons = {row["reason"] for row in archive.rows("SELECT reason FROM fetches WHERE outcome = 'refused'")}
    assert reasons == {"robots.txt disallows it", "the stop list holds stopped.localhost"}


def test_article_whose_page_refuses_is_what_its_feed_says_until_it_answers(archive: Archive) -> None:
    state: dict[str, object] = {"text": LONG, "page": 403}

    def answer(asked: Asked) -> Told | None:
        if asked.path == "/feed":
            return rss(
                (f"http://shy.localhost:{web.port}/tram", "The tram", str(state["text"]), "16 Nov 2026 08:00 GMT")
            )
        if asked.path == "/tram":
            return (
                Told(status=403) if state["page"] == 403 else html("The tram", LONG, "And a sentence more than that.")
            )
        return None

    with small_web(answer) as web:
        told = []
        changes: list[dict[str, object]] = [{}, {"text": LONG + "It opens in March."}, {"page": 200}]
        for step, change in enumerate(changes):
            state.update(change)
            now = NOON + timedelta(hours=step)
            run(archive, [at(web, "shy")], now)
            extract_pages(archive, keep_prior, hide)
            (article,) = all_articles(archive)
            told.append((article.version, article.text.split()[-1], article.published))
    published = datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert told == [(1, "stops.", published), (2, "March.", published), (3, "that.", published)]


def test_crawl_of_what_is_due_asks_each_source_by_its_rhythm(archive: Archive) -> None:
    def answer(asked: Asked) -> Told | None:
        days = range(1, 15)
        if asked.path == "/feed" and asked.host == "daily":
            return rss(*((f"http://daily.localhost:{web.port}/{day}", f"Day {day}", "", f"{day} Nov 2026 09:00 GMT")
                         for day in days))  # fmt: skip
        return html("The title of an article", LONG) if asked.path != "/robots.txt" else None

    with small_web(answer) as web:
        source = at(web, "daily")
        assert run(archive, [source], NOON, due=True) == 15
        waits = when_due(archive, source, lambda _: ZoneInfo("UTC"), NOON) - NOON
        assert timedelta(hours=5) < waits < timedelta(hours=11)
        assert run(archive, [source], NOON + timedelta(hours=4), due=True) == 0
        assert run(archive, [source], NOON + timedelta(days=1), due=True) == 15  # articles a day old are due again
        assert run(archive, [source], NOON + timedelta(days=1, hours=20), due=True) == 1  # and not so soon once more
        assert looks_at(archive, "daily", NOON).failures == 0


@pytest.mark.parametrize(
    ("per_day", "low", "high"),
    [(200, 10, 10), (24, 14, 17), (4, 80, 100), (1, 330, 400), (0.2, 1400, 1440), (0, 1440, 1440)],
)
def test_interval_follows_the_rhythm(per_day: float, low: int, high: int) -> None:
    arrivals = [NOON - timedelta(days=day / per_day) for day in range(int(60 * per_day))]
    assert timedelta(minutes=low) <= interval(arrivals, NOON) <= timedelta(minutes=high)


def test_failures_double_the_interval_up_to_a_day() -> None:
    arrivals = [NOON - timedelta(hours=hours) for hours in range(0, 1440, 2)]
    minutes = [round(interval(arrivals, NOON, failures) / timedelta(minutes=1)) for failures in range(8)]
    assert minutes == [30, 60, 120, 240, 479, 958, 1440, 1440]


@pytest.mark.parametrize(
    ("last", "wait", "due"),
    [
        ("2026-11-16T11:00", 60, "2026-11-16T12:00"),
        ("2026-11-16T20:30", 60, "2026-11-17T05"),  # 22:30 in Brussels
        ("2026-11-16T23:30", 10, "2026-11-17T05"),
        ("2026-03-28T22:30", 60, "2026-03-29T04"),  # the night in which clocks change
    ],
)
def test_nothing_is_due_at_night(last: str, wait: int, due: str) -> None:
    asked = datetime.fromisoformat(last).replace(tzinfo=UTC)
    found = next_look("ghent-news", asked, timedelta(minutes=wait), ZoneInfo("Europe/Brussels"), asked)
    assert found.isoformat().startswith(due)


def test_zones_are_those_of_the_cities() -> None:
    settings = load_settings(ROOT / "config", {})
    zone = zones_of(settings.vocabulary.cities, "Europe/Brussels")

    def of(city: str | None) -> str:
        return str(zone(Source(key="x", name="x", url="x", kind="feed", owner="city", city=city)))

    assert [of(city) for city in ("lisbon", "helsinki", "barcelona", "nicosia", None)] == [
        "Europe/Lisbon", "Europe/Helsinki", "Europe/Madrid", "Asia/Famagusta", "Europe/Brussels",
    ]  # fmt: skip
    unzoned = [city.id for city in settings.vocabulary.cities if of(city.id) == "Europe/Brussels" != city.country]
    assert {city.country for city in settings.vocabulary.cities if city.id in unzoned} <= {"BE", "XK"}


@pytest.mark.parametrize(
    ("retry_after", "times", "seconds"),
    [
        ("120", 1, 120),
        ("Mon, 16 Nov 2026 11:10:00 GMT", 1, 600),
        ("Mon, 16 Nov 2026 10:00:00 GMT", 1, 0),
        ("999999999999", 1, 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 1, 86_400),
        ("", 1, 900),
        ("soon", 3, 3_600),
        ("-5", 1, 900),
        ("", 50, 86_400),
    ],
)
def test_pause_is_what_the_host_asks_for(retry_after: str, times: int, seconds: int) -> None:
    assert pause_for(retry_after, times, NOON) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        ("https://city.example/a", None),
        ("https://sub.stopped.example/a", "stopped.example"),
        ("https://notstopped.example/a", None),
        ("https://city.example/intranet/x", "https://city.example/intranet/"),
    ],
)
def test_stop_list_holds_hosts_and_beginnings(url: str, entry: str | None) -> None:
    assert stopped_by(url, ("stopped.example", "https://city.example/intranet/")) == entry

"""The crawling process against a server that misbehaves in every way it can, over real sockets."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from protego import Protego

from crawler.article import Source, SourceKind
from crawler.crawl import (
    CrawlDone,
    CrawlEvent,
    CrawlLimits,
    CrawlPlan,
    PageRead,
    SourceRead,
    Visit,
    event_from_json,
    read_events,
)
from crawler.robots import relevant_groups

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
MAX_BYTES = 200_000
TIMEOUT_SECONDS = 2.5
AGENT = "citydesk-test/0.1 (+https://example.org/bot)"
ARTICLE = b"<html><title>News</title><p>The new tram line opens on Monday.</p></html>"


@dataclass
class Hostile:
    """A web of hosts on one port, and what it was asked."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)  # host, path, in order
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: list[int] = field(default_factory=list)  # requests being answered to the host "polite", itself included

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def paths(self, host: str) -> list[str]:
        return [path for asked, path in self.asked if asked == host]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Hostile

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(".localhost")[0]
        web = self.web
        web.asked.append((host, self.path))
        web.times[host].append(time.monotonic())
        web.headers.append(dict(self.headers))
        try:
            (ROUTES.get((host, self.path)) or ROUTES.get((host, "*")) or answer_nothing_found)(self)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Route = Callable[[Handler], None]


def answer_nothing_found(handler: Handler) -> None:
    handler.answer(404)


def page(body: bytes = ARTICLE, status: int = 200, **headers: str) -> Route:
    return lambda handler: handler.answer(status, body, **{"Content_Type": "text/html", **headers})


def conditional(body: bytes, etag: str) -> Route:
    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.answer(304, ETag=etag)
        else:
            handler.answer(200, body, ETag=etag, Content_Type="text/html", Set_Cookie="seen=1; Path=/")

    return route


def rss(*links: str) -> bytes:
    entries = "".join(f"<item><title>Title {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f'<rss version="2.0"><channel><title>T</title>{entries}</channel></rss>'.encode()


def trickle(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    for _ in range(400):
        handler.wfile.write(b"<p>more</p>")
        handler.wfile.flush()
        time.sleep(0.05)
    handler.close_connection = True


def silence(handler: Handler) -> None:
    time.sleep(TIMEOUT_SECONDS * 3)
    handler.close_connection = True


def stream(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x" * 10_000)
    handler.close_connection = True


def flood_of_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    until = time.monotonic() + TIMEOUT_SECONDS * 2
    while time.monotonic() < until:
        handler.wfile.write(b"X-More: and more\r\n")
        time.sleep(0.02)
    handler.close_connection = True


def spill_of_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(400):
        handler.wfile.write(b"X-More: and more\r\n" * 100)
    handler.wfile.write(b"\r\nat last")
    handler.close_connection = True


def raw(answer: bytes) -> Route:
    def route(handler: Handler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    return route


BEING_ANSWERED = threading.BoundedSemaphore(8)


def polite(handler: Handler) -> None:
    with BEING_ANSWERED:
        handler.web.at_once.append(8 - BEING_ANSWERED._value)
        time.sleep(0.03)
    handler.answer(200, ARTICLE)


def slow_robots(handler: Handler) -> None:
    time.sleep(0.3)
    handler.answer(200, b"User-agent: *\nDisallow: /")


def big_bomb() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        for _ in range(50):
            out.write(b"\0" * 1_000_000)
    return packed.getvalue()


def redirect(where: str) -> Route:
    return lambda handler: handler.answer(302, Location=where.format(port=handler.web.port))


def posts(handler: Handler) -> None:
    number = int(handler.path.partition("&page=")[2].partition("&")[0])
    first, last = (number - 1) * 20, min(number * 20, 70)
    listed = [
        {"link": f"http://press.localhost:{handler.web.port}/p{n}", "title": {"rendered": f"Post {n}"}}
        for n in range(first, last)
    ]
    handler.answer(200, json.dumps(listed).encode(), X_WP_TotalPages="4")


def sitemap_index(handler: Handler) -> None:
    places = "".join(f"<sitemap><loc>/map{n}.xml.gz</loc></sitemap>" for n in range(7))
    handler.answer(200, f"<sitemapindex>{places}</sitemapindex>".encode(), ETag='"index"')


def packed_sitemap(handler: Handler) -> None:
    name = handler.path.removeprefix("/map").removesuffix(".xml.gz")
    text = f"<urlset><url><loc>/of-map-{name}</loc></url></urlset>"
    handler.answer(200, gzip.compress(text.encode()), ETag=f'"map{name}"')


def feed_of_good(handler: Handler) -> None:
    links = ["/one", "/two", "/one#again", "/two?utm_source=feed", "mailto:press@example.org"]
    conditional(rss(*links), '"feed"')(handler)


def feed_of_other(handler: Handler) -> None:
    handler.answer(200, rss(handler.web.url("good", "/one"), "/own"), Content_Type="application/rss+xml")


LISTING = b"""<main><ul>
<li><h2><a href="/news/first-public-article-of-the-city">The first public article of the city</a></h2></li>
<li><h2><a href="/news/second-public-article-of-the-city">The second public article of the city</a></h2></li>
<li><h2><a href="/private/third-article-of-the-city">The third article, which robots may not read</a></h2></li>
<li><h2><a href="http://elsewhere.localhost/fourth-article">The fourth article, on another site altogether</a></h2></li>
</ul></main>"""

ROUTES: dict[tuple[str, str], Route] = {
    ("good", "/feed"): feed_of_good,
    ("good", "/one"): conditional(ARTICLE, '"one"'),
    ("good", "/two"): conditional(ARTICLE, '"two"'),
    ("other", "/feed"): feed_of_other,
    ("other", "/own"): page(),
    ("busy", "/robots.txt"): slow_robots,
    ("busy", "*"): page(),
    ("partly", "/robots.txt"): page(b"User-agent: citydesk-test\nDisallow: /private\n\nUser-agent: *\nDisallow: /"),
    ("partly", "/"): page(LISTING),
    ("partly", "*"): page(),
    ("shut", "/robots.txt"): page(b"", 503),
    ("shut", "*"): page(),
    ("rude", "/robots.txt"): raw(b""),
    ("rude", "*"): page(),
    ("endless-robots", "/robots.txt"): trickle,
    ("polite", "*"): polite,
    ("slow", "/robots.txt"): page(b"User-agent: *\nCrawl-delay: 0.7"),
    ("slow", "*"): page(),
    ("status", "/gone"): page(b"", 410),
    ("status", "/forbidden"): page(b"", 403),
    ("tired", "/too-many"): page(b"", 429),
    ("status", "/error"): page(b"", 500),
    ("status", "/unavailable"): page(b"", 503),
    ("status", "/unasked-304"): raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    ("trickle", "/"): trickle,
    ("silent", "/"): silence,
    ("flood", "/"): flood_of_headers,
    ("bomb", "/"): page(big_bomb(), Content_Encoding="gzip"),
    ("bomb", "/sitemap.xml.gz"): page(big_bomb()),
    ("bomb", "/twice"): page(gzip.compress(big_bomb()), Content_Encoding="gzip, gzip"),
    ("large", "/declared"): page(b"x" * (MAX_BYTES + 1)),
    ("large", "/streamed"): stream,
    ("wire", "/cut"): raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nonly this"),
    ("wire", "/spill"): spill_of_headers,
    ("wire", "/no-http"): raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    ("wire", "/bad-gzip"): page(b"this is no gzip", Content_Encoding="gzip"),
    ("wire", "/control"): raw(b"HTTP/1.1 200 OK\r\nETag: \x01\x02\r\nContent-Length: 2\r\n\r\nok"),
    ("move", "/well"): redirect("http://good.localhost:{port}/two"),
    ("move", "/loop"): redirect("/loop"),
    ("move", "/metadata"): redirect("http://169.254.169.254/latest/meta-data/"),
    ("move", "/private"): redirect("http://10.0.0.1/"),
    ("move", "/mapped"): redirect("http://[::ffff:192.168.0.1]/"),
    ("move", "/file"): redirect("file:///etc/passwd"),
    ("move", "/user"): redirect("http://somebody:secret@good.localhost:{port}/two"),
    ("move", "/disallowed"): redirect("http://busy.localhost:{port}/x"),
    ("html", "/feed"): page(),
    ("press", "/robots.txt"): page(b"", 404),
    ("map", "/sitemap.xml"): sitemap_index,
    **{("map", f"/map{n}.xml.gz"): packed_sitemap for n in range(7)},
    **{("map", f"/of-map-{n}"): page() for n in range(7)},
    **{("press", f"/p{n}"): page() for n in range(70)},
}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # more connections than that at once are tried again by TCP, a second late


@pytest.fixture(scope="module")
def web() -> Iterator[Hostile]:
    server = Server(("127.0.0.1", 0), Handler)
    hostile = Hostile(port=server.server_address[1])
    Handler.web = hostile
    ROUTES.update(
        {("press", f"/wp-json/wp/v2/posts?{query}"): posts for n in (1, 2, 3, 4) for query in [_wordpress_query(n)]}
    )
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield hostile
    server.shutdown()
    server.server_close()


def _wordpress_query(number: int) -> str:
    from crawler.wordpress import api_url

    return api_url("http://x/", 20, number).partition("?")[2]


def limits(**changes: object) -> CrawlLimits:
    base = CrawlLimits(
        user_agent=AGENT,
        delay_seconds=0,
        timeout_seconds=TIMEOUT_SECONDS,
        max_bytes=MAX_BYTES,
        allow_loopback=True,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def source(web: Hostile, host: str, path: str, kind: SourceKind = "feed") -> Source:
    return Source(key=host + path, name=host, url=web.url(host, path), kind=kind, owner="city", language="nl")


def crawl(plan: CrawlPlan) -> list[CrawlEvent]:
    done = subprocess.run(
        [sys.executable, "-m", "crawler.spider"],
        input=plan.to_json().encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
        env={"http_proxy": "http://127.0.0.1:9/", "PYTHONPATH": ".", "PATH": ""},
    )
    return list(read_events(io.BytesIO(done.stdout)))


@dataclass
class Crawled:
    plan: CrawlPlan
    events: list[CrawlEvent]
    web: Hostile

    def pages(self, host: str) -> dict[str, tuple[str, str]]:
        """Return path → outcome and reason of a host's article pages."""
        start = self.web.url(host, "")
        return {
            event.url.removeprefix(start): (event.outcome, event.reason)
            for event in self.events
            if isinstance(event, PageRead) and event.url.startswith(start)
        }

    def read(self, key: str) -> list[SourceRead]:
        return [event for event in self.events if isinstance(event, SourceRead) and event.source == key]


@pytest.fixture(scope="module")
def crawled(web: Hostile) -> Crawled:
    visited = [
        *(web.url("busy", f"/{n}") for n in range(8)),
        *(web.url("slow", f"/{n}") for n in range(3)),
        *(web.url("polite", f"/{n}") for n in range(8)),
        *(web.url(host, path) for host, path in ROUTES if host in ("status", "tired", "trickle", "silent", "flood")),
        *(web.url(host, path) for host, path in ROUTES if host in ("large", "wire", "move") and path != "*"),
        *(web.url(host, "/") for host in ("shut", "rude", "endless-robots", "bomb")),
        web.url("bomb", "/twice"),
        "http://127.0.0.1:1/",
        "http://no-such-host.invalid/",
        "http://169.254.169.254/",
        "ftp://good.localhost/",
        "no address at all",
        f"{web.url('good')}{'x' * 3000}",
    ]
    plan = CrawlPlan(
        sources=(
            source(web, "good", "/feed"),
            source(web, "other", "/feed"),
            source(web, "partly", "/", "listing"),
            source(web, "map", "/sitemap.xml", "sitemap"),
            source(web, "press", "/", "wordpress"),
            source(web, "html", "/feed"),
            source(web, "bomb", "/sitemap.xml.gz", "sitemap"),
            source(web, "status", "/error"),
            source(web, "nowhere", "/feed"),
        ),
        visits=tuple(Visit(url=url, source="visited") for url in visited),
        limits=limits(),
        now=NOW,
    )
    started = time.monotonic()
    events = crawl(plan)
    assert time.monotonic() - started < 30
    return Crawled(plan, events, web)


def test_every_planned_request_ends_in_exactly_one_event(crawled: Crawled) -> None:
    told = [event for event in crawled.events if isinstance(event, SourceRead | PageRead)]
    asked = Counter((type(event), event.source, event.url) for event in told)
    assert max(asked.values()) == 1
    assert {visit.url for visit in crawled.plan.visits} <= {event.url for event in told}
    assert {source.key for source in crawled.plan.sources} <= {event.source for event in told}
    done = crawled.events[-1]
    assert isinstance(done, CrawlDone)
    assert (done.statistics["reason"], done.statistics["unfinished"]) == ("finished", 0)


def test_good_source_beside_bad_ones_is_complete(crawled: Crawled) -> None:
    (read,) = crawled.read("good/feed")
    assert (read.outcome, read.etag) == ("ok", '"feed"')
    assert [entry.url for entry in read.listed] == [crawled.web.url("good", "/one"), crawled.web.url("good", "/two")]
    one_two = (crawled.web.url("good", "/one"), crawled.web.url("good", "/two"))
    pages = [event for event in crawled.events if isinstance(event, PageRead) and event.url in one_two]
    assert {(event.url, event.outcome, event.etag) for event in pages} == {
        (crawled.web.url("good", "/one"), "ok", '"one"'),
        (crawled.web.url("good", "/two"), "ok", '"two"'),
    }
    first = pages[0].page
    assert first is not None
    assert (first.body, first.status, first.fetched_at) == (ARTICLE, 200, NOW)
    assert ("content-type", "text/html") in first.headers


def test_article_that_two_sources_list_is_fetched_once(crawled: Crawled) -> None:
    assert [read.outcome for read in crawled.read("other/feed")] == ["ok"]
    assert crawled.pages("other") == {"/own": ("ok", "")}
    assert (
        sum(event.url == crawled.web.url("good", "/one") for event in crawled.events if isinstance(event, PageRead))
        == 1
    )


def test_concurrent_first_requests_all_obey_robots(crawled: Crawled) -> None:
    assert crawled.pages("busy") == {f"/{n}": ("refused", "robots.txt disallows it") for n in range(8)}
    assert crawled.web.paths("busy") == ["/robots.txt"]


def test_disallowed_path_is_never_requested_and_other_sites_are_not_followed(crawled: Crawled) -> None:
    assert crawled.pages("partly") == {
        "/news/first-public-article-of-the-city": ("ok", ""),
        "/news/second-public-article-of-the-city": ("ok", ""),
        "/private/third-article-of-the-city": ("refused", "robots.txt disallows it"),
    }
    assert "/private/third-article-of-the-city" not in crawled.web.paths("partly")
    assert not any(event.url.startswith("http://elsewhere") for event in crawled.events if isinstance(event, PageRead))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("shut", ("broken", "robots.txt answered 503, so nothing may be fetched")),
        ("endless-robots", ("timed out", "robots.txt: no whole answer in time")),
    ],
)
def test_unreadable_robots_disallow_all(crawled: Crawled, host: str, expected: tuple[str, str]) -> None:
    assert crawled.pages(host) == {"/": expected}
    assert set(crawled.web.paths(host)) == {"/robots.txt"}


def test_robots_that_hang_up_disallow_all(crawled: Crawled) -> None:
    assert crawled.pages("rude")["/"][0] == "broken"
    assert set(crawled.web.paths("rude")) == {"/robots.txt"}


def test_crawl_delay_is_kept_between_all_requests(crawled: Crawled) -> None:
    times = crawled.web.times["slow"]
    assert len(times) == 4
    assert min(late - early for early, late in itertools.pairwise(times)) >= 0.65


def test_hosts_are_asked_one_request_at_a_time(crawled: Crawled) -> None:
    assert crawled.web.at_once == [1] * 9


def test_statuses_become_outcomes(crawled: Crawled) -> None:
    assert crawled.pages("status") == {
        "/gone": ("gone", "answered 410"),
        "/forbidden": ("blocked", "answered 403"),
        "/error": ("broken", "answered 500"),
        "/unavailable": ("broken", "answered 503"),
        "/unasked-304": ("broken", "answered 304"),
    }
    assert crawled.pages("tired") == {"/too-many": ("blocked", "answered 429")}
    assert [(read.outcome, read.reason) for read in crawled.read("status/error")] == [("broken", "answered 500")]
    assert [read.outcome for read in crawled.read("nowhere/feed")] == ["gone"]


@pytest.mark.parametrize("host", ["trickle", "silent", "flood"])
def test_endless_answer_is_timed_out_and_not_asked_again(crawled: Crawled, host: str) -> None:
    assert crawled.pages(host) == {"/": ("timed out", "no whole answer in time")}
    assert crawled.web.paths(host) == ["/robots.txt", "/"]


def test_too_large_answers_are_dropped(crawled: Crawled) -> None:
    too_large = ("broken", "the answer is too large")
    assert crawled.pages("bomb") == {"/": too_large, "/twice": too_large}
    assert crawled.pages("large") == {"/declared": too_large, "/streamed": too_large}
    assert [read.outcome for read in crawled.read("bomb/sitemap.xml.gz")] == ["parse failed"]


def test_malformed_answers_are_broken(crawled: Crawled) -> None:
    outcomes = {path: outcome for path, (outcome, _) in crawled.pages("wire").items()}
    assert outcomes == {
        "/cut": "broken",
        "/spill": "broken",
        "/no-http": "broken",
        "/bad-gzip": "broken",
        "/control": "ok",
    }
    control = next(event for event in crawled.events if isinstance(event, PageRead) and event.url.endswith("/control"))
    assert control.etag is None


def test_redirects_are_followed_where_they_may_lead(crawled: Crawled) -> None:
    pages = crawled.pages("move")
    assert {path: outcome for path, (outcome, _) in pages.items()} == {
        "/well": "ok",
        "/loop": "broken",
        "/metadata": "refused",
        "/private": "refused",
        "/mapped": "refused",
        "/file": "broken",
        "/user": "refused",
        "/disallowed": "refused",
    }
    assert crawled.web.paths("move").count("/loop") == 6
    moved = next(event for event in crawled.events if isinstance(event, PageRead) and event.url.endswith("/well"))
    assert moved.page is not None
    assert moved.page.final_url == crawled.web.url("good", "/two")


def test_addresses_that_lead_nowhere_have_their_reason(crawled: Crawled) -> None:
    told = {event.url: (event.outcome, event.reason) for event in crawled.events if isinstance(event, PageRead)}
    assert told["http://127.0.0.1:1/"] == ("broken", "robots.txt: the host refuses connections")
    assert told["http://no-such-host.invalid/"] == ("broken", "robots.txt: the host's name is not known")
    assert told["http://169.254.169.254/"] == ("refused", "169.254.169.254 is not on the open web")
    assert told["ftp://good.localhost/"] == ("refused", "not a web address we follow")
    assert told["no address at all"] == ("refused", "not a web address we follow")


def test_sitemap_index_is_followed_to_five_packed_sitemaps(crawled: Crawled) -> None:
    reads = crawled.read("map/sitemap.xml")
    assert sorted((read.part, read.outcome) for read in reads) == [(part, "ok") for part in range(6)]
    index = next(read for read in reads if read.part == 0)
    assert (index.etag, index.listed) == (None, ())
    assert {path: outcome for path, (outcome, _) in crawled.pages("map").items()} == {
        f"/of-map-{n}": "ok" for n in range(5)
    }


def test_wordpress_is_read_three_pages_back_when_nothing_is_known(crawled: Crawled) -> None:
    reads = crawled.read("press/")
    # the newest page last: told first, it would hide the older ones from the crawl after one that was cut off
    assert [(read.part, len(read.listed)) for read in reads] == [(2, 20), (1, 20), (0, 20)]
    assert len(crawled.pages("press")) == crawled.plan.limits.max_pages_per_source


def test_page_that_is_no_feed_is_a_failed_parse(crawled: Crawled) -> None:
    (read,) = crawled.read("html/feed")
    assert (read.outcome, read.listed) == ("parse failed", ())
    assert read.page is not None
    assert read.page.body == ARTICLE


def test_requests_are_honest_and_carry_no_cookies(crawled: Crawled) -> None:
    assert {headers["User-Agent"] for headers in crawled.web.headers} == {AGENT}
    assert not any("Cookie" in headers for headers in crawled.web.headers)
    assert {headers["Accept-Language"] for headers in crawled.web.headers} == {"nl, *;q=0.5", "*"}


def test_second_crawl_asks_conditionally_and_fetches_nothing_known(web: Hostile) -> None:
    one, two = web.url("good", "/one"), web.url("good", "/two")
    plan = CrawlPlan(
        sources=(source(web, "good", "/feed"), source(web, "other", "/feed"), source(web, "press", "/", "wordpress")),
        visits=(Visit(url=two, source="good/feed"),),
        known=(one, two, web.url("other", "/own"), *(web.url("press", f"/p{n}") for n in range(5, 60))),
        validators={web.url("good", "/feed"): ('"feed"', None), two: ('"two"', None), one: ('"one"', None)},
        limits=limits(),
    )
    events = [event for event in crawl(plan) if isinstance(event, SourceRead | PageRead)]
    told = {(event.url, event.outcome, event.etag) for event in events if "press" not in event.source}
    assert told == {
        (web.url("good", "/feed"), "unchanged", '"feed"'),
        (web.url("other", "/feed"), "ok", None),
        (two, "unchanged", '"two"'),
    }
    press = [event for event in events if "press" in event.source]
    assert [type(event) for event in press].count(SourceRead) == 1
    assert {event.url for event in press if isinstance(event, PageRead)} == {
        web.url("press", f"/p{n}") for n in range(5)
    }


def untrusted_certificate(folder: Path) -> Path:
    """Write a certificate that only its owner vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "secret.localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=3650))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secret.localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def test_untrusted_certificate_is_refused(web: Hostile, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(untrusted_certificate(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        url = f"https://secret.localhost:{server.server_address[1]}/"
        read, _ = crawl(CrawlPlan(visits=(Visit(url=url, source="visited"),), limits=limits()))
        server.shutdown()
    assert isinstance(read, PageRead)
    assert (read.outcome, read.reason.partition(":")[2].strip()[:30]) == ("broken", "no trusted TLS connection: [('")
    assert web.paths("secret") == []


def started(plan: CrawlPlan) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-m", "crawler.spider"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.write(plan.to_json().encode())
    child.stdin.close()
    return child


def waiting_plan(web: Hostile) -> CrawlPlan:
    return CrawlPlan(
        sources=(source(web, "good", "/feed"), source(web, "press", "/", "wordpress")),
        visits=(Visit(url=web.url("trickle"), source="visited"),),
        limits=limits(timeout_seconds=30),
    )


def test_killed_crawl_leaves_only_whole_events(web: Hostile) -> None:
    with started(waiting_plan(web)) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(5)]
        child.kill()
        lines += child.stdout.readlines()
    events = list(read_events(lines))
    assert len(events) >= 5
    assert not any(isinstance(event, CrawlDone) for event in events)
    assert child.returncode == -signal.SIGKILL


def test_crawl_without_reader_ends_at_once(web: Hostile) -> None:
    with started(waiting_plan(web)) as child:
        assert child.stdout is not None
        event_from_json(child.stdout.readline())
        child.stdout.close()
        assert child.wait(timeout=5) == 3


def test_crawl_out_of_time_says_what_it_did_not_ask(web: Hostile) -> None:
    urls = [web.url("slow", f"/late-{n}") for n in range(9)]
    plan = CrawlPlan(visits=tuple(Visit(url=url, source="visited") for url in urls), limits=limits(max_seconds=1.5))
    *reads, done = crawl(plan)
    assert isinstance(done, CrawlDone)
    assert done.statistics["reason"] == "out of time"
    pages = [read for read in reads if isinstance(read, PageRead)]
    assert done.statistics["unfinished"] == 9 - len(pages) > 0
    assert {read.outcome for read in pages} <= {"ok"}


def test_no_plan_is_said_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-m", "crawler.spider"], input=b"{}", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_robots_of_many_names_are_cut_to_ours() -> None:
    text = "User-agent: a\nuser-agent : b\nUser Agent Citydesk/2.0 # us\nDisallow: /x\n"
    text += "User-agent: city\nUser-agent: *\nAllow: /"
    assert relevant_groups(text, "citydesk") == (
        "user-agent: another\nuser-agent: citydesk\nDisallow: /x\nuser-agent: another\nuser-agent: *\nAllow: /"
    )


def test_hostile_robots_are_read_in_moderate_time() -> None:
    names = "".join(f"user-agent:a{n}\n" for n in range(18_000))
    text = names + "allow:/a\n" * 28_000 + "disallow:/" + "*a" * 1_000 + "\n"
    began = time.monotonic()
    rules = Protego.parse(relevant_groups(text, "citydesk"))
    assert rules.can_fetch("http://example.org/" + "a" * 2_000, "citydesk")
    assert time.monotonic() - began < 30

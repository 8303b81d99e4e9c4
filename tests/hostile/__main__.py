"""`python -m tests.hostile ARCHIVE` → a crawl of the hostile web, as citydesk crawls; its figures as one JSON line."""

from __future__ import annotations

import json
import resource
import ssl
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from citydesk.archive import Archive
from citydesk.pipeline.crawl import crawl
from citydesk.progress import hide
from citydesk.service_models import Crawl
from crawler.article import Source
from tests.hostile.behaviours import FORBIDDEN, MAX_BYTES, PAGES, SOURCES, ok, rss, status
from tests.hostile.wire import Behaviour, serve

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
LISTED = 20  # pages that one feed lists
GOOD = 5  # sources that do nothing wrong, with four articles each
CRAWL = Crawl(allow_loopback=True, delay_seconds=0, timeout_seconds=8, max_bytes=MAX_BYTES, max_pages_per_source=LISTED)


def main(path: Path, certificate: Path | None = None) -> dict[str, object]:
    """Serve, crawl and tell: seconds, the crawler's memory at most, and whom it asked."""
    behaviours: dict[str, Behaviour] = {name: case.behave for name, case in PAGES.items() if "robots-" not in name}
    behaviours |= {name: _list(kind, case.behave) for name, (kind, case) in SOURCES.items()}
    behaviours |= {name: _by_path(case.behave) for name, case in PAGES.items() if "robots-" in name}
    server, web = serve(behaviours)
    addresses = [f"http://{name}.localhost:{web.port}/" for name in PAGES]
    addresses += [f"https://no-tls.localhost:{web.port}/", *FORBIDDEN]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        tls, secure = serve({"self-signed": ok()}, context)
        addresses.append(f"https://self-signed.localhost:{secure.port}/")
    feeds = [addresses[start : start + LISTED] for start in range(0, len(addresses), LISTED)]
    behaviours |= {f"lists-{number}": ok(rss(*links)) for number, links in enumerate(feeds)}
    behaviours |= {
        f"good-{number}": _site([f"http://good-{number}.localhost:{web.port}/{n}" for n in range(4)])
        for number in range(GOOD)
    }
    names = [*(f"lists-{number}" for number in range(len(feeds))), *(f"good-{number}" for number in range(GOOD))]
    sources = [_source(name, "feed", web.port) for name in names]
    sources += [_source(name, kind, web.port) for name, (kind, _) in SOURCES.items()]
    began = time.monotonic()
    with Archive(path) as archive:
        crawl(archive, sources, CRAWL, lambda: NOW, hide)
    seconds = time.monotonic() - began
    server.shutdown()
    if certificate is not None:
        tls.shutdown()
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": megabytes, "asked": sorted({host for host, _ in web.asked})}


def _by_path(robots: Behaviour) -> Behaviour:
    return lambda asked: robots(asked) if asked.path == "/robots.txt" else ok()(asked)


def _list(kind: str, behave: Behaviour) -> Behaviour:
    """Return a list at its own address; what feeds and sitemaps name is not there."""
    is_one_page = kind in ("feed", "sitemap")
    return lambda asked: status("404 Not Found")(asked) if is_one_page and asked.path != "/" else behave(asked)


def _site(articles: list[str]) -> Behaviour:
    return lambda asked: ok(rss(*articles))(asked) if asked.path == "/" else ok()(asked)


def _source(name: str, kind: str, port: int) -> Source:
    url = f"http://{name}.localhost:{port}/"
    return Source(key=name, name=name, url=url, kind=kind, owner="city")  # type: ignore[arg-type]


if __name__ == "__main__":
    print(json.dumps(main(*map(Path, sys.argv[1:]))))

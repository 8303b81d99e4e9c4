"""A web of a few hosts on one port of this machine, told by a function what to answer, that notes what it was asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from citydesk.service_models import Crawl

LOCAL = Crawl(delay_seconds=0, timeout_seconds=10, allow_loopback=True)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request."""

    host: str  # its first label
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One answer."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class SmallWeb:
    """What answers, and what was asked."""

    port: int
    answer: Callable[[Asked], Told | None]  # None = 404
    asked: list[Asked] = field(default_factory=list)

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def paths(self, host: str) -> list[str]:
        """Return what was asked of a host since the last call."""
        found = [one.path for one in self.asked if one.host == host]
        self.asked = [one for one in self.asked if one.host != host]
        return found


@contextlib.contextmanager
def small_web(answer: Callable[[Asked], Told | None]) -> Iterator[SmallWeb]:
    """Serve until left."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(".localhost")[0]
            asked = Asked(host=host, path=self.path, headers=dict(self.headers))
            web.asked.append(asked)
            told = web.answer(asked) or Told(status=404)
            body = told.body.encode() if isinstance(told.body, str) else told.body
            with contextlib.suppress(OSError):
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                if told.status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        web = SmallWeb(port=server.server_address[1], answer=answer)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield web
        server.shutdown()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of crawlers that were killed."""


def rss(*entries: tuple[str, str, str, str]) -> Told:
    """Return a feed of (link, title, text, date) entries."""
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><description><![CDATA[{text}]]></description>"
        f"<pubDate>{date}</pubDate></item>"
        for link, title, text, date in entries
    )
    feed = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return Told(body=feed, headers={"Content-Type": "application/rss+xml"})


def html(title: str, *paragraphs: str, head: str = "") -> Told:
    """Return an article's page."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = f"<html lang='en'><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{text}</main></body>"
    return Told(body=page + "</html>", headers={"Content-Type": "text/html; charset=utf-8"})

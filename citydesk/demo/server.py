"""Content in, a web server on 127.0.0.1 out: serve_demo() answers for every host of the demo web on one port."""

from __future__ import annotations

import gzip
import hashlib
import socket
import socketserver
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from citydesk.demo.content_reader import DemoSite, read_sites
from citydesk.demo.shown import STAGE_TIMES
from citydesk.demo.sites import Answer, Request, answer, load_templates

_TRICKLE = b"<!-- more is coming -->\n"
_TRICKLE_DELAY_SECONDS = 0.2


class DemoWeb:
    """The running server: set `stage` to 2 for the web as the second crawl finds it."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.port: int = server.server_address[1]

    @property
    def stage(self) -> int:
        """Return which crawl's web is shown: 1 or 2."""
        return self._server.stage

    @stage.setter
    def stage(self, stage: int) -> None:
        if stage not in STAGE_TIMES:
            raise ValueError(f"the demo web has no stage {stage}; use one of {', '.join(map(str, STAGE_TIMES))}")
        self._server.stage = stage

    @property
    def requests(self) -> Counter[int]:
        """Return how many requests were answered with each status so far."""
        with self._server.lock:
            return Counter(self._server.answered)

    @property
    def forbidden_hits(self) -> int:
        """Return how often a page was fetched that robots.txt keeps crawlers from; 0 is polite."""
        with self._server.lock:
            return self._server.forbidden


@contextmanager
def serve_demo(port: int = 0, folder: Traversable | None = None) -> Iterator[DemoWeb]:
    """Serve the demo web on 127.0.0.1 until the block is left; port 0 takes a free one.

    `folder` holds other content than what is shipped. Raises ConfigError for a mistake in the content and OSError
    if the port is taken. Endless pages are cut off at the end.
    """
    server = _Server(port, {site.key: site for site in read_sites(folder)})
    # The accept loop looks for the end this often: a test should not wait half a second.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="demo-web")
    thread.start()
    try:
        yield DemoWeb(server)
    finally:
        server.shutdown()
        server.close_connections()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """Holds what the handlers share, and knows its open connections so that none outlives it."""

    daemon_threads = False  # server_close() then waits for the handlers, which close_connections() has freed

    def __init__(self, port: int, sites: Mapping[str, DemoSite]) -> None:
        self.sites = sites
        self.templates = load_templates()
        self.stage = 1
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        self.answered: Counter[int] = Counter()
        self.forbidden = 0
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own would look up the host's name, which may take seconds where there is no DNS.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        with self.lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        with self.lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        self.is_over.set()
        with self.lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def count(self, status: int, *, is_forbidden: bool) -> None:
        with self.lock:
            self.answered[status] += 1
            self.forbidden += is_forbidden

    def handle_error(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        # A client that leaves in the middle is no news.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "citydesk-demo"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        stage = self.server.stage
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self._send(Answer(status=400, body=b"no such address\n"), stage)
            return
        host = self.headers.get("Host", "")
        request = Request(host=host, path=parts.path or "/", query=parts.query, stage=stage)
        self._send(answer(request, self.server.sites, self.server.templates), stage)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, said: Answer, stage: int) -> None:
        is_packed = "gzip" in self.headers.get("Accept-Encoding", "") and not said.is_endless
        body = gzip.compress(said.body, mtime=0) if is_packed else said.body
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        can_compare = said.status == HTTPStatus.OK and said.modified is not None and not said.is_endless
        is_known = can_compare and self._knows(etag, said.modified)
        status = HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus(said.status)
        self.server.count(status, is_forbidden=said.is_forbidden)
        self.send_response_only(status)
        self.send_header("Server", self.version_string())
        self.send_header("Date", _http_date(STAGE_TIMES[stage]))
        for name, value in said.headers:
            self.send_header(name, value)
        if can_compare and said.modified:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", _http_date(said.modified))
        self.send_header("Vary", "Accept-Encoding")
        if is_known:
            self.end_headers()
        elif said.is_endless:
            self._trickle(body)
        else:
            self._send_whole(body, is_packed=is_packed)

    def _knows(self, etag: str, modified: datetime | None) -> bool:
        """Ask whether the client has these bytes; a date counts only without a tag (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return etag in known or "*" in known
        since = _read_date(self.headers.get("If-Modified-Since"))
        return since is not None and modified is not None and modified.replace(microsecond=0) <= since

    def _send_whole(self, body: bytes, *, is_packed: bool) -> None:
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _trickle(self, body: bytes) -> None:
        """Send a page that never ends: without a length it lasts until one side closes the connection."""
        self.close_connection = True
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(body.partition(b"</html>")[0])
        while not self.server.is_over.wait(_TRICKLE_DELAY_SECONDS):
            self.wfile.write(_TRICKLE)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _read_date(header: str | None) -> datetime | None:
    try:
        since = parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
    return since if since is None or since.tzinfo else since.replace(tzinfo=UTC)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)

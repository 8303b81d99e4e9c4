"""A raw socket server: each connection is handed to what the asked host does. Hosts are names below `.localhost`."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PATIENCE_SECONDS = 10.0  # after which even an endless answer ends


@dataclass
class Web:
    """Where it is served, and what was asked of it: host and path."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """One request being answered."""

    host: str
    path: str
    port: int
    send: Callable[[bytes], None]
    abort: Callable[[], None]

    def answer(self, status: str = "200 OK", body: bytes = b"", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def endlessly(self, data: bytes, pause: float = 0.0) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            self.send(data)
            time.sleep(pause)


Behaviour = Callable[[Asked], None]


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256


def serve(behaviours: dict[str, Behaviour], tls: ssl.SSLContext | None = None) -> tuple[Server, Web]:
    """Serve behaviours by host on a free port until the server is shut down."""
    web = Web()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                connection: Any = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                connection.settimeout(PATIENCE_SECONDS)
                self._answer(connection)
            except OSError:
                pass

        def _answer(self, connection: Any) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                data = connection.recv(65536)
                if not data:
                    return
                head += data
            lines = head.decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1]
            host = next((line[6:] for line in lines if line.lower().startswith("host: ")), "")
            host = host.partition(".localhost")[0]
            web.asked.append((host, path))
            asked = Asked(host, path, web.port, connection.sendall, lambda: _reset(connection))
            if path == "/robots.txt" and not host.startswith("robots-"):
                asked.answer("404 Not Found")
            else:
                behaviours.get(host, _not_found)(asked)

    server = Server(("127.0.0.1", 0), Handler)
    web.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server, web


def _not_found(asked: Asked) -> None:
    asked.answer("404 Not Found")


def _reset(connection: Any) -> None:
    import socket
    import struct

    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()

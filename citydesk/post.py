"""One POST to an address of config → its answer, or why there is none: the one client of the service's own requests.

No second try, no redirect, no proxy; bounded in time and size as a whole, however slowly and however long it answers.
"""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult

_PIECE = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Why there is no answer, without anything of what was said: "is too slow"."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


def post(
    address: SplitResult, body: bytes, headers: Mapping[str, str], seconds: float, most_bytes: int
) -> Answer | NoAnswer:
    """Return the answer to a body posted. A timer ends the connection from outside: no read can outlast it."""
    connection = _connection(address, seconds)
    late = threading.Event()

    def end() -> None:
        late.set()
        _shut(connection)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", address.path + (f"?{address.query}" if address.query else ""), body, dict(headers))
        answer = connection.getresponse()
        found = _read(answer, most_bytes) if 200 <= answer.status < 300 else Answer(status=answer.status, body=b"")
        return NoAnswer(reason="is too slow") if late.is_set() else found
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            return NoAnswer(reason="is too slow")
        return NoAnswer(reason=f"can't be reached: {type(error).__name__}")
    finally:
        timer.cancel()
        connection.close()


def _connection(address: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = address.hostname or ""
    if address.scheme == "https":
        return http.client.HTTPSConnection(host, address.port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, address.port, timeout=seconds)


def _shut(connection: http.client.HTTPConnection) -> None:
    try:
        if connection.sock is not None:
            connection.sock.shutdown(2)
    except OSError:
        pass  # it ended by itself


def _read(answer: http.client.HTTPResponse, most_bytes: int) -> Answer | NoAnswer:
    found = bytearray()
    while piece := answer.read(min(_PIECE, most_bytes + 1 - len(found))):
        found += piece
        if len(found) > most_bytes:
            return NoAnswer(reason="answers too much")
    return Answer(status=answer.status, body=bytes(found))

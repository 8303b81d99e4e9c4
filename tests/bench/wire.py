"""A reader's one connection by HTTP/1.1, kept open: so light that the bench measures the server and not its readers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came back: status, entity tag, bytes of the body."""

    status: int
    tag: str
    size: int


class Wire:
    """A connection to a port of this machine, opened with the first question and again after a failure."""

    def __init__(self, port: int) -> None:
        """Ask at a port."""
        self._port = port
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, tag: str = "") -> Told:
        """Return what a path answers. `tag`: of the page that is known. Raise OSError or EOFError."""
        reader, writer = self._open or await asyncio.open_connection("127.0.0.1", self._port)
        self._open = None
        known = f"if-none-match: {tag}\r\n" if tag else ""
        writer.write(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n{known}\r\n".encode())
        line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(one.lower().split(": ", 1) for one in lines if ": " in one)
        status = int(line.split(" ")[1])
        size = 0 if status == 304 else int(headers["content-length"])
        await reader.readexactly(size)
        self._open = reader, writer
        return Told(status=status, tag=headers.get("etag", "").replace('w/"', 'W/"'), size=size)

    def close(self) -> None:
        """Close the connection."""
        if self._open:
            self._open[1].close()

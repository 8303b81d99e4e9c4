"""Scrapy's HTTP handler, with a limit on the head of an answer: bodies have one, status and header lines have none."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.web._newclient import BODY

MAX_HEAD_BYTES = 256 << 10  # browsers stop at that, too


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler with bounded answers. It builds on private names: Scrapy is pinned to 2.19."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Hang up on a server whose head does not end: 20 s of it would be a gigabyte."""

    _head_bytes = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 — Twisted's name
        parser = self._parser
        self._head_bytes = 0 if parser is None or parser.state == BODY else self._head_bytes + len(data)
        if self._head_bytes > MAX_HEAD_BYTES and self.transport is not None:
            self.transport.abortConnection()
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: ARG002, N802 — Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

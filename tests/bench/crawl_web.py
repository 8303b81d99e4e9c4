"""A web of many small sites on this machine, and a bare Scrapy spider that reads them and keeps nothing.

`python -m tests.bench.crawl_web serve SOURCES` prints its port and serves until its input ends; each site has an
address of its own in 127.0.0.0/8. `python -m tests.bench.crawl_web bare PORT SOURCES` reads them all.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from typing import Any

PAGES = 20  # of each source
PARAGRAPH = "<p>The council has decided on the new tram line; works begin in spring and take two years, it says.</p>"


def site(number: int) -> str:
    """Return the host of a source."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def page(host: str, number: int) -> bytes:
    paragraphs = PARAGRAPH * 30
    return f"<html><head><title>News {number} of {host}</title></head><body>{paragraphs}</body></html>".encode()


def feed(host: str, port: int) -> bytes:
    items = "".join(
        f"<item><title>News {n}</title><link>http://{host}:{port}/news/{n}</link></item>" for n in range(PAGES)
    )
    return f"<rss version='2.0'><channel><title>News of {host}</title>{items}</channel></rss>".encode()


async def serve() -> None:
    """Serve on any address of this machine, and say on which port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                host, _, port = head.lower().split(b"host: ", 1)[1].split(b"\r\n", 1)[0].decode().partition(":")
                writer.write(_response(path, host, int(port)))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def _response(path: str, host: str, port: int) -> bytes:
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    kind, body = ("text/html", page(host, int(path[6:]))) if path != "/" else ("application/rss+xml", feed(host, port))
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def bare(port: int, sources: int) -> None:
    """Read all sites with Scrapy as it is, robots.txt too, one connection a host; print how many pages it read."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = [f"http://{site(number)}:{port}/" for number in range(sources)]  # noqa: RUF012
        read = 0

        def parse(self, response: Any) -> Iterator[Any]:
            for link in response.xpath("//item/link/text()").getall():
                yield scrapy.Request(link, self.parse_page)

        def parse_page(self, response: Any) -> None:
            Bare.read += bool(response.body)

    settings: dict[str, Any] = {"ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    settings |= {"DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    print(json.dumps({"pages": Bare.read}))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(serve())
    else:
        bare(int(sys.argv[2]), int(sys.argv[3]))

"""What hosts do to whoever asks for a page or a list, each with the outcome a crawl has to store for it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zlib
from dataclasses import dataclass

from crawler.article import SourceKind
from tests.hostile.wire import PATIENCE_SECONDS, Asked, Behaviour

TEXT = "The new tram line opens on Monday. It runs from the station to the harbour, says the mayor of the city. " * 4
PAGE = (
    f"<html><head><title>News</title></head><body><article><h1>Tram</h1><p>{TEXT}</p></article></body></html>".encode()
)
MAX_BYTES = 2_000_000  # what the crawl may read of one answer
TOO_MUCH = ("broken", "timed out")  # whichever limit comes first: it depends on the machine


@dataclass(frozen=True)
class Case:
    """One host's behaviour. `outcomes`: those that are right; `reason`: a part of the words stored with it."""

    behave: Behaviour
    outcomes: tuple[str, ...]
    reason: str = ""


def ok(body: bytes = PAGE, *headers: str, status: str = "200 OK") -> Behaviour:
    return lambda asked: asked.answer(status, body, *(headers or ("Content-Type: text/html; charset=utf-8",)))


def status(line: str) -> Behaviour:
    return lambda asked: asked.answer(line)


def raw(data: bytes) -> Behaviour:
    return lambda asked: asked.send(data)


def to(where: str) -> Behaviour:
    return lambda asked: asked.answer("302 Found", b"", f"Location: {where.format(port=asked.port)}")


def forever(head: bytes, data: bytes, pause: float = 0.0) -> Behaviour:
    def behave(asked: Asked) -> None:
        asked.send(head)
        asked.endlessly(data, pause)

    return behave


def silence(asked: Asked) -> None:
    import time

    time.sleep(PATIENCE_SECONDS)


def reset(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
    asked.abort()


def chain(asked: Asked) -> None:
    number = int(asked.path.strip("/") or 0)
    asked.answer("302 Found", b"", f"Location: /{number + 1}")


def bomb(layers: int = 1, megabytes: int = 60) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as out:
        for _ in range(megabytes):
            out.write(bytes(1 << 20))
    data = packed.getvalue()
    for _ in range(layers - 1):
        data = gzip.compress(data)
    return data


def brotli_bomb() -> bytes:
    import brotli  # type: ignore[import-untyped] # Scrapy's own, which undoes the coding

    return bytes(brotli.compress(bytes(60 << 20), quality=1))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TAGS = b"<html><body>" + b"<b><i>x" * 50_000 + b"</body></html>"
DEEP = b"<html><body>" + b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000 + b"</body></html>"
NOISE = random.Random(1).randbytes(50_000)

PAGES: dict[str, Case] = {
    "fine": Case(ok(), ("ok-new",)),
    "no-content": Case(status("204 No Content"), ("ok-empty",)),
    "blank": Case(ok(b" \r\n\t"), ("ok-empty",)),
    "bad-request": Case(status("400 Bad Request"), ("broken",), "answered 400"),
    "login": Case(status("401 Unauthorized"), ("blocked",), "answered 401"),
    "forbidden": Case(status("403 Forbidden"), ("blocked",), "answered 403"),
    "not-found": Case(status("404 Not Found"), ("gone",), "answered 404"),
    "gone": Case(status("410 Gone"), ("gone",), "answered 410"),
    "teapot": Case(status("418 I'm a teapot"), ("broken",), "answered 418"),
    "too-many": Case(status("429 Too Many Requests"), ("blocked",), "answered 429"),
    "legal": Case(status("451 Unavailable For Legal Reasons"), ("blocked",), "answered 451"),
    "error": Case(status("500 Oh No"), ("broken",), "answered 500"),
    "overloaded": Case(status("503 Busy"), ("broken",), "answered 503"),
    "unasked-304": Case(raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), ("broken",), "answered 304"),
    "odd-status": Case(status("999 Denied"), ("broken",), "answered 999"),
    "ssh": Case(raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), ("broken",)),
    "http-0-9": Case(raw(b"<html>no head at all</html>"), ("broken",)),
    "says-nothing": Case(raw(b""), ("broken",)),
    "reset": Case(reset, ("broken",)),
    "silence": Case(silence, ("timed out",)),
    "trickle": Case(forever(HEAD + b"\r\n", b"<p>more</p>", 0.05), ("timed out",)),
    "trickle-head": Case(forever(HEAD, b"X-More: 1\r\n", 0.05), ("timed out",)),
    "continues": Case(forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), ("timed out", "broken")),
    "head-flood": Case(forever(HEAD, b"X-More: and more\r\n" * 1000), ("broken",)),
    "head-line": Case(forever(HEAD + b"X-Long: ", b"x" * 65536), ("broken",)),
    "endless": Case(forever(HEAD + b"\r\n", b"x" * 65536), TOO_MUCH),
    "endless-chunks": Case(
        forever(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"), TOO_MUCH
    ),
    "tiny-chunks": Case(
        forever(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;ext=yes\r\nx\r\n", 0.01), ("timed out",)
    ),
    "says-large": Case(raw(HEAD + b"Content-Length: 999999999999\r\n\r\n"), ("broken",), "too large"),
    "cut": Case(raw(HEAD + b"Content-Length: 5000\r\n\r\nonly this"), ("broken",), "cut off"),
    "cut-chunk": Case(raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nonly"), ("broken",), "cut off"),
    "bad-chunk": Case(raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nonly"), ("broken",)),
    "minus-length": Case(raw(HEAD + b"Content-Length: -5\r\n\r\nonly"), ("broken",)),
    "two-lengths": Case(raw(HEAD + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\nok"), ("broken",)),
    "bomb": Case(ok(bomb(), "Content-Encoding: gzip"), ("broken",), "too large"),
    "bomb-in-bomb": Case(ok(bomb(2), "Content-Encoding: gzip, gzip"), ("broken",), "too large"),
    "bomb-deflate": Case(ok(zlib.compress(bytes(60 << 20)), "Content-Encoding: deflate"), ("broken",), "too large"),
    "bomb-brotli": Case(ok(brotli_bomb(), "Content-Encoding: br"), ("broken",), "too large"),
    "no-gzip": Case(ok(b"this is no gzip", "Content-Encoding: gzip"), ("broken", "ok-new", "ok-empty")),
    "half-gzip": Case(ok(gzip.compress(PAGE)[:90], "Content-Encoding: gzip"), ("broken", "ok-new", "ok-empty")),
    "odd-coding": Case(ok(PAGE, "Content-Encoding: x-rot13"), ("ok-new",)),
    "loop": Case(to("/"), ("broken",)),
    "chain": Case(chain, ("broken",)),
    "to-file": Case(to("file:///etc/passwd"), ("refused", "broken")),
    "to-script": Case(to("javascript:alert(1)"), ("refused", "broken")),
    "to-user": Case(to("http://somebody:secret@fine.localhost:{port}/"), ("refused",)),
    "to-port": Case(to("http://1.1.1.1:22/"), ("refused",)),
    "to-nowhere": Case(lambda asked: asked.answer("302 Found"), ("broken",), "answered 302"),
    "to-nonsense": Case(to("http://[::1/"), ("refused", "broken")),
    "to-long": Case(to("/" + "x" * 60_000), ("broken", "refused", "gone")),
    "to-name": Case(to("http://no-such-name.invalid/"), ("broken",), "not known"),
    "nul-head": Case(raw(HEAD + b"X-Nul: a\0b\r\nContent-Length: 2\r\n\r\nok"), ("ok-new", "broken")),
    "control-head": Case(raw(HEAD + b"ETag: \x01\x02\r\nContent-Length: 2\r\n\r\nok"), ("ok-new", "broken")),
    "latin-head": Case(ok(PAGE, "X-Name: K\xf6ln"), ("ok-new",)),
    "cookies": Case(ok(PAGE, *[f"Set-Cookie: a{n}={'x' * 200}" for n in range(500)]), ("ok-new",)),
    "odd-charset": Case(ok(PAGE, "Content-Type: text/html; charset=utf-99"), ("ok-new",)),
    "wrong-charset": Case(ok("Größe".encode("utf-16-be"), "Content-Type: text/html; charset=utf-8"), ("ok-new",)),
    "noise": Case(ok(NOISE), ("ok-new",)),
    "no-type": Case(ok(PAGE, "X-Nothing: here"), ("ok-new",)),
    "tags": Case(ok(TAGS), ("ok-new",)),
    "deep": Case(ok(DEEP), ("ok-new",)),
    "ten-megabytes": Case(ok(b"<html><body><p>" + b"word " * 2_000_000 + b"</p></body></html>"), TOO_MUCH),
    "robots-shut": Case(status("500 No"), ("broken",), "robots.txt"),
    "robots-endless": Case(forever(HEAD + b"\r\n", b"Disallow: /x\n", 0.05), ("timed out", "broken"), "robots.txt"),
    "robots-forbids": Case(ok(b"User-agent: *\nDisallow: /\n"), ("refused",), "robots.txt"),
    "robots-loop": Case(to("/robots.txt"), ("broken", "timed out")),
    "robots-noise": Case(ok(NOISE), ("ok-new",)),
    "robots-crowd": Case(
        ok(b"".join(b"User-agent: bot%d\n" % n for n in range(20_000)) + b"Disallow: /x\n" * 20_000), ("ok-new",)
    ),
    "robots-century": Case(ok(b"User-agent: *\nCrawl-delay: 3000000000\n"), ("ok-new",)),
}  # fmt: skip

ITEM = b"<rss><channel><item><title>%s</title><link>/x</link></item></channel></rss>"
LEVELS = b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
LAUGHS = b"<!DOCTYPE r [<!ENTITY a 'haha'>%s]>%s" % (LEVELS, ITEM % b"&j;")
BLOWUP = b"<!DOCTYPE r [<!ENTITY a '%s'>]>%s" % (b"x" * 50_000, ITEM % (b"&a;" * 5_000))
PASSWD = b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + ITEM % b"&a;"


def rss(*links: str) -> bytes:
    items = "".join(f"<item><title>News {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


def more_and_more(asked: Asked) -> None:
    number = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
    cards = "".join(
        f"<li><h2><a href='/news/{number}-{n}-of-the-city'>News {n} of page {number} of the city hall</a></h2></li>"
        for n in range(8)
    )
    asked.answer("200 OK", f"<ul>{cards}</ul><a rel='next' href='/?page={number + 1}'>Next</a>".encode())


def posts(asked: Asked) -> None:
    found = [
        {"link": f"http://posts.localhost:{asked.port}/{asked.path[-9:]}-{n}", "title": {"rendered": "P"}}
        for n in range(20)
    ]
    asked.answer("200 OK", json.dumps(found).encode(), "X-WP-TotalPages: 99999999999999999999")


SOURCES: dict[str, tuple[SourceKind, Case]] = {
    "laughs": ("feed", Case(ok(LAUGHS), ("parse-failed", "ok-new", "ok-empty"))),
    "blowup": ("feed", Case(ok(BLOWUP), ("parse-failed", "ok-new", "ok-empty"))),
    "laughing-map": ("sitemap", Case(ok(LAUGHS), ("parse-failed", "ok-empty"))),
    "passwd": ("feed", Case(ok(PASSWD), ("parse-failed", "ok-new"))),
    "html-feed": ("feed", Case(ok(), ("parse-failed",))),
    "empty-feed": ("feed", Case(ok(rss()), ("ok-empty",))),
    "json-deep": ("feed", Case(ok(b"[" * 200_000), ("parse-failed",))),
    "noise-feed": ("feed", Case(ok(NOISE), ("parse-failed",))),
    "own-map": ("sitemap", Case(ok(b"<sitemapindex><sitemap><loc>/</loc></sitemap></sitemapindex>"), ("ok-empty",))),
    "wide-map": ("sitemap", Case(
        ok(b"<urlset>" + b"".join(b"<url><loc>/n%d</loc></url>" % n for n in range(50_001)) + b"</urlset>"),
        ("ok-new", "timed out"))),
    "packed-map": ("sitemap", Case(ok(bomb()), ("parse-failed",), "too large")),
    "wide-feed": ("feed", Case(ok(rss(*(f"/n{n}" for n in range(5_000)))), ("ok-new",))),
    "own-feed": ("feed", Case(ok(rss("/", "")), ("ok-empty", "ok-new", "parse-failed"))),
    "bidi-feed": ("feed", Case(ok(rss("/a").replace(b"News", "\u202egpj.exe\u2066\ufeff".encode())), ("ok-new",))),
    "pages": ("listing", Case(more_and_more, ("ok-new",))),
    "posts": ("wordpress", Case(posts, ("ok-new", "ok-unchanged"))),  # every page says the same
    "no-posts": ("wordpress", Case(ok(b'{"code":"rest_forbidden"}'), ("parse-failed",))),
    "nul-feed": ("feed", Case(ok(rss("/a").replace(b"News", b"\0\0")), ("ok-new", "parse-failed"))),
}  # fmt: skip

# ways to write what must never be asked; none needs a look-up on the network
FORBIDDEN = (
    "http://169.254.169.254/latest/meta-data/", "http://0xa9fea9fe/", "http://2852039166/",
    "http://0251.0376.0251.0376/", "http://169.254.43518/", "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::169.254.169.254]/", "http://[64:ff9b:1::a00:1]/",
    "http://[2002:a9fe:a9fe::1]/", "http://[2001:0:a9fe:a9fe::1]/", "http://[fd00:ec2::254]/", "http://[fe80::1]/",
    "http://[fc00::1]/", "http://[ff02::1]/", "http://[::]/", "http://10.0.0.1/", "http://10.1/", "http://012.0.0.1/",
    "http://0xa000001/", "http://167772161/", "http://172.16.1/", "https://192.168.1.1/", "http://3232235777/",
    "http://１０.０.０.１/", "http://10。0。0。1/", "http://100.100.100.200/", "http://168.63.129.16/",
    "http://192.0.0.192/", "http://224.0.0.1/", "http://255.255.255.255/", "http://0.0.0.0/", "http://1.1.1.1:25/",
)  # fmt: skip

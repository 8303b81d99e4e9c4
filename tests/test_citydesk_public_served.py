"""The public pages over a real port: known pages are not sent again, and hostile requests reach nothing."""

from __future__ import annotations

import gzip
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import httpx
import pytest

from citydesk.archive import Archive
from citydesk.web import patience, shield
from citydesk.web.public.languages import LANGUAGES
from tests.conftest import need
from tests.public_samples import feeds_of, kinds_of_pages, sample_bytes
from tests.served import serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("public")
    (found / "archive.sqlite").write_bytes(sample_bytes())
    return found


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[str]:
    with Archive(folder / "archive.sqlite") as archive:
        pages = [path for path in kinds_of_pages(archive) if not path.startswith("no-such")]
        feeds = [f"{feed}.{ending}" for feed in feeds_of(archive) for ending in ("rss", "atom", "json")]
    return [f"fr/{path}" for path in (*pages, *feeds)] + ["sitemap.xml", "robots.txt", "en/feeds/feeds.opml"]


def said(site: str, request: bytes, wait: float = 5.0) -> bytes:
    """Return what a server says to bytes, until it closes the connection or says no more."""
    host, port = site.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as connection:
        connection.sendall(request)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return found


def test_who_has_a_page_or_feed_is_not_sent_it_again(site: str, paths: list[str]) -> None:
    dated = set()
    with httpx.Client(base_url=site) as client:
        for path in paths:
            first = client.get(f"/{path}")
            assert first.status_code == 200, path
            again = client.get(f"/{path}", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"]), path
            assert client.get(f"/{path}", headers={"if-none-match": '"other"'}).status_code == 200
            if "last-modified" in first.headers:
                dated.add(path)
                known = client.get(f"/{path}", headers={"if-modified-since": first.headers["last-modified"]})
                assert known.status_code == 304, path
                old = client.get(f"/{path}", headers={"if-modified-since": "Mon, 02 Nov 2020 08:00:00 GMT"})
                assert old.status_code == 200
    without = {path for path in paths if "/feed" in path and path not in dated and path != "en/feeds/feeds.opml"}
    assert without == {
        "fr/feeds/",
        *(f"fr/projects/cities-grow/feed.{one}" for one in ("rss", "atom", "json")),
    }  # empty


def test_packed_and_plain_are_the_same_page(site: str) -> None:
    with httpx.Client(base_url=site, headers={"accept-encoding": "identity"}) as client:
        plain = client.get("/en/cities/ghent/")
        packed = client.get("/en/cities/ghent/", headers={"accept-encoding": "br;q=1.0, gzip;q=0.8"})
        refused = client.get("/en/cities/ghent/", headers={"accept-encoding": "gzip;q=0, br"})
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "Accept-Encoding" in plain.headers["vary"]


def test_head_tells_what_get_would(site: str) -> None:
    get, head = httpx.get(f"{site}/en/issues/"), httpx.head(f"{site}/en/issues/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_root_leads_to_ones_own_language(site: str, language: str) -> None:
    told = httpx.get(f"{site}/", headers={"accept-language": f"xx, {language};q=0.9"})
    assert (told.status_code, told.headers["location"]) == (302, f"/{language}/")
    assert told.headers["vary"] == "Accept-Language"


def test_a_page_without_its_last_slash_leads_to_it(site: str) -> None:
    told = httpx.get(f"{site}/en/cities/ghent")
    assert (told.status_code, told.headers["location"]) == (301, "/en/cities/ghent/")


def test_pages_carry_a_policy_that_allows_no_script(site: str) -> None:
    told = httpx.get(f"{site}/en/")
    assert "script-src" not in told.headers["content-security-policy"]
    assert "default-src 'none'" in told.headers["content-security-policy"]
    assert "trusted-types 'none'" in told.headers["content-security-policy"]
    assert "set-cookie" not in told.headers
    frozen = httpx.get(f"{site}/en/issues/network-2026-W46/issue.html")
    assert re.search("style-src 'sha256-[^']+'", frozen.headers["content-security-policy"])


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "//evil.example/en", "/%5c%5cevil.example/en/cities", "/en//evil.example", "/\\evil.example/en",
     "/%2f%2fevil.example/%2e%2e", "/en/cities/ghent?next=//evil.example", "/https://evil.example/en"],
)  # fmt: skip
def test_no_address_leads_anywhere_else(site: str, path: str) -> None:
    answer = said(site, f"GET {path} HTTP/1.1\r\nHost: {site[7:]}\r\nConnection: close\r\n\r\n".encode())
    for location in re.findall(rb"(?im)^location: ([^\r\n]*)", answer):
        assert re.match(rb"/(?![/\\])", location), location
        assert b"evil" not in location


@pytest.mark.parametrize(
    "path",
    ["/en/%0d%0aSet-Cookie:%20a=b/", "/en/cities/%0d%0a%0d%0a<script>", "/en/cities/ghent%0d%0aX: y",
     "/en/search/?q=%0d%0aSet-Cookie:%20a=b", "/en/search/feed.atom?q=%0d%0aX:y"],
)  # fmt: skip
def test_no_address_puts_a_header_in(site: str, path: str) -> None:
    told = httpx.get(f"{site}{path}", headers={"accept-language": "fr\t, en"})
    assert "set-cookie" not in told.headers
    assert "x" not in told.headers
    assert "<script>" not in told.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::1", "citydesk.example@evil.example"]
)
def test_another_host_gets_nothing(site: str, host: str) -> None:
    told = httpx.get(f"{site}/en/", headers={"host": host})
    assert told.status_code == 400
    assert "evil" not in told.text


def test_what_a_stranger_says_of_the_host_is_not_believed(site: str) -> None:
    headers = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}
    told = httpx.get(f"{site}/en/cities/ghent", headers=headers)
    assert told.headers["location"] == "/en/cities/ghent/"
    assert "evil.example" not in httpx.get(f"{site}/en/", headers=headers).text


def test_the_address_of_the_public_pages_is_served_too(site: str) -> None:
    assert httpx.get(f"{site}/en/", headers={"host": "citydesk.example"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/en/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/en/issues/..%2f..%2fapp.py",
     "/static/../public/serve.py", "/static/%2e%2e/public/serve.py", "/en/issues/%00/"],
)  # fmt: skip
def test_no_path_leaves_the_pages(site: str, path: str) -> None:
    answer = said(site, f"GET {path} HTTP/1.1\r\nHost: {site[7:]}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 404") or answer.startswith(b"HTTP/1.1 400")
    assert b"import" not in answer
    assert b"root:" not in answer


def test_an_oversized_request_is_refused(site: str) -> None:
    assert httpx.post(f"{site}/en/", content=b"x" * 2_000_000).status_code == 413
    assert httpx.get(f"{site}/en/search/", params={"q": "a" * 5000}).status_code == 200  # cut to what is read
    head = b"GET / HTTP/1.1\r\nHost: " + site[7:].encode() + b"\r\nX: " + b"y" * 200_000 + b"\r\n\r\n"
    assert said(site, head)[:12] in (b"HTTP/1.1 400", b"")  # it may be cut off before it has read its answer


def test_many_addresses_of_one_page_are_kept_once(site: str) -> None:
    with httpx.Client(base_url=site) as client:
        assert len({client.get(f"/en/about/?{number}").headers["etag"] for number in range(9)}) == 1


def test_who_asks_a_letter_at_a_time_loses_the_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(shield, "BODY_SECONDS", 0.3)
    with serving(folder) as site:
        host, port = site.removeprefix("http://").split(":")
        began = time.monotonic()
        with socket.create_connection((host, int(port)), timeout=5) as silent:
            assert silent.recv(10) == b""
        with socket.create_connection((host, int(port)), timeout=5) as slow, pytest.raises(OSError):
            for letter in b"GET / HTTP/1.1\r\n" * 40:  # it is cut off long before the end
                slow.sendall(bytes([letter]))
                time.sleep(0.02)
        body = f"POST /desk/login HTTP/1.1\r\nHost: {site[7:]}\r\nContent-Length: 1000\r\n" \
               "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nname=".encode()  # fmt: skip
        assert said(site, body, 3).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 6
        assert httpx.get(f"{site}/en/").status_code == 200  # who asks as people do is served all the time


def test_a_kept_connection_may_ask_again_and_again(site: str) -> None:
    with httpx.Client(base_url=site) as client:
        assert {client.get("/en/about/").status_code for _ in range(5)} == {200}


def test_it_serves_https_with_a_certificate(folder: Path, tmp_path: Path) -> None:
    need("openssl", is_there=which("openssl") is not None)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(folder, certificate=certificate, key=key) as site:
        assert site.startswith("https:")
        with httpx.Client(base_url=site, verify=ssl.create_default_context(cafile=str(certificate))) as client:
            told = client.get("/en/about/")
    assert told.status_code == 200
    assert told.headers["strict-transport-security"]


def test_the_bytes_over_the_wire_are_the_packed_ones(site: str) -> None:
    request = f"GET /en/ HTTP/1.1\r\nHost: {site[7:]}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    head, _, body = said(site, request.encode()).partition(b"\r\n\r\n")
    assert b"content-encoding: gzip" in head.lower()
    assert gzip.decompress(body).startswith(b"<!DOCTYPE html>")
    assert len(body) < 100_000

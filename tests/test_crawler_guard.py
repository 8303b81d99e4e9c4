"""Which addresses the crawler may connect to: every way to write a forbidden one, and the look-ups between."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.crawl import CrawlLimits, CrawlPlan, PageRead, Visit, read_events
from crawler.guard import GuardedResolver, address_objection, is_localhost, url_objection

LOOPBACK = ("127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1")
FORBIDDEN = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
)
PUBLIC = ("93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1")

# Spellings that no look-up on the network is needed for; all mean this machine, a private net or a metadata service.
SPELLINGS = (
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://printer.localhost/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::169.254.169.254]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://10.0.0.1/",
    "http://172.16.1/",
    "https://192.168.1.1/",
    "http://3232235777/",
    "http://100.100.100.200/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://public@127.0.0.1/",
    "http://127.0.0.1:22/",
    "http://1.1.1.1:6379/",
    "gopher://127.0.0.1/",
    "file:///etc/passwd",
    "http:///etc/passwd",
)


@pytest.mark.parametrize("address", FORBIDDEN)
@pytest.mark.parametrize("allow_loopback", [False, True])
def test_address_off_the_open_web_is_refused(address: str, allow_loopback: bool) -> None:
    assert address_objection(address, 80, allow_loopback=allow_loopback) == f"{address} is not on the open web"


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_is_refused_unless_allowed_and_then_on_any_port(address: str) -> None:
    assert address_objection(address, 80, allow_loopback=False) == f"{address} is a loopback address"
    assert address_objection(address, 8080, allow_loopback=True) is None


@pytest.mark.parametrize("address", PUBLIC)
def test_open_web_is_allowed_on_the_ports_of_web_servers(address: str) -> None:
    assert [address_objection(address, port, allow_loopback=False) for port in (80, 443)] == [None, None]
    assert address_objection(address, 8080, allow_loopback=True) == "port 8080 is not a web server's"


def test_what_is_no_address_is_refused() -> None:
    assert address_objection("1.2.3", 80, allow_loopback=True) == "1.2.3 is no IP address"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/news", None),
        ("http://example.org:443/", None),
        ("http://example.org:8080/", "port 8080 is not a web server's"),
        ("http://me:secret@example.org/", "the address carries a user name"),
        ("http://news.localhost/", "news.localhost is this machine"),
        ("ftp://example.org/", "not a web address"),
        ("http://[bad/", "not a web address"),
        ("http://example.org:port/", "not a web address"),
    ],
)
def test_addresses_are_refused_before_any_look_up(url: str, expected: str | None) -> None:
    assert url_objection(url, allow_loopback=False) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("Localhost.", True),
        ("a.b.localhost", True),
        ("localhost.example.org", False),
        ("mylocalhost", False),
    ],
)
def test_names_of_this_machine(host: str, expected: bool) -> None:
    assert is_localhost(host) is expected


class FakeReactor:
    """A reactor whose look-ups answer what they are told."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, name: str, port: int, *_: object) -> None:  # noqa: N802
        self.asked.append(name)
        receiver.resolutionBegan(None)
        for answer in self.answers:
            receiver.addressResolved((IPv6Address if ":" in answer else IPv4Address)("TCP", answer, port))
        receiver.resolutionComplete()


class Received:
    """What a look-up hands out."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False
        self.resolutionBegan: Callable[[object], None] = lambda _: None

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def look_up(guard: GuardedResolver, name: str, port: int = 80) -> list[str]:
    received = Received()
    guard.resolveHostName(received, name, port)
    assert received.is_complete
    return received.addresses


def test_look_up_hands_out_only_allowed_addresses() -> None:
    guard = GuardedResolver(FakeReactor("127.0.0.1", "93.184.216.34", "fe80::1"), allow_loopback=False)
    assert look_up(guard, "rebind.example.org") == ["93.184.216.34"]
    assert guard.refusals == {}


def test_look_up_without_allowed_address_says_why_until_it_has_one() -> None:
    reactor = FakeReactor("10.0.0.1")
    guard = GuardedResolver(reactor, allow_loopback=True)
    assert look_up(guard, "Straße.example.org") == []
    assert guard.refusals == {("strasse.example.org", 80): "10.0.0.1 is not on the open web"}
    reactor.answers = ("93.184.216.34",)
    assert look_up(guard, "strasse.example.org") == ["93.184.216.34"]
    assert guard.refusals == {}


def test_port_is_checked_where_it_is_connected_to() -> None:
    guard = GuardedResolver(FakeReactor("93.184.216.34"), allow_loopback=True)
    assert look_up(guard, "example.org", 25) == []
    assert guard.refusals == {("example.org", 25): "port 25 is not a web server's"}


def test_names_of_this_machine_are_never_looked_up() -> None:
    reactor = FakeReactor("93.184.216.34")
    assert look_up(GuardedResolver(reactor, allow_loopback=True), "ghent.localhost", 8080) == ["127.0.0.1"]
    assert look_up(GuardedResolver(reactor, allow_loopback=False), "ghent.localhost") == []
    assert reactor.asked == []


def crawl(*urls: str, allow_loopback: bool) -> list[PageRead]:
    limits = CrawlLimits(
        user_agent="citydesk-test/0.1", delay_seconds=0, timeout_seconds=3, allow_loopback=allow_loopback
    )
    plan = CrawlPlan(visits=tuple(Visit(url=url, source="visited") for url in urls), limits=limits)
    child = [sys.executable, "-m", "crawler.spider"]
    done = subprocess.run(child, input=plan.to_json().encode(), stdout=subprocess.PIPE, check=True, timeout=60)
    return [event for event in read_events(io.BytesIO(done.stdout)) if isinstance(event, PageRead)]


def test_crawler_refuses_every_spelling_of_a_forbidden_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        own = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        told = crawl(*SPELLINGS, own, allow_loopback=False)
        canary.settimeout(0)
        with pytest.raises(BlockingIOError):
            canary.accept()
    assert {event.url: event.outcome for event in told} == dict.fromkeys((*SPELLINGS, own), "refused")


def test_allowing_loopback_allows_nothing_else() -> None:
    private = tuple(url for url in SPELLINGS if "169.254" in url or "10.0" in url or "fd00" in url or "a9fe" in url)
    assert len(private) >= 5
    assert {event.outcome for event in crawl(*private, allow_loopback=True)} == {"refused"}

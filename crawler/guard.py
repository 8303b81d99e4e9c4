"""Addresses → whether the crawler may connect to them, checked where Twisted connects."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import HostResolution
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.address import IPv4Address as SocketAddress
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.crawl import Outcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

PORTS = {"http": 80, "https": 443}

_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out of IPv6; NAT64 and the mapped forms are outside
# Global to Python's tables, but not the open web: 6to4 (carries any IPv4 address) and its relays, protocol
# assignments (RFC 6890), documentation (RFC 9637), and one large host's metadata service on a public address.
_NOT_THE_WEB = tuple(
    ip_network(text) for text in ("2002::/16", "192.88.99.0/24", "192.0.0.0/24", "3fff::/20", "168.63.129.16/32")
)


class NotAsked(IgnoreRequest):
    """A request that was not sent, as the outcome and reason of what was planned."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.reason = reason


def address_objection(address: str, port: int, *, allow_loopback: bool) -> str | None:
    """Return why the crawler must not connect to an IP address and port, or None when it may.

    Only the open web is allowed: global unicast addresses, ports 80 and 443; with `allow_loopback` also
    loopback, on any port.
    """
    ip = _unwrapped(address)
    if ip is None:
        return f"{address} is no IP address"
    if ip.is_loopback and allow_loopback:
        return None
    if ip.is_loopback:
        return f"{address} is a loopback address"
    if not ip.is_global or ip.is_multicast or (ip.version == 6 and ip not in _UNICAST):
        return f"{address} is not on the open web"
    if any(ip in network for network in _NOT_THE_WEB):
        return f"{address} is not on the open web"
    return None if port in PORTS.values() else f"port {port} is not a web server's"


def url_objection(url: str, *, allow_loopback: bool) -> str | None:
    """Return why an address is not fetched whatever its host resolves to, or None."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return "not a web address"
    if parts.scheme not in PORTS or not parts.hostname:
        return "not a web address"
    if "@" in parts.netloc:
        return "the address carries a user name"
    if not allow_loopback and is_localhost(parts.hostname):
        return f"{parts.hostname} is this machine"
    return None if port in PORTS.values() or allow_loopback else f"port {port} is not a web server's"


def is_localhost(host: str) -> bool:
    """Tell whether a name means this machine by rule (RFC 6761, 6.3)."""
    return f".{host.lower().removesuffix('.')}".endswith(".localhost")


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's name resolver that hands out only addresses we may connect to.

    Every connection goes through it, literals included, and it is the resolved address that is connected to:
    no second look-up, so nothing for DNS rebinding to change. `refusals` says why a host and port had none.
    """

    def __init__(self, reactor: Any, *, allow_loopback: bool) -> None:
        self._reactor = reactor
        self._names = reactor.nameResolver
        self._allow_loopback = allow_loopback
        self.refusals: dict[tuple[str, int], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """Build it with the crawl's settings, as Scrapy asks."""
        return cls(reactor, allow_loopback=crawler.settings.getbool("CITYDESK_ALLOW_LOOPBACK"))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 — Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name as IHostnameResolver does, and pass on what is allowed."""
        sieve = _Sieve(self, resolutionReceiver, hostName, portNumber)
        if not is_localhost(hostName):
            return self._names.resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)
        resolution = HostResolution(hostName)
        sieve.resolutionBegan(resolution)
        sieve.addressResolved(SocketAddress("TCP", "127.0.0.1", portNumber))
        sieve.resolutionComplete()
        return resolution

    def objection(self, address: str, port: int) -> str | None:
        """Return why a resolved address is held back, or None."""
        return address_objection(address, port, allow_loopback=self._allow_loopback)


@implementer(IResolutionReceiver)
class _Sieve:
    """Pass on the allowed addresses of one look-up, and note why when there was none."""

    def __init__(self, guard: GuardedResolver, receiver: Any, host: str, port: int) -> None:
        self._guard, self._receiver, self._key = guard, receiver, (_ascii(host), port)
        self._has_passed = False
        guard.refusals.pop(self._key, None)

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        objection = self._guard.objection(address.host, self._key[1])
        if objection is None:
            self._has_passed = True
            self._receiver.addressResolved(address)
        else:
            self._guard.refusals[self._key] = objection

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._has_passed:
            self._guard.refusals.pop(self._key, None)
        self._receiver.resolutionComplete()


class GuardMiddleware:
    """Turn what the guard held back into NotAsked, nearer to the wire than the retries."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """Build it with the crawl's settings, as Scrapy asks."""
        return cls(allow_loopback=crawler.settings.getbool("CITYDESK_ALLOW_LOOPBACK"))

    def process_request(self, request: Request) -> None:
        """Hold back what needs no look-up; every redirect comes through here too."""
        objection = url_objection(request.url, allow_loopback=self._allow_loopback)
        if objection is None and _installed() is None:
            objection = "the address guard is not installed"
        if objection:
            raise NotAsked("refused", objection)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say "refused" where Twisted only saw a name without addresses."""
        guard = _installed()
        if guard is None or not isinstance(exception, CannotResolveHostError):
            return
        parts = urlparse_cached(request)
        key = (_ascii(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0))
        if objection := guard.refusals.get(key):
            raise NotAsked("refused", objection) from exception


def _unwrapped(address: str) -> IPv4Address | IPv6Address | None:
    """Return the address that is connected to: the IPv4 one inside ::ffff:0:0/96, without a zone."""
    try:
        ip = ip_address(address)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    return ip


def _ascii(host: str) -> str:
    """Return one spelling for a host that Scrapy writes in ASCII and Twisted in Unicode."""
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()


def _installed() -> GuardedResolver | None:
    from twisted.internet import reactor  # importing it installs one: only once the crawl has chosen its own

    resolver = getattr(reactor, "nameResolver", None)
    return resolver if isinstance(resolver, GuardedResolver) else None

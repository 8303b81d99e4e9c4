"""Addresses as found on the web → the one canonical form that stands for an article."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2000

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING_PREFIXES = ("utm_", "mc_", "mtm_", "hsa_", "_hs")
_TRACKING_NAMES = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid",
    "igsh", "li_fat_id", "mkt_tok", "_ga", "_gl", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content",
    "pk_cid", "piwik_campaign", "piwik_kwd", "at_medium", "at_campaign", "xtor", "wt_mc", "wt.mc_id", "wt.tsrc",
    "cmpid", "icid", "vero_id", "oly_enc_id", "oly_anon_id", "phpsessid", "jsessionid", "sfmc_id", "ref_src",
    "__twitter_impression",
))  # fmt: skip
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?")
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)


def canonical_url(url: str, base: str | None = None) -> str | None:
    """Return the canonical form of a web address, or None when it is not one we follow.

    Lower-case ASCII host, no fragment, no default port, no tracking parameters; the rest of the query, its
    order and a trailing slash stay. Relative addresses are resolved against `base`. Addresses that carry a
    user name, are no http(s) or are longer than 2,000 characters give None. Applying it twice changes nothing.
    """
    if len(url) > MAX_LENGTH:
        return None
    try:
        joined = urljoin(base or "", _tidied(url))
        parts = urlsplit(joined)
        port = parts.port
    except ValueError:  # brackets that are no IPv6 address, ports that are no number
        return None
    host = _ascii_host(parts.hostname or "")
    if parts.scheme not in _DEFAULT_PORTS or not host or "@" in parts.netloc or port == 0:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    path = _without_dots(_escaped(_SESSION.sub("", parts.path))) or "/"
    canonical = urlunsplit((parts.scheme, netloc, path, _without_tracking(_escaped(parts.query)), ""))
    return canonical if len(canonical) <= MAX_LENGTH else None


def host_of(url: str) -> str:
    """Return the lower-case host of an address without its port; "" when it has none."""
    try:
        return _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def address_key(url: str) -> str:
    """Return what the addresses of one page have in common: http or https, `www.` or not, a slash at the end or not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' if parts.query else ''}{parts.query}" if host else url


def is_same_site(url: str, other: str) -> bool:
    """Tell whether two addresses share a host, `www.` and subdomains of either put aside."""
    first, second = (host_of(address).removeprefix("www.") for address in (url, other))
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def is_front_page(url: str) -> bool:
    """Tell a site's front page, one per language included, from a page below it."""
    parts = urlsplit(url)
    return (
        not parts.query
        and re.fullmatch(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?", parts.path, re.IGNORECASE) is not None
    )


def _tidied(url: str) -> str:
    """Return what a browser would read: no white space around or line breaks inside, slashes for backslashes."""
    return re.sub(r"[\t\r\n]", "", url.strip().strip("\x00")).replace("\\", "/")


def _ascii_host(host: str) -> str:
    """Return the host in lower-case ASCII (IDNA 2008 after UTS 46), or "" when it can't be one."""
    host = host.lower().removesuffix(".")
    if ":" in host:
        return f"[{IPv6Address(host.partition('%')[0]).compressed}]"
    if not host.isascii():
        import idna  # its tables load only for the few hosts that need them

        if len(host) > 253:
            return ""
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return ""
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def _escaped(text: str) -> str:
    """Return text with everything percent-encoded that must be, escapes in upper case, stray % as %25."""
    escapes = _ESCAPE.sub(lambda found: f"%{found[1].upper()}" if found[1] else "%25", text)
    return quote(escapes, safe="%/?:@!$&'()*+,;=~[]|", errors="replace")


def _without_dots(path: str) -> str:
    """Return the path with `.` and `..` resolved (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower().removeprefix("amp;")
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)

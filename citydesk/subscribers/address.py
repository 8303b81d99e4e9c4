"""What somebody typed as an e-mail address → the address as it is written to, or a ValueError."""

from __future__ import annotations

import re

import idna

MOST_CHARACTERS, MOST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5322 dot-atom
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def checked_address(typed: str) -> str:
    """Return an address fit for SMTP without extensions: a dot-atom, "@", a domain in ASCII (IDNA 2008).

    Raise ValueError: quoted local parts, letters beyond ASCII before the "@", addresses in brackets, anything with a
    control character. Nothing that passes can end a header or an SMTP command.
    """
    local, at, domain = typed.strip(" ").rpartition("@")
    if not at or len(local) > MOST_LOCAL or not _LOCAL.fullmatch(local):
        raise ValueError("is no e-mail address")
    try:
        host = idna.encode(domain.strip(), uts46=True).decode().lower()
    except idna.IDNAError:
        raise ValueError("is no e-mail address") from None
    address = f"{local}@{host}"
    if not _DOMAIN.fullmatch(host) or len(address) > MOST_CHARACTERS:
        raise ValueError("is no e-mail address")
    return address


def folded(address: str) -> str:
    """Return the form by which an address is known: capitals don't make another one."""
    return address.casefold()


def masked(address: str) -> str:
    """Return an address as its owner knows it again and nobody else: `n…@example.org`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"

"""A message → its DKIM signature (RFC 6376), by dkimpy. Both list headers are signed, as RFC 8058 asks."""

from __future__ import annotations

from collections.abc import Callable

import dkim

from citydesk.errors import ConfigError
from citydesk.mailing.message import domain_of
from citydesk.service_models import Mail

SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"list-id", b"list-unsubscribe", b"list-unsubscribe-post",
    b"auto-submitted", b"mime-version", b"content-type", b"content-language",
)  # fmt: skip

Sign = Callable[[bytes], bytes]


def signer(settings: Mail) -> Sign:
    """Return what puts a signature before a message; without a key it leaves it as it is. Raise ConfigError."""
    if settings.dkim_key is None:
        return lambda message: message
    path, selector, domain = settings.dkim_key, settings.dkim_selector.encode(), domain_of(settings).encode()
    try:
        key = path.read_bytes()
    except OSError:
        raise ConfigError(f"service.toml [mail]: dkim_key {path} can't be read; name a private key (PEM)") from None

    def sign(message: bytes) -> bytes:
        signature: bytes = dkim.sign(message, selector, domain, key, include_headers=list(SIGNED))
        return signature + message

    try:
        sign(b"From: a@b.example\r\n\r\n")
    except (dkim.DKIMException, ValueError, KeyError) as error:
        raise ConfigError(f"service.toml [mail]: dkim_key {path} is no RSA key (PEM): {error}") from None
    return sign

"""Signed links: a purpose, whom it is for and until when → a token; and back, or None. itsdangerous behind one file.

A token holds no address. It is good for one purpose, and dies with the subscriber's link key, which an address that
changes renews. `unsubscribe` never ends by itself: who wants to leave always can.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer

from citydesk.subscribers.vault import Vault

Purpose = Literal["confirm", "preferences", "unsubscribe", "data"]
LASTING: dict[Purpose, timedelta] = {
    "confirm": timedelta(hours=48),
    "preferences": timedelta(days=60),
    "data": timedelta(hours=1),
    "unsubscribe": timedelta(days=36_500),
}
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a token says. `key`: the link key of the subscriber when it was made."""

    of: str
    key: str
    is_over: bool


def make_token(vault: Vault, purpose: Purpose, of: str, key: str, now: datetime) -> str:
    """Return a token for one purpose, in letters that an address can hold."""
    until = int((now + LASTING[purpose]).timestamp())
    return str(_serializer(vault, purpose).dumps([of, key, until]))


def read_token(vault: Vault, purpose: Purpose, token: str, now: datetime) -> Ticket | None:
    """Return what a token of ours says, None for any other text."""
    if len(token) > MOST_CHARACTERS:
        return None
    try:
        of, key, until = _serializer(vault, purpose).loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return Ticket(of=of, key=key, is_over=datetime.fromtimestamp(until, UTC) <= now)


def make_tag(vault: Vault, purpose: str, number: int) -> str:
    """Return `12.0f3a…`: the number of a delivery with its proof, short enough for the left of an address (VERP)."""
    return f"{number}.{_proof(vault, purpose, number)}"


def read_tag(vault: Vault, purpose: str, tag: str) -> int | None:
    """Return the number in a tag of ours, None for any other text."""
    number, _, proof = tag.partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    expected = _proof(vault, purpose, int(number))
    return int(number) if hmac.compare_digest(proof.lower().encode(), expected.encode()) else None


def _proof(vault: Vault, purpose: str, number: int) -> str:
    return vault.hashed(purpose, str(number))[:20]  # 80 bits: nobody tries that many by mail


def _serializer(vault: Vault, purpose: Purpose) -> URLSafeSerializer:
    options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(vault.key_for("links"), salt=purpose, signer_kwargs=options)

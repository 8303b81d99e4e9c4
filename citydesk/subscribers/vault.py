"""A secret → sealed addresses, keyed hashes to find them by, keys to sign links with; and the secret under a lock.

Addresses are AES-256-GCM (cryptography), hashes and signing keys come from the same secret by HKDF-SHA256, each for
one purpose. The secret is chance and lies in the file itself, sealed by the operator's key where one is set. So a key
can be set or changed without touching an address. What is not sealed: wishes, dates, states, keyed hashes.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY = 16  # characters of the operator's key: `openssl rand -base64 32` gives 44
_NONCE = 12  # bytes
_PLAIN, _LOCKED = b"0", b"1"


class WrongKeyError(Exception):
    """The secret can't be opened with this key, or not without one."""


class Vault:
    """What is derived from one secret."""

    def __init__(self, secret: bytes) -> None:
        """Take the secret of a file."""
        self._secret = secret
        self._box = AESGCM(_derived(secret, "addresses"))
        self._hash_key = _derived(secret, "lookup")

    def seal(self, words: str) -> bytes:
        """Return words so that nobody reads them without the secret; twice gives two different texts."""
        nonce = os.urandom(_NONCE)
        return nonce + self._box.encrypt(nonce, words.encode(), None)

    def unseal(self, sealed: bytes) -> str:
        """Return the words that were sealed. Raise InvalidTag where they were touched."""
        return self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()

    def hashed(self, purpose: str, words: str) -> str:
        """Return the keyed hash of words, 32 hexadecimal digits: equal words, equal hash; no way back."""
        return hmac.new(self._hash_key, f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()[:32]

    def key_for(self, purpose: str) -> bytes:
        """Return a key of 32 bytes for one purpose."""
        return _derived(self._secret, purpose)

    def wrapped(self, key: str | None) -> bytes:
        """Return the secret as the file keeps it: locked by the operator's key, or open where there is none."""
        if key is None:
            return _PLAIN + self._secret
        nonce = os.urandom(_NONCE)
        return _LOCKED + nonce + AESGCM(_derived(key.encode(), "operator")).encrypt(nonce, self._secret, None)


def new_secret() -> bytes:
    """Return a secret that nobody can guess."""
    return os.urandom(32)


def is_locked(wrapped: bytes) -> bool:
    """Tell whether a secret is kept under an operator's key."""
    return wrapped[:1] == _LOCKED


def unwrapped(wrapped: bytes, key: str | None) -> bytes:
    """Return the secret that a file keeps. Raise WrongKeyError."""
    if not is_locked(wrapped):
        return wrapped[1:]
    if key is None:
        raise WrongKeyError
    try:
        box = AESGCM(_derived(key.encode(), "operator"))
        return box.decrypt(wrapped[1 : 1 + _NONCE], wrapped[1 + _NONCE :], None)
    except InvalidTag:
        raise WrongKeyError from None


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"citydesk {purpose}".encode()).derive(secret)

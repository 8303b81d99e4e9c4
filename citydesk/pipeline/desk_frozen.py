"""All that an issue follows from ↔ JSON: what publication stores, and what years later gives the same bytes."""

from __future__ import annotations

import functools

from pydantic import TypeAdapter

from digest.edits import Basis


def freeze(basis: Basis) -> bytes:
    """Return a basis as JSON in UTF-8; the same basis gives the same bytes."""
    return _adapter().dump_json(basis)


def thaw(frozen: bytes) -> Basis:
    """Return the basis that was frozen; fields that came later have their defaults. Raise ValueError."""
    return _adapter().validate_json(frozen)


@functools.cache
def _adapter() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)

"""All that an issue follows from ↔ JSON: what publication stores, and what years later gives the same bytes."""

from __future__ import annotations

import functools

from pydantic import TypeAdapter

from citydesk.archive.publications import unpacked_basis
from digest.edit import edited
from digest.edits import Basis
from digest.issue import Issue


def freeze(basis: Basis) -> bytes:
    """Return a basis as JSON in UTF-8; the same basis gives the same bytes."""
    return _adapter().dump_json(basis)


def thaw(frozen: bytes) -> Basis:
    """Return the basis that was frozen; fields that came later have their defaults. Raise ValueError."""
    return _adapter().validate_json(frozen)


@functools.lru_cache(maxsize=8)
def published_issue(packed: bytes) -> Issue:
    """Return the issue that follows from a packed basis, as it was published: it never changes, and takes a second."""
    return edited(thaw(unpacked_basis(packed))).issue


@functools.cache
def _adapter() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)

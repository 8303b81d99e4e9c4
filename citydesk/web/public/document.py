"""What a page function returns: the bytes of a page, feed or file, or where it has moved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

POLICY = (  # of our own pages; it stands in them, too: a folder of files may be served by anything
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HTML, TEXT, XML = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something the public may read."""

    body: bytes
    media: str = HTML
    modified: datetime | None = None  # None = follows from too much to say
    status: int = 200
    policy: str | None = None  # a Content-Security-Policy of its own, None = POLICY
    is_passing: bool = False  # true of this moment only: kept nowhere

    @property
    def tag(self) -> str:
        """Return the entity tag; weak, since a packed body is as good as a plain one."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:24]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A page that stands at another path now, from the root of the site."""

    path: str


Found = Document | Moved | None

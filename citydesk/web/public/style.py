"""The one style sheet of the public pages: that of issues, and what the site adds; named by what stands in it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from citydesk.web.public.document import Document
from digest.render import issue_style

_OWN = Path(__file__).parent / "templates" / "site.css"


@lru_cache(maxsize=1)
def style() -> Document:
    """Return the style sheet."""
    text = issue_style() + _OWN.read_text("utf-8")
    return Document(body=text.encode(), media="text/css; charset=utf-8")


def style_name() -> str:
    """Return the name of its file, another one for every other content: it may be kept for ever."""
    return f"site-{hashlib.sha256(style().body).hexdigest()[:12]}.css"

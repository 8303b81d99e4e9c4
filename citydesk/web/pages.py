"""A template and its words → a page. All is escaped, what came from the web is `plain`; a missing word is an error."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from citydesk.accounts import Session
from digest.text import clean

MOST_CHARACTERS = 600  # of what came from the web, in one place


def page(
    request: Request, template: str, *, status: int = 200, editor: Session | None = None, **words: object
) -> HTMLResponse:
    """Return a page for who is logged in (`editor`), or for anyone; it is never kept by caches."""
    told = _templates().get_template(template).render(editor=editor, path=request.url.path, **words)
    return HTMLResponse(told, status_code=status, headers={"cache-control": "no-store"})


@lru_cache(maxsize=1)
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("citydesk.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["plain"] = lambda words: clean(words, MOST_CHARACTERS)
    return found

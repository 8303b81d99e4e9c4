"""A template and its words → a page. Everything is escaped; a word that is missing is an error, not a blank."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from citydesk.accounts import Session


def page(
    request: Request, template: str, *, status: int = 200, editor: Session | None = None, **words: object
) -> HTMLResponse:
    """Return a page for who is logged in (`editor`), or for anyone; it is never kept by caches."""
    told = _templates().get_template(template).render(editor=editor, path=request.url.path, **words)
    return HTMLResponse(told, status_code=status, headers={"cache-control": "no-store"})


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("citydesk.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

"""The public pages over HTTP: every path of the table, the search, and the way to one's own language."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from citydesk.web.by_meaning import PAGE_SECONDS
from citydesk.web.public import searching
from citydesk.web.public.answer import Ready, answer, ready
from citydesk.web.public.document import Document, Moved
from citydesk.web.public.feeds import WRITERS, search_feed
from citydesk.web.public.kept import Kept, Made
from citydesk.web.public.languages import LANGUAGES, preferred
from citydesk.web.public.routes import Page, page_at
from citydesk.web.public.site import Site, root_of
from citydesk.web.state import state

router = APIRouter()
READING = ["GET", "HEAD"]


@router.api_route("/", methods=READING)
def root(request: Request) -> Response:
    """Lead to the front page in the reader's language."""
    language = preferred(request.headers.get("accept-language", ""))
    headers = {"vary": "Accept-Language", "cache-control": "public, max-age=60"}
    return RedirectResponse(_root(request) + f"{language}/", status_code=302, headers=headers)


@router.api_route("/{language}/search/", methods=READING)
def search_page(request: Request, language: str) -> Response:
    """Show the search and what it finds."""
    asked = searching.question(request.query_params)
    ask = partial(state(request).by_meaning.search, patience_seconds=PAGE_SECONDS)
    return _answered(request, language, lambda site: searching.page(site, asked, ask))


@router.api_route("/{language}/search/feed.{ending}", methods=READING)
def saved_search(request: Request, language: str, ending: str) -> Response:
    """Return a search as a feed."""
    if ending not in WRITERS:
        return _missing(request, language)
    asked, ask = searching.question(request.query_params), state(request).by_meaning.search
    return _answered(request, language, lambda site: search_feed(site, asked, ending, ask))


@router.api_route("/{path:path}", methods=READING)
def page(request: Request, path: str) -> Response:
    """Return the page that stands at a path."""
    found = page_at(path)
    if found is None and not path.endswith("/") and page_at(f"{path}/"):
        return RedirectResponse(_root(request) + f"{path}/", status_code=301)
    if found is None:
        return _missing(request, path.partition("/")[0])
    return _answered(request, *found)


class AtHand:
    """Before all routes: who asks for a page that is in memory gets it at once, without a thread or a database."""

    def __init__(self, app: ASGIApp, kept: Kept) -> None:
        """Stand before `app`, whose public pages are kept in `kept`."""
        self._app, self._kept = app, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http" and scope["method"] in READING:
            request = Request(scope)
            found = self._kept.at_hand(_key(request))
            if found:
                await answer(request, found)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _key(request: Request) -> str:
    """Return what the document that is asked for is kept under: of a query string only what a search reads counts."""
    path: str = request.scope["path"]
    is_search = path.partition("/")[2].partition("/")[2].startswith("search/")
    return f"{path} {searching.question(request.query_params)}" if is_search else path


def _answered(request: Request, language: str, make: Page) -> Response:
    """Return the answer to a request for the page that `make` makes; kept in memory."""
    web = state(request)
    if language not in LANGUAGES:
        return _missing(request, language)

    def made() -> Made:
        with web.read() as archive:
            found = make(Site(archive=archive, settings=web.settings, language=language))
        return ready(found) if isinstance(found, Document) else found

    kept = web.kept.get(_key(request), made)
    if isinstance(kept, Moved):
        return RedirectResponse(kept.path, status_code=301)
    return answer(request, kept) if kept else _missing(request, language)


def _missing(request: Request, language: str) -> Response:
    """Return a page that says in the reader's language that there is none, with the ways to go on."""
    web = state(request)
    if language not in LANGUAGES:
        language = preferred(request.headers.get("accept-language", ""))

    def made() -> Ready:
        with web.read() as archive:
            site = Site(archive=archive, settings=web.settings, language=language)
            return ready(site.page("missing.html", status=404))

    found = web.kept.get(f"missing {language}", made)
    assert isinstance(found, Ready)
    return answer(request, found)


def _root(request: Request) -> str:
    return root_of(state(request).settings)

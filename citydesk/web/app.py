"""Settings → the web application: routes, errors for people, and the shield before all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from citydesk.accounts import Accounts
from citydesk.archive import Archive
from citydesk.engine import make_encoder
from citydesk.errors import CitydeskError
from citydesk.schedule import at_work
from citydesk.settings import Settings
from citydesk.web import desk, desk_tags, login, subscribing, subscription
from citydesk.web.api.app import make_api, problem
from citydesk.web.by_meaning import ByMeaning
from citydesk.web.explore_desk import add_explore
from citydesk.web.pages import page
from citydesk.web.postman import Postman
from citydesk.web.public import serve as public
from citydesk.web.public.kept import Kept
from citydesk.web.sessions import LoggedOutError
from citydesk.web.shield import Shield
from citydesk.web.state import WebState
from nlp.encode import Encoder

STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings,
    archive_path: Path,
    now: Callable[[], datetime],
    encoder: Callable[[], Encoder] | None = None,
    *,
    keeps_schedule: bool = False,
) -> FastAPI:
    """Return the application; `now` is its clock, `encoder` makes another one than config asks for.

    With `keeps_schedule` it crawls, processes and publishes by itself while it runs.
    """
    make = encoder or (lambda: make_encoder(settings.service.model))
    web = WebState(
        settings=settings,
        archive_path=archive_path,
        accounts=Accounts(settings.service.serve.accounts),
        now=now,
        make_encoder=make,
        by_meaning=ByMeaning(lambda: Archive(archive_path), make, settings.vocabulary),
        kept=Kept(archive_path),
    )

    postman = Postman(settings, now)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        Archive(archive_path).close()  # made, or brought up to date: the public pages only read it
        async with at_work(settings, archive_path, now) if keeps_schedule else nullcontext():
            with postman:
                yield
        web.by_meaning.close()
        web.accounts.close()

    app = FastAPI(title="citydesk", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.citydesk = web
    app.state.postman = postman
    app.include_router(login.router)
    app.include_router(desk.router)
    app.include_router(desk_tags.router)
    app.include_router(subscribing.router)
    app.include_router(subscription.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_explore(app, archive_path, settings.service.explore)
    _add_health(app, archive_path)
    app.mount("/api/v1", make_api(web))
    app.include_router(public.router)  # last: its last path is every path
    _add_errors(app)
    app.add_middleware(public.AtHand, kept=web.kept)
    app.add_middleware(Shield, address=settings.service.serve.address, site=settings.service.digest.site)
    return app


def _add_health(app: FastAPI, archive_path: Path) -> None:
    @app.get("/health")
    def health() -> Response:
        """Tell that the process answers."""
        return PlainTextResponse("ok")

    @app.get("/ready")
    def ready() -> Response:
        """Tell whether the archive can be read."""
        try:
            with Archive(archive_path):
                return PlainTextResponse("ok")
        except CitydeskError:
            return PlainTextResponse("the archive can't be opened", status_code=503)


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(LoggedOutError)
    def logged_out(request: Request, _: Exception) -> Response:
        is_part = "hx-request" in request.headers  # htmx follows no redirect of its own page
        headers = {"hx-redirect": "/desk/login"} if is_part else {}
        return RedirectResponse("/desk/login", status_code=303) if not is_part else Response(headers=headers)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/v1/"):  # a line feed in a path: no route reaches over it, nor does a mount
            return problem(error.status_code, str(error.detail))
        return page(request, "error.html", status=error.status_code, message=str(error.detail))

    @app.exception_handler(RequestValidationError)
    def unfit(request: Request, _: RequestValidationError) -> Response:
        return page(request, "error.html", status=422, message="Something in the form is missing or too long.")

    @app.exception_handler(CitydeskError)
    def mistaken(request: Request, error: CitydeskError) -> Response:
        return page(request, "error.html", status=409, message=str(error))

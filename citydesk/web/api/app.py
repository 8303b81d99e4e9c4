"""The API as an application of its own below `/api/v1`: its document, its errors as JSON, who may ask, how often."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from citydesk.errors import CitydeskError, ConfigError
from citydesk.web.api.limits import Limits
from citydesk.web.api.routes import PROBLEM, router
from citydesk.web.api.shapes import Problem
from citydesk.web.state import WebState

ABOUT = (
    "What a citydesk archive holds: stories, articles, issues. Read only; no key is needed. Texts are read at "
    "their own addresses. Times are UTC. A list goes on at `next`, given back as `cursor`."
)
UNFIT: dict[int | str, dict[str, object]] = {
    422: {"content": PROBLEM, "description": "Something asked for is no fit value."},
    429: {"content": PROBLEM, "description": "Asked too often; `retry-after` tells how many seconds to wait."},
    503: {"content": PROBLEM, "description": "The archive, or the model, can't answer now."},
}


def make_api(web: WebState) -> FastAPI:
    """Return the API over an archive."""
    api = FastAPI(title="citydesk", version="1", description=ABOUT, docs_url=None, redoc_url=None, responses=UNFIT)
    api.state.citydesk = web
    api.include_router(router)
    api.add_middleware(Limits, per_minute=web.settings.service.api.per_minute)
    api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["retry-after"])
    _add_problems(api)
    return api


def _add_problems(api: FastAPI) -> None:
    @api.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail))

    @api.exception_handler(RequestValidationError)
    def unfit(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        return problem(422, f"{'.'.join(str(part) for part in first['loc'][1:])}: {first['msg']}")

    @api.exception_handler(CitydeskError)
    def mistaken(_: Request, error: CitydeskError) -> JSONResponse:
        return problem(422 if isinstance(error, ConfigError) else 503, str(error))


def problem(status: int, detail: str) -> JSONResponse:
    """Return an error as RFC 9457 has it."""
    titles = {404: "not found", 405: "not allowed", 422: "unfit", 429: "too often", 503: "not now"}
    told = Problem(title=titles.get(status, "refused"), status=status, detail=detail)
    return JSONResponse(told.model_dump(), status_code=status, media_type="application/problem+json")

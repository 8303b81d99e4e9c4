"""A request → the editor behind it, or the way to the log-in page; and proof that a form is our own."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request, Response

from citydesk.accounts import Session
from citydesk.web.state import WebState, state


class LoggedOutError(Exception):
    """Nobody is logged in; the page sends to the log-in form."""


def cookie_name(web: WebState) -> str:
    """Return the cookie's name; by https one that no other host or path can set."""
    return "__Host-citydesk" if web.is_secure else "citydesk"


def remember(response: Response, web: WebState, token: str) -> None:
    """Let the browser keep a session."""
    response.set_cookie(
        cookie_name(web),
        token,
        max_age=int(lasting(web).total_seconds()),
        secure=web.is_secure,
        httponly=True,
        samesite="lax",
        path="/",
    )


def lasting(web: WebState) -> timedelta:
    """Return how long a session lasts."""
    return timedelta(hours=web.settings.service.serve.session_hours)


def editor(request: Request) -> Session:
    """Return the session of who is logged in. Raise LoggedOutError."""
    web = state(request)
    session = web.accounts.session(request.cookies.get(cookie_name(web), ""), web.now())
    if session is None:
        raise LoggedOutError
    return session


def own_origin(request: Request) -> None:
    """Refuse a form that another site sends, by what the browser says of where it comes from."""
    origin = request.headers.get("origin")
    ours = urlsplit(state(request).settings.service.serve.address)
    is_foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if is_foreign or (origin is not None and urlsplit(origin)[:2] != ours[:2]):
        raise HTTPException(403, "this form did not come from here; open the page again")


async def acting_editor(
    request: Request, session: Annotated[Session, Depends(editor)], _: Annotated[None, Depends(own_origin)]
) -> Session:
    """Return who sends a form that changes something; it has to carry the session's key."""
    sent: Any = request.headers.get("x-form-key") or (await request.form()).get("form_key", "")
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), session.form_key.encode()):
        raise HTTPException(403, "this form is out of date; open the page again")
    return session


def visitor(request: Request) -> str:
    """Return the visitor's network: of IPv6 the /64, which one household has to itself."""
    host = request.client.host if request.client else "unknown"
    return ":".join(host.split(":")[:4]) if ":" in host else host


Editor = Annotated[Session, Depends(editor)]
ActingEditor = Annotated[Session, Depends(acting_editor)]

"""The log-in page: name and password in, a session out; slow for who guesses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.web.pages import page
from citydesk.web.sessions import acting_editor, cookie_name, lasting, own_origin, remember, visitor
from citydesk.web.state import state

router = APIRouter()


@router.get("/desk/login")
def form(request: Request) -> Response:
    """Show the form."""
    return page(request, "login.html", message="", name="")


@router.post("/desk/login", dependencies=[Depends(own_origin)])
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
) -> Response:
    """Open a session, or say that it can't be: never which of name and password is wrong."""
    web, subjects = state(request), (f"name:{name}", f"from:{visitor(request)}")
    if web.accounts.is_barred(subjects, web.now()):
        told = "Too many attempts. Try again in a quarter of an hour."
        return page(request, "login.html", status=429, message=told, name=name)
    token = web.accounts.log_in(name, password, web.now(), lasting(web))
    if token is None:
        web.accounts.note_failure(subjects, web.now())
        return page(request, "login.html", status=401, message="Name or password is wrong.", name=name)
    response = RedirectResponse("/desk", status_code=303)
    remember(response, web, token)
    return response


@router.post("/desk/logout", dependencies=[Depends(acting_editor)])
def log_out(request: Request) -> Response:
    """End the session."""
    web = state(request)
    web.accounts.log_out(request.cookies.get(cookie_name(web), ""))
    response = RedirectResponse("/desk/login", status_code=303)
    response.delete_cookie(cookie_name(web), path="/", secure=web.is_secure, httponly=True, samesite="lax")
    return response

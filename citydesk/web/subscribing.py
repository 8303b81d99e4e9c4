"""The way in: the form, the letter, the page its link opens, the button on it. Only the button subscribes anyone.

Whoever fills in the form gets the same answer whether the address is new, known or suppressed.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import Field

from citydesk.subscribers.address import checked_address, masked
from citydesk.subscribers.links import make_token, read_token
from citydesk.subscribers.nouns import Signup
from citydesk.subscribers.people import confirm
from citydesk.subscribers.signups import ask_for_link, is_too_often, load_signup, sign_up
from citydesk.subscribers.wording import wording
from citydesk.web.reader_pages import READING, Trap, WishesForm, language_of, mailing_web, notice, offered, told
from citydesk.web.sessions import own_origin, visitor
from citydesk.web.state import WebState

router = APIRouter()
Typed = Annotated[str, Form(max_length=500)]


class SubscribeForm(WishesForm):
    """The form to subscribe. `website` is a trap: people don't see it, machines fill it in."""

    address: Annotated[str, Field(max_length=500)] = ""
    agrees: bool = False
    website: Trap = ""


@router.api_route("/subscribe", methods=READING)
def form(request: Request) -> Response:
    """Show the form."""
    web, language = mailing_web(request), language_of(request)
    chosen = SubscribeForm(language=language, editions=[one.key for one in web.settings.editions[:1]])  # type: ignore[arg-type]
    return _form(request, web, chosen, "")


@router.post("/subscribe", dependencies=[Depends(own_origin)])
def subscribe(request: Request, sent: Annotated[SubscribeForm, Form()]) -> Response:
    """Store what was asked for and have a letter sent; or say what is missing in the form."""
    web, words = mailing_web(request), wording(sent.language)
    wishes = sent.wishes(web.settings)
    with web.open_subscribers() as file:
        if is_too_often(file, visitor(request), web.now()):
            return _form(request, web, sent, words["too_many"], status=429)
        try:
            address = checked_address(sent.address)
        except ValueError:
            return _form(request, web, sent, words["not_address"], status=422)
        if not wishes.editions or not sent.agrees:
            return _form(request, web, sent, words["no_consent" if wishes.editions else "no_edition"], status=422)
        if not sent.website:
            sign_up(file, address, wishes, words.consent_version, web.now())
    request.app.state.postman.ring()
    return notice(request, sent.language, words["look"], words["look_told"])


@router.api_route("/subscribe/confirm/{token}", methods=READING)
def confirm_page(request: Request, token: str) -> Response:
    """Show what is to be confirmed, and the button. Changes nothing: scanners of mail open links, too."""
    web = mailing_web(request)
    waiting = _waiting(web, token)
    if waiting is None:
        return over(request)
    words = wording(waiting.wishes.language)
    kind = "confirm_move" if waiting.moves else "confirm"
    told_of = words[f"{kind}_told"].format(address=masked(waiting.address))
    return told(request, "reader_confirm.html", words.language, heading=words[kind], line=told_of)


@router.post("/subscribe/confirm/{token}", dependencies=[Depends(own_origin)])
def confirm_now(request: Request, token: str) -> Response:
    """Begin the subscription, or give it the new address; a link is good once."""
    web = mailing_web(request)
    waiting = _waiting(web, token)
    with web.open_subscribers() as file:
        found = confirm(file, waiting.id, web.now()) if waiting else None
        if waiting is None or found is None:
            return over(request)
        preferences = make_token(file.vault, "preferences", found.id, found.link_key, web.now())
    request.app.state.postman.ring()
    words = wording(found.wishes.language)
    line = words["confirmed_told"].format(address=masked(found.address))
    heading = words["moved" if waiting.moves else "confirmed"]
    return notice(request, words.language, heading, line, preferences=preferences)


@router.post("/subscription", dependencies=[Depends(own_origin)])
def send_link(request: Request, address: Typed, website: Typed = "") -> Response:
    """Have a fresh link sent to a subscriber's address; the same answer for any address."""
    web, language = mailing_web(request), language_of(request)
    words = wording(language)
    with web.open_subscribers() as file:
        if is_too_often(file, visitor(request), web.now()):
            return notice(request, language, words["over"], words["too_many"], status=429)
        try:
            typed = checked_address(address)
        except ValueError:
            return notice(request, language, words["send_link"], words["not_address"], status=422, asks_address=True)
        if not website:
            ask_for_link(file, "data", typed, language, web.now())
    request.app.state.postman.ring()
    return notice(request, language, words["look"], words["look_told"])


def over(request: Request) -> Response:
    """Say that a link is no longer good, and offer a fresh one."""
    words = wording(language_of(request))
    return notice(request, words.language, words["over"], words["over_told"], status=410, asks_address=True)


def _waiting(web: WebState, token: str) -> Signup | None:
    """Return the sign-up that a link in a letter is for, None where the link is no longer good."""
    with web.open_subscribers() as file:
        ticket = read_token(file.vault, "confirm", token, web.now())
        return load_signup(file, ticket.of, web.now()) if ticket and not ticket.is_over else None


def _form(request: Request, web: WebState, chosen: SubscribeForm, message: str, status: int = 200) -> Response:
    return told(
        request, "subscribe.html", chosen.language, status=status, chosen=chosen, message=message,
        offered=offered(web, chosen.language),
    )  # fmt: skip

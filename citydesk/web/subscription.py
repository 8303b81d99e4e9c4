"""A subscriber's own pages, opened by signed links instead of a password: what she gets, her data, the way out.

The link in an issue opens her choice and the way out. To see, move or erase her data takes a link of an hour, sent to
her mailbox: an issue is sometimes forwarded. Only POST changes anything.
"""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response

from citydesk.subscribers import personal_data
from citydesk.subscribers.address import checked_address, masked
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.links import Purpose, make_token, read_token
from citydesk.subscribers.nouns import Subscriber
from citydesk.subscribers.people import change, find, leave, return_to
from citydesk.subscribers.signups import ask_for_link, sign_up
from citydesk.subscribers.wording import wording
from citydesk.web.reader_pages import READING, WishesForm, mailing_web, notice, offered, told
from citydesk.web.sessions import own_origin
from citydesk.web.state import WebState
from citydesk.web.subscribing import over

router = APIRouter()
OURS = [Depends(own_origin)]
Short = Annotated[str, Form(max_length=500)]


@router.api_route("/subscription/{token}", methods=READING)
def preferences(request: Request, token: str) -> Response:
    """Show what she gets."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "preferences", token)
    return _preferences(request, web, token, reader, "") if reader else over(request)


@router.post("/subscription/{token}", dependencies=OURS)
def save(request: Request, token: str, sent: Annotated[WishesForm, Form()]) -> Response:
    """Store another choice."""
    web = mailing_web(request)
    wishes = sent.wishes(web.settings)
    words = wording(wishes.language)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "preferences", token)
        if reader is None:
            return over(request)
        if not wishes.editions:
            return _preferences(request, web, token, reader, words["no_edition"], status=422)
        change(file, reader.id, wishes, words.consent_version, web.now())
        reader = find(file, reader.id)
    assert reader is not None
    return _preferences(request, web, token, reader, words["saved"])


@router.post("/subscription/{token}/data-link", dependencies=OURS)
def data_link(request: Request, token: str) -> Response:
    """Have the link to her data sent to her mailbox."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "preferences", token)
        if reader is None:
            return over(request)
        ask_for_link(file, "data", reader.address, reader.wishes.language, web.now())
    request.app.state.postman.ring()
    words = wording(reader.wishes.language)
    return notice(request, words.language, words["look"], words["look_told"])


@router.post("/subscription/{token}/return", dependencies=OURS)
def come_back(request: Request, token: str) -> Response:
    """Take up a subscription that she left."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "preferences", token)
        if reader is None or not return_to(file, reader.id, wording(reader.wishes.language).consent_version, web.now()):
            return over(request)
        reader = find(file, reader.id)
    assert reader is not None
    return _preferences(request, web, token, reader, wording(reader.wishes.language)["saved"])


@router.api_route("/unsubscribe/{token}", methods=READING)
def leave_page(request: Request, token: str) -> Response:
    """Show the button that ends it."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "unsubscribe", token)
        if reader is None:
            return over(request)
        if reader.left_at is not None:
            return _left(request, web, file, reader)
        token = make_token(file.vault, "preferences", reader.id, reader.link_key, web.now())
    words = wording(reader.wishes.language)
    line = words["leave_told"].format(address=masked(reader.address))
    return told(request, "reader_leave.html", words.language, heading=words["leave"], line=line, token=token)


@router.post("/unsubscribe/{token}")
def leave_now(request: Request, token: str, one_click: Annotated[str, Form(alias="List-Unsubscribe")] = "") -> Response:
    """End it, for the button and for mail programs (RFC 8058): no log-in, no cookie, no redirect, from any origin."""
    web = mailing_web(request)
    if one_click != "One-Click":
        raise HTTPException(400, "send List-Unsubscribe=One-Click in the body")
    with web.open_subscribers() as file:
        reader = _reader(web, file, "unsubscribe", token)
        if reader is None:
            return over(request)
        leave(file, reader.id, "one-click", web.now())
        return _left(request, web, file, reader)


@router.api_route("/your-data/{token}", methods=READING)
def data(request: Request, token: str) -> Response:
    """Show what she can do with her data."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "data", token)
        return _data(request, web, file, token, reader, "") if reader else over(request)


@router.post("/your-data/{token}/export", dependencies=OURS)
def export(request: Request, token: str) -> Response:
    """Give her all that is kept of her (GDPR, Article 15)."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "data", token)
        if reader is None:
            return over(request)
        body = json.dumps(personal_data.export(file, reader.id), ensure_ascii=False, indent=1)
    headers = {"content-disposition": 'attachment; filename="citydesk-data.json"', "cache-control": "no-store"}
    return Response(body, media_type="application/json", headers=headers)


@router.post("/your-data/{token}/address", dependencies=OURS)
def move(request: Request, token: str, address: Short) -> Response:
    """Have a letter sent to her new address; it changes when the link in it is confirmed."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "data", token)
        if reader is None:
            return over(request)
        words = wording(reader.wishes.language)
        try:
            typed = checked_address(address)
        except ValueError:
            return _data(request, web, file, token, reader, words["not_address"], status=422)
        sign_up(file, typed, reader.wishes, words.consent_version, web.now(), moves=reader.id)
    request.app.state.postman.ring()
    return notice(request, words.language, words["look"], words["look_told"])


@router.post("/your-data/{token}/erase", dependencies=OURS)
def erase(request: Request, token: str, sure: Annotated[bool, Form()] = False) -> Response:
    """Erase all that is kept of her (GDPR, Article 17)."""
    web = mailing_web(request)
    with web.open_subscribers() as file:
        reader = _reader(web, file, "data", token)
        if reader is None:
            return over(request)
        words = wording(reader.wishes.language)
        if not sure:
            return _data(request, web, file, token, reader, words["erase_told"], status=422)
        personal_data.erase(file, reader.id)
    return notice(request, words.language, words["erased"], words["erased_told"])


def _reader(web: WebState, file: SubscriberFile, purpose: Purpose, token: str) -> Subscriber | None:
    """Return whose link this is, None where it is not ours, too old, or from before her address changed."""
    ticket = read_token(file.vault, purpose, token, web.now())
    reader = find(file, ticket.of) if ticket and not ticket.is_over else None
    return reader if reader and ticket and reader.link_key == ticket.key else None


def _preferences(
    request: Request, web: WebState, token: str, reader: Subscriber, message: str, status: int = 200
) -> Response:
    wishes = reader.wishes
    with web.open_subscribers() as file:
        leaving = make_token(file.vault, "unsubscribe", reader.id, reader.link_key, web.now())
    chosen = WishesForm(
        editions=list(wishes.editions),
        cities=list(wishes.cities),
        topics=list(wishes.topics),
        both=wishes.needs_both,
        rhythm=wishes.rhythm,
        language=wishes.language,  # type: ignore[arg-type]
    )
    return told(
        request, "subscription.html", wishes.language, status=status, token=token, chosen=chosen, message=message,
        offered=offered(web, wishes.language), reader=reader, address=masked(reader.address),
        can_return=reader.left_why not in ("bounced", "complained"), leaving=leaving,
    )  # fmt: skip


def _data(
    request: Request,
    web: WebState,
    file: SubscriberFile,
    token: str,
    reader: Subscriber,
    message: str,
    status: int = 200,
) -> Response:
    own = make_token(file.vault, "preferences", reader.id, reader.link_key, web.now())
    return told(
        request, "your_data.html", reader.wishes.language, status=status, token=token, message=message,
        address=masked(reader.address), preferences=own,
    )  # fmt: skip


def _left(request: Request, web: WebState, file: SubscriberFile, reader: Subscriber) -> Response:
    words = wording(reader.wishes.language)
    token = make_token(file.vault, "preferences", reader.id, reader.link_key, web.now())
    line = words["left_told"].format(address=masked(reader.address))
    can_return = reader.left_why not in ("bounced", "complained")
    return notice(request, words.language, words["left"], line, token=token, can_return=can_return)

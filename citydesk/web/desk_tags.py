"""Cities and topics of a story at the desk: corrected by a form, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.errors import ConfigError
from citydesk.pipeline.correcting import Wish, city_wish, project_wish, set_tags, topic_wish, undo_tags
from citydesk.pipeline.editing import Desk
from citydesk.web.sessions import ActingEditor
from citydesk.web.state import state
from nlp.vocabulary import Vocabulary

router = APIRouter()
Words = Annotated[str, Form(max_length=2000)]
Id = Annotated[str, Form(max_length=200)]
Kind = Annotated[Literal["city", "topic", "project"], Form()]


@router.post("/desk/{issue}/tags")
def set_tag(
    request: Request, session: ActingEditor, issue: str, story: Id, kind: Kind, value: Id, role: Id, reason: Words = ""
) -> Response:
    """Say what role a city has in a story (`role`: one of the five, or none), or that a topic is there (yes or no)."""
    known = state(request).settings.vocabulary
    return _decided(
        request,
        issue,
        story,
        lambda desk: set_tags(
            desk, story, [_wish(known, kind, value, role)], session.account, reason, state(request).now()
        ),
    )


@router.post("/desk/{issue}/take-back-tag")
def take_back_tag(
    request: Request, session: ActingEditor, issue: str, story: Id, correction: Annotated[int, Form(ge=1, le=2**62)]
) -> Response:
    """Take back what was said of a tag, by whomever."""
    return _decided(
        request,
        issue,
        story,
        lambda desk: undo_tags(desk, correction, session.account, state(request).now()),
    )


def _wish(known: Vocabulary, kind: str, value: str, role: str) -> Wish:
    if kind == "city":
        return city_wish(known, value, role)
    if role not in ("yes", "no"):
        raise ConfigError(f'"{role}" is neither yes nor no')
    wish = topic_wish if kind == "topic" else project_wish
    return wish(known, value, is_there=role == "yes")


def _decided(request: Request, issue: str, story: str, decide: Callable[[Desk], object]) -> Response:
    web = state(request)
    with web.open() as archive:
        decide(Desk(archive=archive, encoder=web.make_encoder(), projects=web.settings.vocabulary.projects))
    return RedirectResponse(f"/desk/{quote(issue, '')}/stories/{quote(story, '')}#tags", status_code=303)

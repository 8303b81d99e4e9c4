"""The editors' desk: the draft of an issue as it will look, and every action on it as a form.

Every page works without scripts; with them the forms swap the part of the page they change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.accounts import Session
from citydesk.archive import Archive, revisions
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import render
from citydesk.pipeline.correcting import NONE, ROLES
from citydesk.pipeline.desk import Draft, act, draft, issue_id, issue_named
from citydesk.pipeline.desk_checks import Refused
from citydesk.pipeline.desk_choices import choices
from citydesk.pipeline.desk_publishing import correct, publish
from citydesk.pipeline.editing import Desk, merge, split, undo
from citydesk.pipeline.exporting import FILES, export
from citydesk.pipeline.showing import shown, story_named
from citydesk.pipeline.showing_tags import show_tags
from citydesk.web.desk_view import Told, issues_to_show, told_draft
from citydesk.web.pages import page
from citydesk.web.sessions import ActingEditor, Editor, editor
from citydesk.web.state import WebState, state
from digest.edits import Action
from digest.issue import Edition, Period
from nlp.story import Sentence

router = APIRouter()
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
Seen = Annotated[int, Form(ge=0)]
Words = Annotated[str, Form(max_length=2000)]
Id = Annotated[str, Form(max_length=2000)]


@router.get("/desk")
def overview(request: Request, session: Editor) -> Response:
    """Show the issues in work and those published last."""
    web = state(request)
    with web.open() as archive:
        rows = issues_to_show(archive, web.settings, web.now())
    return page(request, "issues.html", editor=session, issues=rows)


@router.get("/desk/{issue}")
def show(request: Request, session: Editor, issue: str) -> Response:
    """Show the draft of an issue, or the part of the page that a form has changed."""
    return _draft_page(request, session, issue)


@router.get("/desk/{issue}/stories/{story}")
def story_page(request: Request, session: Editor, issue: str, story: str) -> Response:
    """Show a story of a draft: its members with the evidence, its sentences, and what can be done to it."""
    web = state(request)
    edition, period = _named(web, issue)
    with web.open() as archive:
        try:
            id = story_named(archive, story)
        except ConfigError as error:
            raise HTTPException(404, str(error)) from error
        whole = draft(archive, web.settings, edition, period)
        told = told_draft(archive, whole, web.settings, web.now())
        return page(
            request,
            "story.html",
            editor=session,
            issue=told,
            entry=told.entry(id),
            story=shown(archive, id),
            choices=choices(archive, id),
            tagged=show_tags(archive, web.settings.vocabulary, id),
            vocabulary=web.settings.vocabulary,
            roles=(*ROLES, NONE),
        )


@router.get("/desk/{issue}/preview/{kind}", dependencies=[Depends(editor)])
def preview(request: Request, issue: str, kind: Literal["html", "text", "mail", "markdown"]) -> Response:
    """Show the issue as it would go out now."""
    web = state(request)
    edition, period = _named(web, issue)
    with web.open() as archive:
        whole = draft(archive, web.settings, edition, period)
    body = render(whole.issue, web.settings.service.digest.site)[kind]
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"  # no script, no form
    headers = {"content-security-policy": policy, "cache-control": "no-store"}
    media = "text/html" if kind in ("html", "mail") else "text/plain"
    return Response(body, media_type=f"{media}; charset=utf-8", headers=headers)


@router.get("/desk/{issue}/files/{kind}", dependencies=[Depends(editor)])
def download(request: Request, issue: str, kind: Literal["docx", "pdf"]) -> Response:
    """Return the issue as a file to work with."""
    web = state(request)
    _named(web, issue)
    with web.open() as archive:
        body = export(archive, web.settings, issue, kind)
    headers = {"content-disposition": f'attachment; filename="{issue}{FILES[kind]}"', "cache-control": "no-store"}
    return Response(body, media_type=MEDIA[kind], headers=headers)


@router.post("/desk/{issue}/act")
def act_on(
    request: Request,
    session: ActingEditor,
    issue: str,
    kind: Annotated[
        Literal["place", "drop", "restore", "pin", "lead", "headline", "note", "add", "seen", "undo", "redo"], Form()
    ],
    seen: Seen,
    story: Id = "",
    before: Id = "",
    section: Id = "",
    place: Annotated[int | None, Form(ge=0, le=1000)] = None,
    text: Words = "",
    of: Annotated[int | None, Form(ge=0)] = None,
    reason: Words = "",
) -> Response:
    """Do one thing to a draft."""
    action = Action(
        kind=kind, story=story.strip(), before=before or None, section=section or None, place=place, text=text, of=of
    )
    return _acted(request, session, issue, action, seen, reason)


@router.post("/desk/{issue}/sentences")
def choose_sentences(
    request: Request,
    session: ActingEditor,
    issue: str,
    story: Id,
    seen: Seen,
    chosen: Annotated[list[str], Form(max_length=50)] = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """Make a summary of the sentences that are ticked, in the order they stand in; each is `article:start:end`."""
    with state(request).open() as archive:
        possible = {
            f"{one.sentence.article}:{one.sentence.start}:{one.sentence.end}": one.sentence
            for one in choices(archive, story)
        }
    sentences: list[Sentence] = [possible[key] for key in possible if key in chosen]
    return _acted(request, session, issue, Action(kind="sentences", story=story, sentences=tuple(sentences)), seen, "")


@router.post("/desk/{issue}/merge")
def merge_stories(
    request: Request, session: ActingEditor, issue: str, story: Id, other: Id, reason: Words = ""
) -> Response:
    """Say that two stories are one happening, in every issue from now on."""
    return _decided(request, session, issue, lambda desk, now: merge(desk, story, other, session.account, reason, now))


@router.post("/desk/{issue}/split")
def split_story(
    request: Request,
    session: ActingEditor,
    issue: str,
    story: Id,
    article: Annotated[list[str], Form(max_length=200)] = [],  # noqa: B006  FastAPI copies it
    reason: Words = "",
) -> Response:
    """Say that articles tell another happening than the rest of their story, in every issue from now on."""
    if not article:
        return _draft_page(request, session, issue, refused="tick the articles that are to be taken out")
    return _decided(
        request, session, issue, lambda desk, now: split(desk, story, article, session.account, reason, now)
    )


@router.post("/desk/{issue}/take-back")
def take_back(
    request: Request, session: ActingEditor, issue: str, decision: Annotated[int, Form(ge=1, le=2**62)]
) -> Response:
    """Take back what was said of stories, by whomever."""
    return _decided(request, session, issue, lambda desk, now: undo(desk, decision, now))


@router.post("/desk/{issue}/schedule")
def schedule(
    request: Request, session: ActingEditor, issue: str, seen: Seen, at: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """Plan the publication by the clock of the edition's zone, or take it off the plan (`at` empty)."""
    edition, _ = _named(state(request), issue)
    try:
        when = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(edition.zone)) if at else None
    except ValueError:
        return _draft_page(request, session, issue, refused=f'"{at}" is no date with a time')
    return _acted(request, session, issue, Action(kind="schedule", at=when), seen, "")


@router.post("/desk/{issue}/publish")
def publish_issue(
    request: Request, session: ActingEditor, issue: str, seen: Seen, words: Words = "", is_sure: Id = ""
) -> Response:
    """Publish the draft, or what was changed since as a correction."""
    web = state(request)
    edition, period = _named(web, issue)
    if not is_sure:
        return _draft_page(request, session, issue, refused="tick the box: publishing can't be undone, only corrected")
    with web.open() as archive:
        if revisions.newest(archive, issue_id(edition, period)) is None:
            done = publish(archive, web.settings, edition, period, session.account, now=web.now(), seen=seen)
        else:
            done = correct(archive, web.settings, edition, period, words, session.account, now=web.now(), seen=seen)
    if isinstance(done, Refused):
        return _draft_page(request, session, issue, refused=done.reason)
    return RedirectResponse(f"/desk/{issue}", status_code=303)


def _acted(request: Request, session: Session, issue: str, action: Action, seen: int, reason: str) -> Response:
    web = state(request)
    edition, period = _named(web, issue)
    with web.open() as archive:
        done = act(
            archive, web.settings, edition, period, action, session.account, now=web.now(), seen=seen, reason=reason
        )
    if isinstance(done, Refused):
        return _draft_page(request, session, issue, refused=done.reason)
    return RedirectResponse(f"/desk/{issue}", status_code=303)


def _decided(request: Request, session: Session, issue: str, decide: Callable[[Desk, datetime], object]) -> Response:
    web = state(request)
    _named(web, issue)
    with web.open() as archive:
        desk = Desk(
            archive=archive,
            encoder=web.make_encoder(),
            projects=web.settings.vocabulary.projects,
        )
        try:
            decide(desk, web.now())
        except ConfigError as error:
            return _draft_page(request, session, issue, refused=str(error))
    return RedirectResponse(f"/desk/{issue}", status_code=303)


def _draft_page(request: Request, session: Session, issue: str, refused: str = "") -> Response:
    web = state(request)
    edition, period = _named(web, issue)
    with web.open() as archive:
        told = _told(archive, web, edition, period)
    template = "draft_main.html" if "hx-request" in request.headers else "draft.html"
    return page(request, template, status=409 if refused else 200, editor=session, issue=told, refused=refused)


def _told(archive: Archive, web: WebState, edition: Edition, period: Period) -> Told:
    whole: Draft = draft(archive, web.settings, edition, period)
    return told_draft(archive, whole, web.settings, web.now())


def _named(web: WebState, issue: str) -> tuple[Edition, Period]:
    try:
        return issue_named(web.settings, issue)
    except ConfigError as error:
        raise HTTPException(404, str(error)) from error

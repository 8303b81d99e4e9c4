"""The addresses of the API: what may be asked, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, NoReturn

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from pydantic import AwareDatetime

from citydesk.archive import Archive, stories
from citydesk.archive.listings import Place, Wanted, page_of_articles, page_of_stories
from citydesk.archive.publications import publication, publications
from citydesk.pipeline.search import By, Wish
from citydesk.pipeline.search import search as run_search
from citydesk.web.api import reading
from citydesk.web.api.shapes import (
    Articles,
    ArticleShape,
    Cities,
    CityShape,
    Hits,
    Issues,
    IssueWithEntries,
    Problem,
    Stories,
    StoryShape,
    Topics,
)
from citydesk.web.state import state

MOST, USUAL = 100, 20  # on one page
MOST_CHARACTERS = 200  # of a question
PLACE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z_[as][0-9a-f]{16}$"  # stamp and id

PROBLEM = {"application/problem+json": {"schema": Problem.model_json_schema()}}
MISSING: dict[int | str, dict[str, object]] = {404: {"content": PROBLEM, "description": "There is none of that id."}}
router = APIRouter()


def opened(request: Request) -> Iterator[Archive]:
    """Open the archive for one request."""
    with state(request).open() as archive:
        yield archive


Key = Annotated[str, Query(max_length=100, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Code = Annotated[str, Query(max_length=3, pattern=r"^[a-z]{2,3}$", description="ISO 639-1")]
Cursor = Annotated[str, Query(pattern=PLACE, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Opened = Annotated[Archive, Depends(opened)]
StoryId = Annotated[str, Path(pattern=r"^s[0-9a-f]{16}$")]
ArticleId = Annotated[str, Path(pattern=r"^a[0-9a-f]{16}$")]
IssueId = Annotated[str, Path(max_length=120, pattern=r"^[a-z0-9][A-Za-z0-9_-]*$")]


@router.get("/stories")
def list_stories(
    archive: Opened,
    city: Key | None = None,
    topic: Key | None = None,
    project: Key | None = None,
    language: Code | None = None,
    source: Key | None = None,
    first_published_from: AwareDatetime | None = None,
    first_published_before: AwareDatetime | None = None,
    cursor: Cursor | None = None,
    limit: Limit = USUAL,
) -> Stories:
    """Return stories, those first published last first. All filters given must hold."""
    wanted = _wanted(city, topic, project, language, source, first_published_from, first_published_before)
    places = page_of_stories(archive, wanted, _place(cursor), limit + 1)
    told = reading.stories_told(archive, [id for _, id in places[:limit]])
    return Stories(stories=told, next=_next(places, limit))


@router.get("/stories/{id}", responses=MISSING)
def get_story(archive: Opened, id: StoryId) -> StoryShape:
    """Return a story; an id that was merged away gives the story it went into, under that one's id."""
    found = stories.find_story(archive, id)
    told = reading.stories_told(archive, [found]) if found else ()
    if not told:
        _missing()
    return told[0]


@router.get("/articles")
def list_articles(
    archive: Opened,
    city: Key | None = None,
    topic: Key | None = None,
    project: Key | None = None,
    language: Code | None = None,
    source: Key | None = None,
    first_seen_from: AwareDatetime | None = None,
    first_seen_before: AwareDatetime | None = None,
    cursor: Cursor | None = None,
    limit: Limit = USUAL,
) -> Articles:
    """Return articles, those first seen last first: what is new since a visit stands on the first pages."""
    wanted = _wanted(city, topic, project, language, source, first_seen_from, first_seen_before)
    places = page_of_articles(archive, wanted, _place(cursor), limit + 1)
    told = reading.articles_told(archive, [id for _, id in places[:limit]])
    return Articles(articles=told, next=_next(places, limit))


@router.get("/articles/{id}", responses=MISSING)
def get_article(archive: Opened, id: ArticleId) -> ArticleShape:
    """Return an article."""
    told = reading.articles_told(archive, [id])
    if not told:
        _missing()
    return told[0]


@router.get("/cities")
def list_cities(request: Request) -> Cities:
    """Return all cities of the gazetteer."""
    return Cities(cities=tuple(reading.city_told(one) for one in state(request).settings.vocabulary.cities))


@router.get("/cities/{id}", responses=MISSING)
def get_city(request: Request, id: Annotated[str, Path(max_length=100)]) -> CityShape:
    """Return a city."""
    found = next((one for one in state(request).settings.vocabulary.cities if one.id == id), None)
    return reading.city_told(found) if found else _missing()


@router.get("/topics")
def list_topics(request: Request) -> Topics:
    """Return all topics."""
    return Topics(topics=tuple(reading.topic_told(one) for one in state(request).settings.vocabulary.topics))


@router.get("/issues")
def list_issues(archive: Opened, edition: Key | None = None) -> Issues:
    """Return the published issues of one edition, or of all, the newest first."""
    return Issues(issues=tuple(reading.issue_told(one) for one in publications(archive, edition)))


@router.get("/issues/{id}", responses=MISSING)
def get_issue(archive: Opened, id: IssueId) -> IssueWithEntries:
    """Return a published issue with its entries; what isn't published isn't there."""
    found = publication(archive, id)
    return reading.issue_with_entries(archive, found) if found else _missing()


@router.get("/search")
def search(
    request: Request,
    archive: Opened,
    q: Annotated[str, Query(min_length=1, max_length=MOST_CHARACTERS, description="as in `citydesk search`")],
    by: By = "words",
    limit: Limit = USUAL,
) -> Hits:
    """Return the articles that answer a question, best first."""
    wish = Wish(limit=limit, by=by)
    if by == "words":
        return Hits(hits=reading.hits_told(run_search(archive, q, wish, vocabulary=state(request).settings.vocabulary)))
    return Hits(hits=reading.hits_told(state(request).by_meaning.search(q, wish)))


def _wanted(
    city: str | None,
    topic: str | None,
    project: str | None,
    language: str | None,
    source: str | None,
    since: datetime | None,
    before: datetime | None,
) -> Wanted:
    given = (("city", city), ("topic", topic), ("project", project))
    subjects = tuple((kind, value) for kind, value in given if value is not None)
    return Wanted(subjects=subjects, language=language, source=source, since=since, before=before)


def _next(places: list[Place], limit: int) -> str | None:
    return "_".join(places[limit - 1]) if len(places) > limit else None


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    when, _, id = cursor.partition("_")
    return when, id


def _missing() -> NoReturn:
    raise HTTPException(404, "there is none of that id")

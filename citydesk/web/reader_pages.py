"""What the pages for subscribers share: the language, the choices to offer, wishes from a form, a page in her words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import HTTPException, Request, Response
from pydantic import BaseModel, Field

from citydesk.settings import Settings
from citydesk.subscribers.nouns import Rhythm, Wishes
from citydesk.subscribers.wording import LANGUAGES, OWN_NAMES, Wording, wording
from citydesk.web.pages import page
from citydesk.web.state import WebState, state

Choices = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=500)]
READING = ["GET", "HEAD"]
Trap = Annotated[str, Field(max_length=500)]


class WishesForm(BaseModel):
    """What a form says of wishes; keys that there are none of are left out."""

    editions: Choices = []
    cities: Choices = []
    topics: Choices = []
    both: bool = False
    rhythm: Rhythm = "each"
    language: Literal["en", "fr", "de", "es"] = "en"

    def wishes(self, settings: Settings) -> Wishes:
        """Return the wishes, in the order of config, so that the same choice is the same wishes."""
        vocabulary = settings.vocabulary
        return Wishes(
            editions=tuple(one.key for one in settings.editions if one.key in self.editions),
            cities=tuple(one.id for one in vocabulary.cities if one.id in self.cities),
            topics=tuple(one.id for one in vocabulary.topics if one.id in self.topics and not one.is_none),
            needs_both=self.both,
            language=self.language,
            rhythm=self.rhythm,
        )


def mailing_web(request: Request) -> WebState:
    """Return what the pages work with. Raise HTTPException where this service sends no mail."""
    found = state(request)
    if found.settings.service.mail.relay is None:
        raise HTTPException(404, wording(language_of(request))["no_mail_told"])
    return found


def language_of(request: Request) -> str:
    """Return the language a visitor asks for: by the address, else by her browser, else English."""
    asked = [request.query_params.get("language", ""), *_accepted(request.headers.get("accept-language", ""))]
    return next((one for one in asked if one in LANGUAGES), "en")


def told(request: Request, template: str, language: str, *, status: int = 200, **words: Any) -> Response:
    """Return a page in a language of ours."""
    own: Wording = wording(language)
    return page(request, template, status=status, words=own, languages=OWN_NAMES, **words)


def notice(request: Request, language: str, heading: str, *lines: str, status: int = 200, **more: Any) -> Response:
    """Return a page that says one thing."""
    more = {"token": None, "can_return": False, "asks_address": False, "preferences": None} | more
    return told(request, "reader_notice.html", language, status=status, heading=heading, lines=lines, **more)


def offered(web: WebState, language: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return (key, name, remark) of the editions, cities and topics there are to choose from."""
    words, vocabulary = wording(language), web.settings.vocabulary
    homes = {source.city for source in web.settings.sources if source.is_enabled}
    cities = [one for one in vocabulary.cities if one.id in homes] or list(vocabulary.cities)
    topics = [one for one in vocabulary.topics if not one.is_none]
    return {
        "editions": [(one.key, one.title, words[one.rhythm]) for one in web.settings.editions],
        "cities": sorted(((one.id, one.name_in(language), "") for one in cities), key=lambda row: row[1].casefold()),
        "topics": sorted(((one.id, one.label_in(language), "") for one in topics), key=lambda row: row[1].casefold()),
    }


def _accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header, the preferred one first."""
    parts = [part.strip().lower().partition(";q=") for part in header[:500].split(",")]
    weighed = [(code[:2], float(q) if q.replace(".", "", 1).isdigit() else 1.0) for code, _, q in parts]
    return [code for code, weight in sorted(weighed, key=lambda pair: -pair[1]) if weight]

"""All that a page is made from, in one language: archive, settings, words, addresses; and the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from citydesk.archive import Archive
from citydesk.settings import Settings
from citydesk.web.public.document import POLICY, Document
from citydesk.web.public.languages import LANGUAGES, OWN_NAMES, country_name, language_name, translations
from citydesk.web.public.style import style_name
from digest.issue import Edition
from digest.render import fill
from digest.text import clean, safe_url
from digest.view import SHOWN_PUBLISHERS
from digest.words import Words, words_in
from nlp.vocabulary import City, Project, Topic

MOST_CHARACTERS = 600  # of what came from the web, in one place


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The public site in one language, at one moment of the archive."""

    archive: Archive
    settings: Settings
    language: str  # one of LANGUAGES
    is_static: bool = False  # written as files: what needs a server is left out

    @property
    def base(self) -> str:
        """Return the address of the site's root, with a slash at its end."""
        return self.settings.service.digest.site.rstrip("/") + "/"

    @property
    def root(self) -> str:
        """Return the path of the site's root."""
        return root_of(self.settings)

    @property
    def by_mail(self) -> str | None:
        """Return the address of the form to subscribe, None where no mail is sent."""
        told = self.settings.service
        return urljoin(told.serve.address, f"subscribe?language={self.language}") if told.mail.relay else None

    @property
    def words(self) -> Words:
        """Return the words of issues in this language."""
        return words_in(self.language)

    @property
    def zone(self) -> str:
        """Return the time zone of dates that belong to no edition: that of the first one."""
        return self.settings.editions[0].zone if self.settings.editions else "UTC"

    def gettext(self, words: str) -> str:
        """Return words of our own in this language."""
        return translations(self.language).gettext(words)

    def path(self, *parts: str, language: str | None = None, file: str = "") -> str:
        """Return the path of a page: `/fr/cities/ghent/`, or of a file in it."""
        whole = "".join(f"{quote(part, safe='')}/" for part in (language or self.language, *parts))
        return f"{self.root}{whole}{file}"

    def address(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.base.removesuffix(self.root) + path

    def edition_like(self, key: str, title: str) -> Edition:
        """Return an edition that stands for a list of stories, in this language."""
        return Edition(key=key, title=title, language=self.language, zone=self.zone)

    def city(self, id: str) -> City | None:
        """Return a city of the gazetteer."""
        return next((one for one in self.settings.vocabulary.cities if one.id == id), None)

    def topic(self, id: str) -> Topic | None:
        """Return a subject of news."""
        return next((one for one in self.settings.vocabulary.topics if one.id == id and not one.is_none), None)

    def project(self, key: str) -> Project | None:
        """Return a project of the network."""
        return next((one for one in self.settings.vocabulary.projects if one.key == key), None)

    def day(self, moment: datetime | date | None) -> str:
        """Return a day in words, "" for none."""
        if moment is None:
            return ""
        day = moment.astimezone(ZoneInfo(self.zone)).date() if isinstance(moment, datetime) else moment
        return self.words.plain_day(day, year=True)

    def minute(self, moment: datetime | None) -> str:
        """Return a day in words and the time, "" for none."""
        if moment is None:
            return ""
        return f"{self.day(moment)}, {moment.astimezone(ZoneInfo(self.zone)):%H:%M}"

    def language_name(self, code: str | None) -> str:
        """Return what a language is called in this one."""
        return language_name(code, self.language)

    def country_name(self, code: str) -> str:
        """Return what a country is called in this language."""
        return country_name(code, self.language)

    def page(
        self, template: str, *path: str, status: int = 200, modified: datetime | None = None, file: str = "",
        query: str = "", is_passing: bool = False, **told: object,
    ) -> Document:  # fmt: skip
        """Return a page at a path from a template. `query`: what is asked of it, the same in every language."""
        words = {"feeds": (), "linked": None, "kind": "website", "description": ""} | told
        others = [(one, OWN_NAMES[one], self.path(*path, language=one, file=file) + query) for one in LANGUAGES]
        text = _templates().get_template(template).render(
            site=self,
            _=self._translated,
            ngettext=self._counted,
            words=self.words,
            here=self.path(*path, file=file),
            others=others,
            policy=POLICY,
            style=f"{self.root}{style_name()}",
            fill=fill,
            shown_publishers=SHOWN_PUBLISHERS,
            section=path[0] if path else "",
            **words,
        )  # fmt: skip
        return Document(body=text.encode(), status=status, modified=modified, is_passing=is_passing)

    def _translated(self, words: str, /, **values: object) -> Markup:
        """Return words of a template in this language, with values put in; those are escaped."""
        return Markup(self.gettext(words)) % values if values else Markup(self.gettext(words))  # noqa: S704  our own

    def _counted(self, one: str, several: str, num: int) -> Markup:
        return Markup(translations(self.language).ngettext(one, several, num)) % {"num": num}  # noqa: S704  our own


def root_of(settings: Settings) -> str:
    """Return the path of the site's root: `/`, or where the site stands deeper, `/news/`."""
    return urlsplit(settings.service.digest.site.rstrip("/") + "/").path


@lru_cache(maxsize=1)
def _templates() -> Environment:
    found = Environment(
        loader=ChoiceLoader([PackageLoader("citydesk.web.public", "templates"), PackageLoader("digest", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["plain"] = lambda words: clean(words, MOST_CHARACTERS)
    found.filters["safe_url"] = safe_url
    return found

"""From tables of TOML to checked nouns: one pydantic model for each kind of table."""

from __future__ import annotations

from typing import Annotated, Self, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from citydesk.city_forms import unpack
from citydesk.config_checks import (
    check_address,
    check_country,
    check_day,
    check_host,
    check_key,
    check_language,
    check_line,
    check_search,
    check_selector,
    check_zone,
)
from crawler.article import Grade, Owner, Rights, Source, SourceKind
from digest.issue import Edition, Rhythm
from nlp.vocabulary import ByLanguage, City, Project, Topic

Key = Annotated[str, AfterValidator(check_key)]
Line = Annotated[str, AfterValidator(check_line)]
Address = Annotated[str, AfterValidator(check_address)]
Country = Annotated[str, AfterValidator(check_country)]
Host = Annotated[str, AfterValidator(check_host)]
Language = Annotated[str, AfterValidator(check_language)]
Selector = Annotated[str, AfterValidator(check_selector)]
Zone = Annotated[str, AfterValidator(check_zone)]
Day = Annotated[str, AfterValidator(check_day)]
Words = dict[str, tuple[Line, ...]]
FormLines = dict[Language, dict[Key, Annotated[str, AfterValidator(unpack)]]]


class Table(BaseModel):
    """A table of a config file: no unknown keys, no silent conversion, never changed."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class SourceTable(Table):
    """A place that publishes, in sources.toml."""

    name: Line
    """The organisation that publishes, as readers know it."""
    url: Address
    """What is fetched: the feed, the listing page, the sitemap or the API."""
    kind: SourceKind
    """How it is read: feed, listing, sitemap, wordpress (REST API) or drupal (JSON:API)."""
    owner: Owner = "city"
    """Who speaks: network, city or partner."""
    language: Language | None = None
    """Language of the articles, two letters; left out = several."""
    city: Line | None = None
    """The city it belongs to, a key of cities.toml; needed when owner is city."""
    grade: Grade = "U"
    """How well the address is proved: A to C, or U for not at all."""
    evidence: Line | None = None
    """What proves the address, in one line."""
    enabled: bool = True
    """Whether it is crawled."""
    link_selector: Selector | None = None
    """Listings only: CSS of the links to articles; left out = found by rule."""
    needs_browser: bool = False
    """Listings only: whether the list is made by JavaScript; then it is read in a browser (extra javascript)."""
    release: Rights = "extract"
    """What of its texts a release holds: full, extract (title and beginning) or metadata (title); ask the publisher."""
    note: Line | None = None
    """Why it is off, or what to watch; for editors only."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.owner == "city" and self.city is None:
            raise ValueError('city is missing; add the city, or owner = "network" or "partner"')
        if self.link_selector is not None and self.kind != "listing":
            raise ValueError(f"link_selector is for listings, and kind is {self.kind}; remove one of the two")
        if self.needs_browser and self.kind != "listing":
            raise ValueError(f"needs_browser is for listings, and kind is {self.kind}; remove one of the two")
        return self

    def noun(self, key: str) -> Source:
        """Return the source under its key."""
        return Source(
            key=key,
            name=self.name,
            url=self.url,
            kind=self.kind,
            owner=self.owner,
            language=self.language,
            city=self.city,
            grade=self.grade,
            evidence=self.evidence or "",
            is_enabled=self.enabled,
            link_selector=self.link_selector,
            needs_browser=self.needs_browser,
            release=self.release,
        )


class CityTable(Table):
    """A city, in cities.toml."""

    name: Line
    """The English name."""
    endonym: Line
    """The name in the city's own first language."""
    country: Country
    """Two capitals of ISO 3166-1."""
    geonames_id: int | None = Field(default=None, gt=0)
    """Number of the place at GeoNames; left out = it has none."""
    latitude: float = Field(ge=-90, le=90)
    """Degrees north."""
    longitude: float = Field(ge=-180, le=180)
    """Degrees east."""
    population: int | None = Field(default=None, gt=0)
    """Inhabitants; left out = unknown."""
    hosts: tuple[Host, ...] = ()
    """Hosts of the city's own web sites; their subdomains belong to them."""
    names: Words = {}
    """Names by language, the usual one first; a key may hold several languages: "de nl"."""
    forms: Words = {}
    """Case forms of the names by language, as they stand in a text, instead of those in city_forms.toml."""
    adjectives: Words = {}
    """Adjectives and inhabitants by language, in all their forms, instead of those in city_forms.toml."""
    organisations: tuple[Line, ...] = ()
    """Bodies that act for the city and are not its place, as they call themselves."""
    not_when: tuple[Line, ...] = ()
    """Phrases that hold a name and do not mean the city."""

    @model_validator(mode="after")
    def _has_languages(self) -> Self:
        _by_language(self.names), _by_language(self.forms), _by_language(self.adjectives)
        return self

    def noun(self, key: str, generated: FormsTable) -> City:
        """Return the city under its key, with those of the generated forms that its table does not give itself."""
        return City(
            id=key,
            name=self.name,
            endonym=self.endonym,
            country=self.country,
            latitude=self.latitude,
            longitude=self.longitude,
            geonames_id=self.geonames_id,
            population=self.population,
            hosts=self.hosts,
            names=_by_language(self.names),
            forms=_with(generated.forms, key, self.forms),
            adjectives=_with(generated.adjectives, key, self.adjectives),
            organisations=self.organisations,
            not_when=self.not_when,
        )


class FormsTable(Table):
    """What names become in a text, in city_forms.toml: language → city → forms, unpacked."""

    forms: FormLines = {}
    """Case forms of the names."""
    adjectives: FormLines = {}
    """Adjectives and inhabitants, in all their forms."""


class TopicTable(Table):
    """A subject of city news, in topics.toml."""

    label: Line
    """The English label."""
    labels: dict[str, Line] = {}
    """Labels in other languages."""
    wordings: tuple[Line, ...] = Field(min_length=1)
    """What a classifier compares a text with, in English: label, sentence, headlines."""
    local_wordings: Words = {}
    """The same in other languages."""
    eurovoc: tuple[Line, ...] = ()
    """Concept ids of EuroVoc."""
    iptc: tuple[Line, ...] = ()
    """Codes of IPTC Media Topics."""
    is_none: bool = False
    """What is no subject at all, office hours and the like: an article nearest to it has no topic."""

    @model_validator(mode="after")
    def _has_languages(self) -> Self:
        for code in self.labels:
            check_language(code)
        _by_language(self.local_wordings)
        return self

    def noun(self, key: str) -> Topic:
        """Return the topic under its key."""
        return Topic(
            id=key,
            label=self.label,
            labels=tuple(sorted(self.labels.items())),
            wordings=self.wordings,
            local_wordings=_by_language(self.local_wordings),
            eurovoc=self.eurovoc,
            iptc=self.iptc,
            is_none=self.is_none,
        )


class ProjectTable(Table):
    """A named undertaking of the network, in projects.toml."""

    name: Line
    """The name as readers know it; counts as a spelling."""
    spellings: tuple[Line, ...] = Field(min_length=1)
    """Every other spelling, matched exactly, capitals included."""
    description: Line | None = None
    """What it is, in one sentence."""
    topics: tuple[Line, ...] = ()
    """Topics it usually brings along, keys of topics.toml."""
    started: Day | None = None
    """Year, month or day it began; left out = unknown."""
    is_umbrella: bool = False
    """An initiative or programme with many undertakings: what merely happens within it is no one thread."""
    note: Line | None = None
    """What to watch; for editors only."""

    def noun(self, key: str) -> Project:
        """Return the project under its key."""
        return Project(
            key=key,
            name=self.name,
            spellings=self.spellings,
            description=self.description or "",
            topics=self.topics,
            started=self.started,
            is_umbrella=self.is_umbrella,
        )


class EditionTable(Table):
    """A saved question, in editions.toml; an empty list asks for all."""

    title: Line
    """The title above every issue."""
    language: Language = "en"
    """Language of the headings; articles keep their own."""
    zone: Zone = "Europe/Brussels"
    """Time zone in which the week begins on Monday at midnight."""
    cities: tuple[Line, ...] = ()
    """Only these cities, keys of cities.toml."""
    topics: tuple[Line, ...] = ()
    """Only these topics, keys of topics.toml."""
    projects: tuple[Line, ...] = ()
    """Only these projects, keys of projects.toml."""
    languages: tuple[Language, ...] = ()
    """Only articles in these languages."""
    search: Annotated[str, AfterValidator(check_search)] = ""
    """Only stories with a report that holds these words or their stems, as for `citydesk search`; left out = all."""
    max_entries: int = Field(default=40, ge=1, le=500)
    """Stories in one issue at most."""
    max_entries_per_section: int = Field(default=6, ge=1, le=100)
    """Stories under one heading at most."""
    max_entries_per_source: int = Field(default=6, ge=1, le=100)
    """Stories of one organisation in one issue at most, unless it asks for three cities or fewer."""
    rhythm: Rhythm = "weekly"
    """How often: daily, weekly (ISO weeks) or monthly."""
    topic_weights: dict[Line, Annotated[float, Field(ge=0, le=2)]] = {}
    """What stories on a topic weigh, 0 to 2, under its key of topics.toml; a topic that is not named weighs 1."""
    is_attended: bool = True
    """Whether an editor publishes it; if not, it publishes itself."""
    grace_hours: int = Field(default=9, ge=0, le=336)
    """Hours after the end of the period at which an edition that nobody attends publishes itself."""

    def noun(self, key: str) -> Edition:
        """Return the edition under its key."""
        given = self.model_dump() | {"topic_weights": tuple(sorted(self.topic_weights.items()))}
        return Edition(key=key, **given)


def _with(lines: FormLines, key: str, own: Words) -> ByLanguage:
    """Return the forms of one city by language, its own in the place of those in lines."""
    unpacked = {code: cast(tuple[str, ...], cities[key]) for code, cities in lines.items() if key in cities}
    return tuple(sorted((unpacked | _one_by_one(own)).items()))


def _by_language(table: Words) -> ByLanguage:
    """Return words by language, doubles dropped; a key names one language or several, blanks between."""
    return tuple(sorted(_one_by_one(table).items()))


def _one_by_one(table: Words) -> Words:
    """Return words by language, each language under a key of its own."""
    words: dict[str, dict[str, None]] = {}
    for codes, forms in table.items():
        for code in codes.split():
            words.setdefault(check_language(code), {}).update(dict.fromkeys(forms))
    return {code: tuple(forms) for code, forms in words.items()}

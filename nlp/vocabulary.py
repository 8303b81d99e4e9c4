"""The words citydesk knows: City, Topic, Project and the Vocabulary of all three, as read from config."""

from __future__ import annotations

from dataclasses import dataclass

ByLanguage = tuple[tuple[str, tuple[str, ...]], ...]  # (ISO 639-1 code, words), codes in alphabetical order


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of the gazetteer. Forms are matched exactly, case included, in text of their own language."""

    id: str  # stable, `ghent`
    name: str  # in English
    endonym: str  # in the city's own first language
    country: str  # ISO 3166-1, two letters
    latitude: float  # degrees north, WGS 84
    longitude: float  # degrees east, WGS 84
    geonames_id: int | None = None  # None = GeoNames has no such place
    population: int | None = None  # inhabitants; None = unknown
    hosts: tuple[str, ...] = ()  # official web hosts, `stad.gent`; subdomains belong to them
    names: ByLanguage = ()  # the name in that language first, then other spellings
    forms: ByLanguage = ()  # case forms of the names, as they stand in a text
    adjectives: ByLanguage = ()  # adjectives and inhabitants in all their forms: `berlinois`, `krakowskiego`
    organisations: tuple[str, ...] = ()  # bodies that act for it and are not its place: `Nantes Métropole`
    not_when: tuple[str, ...] = ()  # phrases that hold the name and are not the city: `Treaty of Nice`

    def name_in(self, language: str) -> str:
        """Return the city's name in a language, in English where none is known."""
        return next((names[0] for code, names in self.names if code == language and names), self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject of city news. Wordings are sentences and headlines a classifier compares a text with."""

    id: str  # stable, `housing-homelessness`
    label: str  # in English
    labels: tuple[tuple[str, str], ...] = ()  # (ISO 639-1 code, label)
    wordings: tuple[str, ...] = ()  # in English: label, sentence with typical nouns, headline
    local_wordings: ByLanguage = ()  # the same in other languages
    eurovoc: tuple[str, ...] = ()  # EuroVoc concept ids
    iptc: tuple[str, ...] = ()  # IPTC Media Topic codes
    is_none: bool = False  # stands for having no topic: what is nearest to it is told none

    def label_in(self, language: str) -> str:
        """Return the label in a language, in English where none is known."""
        return next((label for code, label in self.labels if code == language), self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A named undertaking of the network. Name and spellings are matched exactly, case included."""

    key: str  # stable, `cities-grow`
    name: str
    spellings: tuple[str, ...]
    description: str = ""
    topics: tuple[str, ...] = ()  # ids of the topics it usually brings along
    started: str | None = None  # ISO 8601 year, month or day; None = unknown
    is_umbrella: bool = False  # an initiative or programme with many undertakings: its name alone is no storyline


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every city, topic and project, each in the order of its config file."""

    cities: tuple[City, ...] = ()
    topics: tuple[Topic, ...] = ()
    projects: tuple[Project, ...] = ()

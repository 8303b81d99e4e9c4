"""From a folder of TOML files to Settings, or a ConfigError of one line. The one reader of config."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from citydesk.config_checks import unknown
from citydesk.config_files import read_forms, read_tables, read_toml
from citydesk.config_messages import and_more, of_settings
from citydesk.config_models import (
    CityTable,
    EditionTable,
    ProjectTable,
    SourceTable,
    TopicTable,
)
from citydesk.errors import ConfigError
from citydesk.service_models import Service
from crawler.article import Source
from digest.issue import Edition
from nlp.vocabulary import Vocabulary

FILES = (
    "service.toml",
    "editions.toml",
    "projects.toml",
    "topics.toml",
    "cities.toml",
    "city_forms.toml",
    "sources.toml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of config, checked. `folder` is where it was read."""

    folder: Path
    sources: tuple[Source, ...]
    vocabulary: Vocabulary
    editions: tuple[Edition, ...]
    service: Service


def load_settings(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check all of config.

    The folder is the argument, else CITYDESK_CONFIG, else ./config where it holds service.toml, else the copy
    that comes with citydesk. Raises ConfigError.
    """
    folder = config_folder(folder, environ)
    cities = read_tables(folder / "cities.toml", "city", CityTable)
    topics = read_tables(folder / "topics.toml", "topic", TopicTable)
    projects = read_tables(folder / "projects.toml", "project", ProjectTable)
    sources = read_tables(folder / "sources.toml", "source", SourceTable)
    editions = read_tables(folder / "editions.toml", "edition", EditionTable)
    forms = read_forms(folder / "city_forms.toml", cities)
    vocabulary = Vocabulary(
        cities=tuple(table.noun(key, forms) for key, table in cities.items()),
        topics=tuple(table.noun(key) for key, table in topics.items()),
        projects=tuple(table.noun(key) for key, table in projects.items()),
    )
    settings = Settings(
        folder=folder,
        sources=tuple(table.noun(key) for key, table in sources.items()),
        vocabulary=vocabulary,
        editions=tuple(table.noun(key) for key, table in editions.items()),
        service=_read_service(folder / "service.toml"),
    )
    _check_references(settings)
    return settings


def config_folder(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that is named, else that of the environment, of here, of the package."""
    if folder:
        return folder
    named = environ.get("CITYDESK_CONFIG")
    if named:
        return Path(named)
    here = Path("config")
    return here if (here / "service.toml").is_file() else packaged_config()


def packaged_config() -> Path:
    """Return the folder of the config that comes with citydesk: of the wheel, or of the checkout."""
    package = Path(__file__).parent
    for folder in (package / "config", package.parent / "config"):
        if (folder / "service.toml").is_file():
            return folder
    raise ConfigError("the config that comes with citydesk is gone; install citydesk again")


def write_config(folder: Path) -> tuple[Path, ...]:
    """Write an editable copy of the config that comes with citydesk, and return its files.

    Raises ConfigError where a file is there already or can't be written.
    """
    source = packaged_config()
    targets = tuple(folder / name for name in FILES)
    for target in targets:
        if target.exists() or target.is_symlink():
            raise ConfigError(f"{target}: is there already; remove it or name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target in targets:
            with target.open("xb") as file:
                file.write((source / target.name).read_bytes())
    except OSError as error:
        raise ConfigError(f"{folder}: can't be written ({error.strerror}); name another folder") from None
    return targets


def _read_service(path: Path) -> Service:
    try:
        return Service.model_validate(read_toml(path))
    except ValidationError as error:
        raise ConfigError(f"{path}: {of_settings(error.errors(include_url=False), Service)}") from None


def _check_references(settings: Settings) -> None:
    """Raise ConfigError where one file names what another does not hold."""
    checks = {
        "projects.toml": _unknown_in_projects(settings.vocabulary),
        "sources.toml": _wrong_in_sources(settings),
        "editions.toml": _unknown_in_editions(settings),
    }
    for name, complaints in checks.items():
        first, *rest = (*complaints, None)
        if first is not None:
            raise ConfigError(f"{settings.folder / name}: {first}{and_more(len(rest) - 1)}")


def _unknown_in_projects(vocabulary: Vocabulary) -> Iterator[str]:
    topics = _topic_words(vocabulary)
    for project in vocabulary.projects:
        for complaint in _unknown("topic", project.topics, topics):
            yield f'project "{project.key}": {complaint}'


def _wrong_in_sources(settings: Settings) -> Iterator[str]:
    cities = _city_words(settings.vocabulary)
    owners: dict[str, str] = {}
    for source in settings.sources:
        for complaint in _unknown("city", (source.city,) if source.city else (), cities):
            yield f'source "{source.key}": {complaint}'
        twin = owners.setdefault(source.url, source.key)
        if twin != source.key:
            yield f'source "{source.key}": has the same url as source "{twin}"; remove one'


def _unknown_in_editions(settings: Settings) -> Iterator[str]:
    vocabulary = settings.vocabulary
    projects = {word.lower(): p.key for p in vocabulary.projects for word in (p.key, p.name, *p.spellings)}
    for edition in settings.editions:
        complaints = (
            *_unknown("city", edition.cities, _city_words(vocabulary)),
            *_unknown("topic", edition.topics, _topic_words(vocabulary)),
            *_unknown("project", edition.projects, projects),
        )
        yield from (f'edition "{edition.key}": {complaint}' for complaint in complaints)


def _unknown(kind: str, words: Iterable[str], known: dict[str, str]) -> Iterator[str]:
    """Yield a complaint for each word that is no id. `known`: lower-case wording → id."""
    ids = frozenset(known.values())
    return (unknown(kind, word, known) for word in words if word not in ids)


def _city_words(vocabulary: Vocabulary) -> dict[str, str]:
    return {word.lower(): city.id for city in vocabulary.cities for word in (city.endonym, city.name, city.id)}


def _topic_words(vocabulary: Vocabulary) -> dict[str, str]:
    subjects = (topic for topic in vocabulary.topics if not topic.is_none)
    return {word.lower(): topic.id for topic in subjects for word in (topic.label, topic.id)}

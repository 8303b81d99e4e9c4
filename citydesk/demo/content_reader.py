"""A folder of TOML files in, the sites of the demo web out: DemoSite, DemoArticle, and a ConfigError for a mistake."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError

from citydesk.demo.shapes import SHAPES
from citydesk.demo.wording import WORDING
from citydesk.errors import ConfigError
from nlp.story import Relation

Trait = Literal[
    "teaser-only",
    "cookie-banner",
    "undated",
    "edited",
    "notice",
    "roundup",
    "error-500",
    "endless",
    "disallowed",
    "soft-404",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article as it is written in the content file, with what a right answer says of it (gold)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: str
    lead: str
    body: str = ""  # paragraphs, a blank line between them
    published: AwareDatetime | None = None  # None = the page shows no date
    language: str | None = None  # None = the site's
    stage: Literal[1, 2] = 1  # the crawl from which on it is there
    trait: Trait | None = None
    edited_title: str | None = None  # None = as before
    edited_body: str | None = None
    story: str | None = None  # gold: same value, same happening
    relation: Relation | None = None  # gold
    topics: tuple[str, ...] = ()  # gold
    cities: tuple[str, ...] = ()  # gold


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """One organisation's website: what it publishes, in the order of the file."""

    key: str  # of SHAPES; the host is `<key>.localhost`
    name: str
    language: str
    articles: tuple[DemoArticle, ...]


def read_sites(folder: Traversable | None = None) -> tuple[DemoSite, ...]:
    """Read every `<key>.toml` of a folder, in order of key; without a folder, the content that is shipped.

    Raises ConfigError naming the file, the key and the remedy.
    """
    folder = folder or files("citydesk.demo.content")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(_read_site(name, (folder / name).read_text("utf-8")) for name in names)


def _read_site(file: str, text: str) -> DemoSite:
    try:
        raw = tomllib.loads(text)
        site = TypeAdapter(DemoSite).validate_python(
            {
                "key": file.removesuffix(".toml"),
                "name": raw.get("name"),
                "language": raw.get("language"),
                "articles": raw.get("article", ()),
            }
        )
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}; mend the file") from error
    except ValidationError as error:
        raise ConfigError(f"{file}: {_first_mistake(error)}") from error
    for mistake in _mistakes(site):
        raise ConfigError(f"{file}: {mistake}")
    return site


def _first_mistake(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"]).replace("articles", "article", 1)
    return f"{key}: {first['msg'].lower()}; correct this key"


def _mistakes(site: DemoSite) -> list[str]:
    found = []
    if site.key not in SHAPES:
        found.append(f"no site is called '{site.key}'; name the file after one of {', '.join(SHAPES)}")
    seen: set[str] = set()
    for article in site.articles:
        if article.slug in seen:
            found.append(f"slug: '{article.slug}' stands twice; give each article its own")
        seen.add(article.slug)
        found += [f"{article.slug}: {mistake}" for mistake in _article_mistakes(article, site)]
    return found


def _article_mistakes(article: DemoArticle, site: DemoSite) -> list[str]:
    found = []
    language = article.language or site.language
    if language not in WORDING:
        found.append(f"language: the demo web has no words in '{language}'; use one of {', '.join(WORDING)}")
    if (article.published is None) != (article.trait == "undated"):
        found.append("published: leave it out for trait 'undated', and only there")
    if (article.trait == "edited") != bool(article.edited_title or article.edited_body):
        found.append("edited_body: give it (or edited_title) for trait 'edited', and only there")
    return found

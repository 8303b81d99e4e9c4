"""The nouns of the crawler: Source → Page → Article, and the reason there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SourceKind = Literal["feed", "listing", "sitemap", "wordpress", "drupal"]
Owner = Literal["network", "city", "partner"]
Grade = Literal["A", "B", "C", "U"]
Rights = Literal["full", "extract", "metadata"]
Precision = Literal["minute", "day", "month", "year"]
DateSource = Literal["feed", "metadata", "text", "import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that publishes. `key` is unique and stable; `url` is what is fetched."""

    key: str
    name: str  # the organisation that publishes, as readers know it
    url: str
    kind: SourceKind
    owner: Owner
    language: str | None = None  # ISO 639-1; None = several, or unknown
    city: str | None = None  # gazetteer id; None = not one city's
    grade: Grade = "U"  # how well the address is proved, A to U
    evidence: str = ""
    is_enabled: bool = True
    link_selector: str | None = None  # listings only: CSS of the links to articles; None = found by rule
    needs_browser: bool = False  # listings only: its scripts make the list
    release: Rights = "extract"  # what of its texts may stand in a release for others


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came over the wire for one address, with its headers."""

    url: str  # as asked for
    final_url: str  # after redirects
    source: str  # key of the source
    fetched_at: datetime  # aware, UTC
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    body: bytes  # decompressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a source says of an article before its page is read."""

    url: str
    title: str | None = None
    published: datetime | None = None  # aware, UTC
    precision: Precision | None = None  # how exact `published` is; None with it
    updated: datetime | None = None
    language: str | None = None
    text: str | None = None  # plain text; often an extract, sometimes the whole article
    author: str | None = None
    categories: tuple[str, ...] = ()  # the source's own sections and keywords


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """What stands beside an article's text: an image, or a file to load down."""

    kind: Literal["image", "attachment"]
    url: str
    text: str = ""  # what stands for it: an image's alt text, the words of the link


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one text by one source. The address is the article; another text is another version."""

    url: str  # canonical
    source: str
    title: str
    text: str  # paragraphs, a blank line between them
    language: str  # ISO 639-1
    published: datetime | None  # aware, UTC
    precision: Precision | None
    date_source: DateSource | None
    first_seen: datetime  # of the article, not of this version
    version: int = 1
    also_at: tuple[str, ...] = ()  # where else its page says it is: redirects, rel=canonical; not from the archive
    media: tuple[Medium, ...] = ()  # the lead image first; not from the archive

    @property
    def id(self) -> str:
        """Return the stable id of the article: `a` and 16 hexadecimal digits of its canonical address."""
        return article_id(self.url)

    @property
    def text_hash(self) -> str:
        """Return what tells one version from another: SHA-256 of title and text, white space folded."""
        folded = " ".join(f"{self.title}\n{self.text}".split())
        return hashlib.sha256(folded.encode()).hexdigest()

    @property
    def when(self) -> datetime:
        """Return the best known time of publication: `published`, else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A page that yields no article, and why."""

    url: str
    reason: str


def article_id(url: str) -> str:
    """Return the id of the article at a canonical address."""
    return "a" + hashlib.sha256(url.encode()).hexdigest()[:16]

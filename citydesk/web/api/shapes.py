"""What the API answers: one shape a noun, named as the archive names its columns."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An object of an answer; unknown values are null."""

    model_config = ConfigDict(frozen=True)


class TagShape(Shape):
    """A city, topic, project or type of text, with what says so."""

    kind: str = Field(description="city, topic, project or type")
    value: str = Field(description="id of the city or topic, key of the project, or the type")
    role: str | None = Field(description="of cities: primary, about, partner, venue or mention")
    score: float = Field(description="0 to 1")
    reason: str


class ArticleShape(Shape):
    """A text of one source: what it is and where it stands; the text itself is read at its address."""

    id: str
    url: str
    title: str
    language: str
    published: datetime | None
    precision: str | None = Field(description="of `published`: day, minute or second")
    first_seen: datetime
    source: str
    source_name: str
    source_city: str | None
    version: int = Field(description="of the text: how many there were until now")
    story: str | None
    tags: tuple[TagShape, ...]


class MemberShape(Shape):
    """An article's place in its story."""

    article: str
    url: str
    title: str
    language: str
    source: str
    source_name: str
    published: datetime | None
    relation: str = Field(description="towards the first member: original, copy, teaser, translation, rewrite, report")
    score: float = Field(description="0 to 1: how sure the relation is")


class StoryShape(Shape):
    """One happening, and the articles that tell it, the most official and complete first."""

    id: str
    title: str
    language: str
    first_published: datetime
    last_published: datetime
    is_roundup: bool
    tags: tuple[TagShape, ...]
    members: tuple[MemberShape, ...]


class CityShape(Shape):
    """A city of the gazetteer."""

    id: str
    name: str = Field(description="in English")
    endonym: str
    country: str = Field(description="ISO 3166-1, two letters")
    latitude: float
    longitude: float
    geonames_id: int | None
    population: int | None
    names: dict[str, str] = Field(description="by ISO 639-1 code")


class TopicShape(Shape):
    """A subject of city news."""

    id: str
    label: str = Field(description="in English")
    labels: dict[str, str] = Field(description="by ISO 639-1 code")
    eurovoc: tuple[str, ...]
    iptc: tuple[str, ...]


class SentenceShape(Shape):
    """A sentence of a summary, verbatim: where it stands in which article."""

    article: str
    start: int
    end: int
    words: str
    hash: str = Field(description="16 hexadecimal digits of the SHA-256 of the words")


class EntryShape(Shape):
    """A story's place in an issue."""

    position: int = Field(description="0 = it leads")
    section: str | None
    story: str
    headline: str
    score: float
    sentences: tuple[SentenceShape, ...]


class IssueShape(Shape):
    """A published issue, as its newest revision has it."""

    id: str
    edition: str
    period: str
    first_day: date
    last_day: date
    revision: int
    published_at: datetime
    stories: int = Field(description="of the period, told or not")


class IssueWithEntries(IssueShape):
    """A published issue with what it tells."""

    entries: tuple[EntryShape, ...]


class HitShape(Shape):
    """An article that answers a question."""

    article: str
    url: str
    title: str
    language: str
    source_name: str
    published: datetime | None
    story: str | None
    words: str = Field(description="an excerpt around what was asked")
    score: float = Field(description="higher is better, within one answer")


class Stories(Shape):
    """A page of stories; `next` is the `cursor` of the page after it, null on the last one."""

    stories: tuple[StoryShape, ...]
    next: str | None


class Articles(Shape):
    """A page of articles; `next` is the `cursor` of the page after it, null on the last one."""

    articles: tuple[ArticleShape, ...]
    next: str | None


class Cities(Shape):
    """All cities."""

    cities: tuple[CityShape, ...]


class Topics(Shape):
    """All topics."""

    topics: tuple[TopicShape, ...]


class Issues(Shape):
    """All published issues of one edition or of all, the newest first."""

    issues: tuple[IssueShape, ...]


class Hits(Shape):
    """What answers a question, best first."""

    hits: tuple[HitShape, ...]


class Problem(Shape):
    """Why there is no answer (RFC 9457)."""

    title: str
    status: int
    detail: str

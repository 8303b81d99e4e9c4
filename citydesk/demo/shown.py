"""A DemoSite, the stage and the host's address in, its articles as they are shown now out, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from citydesk.demo.content_reader import DemoArticle, DemoSite, Trait
from citydesk.demo.shapes import SHAPES
from citydesk.demo.wording import WORDING, Wording, write_date

# The demo's clock: what each crawl takes for now, and when the editors changed what the second crawl finds.
STAGE_TIMES = {1: datetime(2026, 11, 15, 18, tzinfo=UTC), 2: datetime(2026, 11, 16, 6, tzinfo=UTC)}
CHANGED_AT = datetime(2026, 11, 16, 5, 30, tzinfo=UTC)
UNDATED_SINCE = datetime(2026, 10, 26, 6, tzinfo=UTC)  # before everything else; nothing shows it

# Nobody's pages link to these, so that a crawler meets them in the index only.
_NEVER_RELATED: frozenset[Trait] = frozenset({"error-500", "endless", "disallowed", "soft-404"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article as a reader sees it at one stage."""

    number: int  # stable over both stages: what a content management system calls the id
    slug: str
    path: str
    url: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    language: str
    words: Wording
    published: datetime | None
    date: str  # the visible date; empty = none
    modified: datetime  # when these bytes last changed
    trait: Trait | None


def show(site: DemoSite, stage: int, base: str) -> tuple[Shown, ...]:
    """Return every article of a site that is there at a stage, newest first, the undated last.

    `base` is the address of the host without a slash at its end, such as `http://ghent.localhost:8123`.
    """
    shown = [
        _show_one(article, site, number, stage, base)
        for number, article in enumerate(site.articles, start=1001)
        if article.stage <= stage
    ]
    return tuple(sorted(shown, key=lambda article: article.published or UNDATED_SINCE, reverse=True))


def find_related(site: DemoSite, slug: str, base: str) -> tuple[Shown, ...]:
    """Return the two older articles an article's page links to.

    They are taken as of the first stage, so that what is new at the second changes no older page.
    """
    shown = show(site, 1, base)
    slugs = [article.slug for article in shown]
    after = slugs.index(slug) + 1 if slug in slugs else 0
    ring = shown[after:] + shown[:after]
    return tuple(other for other in ring if other.slug != slug and other.trait not in _NEVER_RELATED)[:2]


def _show_one(article: DemoArticle, site: DemoSite, number: int, stage: int, base: str) -> Shown:
    language = article.language or site.language
    is_edited = stage == 2 and article.trait == "edited"
    path = SHAPES[site.key].article.format(slug=article.slug)
    body = article.edited_body if is_edited and article.edited_body else article.body
    return Shown(
        number=number,
        slug=article.slug,
        path=path,
        url=base + path,
        title=article.edited_title if is_edited and article.edited_title else article.title,
        lead=article.lead,
        paragraphs=() if article.trait == "teaser-only" else _paragraphs(body),
        language=language,
        words=WORDING[language],
        published=article.published,
        date=write_date(article.published, language) if article.published else "",
        modified=_modified(article, is_changed=is_edited or article.stage == 2),
        trait=article.trait,
    )


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(" ".join(block.split()) for block in body.split("\n\n") if block.strip())


def _modified(article: DemoArticle, *, is_changed: bool) -> datetime:
    published = article.published or UNDATED_SINCE
    return max(published, CHANGED_AT) if is_changed else published

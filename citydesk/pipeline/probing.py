"""Sources, or the address of a site → what each answers now: asked for live, nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from citydesk.errors import CitydeskError
from citydesk.pipeline.crawl import limits_of, told_by
from citydesk.service_models import Crawl
from crawler.article import Listed, Page, Source, SourceKind
from crawler.crawl import CrawlPlan, RobotsCopy, SourceRead
from crawler.discover import candidates, kind_of, site_name, source_at
from crawler.urls import address_key

MIN_LISTED = 3  # a listing page of fewer is a page with links
SAMPLE = 3

Identify = Callable[[str, str | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one source answered."""

    source: Source
    outcome: str  # as of a crawl: ok, gone, refused, broken, …
    reason: str
    entries: int
    dated: int
    newest: datetime | None
    language: str | None  # that most titles are written in
    robots: str  # allows, disallows, none, or unknown
    moved_to: str | None  # by permanent redirects
    answers_as: SourceKind | None  # None = as config says, or nothing readable
    titles: tuple[str, ...]  # the first few

    @property
    def is_proved(self) -> bool:
        """Tell whether the answer lists news."""
        least = MIN_LISTED if self.source.kind in ("listing", "sitemap") else 1
        return self.outcome == "ok" and self.entries >= least


def probe(sources: Sequence[Source], settings: Crawl, now: datetime, identify: Identify) -> list[Probe]:
    """Ask each source once, by all rules of politeness, for its list only; return what it answered, in their order."""
    limits = replace(limits_of(settings), max_pages_per_source=0, max_list_pages=1)
    reads: dict[str, list[SourceRead]] = {source.key: [] for source in sources}
    robots: dict[str, int] = {}
    for event in told_by(CrawlPlan(sources=tuple(sources), limits=limits, now=now)):
        if isinstance(event, SourceRead):
            reads[event.source].append(event)
        elif isinstance(event, RobotsCopy):
            robots[event.origin] = event.status
    return [_probed(source, reads[source.key], robots, identify) for source in sources]


def discover(url: str, settings: Crawl, now: datetime, identify: Identify) -> tuple[str, list[Probe]]:
    """Return the name of the site at an address, and what of it lists news: proved by entries, the best first.

    Of several that list the same, only the best is kept. Raise CitydeskError where the address itself does not answer.
    """
    limits = replace(limits_of(settings), max_pages_per_source=0, max_list_pages=1)
    page: Page | None = None
    robots, reason = "", ""
    for event in told_by(CrawlPlan(sources=(source_at("listing", url, "site"),), limits=limits, now=now)):
        if isinstance(event, RobotsCopy):
            robots = event.text or robots
        elif isinstance(event, SourceRead):
            page, reason = event.page or page, event.reason
    if page is None:
        raise CitydeskError(f"{url}: does not answer ({reason}); check the address")
    own = kind_of(page)
    tried = [(own, url)] if own and own != "listing" else candidates(page, robots)
    sources = [source_at(kind, address, f"candidate-{number}") for number, (kind, address) in enumerate(tried)]
    found = sorted((one for one in probe(sources, settings, now, identify) if one.is_proved), key=_worth)
    return site_name(page), _different(found)


def _probed(source: Source, reads: Sequence[SourceRead], robots: dict[str, int], identify: Identify) -> Probe:
    listed = [entry for read in reads for entry in read.listed]
    first = next((read for read in reads if read.part == 0), None)
    dates = [entry.published or entry.updated for entry in listed]
    known = [date for date in dates if date]
    page = first.page if first else None
    kind = kind_of(page) if page else None
    failed = next((read for read in reads if read.outcome not in ("ok", "unchanged")), None)
    told = failed if failed and not listed else first
    return Probe(
        source=source,
        outcome=told.outcome if told else "broken",
        reason=told.reason if told else "no answer",
        entries=len({entry.url for entry in listed}),
        dated=len(known),
        newest=max(known, default=None),
        language=_language(listed, source, identify),
        robots=_robots(source, told.reason if told else "", robots),
        moved_to=first.moved_to if first else None,
        answers_as=kind if kind != source.kind else None,
        titles=tuple(entry.title for entry in listed if entry.title)[:SAMPLE],
    )


def _language(listed: Iterable[Listed], source: Source, identify: Identify) -> str | None:
    texts = [f"{entry.title}. {(entry.text or '')[:300]}" for entry in listed if entry.title][:10]
    counted = Counter(identify(text, source.language) for text in texts)
    return counted.most_common(1)[0][0] if counted else None


def _robots(source: Source, reason: str, robots: dict[str, int]) -> str:
    if reason.startswith("robots.txt disallows"):
        return "disallows"
    status = next((status for origin, status in robots.items() if source.url.startswith(f"{origin}/")), None)
    return "unknown" if status is None else "allows" if 200 <= status < 300 else "none"


def _worth(found: Probe) -> tuple[object, ...]:
    """Return what proposals are sorted by: dated and recent ones first; of equals, those that tell most."""
    order = ("feed", "wordpress", "drupal", "listing", "sitemap")
    newest = found.newest.timestamp() // 86_400 if found.newest else 0.0
    return (not found.dated, -newest, order.index(found.source.kind), -found.entries, found.source.url)


def _different(found: Iterable[Probe]) -> list[Probe]:
    """Return the proposals that list something no better one does."""
    kept: list[Probe] = []
    known: set[tuple[str, ...]] = set()
    for one in found:
        told = (one.source.kind, *(title.casefold() for title in one.titles)) if one.titles else (one.source.url,)
        key = (address_key(one.source.url),)
        if told in known or key in known:
            continue
        known |= {told, key}
        kept.append(one)
    return kept

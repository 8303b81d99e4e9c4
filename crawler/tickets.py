"""The requests of a crawl that have no outcome yet: each is handed back with exactly one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crawler.article import Listed, Page, Source
from crawler.crawl import CrawlEvent, Outcome, PageRead, SourceRead, Validators

Act = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ticket:
    """One planned request."""

    source: str  # key
    url: str
    read_as: Source | None = None  # None = an article's page
    part: int = 0
    validators: Validators = (None, None)
    then: Act | None = None  # what is told after it


class Tickets:
    """The open ones, and how many ended how."""

    def __init__(self, tell: Callable[[CrawlEvent], None]) -> None:
        self._tell = tell
        self._open: set[Ticket] = set()
        self.outcomes: Counter[str] = Counter()

    @property
    def unfinished(self) -> int:
        """Return how many have no outcome."""
        return len(self._open)

    def open(self, ticket: Ticket) -> None:
        """Take a ticket in."""
        self._open.add(ticket)

    def close(
        self,
        ticket: Ticket,
        outcome: Outcome,
        reason: str = "",
        *,
        page: Page | None = None,
        listed: tuple[Listed, ...] = (),
        validators: Validators = (None, None),
        moved_to: str | None = None,
    ) -> None:
        """Tell the one event of a ticket; nothing for one that is closed."""
        if ticket not in self._open:
            return
        self._open.remove(ticket)
        self.outcomes[outcome] += 1
        told: dict[str, Any] = {"source": ticket.source, "url": ticket.url, "outcome": outcome, "reason": reason}
        told |= {"page": page, "etag": validators[0], "last_modified": validators[1], "moved_to": moved_to}
        if ticket.read_as is None:
            self._tell(PageRead(**told))
        else:
            self._tell(SourceRead(**told, part=ticket.part, listed=listed))
        if ticket.then:
            ticket.then()

    def close_all(self, outcome: Outcome, reason: str) -> None:
        """Close what is left."""
        for ticket in tuple(self._open):
            self.close(ticket, outcome, reason)

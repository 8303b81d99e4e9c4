"""Published issues and a moment → what is queued now, and for whom: an issue, or those of a week or month gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from citydesk.archive import Archive
from citydesk.archive.revisions import first_published, newest
from citydesk.pipeline.desk_frozen import thaw
from citydesk.subscribers.deliveries import is_planned, plan
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Rhythm, Wishes
from citydesk.subscribers.people import wishes_of
from digest.edit import edited
from digest.issue import Edition, Issue, Period
from digest.period import period_named, period_of, span

LATE = timedelta(days=3)  # after a longer standstill an issue is no news; `mail send ISSUE` sends it all the same
GATHERED_AFTER = timedelta(hours=36)  # after a week or month has ended: time to publish its last issue
_Slow = Literal["weekly", "monthly"]
_ORDER = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What is sent as one message. `since`: who confirmed later doesn't get it."""

    name: str  # as the issue's id, `network-2026-W46`
    edition: Edition
    parts: tuple[str, ...]  # ids of issues, oldest first
    rhythm: Rhythm
    since: datetime


def queue_due(archive: Archive, file: SubscriberFile, editions: tuple[Edition, ...], now: datetime) -> dict[str, int]:
    """Queue what is due at a moment; return the messages added by name of bundle. Twice changes nothing."""
    due = [one for edition in editions for one in bundles(archive, edition, now) if not is_planned(file, one.name)]
    return {one.name: _queued(file, one, now) for one in due}


def queue_issue(archive: Archive, file: SubscriberFile, edition: Edition, issue: str, now: datetime) -> int | None:
    """Queue one issue however old it is, for all who take each issue; None where it isn't published."""
    if newest(archive, issue) is None:
        return None
    return _queued(file, Bundle(name=issue, edition=edition, parts=(issue,), rhythm="each", since=now), now)


def bundles(archive: Archive, edition: Edition, now: datetime) -> Iterator[Bundle]:
    """Yield the bundles of an edition that are due and not yet too old."""
    published = first_published(archive, edition.key)
    for issue, _, at in published:
        if now - LATE < at <= now:
            yield Bundle(name=issue, edition=edition, parts=(issue,), rhythm="each", since=at)
    for rhythm in _coarser(edition):
        groups: dict[str, list[str]] = {}
        for issue, period, _ in published:
            _, end = span(period, edition.zone)
            of = period_of(end, edition.zone, rhythm)
            groups.setdefault(of.name, []).append(issue)
        for name, issues in groups.items():
            _, end = span(period_named(name), edition.zone)
            if end + GATHERED_AFTER <= now < end + GATHERED_AFTER + LATE:
                yield Bundle(
                    name=f"{edition.key}-{name}", edition=edition, parts=tuple(issues), rhythm=rhythm, since=end
                )


def load_parts(archive: Archive, parts: tuple[str, ...]) -> tuple[Issue, ...]:
    """Return published issues as their newest revisions have them."""
    found = (newest(archive, part) for part in parts)
    return tuple(edited(thaw(revision.basis)).issue for revision in found if revision)


def period_of_bundle(edition: Edition, name: str) -> Period:
    """Return the period in a bundle's name."""
    return period_named(name.removeprefix(f"{edition.key}-"))


def _queued(file: SubscriberFile, bundle: Bundle, now: datetime) -> int:
    asked = (id for id, wishes in wishes_of(file, bundle.since) if _wants(wishes, bundle))
    return plan(file, bundle.name, bundle.edition.key, bundle.parts, asked, now)


def _wants(wishes: Wishes, bundle: Bundle) -> bool:
    rhythm: Rhythm = wishes.rhythm if wishes.rhythm in _coarser(bundle.edition) else "each"
    return bundle.edition.key in wishes.editions and rhythm == bundle.rhythm


def _coarser(edition: Edition) -> tuple[_Slow, ...]:
    """Return the rhythms in which an edition can be gathered: those slower than its own."""
    found: tuple[_Slow, ...] = ("weekly", "monthly")
    return tuple(one for one in found if _ORDER.index(one) > _ORDER.index(edition.rhythm))

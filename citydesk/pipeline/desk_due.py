"""An archive and a moment → the issues that publish themselves now: scheduled ones, and those nobody attends."""

from __future__ import annotations

from datetime import datetime

from citydesk.archive import Archive, edits
from citydesk.archive.revisions import last_published, newest
from citydesk.errors import ConfigError
from citydesk.pipeline.desk import issue_id, issue_named
from citydesk.pipeline.desk_checks import Refused
from citydesk.pipeline.desk_publishing import Published, publish
from citydesk.settings import Settings
from digest.due import asked_periods, is_due
from digest.edit import scheduled
from digest.issue import Edition, Period
from digest.period import period_before

ITSELF = "citydesk"  # who publishes what publishes itself


def publish_due(archive: Archive, settings: Settings, now: datetime) -> tuple[Published, ...]:
    """Publish the issues that are due at a moment, the oldest first; twice changes nothing.

    Due are scheduled issues of any edition, and of editions that nobody attends the last whole period and those that
    were missed since the last one published.
    """
    done = [publish(archive, settings, *asked, ITSELF, now=now) for asked in due(archive, settings, now)]
    return tuple(one for one in done if not isinstance(one, Refused))


def open_drafts(archive: Archive, settings: Settings, now: datetime) -> tuple[str, ...]:
    """Return the ids of the issues that editors work on: of every edition the last whole period, if not published."""
    last = [(edition, period_before(now, edition.zone, edition.rhythm)) for edition in settings.editions]
    return tuple(id for id in (issue_id(*one) for one in last) if newest(archive, id) is None)


def due(archive: Archive, settings: Settings, now: datetime) -> tuple[tuple[Edition, Period], ...]:
    """Return the editions and periods whose issues are due at a moment, the oldest first."""
    asked = [(edition, period) for edition in settings.editions if not edition.is_attended
             for period in asked_periods(edition, now, last_published(archive, edition.key))]  # fmt: skip
    asked += [one for id in edits.edited_issues(archive) if (one := _known(settings, id)) and one not in asked]
    found = [one for one in asked if _is_due(archive, *one, now)]
    return tuple(sorted(found, key=lambda one: (one[1].last, one[0].key, one[1].first)))


def _is_due(archive: Archive, edition: Edition, period: Period, now: datetime) -> bool:
    id = issue_id(edition, period)
    return is_due(
        edition,
        period,
        now,
        scheduled=scheduled(edits.load_edits(archive, id)),
        is_published=newest(archive, id) is not None,
    )


def _known(settings: Settings, id: str) -> tuple[Edition, Period] | None:
    """Return the edition and period of an issue; None where config has the edition no longer."""
    try:
        return issue_named(settings, id)
    except ConfigError:
        return None

"""An archive → its issues with their state: compiled, edited, scheduled or published."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypedDict

from citydesk.archive import Archive, edits, issues
from citydesk.archive.connection import stamp
from citydesk.archive.revisions import published_issues
from citydesk.errors import ConfigError
from citydesk.settings import Settings
from digest.edit import marked, scheduled


class Listed(TypedDict):
    """An issue in a list."""

    issue: str
    state: Literal["draft", "scheduled", "published"]
    revision: int | None  # the newest; None = not published
    at: str | None  # when it was published last, or when it publishes itself
    edits: int  # that count


def listed(archive: Archive, settings: Settings, edition: str | None = None) -> list[Listed]:
    """Return the issues that were compiled, edited or published, by id. Raise ConfigError for an unknown edition."""
    if edition is not None and edition not in {one.key for one in settings.editions}:
        known = ", ".join(sorted(one.key for one in settings.editions))
        raise ConfigError(f'no edition is named "{edition}"; there are: {known}')
    published = published_issues(archive)
    ids = sorted({*issues.compiled_issues(archive), *edits.edited_issues(archive), *published})
    return [_listed(archive, id, published.get(id)) for id in ids if edition is None or id.startswith(f"{edition}-")]


def _listed(archive: Archive, id: str, published: tuple[int, datetime] | None) -> Listed:
    made = edits.load_edits(archive, id)
    plan = scheduled(made)
    revision, moment = published or (None, plan)
    return Listed(
        issue=id,
        state="published" if revision else "scheduled" if plan else "draft",
        revision=revision,
        at=stamp(moment),
        edits=sum(edit.undone_at is None for edit in marked(made)),
    )

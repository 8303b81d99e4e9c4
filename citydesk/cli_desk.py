"""What the commands of the desk share: the issue that is named, the action that is taken, the result as printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from citydesk.cli_editor import editor_name
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.settings import Settings
    from digest.edits import Action
    from digest.issue import Edition, Period

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")


def do(archive: Archive, settings: Settings, issue: str, action: Action, editor: str | None, reason: str,
        as_json: bool) -> None:  # fmt: skip
    """Record an action on the draft of an issue, and print it. Raise ConfigError where it is refused."""
    from citydesk.pipeline.desk import act, told

    asked = named(settings, issue)
    done = granted(act(archive, settings, *asked, action, editor_name(editor), now=now(), reason=reason))
    show(asdict(done), as_json, [told(archive, done)])


def named(settings: Settings, issue: str) -> tuple[Edition, Period]:
    """Return the edition and the period of an issue. Raise ConfigError."""
    from citydesk.pipeline.desk import issue_named

    return issue_named(settings, issue)


def granted(found: Any) -> Any:
    """Return what was done; raise ConfigError where it was refused."""
    from citydesk.pipeline.desk_checks import Refused

    if isinstance(found, Refused):
        raise ConfigError(found.reason)
    return found


def show(value: Any, as_json: bool, lines: Sequence[str]) -> None:
    """Print a result as JSON, or in lines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str) if as_json else "\n".join(lines))


def now() -> datetime:
    """Return the moment."""
    return datetime.now(UTC)

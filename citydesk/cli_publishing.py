"""The commands that make an issue public: schedule, publish, correct, and verify what was published."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from citydesk import cli_desk
from citydesk.cli_desk import AS_JSON
from citydesk.cli_editor import EDITOR, editor_name
from citydesk.cli_issue_lines import published_lines
from citydesk.cli_issues import issue
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.pipeline.desk_publishing import Published

MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@issue.command()
@click.argument("issue")
@click.argument("moment", type=MOMENT, required=False)
@click.option("--cancel", is_flag=True, help="Take it off the plan.")
@EDITOR
@AS_JSON
@click.pass_obj
def schedule(place: Place, issue: str, moment: datetime | None, cancel: bool, editor: str | None,
             as_json: bool) -> None:  # fmt: skip
    """Have ISSUE publish itself at MOMENT, 2026-11-16T09:00 by the clock of the edition."""
    from digest.edits import Action

    if cancel == (moment is not None):
        raise ConfigError("name a moment, as 2026-11-16T09:00, or --cancel")
    settings = place.settings()
    edition, _ = cli_desk.named(settings, issue)
    at = moment and moment.replace(tzinfo=ZoneInfo(edition.zone)).astimezone(UTC)
    with place.open(settings) as archive:
        cli_desk.do(archive, settings, issue, Action(kind="schedule", at=at), editor, "", as_json)


@issue.command()
@click.argument("issue", required=False)
@click.option("--due", "is_due", is_flag=True, help="Publish what publishes itself by now, instead of one issue.")
@EDITOR
@AS_JSON
@click.pass_obj
def publish(place: Place, issue: str | None, is_due: bool, editor: str | None, as_json: bool) -> None:
    """Publish ISSUE as its draft is now, for ever."""
    from citydesk.pipeline.desk_due import publish_due
    from citydesk.pipeline.desk_publishing import publish as run

    if is_due == (issue is not None):
        raise ConfigError("name an issue, as network-2026-W46, or --due")
    settings = place.settings()
    with place.open(settings) as archive:
        if issue is None:
            done = publish_due(archive, settings, cli_desk.now())
            cli_desk.show(
                [asdict(one) for one in done], as_json, [line for one in done for line in published_lines(one)]
            )
            return
        published = run(archive, settings, *cli_desk.named(settings, issue), editor_name(editor), now=cli_desk.now())
    _show(cli_desk.granted(published), as_json)


@issue.command()
@click.argument("issue")
@click.option("--words", required=True, help="What was wrong, for the readers.")
@EDITOR
@AS_JSON
@click.pass_obj
def correct(place: Place, issue: str, words: str, editor: str | None, as_json: bool) -> None:
    """Publish the edits made since ISSUE was published as its next revision."""
    from citydesk.pipeline.desk_publishing import correct as run

    settings = place.settings()
    with place.open(settings) as archive:
        done = run(archive, settings, *cli_desk.named(settings, issue), words, editor_name(editor), now=cli_desk.now())
    _show(cli_desk.granted(done), as_json)


def verify_issue(place: Place, issue: str, revision: int | None, as_json: bool) -> bool:
    """Print whether a published issue can be derived again, and tell so."""
    from citydesk.pipeline.desk_verifying import verify

    with place.open(place.settings()) as archive:
        found = verify(archive, issue, revision)
    counts = f"{len(found.formats)} files, {found.sentences} sentences, {found.versions} versions of articles"
    state = "differs" if found.differences else "is reproduced"
    cli_desk.show(asdict(found), as_json, [f"{issue} revision {found.revision} {state}: {counts}", *found.differences])
    return not found.differences


def _show(done: Published, as_json: bool) -> None:
    cli_desk.show(asdict(done), as_json, published_lines(done))

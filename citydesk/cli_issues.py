"""The commands of the editor's desk: list, show, edit, undo, publish, schedule and correct issues."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import click

from citydesk.cli_editor import EDITOR, REASON, editor_name
from citydesk.cli_issue_lines import choice_lines, draft_lines, edit_lines, listed_line, published_lines, revision_lines
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.cli import Place
    from citydesk.pipeline.desk_publishing import Published
    from citydesk.settings import Settings
    from digest.edits import Action, Kind
    from digest.issue import Edition, Period
    from nlp.story import Sentence

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
STORY_KINDS = ("drop", "restore", "pin", "lead", "place", "headline", "note", "sentences", "add")
MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.group()
def issue() -> None:
    """Issues as their editor sees them: drafts, edits, what was published and corrected."""


@issue.command("list")
@click.option("--edition", help="Key of an edition. Default: all.")
@AS_JSON
@click.pass_obj
def list_command(place: Place, edition: str | None, as_json: bool) -> None:
    """List the issues that were compiled, edited or published, with their state."""
    from citydesk.pipeline.desk_listing import listed

    settings = place.settings()
    with place.open(settings) as archive:
        found = listed(archive, settings, edition)
    _print(found, as_json, [listed_line(one) for one in found])


@issue.command()
@click.argument("issue")
@click.option("--revision", type=click.IntRange(1), help="One that was published, with its manifest.")
@AS_JSON
@click.pass_obj
def show(place: Place, issue: str, revision: int | None, as_json: bool) -> None:
    """Print the draft of ISSUE: its entries with what stands behind them, and what found no room."""
    from citydesk.archive.revisions import load_revision
    from citydesk.pipeline.desk import draft
    from citydesk.pipeline.desk_needs import needs

    settings = place.settings()
    with place.open(settings) as archive:
        if revision is not None:
            found = load_revision(archive, issue, revision)
            if found is None:
                raise ConfigError(f"{issue} has no revision {revision}; `citydesk issue list` tells what there is")
            text = found.renderings["text"].decode()
            told = {"issue": issue, "revision": revision, "manifest": found.manifest, "text": text}
            _print(told, as_json, revision_lines(found))
            return
        shown = draft(archive, settings, *_named(settings, issue))
        needed = needs(archive, shown, _now())
    told = asdict(shown.edited) | {"state": shown.state, "revision": shown.revision, "last_edit": shown.last_edit}
    _print(told | {"needs": [asdict(one) for one in needed]}, as_json, draft_lines(shown, needed))


@issue.command()
@click.argument("issue")
@AS_JSON
@click.pass_obj
def edits(place: Place, issue: str, as_json: bool) -> None:
    """Print the edits of ISSUE, those undone too."""
    from citydesk.archive.edits import load_edits
    from citydesk.pipeline.desk import issue_id, told
    from digest.edit import marked

    settings = place.settings()
    with place.open(settings) as archive:
        found = marked(load_edits(archive, issue_id(*_named(settings, issue))))
        words = [edit_lines(one, told(archive, one)) for one in found]
    _print([asdict(one) for one in found], as_json, [line for lines in words for line in lines])


@issue.command()
@click.argument("story")
@AS_JSON
@click.pass_obj
def sentences(place: Place, story: str, as_json: bool) -> None:
    """Print the sentences that a summary of STORY may be made of, with their places."""
    from citydesk.pipeline.desk_choices import choices

    with place.open(place.settings()) as archive:
        found = choices(archive, story)
    _print([asdict(one) for one in found], as_json, choice_lines(found))


@issue.command()
@click.argument("issue")
@click.argument("kind", type=click.Choice(STORY_KINDS))
@click.argument("story")
@click.option("--before", help="place: the story it goes before.")
@click.option("--section", help='place: key of a topic, or "other". Default: where it is.')
@click.option("--place", "at", type=click.IntRange(1), help="place: number in the section. Default: last.")
@click.option("--text", default="", help="headline, note: the words; none takes them away.")
@click.option("--sentence", "chosen", multiple=True, help="sentences: ARTICLE:START-END, as `issue sentences` has it.")
@REASON
@EDITOR
@AS_JSON
@click.pass_obj
def edit(place: Place, issue: str, kind: str, story: str, before: str | None, section: str | None, at: int | None,
         text: str, chosen: Sequence[str], reason: str, editor: str | None, as_json: bool) -> None:  # fmt: skip
    """Edit the draft of ISSUE: drop, restore, pin, place or add STORY, let it lead, write its headline or a note.

    STORY is an id, a former one, or the address or id of one of its articles.
    """
    from citydesk.pipeline.desk_choices import choices
    from digest.edits import Action

    settings = place.settings()
    with place.open(settings) as archive:
        summary = _sentences({one.sentence for one in choices(archive, story)}, chosen) if chosen else ()
        action = Action(kind=cast("Kind", kind), story=story, before=before, section=section,
                        place=at and at - 1, text=text, sentences=summary)  # fmt: skip
        _do(archive, settings, issue, action, editor, reason, as_json)


@issue.command()
@click.argument("issue")
@click.argument("number", type=int, required=False)
@EDITOR
@AS_JSON
@click.pass_obj
def undo(place: Place, issue: str, number: int | None, editor: str | None, as_json: bool) -> None:
    """Undo the edit NUMBER of ISSUE, by default the last one that counts."""
    _undo_or_redo(place, "undo", issue, number, editor, as_json)


@issue.command()
@click.argument("issue")
@click.argument("number", type=int, required=False)
@EDITOR
@AS_JSON
@click.pass_obj
def redo(place: Place, issue: str, number: int | None, editor: str | None, as_json: bool) -> None:
    """Let the edit NUMBER of ISSUE count again, by default the one undone last."""
    _undo_or_redo(place, "redo", issue, number, editor, as_json)


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
    edition, _ = _named(settings, issue)
    at = moment and moment.replace(tzinfo=ZoneInfo(edition.zone)).astimezone(UTC)
    with place.open(settings) as archive:
        _do(archive, settings, issue, Action(kind="schedule", at=at), editor, "", as_json)


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
            done = publish_due(archive, settings, _now())
            _print([asdict(one) for one in done], as_json, [line for one in done for line in published_lines(one)])
            return
        published = run(archive, settings, *_named(settings, issue), editor_name(editor), now=_now())
    _print_published(_granted(published), as_json)


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
        done = run(archive, settings, *_named(settings, issue), words, editor_name(editor), now=_now())
    _print_published(_granted(done), as_json)


def verify_issue(place: Place, issue: str, revision: int | None, as_json: bool) -> bool:
    """Print whether a published issue can be derived again, and tell so."""
    from citydesk.pipeline.desk_verifying import verify

    with place.open(place.settings()) as archive:
        found = verify(archive, issue, revision)
    counts = f"{len(found.formats)} files, {found.sentences} sentences, {found.versions} versions of articles"
    state = "differs" if found.differences else "is reproduced"
    _print(asdict(found), as_json, [f"{issue} revision {found.revision} {state}: {counts}", *found.differences])
    return not found.differences


def _do(archive: Archive, settings: Settings, issue: str, action: Action, editor: str | None, reason: str,
        as_json: bool) -> None:  # fmt: skip
    from citydesk.pipeline.desk import act, told

    named = _named(settings, issue)
    done = _granted(act(archive, settings, *named, action, editor_name(editor), now=_now(), reason=reason))
    _print(asdict(done), as_json, [told(archive, done)])


def _undo_or_redo(place: Place, kind: Kind, issue: str, number: int | None, editor: str | None, as_json: bool) -> None:
    from citydesk.pipeline.desk import last_of
    from digest.edits import Action

    settings = place.settings()
    with place.open(settings) as archive:
        of = number if number is not None else last_of(archive, *_named(settings, issue), kind)
        if of is None:
            raise ConfigError(f"there is nothing to {kind} in {issue}; `citydesk issue edits {issue}` tells its edits")
        _do(archive, settings, issue, Action(kind=kind, of=of), editor, "", as_json)


def _named(settings: Settings, issue: str) -> tuple[Edition, Period]:
    from citydesk.pipeline.desk import issue_named

    return issue_named(settings, issue)


def _granted(found: Any) -> Any:
    """Return what was done; raise ConfigError where it was refused."""
    from citydesk.pipeline.desk_checks import Refused

    if isinstance(found, Refused):
        raise ConfigError(found.reason)
    return found


def _sentences(known: set[Sentence], chosen: Sequence[str]) -> tuple[Sentence, ...]:
    by_place = {f"{one.article}:{one.start}-{one.end}": one for one in known}
    for place in chosen:
        if place not in by_place:
            raise ConfigError(f'"{place}" is no sentence of the story; `citydesk issue sentences` tells them')
    return tuple(by_place[place] for place in chosen)


def _now() -> datetime:
    return datetime.now(UTC)


def _print_published(done: Published, as_json: bool) -> None:
    _print(asdict(done), as_json, published_lines(done))


def _print(value: Any, as_json: bool, lines: Sequence[str]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str) if as_json else "\n".join(lines))

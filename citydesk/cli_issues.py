"""The commands of the editor's desk: list and show issues, edit their drafts, undo and redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from citydesk import cli_desk
from citydesk.cli_desk import AS_JSON
from citydesk.cli_editor import EDITOR, REASON
from citydesk.cli_issue_lines import choice_lines, draft_lines, edit_lines, listed_line, revision_lines
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from digest.edits import Kind
    from nlp.story import Sentence

FILE = click.Path(dir_okay=False, path_type=Path)
FORMATS = ("docx", "pdf", "markdown", "mail", "html", "text", "rss", "atom")
STORY_KINDS = ("drop", "restore", "pin", "lead", "place", "headline", "note", "sentences", "add")


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
    cli_desk.show(found, as_json, [listed_line(one) for one in found])


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
            cli_desk.show(told, as_json, revision_lines(found))
            return
        shown = draft(archive, settings, *cli_desk.named(settings, issue))
        needed = needs(archive, shown, cli_desk.now())
    told = asdict(shown.edited) | {"state": shown.state, "revision": shown.revision, "last_edit": shown.last_edit}
    cli_desk.show(told | {"needs": [asdict(one) for one in needed]}, as_json, draft_lines(shown, needed))


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
        found = marked(load_edits(archive, issue_id(*cli_desk.named(settings, issue))))
        words = [edit_lines(one, told(archive, one)) for one in found]
    cli_desk.show([asdict(one) for one in found], as_json, [line for lines in words for line in lines])


@issue.command()
@click.argument("story")
@AS_JSON
@click.pass_obj
def sentences(place: Place, story: str, as_json: bool) -> None:
    """Print the sentences that a summary of STORY may be made of, with their places."""
    from citydesk.pipeline.desk_choices import choices

    with place.open(place.settings()) as archive:
        found = choices(archive, story)
    cli_desk.show([asdict(one) for one in found], as_json, choice_lines(found))


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
        cli_desk.do(archive, settings, issue, action, editor, reason, as_json)


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


@issue.command("export")
@click.argument("issue")
@click.option("--format", "name", type=click.Choice(FORMATS), default="docx", show_default=True, help="What to write.")
@click.option("--out", type=FILE, help="The file. Default: ISSUE and its ending.")
@click.pass_obj
def export_command(place: Place, issue: str, name: str, out: Path | None) -> None:
    """Write ISSUE as one file: Word, PDF, Markdown, e-mail, page, text or feed."""
    from citydesk.pipeline.exporting import FILES, export

    settings = place.settings()
    with place.open(settings) as archive:
        body = export(archive, settings, issue, name)
    path = out or Path(f"{issue}{FILES[name]}")
    path.write_bytes(body)
    click.echo(path)


def _undo_or_redo(place: Place, kind: Kind, issue: str, number: int | None, editor: str | None, as_json: bool) -> None:
    from citydesk.pipeline.desk import last_of
    from digest.edits import Action

    settings = place.settings()
    with place.open(settings) as archive:
        of = number if number is not None else last_of(archive, *cli_desk.named(settings, issue), kind)
        if of is None:
            raise ConfigError(f"there is nothing to {kind} in {issue}; `citydesk issue edits {issue}` tells its edits")
        cli_desk.do(archive, settings, issue, Action(kind=kind, of=of), editor, "", as_json)


def _sentences(known: set[Sentence], chosen: Sequence[str]) -> tuple[Sentence, ...]:
    by_place = {f"{one.article}:{one.start}-{one.end}": one for one in known}
    for place in chosen:
        if place not in by_place:
            raise ConfigError(f'"{place}" is no sentence of the story; `citydesk issue sentences` tells them')
    return tuple(by_place[place] for place in chosen)

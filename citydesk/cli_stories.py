"""The commands of an editor: show a story with its evidence, merge, split, undo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from citydesk.cli_editor import EDITOR, REASON, editor_name, line

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.cli import Place
    from citydesk.pipeline.editing import Decided, Desk
    from citydesk.pipeline.showing import ShownArticle, ShownStory
    from citydesk.settings import Settings
    from nlp.decided import Decision
    from nlp.story import Thread

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")


@click.group()
def story() -> None:
    """Stories as their editor sees them; decisions on them hold against every later run."""


@story.command()
@click.argument("id")
@AS_JSON
@click.pass_obj
def show(place: Place, id: str, as_json: bool) -> None:
    """Print the story ID with all its evidence. ID may be a former one, or an article's id or address."""
    from citydesk.engine import make_encoder
    from citydesk.pipeline.showing import show as run

    settings = place.settings()
    with place.open(settings) as archive:
        found = run(archive, make_encoder(settings.service.model), id)
    click.echo(_json(asdict(found)) if as_json else "\n".join(_lines(found)))


@story.command()
@click.argument("id")
@click.argument("other")
@REASON
@EDITOR
@AS_JSON
@click.pass_obj
def merge(place: Place, id: str, other: str, reason: str, editor: str | None, as_json: bool) -> None:
    """Join the stories ID and OTHER: all their articles tell one happening."""
    from citydesk.pipeline.editing import merge as run

    settings = place.settings()
    with place.open(settings) as archive:
        done = run(_desk(archive, settings), id, other, editor_name(editor), line(reason), _now())
    _print(done, as_json)


@story.command()
@click.argument("id")
@click.argument("articles", nargs=-1, required=True)
@REASON
@EDITOR
@AS_JSON
@click.pass_obj
def split(place: Place, id: str, articles: Sequence[str], reason: str, editor: str | None, as_json: bool) -> None:
    """Take ARTICLES, by id or address, out of the story ID: they tell another happening than the rest."""
    from citydesk.pipeline.editing import split as run

    settings = place.settings()
    with place.open(settings) as archive:
        done = run(_desk(archive, settings), id, articles, editor_name(editor), line(reason), _now())
    _print(done, as_json)


@story.command()
@click.argument("decision", type=int)
@AS_JSON
@click.pass_obj
def undo(place: Place, decision: int, as_json: bool) -> None:
    """Take back the decision of the number DECISION."""
    from citydesk.pipeline.editing import undo as run

    settings = place.settings()
    with place.open(settings) as archive:
        done = run(_desk(archive, settings), decision, _now())
    _print(done, as_json)


def _desk(archive: Archive, settings: Settings) -> Desk:
    from citydesk.engine import make_encoder
    from citydesk.pipeline.editing import Desk

    return Desk(archive=archive, encoder=make_encoder(settings.service.model), projects=settings.vocabulary.projects)


def _now() -> datetime:
    return datetime.now(UTC)


def _print(done: Decided, as_json: bool) -> None:
    if as_json:
        click.echo(_json(asdict(done)))
        return
    click.echo(f"decision {done.decision}; stories of its articles: {len(done.stories)}")
    for one in done.stories:
        click.echo("\n" + "\n".join(_lines(one)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _lines(story: ShownStory) -> list[str]:
    days = f"{story.first_published:%Y-%m-%d} to {story.last_published:%Y-%m-%d}"
    kind = ", a round-up" if story.is_roundup else ""
    lines = [f"{story.id}  {line(story.title)} ({story.language})", f"  {days}, {len(story.members)} articles{kind}"]
    lines += [f"  once {', '.join(story.former_ids)}"] if story.former_ids else []
    for thread in story.threads:
        lines += [f"  {_thread(thread, story.id)}"]
    for one in story.members:
        lines += ["", f"  {one.relation:11} {one.score:.2f}  {_told(one.article)}", *_about(one.article, one.evidence)]
    if story.kept_apart:
        lines += ["", "kept apart:"]
    for apart in story.kept_apart:
        word = "never" if apart.is_vetoed else "unlike"
        lines += ["", f"  {word:11} {apart.probability:.2f}  {_told(apart.article)}"]
        lines += _about(apart.article, apart.evidence)
        lines += [f"{'':20}in {apart.story}"] if apart.story else []
    if story.decisions:
        lines += ["", "decisions:", *(f"  {_decision(one)}" for one in story.decisions)]
    return lines


def _thread(thread: Thread, story: str) -> str:
    number = thread.stories.index(story) + 1
    return f"thread {thread.key}, story {number} of {len(thread.stories)}: {line(thread.reason)}"


def _told(article: ShownArticle) -> str:
    day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
    return f"{day}  {line(article.source)} ({article.language})  {article.id}"


def _about(article: ShownArticle, evidence: Sequence[str]) -> list[str]:
    return [f"{'':20}{line(one)}" for one in (article.title, article.url, *evidence)]


def _decision(decision: Decision) -> str:
    what = "joined" if decision.kind == "merge" else "parted"
    sizes = f"{len(decision.left)} and {len(decision.right)} articles"
    reason = f": {line(decision.reason)}" if decision.reason else ""
    return f"{decision.id}  {decision.made_at:%Y-%m-%d}  {line(decision.editor)} {what} {sizes}{reason}"

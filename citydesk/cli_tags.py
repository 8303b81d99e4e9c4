"""The commands of an editor on tags: show them with their evidence, set them, take it back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from citydesk.cli_editor import EDITOR, REASON, editor_name, line
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.cli import Place
    from citydesk.pipeline.correcting import Wish
    from citydesk.pipeline.editing import Desk
    from citydesk.pipeline.showing_tags import Quote, ShownTag, ShownTags
    from citydesk.settings import Settings
    from nlp.corrected import Correction
    from nlp.vocabulary import Vocabulary

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")


@click.group()
def tag() -> None:
    """Cities, topics, projects and types of articles and stories; corrections hold against every later run."""


@tag.command()
@click.argument("id")
@AS_JSON
@click.pass_obj
def show(place: Place, id: str, as_json: bool) -> None:
    """Print the tags of ID, an article by id or address or a story by id, with the words that tell them."""
    settings = place.settings()
    with place.open(settings) as archive:
        _print(archive, settings, id, as_json)


@tag.command("set")
@click.argument("id")
@click.option("--city", "cities", multiple=True, help="KEY=ROLE, or KEY=none: it is about another city.")
@click.option("--topic", "topics", multiple=True, help="Key of a topic it has.")
@click.option("--no-topic", "no_topics", multiple=True, help="Key of a topic it doesn't have.")
@click.option("--project", "projects", multiple=True, help="Key of a project it is about.")
@click.option("--no-project", "no_projects", multiple=True, help="Key of a project it isn't about.")
@click.option("--type", "text_type", help="What kind of text it is: news, opinion, event, notice and so on.")
@REASON
@EDITOR
@AS_JSON
@click.pass_obj
def set_command(place: Place, id: str, cities: Sequence[str], topics: Sequence[str], no_topics: Sequence[str],
                projects: Sequence[str], no_projects: Sequence[str], text_type: str | None, reason: str,
                editor: str | None, as_json: bool) -> None:  # fmt: skip
    """Correct the tags of ID, an article by id or address or a story by id: then those of all its articles."""
    from citydesk.pipeline.correcting import project_wish, set_tags, topic_wish, type_wish

    settings = place.settings()
    known = settings.vocabulary
    wishes = [
        *(_city(known, words) for words in cities),
        *(topic_wish(known, key, is_there=True) for key in topics),
        *(topic_wish(known, key, is_there=False) for key in no_topics),
        *(project_wish(known, key, is_there=True) for key in projects),
        *(project_wish(known, key, is_there=False) for key in no_projects),
        *([type_wish(text_type)] if text_type is not None else []),
    ]
    with place.open(settings) as archive:
        numbers = set_tags(_desk(archive, settings), id, wishes, editor_name(editor), line(reason), _now())
        _print(archive, settings, id, as_json, numbers)


@tag.command()
@click.argument("correction", type=int)
@EDITOR
@AS_JSON
@click.pass_obj
def undo(place: Place, correction: int, editor: str | None, as_json: bool) -> None:
    """Take back the correction of the number CORRECTION."""
    from citydesk.pipeline.correcting import undo_tags

    settings = place.settings()
    with place.open(settings) as archive:
        touched = undo_tags(_desk(archive, settings), correction, editor_name(editor), _now())
        _print(archive, settings, touched[0], as_json, (correction,))


def _city(vocabulary: Vocabulary, words: str) -> Wish:
    from citydesk.pipeline.correcting import city_wish

    key, stroke, role = words.partition("=")
    if not stroke:
        raise ConfigError(f'--city "{words}" has no role; write "{words}=primary", or "{words}=none"')
    return city_wish(vocabulary, key, role)


def _desk(archive: Archive, settings: Settings) -> Desk:
    from citydesk.engine import make_encoder
    from citydesk.pipeline.editing import Desk

    return Desk(archive=archive, encoder=make_encoder(settings.service.model), projects=settings.vocabulary.projects)


def _now() -> datetime:
    return datetime.now(UTC)


def _print(archive: Archive, settings: Settings, id: str, as_json: bool, numbers: Sequence[int] = ()) -> None:
    from citydesk.pipeline.showing_tags import show_tags

    shown = show_tags(archive, settings.vocabulary, id)
    if as_json:
        value = asdict(shown) | ({"decided": list(numbers)} if numbers else {})
        click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
        return
    told = [f"corrections: {', '.join(map(str, numbers))}", ""] if numbers else []
    click.echo("\n".join([*told, *_lines(shown)]))


def _lines(shown: ShownTags) -> Iterator[str]:
    if shown.story is not None:
        yield f"{shown.id}  a story of {len(shown.articles)} articles"
        yield from (words for one in shown.story for words in _tag(one))
        yield ""
    for article in shown.articles:
        yield f"{article.id}  {line(article.title)} ({article.language})"
        yield f"  {line(article.url)}"
        yield from (words for one in article.tags for words in _tag(one))
        yield from (f"  not any more: {_head(one)}" for one in article.overruled)
        yield ""
    yield "corrections:" if shown.corrections else "no corrections"
    yield from (f"  {_correction(one)}" for one in shown.corrections)


def _tag(one: ShownTag) -> Iterator[str]:
    yield f"  {_head(one)}" + (f"  {line(one.reason)}" if one.reason else "")
    yield from (f"{'':14}{_quote(quote)}" for quote in one.evidence)


def _head(one: ShownTag) -> str:
    return f"{one.kind:8} {one.score:.2f}  {one.value}" + (f", {one.role}" if one.role else "")


def _quote(quote: Quote) -> str:
    return line(f"{quote.field}: … {quote.before}[{quote.words}]{quote.after} …")


def _correction(one: Correction) -> str:
    what = one.role or ("there" if one.is_there else "not there")
    of = f"the story, {len(one.articles)} articles" if one.is_of_story else "the article"
    reason = f": {line(one.reason)}" if one.reason else ""
    return f"{one.id}  {one.made_at:%Y-%m-%d}  {line(one.editor)}: {one.kind} {one.value} {what} ({of}){reason}"

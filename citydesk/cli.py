"""The command line: one command a verb. The only file that prints an error."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import click

import citydesk
from citydesk import progress
from citydesk.archive import Archive
from citydesk.cli_annotate import annotate
from citydesk.cli_article import article
from citydesk.cli_calibrate import calibrate
from citydesk.cli_care import backup, check, restore, vacuum
from citydesk.cli_cities import cities
from citydesk.cli_crawl import crawl, status
from citydesk.cli_explore import explore
from citydesk.cli_export import export
from citydesk.cli_issues import issue
from citydesk.cli_mail import mail
from citydesk.cli_publishing import verify_issue
from citydesk.cli_release import release, verify
from citydesk.cli_search import search
from citydesk.cli_serve import serve
from citydesk.cli_site import publish
from citydesk.cli_sources import sources
from citydesk.cli_stories import story
from citydesk.cli_subscribers import subscriber
from citydesk.cli_summarize import summarize
from citydesk.cli_tags import tag
from citydesk.cli_users import user
from citydesk.errors import CitydeskError, ConfigError, storage_trouble
from citydesk.settings import Settings, load_settings, write_config

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a command works: the folder of config and the archive, as the options say."""

    config: Path | None
    archive: Path | None

    def settings(self) -> Settings:
        """Read config."""
        return load_settings(self.config)

    def open(self, settings: Settings) -> Archive:
        """Open the archive."""
        return Archive(self.archive or settings.service.archive.path)


def main() -> None:
    """Run citydesk; a user's error is one line and its exit code."""
    try:
        commands(prog_name="citydesk", standalone_mode=False)
    except CitydeskError as error:
        _fail(str(error), error.exit_code)
    except click.exceptions.Abort:
        _fail("stopped; run the same command again to go on", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except KeyboardInterrupt:
        _fail("stopped; run the same command again to go on", 130)
    except sqlite3.Error as error:
        _fail(storage_trouble(error), 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(message: str, code: int) -> None:
    line = " ".join(f"citydesk: {message}".split())
    print("".join(letter if letter.isprintable() else "?" for letter in line), file=sys.stderr)
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(citydesk.__version__, prog_name="citydesk")
@click.option("--config", type=FOLDER, help="Folder of the config files. Default: $CITYDESK_CONFIG, ./config, our own.")
@click.option("--archive", type=FILE, help="The archive. Default: [archive] path of service.toml.")
@click.pass_context
def commands(context: click.Context, config: Path | None, archive: Path | None) -> None:
    """Collect the official news of cities, tell each piece of news once, compile a weekly digest."""
    context.obj = Place(config=config, archive=archive)


commands.add_command(article)
commands.add_command(annotate)
commands.add_command(backup)
commands.add_command(calibrate)
commands.add_command(check)
commands.add_command(cities)
commands.add_command(crawl)
commands.add_command(explore)
commands.add_command(export)
commands.add_command(release)
commands.add_command(restore)
commands.add_command(publish)
commands.add_command(search)
commands.add_command(serve)
commands.add_command(issue)
commands.add_command(mail)
commands.add_command(sources)
commands.add_command(status)
commands.add_command(story)
commands.add_command(subscriber)
commands.add_command(summarize)
commands.add_command(tag)
commands.add_command(user)
commands.add_command(vacuum)
commands.add_command(verify)


@commands.command()
@click.argument("folder", type=FOLDER)
def init(folder: Path) -> None:
    """Write an editable copy of the config into FOLDER."""
    for path in write_config(folder):
        click.echo(path)


@commands.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--source", help="Key of the source the articles belong to. Default: one named import.")
@AS_JSON
@click.pass_obj
def import_command(place: Place, files: Sequence[Path], source: str | None, as_json: bool) -> None:
    """Import FILES: JSON Lines (.jsonl), saved feeds, WARC (.warc, .warc.gz). In the order given."""
    from citydesk.pipeline.importing import import_file, source_named
    from nlp.language import LanguageIdentifier

    settings = place.settings()
    belongs_to = source_named(settings.sources, source)
    identify = LanguageIdentifier()
    with place.open(settings) as archive:
        done = [import_file(archive, path, belongs_to, _now(), identify, progress.show) for path in files]
    sums = {name: sum(getattr(one, name) for one in done) for name in ("read", "new", "refused")}
    _print(sums, as_json, "{read} read, {new} new texts, {refused} without address or text".format(**sums))


@commands.command()
@click.option("--again", is_flag=False, flag_value="tags", type=click.Choice(["tags", "pages"]),
              help="Do this for all articles once more, not only for what is missing. Default: tags.")  # fmt: skip
@AS_JSON
@click.pass_obj
def process(place: Place, again: Literal["tags", "pages"] | None, as_json: bool) -> None:
    """Make articles of new pages; encode, tag and group what is new."""
    settings = place.settings()
    with place.open(settings) as archive:
        done = asdict(run_process(archive, settings, again=again))
    words = "{articles} new texts, {skipped} pages without, {tagged} tagged, {compared} compared, {stories} stories"
    _print(done, as_json, "\n".join([words.format(**done), *_retagged(done["retagged"])]))


def run_process(
    archive: Archive,
    settings: Settings,
    show: progress.Progress = progress.show,
    again: Literal["tags", "pages"] | None = None,
) -> Any:
    """Process an archive with the parts that config asks for."""
    from citydesk.engine import make_encoder, tagger_maker
    from citydesk.pipeline.process import process as run
    from nlp.language import LanguageIdentifier

    service = settings.service
    tagger = tagger_maker(settings.vocabulary, settings.sources)
    encoder = make_encoder(service.model)
    return run(archive, encoder, tagger, LanguageIdentifier(), show, service.process, again)


def _retagged(told: dict[str, Any] | None) -> list[str]:
    """Return what tagging again has changed, in lines."""
    if told is None:
        return []
    lines = [f"{told['articles']} articles tagged again, {len(told['changes'])} tags changed"]
    words = "  {kind}: {added} added, {removed} removed, {other_role} in another role; most: {top}"
    for kind in told["kinds"]:
        lines.append(words.format(**kind, top=", ".join(f"{value} {count}" for value, count in kind["most"])))
    return lines


@commands.command("compile")
@click.option("--edition", "edition_key", default="network", show_default=True, help="Key of the edition.")
@click.option(
    "--period",
    "period_name",
    help="Day, ISO week or month, as 2026-11-09, 2026-W46, 2026-11. "
    "Default: the last whole one in the edition's rhythm.",
)
@click.option("--week", help="ISO week, as 2026-W46, instead of --period.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, instead of a period.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day, with --since.")
@click.option("--out", type=FOLDER, help="Folder of the files. Default: [digest] folder of service.toml.")
@click.option("--verify", "published", help="Derive this published issue again instead, and say what differs.")
@click.option("--revision", type=click.IntRange(1), help="With --verify: which revision. Default: the newest.")
@AS_JSON
@click.pass_obj
def compile_command(place: Place, edition_key: str, period_name: str | None, week: str | None, since: datetime | None,
                    until: datetime | None, out: Path | None, published: str | None, revision: int | None,
                    as_json: bool) -> None:  # fmt: skip
    """Compile an edition's issue of a day, week or month: HTML, plain text, RSS and Atom."""
    if published is not None:
        sys.exit(0 if verify_issue(place, published, revision, as_json) else 1)
    from citydesk.pipeline.compile import compile_issue, write_files

    settings = place.settings()
    edition = _named("edition", edition_key, {one.key: one for one in settings.editions})
    site = settings.service.digest.site
    period = _period(edition, period_name, week, since and since.date(), until and until.date())
    with place.open(settings) as archive:
        issue = compile_issue(archive, edition, period, settings.vocabulary, settings.sources, site)
        files = write_files(archive, issue.id, out or settings.service.digest.folder)
    told: dict[str, object] = {"issue": issue.id, "stories": issue.stories, "entries": len(issue.entries)}
    told |= {"files": {name: str(path) for name, path in files.items()}}
    lines = "\n".join(f"  {path}" for path in files.values())
    _print(told, as_json, f"{issue.id}: {len(issue.entries)} of {issue.stories} stories\n{lines}")


@commands.command()
@click.option("--folder", type=FOLDER, default=Path("demo-archive"), show_default=True, help="Where the demo works.")
@click.option("--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="Port of the demo web.")
@click.option("--keep-serving", is_flag=True, help="Leave the demo web running, so that the digest's links open.")
@AS_JSON
@click.pass_obj
def demo(place: Place, folder: Path, port: int, keep_serving: bool, as_json: bool) -> None:
    """Crawl a small web of our own on this machine twice, process it, compile its three weeks. No network."""
    from citydesk.demo.run import run

    run(place.settings(), folder, port, keep_serving=keep_serving, as_json=as_json, show=progress.show)


def _named(what: str, key: str, known: dict[str, Any]) -> Any:
    if key not in known:
        raise ConfigError(f'no {what} is named "{key}"; there are: {", ".join(sorted(known))}')
    return known[key]


def _period(edition: Any, name: str | None, week: str | None, since: date | None, until: date | None) -> Any:
    from digest.period import between, iso_week, period_before, period_named

    if (name is not None) + (week is not None) + bool(since or until) > 1:
        raise ConfigError("--period, --week and --since with --until exclude each other: give one of them")
    if bool(since) != bool(until):
        raise ConfigError("--since and --until go together: give both, or --period")
    try:
        if since and until:
            return between(since, until)
        if week is not None:
            return iso_week(week)
        return period_named(name) if name is not None else period_before(_now(), edition.zone, edition.rhythm)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def _now() -> datetime:
    return datetime.now(UTC)


def _print(value: object, as_json: bool, words: str) -> None:
    if as_json:
        _print_json(value)
    else:
        click.echo(words)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


if __name__ == "__main__":
    main()

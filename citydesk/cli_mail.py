"""The commands of delivery: send what is due, say how it went, hold it back, try it out, and take in what came back."""

from __future__ import annotations

import contextlib
import json
import mailbox
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.settings import Settings
    from citydesk.subscribers import SubscriberFile

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
PATH = click.Path(path_type=Path)


@click.group()
def mail() -> None:
    """Issues by e-mail."""


@mail.command()
@click.argument("issue", required=False)
@AS_JSON
@click.pass_obj
def send(place: Place, issue: str | None, as_json: bool) -> None:
    """Queue the published issues that are due, or ISSUE however old it is, and send what waits."""
    from citydesk.mailing.run import send_all

    settings = place.settings()
    over = _told_to_stop()
    with place.open(settings) as archive, _opened(settings) as file:
        told = send_all(archive, file, settings, issue, now=_now, sleep=time.sleep, is_over=over)
    lines = [f"{name}: {count}" for kind in told.values() for name, count in kind.items()]
    click.echo(json.dumps(told) if as_json else "\n".join(lines) or "nothing to send")


@mail.command()
@click.argument("issue", required=False)
@AS_JSON
@click.pass_obj
def report(place: Place, issue: str | None, as_json: bool) -> None:
    """Tell what came of the messages of the last issues, or of ISSUE. Nobody knows who opened them."""
    from citydesk.subscribers.deliveries import codes
    from citydesk.subscribers.deliveries import report as run

    with _opened(place.settings()) as file:
        rows = run(file, issue)
        answers = codes(file, issue) if issue else {}
    if issue and not rows:
        raise ConfigError(f'no issue "{issue}" was ever queued; `citydesk mail report` lists those that were')
    if as_json:
        click.echo(json.dumps([{**row, "answers": answers} for row in rows] if issue else rows))
        return
    for row in rows:
        click.echo(_line(row))
    for code, count in answers.items():
        click.echo(f"  {count} × {code}")
    if not rows:
        click.echo("no issue was queued yet")


@mail.command()
@click.argument("issue", required=False)
@click.pass_obj
def pause(place: Place, issue: str | None) -> None:
    """Hold back ISSUE, or everything. What was claimed, fifty messages at most, still goes out."""
    from citydesk.subscribers.deliveries import pause as run

    with _opened(place.settings()) as file:
        _known(issue, run(file, issue, _now()))
    click.echo(f"{issue or 'everything'} is held back; `citydesk mail resume` lets it go on")


@mail.command()
@click.argument("issue", required=False)
@click.pass_obj
def resume(place: Place, issue: str | None) -> None:
    """Let ISSUE go on, or everything."""
    from citydesk.subscribers.deliveries import resume as run

    with _opened(place.settings()) as file:
        _known(issue, run(file, issue))
    click.echo(f"{issue or 'everything'} goes on with the next `citydesk mail send`")


@mail.command()
@click.argument("issue")
@click.argument("address")
@click.option("--language", default="en", show_default=True, help="Language of the headings.")
@click.pass_obj
def test(place: Place, issue: str, address: str, language: str) -> None:
    """Send published ISSUE to ADDRESS alone, marked as a test, whole, with links that lead nowhere."""
    from citydesk.mailing.run import send_test
    from citydesk.subscribers.address import checked_address

    try:
        to = checked_address(address)
    except ValueError as error:
        raise ConfigError(f"the address {error}; write name@host") from None
    settings = place.settings()
    with place.open(settings) as archive, _opened(settings) as file:
        answer = send_test(archive, file, settings, issue, to, language, now=_now)
    click.echo(f"the relay answered {answer}")


@mail.command()
@click.argument("path", required=False, type=PATH)
@click.option("--recipient", help="The address the message was delivered to, where the mail server tells it.")
@AS_JSON
@click.pass_obj
def bounce(place: Place, path: Path | None, recipient: str | None, as_json: bool) -> None:
    """Take in one message that came back, from standard input, or all those of a mailbox (mbox, Maildir) at PATH."""
    from citydesk.mailing.incoming import MOST_BYTES, take_in

    messages = _messages(path) if path else iter([sys.stdin.buffer.read(MOST_BYTES)])
    told: dict[str, int] = {}
    with _opened(place.settings()) as file:
        for raw in messages:
            kind = take_in(file, raw, _now(), recipient).kind
            told[kind] = told.get(kind, 0) + 1
    click.echo(json.dumps(told) if as_json else "\n".join(f"{kind}: {count}" for kind, count in told.items()))


def _messages(path: Path) -> Iterator[bytes]:
    if not path.exists():
        raise ConfigError(f"{path}: is not there; name an mbox file or a Maildir folder")
    kind = mailbox.Maildir if path.is_dir() else mailbox.mbox
    with contextlib.closing(kind(path, create=False)) as found:
        yield from (found.get_bytes(key) for key in found.iterkeys())


def _line(row: dict[str, Any]) -> str:
    names = ("sent", "waiting", "deferred", "bounced", "failed", "empty", "dropped", "doubtful")
    counted = ", ".join(f"{row[name]} {name}" for name in names if row[name])
    return f"{row['issue']:28} {row['messages']} messages: {counted}{' (held back)' if row['paused'] else ''}"


def _known(issue: str | None, is_known: bool) -> None:
    if not is_known:
        raise ConfigError(f'no issue "{issue}" was ever queued; `citydesk mail report` lists those that were')


def _told_to_stop() -> Callable[[], bool]:
    """Return what tells whether somebody asked this process to end: the message in hand is finished first."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    return lambda: bool(told)


def _opened(settings: Settings) -> SubscriberFile:
    from citydesk.subscribers import open_subscribers

    return open_subscribers(settings.service.subscribers)


def _now() -> datetime:
    return datetime.now(UTC)

"""The commands for the subscribers by e-mail: counts for the operator, and what the law lets a person ask for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.cli import Place
    from citydesk.subscribers import SubscriberFile
    from citydesk.subscribers.nouns import Subscriber


@click.group()
def subscriber() -> None:
    """Those who get issues by e-mail."""


@subscriber.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
@click.pass_obj
def count(place: Place, as_json: bool) -> None:
    """Tell how many there are, left, wait to confirm or are suppressed; nobody by name."""
    from citydesk.subscribers.personal_data import counts

    with _opened(place) as file:
        told = counts(file)
    words = (
        "{subscribers} subscribers, {left} left in the last month, {waiting} wait to confirm, {suppressed} suppressed"
    )
    click.echo(json.dumps(told) if as_json else words.format(**told))


@subscriber.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--confirm", is_flag=True, help="Ask each of them by a letter first.")
@click.pass_obj
def import_command(place: Place, file: Path, confirm: bool) -> None:
    """Subscribe the people of the CSV file FILE who agreed elsewhere, with when and in which words; all or none."""
    from citydesk.subscribers.importing import Known, UnfitFileError, read_consents, take_in

    settings, now = place.settings(), datetime.now(UTC)
    known = Known(
        editions={one.key for one in settings.editions},
        cities={one.id for one in settings.vocabulary.cities},
        topics={one.id for one in settings.vocabulary.topics if not one.is_none},
    )
    try:
        consents = read_consents(file.read_bytes(), known, now)
    except OSError as error:
        raise ConfigError(f"{file}: can't be read: {error.strerror}; name a file that is there") from None
    except UnfitFileError as error:
        raise ConfigError(f"{file}: {error}") from None
    with _opened(place) as opened:
        told = take_in(opened, consents, now, has_to_confirm=confirm)
    first = f"{told.get('asked', 0)} asked to confirm" if confirm else f"{told.get('subscribed', 0)} subscribed"
    others = (("known", "are already"), ("left", "left before"), ("suppressed", "suppressed"))
    click.echo(f"{first}; " + ", ".join(f"{told.get(name, 0)} {words}" for name, words in others))


@subscriber.command()
@click.argument("address")
@click.pass_obj
def export(place: Place, address: str) -> None:
    """Print all that is kept of ADDRESS, as JSON."""
    from citydesk.subscribers import personal_data

    with _opened(place) as file:
        told = personal_data.export(file, _found(file, address).id)
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


@subscriber.command()
@click.argument("address")
@click.pass_obj
def erase(place: Place, address: str) -> None:
    """Erase all that is kept of ADDRESS."""
    from citydesk.subscribers import personal_data

    with _opened(place) as file:
        personal_data.erase(file, _found(file, address).id)
    click.echo("erased")


@subscriber.command()
@click.argument("address")
@click.option("--lift", is_flag=True, help="Let it be written to again, when it is signed up.")
@click.pass_obj
def suppress(place: Place, address: str, lift: bool) -> None:
    """Never write to ADDRESS again, whoever signs it up."""
    from citydesk.subscribers import personal_data

    with _opened(place) as file:
        if not lift:
            personal_data.suppress(file, _checked(address), datetime.now(UTC))
        elif not personal_data.lift(file, _checked(address)):
            raise ConfigError("this address is not suppressed; nothing to lift")
    click.echo("may be signed up again" if lift else "suppressed")


def _opened(place: Place) -> SubscriberFile:
    from citydesk.subscribers import open_subscribers

    return open_subscribers(place.settings().service.subscribers)


def _found(file: SubscriberFile, address: str) -> Subscriber:
    from citydesk.subscribers.people import find_by_address

    found = find_by_address(file, _checked(address))
    if found is None:
        raise ConfigError("nobody is subscribed with this address; look at its spelling")
    return found


def _checked(address: str) -> str:
    from citydesk.subscribers.address import checked_address

    try:
        return checked_address(address)
    except ValueError as error:
        raise ConfigError(f"the address {error}; write name@host") from None

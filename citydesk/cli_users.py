"""The commands for accounts at the desk: who may log in."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citydesk.accounts import Accounts
    from citydesk.cli import Place


@click.group()
def user() -> None:
    """The accounts of those who edit at the desk."""


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for scripts.")
@click.pass_obj
def add(place: Place, name: str, password_stdin: bool) -> None:
    """Make the account NAME, or give it a new password; it is asked for and not shown."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    _accounts(place).save(name, password, datetime.now(UTC))
    click.echo(f"{name} may log in")


@user.command()
@click.argument("name")
@click.pass_obj
def remove(place: Place, name: str) -> None:
    """Close the account NAME; what it has decided stays."""
    _accounts(place).remove(name, datetime.now(UTC))
    click.echo(f"{name} may not log in any longer")


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
@click.pass_obj
def list_users(place: Place, as_json: bool) -> None:
    """List who may log in."""
    names = _accounts(place).names()
    click.echo(json.dumps(names) if as_json else "\n".join(names) or "nobody; add one with `citydesk user add NAME`")


def _accounts(place: Place) -> Accounts:
    from citydesk.accounts import Accounts

    return Accounts(place.settings().service.serve.accounts)


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))

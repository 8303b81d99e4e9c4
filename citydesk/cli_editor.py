"""What the commands of an editor share: who she is, her reason, and words as one line."""

from __future__ import annotations

import getpass

import click

EDITOR = click.option("--editor", help="Who decides. Default: the user name of the system.")
REASON = click.option("--reason", default="", help="Why, for those who look at it later.")


def editor_name(named: str | None) -> str:
    """Return the name an editor gave, else that of the system's user."""
    if named and line(named):
        return line(named)
    try:
        return line(getpass.getuser())
    except (OSError, KeyError):  # a container's user without a name
        return "unknown"


def line(text: str) -> str:
    """Return words of a user or of the web as one line without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))

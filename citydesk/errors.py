"""The errors a user can mend: each says what happened, to what, and what to do."""


class CitydeskError(Exception):
    """An error for people: one line, lower case, with its remedy. Only cli.py prints it."""

    exit_code = 1


class ConfigError(CitydeskError):
    """A mistake in config or usage: names file, key and remedy."""

    exit_code = 2


class ArchiveError(CitydeskError):
    """The archive can't be opened, read or written."""

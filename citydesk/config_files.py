"""From one TOML file to its tables, or a ConfigError of one line."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, TypeAdapter, ValidationError

from citydesk.config_checks import check_key
from citydesk.config_messages import and_more, of_settings, of_syntax, of_tables
from citydesk.config_models import FormsTable, Table
from citydesk.errors import ConfigError

_MAX_FILE_BYTES = 16_777_216  # thirty times the shipped gazetteer; a larger file is another file

AnyTable = TypeVar("AnyTable", bound=Table)


def read_tables(path: Path, noun: str, model: type[AnyTable]) -> dict[str, AnyTable]:
    """Return the tables of a file by key, in the order of the file."""
    adapter = TypeAdapter(dict[Annotated[str, AfterValidator(check_key)], model])  # type: ignore[valid-type]
    try:
        return adapter.validate_python(read_toml(path))
    except ValidationError as error:
        complaint = of_tables(error.errors(include_url=False), noun, model)
        raise ConfigError(f"{path}: {complaint}") from None


def read_forms(path: Path, cities: Collection[str]) -> FormsTable:
    """Return what is generated for these cities; nothing where there is no such file, since it only saves typing."""
    if not path.exists():
        return FormsTable()
    try:
        table = FormsTable.model_validate(read_toml(path))
    except ValidationError as error:
        raise ConfigError(f"{path}: {of_settings(error.errors(include_url=False), FormsTable)}") from None
    gone = [
        key for lines in (table.forms, table.adjectives) for line in lines.values() for key in line if key not in cities
    ]
    if gone:
        raise ConfigError(
            f'{path}: city "{gone[0]}" is not in cities.toml{and_more(len(gone) - 1)}; '
            'run "citydesk cities forms --write"'
        )
    return table


def read_toml(path: Path) -> Any:
    """Return the content of a TOML file with tuples for lists."""
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(f'{path}: is missing; "citydesk init DIR" writes a whole set') from None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check its rights") from None
    if len(content) > _MAX_FILE_BYTES:
        raise ConfigError(f"{path}: is larger than {_MAX_FILE_BYTES} bytes; name a config file")
    try:
        return _with_tuples(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except ValueError as error:
        raise ConfigError(f"{path}: {of_syntax(error)}") from None
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deep; write one table for each key") from None


def _with_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_tuples(inner) for key, inner in value.items()}
    return tuple(_with_tuples(inner) for inner in value) if isinstance(value, list) else value

"""From what tomllib and pydantic complain about to one line a person can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_MUST_BE = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "tuple_type": 'a list such as ["a", "b"]',
    "dict_type": "a table",
    "model_type": "a table",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "less than {lt:g}",
    "less_than_equal": "at most {le:g}",
}


def of_syntax(error: ValueError) -> str:
    """Return the line and the reason of a TOML error."""
    reason, _, place = str(error).partition(" (at ")
    line = re.match(r"line \d+|end of document", place)
    where = f"{line.group()}: " if line else ""
    twice = re.search(r"Cannot declare \((.*?),?\) twice|Duplicate inline table key (.*)", reason)
    if twice:
        key = (twice.group(1) or twice.group(2)).strip("'\"").replace("', '", ".")
        return f'{where}"{key}" stands twice; rename or remove one'
    if reason == "Cannot overwrite a value":
        return f"{where}a key stands twice; rename or remove one"
    return f"{where}{reason[:1].lower()}{reason[1:]}; mend this line"


def of_tables(errors: Sequence[ErrorDetails], noun: str, model: type[BaseModel]) -> str:
    """Return the first error in a file of named tables, and how many more there are."""
    first, *rest = errors
    key, *fields = first["loc"]
    return f'{noun} "{key}": {_complaint(first, fields, model)}{and_more(len(rest))}'


def of_settings(errors: Sequence[ErrorDetails], model: type[BaseModel]) -> str:
    """Return the first error in a file of fixed tables, and how many more there are."""
    first, *rest = errors
    table, *fields = first["loc"]
    inner = model.model_fields[str(table)].annotation if fields else None
    if inner is None:
        return _complaint(first, [table], model) + and_more(len(rest))
    return f"[{table}] {_complaint(first, fields, cast(type[BaseModel], inner))}{and_more(len(rest))}"


def and_more(count: int) -> str:
    """Return how many errors are not told."""
    return f" (and {count} more)" if count else ""


def _complaint(error: ErrorDetails, fields: Sequence[str | int], model: type[BaseModel]) -> str:
    field = _field(fields)
    context: Mapping[str, Any] = error.get("ctx", {})
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(field, model)
    if kind == "missing":
        return f"{field} is missing; add it"
    if kind == "literal_error":
        return _unknown_word(field, error["input"], re.findall(r"'([^']*)'", context["expected"]))
    if kind == "value_error":
        return _own_words(field, error["input"], str(context["error"]))
    if kind == "too_short":
        return f"{field} is empty; add at least {context['min_length']}"
    must_be = _MUST_BE[kind].format(**context) if kind in _MUST_BE else f"something else ({error['msg']})"
    return f"{field} must be {must_be}, not {_shown(error['input'])}".lstrip()


def _field(fields: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in fields if not isinstance(part, int) and part != "[key]")


def _unknown_key(field: str, model: type[BaseModel]) -> str:
    longer = [key for key in model.model_fields if key.startswith(field) or field.startswith(key)]
    near = longer or get_close_matches(field, model.model_fields, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else f"the known ones are {', '.join(model.model_fields)}"
    return f'unknown key "{field}"; {remedy}'


def _unknown_word(field: str, word: object, known: Sequence[str]) -> str:
    near = get_close_matches(str(word), known, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else f"write {', '.join(known[:-1])} or {known[-1]}"
    return f"unknown {field} {_shown(word)}; {remedy}"


def _own_words(field: str, value: object, words: str) -> str:
    """Return a message of config_checks: it goes on from the value, or stands alone."""
    if words.startswith(("is ", "has ", "holds ", "must ")):
        return f"{field} {_shown(value)} {words}" if field else words
    return words


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 80 else shown[:79] + "…"

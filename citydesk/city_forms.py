"""The forms of a city in one language, packed into one line of city_forms.toml and out of it again.

`Helsin|gin,gissä,kiin; helsinkilä|inen,isen` are five forms: groups stand between semicolons, a group is a beginning
and its endings. A beginning without a bar is a form itself. An apostrophe is ’, because the line stands between two '.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from citydesk.config_checks import check_line

_MARKS = frozenset("|,;'")


def unpack(line: str) -> tuple[str, ...]:
    """Return the forms of a line, in its order; ValueError says what is wrong with it."""
    forms = tuple(form for group in check_line(line).split(";") for form in _of_group(group.strip()))
    if not all(map(str.strip, forms)):
        raise ValueError("has an empty form in it; write each form, or beginning|ending,ending")
    return forms


def pack(forms: Iterable[str]) -> str:
    """Return the line that unpacks to these forms; ValueError for a form with a mark of the line in it."""
    plain = [form.replace("'", "’") for form in forms]
    wrong = next((form for form in plain if _MARKS & set(form)), None)
    if wrong is not None:
        raise ValueError(f'"{wrong}" has a bar, a comma or a semicolon in it')
    return "; ".join(_group(beginning, group) for beginning, group in _groups(plain))


def _of_group(group: str) -> list[str]:
    beginning, _, endings = group.partition("|")
    return [beginning + ending for ending in endings.split(",")]


def _groups(forms: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield neighbours that share most of their letters, with what they share."""
    shared, group = "", list[str]()
    for form in forms:
        longer = _shared(shared, form) if group else form
        if group and (len(longer) < 2 or len(longer) * 2 < len(shared)):
            yield shared, group
            longer, group = form, []
        shared, group = longer, [*group, form]
    if group:
        yield shared, group


def _shared(left: str, right: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    return "".join(letter for letter, _ in same)


def _group(beginning: str, forms: list[str]) -> str:
    return beginning if len(forms) == 1 else f"{beginning}|{','.join(form[len(beginning) :] for form in forms)}"

"""An archive → a sample of articles for coding by hand, spread over strata, and the sheet that coders fill in."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import get_args

from citydesk.archive import Archive
from citydesk.archive.samples import (
    VARIABLES,
    Drawn,
    Sample,
    load_sample,
    population,
    sample_names,
    save_codes,
    save_sample,
    texts_of,
)
from citydesk.config_checks import unknown
from citydesk.errors import ConfigError
from citydesk.pipeline.tables import plain, write_csv
from nlp.content_words import ContentKind
from nlp.vocabulary import Vocabulary

SHOWN = ("article", "language", "source", "published", "url", "title", "text")
NONE = ("-", "none")  # in a cell: there is none; an empty cell: not coded


def draw(archive: Archive, name: str, size: int, by: Sequence[str], seed: int, now: datetime) -> Sample:
    """Draw a sample and keep it. The same archive, strata and seed give the same sample. Raise ConfigError.

    Of each stratum, a combination of what `by` names, one article is drawn after another, so that rare ones are seen
    as well as common ones. Where there are more strata than articles to draw, every n-th is taken of all in order of
    stratum (systematic sampling with a random start: Cochran, Sampling Techniques, 1977, chapter 8). An article's
    weight is how many articles it stands for, which figures are weighted by.
    """
    if load_sample(archive, name) is not None:
        raise ConfigError(f'a sample is named "{name}" already; take another name')
    strata: dict[str, list[Drawn]] = {}
    for row in population(archive):
        stratum = " | ".join(row[one] for one in by)
        one = Drawn(article=row["article"], version=row["number"], stratum=stratum, weight=1.0)
        strata.setdefault(stratum, []).append(one)
    if not strata:
        raise ConfigError("the archive has no article to draw; crawl, then process")
    chance = random.Random(seed)  # noqa: S311 - no secret
    for stratum in sorted(strata):
        chance.shuffle(strata[stratum])
    drawn = _every_nth(strata, size, chance) if len(strata) > size else _of_each(strata, size)
    chance.shuffle(drawn)  # the order tells no stratum
    sample = Sample(id=name, seed=seed, drawn=tuple(drawn))
    with archive.write():
        save_sample(archive, sample, by, now)
    return sample


def write_sheet(archive: Archive, name: str, path: Path) -> int:
    """Write the sheet of a sample as CSV, the columns to fill in empty; return the number of articles."""
    rows = [{**dict(row), **dict.fromkeys(VARIABLES, "")} for row in texts_of(archive, name)]
    with path.open("wb") as file:
        return write_csv(rows, [*SHOWN, *VARIABLES], file)


def write_codebook(vocabulary: Vocabulary, path: Path) -> None:
    """Write what coders may put into the sheet: keys of topics, cities and types, with what they mean."""
    lines = [
        "# Codebook",
        "",
        "Fill in `topics`, `cities` and `type` of the sheet, each by yourself. Several keys have `;` between them; `-`"
        " means that there is none; an empty cell is not counted.",
        "",
        "`topics`: what the text is about. `cities`: those it is about, not those it merely names. `type`: one.",
        "",
        *("## topics", ""),
        *(f"- `{one.id}`: {one.label}. {one.wordings[-1]}" for one in vocabulary.topics if not one.is_none),
        *("", "## type", ""),
        *(f"- `{kind}`" for kind in get_args(ContentKind)),
        *("", "## cities", ""),
        *(f"- `{one.id}`: {one.name}, {one.country}" for one in vocabulary.cities),
        "",
    ]
    path.write_text("\n".join(lines), "utf-8")


def read_sheet(archive: Archive, vocabulary: Vocabulary, name: str, coder: str, path: Path) -> int:
    """Keep what a coder filled in, in place of what they filled in before; return the number of articles coded.

    Keys and names are taken, in any case. Raise ConfigError with line and column for anything else.
    """
    sample = load_sample(archive, name)
    if sample is None:
        raise ConfigError(f'no sample is named "{name}"; there are: {", ".join(sample_names(archive)) or "none"}')
    known, members = _known(vocabulary), {one.article for one in sample.drawn}
    codes: list[tuple[str, str, str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                if missing := {"article", *VARIABLES} - row.keys():
                    raise ConfigError(
                        f"{path}: has no column {sorted(missing)[0]}; fill in the sheet as it was written"
                    )
                if plain(row["article"]) not in members:
                    raise ConfigError(f'{path}: row {number}: "{row["article"]}" is no article of sample "{name}"')
                codes += _codes(row, known, f"{path}: row {number}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: can't be read as CSV in UTF-8 ({error})") from error
    with archive.write():
        save_codes(archive, name, coder, codes)
    return len({article for article, _, _ in codes})


def _of_each(strata: Mapping[str, list[Drawn]], size: int) -> list[Drawn]:
    """Return articles, one of each stratum in turn, until there are enough."""
    taken = dict.fromkeys(sorted(strata), 0)
    left = min(size, sum(map(len, strata.values())))
    while left:
        for stratum in taken:
            if left and taken[stratum] < len(strata[stratum]):
                taken[stratum] += 1
                left -= 1
    return [
        replace(one, weight=len(strata[stratum]) / count)
        for stratum, count in taken.items()
        for one in strata[stratum][:count]
    ]


def _every_nth(strata: Mapping[str, list[Drawn]], size: int, chance: random.Random) -> list[Drawn]:
    """Return every n-th article of all, stratum after stratum, from a random start; all of them as one stratum."""
    ordered = [one for stratum in sorted(strata) for one in strata[stratum]]
    step = len(ordered) / size
    start = chance.random() * step
    places = [int(start + number * step) for number in range(size)]
    return [replace(ordered[place], stratum="all", weight=step) for place in places]


def _known(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Return by variable what may stand in a cell, in small letters → its key."""
    topics = [one for one in vocabulary.topics if not one.is_none]
    return {
        "topics": {word.lower(): one.id for one in topics for word in (one.label, one.id)},
        "cities": {word.lower(): one.id for one in vocabulary.cities for word in (one.endonym, one.name, one.id)},
        "type": {kind: kind for kind in get_args(ContentKind)},
    }


def _codes(row: Mapping[str, str], known: Mapping[str, dict[str, str]], where: str) -> Iterable[tuple[str, str, str]]:
    for variable in VARIABLES:
        words = [word.strip() for word in plain(row[variable] or "").split(";") if word.strip()]
        if variable == "type" and len(words) > 1:
            raise ConfigError(f"{where}: a text has one type, not {len(words)}")
        for word in words:
            if word.lower() in NONE:
                yield plain(row["article"]), variable, ""
            elif word.lower() in known[variable]:
                yield plain(row["article"]), variable, known[variable][word.lower()]
            else:
                raise ConfigError(f"{where}: {unknown(_NOUN[variable], word, known[variable])}")


_NOUN = {"topics": "topic", "cities": "city", "type": "type"}

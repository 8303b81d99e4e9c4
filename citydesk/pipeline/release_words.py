"""What a release says of itself: README, licences by source, how to cite it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import citydesk
from citydesk.service_models import Release
from crawler.article import Rights
from digest.issue import Period

SAID = {
    "full": "full text",
    "extract": "title and the beginning, at most 300 characters",
    "metadata": "title, address, dates and tags; no text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told of a release."""

    period: Period
    release: Release
    issues: tuple[str, ...]
    published: str  # day: of the newest revision in it, else the last of the period
    articles: int
    stories: int
    counts: dict[str, int]  # articles by rights
    sources: tuple[tuple[str, Rights], ...]  # name, rights

    @property
    def title(self) -> str:
        """Return the title to cite."""
        return f"{self.release.publisher}: city news of {self.period.name}"

    @property
    def name(self) -> str:
        """Return the name of the folder."""
        return f"citydesk-{self.period.name}"

    @property
    def about(self) -> str:
        """Return what it is, in a sentence."""
        return (
            f"{self.articles} articles in {self.stories} stories that cities and their network published from "
            f"{self.period.first} to {self.period.last}, with tags, relations and vectors; published issues of the "
            f"digest: {len(self.issues)}."
        )

    @property
    def cite_as(self) -> str:
        """Return the reference."""
        return f"{self.release.publisher} ({self.published[:4]}): {self.title}. {self.release.address}"


def readme(told: About) -> str:
    """Return README.md."""
    issues = "\n".join(f"- `{issue}`" for issue in told.issues) or "- none: no issue of these days was published"
    return f"""# {told.title}

{told.about} Made by citydesk {citydesk.__version__}.

| file | what |
|---|---|
| `archive.sqlite` | everything, as one SQLite file: the tables of citydesk's archive; open it read-only |
| `articles.parquet`, `stories.parquet`, `entries.parquet` | the same as tables, described in `croissant.json` |
| `issues/` | the issues as they went out, newest revision |
| `pages.cdxj` | when each text was read, from which address, with the hash of the page (CDXJ) |
| `croissant.json` | this description for machines (Croissant 1.0) |
| `LICENCES.md` | what of each source's texts is here, and under which terms |
| `CITATION.cff` | how to cite it |
| `SHA256SUMS` | checksums; the SHA-256 of this file names the release |

Check it with `sha256sum -c SHA256SUMS`, or with `citydesk verify`, which also derives each issue again.

Issues:

{issues}

Editors stand under pseudonyms; what they wrote of their reasons is left out. Texts are shortened where their source
allows no more: the table `withheld` says which, `versions.text_hash` is that of the whole text.
"""


def licences(told: About) -> str:
    """Return LICENCES.md."""
    counts = "\n".join(f"| {SAID[name]} | {count} |" for name, count in told.counts.items())
    sources = "\n".join(f"| {cell(name)} | {SAID[rights]} |" for name, rights in told.sources)
    return f"""# Licences

The compilation – tags, stories, relations, vectors, tables, issues – is published by {told.release.publisher} under
{told.release.licence}. Texts and titles belong to those who published them. What of them is here:

| of the text | articles |
|---|---|
{counts}

| source | of its texts |
|---|---|
{sources}

The issues quote sentences of all sources, as they went out. Every article has its address: read the whole text there.
"""


def citation(told: About) -> str:
    """Return CITATION.cff (Citation File Format 1.2.0). YAML holds JSON strings as they are."""
    return f"""cff-version: 1.2.0
message: Please cite this release as below.
type: dataset
title: {_quoted(told.title)}
version: {_quoted(told.period.name)}
date-released: {told.published}
url: {_quoted(told.release.address)}
license: {_quoted(told.release.licence)}
abstract: {_quoted(told.about)}
authors:
  - name: {_quoted(told.release.publisher)}
"""


def cell(words: str) -> str:
    """Return words as a cell of a Markdown table."""
    return " ".join(words.split()).replace("|", "\\|")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)

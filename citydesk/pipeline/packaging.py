"""An archive and a period → a folder for others: archive, tables, issues, index of pages, licences, checksums.

Its bytes follow from the archive, the config and the releases of the software; no clock is asked.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citydesk.archive import Archive
from citydesk.archive.datasets import DATASETS, rows
from citydesk.archive.issues import load_renderings
from citydesk.archive.releasing import Part, last_published_at, write_whole
from citydesk.archive.words import rebuild_words
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import SUFFIXES
from citydesk.pipeline.croissant import croissant
from citydesk.pipeline.page_index import page_lines
from citydesk.pipeline.release_words import About, citation, licences, readme
from citydesk.pipeline.releasing import fill, part_of
from citydesk.pipeline.tables import WRITERS
from citydesk.settings import Settings
from crawler.article import Rights
from digest.issue import Period

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a release holds."""

    folder: str
    sha256: str  # of SHA256SUMS: names the release as a whole
    files: int
    articles: int
    stories: int
    issues: tuple[str, ...]
    rights: dict[str, int]  # articles by what is there of their texts


def release(archive: Archive, settings: Settings, period: Period, folder: Path) -> Released:
    """Write the release of a period into a folder that must not exist; whole or not at all. Raise ConfigError."""
    if folder.exists():
        raise ConfigError(f"{folder}: is there already, and a release never changes; name another folder with --out")
    about = part_of(archive, settings, period)
    if not about.articles:
        raise ConfigError(f"nothing was published in {period.name}, as far as the archive knows")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".release-") as place:
        whole = Path(place) / "whole"
        whole.mkdir()
        with Archive(Path(place) / "filling.sqlite") as target:
            rights = _write(archive, settings, period, about, target, whole)
        (whole / SUMS).write_bytes(sums(whole))
        whole.replace(folder)
    return Released(
        folder=str(folder),
        sha256=hashlib.sha256((folder / SUMS).read_bytes()).hexdigest(),
        files=sum(1 for _ in files(folder)),
        articles=len(about.articles),
        stories=len(about.stories),
        issues=about.issues,
        rights=rights,
    )


def sums(folder: Path) -> bytes:
    """Return the one right content of SHA256SUMS, as `sha256sum` writes it: all files but itself, by name."""
    lines = []
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        if name != SUMS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
    return "".join(lines).encode()


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of a release in order of their names."""
    yield from sorted(path for path in folder.rglob("*") if not path.is_dir())


def _write(
    archive: Archive, settings: Settings, period: Period, about: Part, target: Archive, folder: Path
) -> dict[str, int]:
    """Write everything but the checksums; return the number of articles by what is there of their texts."""
    by_source = fill(archive, settings, about, period.name, target)
    rebuild_words(target)
    write_whole(target, folder / "archive.sqlite")
    for name, dataset in DATASETS.items():
        with (folder / f"{name}.parquet").open("wb") as file:
            WRITERS["parquet"](rows(target, dataset), dataset, file)
    _write_issues(target, about, folder / "issues")
    counts = _counts(target, by_source)
    with (folder / "pages.cdxj").open("w", encoding="utf-8", newline="\n") as index:
        index.writelines(page_lines(archive, about))
    told = About(
        period=period,
        release=settings.service.release,
        issues=about.issues,
        published=(last_published_at(archive, about) or about.last)[:10],
        articles=len(about.articles),
        stories=len(about.stories),
        counts=counts,
        sources=_sources(target, by_source),
    )
    (folder / "README.md").write_text(readme(told), "utf-8")
    (folder / "LICENCES.md").write_text(licences(told), "utf-8")
    (folder / "CITATION.cff").write_text(citation(told), "utf-8")
    (folder / "croissant.json").write_text(croissant(told, folder), "utf-8")
    return counts


def _write_issues(target: Archive, about: Part, folder: Path) -> None:
    for issue in about.issues:
        folder.mkdir(exist_ok=True)
        for name, body in load_renderings(target, issue).items():
            (folder / f"{issue}{SUFFIXES[name]}").write_bytes(body)


def _sources(target: Archive, rights: dict[str, Rights]) -> tuple[tuple[str, Rights], ...]:
    """Return the organisations whose articles are there, each with what is there of their texts."""
    found = {(str(row["source_name"]), rights[str(row["source"])]) for row in rows(target, DATASETS["articles"])}
    return tuple(sorted(found))


def _counts(target: Archive, rights: dict[str, Rights]) -> dict[str, int]:
    found = Counter(rights[str(row["source"])] for row in rows(target, DATASETS["articles"]))
    return {name: found[name] for name in ("full", "extract", "metadata")}

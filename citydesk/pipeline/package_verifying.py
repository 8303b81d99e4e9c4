"""A release → whether it is what was released: every byte, the archive's structure, every issue derived again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citydesk.archive import Archive
from citydesk.archive.revisions import published_issues
from citydesk.errors import ConfigError
from citydesk.pipeline.checking import check
from citydesk.pipeline.desk_verifying import verify
from citydesk.pipeline.packaging import SUMS, files, sums


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageVerified:
    """What came of it; no difference = it is what was released."""

    files: int
    issues: tuple[str, ...]
    differences: tuple[str, ...]


def verify_package(folder: Path) -> PackageVerified:
    """Compare a release with its checksums; where they agree, check its archive and derive its issues again."""
    if not (folder / SUMS).is_file():
        raise ConfigError(f"{folder}: is no release: it has no {SUMS}")
    found = [*_changed(folder)]
    issues: tuple[str, ...] = ()
    if not found:
        with tempfile.TemporaryDirectory() as place:  # an archive that is opened is written to
            path = Path(shutil.copy(folder / "archive.sqlite", Path(place) / "archive.sqlite"))
            found += [f"archive.sqlite: {one.words}" for one in check(path)]
            with Archive(path) as archive:
                issues = tuple(sorted(published_issues(archive)))
                found += [f"{issue}: {words}" for issue in issues for words in verify(archive, issue).differences]
    return PackageVerified(files=sum(1 for _ in files(folder)), issues=issues, differences=tuple(found))


def _changed(folder: Path) -> Iterator[str]:
    """Yield the files that are not as the checksums say; the checksums themselves have one right form only."""
    said = (folder / SUMS).read_bytes()
    right = sums(folder)
    if said == right:
        return
    told, there = _by_name(said), _by_name(right)
    differing = sorted(name for name in told.keys() | there.keys() if told.get(name) != there.get(name))
    for name in differing:
        if name not in there:
            yield f"{name}: is missing"
        elif name not in told:
            yield f"{name}: is not part of the release"
        else:
            yield f"{name}: was changed"
    if not differing:
        yield f"{SUMS}: was changed"


def _by_name(lines: bytes) -> dict[str, str]:
    pairs = (line.partition("  ") for line in lines.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _, name in pairs}

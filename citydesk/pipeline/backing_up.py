"""An archive in use → a folder of backups: each one whole, and only what changed since the others is stored anew.

A backup is a list of pieces of the copied file, named by their SHA-256; pieces that an earlier backup holds are not
written again. SQLite changes pages in place, so most pieces of a growing archive stay what they were.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from citydesk.archive.files import BESIDE, copy, damages
from citydesk.errors import ArchiveError, ConfigError

PIECE_BYTES = 65_536  # 16 pages: small enough that a changed page costs little, large enough for few files
LEVEL = 1  # of zlib: pages of web pages are compressed already, the rest gains most at once
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of a backup: whole, as the list of its pieces."""

    name: str
    bytes: int
    sha256: str  # of the whole file
    pieces: tuple[str, ...]  # SHA-256 of each, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """An archive as it was at one moment, and the WARC files beside it."""

    name: str  # `2026-11-27T210000Z`
    archive: Kept
    warcs: tuple[Kept, ...]

    @property
    def pieces(self) -> frozenset[str]:
        """Return every piece it needs."""
        return frozenset(piece for kept in (self.archive, *self.warcs) for piece in kept.pieces)

    @property
    def bytes(self) -> int:
        """Return the bytes of all its files."""
        return sum(kept.bytes for kept in (self.archive, *self.warcs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What making a backup cost and what it left."""

    name: str
    bytes: int
    written: int  # bytes of new pieces, compressed
    removed: tuple[str, ...]  # backups that had to make room


def back_up(archive: Path, folder: Path, now: datetime, keep: int) -> Done:
    """Copy an archive into a folder of backups while it is in use, verified; keep the newest `keep` backups.

    The WARC files beside it are read after it: they only grow, so they hold every page that it names.

    Raise ArchiveError where the archive is damaged: then nothing is stored, and no older backup goes.
    """
    with _locked(folder):
        name = now.strftime("%Y-%m-%dT%H%M%SZ")
        if name in names(folder):
            raise ConfigError(f"{folder}: has a backup of this second; wait for the next one")
        whole = folder / "copy.tmp"
        try:
            whole.unlink(missing_ok=True)
            copy(archive, whole)
            if found := damages(whole):
                raise ArchiveError(
                    f"{archive}: is damaged ({found[0]}), so nothing was backed up; "
                    "`citydesk check` tells more, `citydesk restore` brings back the last good backup"
                )
            backup, written = _store(whole, _warcs(archive), folder, name)
        finally:
            whole.unlink(missing_ok=True)
        return Done(name=name, bytes=backup.bytes, written=written, removed=_thinned(folder, keep))


def restore(folder: Path, to: Path, name: str | None = None, *, replace: bool = False) -> Backup:
    """Write a backup (None = the newest) to where an archive belongs, each piece and the whole verified.

    With `replace` the file that is there is kept beside it as `….before-restore`, with what SQLite keeps beside it:
    an old write-ahead log would damage the new file. Raise ConfigError and ArchiveError; then nothing has changed.
    """
    backup = load(folder, name)
    if to.exists() and not replace:
        raise ConfigError(f"{to}: is there already; --replace puts it aside as {to.name}.before-restore")
    to.parent.mkdir(parents=True, exist_ok=True)
    fresh = to.with_name(f"{to.name}.restoring")
    try:
        _assemble(backup.archive, backup.name, folder, fresh)
        if found := damages(fresh):
            raise ArchiveError(f"backup {backup.name}: {found[0]}; name an earlier one with --at")
        for suffix in ("", *BESIDE):
            if (old := to.with_name(f"{to.name}{suffix}")).exists():
                old.replace(to.with_name(f"{to.name}.before-restore{suffix}"))
        fresh.replace(to)
    finally:
        fresh.unlink(missing_ok=True)
    for kept in backup.warcs:
        _bring_back(kept, backup.name, folder, to.with_suffix(".warc") / kept.name)
    return backup


def names(folder: Path) -> list[str]:
    """Return the names of the backups of a folder, the oldest first."""
    return sorted(path.stem for path in folder.glob("*.json") if _NAME.fullmatch(path.stem))


def load(folder: Path, name: str | None = None) -> Backup:
    """Return a backup (None = the newest) of a folder. Raise ConfigError where there is none that can be read."""
    known = names(folder)
    if not known:
        raise ConfigError(f"{folder}: has no backup; `citydesk backup` makes one")
    if name is not None and name not in known:
        raise ConfigError(f"{folder}: has no backup {name}; there are: {', '.join(known)}")
    path = folder / f"{name or known[-1]}.json"
    try:
        said = json.loads(path.read_text("utf-8"))
        files = [Kept(**{**one, "pieces": tuple(one["pieces"])}) for one in (said["archive"], *said["warcs"])]
        return Backup(name=said["name"], archive=files[0], warcs=tuple(files[1:]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{path}: can't be read ({error}); name an earlier backup with --at") from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder of backups: another run could remove pieces that this one counts on."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise ArchiveError(f"{folder}: another backup is being made there; wait for it") from None
    except OSError as error:
        raise ArchiveError(f"{folder}: can't be written ({error.strerror}); free some space or name another") from error


def _warcs(archive: Path) -> list[Path]:
    return sorted(archive.with_suffix(".warc").glob("*.warc.gz"))


def _store(whole: Path, warcs: list[Path], folder: Path, name: str) -> tuple[Backup, int]:
    """Store the pieces that no other backup holds, then the list of all: without it nothing counts."""
    archive, written = _store_file(whole, folder)
    files = [_store_file(path, folder) for path in warcs]
    os.sync()  # the pieces are on the disk before the list that names them
    backup = Backup(name=name, archive=archive, warcs=tuple(kept for kept, _ in files))
    _write(folder / f"{name}.json", json.dumps(asdict(backup), indent=0).encode())
    return backup, written + sum(more for _, more in files)


def _store_file(path: Path, folder: Path) -> tuple[Kept, int]:
    pieces, written, size, total = [], 0, 0, hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            total.update(piece)
            size += len(piece)
            pieces.append(hashlib.sha256(piece).hexdigest())
            if _piece(folder, pieces[-1]) != piece:  # none yet, or one that was damaged since
                written += _write(_place(folder, pieces[-1]), zlib.compress(piece, LEVEL))
    return Kept(name=path.name, bytes=size, sha256=total.hexdigest(), pieces=tuple(pieces)), written


def _bring_back(kept: Kept, backup: str, folder: Path, to: Path) -> None:
    """Write a WARC file, unless there is one that begins with it: that has what was added since."""
    to.parent.mkdir(parents=True, exist_ok=True)
    fresh = to.with_name(f"{to.name}.restoring")
    try:
        _assemble(kept, backup, folder, fresh)
        if to.exists() and _begins_with(to, fresh):
            return
        if to.exists():
            to.replace(to.with_name(f"{to.name}.before-restore"))
        fresh.replace(to)
    finally:
        fresh.unlink(missing_ok=True)


def _begins_with(path: Path, other: Path) -> bool:
    with path.open("rb") as whole, other.open("rb") as beginning:
        while piece := beginning.read(PIECE_BYTES):
            if whole.read(len(piece)) != piece:
                return False
    return True


def _assemble(kept: Kept, backup: str, folder: Path, to: Path) -> None:
    """Write a file from its pieces, each and the whole verified. Raise ArchiveError."""
    total = hashlib.sha256()
    with to.open("wb") as file:
        for number, name in enumerate(kept.pieces, 1):
            piece = _piece(folder, name)
            if hashlib.sha256(piece).hexdigest() != name:
                raise ArchiveError(
                    f"backup {backup}: piece {number} of {len(kept.pieces)} is missing or damaged;"
                    " name an earlier one with --at"
                )
            total.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if total.hexdigest() != kept.sha256:
        raise ArchiveError(f"backup {backup}: its pieces don't make up the file; name an earlier one with --at")


def _piece(folder: Path, name: str) -> bytes:
    try:
        return zlib.decompress(_place(folder, name).read_bytes())
    except (OSError, zlib.error):
        return b""


def _write(path: Path, body: bytes) -> int:
    """Write a file whole or not at all; return its size."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".tmp")
    part.write_bytes(body)
    part.replace(path)
    return len(body)


def _place(folder: Path, name: str) -> Path:
    return folder / name[:2] / name


def _thinned(folder: Path, keep: int) -> tuple[str, ...]:
    """Remove all but the newest backups, and the pieces that none of those holds; return what went."""
    old = names(folder)[:-keep]
    for name in old:
        (folder / f"{name}.json").unlink()
    if old:
        held = {piece for name in names(folder) for piece in load(folder, name).pieces}
        for path in folder.glob("[0-9a-f][0-9a-f]/*"):
            if path.name not in held:
                path.unlink()
    return tuple(old)

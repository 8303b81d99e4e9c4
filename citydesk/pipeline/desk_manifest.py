"""What an issue follows from → its manifest: archive, config, model, rules, edits and hashes, to be read by anybody."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata, resources
from importlib.resources.abc import Traversable

import citydesk
from citydesk.archive import Archive, decisions
from citydesk.archive.revisions import Manifest, canonical
from citydesk.archive.versions import Version, highest_numbers, load_versions, models, rules_in_force, stands_in
from citydesk.settings import FILES, Settings
from digest.edits import Basis
from digest.issue import Issue

RENDERERS = ("Babel", "Jinja2", "mrml")  # other releases of these may give other bytes


def manifest(
    archive: Archive,
    settings: Settings,
    basis: Basis,
    issue: Issue,
    frozen: bytes,
    renderings: Mapping[str, bytes],
) -> Manifest:
    """Return what an issue that is being published was made of, ready for canonical JSON."""
    members = sorted({report.article for entry in issue.entries for report in entry.candidate.reports})
    kept = load_versions(archive, members)
    texts = {
        article: {"version": one.number, "text_hash": one.text_hash}
        for article, versions in kept.items()
        for one in versions
        if one.is_current
    }
    return {
        "issue": issue.id,
        "site": settings.service.digest.site,
        "archive": {"highest": highest_numbers(archive), "versions": texts, "versions_sha256": _hash(texts)},
        "sentences": list(_sentences(issue, kept)),
        "config": {name: sha256((settings.folder / name).read_bytes()) for name in FILES},
        "models": models(archive),
        "rules": rules_in_force(archive) | {"digest": digest_rules()},
        "decisions": [one.id for one in decisions.load_decisions(archive) if {*one.left, *one.right} & set(members)],
        "edits": [edit.number for edit in basis.edits],
        "last_edit": max((edit.number for edit in basis.edits), default=0),
        "software": software(),
        "basis": {"sha256": sha256(frozen), "bytes": len(frozen)},
        "renderings": {name: {"sha256": sha256(body), "bytes": len(body)} for name, body in renderings.items()},
    }


def sha256(body: bytes) -> str:
    """Return the hexadecimal SHA-256."""
    return hashlib.sha256(body).hexdigest()


def digest_rules() -> str:
    """Return a name for the rules that turn candidates into bytes: a hash of the files of digest/."""
    found = hashlib.sha256()
    for name, body in sorted(_files(resources.files("digest"))):
        found.update(f"{name}\n{sha256(body)}\n".encode())
    return f"digest-{found.hexdigest()[:16]}"


def software() -> dict[str, str]:
    """Return the releases of what renders an issue."""
    return {
        "citydesk": citydesk.__version__,
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: metadata.version(name) for name in RENDERERS},
    }


def _sentences(issue: Issue, kept: Mapping[str, Sequence[Version]]) -> Iterator[Manifest]:
    """Yield where each sentence of a summary stands: article, version, characters, hash."""
    for entry in issue.entries:
        for one in entry.candidate.quoted:
            version = stands_in(one, kept)
            if version is not None:
                place = {"article": one.article, "version": version.number, "start": one.start, "end": one.end}
                yield {"story": entry.candidate.story, **place, "hash": one.hash}


def _files(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir() and one.name != "__pycache__":
            yield from _files(one, f"{prefix}{one.name}/")
        elif one.is_file() and not one.name.endswith(".pyc"):
            yield f"{prefix}{one.name}", one.read_bytes()


def _hash(value: Manifest) -> str:
    return sha256(canonical(value).encode())

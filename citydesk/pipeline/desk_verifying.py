"""A published issue → derived again from what was frozen with it, byte for byte, or exactly what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from citydesk.archive import Archive
from citydesk.archive.integrity import withheld_versions
from citydesk.archive.revisions import Manifest, Revision, load_revision, newest
from citydesk.archive.versions import load_versions, text_hash_of
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import render
from citydesk.pipeline.desk_frozen import thaw
from citydesk.pipeline.desk_manifest import digest_rules, sha256, software
from digest.edit import edited
from digest.edits import Basis
from nlp.story import Sentence

SHOWN = 80  # characters of a line that differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of deriving a revision again; no difference = it is what was published."""

    issue: str
    revision: int
    formats: tuple[str, ...]
    sentences: int
    versions: int  # of articles, whose texts were hashed again
    differences: tuple[str, ...]


def verify(archive: Archive, issue: str, revision: int | None = None) -> Verified:
    """Derive a revision of a published issue (None = the newest) again, and hold it against what is stored.

    Held against each other: the files against the hashes of the manifest; the files against what follows from the
    frozen basis by the rules of this citydesk; each sentence against the stored version of its article, word for
    word; each version against its hash. Later crawls, texts, decisions and edits make no difference. Raise
    ConfigError where there is no such revision.
    """
    found = newest(archive, issue) if revision is None else load_revision(archive, issue, revision)
    if found is None:
        which = f"revision {revision} of {issue}" if revision is not None else issue
        raise ConfigError(f"{which} was not published; `citydesk issue list` tells what was")
    sentences, versions = found.manifest["sentences"], found.manifest["archive"]["versions"]
    differences = (*_kept(found), *_derived(archive, found), *_texts(archive, sentences, versions))
    return Verified(
        issue=issue,
        revision=found.revision,
        formats=tuple(sorted(found.renderings)),
        sentences=len(sentences),
        versions=len(versions),
        differences=differences,
    )


def _kept(found: Revision) -> Iterator[str]:
    """Yield what is no longer as the manifest has it."""
    said = found.manifest
    if sha256(found.basis) != said["basis"]["sha256"]:
        yield "the basis was changed: its hash is not that of the manifest"
    for name in sorted(said["renderings"].keys() | found.renderings.keys()):
        if name not in found.renderings or name not in said["renderings"]:
            yield f"{name}: is not both in the manifest and among the files"
        elif sha256(found.renderings[name]) != said["renderings"][name]["sha256"]:
            yield f"{name}: the stored file was changed: its hash is not that of the manifest"


def _derived(archive: Archive, found: Revision) -> Iterator[str]:
    """Yield where what follows from the basis is not what is stored, and what may be why."""
    try:
        basis = thaw(found.basis)
    except ValueError as error:
        yield f"the basis can't be read: {str(error).splitlines()[0]}"
        return
    yield from _chained(archive, found, basis)
    again = render(edited(basis).issue, found.manifest["site"])
    differing = [name for name in sorted(found.renderings) if again.get(name) != found.renderings[name]]
    for name in differing:
        yield f"{name}: {_first_difference(found.renderings[name], again.get(name, b''))}"
    if differing:
        yield from _other_rules(found.manifest)


def _chained(archive: Archive, found: Revision, basis: Basis) -> Iterator[str]:
    """Yield where a correction does not start from the revision before it."""
    before = load_revision(archive, found.issue, found.revision - 1)
    if basis.published is None or before is None:
        if found.revision > 1:
            yield f"revision {found.revision - 1}, which it corrects, is missing"
    elif replace(edited(thaw(before.basis)).issue, further=()) != basis.published:
        yield f"it does not start from revision {before.revision}"


def _other_rules(said: Manifest) -> Iterator[str]:
    if said["rules"]["digest"] != digest_rules():
        yield f"published by the rules {said['rules']['digest']}; those of this citydesk are {digest_rules()}"
    for name, release in software().items():
        if said["software"].get(name) != release:
            yield f"published with {name} {said['software'].get(name)}; this is {release}"


def _texts(archive: Archive, sentences: list[Manifest], versions: dict[str, Manifest]) -> Iterator[str]:
    """Yield the sentences and versions that the archive no longer has as they were.

    Of a text that a release withholds there is only the hash: that has to be the same.
    """
    withheld = withheld_versions(archive)
    kept = load_versions(archive, {*versions, *(one["article"] for one in sentences)})
    texts = {(one.article, one.number): one for of_article in kept.values() for one in of_article}
    for one in sentences:
        version = texts.get((one["article"], one["version"]))
        if (one["article"], one["version"]) in withheld:
            continue
        words = version.text[one["start"] : one["end"]] if version else ""
        if Sentence(article=one["article"], start=one["start"], end=one["end"], words=words).hash != one["hash"]:
            yield f"version {one['version']} of article {one['article']} no longer has a sentence of {one['story']}"
    for article, said in sorted(versions.items()):
        version = texts.get((article, said["version"]))
        is_whole = (article, said["version"]) not in withheld
        if version is None or (text_hash_of(version) if is_whole else version.text_hash) != said["text_hash"]:
            yield f"version {said['version']} of article {article} is no longer the text it was"


def _first_difference(stored: bytes, derived: bytes) -> str:
    ours, theirs = stored.split(b"\n"), derived.split(b"\n")
    at = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    if at is None:
        return f"{len(ours)} lines are stored, {len(theirs)} follow"
    return f"line {at + 1} is stored as {_shown(ours[at], theirs[at])}, and follows as {_shown(theirs[at], ours[at])}"


def _shown(line: bytes, other: bytes) -> str:
    """Return a line from shortly before where it differs from another one."""
    same = next((at for at, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), min(len(line), len(other)))
    start = max(0, same - SHOWN // 2)
    return repr(("…" if start else "") + line[start : start + SHOWN].decode("utf-8", "replace"))

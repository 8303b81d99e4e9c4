"""A draft → an issue that is published: verified, rendered, frozen with all it follows from, in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from citydesk.archive import Archive, edits, issues, revisions
from citydesk.archive.revisions import Manifest, Revision
from citydesk.archive.versions import load_versions, stands_in
from citydesk.pipeline.compile import gather, render
from citydesk.pipeline.desk import editor_line, issue_id, revising, told
from citydesk.pipeline.desk_checks import Refused
from citydesk.pipeline.desk_frozen import freeze, thaw
from citydesk.pipeline.desk_manifest import manifest
from citydesk.settings import Settings
from digest.corrections import corrections
from digest.edit import edited
from digest.edits import Basis, Edited
from digest.issue import Correction, Edition, Issue, Period
from digest.text import clean

MAX_WORDS = 600  # characters of what an editor says of a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published, and what was kept from it."""

    issue: str
    revision: int
    published_at: datetime
    entries: int
    renderings: dict[str, str]  # format → SHA-256
    stopped: tuple[tuple[str, str], ...] = ()  # (story, why it may not stand there)
    idle: tuple[tuple[int, str], ...] = ()  # (number of an edit that no longer applied, why)
    corrections: tuple[Correction, ...] = ()


def publish(
    archive: Archive, settings: Settings, edition: Edition, period: Period, editor: str, *, now: datetime,
    seen: int | None = None,
) -> Published | Refused:  # fmt: skip
    """Publish the draft of an issue as it is now: its first revision, never to be changed.

    `seen` as in `act`: what someone else edited since is not published unseen. An entry with a sentence that does not
    stand in its article word for word is left out, and told.
    """
    id = issue_id(edition, period)
    with archive.write():
        last = revisions.newest(archive, id)
        if last is not None:
            return Refused(reason=f"{id} was published on {last.published_at:%Y-%m-%d %H:%M} UTC; correct it instead")
        if refused := _unseen(archive, id, editor, seen):
            return refused
        basis = gather(archive, edition, period, settings.vocabulary, settings.sources)
        basis, result = _passed(archive, basis)
        return _frozen(archive, settings, basis, result, 1, editor, now, ())


def correct(
    archive: Archive, settings: Settings, edition: Edition, period: Period, words: str, editor: str, *,
    now: datetime, seen: int | None = None,
) -> Published | Refused:  # fmt: skip
    """Publish the edits made since an issue was published as its next revision, with what an editor says of them."""
    id = issue_id(edition, period)
    said = clean(words, MAX_WORDS)
    with archive.write():
        last = revisions.newest(archive, id)
        if last is None:
            return Refused(reason=f"{id} is not published yet; publish it")
        if not said:
            return Refused(reason="a correction needs words for its readers: what was wrong")
        if refused := _unseen(archive, id, editor, seen):
            return refused
        basis = _touched(revising(archive, settings, last))
        basis, result = _passed(archive, basis)
        assert basis.published is not None  # that is what revising() is about
        number = revisions.next_correction(archive)
        changed = corrections(basis.published, result.issue, said, now, number)
        if not changed:
            return Refused(reason=f"nothing changed since revision {last.revision} of {id}; edit it first")
        basis = replace(basis, corrections=(*basis.corrections, *changed))
        return _frozen(archive, settings, basis, edited(basis), last.revision + 1, editor, now, changed)


def _unseen(archive: Archive, issue: str, editor: str, seen: int | None) -> Refused | None:
    if seen is None:
        return None
    others = [
        one for one in edits.load_edits(archive, issue, seen) if one.editor != editor and one.action.kind != "seen"
    ]
    return Refused(reason=told(archive, others[-1]), by=others[-1]) if others else None


def _passed(archive: Archive, basis: Basis) -> tuple[Basis, Edited]:
    """Return the basis without the entries whose sentences don't stand in their articles, and what it comes to."""
    while True:
        result = edited(basis)
        fallen = _fallen(archive, result.issue)
        if not fallen:
            return basis, result
        basis = replace(basis, stopped=tuple(sorted((dict(basis.stopped) | fallen).items())))


def _fallen(archive: Archive, issue: Issue) -> dict[str, str]:
    """Return the stories of an issue with a sentence that no version kept of its article has there, and why."""
    kept = load_versions(archive, {one.article for entry in issue.entries for one in entry.candidate.quoted})
    return {
        entry.candidate.story: f'"{clean(sentence.words, 80)}" does not stand in article {sentence.article}'
        for entry in issue.entries
        for sentence in entry.candidate.quoted
        if stands_in(sentence, kept) is None
    }


def _trimmed(basis: Basis, result: Edited) -> Basis:
    """Leave out the candidates that the edition doesn't ask for: without them the same issue follows."""
    issue = result.issue
    entries = (*issue.entries, *issue.further, *result.dropped)
    needed = {entry.candidate.story for entry in entries} | {story for story, _ in basis.stopped}
    return replace(basis, candidates=tuple(one for one in basis.candidates if one.story in needed))


def _touched(basis: Basis) -> Basis:
    """Keep of a published issue's candidates those that were edited since, and nothing that found no room."""
    assert basis.published is not None
    aliases = dict(basis.aliases)
    named = {aliases.get(edit.action.story, edit.action.story) for edit in basis.edits}
    return replace(
        basis,
        candidates=tuple(one for one in basis.candidates if one.story in named),
        published=replace(basis.published, further=()),
    )


def _frozen(
    archive: Archive,
    settings: Settings,
    basis: Basis,
    result: Edited,
    revision: int,
    editor: str,
    now: datetime,
    changed: tuple[Correction, ...],
) -> Published:
    """Freeze a basis and what follows from it; rendered is what was read back, so that it can be derived again."""
    frozen = freeze(basis if basis.published else _trimmed(basis, result))
    if edited(thaw(frozen)) != result:  # an edit that no longer applies may need a candidate to say so
        frozen = freeze(basis)
        assert edited(thaw(frozen)) == result  # JSON keeps all there is
    renderings = render(result.issue, settings.service.digest.site)
    said: Manifest = manifest(archive, settings, basis, result.issue, frozen, renderings)
    issues.save_issue(archive, result.issue, renderings)
    whole = Revision(
        issue=result.issue.id,
        revision=revision,
        published_at=now,
        published_by=editor_line(editor),
        basis=frozen,
        manifest=said,
        renderings=renderings,
    )
    earlier = [one.number for one in basis.corrections if one.issue != result.issue.id]
    revisions.save_revision(archive, whole, changed, earlier)
    return Published(
        issue=result.issue.id,
        revision=revision,
        published_at=now,
        entries=len(result.issue.entries),
        renderings={name: hashlib.sha256(body).hexdigest() for name, body in sorted(renderings.items())},
        stopped=basis.stopped,
        idle=result.idle,
        corrections=changed,
    )

"""The basis of a draft → the issue as its editors have made it, and which of their edits no longer apply.

Edits are replayed in the order of their numbers on what compose() makes of the candidates now. So an edit is never
lost and never in the way: where stories were merged it follows them, where its story is gone it waits and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digest.compose import compose
from digest.edits import Action, Basis, Edit, Edited
from digest.issue import Candidate, Entry, Issue
from digest.layout import Layout
from digest.themes import themes

PLACES = ("place", "pin", "lead", "add")  # its story stays, whatever ranking says
HOLDS = (*PLACES, "headline", "note", "sentences")  # its story stays, whatever the caps say
DONE = {"place": "placed", "pin": "pinned", "lead": "made the lead", "add": "added", "headline": "headline written",
        "note": "note written", "sentences": "sentences chosen"}  # fmt: skip

Plan = Sequence[tuple[Edit, str]]  # edits that count, each with the id its story goes by now
Idle = dict[int, str]


def edited(basis: Basis) -> Edited:
    """Compose the issue and replay the edits on it; what was published before is not composed anew.

    The result follows from the basis alone. The counts of what was seen stay those of all candidates: an editor
    decides what is told, not what was there. Caps cut only what no editor has touched.
    """
    marks = marked(basis.edits)
    plan, idle = _plan([edit for edit in marks if edit.undone_at is None], basis)
    out = _dropped(plan)
    stopped = dict(basis.stopped)
    whole = basis.published or _composed(basis, frozenset())
    is_whole = basis.published is not None or not (out or stopped)
    composed = whole if is_whole else _composed(basis, out | stopped.keys())
    layout = Layout(composed, basis, without=out | stopped.keys())
    live = [(edit, story) for edit, story in plan if story not in out and edit.number not in idle]
    idle |= {edit.number: stopped[story] for edit, story in live if story in stopped}
    live = [(edit, story) for edit, story in live if story not in stopped]
    idle |= _bring_in(layout, live, {entry.candidate.story for entry in (*composed.entries, *composed.further)})
    for edit, story in live:
        if edit.number not in idle and (why := _apply(layout, edit.action, story, basis)):
            idle[edit.number] = why
    told = [(edit, story) for edit, story in live if edit.number not in idle and edit.action.kind in HOLDS]
    if basis.published is None:
        layout.cut(frozenset(story for _, story in told))
    issue = layout.issue(_counted(composed, whole))
    return Edited(
        issue=_with_themes(_explained(issue, told), basis),
        dropped=tuple(entry for entry in (*whole.entries, *whole.further) if entry.candidate.story in out),
        edits=marks,
        idle=tuple(sorted(idle.items())),
        seen=tuple(sorted({edit.action.text for edit, _ in plan if edit.action.kind == "seen"})),
        scheduled=scheduled(basis.edits),
    )


def marked(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits in order of number, each with when and by whom it was undone; undo and redo themselves go."""
    found: dict[int, Edit] = {}
    for edit in sorted(edits, key=lambda edit: edit.number):
        of = edit.action.of
        if edit.action.kind == "undo" and of in found:
            found[of] = replace(found[of], undone_at=edit.made_at, undone_by=edit.editor)
        elif edit.action.kind == "redo" and of in found:
            found[of] = replace(found[of], undone_at=None, undone_by=None)
        elif edit.action.kind not in ("undo", "redo"):
            found[edit.number] = edit
    return tuple(found.values())


def scheduled(edits: Iterable[Edit]) -> datetime | None:
    """Return the moment for which the last schedule that counts plans an issue, None for none."""
    plans = [edit.action.at for edit in marked(edits) if edit.undone_at is None and edit.action.kind == "schedule"]
    return plans[-1] if plans else None


def touched(action: Action, aliases: Mapping[str, str]) -> frozenset[str]:
    """Return what an action changes: its story, the place of the lead, the date it is planned for.

    Two actions by two editors are at odds where these meet. Looking at what needed a human is at odds with nothing.
    """
    if action.kind == "schedule":
        return frozenset({"schedule"})
    if action.kind == "seen":
        return frozenset()
    story = aliases.get(action.story, action.story)
    return frozenset({story, "lead"}) if action.kind == "lead" else frozenset({story})


def _plan(edits: Iterable[Edit], basis: Basis) -> tuple[Plan, Idle]:
    """Follow merged stories; a drop does not follow: what was merged into another story may be told with that one."""
    aliases = dict(basis.aliases)
    gone = dict(basis.gone)
    idle = {}
    plan = []
    for edit in edits:
        if edit.number in gone:
            idle[edit.number] = gone[edit.number]
            continue
        story = aliases.get(edit.action.story, edit.action.story)
        if story != edit.action.story and edit.action.kind in ("drop", "restore"):
            idle[edit.number] = f"is part of {story} now; drop that one if it is not to be told"
            continue
        plan.append((edit, story))
    return plan, idle


def _dropped(plan: Plan) -> frozenset[str]:
    """Return what the last word on it says is out; to place a story, or make it the lead, is to restore it."""
    out: set[str] = set()
    for edit, story in plan:
        if edit.action.kind == "drop":
            out.add(story)
        elif edit.action.kind in ("restore", *PLACES):
            out.discard(story)
    return frozenset(out)


def _composed(basis: Basis, without: frozenset[str]) -> Issue:
    return compose(
        basis.edition,
        basis.period,
        [candidate for candidate in basis.candidates if candidate.story not in without],
        basis.coverage,
        dict(basis.topic_labels),
        earlier=frozenset(basis.earlier),
        alike=basis.alike,
    )


def _counted(composed: Issue, whole: Issue) -> Issue:
    return replace(
        composed,
        articles=whole.articles,
        stories=whole.stories,
        languages=whole.languages,
        by_city=whole.by_city,
        by_topic=whole.by_topic,
        places=whole.places,
        topic_labels=whole.topic_labels,
    )


def _bring_in(layout: Layout, live: Plan, fitting: set[str]) -> Idle:
    """Bring in what editors want and ranking or caps left out; return the edits whose story can't be had."""
    idle = {}
    for edit, story in live:
        if edit.action.kind not in HOLDS or layout.has(story):
            continue
        if edit.action.kind in PLACES or story in fitting:
            if layout.bring_in(story):
                continue
            idle[edit.number] = "the story is no longer in the archive"
        else:
            idle[edit.number] = "the story no longer fits the edition; add it to keep it"
    return idle


def _apply(layout: Layout, action: Action, story: str, basis: Basis) -> str | None:
    """Do one action; return why it can't be done, None if it was."""
    if action.kind == "place":
        if action.before is not None:
            aliases = dict(basis.aliases)
            return layout.place_before(story, aliases.get(action.before, action.before))
        return layout.place(story, action.section, action.place)
    if action.kind == "lead":
        layout.lead(story)
    elif action.kind == "headline":
        layout.change(story, lambda entry: replace(entry, headline=action.text or None))
    elif action.kind == "note":
        layout.change(story, lambda entry: replace(entry, note=action.text or None))
    elif action.kind == "sentences":
        members = {report.article for report in layout.entry(story).candidate.reports}
        if any(sentence.article not in members for sentence in action.sentences):
            return "an article of these sentences is no longer part of the story"
        layout.change(story, lambda entry: replace(entry, candidate=_resummarised(entry.candidate, action)))
    return None


def _resummarised(candidate: Candidate, action: Action) -> Candidate:
    return replace(candidate, sentences=action.sentences, told=())


def _explained(issue: Issue, told: Plan) -> Issue:
    """Let every entry say which edits made it what it is, in its reasons too."""
    of: dict[str, list[Edit]] = {}
    for edit, story in told:
        of.setdefault(story, []).append(edit)

    def explained(entry: Entry) -> Entry:
        own = of.get(entry.candidate.story, [])
        reasons = tuple(dict.fromkeys(f"{DONE[edit.action.kind]} by {edit.editor}" for edit in own))
        numbers = (*entry.edits, *(edit.number for edit in own))
        return replace(entry, reasons=(*entry.reasons, *reasons), edits=numbers)

    sections = tuple(replace(one, entries=tuple(map(explained, one.entries))) for one in issue.sections)
    return replace(issue, lead=issue.lead and explained(issue.lead), sections=sections)


def _with_themes(issue: Issue, basis: Basis) -> Issue:
    """Find the themes of what stands in the issue now: editors drop stories, and add some."""
    return replace(issue, themes=themes(issue.entries, basis.alike, dict(basis.topic_labels)))

"""Two revisions of an issue → what the later one changed, entry by entry, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from digest.issue import Correction, Entry, Issue, Period

Field = Literal["headline", "note", "sentences", "entry", "place"]
LEAD = "lead"
Place = tuple[str, Entry]  # heading of the section or LEAD


def corrections(before: Issue, after: Issue, words: str, made_at: datetime, number: int) -> tuple[Correction, ...]:
    """Return what changed from one revision to the next, numbered from `number`, all with the editor's `words`.

    Fields are told in the order headline, sentences, note, place; an entry that went or came is one correction.
    """
    was, now = _places(before), _places(after)
    moved = _moved(before, after)
    found: list[Correction] = []
    for story in dict.fromkeys((*was, *now)):
        for field, old, new in _changes(was.get(story), now.get(story), is_moved=story in moved):
            shown = (was.get(story) or now[story])[1]
            found.append(
                Correction(
                    number=number + len(found),
                    issue=after.id,
                    period=Period(name=after.period.name, first=after.period.first, last=after.period.last),
                    story=story,
                    title=_headline(shown),
                    field=field,
                    before=old,
                    after=new,
                    words=words,
                    made_at=made_at,
                )
            )
    return tuple(found)


def _changes(was: Place | None, now: Place | None, *, is_moved: bool) -> Iterator[tuple[Field, str, str]]:
    if was is None or now is None:
        yield "entry", _headline(was[1]) if was else "", _headline(now[1]) if now else ""
        return
    (old_place, old), (new_place, new) = was, now
    told: tuple[tuple[Field, str, str], ...] = (
        ("headline", _headline(old), _headline(new)),
        ("sentences", _sentences(old), _sentences(new)),
        ("note", old.note or "", new.note or ""),
        ("place", old_place, new_place),
    )
    for field, before, after in told:
        if before != after or (field == "place" and is_moved):
            yield field, before, after


def _places(issue: Issue) -> dict[str, Place]:
    found = {issue.lead.candidate.story: (LEAD, issue.lead)} if issue.lead else {}
    return found | {
        one.candidate.story: (section.heading, one) for section in issue.sections for one in section.entries
    }


def _moved(before: Issue, after: Issue) -> frozenset[str]:
    """Return the stories that both have and that stand in another order; the fewest that explain it."""
    old = [entry.candidate.story for entry in before.entries]
    new = [entry.candidate.story for entry in after.entries]
    old, new = [story for story in old if story in set(new)], [story for story in new if story in set(old)]
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return frozenset(old) - {story for block in same for story in old[block.a : block.a + block.size]}


def _headline(entry: Entry) -> str:
    return entry.headline or entry.candidate.headline


def _sentences(entry: Entry) -> str:
    return " ".join(sentence.words for sentence in entry.candidate.sentences)

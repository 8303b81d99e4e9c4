"""A composed issue → a layout that entries are moved in, one move at a time, → the issue again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from digest.edits import OTHER, Basis
from digest.issue import Entry, Issue, Section
from digest.words import words_in


class Layout:
    """Sections as lists, keyed by topic id or OTHER, in their order; every story stands in one place at most."""

    def __init__(self, issue: Issue, basis: Basis, without: Collection[str] = ()) -> None:
        """Take the places of an issue, but for some stories; `basis` has the stories that don't stand in it."""
        self._basis = basis
        self._labels = dict(basis.topic_labels) | {OTHER: words_in(basis.edition.language)["other"]}
        self._lead = issue.lead
        self._rows = {section.topic or OTHER: list(section.entries) for section in issue.sections}
        self._left_out = {section.topic or OTHER: section.left_out for section in issue.sections}
        self._cut: list[Entry] = []  # the weakest first
        self._further = {one.candidate.story: one for one in issue.further if one.candidate.story not in without}
        for entry in [one for one in issue.entries if one.candidate.story in without]:
            self._take(entry.candidate.story)

    def has(self, story: str) -> bool:
        """Tell whether a story stands in the issue."""
        return any(entry.candidate.story == story for entry in self._entries())

    def entry(self, story: str) -> Entry:
        """Return the entry of a story that stands in the issue."""
        return next(entry for entry in self._entries() if entry.candidate.story == story)

    def bring_in(self, story: str) -> bool:
        """Put a story that found no room, or that compose() refused, where it belongs; False if there is none."""
        entry = self._further.pop(story, None)
        if entry is not None:
            home = self._home(entry)
            self._left_out[home] = max(0, self._left_out.get(home, 0) - 1)
        else:
            found = next((one for one in self._basis.candidates if one.story == story), None)
            if found is None or not found.reports:
                return False
            entry = Entry(candidate=found, score=0.0, reasons=())
        self._settle(entry)
        return True

    def place_before(self, story: str, other: str) -> str | None:
        """Put a story right before another one; return why it can't be."""
        if story == other:
            return "a story can't stand before itself"
        if self._lead is not None and self._lead.candidate.story == other:
            return "nothing stands before the lead; make the story the lead"
        section = self._section_of(other)
        if section is None:
            return "the story it was placed before is not in the issue"
        entry = self._take(story)
        row = self._rows[section]
        row.insert(next(at for at, one in enumerate(row) if one.candidate.story == other), entry)
        return None

    def place(self, story: str, section: str | None, place: int | None) -> str | None:
        """Put a story into a section (None = its own) at a place from 0 (None = last); return why it can't be."""
        section = section or self._section_of(story) or self._home(self.entry(story))
        if section not in self._labels:
            return f'there is no section "{section}"'
        entry = self._take(story)
        row = self._row(section)
        row.insert(len(row) if place is None else max(0, min(place, len(row))), entry)
        return None

    def lead(self, story: str) -> None:
        """Let a story lead; the one that led goes where it belongs."""
        entry = self._take(story)
        before, self._lead = self._lead, entry
        if before is not None:
            self._settle(before)

    def change(self, story: str, change: Callable[[Entry], Entry]) -> None:
        """Replace the entry of a story that stands in the issue, at its place."""
        if self._lead is not None and self._lead.candidate.story == story:
            self._lead = change(self._lead)
        for row in self._rows.values():
            row[:] = [change(entry) if entry.candidate.story == story else entry for entry in row]

    def cut(self, held: frozenset[str]) -> None:
        """Take out the weakest that nobody holds, until the caps of the edition hold, or nothing else is left."""
        for section, row in self._rows.items():
            while len(row) > self._basis.edition.max_entries_per_section and self._take_weakest([section], held):
                pass
        while sum(1 for _ in self._entries()) > self._basis.edition.max_entries:
            if not self._take_weakest(list(self._rows), held):
                break

    def issue(self, composed: Issue) -> Issue:
        """Return the issue as it is laid out now; all else is that of `composed`."""
        topics = {topic for entry in self._entries() for topic in entry.candidate.topics}
        labels = dict(composed.topic_labels) | {t: self._labels[t] for t in topics & self._labels.keys()}
        return replace(
            composed,
            lead=self._lead,
            sections=tuple(self._sections()),
            topic_labels=tuple(sorted(labels.items())),
            further=(*self._cut[::-1], *self._further.values()),
            corrections=self._basis.corrections,
        )

    def _sections(self) -> Iterator[Section]:
        """Yield what has entries; what a section without any left out counts as other news, as in compose()."""
        rows = dict(self._rows)
        unheard = sum(self._left_out.get(topic, 0) for topic, row in rows.items() if topic != OTHER and not row)
        left_out = self._left_out | {OTHER: self._left_out.get(OTHER, 0) + unheard}
        if left_out[OTHER]:
            rows.setdefault(OTHER, [])
        for topic, row in rows.items():
            if row or (topic == OTHER and left_out[OTHER]):
                yield Section(
                    topic=None if topic == OTHER else topic,
                    heading=self._labels[topic],
                    entries=tuple(row),
                    left_out=left_out.get(topic, 0),
                )

    def _entries(self) -> Iterator[Entry]:
        if self._lead is not None:
            yield self._lead
        for row in self._rows.values():
            yield from row

    def _section_of(self, story: str) -> str | None:
        rows = self._rows.items()
        return next((key for key, row in rows if any(one.candidate.story == story for one in row)), None)

    def _home(self, entry: Entry) -> str:
        """Return the section a story belongs to: that of its best topic that has one here."""
        return next((topic for topic in entry.candidate.topics if topic in self._rows), OTHER)

    def _row(self, section: str) -> list[Entry]:
        """Return a section's row; a new one comes before what has no topic of its own."""
        if section not in self._rows:
            last = self._rows.pop(OTHER, None)
            self._rows[section] = []
            if last is not None:
                self._rows[OTHER] = last
        return self._rows[section]

    def _settle(self, entry: Entry) -> None:
        row = self._row(self._home(entry))
        row.insert(next((at for at, one in enumerate(row) if one.score < entry.score), len(row)), entry)

    def _take(self, story: str) -> Entry:
        entry = self.entry(story)
        if entry is self._lead:
            self._lead = None
        for row in self._rows.values():
            row[:] = [one for one in row if one is not entry]
        return entry

    def _take_weakest(self, sections: list[str], held: frozenset[str]) -> bool:
        free = [(one.score, -at, key) for key in sections for at, one in enumerate(self._rows[key])
                if one.candidate.story not in held]  # fmt: skip
        if not free:
            return False
        _, at, key = min(free)
        entry = self._rows[key].pop(-at)
        self._cut.append(entry)
        self._left_out[key] = self._left_out.get(key, 0) + 1
        return True

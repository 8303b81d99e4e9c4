"""The batches that are tagged again → what that changed, told when all is done, in however many runs it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.archive import Archive, retagging, steps
from citydesk.archive.retagging import TagChange
from citydesk.archive.tags import load_tags

MOST_VALUES = 5  # told of a kind, those that changed most


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChanges:
    """How many tags of a kind changed."""

    kind: str
    added: int
    removed: int
    other_role: int
    most: tuple[tuple[str, int], ...]  # values and how many articles, most first


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """What tagging the same texts by other rules, another vocabulary or other corrections has changed."""

    articles: int  # tagged again
    kinds: tuple[KindChanges, ...]  # those that changed
    changes: tuple[TagChange, ...]


def tag_all_again(archive: Archive, rules: str) -> None:
    """Have all articles tagged again; where that is under way already, it goes on."""
    with archive.write():
        if not retagging.is_under_way(archive):
            retagging.begin_retagging(archive, rules)
            steps.mark_all_undone(archive, "tag")


class Comparison:
    """The tags of a batch before it is tagged; `keep` tells what became of those whose text was tagged before."""

    def __init__(self, archive: Archive, ids: Sequence[str], rules: str) -> None:
        """Look at the tags as they are. Inside `write`."""
        self.archive, self.rules = archive, rules
        self.before = load_tags(archive, steps.done_before(archive, "tag", ids))

    def keep(self) -> None:
        """Keep what is another tag now. Inside `write`."""
        if self.before:
            retagging.begin_retagging(self.archive, self.rules)
            retagging.save_changes(self.archive, self.before, load_tags(self.archive, self.before))


def retagged(archive: Archive) -> Retagged | None:
    """Return what tagging again has changed, once; None where nothing was tagged again."""
    if not retagging.is_under_way(archive):
        return None
    with archive.write():
        articles, changes = retagging.end_retagging(archive)
    kinds = dict.fromkeys(one.kind for one in changes)
    return Retagged(
        articles=articles,
        kinds=tuple(_counted(kind, [one for one in changes if one.kind == kind]) for kind in kinds),
        changes=changes,
    )


def _counted(kind: str, changes: Sequence[TagChange]) -> KindChanges:
    values = Counter(one.value for one in changes)
    return KindChanges(
        kind=kind,
        added=sum(one.before is None for one in changes),
        removed=sum(one.after is None for one in changes),
        other_role=sum(one.before is not None and one.after is not None for one in changes),
        most=tuple(sorted(values.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]),
    )

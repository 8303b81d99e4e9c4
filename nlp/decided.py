"""Editors' decisions → the verdicts that hold against the rules: which pairs are one happening, which never are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from nlp.fingerprint import Fingerprint
from nlp.group import Judge, Key, key
from nlp.similar import Verdict
from nlp.story import Relation

COMPLETE = 0.6  # of the longer text's characters: what is shorter isn't the same told in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an editor decided on articles, not on stories: stories come and go, articles stay."""

    id: int  # in order of time
    made_at: datetime
    editor: str
    kind: Literal["merge", "split"]
    left: tuple[str, ...]  # article ids; of a split, those taken out
    right: tuple[str, ...]  # article ids; of a split, those they were taken from
    reason: str = ""


def decided(decisions: Iterable[Decision]) -> dict[Key, Verdict]:
    """Return the verdicts that follow from decisions, in any order given; the relation of a joined pair is open.

    Of two that contradict each other the newer one holds. What was joined with the same is joined: of a joined
    pair that no decision names, the newest decision on either article is told. Joined pairs have the relation
    `report` until `with_decisions` finds a better one.
    """
    newest_first = sorted(decisions, key=lambda one: -one.id)
    block_of: dict[str, tuple[str, ...]] = {}
    said: dict[Key, Decision] = {}
    for decision in newest_first:
        for pair in _pairs(decision):
            _add(pair, decision, block_of, said)
    joined = {key(one, other) for block in set(block_of.values()) for one in block for other in block if one < other}
    found = {pair: _verdict(said.get(pair) or _newest(pair, newest_first)) for pair in sorted(joined)}
    found |= {pair: _verdict(one) for pair, one in sorted(said.items()) if one.kind == "split"}
    return found


def labelled(decisions: Iterable[Decision]) -> list[tuple[str, str, bool]]:
    """Return the pairs of articles that decisions name, and whether they are one happening: examples to fit on."""
    told = list(decisions)
    named = {pair for decision in told for pair in _pairs(decision)}
    return [(*pair, found.is_same) for pair, found in sorted(decided(told).items()) if pair in named]


def with_decisions(judge: Judge, found: Mapping[Key, Verdict]) -> Judge:
    """Return a judge that says what editors decided, and `judge` where they decided nothing."""

    def decide(left: Fingerprint, right: Fingerprint) -> Verdict:
        said = found.get(key(left.article, right.article))
        if said is None:
            return judge(left, right)
        if said.is_vetoed:
            return said
        rules = judge(left, right)
        if rules.is_same:
            return replace(rules, probability=said.probability, evidence=(*rules.evidence, *said.evidence))
        why = tuple(f"against the rules: {one}" for one in rules.evidence)
        return replace(said, relation=_relation(left, right), evidence=(*said.evidence, *why))

    return decide


def _pairs(decision: Decision) -> list[Key]:
    return sorted({key(left, right) for left in decision.left for right in decision.right if left != right})


def _add(pair: Key, decision: Decision, block_of: dict[str, tuple[str, ...]], said: dict[Key, Decision]) -> None:
    """Add what a decision says of a pair, unless a newer one says otherwise."""
    left, right = (block_of.get(article, (article,)) for article in pair)
    if decision.kind == "split":
        if pair[0] not in right:
            said.setdefault(pair, decision)
        return
    crossing = (said.get(key(one, other)) for one in left for other in right if one != other)
    if left == right or not any(one is not None and one.kind == "split" for one in crossing):
        said.setdefault(pair, decision)
        block_of.update(dict.fromkeys({*left, *right}, tuple(sorted({*left, *right}))))


def _newest(pair: Key, newest_first: Sequence[Decision]) -> Decision:
    merges = (one for one in newest_first if one.kind == "merge")
    return next(one for one in merges if set(pair) & {*one.left, *one.right})


def _verdict(decision: Decision) -> Verdict:
    is_same = decision.kind == "merge"
    what = "joined by" if is_same else "kept apart by"
    reason = f": {decision.reason}" if decision.reason else ""
    return Verdict(
        relation="report" if is_same else None,
        probability=1.0 if is_same else 0.0,
        evidence=(f"{what} {decision.editor}{reason}",),
        is_vetoed=not is_same,
    )


def _relation(left: Fingerprint, right: Fingerprint) -> Relation:
    shorter, longer = sorted((left.characters, right.characters))
    if left.language == right.language:
        return "teaser" if shorter < COMPLETE * longer else "report"
    return "translation" if shorter >= COMPLETE * longer else "report"

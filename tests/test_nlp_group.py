"""The partition: a pure function of the set of articles, whatever the order; vetoes hold; roundups never glue."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.decided import Decision, decided
from nlp.fingerprint import Fingerprint
from nlp.group import compare, group, key
from nlp.similar import Verdict
from tests.fingerprints import DAY, told

Kind = Literal["merge", "split"]
SAME = Verdict(relation="report", probability=0.9, evidence=())
APART = Verdict(relation=None, probability=0.0, evidence=())
VETO = Verdict(relation=None, probability=0.0, evidence=(), is_vetoed=True)


def prints(count: int, words: int = 5) -> list[Fingerprint]:
    return [told(f"Title {n}. " + "word " * words, when=DAY + timedelta(hours=n), key=str(n)) for n in range(count)]


def parts(
    ones: list[Fingerprint], verdicts: dict[tuple[int, int], Verdict], decisions: Iterable[Decision] = ()
) -> list[list[int]]:
    number = {one.article: index for index, one in enumerate(ones)}
    by_key = {key(ones[i].article, ones[j].article): found for (i, j), found in verdicts.items()}
    found = group(
        ones, by_key, lambda left, right: by_key.get(key(left.article, right.article), APART), decided(decisions)
    )
    return [[number[article] for article in members] for members in found.groups]


def decision(ones: list[Fingerprint], id: int, kind: Kind, left: Sequence[int], right: Sequence[int]) -> Decision:
    return Decision(
        id=id, made_at=DAY, editor="anna", kind=kind, reason="",
        left=tuple(ones[n].article for n in left), right=tuple(ones[n].article for n in right),
    )  # fmt: skip


def test_a_chain_of_weak_likeness_is_not_one_story() -> None:
    ones = prints(6)
    chain = {(n, n + 1): SAME for n in range(5)}
    assert max(len(members) for members in parts(ones, chain)) == 2


def test_what_supports_each_other_is_one_story() -> None:
    ones = prints(5)
    everything = dict.fromkeys(combinations(range(5), 2), SAME)
    assert parts(ones, everything) == [[0, 1, 2, 3, 4]]


def test_a_veto_keeps_two_apart_though_a_third_is_like_both() -> None:
    assert parts(prints(3), {(0, 1): SAME, (1, 2): SAME, (0, 2): VETO}) == [[0, 1], [2]]


def test_an_article_that_sums_up_many_happenings_joins_none() -> None:
    ones = [*prints(5), told("The week in short. " + "word " * 60, when=DAY + timedelta(hours=9), key="sum")]
    verdicts = {(n, 5): SAME for n in range(5)}
    assert parts(ones, verdicts) == [[0], [1], [2], [3], [4], [5]]


def test_an_early_article_that_opened_a_story_of_its_own_is_joined_later() -> None:
    ones = prints(4)
    verdicts = {(0, 2): SAME, (0, 3): SAME, (1, 2): SAME, (1, 3): SAME, (2, 3): SAME, (0, 1): Verdict(
        relation=None, probability=0.4, evidence=())}  # fmt: skip
    assert parts(ones, verdicts) == [[0, 1, 2, 3]]


def test_what_an_editor_joins_is_one_story_against_every_veto() -> None:
    ones = prints(4)
    verdicts = {(0, 1): VETO, (2, 3): SAME, (1, 2): VETO}
    assert parts(ones, verdicts) == [[0], [1], [2, 3]]
    assert parts(ones, verdicts, [decision(ones, 1, "merge", [0], [1])]) == [[0, 1], [2, 3]]
    assert parts(ones, verdicts, [decision(ones, 1, "merge", [1], [2, 3])]) == [[0], [1, 2, 3]]


def test_what_an_editor_joins_is_joined_by_way_of_a_third() -> None:
    ones = prints(4)
    made = [decision(ones, 1, "merge", [0], [2]), decision(ones, 2, "merge", [2], [3])]
    assert parts(ones, {(0, 3): VETO}, made) == [[0, 2, 3], [1]]


def test_what_an_editor_parts_stays_apart_and_others_choose_between_them() -> None:
    ones = prints(4)
    same = dict.fromkeys(combinations(range(4), 2), SAME)
    assert parts(ones, same, [decision(ones, 1, "split", [1], [0, 2])]) == [[0, 2, 3], [1]]


def test_of_two_decisions_the_newer_one_holds() -> None:
    ones = prints(3)
    same = dict.fromkeys(combinations(range(3), 2), SAME)
    split, merge = decision(ones, 1, "split", [1], [0, 2]), decision(ones, 2, "merge", [1], [0, 2])
    assert parts(ones, same, [split, merge]) == [[0, 1, 2]]
    again = decision(ones, 3, "split", [0], [1, 2])
    assert parts(ones, same, [again, merge, split]) == [[0], [1, 2]]


def test_a_late_copy_of_one_joins_what_the_editor_joined_with_it() -> None:
    ones = prints(3)
    verdicts = {(0, 1): VETO, (0, 2): SAME, (1, 2): VETO}
    assert parts(ones, verdicts, [decision(ones, 1, "merge", [0], [1])]) == [[0, 1, 2]]


def test_a_round_up_that_an_editor_joined_pulls_nothing_in() -> None:
    ones = [*prints(5), told("The week in short. " + "word " * 60, when=DAY + timedelta(hours=9), key="sum")]
    verdicts = {(n, 5): SAME for n in range(5)}
    assert parts(ones, verdicts, [decision(ones, 1, "merge", [0], [5])]) == [[0, 5], [1], [2], [3], [4]]


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), order=st.integers(0, 10**6))
def test_the_order_of_articles_and_decisions_changes_nothing(seed: int, order: int) -> None:
    chance = random.Random(seed)
    ones = prints(9)
    kinds = (SAME, SAME, APART, VETO, Verdict(relation="report", probability=0.55, evidence=()))
    by_key = {key(a.article, b.article): chance.choice(kinds) for a, b in combinations(ones, 2)}
    made = []
    for id in range(1, 5):
        some = chance.sample(range(9), 4)
        made.append(decision(ones, id, chance.choice(("merge", "split")), some[:2], some[2:]))

    def judge(left: Fingerprint, right: Fingerprint) -> Verdict:
        return by_key[key(left.article, right.article)]

    said = decided(made)
    expected = group(ones, by_key, judge, said)
    shuffled, others = list(ones), list(made)
    random.Random(order).shuffle(shuffled)
    random.Random(order).shuffle(others)
    assert decided(others) == said
    assert group(shuffled, dict(sorted(by_key.items(), key=lambda _: chance.random())), judge, said) == expected
    home = {article: members for members in expected.groups for article in members}
    assert all((home[left] == home[right]) == found.is_same for (left, right), found in said.items())
    newest = made[-1]
    assert all((home[a] == home[b]) == (newest.kind == "merge") for a in newest.left for b in newest.right)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), order=st.integers(0, 10**6))
def test_the_order_of_the_articles_changes_nothing(seed: int, order: int) -> None:
    chance = random.Random(seed)
    ones = prints(9)
    kinds = (SAME, SAME, APART, VETO, Verdict(relation="report", probability=0.55, evidence=()))
    by_key = {key(a.article, b.article): chance.choice(kinds) for a, b in combinations(ones, 2)}

    def judge(left: Fingerprint, right: Fingerprint) -> Verdict:
        return by_key[key(left.article, right.article)]

    expected = group(ones, by_key, judge)
    shuffled = list(ones)
    random.Random(order).shuffle(shuffled)
    assert group(shuffled, dict(sorted(by_key.items(), key=lambda _: chance.random())), judge) == expected
    assert not any(judge(a, b).is_vetoed for members in expected.groups for a, b in combinations(
        [one for one in ones if one.article in members], 2))  # fmt: skip


def test_candidates_are_found_by_meaning_by_words_and_inside_the_window() -> None:
    text = "word after word, the tram crosses the river and stops at the old market before it turns north " * 3
    near = told(f"Tram. {text}", key="1")
    same_words = told(f"Another. {text}", key="2", angle=1.5)
    other_language = told(f"Tram. {text}", "nl", key="3", angle=1.5)
    late = told(f"Tram. {text}", when=DAY + timedelta(days=15), key="4")
    undated = told(f"Tram. {text}", when=None, key="5")
    found = compare([near], [same_words, other_language, late, undated], lambda _left, _right: SAME)
    asked = {pair for pair, _ in found}
    assert asked == {key(near.article, same_words.article), key(near.article, undated.article)}

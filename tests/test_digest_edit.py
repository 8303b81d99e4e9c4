"""Edits on a composed issue: what each one does, that order and undoing hold, and what no longer applies."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

from digest.compose import compose
from digest.edit import edited, marked, scheduled, touched
from digest.edits import OTHER, Action, Basis, Edit, Edited
from digest.issue import Candidate, Issue
from nlp.story import Sentence
from tests.digest_samples import COVERAGE, EDITION, LABELS, WEEK, candidate, report, stories

MORNING = datetime(2026, 11, 16, 7, tzinfo=UTC)
TOPICS = ("housing", "mobility", "climate", "migration")
STORIES = tuple(
    candidate(
        f"{topic}-{number}",
        *(report(f"{topic}-{number}-{one}", name=f"Source {one} of {number}") for one in range(6 - number)),
        topics=(topic,),
        cities=((f"{topic}-{number}", "primary"),),
    )
    for topic in TOPICS
    for number in range(6)
)
IDS = tuple(one.story for one in STORIES)


def basis(*actions: Action, **changes: Any) -> Basis:
    """Return the basis of an issue with these actions as edits 1, 2, …, all by Ana."""
    edits = tuple(
        Edit(number=at, issue="network-2026-W46", made_at=MORNING + timedelta(minutes=at), editor="Ana", action=action)
        for at, action in enumerate(actions, 1)
    )
    fields: dict[str, Any] = {
        "edition": EDITION,
        "period": WEEK,
        "candidates": STORIES,
        "coverage": COVERAGE,
        "topic_labels": tuple(sorted(LABELS.items())),
        "edits": edits,
    }
    return Basis(**fields | changes)


def do(kind: str, key: str = "", **more: Any) -> Action:
    return Action(kind=kind, story=key and f"s-{key}", **more)  # type: ignore[arg-type]


def layout(found: Edited) -> dict[str, list[str]]:
    """Return sections with the keys of their stories."""
    return {heading: [one.removeprefix("s-") for one in ids] for heading, ids in stories(found.issue)}


def composed(candidates: tuple[Candidate, ...] = STORIES) -> Issue:
    return compose(EDITION, WEEK, candidates, COVERAGE, LABELS)


def test_without_edits_it_is_what_was_composed() -> None:
    assert edited(basis()) == Edited(issue=composed())


def test_a_story_goes_before_another_one_also_of_another_section() -> None:
    found = layout(edited(basis(do("place", "climate-3", before="s-housing-2"))))

    row = found["Housing"]
    assert row[row.index("housing-2") - 1] == "climate-3"
    assert all("climate-3" not in ids for heading, ids in found.items() if heading != "Housing")


@pytest.mark.parametrize(("place", "at"), [(0, 0), (2, 2), (99, -1), (None, -1)])
def test_a_story_goes_to_a_place_of_a_section(place: int | None, at: int) -> None:
    found = layout(edited(basis(do("place", "climate-3", section="mobility", place=place))))

    assert found["Mobility"][at] == "climate-3"


def test_a_story_goes_to_other_news_though_there_was_none() -> None:
    found = layout(edited(basis(do("place", "climate-3", section=OTHER))))

    assert list(found)[-1] == "Other news"
    assert found["Other news"] == ["climate-3"]


def test_a_dropped_story_is_gone_and_the_next_one_has_its_room() -> None:
    tight = replace(EDITION, max_entries=8)
    before = edited(basis(edition=tight))
    victim = before.issue.sections[0].entries[0].candidate.story
    found = edited(basis(Action(kind="drop", story=victim), edition=tight))

    assert victim not in {entry.candidate.story for entry in (*found.issue.entries, *found.issue.further)}
    assert [entry.candidate.story for entry in found.dropped] == [victim]
    assert len(found.issue.entries) == len(before.issue.entries) == 8
    assert (found.issue.stories, found.issue.by_city) == (before.issue.stories, before.issue.by_city)


def test_dropping_and_restoring_is_nothing_but_two_edits() -> None:
    for key in IDS:
        found = edited(basis(Action(kind="drop", story=key), Action(kind="restore", story=key)))
        assert found.issue == composed()
        assert (found.dropped, found.idle) == ((), ())


def test_a_restored_story_is_where_its_editor_had_put_it() -> None:
    place = do("place", "climate-3", section="mobility", place=1)

    assert layout(edited(basis(place, do("drop", "climate-3"), do("restore", "climate-3")))) == layout(
        edited(basis(place))
    )


def test_placing_a_dropped_story_restores_it() -> None:
    found = edited(basis(do("drop", "climate-3"), do("lead", "climate-3")))

    assert layout(found)["lead"] == ["climate-3"]
    assert found.dropped == ()


def test_the_old_lead_goes_where_it_belongs() -> None:
    was = composed().lead
    assert was is not None
    key = was.candidate.story.removeprefix("s-")
    found = layout(edited(basis(do("lead", "mobility-4"))))

    assert found["lead"] == ["mobility-4"]
    assert found[LABELS[key.partition("-")[0]]][0] == key


def test_a_pinned_story_stays_and_the_weakest_goes() -> None:
    tight = replace(EDITION, max_entries=8, max_entries_per_section=2)
    plain = edited(basis(edition=tight)).issue
    out = plain.further[-1].candidate.story
    found = edited(basis(Action(kind="pin", story=out), edition=tight)).issue

    told = [entry.candidate.story for entry in found.entries]
    assert out in told
    assert len(told) <= 8
    assert out not in {entry.candidate.story for entry in found.further}
    assert {entry.candidate.story for entry in (*found.entries, *found.further)} == set(IDS)


def test_caps_never_cut_what_an_editor_placed() -> None:
    tight = replace(EDITION, max_entries=3, max_entries_per_section=1)
    pins = [Action(kind="pin", story=key) for key in IDS]
    found = edited(basis(*pins, edition=tight)).issue

    assert {entry.candidate.story for entry in found.entries} == set(IDS)
    assert found.further == ()


def test_a_story_outside_the_question_can_be_added() -> None:
    old = candidate("old", report("old", published=MORNING - timedelta(days=90)), topics=("mobility",))
    with_old = (*STORIES, old)

    assert "s-old" not in {e.candidate.story for e in edited(basis(candidates=with_old)).issue.entries}
    found = edited(basis(do("add", "old"), candidates=with_old))
    assert layout(found)["Mobility"][-1] == "old"
    entry = next(one for one in found.issue.entries if one.candidate.story == "s-old")
    assert entry.reasons == ("added by Ana",)


def test_headline_note_and_sentences_stand_in_the_entry_and_the_last_ones_count() -> None:
    other = Sentence(article="a-climate-0-1", start=3, end=9, words="Other.")
    found = edited(
        basis(
            do("headline", "climate-0", text="First"),
            do("note", "climate-0", text="See page 3."),
            do("sentences", "climate-0", sentences=(other,)),
            do("headline", "climate-0", text="Second"),
        )
    )
    entry = next(one for one in found.issue.entries if one.candidate.story == "s-climate-0")

    assert (entry.headline, entry.note, entry.candidate.sentences) == ("Second", "See page 3.", (other,))
    assert entry.edits == (1, 2, 3, 4)
    assert entry.reasons[-3:] == ("headline written by Ana", "note written by Ana", "sentences chosen by Ana")


def test_no_words_take_a_headline_away() -> None:
    found = edited(basis(do("headline", "climate-0", text="First"), do("headline", "climate-0")))

    assert next(one for one in found.issue.entries if one.candidate.story == "s-climate-0").headline is None


def test_edits_follow_a_story_that_was_merged() -> None:
    found = edited(
        basis(
            do("headline", "gone", text="Ours"),
            do("place", "climate-3", before="s-gone"),
            aliases=(("s-gone", "s-housing-2"),),
        )
    )

    assert next(one for one in found.issue.entries if one.candidate.story == "s-housing-2").headline == "Ours"
    row = layout(found)["Housing"]
    assert row[row.index("housing-2") - 1] == "climate-3"
    assert found.idle == ()


def test_a_drop_does_not_follow_a_story_that_was_merged_and_is_told() -> None:
    found = edited(basis(do("drop", "gone"), aliases=(("s-gone", "s-housing-2"),)))

    assert "s-housing-2" in {entry.candidate.story for entry in found.issue.entries}
    assert found.idle == ((1, "is part of s-housing-2 now; drop that one if it is not to be told"),)


IDLE = [
    (do("pin", "none"), "the story is no longer in the archive"),
    (do("note", "none", text="x"), "the story no longer fits the edition; add it to keep it"),
    (do("place", "climate-3", before="s-none"), "the story it was placed before is not in the issue"),
    (do("place", "climate-3", section="unheard"), 'there is no section "unheard"'),
    (
        do("sentences", "climate-3", sentences=(Sentence(article="a-x", start=0, end=1, words="x"),)),
        "an article of these sentences is no longer part of the story",
    ),
]


@pytest.mark.parametrize(("action", "why"), IDLE)
def test_an_edit_whose_target_is_gone_is_kept_told_and_changes_nothing(action: Action, why: str) -> None:
    found = edited(basis(action))

    assert found.idle == ((1, why),)
    assert [one.number for one in found.edits] == [1]
    assert found.issue == composed()


def test_nothing_goes_before_the_lead_but_a_new_lead() -> None:
    lead = composed().lead
    assert lead is not None
    found = edited(basis(do("place", "climate-3", before=lead.candidate.story)))

    assert found.idle == ((1, "nothing stands before the lead; make the story the lead"),)


def test_an_edit_whose_sentences_are_gone_is_told() -> None:
    found = edited(basis(do("sentences", "climate-3"), gone=((1, "the text has changed"),)))

    assert found.idle == ((1, "the text has changed"),)
    assert found.issue == composed()


def test_a_story_that_may_not_be_published_is_left_out_whatever_its_editor_did() -> None:
    found = edited(basis(do("lead", "climate-3"), stopped=(("s-climate-3", "not verbatim"),)))

    assert "s-climate-3" not in {entry.candidate.story for entry in found.issue.entries}
    assert found.idle == ((1, "not verbatim"),)


def test_what_was_published_is_not_composed_anew() -> None:
    published = replace(composed(), further=())
    found = edited(basis(do("drop", "climate-0"), published=published, candidates=()))

    told = [entry.candidate.story for entry in published.entries]
    assert [entry.candidate.story for entry in found.issue.entries] == [one for one in told if one != "s-climate-0"]


def test_the_last_schedule_that_counts_is_the_plan() -> None:
    at = MORNING + timedelta(hours=2)
    plan = basis(Action(kind="schedule", at=MORNING), Action(kind="schedule", at=at)).edits

    assert scheduled(plan) == at
    assert scheduled((*plan, replace(plan[0], number=3, action=Action(kind="undo", of=2)))) == MORNING
    assert scheduled((*plan, replace(plan[0], number=3, action=Action(kind="schedule")))) is None


def test_what_an_action_touches() -> None:
    assert touched(do("drop", "a"), {"s-a": "s-b"}) == {"s-b"}
    assert touched(do("lead", "a"), {}) == {"s-a", "lead"}
    assert touched(Action(kind="schedule"), {}) == {"schedule"}
    assert touched(Action(kind="seen", text="x"), {}) == frozenset()


NAMED = st.sampled_from((*IDS[:6], "s-gone", "s-none"))
ACTIONS = st.one_of(
    st.builds(Action, kind=st.sampled_from(("drop", "restore", "pin", "lead", "add")), story=NAMED),
    st.builds(Action, kind=st.just("place"), story=NAMED, before=NAMED),
    st.builds(
        Action,
        kind=st.just("place"),
        story=NAMED,
        section=st.sampled_from((None, OTHER, *TOPICS)),
        place=st.none() | st.integers(0, 8),
    ),
    st.builds(Action, kind=st.sampled_from(("headline", "note")), story=NAMED, text=st.sampled_from(("", "A", "B"))),
    st.builds(Action, kind=st.just("seen"), text=st.sampled_from(("x", "y"))),
)
MERGED = (("s-gone", IDS[1]),)
SMALL = replace(EDITION, max_entries=6, max_entries_per_section=3)


@hypothesis.settings(deadline=None, max_examples=60)
@hypothesis.given(st.lists(ACTIONS, max_size=12), st.lists(st.tuples(st.booleans(), st.integers(1, 12)), max_size=12))
def test_undoing_and_redoing_in_any_order_is_replaying_what_counts(
    actions: list[Action], steps: list[tuple[bool, int]]
) -> None:
    again = [Action(kind="undo" if is_undo else "redo", of=of) for is_undo, of in steps]
    whole = basis(*actions, *again, aliases=MERGED, edition=SMALL)
    counting = tuple(
        replace(one, undone_at=None, undone_by=None) for one in marked(whole.edits) if one.undone_at is None
    )

    assert edited(whole).issue == edited(replace(whole, edits=counting)).issue
    assert edited(whole).idle == edited(replace(whole, edits=counting)).idle


@hypothesis.settings(deadline=None, max_examples=60)
@hypothesis.given(st.lists(ACTIONS, max_size=12), st.permutations(STORIES))
def test_any_edits_leave_every_story_in_one_place_and_the_order_of_candidates_is_nothing(
    actions: list[Action], shuffled: list[Candidate]
) -> None:
    found = edited(basis(*actions, aliases=MERGED, edition=SMALL))
    places = [entry.candidate.story for entry in (*found.issue.entries, *found.issue.further, *found.dropped)]

    assert sorted(places) == sorted(IDS)
    assert found == edited(basis(*actions, aliases=MERGED, edition=SMALL, candidates=tuple(shuffled)))
    touched_stories = {
        dict(MERGED).get(one.story, one.story) for one in actions if one.kind in ("pin", "lead", "place", "add")
    }
    free = [one for one in found.issue.entries if one.candidate.story not in touched_stories and not one.edits]
    held = len(found.issue.entries) - len(free)
    assert len(found.issue.entries) <= max(SMALL.max_entries, held + 1)  # the lead is never cut


@hypothesis.settings(deadline=None, max_examples=30)
@hypothesis.given(st.lists(ACTIONS, max_size=8), NAMED)
def test_dropping_and_restoring_at_the_end_changes_nothing(actions: list[Action], story: str) -> None:
    hypothesis.assume(not any(one.kind in ("drop", "restore") and one.story == story for one in actions))
    before = edited(basis(*actions, aliases=MERGED, edition=SMALL)).issue
    after = edited(
        basis(*actions, Action(kind="drop", story=story), Action(kind="restore", story=story),
              aliases=MERGED, edition=SMALL)
    ).issue  # fmt: skip

    assert after == before


def test_edits_by_two_editors_are_told_by_name() -> None:
    by_ben = [replace(one, editor="Ben") for one in basis(do("pin", "climate-0")).edits]
    by_ana = [replace(one, number=2) for one in basis(do("pin", "climate-0")).edits]
    found = edited(basis(edits=tuple(itertools.chain(by_ben, by_ana))))

    entry = next(one for one in found.issue.entries if one.candidate.story == "s-climate-0")
    assert entry.reasons[-2:] == ("pinned by Ben", "pinned by Ana")

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from digest.compose import compose
from digest.issue import Edition
from tests.digest_samples import COVERAGE, EDITION, LABELS, WEEK, candidate, issue, on, report, stories

EUROCITIES = {"name": "EUROCITIES", "city": None, "owner": "network"}


def test_independent_reports_outweigh_copies_and_translations() -> None:
    three = candidate(
        "three",
        report("t1"),
        report("t2", name="City of Riga", city="riga", relation="report"),
        report("t3", name="City of Leeds", city="leeds", relation="report"),
    )
    copied = candidate(
        "copied",
        report("c1"),
        *(report(f"c{n}", relation="copy") for n in range(2, 8)),
        report("c8", language="nl", relation="translation"),
    )
    single = candidate("single")
    made = issue(copied, single, three)
    assert [entry.candidate.story for entry in made.entries] == ["s-three", "s-copied", "s-single"]
    assert made.lead is not None
    assert made.lead.reasons == ("3 independent reports", "official source")


def test_a_translation_by_another_city_counts_as_reach() -> None:
    made = issue(
        candidate(
            "grant",
            report("g1", **EUROCITIES),  # type: ignore[arg-type]
            report("g2", language="nl", relation="translation"),
            cities=(("ghent", "primary"), ("riga", "partner"), ("leeds", "mention")),
        )
    )
    assert made.entries[0].reasons == (
        "1 independent report",
        "passed on by 1 other",
        "official source",
        "2 cities",
    )


def test_notices_and_roundups_stand_lower_and_never_lead() -> None:
    big = [report(f"n{n}", name=f"City {n}", city=f"c{n}", relation="report") for n in range(5)]
    made = issue(
        candidate("notice", *big, is_notice=True),
        candidate("roundup", report("r"), is_roundup=True),
        candidate("bare", report("b"), words=()),
        candidate("news", report("o", owner="partner", name="Solidarity Cities", city=None)),
    )
    assert made.lead is not None
    assert made.lead.candidate.story == "s-news"
    assert [e.candidate.story for e in made.entries[1:]] == ["s-bare", "s-roundup", "s-notice"]


def test_without_a_story_to_lead_there_is_no_lead() -> None:
    made = issue(candidate("notice", is_notice=True))
    assert (made.lead, stories(made)) == (None, [("Housing", ["s-notice"])])


@pytest.mark.parametrize(
    ("asks", "gets"),
    [
        ({}, ["s-a", "s-b", "s-c"]),
        ({"cities": ("riga",)}, ["s-b"]),
        ({"cities": ("leeds",)}, []),
        ({"topics": ("mobility",)}, ["s-b"]),
        ({"projects": ("CITIES-GROW",)}, ["s-c"]),
        ({"languages": ("lv", "nl")}, ["s-b"]),
        ({"cities": ("ghent",), "topics": ("mobility",)}, []),
    ],
)
def test_an_edition_gets_what_it_asks_for(asks: dict[str, tuple[str, ...]], gets: list[str]) -> None:
    edition = Edition(key="some", title="Some", language="en", zone="Europe/Brussels", **asks)  # type: ignore[arg-type]
    made = issue(
        candidate("a", cities=(("ghent", "primary"), ("leeds", "venue"))),
        candidate(
            "b",
            report("b", name="City of Riga", city="riga", language="lv"),
            cities=(("riga", "primary"), ("leeds", "mention")),
            topics=("mobility", "climate"),
        ),
        candidate("c", projects=("CITIES-GROW",)),
        edition=edition,
    )
    assert sorted(entry.candidate.story for entry in made.entries) == gets


def test_a_city_hears_what_its_own_sources_say_of_others() -> None:
    edition = replace(EDITION, cities=("ghent",))
    made = issue(candidate("a", report("a", city="ghent"), cities=(("riga", "primary"),)), edition=edition)
    assert made.stories == 1


def test_old_news_is_no_news() -> None:
    old = candidate("old", report("old", published=datetime(2024, 5, 1, tzinfo=UTC)))
    retold = candidate(
        "retold",
        report("r1", published=datetime(2026, 11, 3, tzinfo=UTC)),
        report("r2", name="Riga", relation="report"),
    )
    assert [e.candidate.story for e in issue(old, retold).entries] == ["s-retold"]


def test_a_story_told_before_comes_back_only_with_a_report_of_its_own() -> None:
    first = report("r1", published=on(5))
    passed_on = candidate("x", first, report("r2", language="nl", relation="translation"))
    reported = candidate("y", first, report("r3", name="City of Riga", relation="report"))
    earlier = frozenset({"s-x", "s-y"})
    made = compose(EDITION, WEEK, [passed_on, reported], COVERAGE, LABELS, earlier=earlier)
    assert [entry.candidate.story for entry in made.entries] == ["s-y"]
    assert "told before, new report" in made.entries[0].reasons
    again = compose(EDITION, WEEK, [reported], COVERAGE, LABELS, earlier=earlier | {"a-r1", "a-r3"})
    assert again.entries == ()


def test_undated_stories_stand_last_and_never_lead() -> None:
    undated = candidate(
        "undated",
        report("u1", published=None),
        report("u2", published=None, name="City of Riga", city="riga", relation="report"),
        cities=(("riga", "primary"),),
    )
    made = issue(undated, candidate("a"), candidate("b", cities=(("leeds", "primary"),)))
    assert stories(made) == [("lead", ["s-a"]), ("Housing", ["s-b", "s-undated"])]
    assert made.entries[-1].reasons[-1] == "date unknown, stands last"


def test_caps_hold_and_what_is_left_out_is_counted() -> None:
    edition = replace(EDITION, max_entries=8, max_entries_per_section=4)
    many = [candidate(f"h{n}", cities=((f"c{n}", "primary"),)) for n in range(9)]
    ghent = [candidate(f"m{n}", topics=("mobility",)) for n in range(6)]
    made = issue(*many, *ghent, candidate("z", topics=()), edition=edition)
    shown = {section.heading: (len(section.entries), section.left_out) for section in made.sections}
    assert shown == {"Housing": (4, 4), "Mobility": (2, 4), "Other news": (1, 0)}
    assert (len(made.entries), made.stories) == (8, 16)
    roomy = issue(*ghent)
    assert [(len(s.entries), s.left_out) for s in roomy.sections] == [(3, 2)]


def test_a_tiny_issue_still_counts_every_story() -> None:
    edition = replace(EDITION, max_entries=1)
    made = issue(candidate("a"), candidate("b"), candidate("c", topics=("mobility",)), edition=edition)
    assert len(made.entries) == 1
    assert [(section.heading, section.left_out) for section in made.sections] == [("Other news", 2)]


def test_sections_follow_strength_or_the_editions_own_topics() -> None:
    mobile = [candidate(f"m{n}", topics=("mobility", "climate"), cities=((f"c{n}", "primary"),)) for n in range(3)]
    found = [*mobile, candidate("a"), candidate("h"), candidate("n", topics=("unknown",))]
    assert [section.heading for section in issue(*found).sections] == ["Mobility", "Housing", "Other news"]
    edition = replace(EDITION, topics=("climate", "housing", "mobility"))
    assert [s.heading for s in issue(*found, edition=edition).sections] == ["Housing", "Mobility"]


def test_many_topics_end_in_other_news() -> None:
    labels = {f"t{n:02}": f"Topic {n:02}" for n in range(12)}
    found = [candidate(f"{n:02}", topics=(f"t{n:02}",), cities=((f"c{n}", "primary"),)) for n in range(12)]
    made = compose(EDITION, WEEK, found, COVERAGE, labels)
    assert [section.heading for section in made.sections] == [f"Topic {n:02}" for n in range(1, 9)] + ["Other news"]
    assert len(made.sections[-1].entries) == 3


def test_a_further_story_of_a_city_makes_room_for_others() -> None:
    ghent = [candidate(f"a{n}", report(f"a{n}", published=on(15))) for n in range(3)]
    riga = candidate(
        "z", report("z", name="City of Riga", city="riga", published=on(13)), cities=(("riga", "primary"),)
    )
    made = issue(*ghent, riga)
    assert [entry.candidate.story for entry in made.entries] == ["s-a0", "s-z", "s-a1", "s-a2"]
    assert made.entries[2].reasons[-1] == "1 of this city before it"


def test_the_order_of_the_candidates_does_not_matter() -> None:
    found = [candidate("a"), candidate("b"), candidate("c", topics=("mobility",)), candidate("d", is_notice=True)]
    first = issue(*found)
    assert all(issue(*order) == first for order in permutations(found))


def test_an_issue_says_what_it_is_made_of() -> None:
    made = issue(
        candidate("a", report("a1"), report("a2", language="nl", relation="translation")),
        candidate("b", cities=(("riga", "primary"), ("ghent", "about"))),
        candidate("b"),
    )
    assert made.id == "network-2026-W46"
    assert (made.articles, made.stories, made.languages) == (3, 2, ("en", "nl"))
    assert made.by_city == (("Ghent", 2), ("Riga", 1))
    assert made.topic_labels == (("housing", "Housing"),)


def test_a_week_without_news_is_an_empty_issue() -> None:
    made = issue()
    assert (made.lead, made.sections, made.stories, made.coverage) == (None, (), 0, COVERAGE)


def test_a_candidate_without_reports_is_left_aside() -> None:
    assert issue(replace(candidate("a"), reports=())).stories == 0

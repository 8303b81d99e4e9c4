"""What makes a story stand high: reports, what it decides and moves, its thread, and what stood before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.compose import compose, rank
from digest.issue import Candidate, Edition, Issue, ThreadRef
from nlp.story import Cues
from tests.digest_samples import COVERAGE, EDITION, LABELS, WEEK, candidate, report


def order(*candidates: Candidate, edition: Edition = EDITION) -> list[str]:
    return [entry.candidate.story for entry in rank(edition, WEEK, candidates)]


def reasons(story: str, *candidates: Candidate, edition: Edition = EDITION) -> tuple[str, ...]:
    return next(entry.reasons for entry in rank(edition, WEEK, candidates) if entry.candidate.story == story)


def of_city(key: str, city: str, **more: object) -> Candidate:
    told = report(key, name=f"City of {city.title()}", city=city)
    return candidate(key, told, cities=((city, "primary"),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cues", "reason"),
    [
        (Cues(phase="decided"), "tells that something is decided"),
        (Cues(money=12_000_000), "a sum of 12 million"),
        (Cues(people=96_000), "counts 96,000 people or places"),
        (Cues(cities=41), "41 cities"),
        (Cues(marks=("union",), in_title=("union",), acts="union"), "institutions of the European Union act"),
        (Cues(marks=("rules",), in_title=("rules",)), "tells of rules, rights or budgets"),
        (Cues(marks=("findings",), in_title=("findings",)), "tells what was found out"),
        (Cues(marks=("stakes",), in_title=("stakes",)), "much is at stake"),
    ],
)
def test_what_a_text_says_of_its_weight_counts_and_is_told(cues: Cues, reason: str) -> None:
    plain, weighty = of_city("a", "ghent"), of_city("b", "riga", cues=cues)
    assert order(plain, weighty) == ["s-b", "s-a"]
    assert reason in reasons("s-b", plain, weighty)


@pytest.mark.parametrize("light", ["personnel", "ceremony", "invitation", "routine"])
def test_courtesies_stand_lower(light: str) -> None:
    plain, courtesy = of_city("b", "ghent"), of_city("a", "riga", cues=Cues(light=light))
    assert order(courtesy, plain) == ["s-b", "s-a"]
    assert f"{light}, stands lower" in reasons("s-a", courtesy, plain)


@pytest.mark.parametrize("kind", ["job", "tender", "event", "notice", "roundup"])
def test_kinds_that_are_no_news_stand_lower(kind: str) -> None:
    assert order(of_city("a", "riga", kind=kind), of_city("b", "ghent")) == ["s-b", "s-a"]


def test_a_decision_told_once_outranks_a_courtesy_told_by_three() -> None:
    decision = of_city(
        "law", "riga", cues=Cues(phase="decided", money=48e6, marks=("city hall",), in_title=("city hall", "rules"))
    )
    prize = candidate(
        "prize",
        *(report(f"p{n}", name=f"City {n}", city=f"c{n}", relation="report") for n in range(3)),
        cues=Cues(light="ceremony"),
    )
    assert order(prize, decision) == ["s-law", "s-prize"]


def test_the_weights_of_an_edition_turn_the_order() -> None:
    culture, housing = of_city("a", "ghent", topics=("culture",)), of_city("b", "riga", topics=("housing",))
    assert order(culture, housing) == ["s-a", "s-b"]
    weighed = replace(EDITION, topic_weights=(("culture", 0.5),))
    assert order(culture, housing, edition=weighed) == ["s-b", "s-a"]
    assert "weight of its topic in this edition" in reasons("s-a", culture, housing, edition=weighed)


def test_what_was_told_much_alike_stands_lower_unless_its_thread_goes_on() -> None:
    known, new = of_city("a", "ghent", known=1.0), of_city("b", "riga")
    assert order(known, new) == ["s-b", "s-a"]
    further = replace(known, thread=ThreadRef(title="Tram 4", phases=("approved", "started"), is_further=True))
    scores = {one: rank(EDITION, WEEK, [one])[0].score for one in (known, further, new)}
    assert scores[known] < scores[further] < scores[new]
    assert "a thread goes on" in reasons("s-a", further, new)


def test_two_reports_are_much_for_a_city_that_rarely_has_them() -> None:
    def told(key: str, city: str) -> Candidate:
        others = [
            report(f"{key}{n}", name=f"{city} {n}", city=None, owner="partner", relation="report") for n in (1, 2)
        ]
        return candidate(key, report(key, name=city, city=city), *others, cities=((city, "primary"),))

    busy = [told(f"busy{n}", "ghent") for n in range(6)]
    quiet = [told("rare", "riga"), *(of_city(f"quiet{n}", "riga") for n in range(5))]
    assert "more reports than its city has as a rule" in reasons("s-rare", *busy, *quiet)
    assert order(*busy, *quiet)[0] == "s-rare"


def test_what_tells_the_same_subject_again_stands_lower() -> None:
    first, same, other = of_city("a", "ghent"), of_city("b", "riga"), of_city("c", "milan")
    ranked = rank(EDITION, WEEK, [first, same, other], alike=[("s-a", "s-b", 0.9)])
    assert [entry.candidate.story for entry in ranked] == ["s-a", "s-c", "s-b"]
    assert "its subject is told before it" in ranked[2].reasons
    assert [entry.score for entry in ranked] == sorted((entry.score for entry in ranked), reverse=True)


def test_an_organisation_has_its_cap_but_in_editions_of_few_cities() -> None:
    def compiled(edition: Edition) -> Issue:
        many = [
            candidate(f"{n:02}", report(f"{n:02}"), topics=(topic,))
            for n, topic in enumerate(("housing", "mobility", "climate", "migration") * 3)
        ]
        return compose(edition, WEEK, many, COVERAGE, LABELS)

    capped = compiled(replace(EDITION, max_entries_per_source=4))
    assert sum(len(section.entries) for section in capped.sections) == 4
    assert len(capped.entries) + len(capped.further) == 12
    alone = compiled(replace(EDITION, max_entries_per_source=4, cities=("ghent",)))
    assert len(alone.entries) == 12

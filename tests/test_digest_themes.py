"""Themes: different stories of several cities on one subject, and nothing else."""

from __future__ import annotations

from itertools import combinations

from digest.compose import compose
from digest.issue import Candidate, Issue, ThreadRef
from digest.render import render_html, render_text
from tests.digest_samples import COVERAGE, EDITION, LABELS, WEEK, candidate, report

ZONES = ("milan", "ghent", "dresden")


def zone(city: str, **more: object) -> Candidate:
    told = report(city, name=f"City of {city.title()}", city=city, language="it" if city == "milan" else "en")
    fields: dict[str, object] = {"cities": ((city, "primary"),), "topics": ("mobility",)} | more
    return candidate(city, told, **fields)  # type: ignore[arg-type]


def made(*candidates: Candidate, likeness: float = 0.6) -> Issue:
    pairs = [(one.story, other.story, likeness) for one, other in combinations(candidates, 2)]
    return compose(EDITION, WEEK, candidates, COVERAGE, LABELS, alike=pairs)


def test_three_cities_on_one_subject_are_a_theme() -> None:
    (theme,) = made(*map(zone, ZONES)).themes
    assert (theme.topic, theme.label) == ("mobility", "Mobility")
    assert sorted(theme.cities) == ["Dresden", "Ghent", "Milan"]
    assert theme.languages == ("en", "it")


def test_two_cities_are_none_and_a_second_story_of_a_city_is_no_third() -> None:
    assert made(*map(zone, ZONES[:2])).themes == ()
    again = candidate("again", report("again"), cities=(("ghent", "primary"),), topics=("mobility",))
    assert made(*map(zone, ZONES[:2]), again).themes == ()


def test_stories_that_only_share_a_topic_are_none() -> None:
    assert made(*map(zone, ZONES), likeness=0.4).themes == ()


def test_stories_without_a_common_topic_are_none() -> None:
    assert made(zone("milan"), zone("ghent"), zone("dresden", topics=("housing",))).themes == ()


def test_one_thread_and_round_ups_are_no_theme() -> None:
    assert made(*(zone(city, thread=ThreadRef(title="CITIES-GROW")) for city in ZONES)).themes == ()
    assert made(*map(zone, ZONES[:2]), zone("dresden", is_roundup=True)).themes == ()


def test_page_and_text_tell_a_theme_and_lead_to_its_stories() -> None:
    issue = made(*map(zone, ZONES))
    page, text = render_html(issue), render_text(issue)
    for city in ZONES:
        assert f'href="#s-{city}"' in page
        assert f'id="s-{city}"' in page
        assert f"– {city.title()}: Headline of {city}" in text
    assert "(3 stories, 2 languages)" in page
    assert "ONE SUBJECT, SEVERAL CITIES" in text

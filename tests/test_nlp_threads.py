"""Threads: one project or storyline in order of time, with the reason; what only shares a name or a place is none."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import Article
from nlp.chapters import Chapter, chapter
from nlp.projects import tag_projects
from nlp.story import Member, Story, Tag, Thread
from nlp.threads import threads
from nlp.vocabulary import Project
from tests.fakes import article

GROW = Project(key="grow", name="CITIES-GROW", spellings=("Cities-Grow",))
SOLIDARITY = Project(key="solidarity", name="Solidarity Cities", spellings=(), is_umbrella=True)
PROJECTS = {one.key: one for one in (GROW, SOLIDARITY)}


def read(
    title: str, text: str = "", *, days: float | None = 0, language: str = "en", city: str | None = None
) -> Chapter:
    """Return the chapter of a story of one article."""
    one: Article = article(title.replace(" ", "-"), text, title=title, days=days, language=language)
    story = Story(
        id="s" + one.id[1:], title=title, language=language, first_published=one.when, last_published=one.when,
        members=(Member(article=one.id, relation="original", score=1.0),),
    )  # fmt: skip
    cities = (Tag(kind="city", value=city, score=1.0, role="primary"),) if city else ()
    return chapter(story, [one], {one.id: (*tag_projects(one, tuple(PROJECTS.values())), *cities)}, PROJECTS)


def linked(chapters: Iterable[Chapter], cosine: float = 0.45) -> list[tuple[str, list[str]]]:
    """Return the reason of each thread and the titles of its stories."""
    told = {one.story: one.title for one in chapters}
    found = threads(chapters, PROJECTS, lambda _left, _right: cosine)
    return [(one.reason, [told[story] for story in one.stories]) for one in found]


APPROVED = read("Cities-Grow was approved", days=30)
KICK_OFF = read("Kick-off of CITIES-GROW in Brussels", days=3)
VISIT = read("A visit to Riga", "Within Cities-Grow, Rotterdam visits Riga.", days=1)


def test_stories_of_a_project_are_a_thread_in_order_of_time() -> None:
    assert threads([VISIT, KICK_OFF, APPROVED], PROJECTS, lambda _left, _right: 0.0) == (
        Thread(
            key="grow",
            title="CITIES-GROW",
            stories=(APPROVED.story, KICK_OFF.story, VISIT.story),
            phases=("approved", "started", None),
            reason="same project CITIES-GROW: approved → started",
        ),
    )


def test_one_story_is_no_thread() -> None:
    assert linked([APPROVED]) == []


def test_undated_story_stands_before_a_later_phase() -> None:
    undated = read("Cities-Grow was approved", days=None)
    assert [titles for _, titles in linked([KICK_OFF, undated])] == [[undated.title, KICK_OFF.title]]


def test_project_named_far_down_is_not_what_it_is_about() -> None:
    other = read("A survey of cities", "We asked many cities. " * 20 + "As in Cities-Grow, they answered.")
    assert linked([APPROVED, other]) == []


def test_round_up_is_about_what_its_title_names() -> None:
    week = read("What's new this week", "Cities-Grow was approved. A bridge was opened.")
    titled = read("Cities-Grow: what's new?", "Cities-Grow was approved. A bridge was opened.")
    assert linked([APPROVED, week]) == []
    assert linked([APPROVED, titled]) == [("same project CITIES-GROW", [APPROVED.title, titled.title])]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The visit took place in the framework of the Solidarity Cities initiative.", "en"),
        ("They met for a visit under the Solidarity Cities initiative.", "en"),
        ("Der Besuch fand im Rahmen der Initiative Solidarity Cities statt.", "de"),
        ("La visite a eu lieu dans le cadre de l'initiative Solidarity Cities.", "fr"),
        ("Het bezoek vond plaats in het kader van Solidarity Cities.", "nl"),
        ("L'iniziativa fa parte della rete Solidarity Cities.", "it"),
        ("La visita se enmarca en el marco de la iniciativa Solidarity Cities.", "es"),
        ("Wizyta odbyła się w ramach inicjatywy Solidarity Cities.", "pl"),
        ("Η επίσκεψη έγινε στο πλαίσιο της πρωτοβουλίας Solidarity Cities.", "el"),
        ("Vierailu järjestettiin Solidarity Cities -aloitteen puitteissa.", "fi"),
        ("A látogatás a Solidarity Cities kezdeményezés keretében zajlott.", "hu"),
        ("Посещението се проведе в рамките на инициативата Solidarity Cities.", "bg"),
        ("Besöket ägde rum inom ramen för Solidarity Cities.", "sv"),
    ],
)
def test_what_happens_within_an_initiative_is_not_about_it(text: str, language: str) -> None:
    found = read("A visit", text, language=language)
    assert (set(found.subjects), set(found.frames)) == (set(), {"solidarity"})


@pytest.mark.parametrize(
    "text", ["Naples joins Solidarity Cities.", "With the launch of Solidarity Cities, mayors act."]
)
def test_what_happens_to_an_initiative_is_about_it(text: str) -> None:
    assert read("News", text).subjects == {"solidarity"}


MILAN = read("Leeds in Milan", "A mentoring visit to Milan in the framework of Solidarity Cities ended.", days=9)
ATHENS = read("Zurich in Athens", "Under the Solidarity Cities initiative, a mentoring visit took place.", days=5)
FUND = read("Money for schools", "Thanks to Solidarity Cities, schools get more money.", days=2)


def test_parts_of_an_initiative_need_more_than_its_name() -> None:
    naples = read("Naples joins Solidarity Cities", days=1)
    launch = read("Solidarity Cities launched", days=400)
    assert linked([MILAN, ATHENS, FUND, naples, launch], cosine=0.3) == [
        ("same project Solidarity Cities", [launch.title, naples.title]),
        ("parts of Solidarity Cities that tell of the same", [MILAN.title, ATHENS.title]),
    ]


def test_parts_of_an_initiative_alike_in_meaning_are_a_thread() -> None:
    assert [len(titles) for _, titles in linked([MILAN, FUND], cosine=0.6)] == [2]


PLAN = read("Council approves the extension of tram line 4 to the harbour", days=90, city="ghent")
WORKS = read("Works on the tram extension to the harbour have started", days=10, city="ghent")


def test_later_phase_of_the_same_thing_in_the_same_city_is_a_thread() -> None:
    assert linked([WORKS, PLAN]) == [("same city, same subject: approved → started", [PLAN.title, WORKS.title])]


@pytest.mark.parametrize(
    "other",
    [
        replace(WORKS, cities=frozenset({"riga"})),
        replace(WORKS, when=WORKS.when + timedelta(days=200)),
        replace(WORKS, is_dated=False),
        replace(WORKS, phase="decided"),
        replace(WORKS, phase=None),
        replace(WORKS, is_roundup=True),
        replace(WORKS, when=PLAN.when - timedelta(days=3)),
        read("Works on the new library have started", days=10, city="ghent"),
    ],
)
def test_storyline_needs_city_time_phase_and_subject(other: Chapter) -> None:
    assert linked([PLAN, other]) == []


def test_storyline_needs_likeness_in_meaning() -> None:
    assert linked([PLAN, WORKS], cosine=0.2) == []


@settings(max_examples=50, deadline=None)
@given(order=st.integers(0, 10**6))
def test_the_order_of_the_stories_changes_no_thread(order: int) -> None:
    opened = read("Tram extension to the harbour opened", days=1, city="ghent")
    chapters = [APPROVED, KICK_OFF, VISIT, MILAN, ATHENS, FUND, PLAN, WORKS, opened]
    expected = linked(chapters)
    random.Random(order).shuffle(chapters)
    assert linked(chapters) == expected
    assert ("same city, same subject: approved → started → opened", [PLAN.title, WORKS.title, opened.title]) in expected

"""Verdicts on pairs: what joins two articles, what keeps them apart, and that it is said why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nlp.similar import Verdict
from tests.fingerprints import DAY, judge, told

FULL = (
    "Sixteen cities win support for CITIES-GROW. The Commission confirmed this week that the project was approved. It"
    " starts in January 2027, runs for 24 months and has a budget of 1.8 million euro. Sixteen cities will open up"
    " their economies to newcomers. Deputy mayors welcomed the decision and named shops, crafts and services as the"
    " fields in which newcomers found firms most often. Mentors will visit each city twice."
)
TEASER = (
    "CITIES-GROW gets under way. The Commission confirmed this week that the project was approved. It starts in"
    " January 2027, runs for 24 months and has a budget of 1.8 million euro."
)
ALERT = (
    "Particulate alert for {day} November. On {day} November the station at the harbour measured {value} micrograms of"
    " fine dust per cubic metre, the limit is 50. Please leave the car at home and avoid sport outside."
)


def test_the_same_text_is_a_copy() -> None:
    found = judge(told(FULL, key="1"), told(FULL, key="2"))
    assert found == Verdict(relation="copy", probability=1.0, evidence=("identical text",))


def test_a_teaser_joins_the_full_article_whatever_its_headline_says() -> None:
    found = judge(told(FULL), told(TEASER))
    assert found.relation == "teaser"
    assert found.evidence[0].startswith("shares ")


def test_a_repost_with_a_preface_is_a_copy() -> None:
    title, _, text = FULL.partition(". ")
    assert judge(told(FULL), told(f"{title}. Good news from our friends, which we pass on. {text}")).relation == "copy"


def test_a_template_filled_in_anew_is_vetoed() -> None:
    found = judge(told(ALERT.format(day=14, value=61)), told(ALERT.format(day=27, value=72), when=DAY + timedelta(13)))
    assert found.is_vetoed
    assert found.evidence[0] == "titles state 11-14 and 11-27"


BONDS = "{what} of the city. The city offers loans until July 2035 at 1.5 per cent and until June 2038. {more}"
OFFER = BONDS.format(what="New loans", more="How much will be fixed when all bids are in. Bids by telephone, please.")
RESULT = BONDS.format(what="Result of the loans", more="Bids came to 470 million crowns, of which it took 210.")


def test_a_source_does_not_tell_its_news_twice_under_two_titles() -> None:
    found = judge(told(OFFER), told(RESULT))
    assert found.is_vetoed
    assert found.evidence[1] == "one source under another title"


@pytest.mark.parametrize("sources", [("city", "paper"), ("import", "import")])
def test_two_hands_or_unknown_ones_may_tell_the_same(sources: tuple[str, str]) -> None:
    left, right = (told(text, source=source) for text, source in zip((OFFER, RESULT), sources, strict=True))
    assert not judge(left, right).is_vetoed


def test_titles_that_state_different_phases_are_vetoed() -> None:
    left, right = told("Commission approves CITIES-GROW. Text."), told("CITIES-GROW kicks off in Brussels. Words.")
    assert judge(left, right).evidence == ("phases differ: decided and started",)


def test_a_title_fact_that_the_other_text_states_too_is_no_conflict() -> None:
    left = told("Light caravan from 4 to 8 November. The 13th edition shows 38 works.")
    right = told("Light caravan: 13th edition with 38 works. From 4 to 8 November in the old town.", source="paper")
    assert not judge(left, right).is_vetoed


GERMAN = (
    "Sechzehn Städte erhalten Förderung für CITIES-GROW. Die Kommission bestätigte diese Woche, dass das Projekt"
    " bewilligt ist. Es beginnt im Januar 2027, läuft {months} Monate und hat ein Budget von {sum} Millionen Euro."
    " Sechzehn Städte öffnen damit ihre Wirtschaft für Zugewanderte. Mentoren besuchen jede Stadt zweimal."
)


@pytest.mark.parametrize(
    ("months", "millions", "angle", "relation"), [(24, "1,8", 0.3, "translation"), (36, "4,6", 1.1, None)]
)
def test_a_translation_is_known_by_its_facts_and_its_vector(
    months: int, millions: str, angle: float, relation: str | None
) -> None:
    german = GERMAN.format(months=months, sum=millions)
    assert judge(told(FULL), told(german, "de", DAY + timedelta(days=1), angle=angle)).relation == relation


def test_a_verdict_does_not_depend_on_the_order_of_the_two() -> None:
    pairs = [(told(FULL), told(TEASER)), (told(FULL), told(ALERT.format(day=14, value=61), angle=0.5))]
    assert [judge(left, right) for left, right in pairs] == [judge(right, left) for left, right in pairs]

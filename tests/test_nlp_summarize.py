from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Article
from nlp.furniture import is_furniture
from nlp.story import Sentence
from nlp.summarize import document_frequencies, inverse_document_frequencies, summarize

LEAD = "The city council of Ghent has approved a plan to build 400 affordable homes near the old docks."
MONEY = "The homes will cost 85 million euros and should be ready by 2029."
MAYOR = "The alderman for housing calls the plan a turning point for young families."
HISTORY = "The docks were dug two hundred years ago and have stood empty since the last crane left."


def article(key: str, text: str, *, language: str = "en", title: str = "Ghent builds 400 affordable homes") -> Article:
    return Article(
        url=f"https://news.example/{key}",
        source="ghent",
        title=title,
        text=text,
        language=language,
        published=None,
        precision=None,
        date_source=None,
        first_seen=datetime(2026, 11, 10, tzinfo=UTC),
    )


def _words(sentences: tuple[Sentence, ...]) -> list[str]:
    return [sentence.words for sentence in sentences]


def test_the_summary_begins_with_the_lead_and_keeps_the_order() -> None:
    one = article("a", f"{LEAD} {HISTORY}\n\n{MAYOR} {MONEY}")
    assert _words(summarize([one], one.id, "en", max_sentences=2)) == [LEAD, MONEY]
    assert _words(summarize([one], one.id, "en")) == [LEAD, HISTORY, MONEY]
    assert _words(summarize([one], one.id, "en", max_sentences=1)) == [LEAD]


def test_every_sentence_is_found_at_its_place() -> None:
    members = [article("a", f"{LEAD} {MAYOR}"), article("b", f"{MONEY}\n\n{HISTORY}")]
    by_id = {one.id: one for one in members}
    found = summarize(members, members[0].id, "en", max_sentences=9, max_words=90)
    assert len(found) == 4
    assert all(by_id[s.article].text[s.start : s.end] == s.words for s in found)


def test_the_readers_language_wins_and_languages_never_mix() -> None:
    dutch = article("nl", "De gemeenteraad van Gent keurt de bouw van 400 betaalbare woningen goed.", language="nl")
    english = article("en", f"{LEAD} {MONEY}")
    assert {s.article for s in summarize([dutch, english], dutch.id, "en")} == {english.id}
    assert {s.article for s in summarize([dutch, english], dutch.id, "fr")} == {dutch.id}
    assert {s.article for s in summarize([dutch, english], english.id, None)} == {english.id}


def test_what_members_share_is_said_once() -> None:
    copied = LEAD.replace("approved", "today approved")
    members = [article("a", LEAD), article("b", f"{copied} {MONEY}")]
    assert _words(summarize(members, members[0].id, "en")) == [LEAD, MONEY]


def test_the_word_limit_holds() -> None:
    one = article("a", f"{LEAD} {HISTORY} {MONEY} {MAYOR}")
    for limit in (5, 18, 31, 60):
        assert sum(len(s.words.split()) for s in summarize([one], one.id, "en", max_words=limit)) <= limit
    assert summarize([one], one.id, "en", max_words=5) == ()


def test_the_order_of_the_members_does_not_matter() -> None:
    members = [article("a", f"{LEAD} {MONEY}"), article("b", f"{MAYOR} {HISTORY}"), article("c", HISTORY)]
    assert summarize(members, members[1].id, "en") == summarize(members[::-1], members[1].id, "en")


def test_rare_terms_weigh_more() -> None:
    common = "The homes are part of a plan of the city council for the homes near the docks."
    rare = "Beekeepers oppose the affordable homes because of the limetrees there."
    one = article("a", f"{LEAD} {common} {rare}")
    others = [article(str(n), f"{common} {LEAD}") for n in range(20)]
    idf = inverse_document_frequencies(document_frequencies([one, *others]), 21)
    assert _words(summarize([one], one.id, "en", idf, max_sentences=2)) == [LEAD, rare]


@pytest.mark.parametrize(
    "furniture",
    [
        "Read more about the plan to build homes near the docks here.",
        "For more information please turn to the press office of the city.",
        "Press contact: Jan Peeters, spokesman of the alderman for housing matters.",
        "You can write to us about the plan at press@gent.example any day.",
        "This email address is being protected from spambots, you need JavaScript.",
        "Call the housing desk on +32 9 210 10 10 between nine and five.",
        "All about the plan is found at www.gent.example or in the town hall.",
        "The partners are Athens, Barcelona, Birmingham, Brighton & Hove, Dresden, Gdansk, Ghent and Riga.",
        "En savoir plus sur le projet de logements près des docks de Gand.",
        "Weitere Informationen zum Projekt gibt es im Rathaus der Stadt Gent.",
        "Plus d’informations sur ce projet de logements à la mairie de Gand.",
        "Foto: Stadt Gent, aufgenommen an einem sonnigen Tag im November.",
        "Więcej informacji o projekcie można uzyskać w urzędzie miasta Gandawa.",
    ],
)
def test_furniture_is_no_news(furniture: str) -> None:
    assert is_furniture(furniture)
    one = article("a", f"{furniture} {LEAD}\n\n{furniture}")
    assert _words(summarize([one], one.id, "en")) == [LEAD]


@pytest.mark.parametrize(
    "news",
    [
        LEAD,
        "Contact between the two cities began in 1995, when 12 000 people came.",
        "Delen van de binnenstad worden vanaf 1 januari 2027 autovrij gemaakt.",
        "The photo exhibition opens on 12 March at 18:00 in the town hall.",
        "Ghent, Utrecht and Leeds share what they learned about housing.",
        "Readers of the city paper chose the new name of the square.",
    ],
)
def test_news_is_no_furniture(news: str) -> None:
    assert not is_furniture(news)


@pytest.mark.parametrize("text", ["", "Short.", "Too few words here.", "word " * 60 + ".", "\x00" * 5000])
def test_where_nothing_fits_there_is_no_summary(text: str) -> None:
    one = article("a", text)
    assert summarize([one], one.id, "en") == ()
    assert summarize([], one.id, "en") == ()


def test_a_huge_article_is_read_from_the_top() -> None:
    one = article("a", f"{LEAD} " + f"{HISTORY}\n\n" * 20_000)
    assert _words(summarize([one], one.id, "en"))[0] == LEAD


@given(st.lists(st.text(alphabet=st.sampled_from("abc Dé1.!?\n\u202e@,"), max_size=300), min_size=1, max_size=4))
def test_whatever_comes_is_quoted_verbatim_or_not_at_all(texts: list[str]) -> None:
    members = [article(str(n), text) for n, text in enumerate(texts)]
    by_id = {one.id: one for one in members}
    found = summarize(members, members[0].id, None)
    assert all(by_id[s.article].text[s.start : s.end] == s.words for s in found)
    assert sum(len(s.words.split()) for s in found) <= 60

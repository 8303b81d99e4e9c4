"""Search: what is typed is a question, words are found in all their forms, in every version, and by meaning."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest

from citydesk.archive import Archive, articles
from citydesk.archive.asked import All, Any, Filter, Not, Words, read_question, without_filters
from citydesk.archive.words import rebuild_words, tidy_words
from citydesk.errors import ConfigError
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.search import Wish, search
from nlp.signs import nearest_by_signs, signs
from nlp.stems import stems
from tests.conftest import trials
from tests.fakes import NOW, FakeEncoder, article, frozen_encoder, run_process, source

DAY = timedelta(days=1)
TEXTS = {
    "fi": ("raitiotie", "Kaupunki rakentaa uuden raitiotien satamaan ja jatkaa raitioteiden rakentamista."),
    "de": ("unterkunft", "In Pieschen eröffnet eine neue Flüchtlingsunterkunft mit achtzig Plätzen."),
    "el": ("prosfyges", "Το γραφείο βοηθά πρόσφυγες και μετανάστες να βρουν εργασία στην Αθήνα."),
    "pl": ("lodz", "Łódź buduje sto nowych mieszkań dla młodych rodzin."),
    "ca": ("collaboracio", "La ciutat amplia la col·laboració amb les entitats que atenen refugiats."),
    "tr": ("istanbul", "İstanbul'da ılık bir gün: mülteciler için yeni bir merkez açıldı."),
    "en": ("housing", "The council approves affordable housing near the harbour; rents stay low."),
}


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as archive:
        for language, (slug, text) in TEXTS.items():
            put(archive, slug, text, language=language, title=text.split(" ")[0])
        yield archive


def put(archive: Archive, slug: str, text: str, *, at: int = 0, **more: object) -> None:
    from citydesk.archive import crawling

    crawling.save_sources(archive, [source("ghent")])
    with archive.write():
        articles.save_version(archive, article(slug, text, **more), None, NOW + at * DAY)  # type: ignore[arg-type]


def slugs(archive: Archive, question: str, wish: Wish | None = None) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in search(archive, question, wish or Wish())]


def test_of_more_texts_than_are_ranked_the_newest_count_and_those_with_it_in_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("citydesk.archive.searching.MOST_RANKED", 2)
    with Archive(":memory:") as archive:
        put(archive, "titled", "Rents stay as they are.", title="The tram")
        for day in range(1, 6):
            put(archive, f"told-{day}", f"On day {day} the tram was late.", at=day, title=f"Day {day}")
        for wish, newest in ((Wish(), {"told-5", "told-4"}), (Wish(as_of=NOW + 4 * DAY), {"told-3", "told-2"})):
            first, *rest = slugs(archive, "tram", wish)
            assert (first, set(rest)) == ("titled", newest)


# What is asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("tram", [Words(words=("tram",))]),
        ('"new tram', [Words(words=("new", "tram"), is_phrase=True)]),
        ("„Neue Bahn“", [Words(words=("neue", "bahn"), is_phrase=True)]),
        ("tram-line l'eau", [Words(words=("tram", "line")), Words(words=("eau",))]),
        ("raitio*", [Words(words=("raitio",), is_prefix=True)]),
        ("title:tram", [Words(words=("tram",), place="title")]),
        ("-tram NOT bus", [Not(part=Words(words=("tram",))), Not(part=Words(words=("bus",)))]),
        ("a OR b OR c d", [Any(parts=tuple(Words(words=(one,)) for one in "abc")), Words(words=("d",))]),
        ("city:ghent,antwerp", [Filter(name="city", values=("ghent", "antwerp"))]),
        ("after:2026-11", [Filter(name="after", values=("2026-11-01",))]),
        ("nowhere:tram", [Words(words=("nowhere", "tram"))]),
        (")) tram (((", [Words(words=("tram",))]),
        ("- * ( ) AND OR NOT", []),
    ],
)
def test_what_is_typed_is_a_question(typed: str, asked: list[object]) -> None:
    assert read_question(typed) == All(parts=tuple(asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["after:yesterday", "before:2026-13", "after:2026-02-30"])
def test_a_date_that_is_none_is_told_with_its_remedy(typed: str) -> None:
    with pytest.raises(ConfigError, match=r"is no date; write it as 2026-11-09"):
        read_question(typed)


def test_nothing_that_is_typed_is_an_error_of_sqlite(archive: Archive) -> None:
    chance = random.Random(7)
    bits = ['"', "(", ")", "*", "-", "AND", "OR", "NOT", "NEAR", "title:", "city:", "^", "{a}", ":", "'", "tram", "ł",
            " ", "\0", "col·la", "half½", "🚋", "²", "%", ";--", "story:", "é́"]  # fmt: skip
    for _ in range(trials(150, 5000)):
        search(archive, "".join(chance.choices(bits, k=chance.randint(1, 12))), Wish(limit=2))


# Forms of words


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("raitiotie", "raitiotie"),  # the text has raitiotien, raitioteiden
        ("raitioteitä", "raitiotie"),
        ("satama", "raitiotie"),
        ("Flüchtlingsunterkünfte", "unterkunft"),
        ("fluchtlingsunterkunft", "unterkunft"),
        ("Unterkunft", "unterkunft"),  # ends a compound
        ("Flüchtling", "unterkunft"),  # begins one
        ("Flüchtlinsgunterkunft", "unterkunft"),  # a slip
        ("προσφυγες", "prosfyges"),
        ("προσφύγων", "prosfyges"),
        ("ΑΘΗΝΑ", "prosfyges"),
        ("lodz", "lodz"),
        ("mieszkanie", "lodz"),
        ("collaboracio", "collaboracio"),
        ("col·laboracions", "collaboracio"),
        ("refugiada", "collaboracio"),
        ("istanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ılık", "istanbul"),
        ("rent", "housing"),
        ("afordable housng", "housing"),
    ],
)
def test_a_word_is_found_in_all_its_forms(archive: Archive, question: str, slug: str) -> None:
    assert slugs(archive, question)[:1] == [slug]


def test_stems_carry_their_language() -> None:
    assert stems("Die Flüchtlinge", "de") == ["de_die", "de_fluchtling"]
    assert stems("Din oraș", "mt") == []  # no stemmer
    assert set(stems("réfugiés", "fr")) == {"fr_refugi", "fr_refug"}  # of the word with and without marks


def test_a_whole_word_comes_before_compounds_and_slips() -> None:
    with Archive(":memory:") as archive:
        put(archive, "compound", "Die Flüchtlingsunterkunft wird gebaut.", language="de", title="Haus")
        put(archive, "word", "Die Unterkunft wird gebaut.", language="de", title="Haus")
        put(archive, "slip", "Die Unterkumft wird gebaut.", language="de", title="Haus")
        assert slugs(archive, "Unterkunft") == ["word", "compound"]


def test_phrases_fields_and_dates_mean_what_they_say() -> None:
    with Archive(":memory:") as archive:
        put(archive, "one", "The night bus runs on Sundays.", title="Night bus", days=3)
        put(archive, "two", "The bus runs at night. A tram runs, too.", title="Tram", days=10)
        assert slugs(archive, '"night bus"') == ["one"]
        assert slugs(archive, "night bus -tram") == ["one"]
        assert sorted(slugs(archive, "title:tram OR title:night")) == ["one", "two"]
        assert slugs(archive, "bus after:2026-11-10") == ["one"]
        assert slugs(archive, "before:2026-11-10") == ["two"]
        assert slugs(archive, "bus NOT (after:2026-11-10 OR language:fr)") == ["two"]
        assert slugs(archive, "source:ghent bus language:nl") == []
        assert slugs(archive, "bus", Wish(recent_at=NOW)) == ["one", "two"]


# Versions


def test_what_was_known_on_a_day_is_searched_in_the_words_of_then() -> None:
    with Archive(":memory:") as archive:
        put(archive, "tram", "The tram costs 38 million euros.")
        put(archive, "tram", "The tram costs 52 million euros.", at=5)
        put(archive, "bees", "Bees on the roof.", at=7)
        assert slugs(archive, "38") == []
        assert slugs(archive, "52") == ["tram"]
        assert slugs(archive, "38", Wish(as_of=NOW + DAY)) == ["tram"]
        assert slugs(archive, "52 OR bees", Wish(as_of=NOW + DAY)) == []


def test_the_index_follows_from_the_texts() -> None:
    with Archive(":memory:") as archive:
        for number in range(5):
            put(archive, f"n{number}", f"Tram line {number} runs to the harbour.", at=number)
        put(archive, "n1", "Bees on the roof.", at=9)
        was = [tuple(row) for row in archive.rows("SELECT * FROM word_counts")]
        assert rebuild_words(archive) == 6
        assert [tuple(row) for row in archive.rows("SELECT * FROM word_counts")] == was
        assert sorted(slugs(archive, "harbours line", Wish(limit=4))) == ["n0", "n2", "n3", "n4"]


# Meaning


def test_meaning_finds_what_lies_near_and_both_make_one_list() -> None:
    with Archive(":memory:") as archive:
        put(archive, "tram", "The council approves the tram line to the harbour.", title="Tram to the harbour")
        put(archive, "bees", "Bees live on the roof of the town hall.", title="Bees on the roof")
        put(archive, "rent", "Rents of social housing stay low.", title="Social housing")
        encoder = frozen_encoder()
        run_process(archive, encoder)
        meanings = Meanings(archive=archive, encoder=encoder)
        found = search(archive, "bees on a roof", Wish(by="meaning", limit=2), meanings)
        assert [hit.title for hit in found][:1] == ["Bees on the roof"]
        both = search(archive, "bees roof", Wish(by="both"), meanings)
        assert (both[0].title, both[0].found) == ("Bees on the roof", "words and meaning")
        assert search(archive, "bees -roof", Wish(by="both"), meanings) == []
        only = search(archive, "roof after:2100", Wish(by="meaning"), meanings)
        assert only == []
        put(archive, "fleas", "Fleas live on the roof of the town hall.", title="Fleas on the roof")
        run_process(archive, encoder)
        assert search(archive, "fleas on a roof", Wish(by="meaning"), meanings)[0].title == "Fleas on the roof"


def test_what_holds_some_of_the_words_only_counts_by_its_meaning() -> None:
    with Archive(":memory:") as archive:
        put(archive, "roofs", "Zebra zebra zebra.", title="Zebra")
        put(archive, "bees", "Bees live on the roof of the town hall.", title="Bees on the roof")
        encoder = frozen_encoder()
        run_process(archive, encoder)
        hits = search(archive, "zebra bees roof", Wish(by="both"), Meanings(archive=archive, encoder=encoder))
        assert {hit.found for hit in hits} == {"meaning"}


def test_a_story_is_as_near_as_its_articles_are_on_average() -> None:
    with Archive(":memory:") as archive:
        for slug, title in (
            ("a", "Bees on the roof"),
            ("b", "Council votes on rents"),
            ("c", "Bees on roofs of schools"),
        ):
            put(archive, slug, f"{title}.", title=title)
        encoder = frozen_encoder()
        run_process(archive, encoder)
        archive.run("UPDATE story_members SET story = (SELECT min(story) FROM story_members)")  # one story of all
        meanings = Meanings(archive=archive, encoder=encoder)
        vector = meanings.asked("bees on the roof")
        assert vector is not None
        cosines = [cosine for _, cosine in meanings.near(vector, 3)]
        (told,) = meanings.near_stories(vector, [archive.value("SELECT story FROM story_members")]).values()
        assert told == pytest.approx(sum(cosines) / 3)
        assert len(search(archive, "bees on the roof", Wish(by="meaning", is_one_a_story=True), meanings)) == 1


def test_a_sentence_is_asked_as_it_was_written() -> None:
    asked = 'Does Ghent\'s "night bus" run? city:ghent after:2026-11'
    assert without_filters(asked) == 'Does Ghent\'s "night bus" run?'


def test_signs_find_the_nearest_vectors() -> None:
    import numpy as np

    vectors = np.random.default_rng(1).standard_normal((500, 384)).astype(np.float32)
    known = signs(vectors)
    assert known.shape == (500, 6)
    asked = vectors[7:8] + 0.3 * vectors[8:9]
    assert 7 in nearest_by_signs(known, signs(asked), 3)
    assert len(nearest_by_signs(known[:0], signs(asked), 3)) == 0


def test_signs_are_compared_in_every_block() -> None:
    import numpy as np

    known = np.random.default_rng(1).integers(0, 2**63, (300_000, 6), np.uint64)
    for place in (7, 124_999, 125_000, 299_999):
        assert nearest_by_signs(known, known[place : place + 1], 1).tolist() == [place]


def test_processing_keeps_the_index_of_words_in_few_pieces() -> None:
    archive = Archive(":memory:")
    for number in range(30):
        put(archive, f"tram-{number}", f"The new tram line {number} opens on Monday.")
    pieces = "SELECT count(DISTINCT segid) FROM article_words_idx"
    before = archive.value(pieces)

    tidy_words(archive)
    assert archive.value(pieces) < before
    assert archive.value(pieces) <= 2
    assert len(search(archive, "tram", Wish(limit=40))) == 30


def test_by_meaning_vectors_of_another_model_are_a_users_mistake() -> None:
    archive = Archive(":memory:")
    put(archive, "tram", "The new tram line opens on Monday.")
    run_process(archive)
    other = Meanings(archive=archive, encoder=FakeEncoder("another"))
    with pytest.raises(ConfigError, match="run `citydesk process`"):
        other.asked("tram")

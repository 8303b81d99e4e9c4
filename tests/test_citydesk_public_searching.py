"""The public search: by words, by meaning, by both; what it says when there is no model; what follows a search."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from citydesk.archive import Archive
from citydesk.errors import CitydeskError
from citydesk.pipeline.search import Hit, Wish
from citydesk.web.by_meaning import ByMeaning
from citydesk.web.public.feeds import search_feed
from citydesk.web.public.searching import answer, page, question
from citydesk.web.public.site import Site
from nlp.encode import Encoder
from nlp.weights import WeightsError
from tests.fakes import frozen_encoder
from tests.public_samples import sample_archive, sample_bytes
from tests.served import serving, shipped_settings

FLATS = "Ghent builds forty flats at the docks"
SORRY = {
    "en": "Just now we can't search by meaning.",
    "fr": "La recherche par le sens n’est pas disponible",
    "de": "Die Suche nach dem Sinn geht gerade nicht.",
    "es": "Ahora mismo no se puede buscar por el sentido.",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with sample_archive() as archive:
        yield Site(archive=archive, settings=shipped_settings(), language="en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "archive.sqlite").write_bytes(sample_bytes())
    return tmp_path


def refuse(question: str, wish: Wish) -> list[Hit]:
    raise CitydeskError("no model")


def test_a_page_is_searched_by_meaning_and_by_both(folder: Path) -> None:
    with serving(folder, encoder=frozen_encoder) as address:
        for by in ("meaning", "both"):
            found = httpx.get(f"{address}/en/search/?q=families+flats+sea&by={by}")
            assert found.text.index(FLATS) < found.text.index("</li>", found.text.index("timeline"))
            assert f'value="{by}" checked' in found.text
            assert f"/de/search/?q=families+flats+sea&amp;by={by}" in found.text
            assert f"/en/search/feed.atom?q=families+flats+sea&amp;by={by}" in found.text
            assert "can't search by meaning" not in found.text
            feed = httpx.get(f"{address}/en/search/feed.json?q=families+flats+sea&by={by}").json()
            assert FLATS in [one["title"] for one in feed["items"]]
        assert "0 articles" in httpx.get(f"{address}/en/search/?q=zeppelin").text


def test_without_a_model_it_says_so_finds_by_words_and_keeps_nothing(folder: Path) -> None:
    broken = True

    def make() -> Encoder:
        if broken:
            raise WeightsError("gone")
        return frozen_encoder()

    with serving(folder, encoder=make) as address:
        for language, sorry in SORRY.items():
            told = httpx.get(f"{address}/{language}/search/?q=flats&by=meaning")
            assert sorry in told.text
            assert FLATS in told.text
            assert told.headers["cache-control"] == "no-store"
        feed = httpx.get(f"{address}/en/search/feed.atom?q=flats&by=meaning")
        assert (feed.status_code, feed.headers["retry-after"]) == (503, "60")
        assert httpx.get(f"{address}/api/v1/search?q=flats&by=meaning").status_code == 503
        broken = False
        mended = httpx.get(f"{address}/en/search/?q=flats&by=meaning")
        assert SORRY["en"] not in mended.text
        assert mended.headers["cache-control"].startswith("public")


def test_who_gives_up_stands_in_no_line_any_more(folder: Path) -> None:
    may_go_on, made = threading.Event(), 0

    def make() -> Encoder:
        nonlocal made
        made += 1
        may_go_on.wait(10)
        return frozen_encoder()

    asking = ByMeaning(lambda: Archive(folder / "archive.sqlite"), make, shipped_settings().vocabulary)
    for _ in range(3):
        with pytest.raises(CitydeskError, match="too many"):
            asking.search("flats", Wish(by="meaning"), 0.01)
    may_go_on.set()
    assert asking.search("flats families docks", Wish(by="meaning", limit=1))[0].title == FLATS
    assert made == 1
    asking.close()


def test_what_can_not_be_meant_is_left_out() -> None:
    asked = question({"q": " tram ", "by": "<script>", "language": "de OR", "since": "yesterday"})
    assert (asked.words, asked.by, asked.language, asked.since) == ("tram", "words", "", "")
    assert asked.query == "q=tram"
    asked = question({"q": "tram & bus", "by": "both", "language": "de", "since": "2026-11-09"})
    assert asked.query == "q=tram+%26+bus&by=both&language=de&since=2026-11-09"
    assert asked.line == "tram & bus language:de after:2026-11-09"


def test_a_date_that_is_none_finds_nothing_and_blames_no_model(site: Site) -> None:
    asked = question({"q": "tram after:soon", "by": "meaning"})
    assert answer(site, asked, refuse).hits == ()
    body = page(site, asked, refuse).body.decode()
    assert "can&#39;t search by meaning" not in body
    assert "after:soon: is no date" in body


def test_a_city_has_its_name_in_any_language_and_an_unknown_one_is_told(site: Site) -> None:
    found = {
        name: answer(site, question({"q": f"flats city:{name}"}), refuse).hits for name in ("ghent", "GAND", "Gent")
    }
    assert found["ghent"] and found["ghent"] == found["GAND"] == found["Gent"]
    asked = question({"q": "flats city:Gennt", "by": "both"})
    body = page(site, asked, refuse).body.decode()
    assert "unknown city" in body and "did you mean city:ghent?" in body


def test_a_feed_looks_at_the_last_month_first_then_at_all(site: Site) -> None:
    lines: list[tuple[str, int]] = []

    def ask(question: str, wish: Wish) -> list[Hit]:
        lines.append((question, wish.limit))
        return []

    search_feed(site, question({"q": "flats", "by": "meaning"}), "rss", ask)
    assert lines == [("flats after:2025-11-16", 40), ("flats", 40)]
    lines.clear()
    search_feed(site, question({"q": "flats", "by": "both", "since": "2026-11-01"}), "rss", ask)
    assert lines[0] == ("flats after:2026-11-01", 40)


def test_a_feed_leaves_out_what_has_some_of_the_words_only(site: Site) -> None:
    asked = question({"q": "flats zeppelin"})
    assert [one.title for one in answer(site, asked, refuse).hits] == [FLATS]
    assert FLATS.encode() not in search_feed(site, asked, "rss", refuse).body
    assert FLATS.encode() in search_feed(site, question({"q": "flats"}), "rss", refuse).body

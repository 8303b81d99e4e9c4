"""The JSON API over a real port: what it tells, how lists go on, what it refuses, and that its document is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from citydesk.archive import Archive
from tests.fakes import NOW, frozen_encoder
from tests.public_samples import ARTICLES, WEEKS, fill
from tests.served import served, settings_for


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Yield a client of the API over two cities and two issues."""
    folder: Path = tmp_path_factory.mktemp("api")
    settings = settings_for(folder, 80)
    with Archive(settings.service.archive.path) as archive:
        fill(archive, settings)
    with served(folder, lambda: NOW, frozen_encoder) as address, httpx.Client(base_url=f"{address}/api/v1") as client:
        yield client


def told(api: httpx.Client, path: str, **asked: Any) -> Any:
    answer = api.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_lists_go_on_where_they_ended_and_tell_each_article_once(api: httpx.Client) -> None:
    found, cursor = [], None
    while True:
        page = told(api, "/articles", limit=2, **({"cursor": cursor} if cursor else {}))
        found += [one["id"] for one in page["articles"]]
        if (cursor := page["next"]) is None:
            break
    assert sorted(found) == sorted(one.id for one in ARTICLES)


def test_filters_hold_together(api: httpx.Client) -> None:
    stories = told(api, "/stories", city="ghent", topic="asylum-refugees")["stories"]
    assert stories
    for story in stories:
        assert {("city", "ghent"), ("topic", "asylum-refugees")} <= {
            (one["kind"], one["value"]) for one in story["tags"]
        }
    assert told(api, "/stories", city="tallinn")["stories"] == []


def test_stories_of_a_span_of_time_are_newest_first(api: httpx.Client) -> None:
    every = [one["first_published"] for one in told(api, "/stories")["stories"]]
    assert every == sorted(every, reverse=True)
    middle = every[len(every) // 2]
    later = told(api, "/stories", first_published_from=middle)["stories"]
    earlier = told(api, "/stories", first_published_before=middle)["stories"]
    assert len(later) + len(earlier) == len(every)
    assert all(one["first_published"] < middle for one in earlier)


def test_a_story_tells_its_members_and_is_found_by_its_id(api: httpx.Client) -> None:
    story = next(one for one in told(api, "/stories")["stories"] if len(one["members"]) > 1)
    assert story["members"][0]["relation"] == "original"
    assert told(api, f"/stories/{story['id']}") == story
    member = told(api, f"/articles/{story['members'][1]['article']}")
    assert member["story"] == story["id"]
    assert "text" not in member


def test_only_published_issues_are_told_with_their_sentences(api: httpx.Client) -> None:
    issues = told(api, "/issues")["issues"]
    assert {one["period"] for one in issues} == set(WEEKS)
    issue = told(api, f"/issues/{issues[0]['id']}")
    assert issue["entries"][0]["position"] == 0
    assert any(entry["sentences"] for entry in issue["entries"])
    assert api.get("/issues/network-2026-W01").status_code == 404


def test_search_finds_words(api: httpx.Client) -> None:
    hits = told(api, "/search", q="flats")["hits"]
    assert [hit["title"] for hit in hits] == ["Ghent builds forty flats at the docks"]


@pytest.mark.parametrize("by", ["words", "both"])
def test_search_takes_cities_by_their_names_in_any_language(api: httpx.Client, by: str) -> None:
    def titles(question: str) -> list[str]:
        return [hit["title"] for hit in told(api, "/search", q=question, by=by)["hits"]]

    assert titles("flats city:Gand") == titles("flats city:ghent") != []
    assert titles("flats city:Tallinn") == []
    answer = api.get("/search", params={"q": "flats city:Gandd", "by": by})
    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert "Gand" in answer.json()["detail"]


def test_search_by_meaning_asks_the_vectors(api: httpx.Client) -> None:
    hits = told(api, "/search", q="flats families docks", by="meaning", limit=1)["hits"]
    assert [hit["title"] for hit in hits] == ["Ghent builds forty flats at the docks"]


def test_cities_and_topics_are_those_of_config(api: httpx.Client) -> None:
    ghent = told(api, "/cities/ghent")
    assert (ghent["country"], ghent["names"]["nl"]) == ("BE", "Gent")
    assert ghent in told(api, "/cities")["cities"]
    assert "mobility" in {one["id"] for one in told(api, "/topics")["topics"]}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/articles?cursor=2026-11-12T06:00:00Z", 422, "cursor"),
        ("/articles?limit=0", 422, "limit"),
        ("/articles?language=english", 422, "language"),
        ("/stories?first_published_from=2026-11-09T00:00:00", 422, "first_published_from"),
        ("/stories?city=%27%20OR%201=1", 422, "city"),
        ("/stories/s0000000000000000", 404, "none"),
        ("/stories/..%2F..%2Fetc%2Fpasswd", 404, ""),
        ("/search?q=", 422, "q"),
        ("/nothing", 404, ""),
        ("/cities/%0A%11D", 404, ""),
        ("/stories/%0a", 404, ""),
    ],
)
def test_what_is_unfit_is_refused_in_one_line(api: httpx.Client, path: str, status: int, words: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert words in answer.json()["detail"]
    assert "\n" not in answer.json()["detail"]


def test_programs_of_other_sites_may_read_and_not_write(api: httpx.Client) -> None:
    answer = api.get("/topics", headers={"origin": "https://researcher.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert api.post("/topics").status_code == 405


def test_who_asks_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        answers = [httpx.get(f"{address}/api/v1/issues") for _ in range(121)]
    assert {answer.status_code for answer in answers[:120]} == {200}
    assert answers[120].status_code == 429
    assert 1 <= int(answers[120].headers["retry-after"]) <= 60

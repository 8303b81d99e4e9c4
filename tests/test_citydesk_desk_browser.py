"""An editor's Monday in a real browser: by mouse, by keyboard alone, without scripts, beside a second editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citydesk.archive import Archive, crawling
from tests.axe import violations
from tests.fakes import NOW, article, frozen_encoder, run_process, source
from tests.served import EDITOR, PASSWORD, add_editor, served, settings_for
from tests.test_citydesk_desk import BOOKS, FAIR, TRAM
from tests.test_citydesk_pipeline import put

ISSUE = "network-2026-W46"
HOSTILE = article(
    "hostile",
    'The council writes <script>document.title="taken"</script> and <img src=x onerror=alert(1)> into its minutes.\n\n'
    "Nobody knows why the words {{ 7*7 }} and \u202eevil\u202c were ever put there by the clerk of the city.",
    title='<script>document.title="taken"</script> \u202eevil {{7*7}}',
    days=2,
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    settings = settings_for(tmp_path, 0)
    with Archive(settings.service.archive.path) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        put(archive, TRAM, BOOKS, FAIR, HOSTILE)
        run_process(archive)
    add_editor(settings, "ben")
    with served(tmp_path, lambda: NOW, frozen_encoder) as address:
        yield address


def opened(chromium: Any, site: str, name: str = EDITOR, width: int = 1280, **options: Any) -> Any:
    """Return a page on which an editor has logged in and opened the draft."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.goto(f"{site}/desk")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(f"{site}/desk")
    page.goto(f"{site}/desk/{ISSUE}")
    return page


def headlines(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("article.entry h4").all_text_contents()]


def story(page: Any, words: str) -> Any:
    return page.locator("article.entry", has_text=words)


def test_an_editors_monday(chromium: Any, site: str) -> None:
    page = opened(chromium, site)
    first = headlines(page)
    assert len(first) == 4
    page.locator("article.entry").last.get_by_role("button", name="Lead").click()
    page.get_by_text("noor made the lead").wait_for()
    assert headlines(page)[0] == first[-1]
    story(page, TRAM.title).get_by_role("button", name="Drop").click()
    page.get_by_role("heading", name="Dropped").wait_for()
    story(page, BOOKS.title).get_by_role("link", name="Edit").click()
    page.fill("#headline", "Ghent's library lends out bicycles")
    page.get_by_role("button", name="Take this headline").click()
    page.get_by_text("wrote the headline of").wait_for()
    assert "Ghent's library lends out bicycles" in headlines(page)
    page.get_by_role("button", name="Undo: noor wrote the headline").click()
    page.get_by_role("button", name="Redo: noor wrote the headline").wait_for()
    assert BOOKS.title in headlines(page)
    page.get_by_role("button", name="Redo: noor wrote the headline").click()
    page.get_by_role("button", name="Undo: noor wrote the headline").wait_for()
    preview = page.context.new_page()
    preview.goto(f"{site}/desk/{ISSUE}/preview/html")
    assert "Ghent's library lends out bicycles" in preview.inner_text("main")
    assert TRAM.title not in preview.inner_text("main")
    page.get_by_role("button", name="Publish now").click()
    assert "tick the box" in page.inner_text("[role=alert]")
    page.get_by_label("can't be undone").check()
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("revision 1").wait_for()
    page.context.close()


def test_merging_and_splitting_stories_shows_at_once(chromium: Any, site: str) -> None:
    page = opened(chromium, site)
    story(page, FAIR.title).get_by_role("link", name="Edit").click()
    page.select_option("#other", label=TRAM.title)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(f"{site}/desk/{ISSUE}")
    assert len(headlines(page)) == 3
    story(page, FAIR.title).or_(story(page, TRAM.title)).first.get_by_role("link", name="Edit").click()
    page.get_by_role("heading", name="Why these belong together").wait_for()
    whole = page.url
    page.locator(".members input").last.check()
    page.get_by_role("button", name="Take the ticked ones out").click()
    page.wait_for_url(f"{site}/desk/{ISSUE}")
    assert len(headlines(page)) == 4
    page.goto(whole)
    page.get_by_role("button", name="Take back").last.click()
    page.wait_for_url(f"{site}/desk/{ISSUE}")
    assert len(headlines(page)) == 3
    page.context.close()


def test_city_and_topic_are_corrected_and_taken_back(chromium: Any, site: str) -> None:
    page = opened(chromium, site)
    story(page, TRAM.title).get_by_role("link", name="Edit").click()
    page.get_by_text("Correct them").click()
    page.select_option("#city", label="Riga")
    page.select_option("#city-role", "primary")
    page.fill("#city-reason", "the tram of Riga")
    page.get_by_role("button", name="Correct the city").click()
    page.get_by_text("corrected by noor: the tram of Riga").wait_for()
    page.get_by_text("Correct them").click()
    page.select_option("#topic", "food")
    page.get_by_role("button", name="Correct the topic").click()
    page.get_by_text("noor: topic food yes").wait_for()
    whole = page.url
    page.goto(f"{site}/desk/{ISSUE}")
    assert "Riga" in story(page, TRAM.title).inner_text()
    page.goto(whole)
    page.get_by_role("button", name="Take back correction 1").click()
    page.get_by_text("corrected by noor: the tram of Riga").wait_for(state="detached")
    page.goto(f"{site}/desk/{ISSUE}")
    assert "Riga" not in story(page, TRAM.title).inner_text()
    page.context.close()


def test_what_a_second_editor_did_is_not_overwritten_unseen(chromium: Any, site: str) -> None:
    noor, ben = opened(chromium, site), opened(chromium, site, "ben")
    story(ben, BOOKS.title).get_by_role("button", name="Drop").click()
    ben.get_by_role("heading", name="Dropped").wait_for()
    story(noor, BOOKS.title).get_by_role("button", name="Pin").click()
    noor.locator("[role=alert]").wait_for()
    assert "ben dropped" in noor.inner_text("[role=alert]")
    assert BOOKS.title not in headlines(noor)
    story(noor, FAIR.title).get_by_role("button", name="Pin").click()
    noor.get_by_text("noor pinned").wait_for()
    noor.context.close()
    ben.context.close()


def test_everything_goes_by_keyboard(chromium: Any, site: str) -> None:
    page = opened(chromium, site)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("article.entry:focus h4").inner_text()
    page.keyboard.press("x")
    page.get_by_role("heading", name="Dropped").wait_for()
    assert second.strip() not in headlines(page)
    page.keyboard.press("u")
    page.get_by_role("button", name="Redo").wait_for()
    assert second.strip() in headlines(page)
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.get_by_text("noor pinned").wait_for()
    page.context.close()


def test_it_works_without_scripts_and_on_a_phone(chromium: Any, site: str) -> None:
    page = opened(chromium, site, width=360, java_script_enabled=False)
    story(page, FAIR.title).get_by_role("button", name="Drop").click()
    page.wait_for_url(f"{site}/desk/{ISSUE}")
    assert FAIR.title not in headlines(page)
    page.get_by_role("button", name="Restore").click()
    page.wait_for_url(f"{site}/desk/{ISSUE}")
    assert FAIR.title in headlines(page)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(chromium: Any, site: str, width: int, scheme: str) -> None:
    page = opened(chromium, site, width=width, color_scheme=scheme, bypass_csp=True)
    story(page, BOOKS.title).get_by_role("button", name="Drop").click()
    page.get_by_role("heading", name="Dropped").wait_for()
    link = story(page, HOSTILE.title[8:20]).get_by_role("link", name="Edit").get_attribute("href")
    for path in (f"/desk/{ISSUE}", "/desk", link):
        page.goto(f"{site}{path}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_hostile_words_stand_as_text_and_nothing_leaves_the_desk(chromium: Any, site: str) -> None:
    page = opened(chromium, site)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert page.title() != "taken"
    assert any('<script>document.title="taken"</script>' in one for one in headlines(page))
    story(page, "taken").get_by_role("button", name="Pin").click()
    page.get_by_text("noor pinned").wait_for()
    assert page.title() != "taken"
    assert page.evaluate("document.querySelectorAll('#desk script, #desk img').length") == 0
    blocked = page.evaluate(
        "() => { const s = document.createElement('script'); try { s.text = 'document.title = \"taken\"'; } catch { }"
        " document.body.append(s); return document.title; }"
    )
    assert blocked != "taken"
    assert {url.split("/")[2] for url in asked} == {site.split("/")[2]}
    assert [one for one in said if "Trusted" in one and "script" not in one.lower()] == []
    page.context.close()

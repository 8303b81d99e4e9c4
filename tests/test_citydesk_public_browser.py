"""The public pages in a real browser: every type, light and dark, small and large, in four languages; no script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from citydesk.archive import Archive
from citydesk.web.public.languages import LANGUAGES
from tests.axe import violations
from tests.conftest import trials
from tests.fakes import frozen_encoder
from tests.public_samples import kinds_of_pages, sample_bytes
from tests.served import serving

SCHEMES, WIDTHS = ("light", "dark"), (360, 1280)
LOOKS = tuple(product(SCHEMES, WIDTHS, LANGUAGES))  # 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("public")
    (found / "archive.sqlite").write_bytes(sample_bytes())
    return found


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(folder, encoder=frozen_encoder) as address:
        yield address


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[str]:
    with Archive(folder / "archive.sqlite") as archive:
        return list(kinds_of_pages(archive))


@pytest.mark.parametrize("turn", range(trials(2, len(LOOKS))))
def test_axe_finds_nothing_on_any_page_and_no_line_is_cut_off(
    chromium: Any, site: str, paths: list[str], turn: int
) -> None:
    """Look at every page once, each in another look; over all turns every page is looked at in every look."""
    for number, path in enumerate(paths):
        scheme, width, language = LOOKS[(number * 5 + turn) % len(LOOKS)]
        look: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        page = chromium.new_page(**look, bypass_csp=True)  # axe-core is a script, and the pages' own policy allows none
        page.goto(f"{site}/{language}/{path}")
        assert violations(page) == [], (path, scheme, width, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, scheme, width, language)
        page.close()


def test_nothing_leaves_the_origin_and_nothing_is_refused(chromium: Any, site: str, paths: list[str]) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        page.goto(f"{site}/en/{path}")
        assert page.title() != "taken"
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {site.split("/")[2]}
    assert [one for one in said if "404" not in one] == []
    assert context.cookies() == []
    context.close()


def test_a_reader_finds_her_city_without_scripts(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR", viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/")
    assert page.url == f"{site}/fr/"
    page.get_by_role("link", name="Villes").first.click()
    page.get_by_role("link", name="Gand").first.click()
    assert page.url == f"{site}/fr/cities/ghent/"
    assert page.locator('link[type="application/atom+xml"]').get_attribute("href") == "/fr/cities/ghent/feed.atom"
    page.get_by_role("link", name="En savoir plus sur ce sujet").first.click()
    assert "/fr/stories/" in page.url
    page.get_by_role("link", name="Deutsch").click()
    assert page.get_by_role("heading", name="Wer berichtet hat").is_visible()
    page.get_by_role("link", name="Suche").click()
    page.fill("#q", "harbour")
    page.get_by_role("radio", name="die Wörter, in jeder Form").check()
    page.get_by_role("button", name="Suche").click()
    assert page.get_by_role("link", name="Council approves tram line 4 to the harbour").first.is_visible()
    page.get_by_role("radio", name="der Sinn, in jeder Sprache").check()
    page.get_by_role("button", name="Suche").click()
    assert page.get_by_role("heading", name="Das Nächste zuerst").is_visible()
    assert page.get_by_role("link", name="Council approves tram line 4 to the harbour").first.is_visible()
    context.close()


def test_hostile_words_run_nothing_and_change_nothing_around_them(chromium: Any, site: str, paths: list[str]) -> None:
    context = chromium.new_context()
    page = context.new_page()
    for path in [path for path in paths if path.startswith(("stories", "issues/network", "cities/riga"))]:
        page.goto(f"{site}/en/{path}")
        assert page.title() != "taken"
        assert page.evaluate("document.querySelectorAll('img, main script').length") == 0
        assert "\u202e" not in page.content()
    blocked = page.evaluate(
        "() => { const s = document.createElement('script'); try { s.text = 'document.title = \"taken\"'; } catch { }"
        " document.body.append(s); return document.title; }"
    )
    assert blocked != "taken"
    context.close()


def test_a_page_prints_without_what_only_a_screen_needs(chromium: Any, site: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{site}/en/cities/ghent/")
    assert not page.locator(".site.top ul").is_visible()
    assert page.get_by_role("heading", name="Ghent", exact=True).is_visible()
    context.close()

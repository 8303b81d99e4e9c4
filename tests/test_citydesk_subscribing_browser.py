"""A subscriber's months in a real browser: the form, the letter, the button, an issue, another choice, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from citydesk.archive import Archive
from citydesk.mailing.run import send_all
from citydesk.subscribers.deliveries import plan
from citydesk.subscribers.links import make_token
from citydesk.subscribers.people import find_by_address
from citydesk.subscribers.signups import sign_up
from tests.axe import violations
from tests.conftest import trials
from tests.fakes import NOW
from tests.postbox import postbox
from tests.readers import ISSUE, LATER, NETWORK, publish_stories, subscribed
from tests.served import serving
from tests.test_citydesk_subscribing import ANN, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with postbox() as box:
        found = Desk(box, folder)
        with serving(folder, lambda: found.now, adapted=found.adapted) as address:
            found.address = address
            yield found
    found.client.close()


def test_from_the_form_to_an_issue_to_another_choice_to_the_way_out(chromium: Any, desk: Desk) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    foreign: list[str] = []
    page.on("request", lambda asked: foreign.append(asked.url) if not asked.url.startswith(desk.address) else None)

    page.goto(f"{desk.address}/subscribe")
    page.fill("#address", ANN)
    page.get_by_label("I want to get these issues").check()
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_role("heading", name="Look into your mailbox").wait_for()

    link = desk.box.letter(ANN).link("confirm")
    scanned(desk, link)
    page.goto(link)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="You are subscribed").wait_for()

    with Archive(desk.settings[0].service.archive.path) as archive:
        publish_stories(archive, desk.settings[0], LATER)
    assert deliver(desk) == {"sent": 1}
    issue = desk.box.letter(ANN, 2)
    assert "Council approves tram line 4" in issue.body()
    for path in ("subscription", "unsubscribe"):
        scanned(desk, issue.link(path))

    page.goto(issue.link("subscription"))
    page.get_by_text("Only some of it").click()
    page.get_by_label("Riga").check()
    page.get_by_label("Language of headings").select_option("fr")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Enregistré.").wait_for()
    with desk.file() as file:
        reader = find_by_address(file, ANN)
        assert reader is not None
        plan(file, f"{ISSUE}.again", "network", (ISSUE,), [reader.id], LATER)
    assert deliver(desk) == {"sent": 1}
    own = desk.box.letter(ANN, 3)
    assert "Christmas market opens" in own.body()
    assert "Council approves tram line 4" not in own.body()

    leaving = own.parsed["list-unsubscribe"].split(">")[0].strip("<")
    assert httpx.post(leaving, data={"List-Unsubscribe": "One-Click"}).status_code == 200  # as a mail program does
    with desk.file() as file:
        reader = find_by_address(file, ANN)
        assert reader is not None
        assert reader.left_why == "one-click"
    page.reload()
    page.get_by_text("Vous ne recevez plus rien").wait_for()
    assert foreign == []
    page.close()


def scanned(desk: Desk, link: str) -> None:
    """Open a link as scanners of mail do: nothing may change."""
    before = desk.dump()
    assert desk.get(link).status_code == 200
    assert desk.dump() == before


def deliver(desk: Desk) -> dict[str, int]:
    settings = desk.settings[0]
    with Archive(settings.service.archive.path) as archive, desk.file() as file:
        return send_all(archive, file, settings, now=lambda: LATER, sleep=lambda _: None)["messages"]


LOOKS = [("light", 1280), ("dark", 360), ("light", 360), ("dark", 1280)]


@pytest.mark.parametrize(("scheme", "width"), LOOKS[: trials(2, 4)], ids=str)
def test_pages_for_subscribers_are_accessible(chromium: Any, desk: Desk, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for language in ("de", "en", "fr", "es")[: trials(1, 4)]:
        page.goto(f"{desk.address}/subscribe?language={language}")
        page.locator("summary").click()
        checked(page, language)
    others = pages(desk, f"{scheme}{width}@mail.example")
    for name in list(others) if width < 500 else list(others)[: trials(0, 5)]:
        page.goto(others[name])
        checked(page, name)
    context.close()


def checked(page: Any, name: str) -> None:
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def pages(desk: Desk, address: str) -> dict[str, str]:
    """Return the addresses of all other pages, for a subscriber of her own."""
    with desk.file() as file:
        (reader,) = subscribed(file, [address], now=NOW)
        waiting = sign_up(file, f"new.{address}", NETWORK, "2026-11.en", NOW)
        token = {name: make_token(file.vault, name, reader.id, reader.link_key, NOW)
                 for name in ("preferences", "unsubscribe", "data")}  # fmt: skip
        confirm = make_token(file.vault, "confirm", waiting.id, "", NOW)
    return {
        "confirm": f"{desk.address}/subscribe/confirm/{confirm}",
        "preferences": f"{desk.address}/subscription/{token['preferences']}",
        "leave": f"{desk.address}/unsubscribe/{token['unsubscribe']}",
        "data": f"{desk.address}/your-data/{token['data']}",
        "over": f"{desk.address}/subscription/nothing",
    }

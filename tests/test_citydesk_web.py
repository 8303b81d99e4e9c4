"""Who may come to the desk, and what is refused: over a real port."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from citydesk.accounts import Accounts
from citydesk.errors import ConfigError
from tests.axe import violations
from tests.served import EDITOR, PASSWORD, served

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    with served(tmp_path) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """Yield a client that is logged in."""
    with httpx.Client(base_url=site) as found:
        assert found.post("/desk/login", data={"name": EDITOR, "password": PASSWORD}).status_code == 303
        yield found


def test_who_is_not_logged_in_is_sent_to_the_form(site: str) -> None:
    told = httpx.post(f"{site}/desk/logout")
    assert (told.status_code, told.headers["location"]) == (303, "/desk/login")


def test_a_wrong_password_and_an_unknown_name_are_told_alike(site: str) -> None:
    wrong, unknown = (
        httpx.post(f"{site}/desk/login", data={"name": name, "password": "no such password"}) for name in (EDITOR, "x")
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace(EDITOR, "x") == unknown.text


def test_who_guesses_too_often_has_to_wait_even_with_the_right_password(site: str) -> None:
    for _ in range(5):
        httpx.post(f"{site}/desk/login", data={"name": EDITOR, "password": "no such password"})
    told = httpx.post(f"{site}/desk/login", data={"name": EDITOR, "password": PASSWORD})
    assert told.status_code == 429


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: str) -> None:
    told = httpx.post(f"{site}/desk/login", data={"name": EDITOR, "password": PASSWORD})
    cookie = told.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_form_without_its_key_changes_nothing(client: httpx.Client) -> None:
    assert client.post("/desk/logout").status_code == 403
    assert client.post("/desk/logout", data={"form_key": "guessed"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}], ids=str
)
def test_a_form_of_another_site_is_refused(site: str, headers: dict[str, str]) -> None:
    told = httpx.post(f"{site}/desk/login", data={"name": EDITOR, "password": PASSWORD}, headers=headers)
    assert told.status_code == 403


def test_another_host_is_not_served(site: str) -> None:
    assert httpx.get(f"{site}/desk/login", headers={"host": "elsewhere.example"}).status_code == 400
    assert httpx.get(f"{site}/desk/login", headers={"host": "[::1"}).status_code == 400


def test_a_long_request_is_refused_with_and_without_its_length(site: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    whole = httpx.post(f"{site}/desk/login", content=b"x" * 2_000_000)
    assert whole.status_code == 413
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{site}/desk/login", content=endless(), headers=kind).status_code == 413


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"])
def test_nothing_beside_the_static_files_is_served(site: str, path: str) -> None:
    assert httpx.get(f"{site}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/desk/login", "/static/desk.css", "/no-such-page", "/health"])
def test_every_answer_carries_the_headers_of_safety(site: str, path: str) -> None:
    headers = httpx.get(f"{site}{path}").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"  # "no-referrer" makes the origin of our own forms "null"
    assert "server" not in headers


def test_it_is_alive_and_ready(site: str) -> None:
    assert httpx.get(f"{site}/health").text == httpx.get(f"{site}/ready").text == "ok"


def test_a_page_that_is_not_there_says_so_in_words(site: str) -> None:
    told = httpx.get(f"{site}/no-such-page")
    assert told.status_code == 404
    assert re.search("<h1>There is no such page</h1>", told.text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_suits_everyone_and_works_by_keyboard(chromium: Any, site: str, width: int, scheme: str) -> None:
    with chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(f"{site}/desk/login")
        assert violations(page) == []
        page.focus("#name")
        page.keyboard.type(EDITOR)
        page.keyboard.press("Tab")
        page.keyboard.type("no such password")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert violations(page) == []


def test_an_account_that_is_removed_or_renewed_is_logged_out(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    accounts.save("noor", PASSWORD, NOW)
    token = accounts.log_in("noor", PASSWORD, NOW, timedelta(hours=1))
    assert token is not None
    assert accounts.session(token, NOW) is not None
    assert accounts.session(token, NOW + timedelta(hours=1)) is None
    accounts.save("noor", PASSWORD + "!", NOW)
    assert accounts.session(token, NOW) is None
    accounts.remove("noor", NOW)
    assert accounts.log_in("noor", PASSWORD + "!", NOW, timedelta(hours=1)) is None
    assert accounts.names() == []
    accounts.close()


@pytest.mark.parametrize(("name", "password"), [("Noor Aziz", PASSWORD), ("noor", "short"), ("", PASSWORD)])
def test_unfit_names_and_passwords_are_refused_in_one_line(tmp_path: Path, name: str, password: str) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    with pytest.raises(ConfigError, match=r"^[^\n]+$"):
        accounts.save(name, password, NOW)
    accounts.close()


def test_neither_password_nor_token_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    accounts = Accounts(path)
    accounts.save("noor", PASSWORD, NOW)
    token = accounts.log_in("noor", PASSWORD, NOW, timedelta(hours=1))
    accounts.close()
    held = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert PASSWORD.encode() not in held
    assert token is not None
    assert token.encode() not in held
    assert path.stat().st_mode & 0o077 == 0

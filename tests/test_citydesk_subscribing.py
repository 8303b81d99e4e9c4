"""The pages for subscribers over a real port, letters over real SMTP: the way in, her own pages, the way out."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.subscribers.people import find_by_address, leave
from citydesk.subscribers.personal_data import counts, suppress
from tests.fakes import NOW
from tests.postbox import Postbox, postbox
from tests.readers import NETWORK, subscribed, with_mail
from tests.served import serving

ANN = "ann@mail.example"
FORM = {"address": ANN, "editions": "network", "rhythm": "each", "language": "en", "agrees": "true", "website": ""}


@dataclass
class Desk:
    """A served application with a mailbox server behind it, and a clock that a test turns."""

    box: Postbox
    folder: Path
    now: datetime = NOW
    address: str = ""
    settings: list[Settings] = field(default_factory=list)
    client: httpx.Client = field(default_factory=httpx.Client)  # one for all: it takes longer to make than to use

    def file(self) -> SubscriberFile:
        return open_subscribers(self.settings[0].service.subscribers)

    def adapted(self, settings: Settings) -> Settings:
        self.settings = [with_mail(settings, self.folder, self.box.port)]
        return self.settings[0]

    def get(self, path: str) -> httpx.Response:
        return self.client.get(self.url(path))

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        return self.client.post(self.url(path), data=data or {}, headers=headers)

    def url(self, path: str) -> str:
        return path if path.startswith("http") else f"{self.address}{path}"

    def subscribe(self, **changed: Any) -> httpx.Response:
        return self.post("/subscribe", FORM | changed)

    def joined(self) -> str:
        """Subscribe and confirm; return the link to the preferences."""
        self.subscribe()
        told = self.post(self.box.letter(ANN).link("confirm"))
        found = re.search(r'href="(/subscription/[^"]+)"', told.text)
        assert found is not None, told.text
        return found[1]

    def dump(self) -> list[Any]:
        """Return all that is stored; of letters (kind, of, whether withheld), for the postman is at work on them."""
        with self.file() as file:
            letters = [tuple(row) for row in file.rows("SELECT kind, of, state = 'withheld' FROM letters")]
            tables = ("subscribers", "consents", "signups", "suppressed", "deliveries")
            return [*([tuple(row) for row in file.rows(f"SELECT * FROM {name}")] for name in tables), letters]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve once for all tests of this file: starting takes a second."""
    folder = tmp_path_factory.mktemp("desk")
    with postbox() as box:
        found = Desk(box, folder)
        with serving(folder, lambda: found.now, adapted=found.adapted) as address:
            found.address = address
            yield found
    found.client.close()


@pytest.fixture
def desk(service: Desk) -> Desk:
    """Return the service with nobody subscribed and nothing sent."""
    service.now, service.box.answer = NOW, lambda _: ""
    with service.file() as file:
        with file.write():
            for name in ("deliveries", "consents", "signups", "subscribers", "suppressed", "attempts"):
                file.run(f"DELETE FROM {name}")
            file.run("DELETE FROM letters WHERE state <> 'sending'")
        while file.value("SELECT count(*) FROM letters WHERE state = 'sending'"):
            time.sleep(0.01)  # the postman has one of the last test in hand
        with file.write():
            file.run("DELETE FROM letters")
    service.box.caught.clear()
    return service


# The way in


def test_only_the_button_behind_the_link_in_the_letter_subscribes(desk: Desk) -> None:
    assert desk.subscribe().status_code == 200
    link = desk.box.letter(ANN).link("confirm")
    before = desk.dump()
    for _ in range(2):  # a scanner of mail, and the reader
        page = desk.get(link)
        assert page.status_code == 200
        assert "a…@mail.example" in page.text
        assert desk.client.head(link).status_code == 200
    assert desk.dump() == before
    assert desk.post(link).status_code == 200
    with desk.file() as file:
        found = find_by_address(file, ANN)
        assert found is not None
        assert found.wishes == NETWORK


def test_a_link_to_confirm_is_good_once_and_for_two_days(desk: Desk) -> None:
    desk.subscribe()
    link = desk.box.letter(ANN).link("confirm")
    assert desk.post(link).status_code == 200
    assert desk.post(link).status_code == 410
    desk.subscribe(address="ben@mail.example")
    link = desk.box.letter("ben@mail.example").link("confirm")
    desk.now += timedelta(hours=48)
    assert desk.get(link).status_code == 410
    assert desk.post(link).status_code == 410


def test_what_was_agreed_to_is_kept_with_moment_and_wording(desk: Desk) -> None:
    desk.subscribe(language="fr")
    desk.now += timedelta(minutes=3)
    desk.post(desk.box.letter(ANN).link("confirm"))
    with desk.file() as file:
        rows = [(row["what"], row["at"], row["wording"]) for row in file.rows("SELECT * FROM consents ORDER BY rowid")]
    assert rows == [
        ("asked", "2026-11-16T06:00:00Z", "2026-11.fr"),
        ("confirmed", "2026-11-16T06:03:00Z", "2026-11.fr"),
    ]


def test_the_letter_is_in_the_language_that_was_chosen(desk: Desk) -> None:
    desk.subscribe(language="de")
    letter = desk.box.letter(ANN)
    assert letter.parsed["subject"] == "Bestätigen Sie Ihr Abonnement"
    assert "48 Stunden" in letter.body()
    assert letter.link("confirm") in letter.body("html")
    assert letter.parsed["auto-submitted"] == "auto-replied"


@pytest.mark.parametrize(
    "changed",
    [
        {"address": "ann"},
        {"address": "ann@mail.example\r\nBcc: all@mail.example"},
        {"address": "ann@mail.example\nx"},
        {"address": '"ann smith"@mail.example'},
        {"address": "<ann@mail.example>"},
        {"address": "ann@[127.0.0.1]"},
        {"address": f"{'a' * 65}@mail.example"},
        {"address": f"ann@{'b' * 250}.example"},
        {"address": "a" * 501},
        {"editions": ""},
        {"editions": "nothing"},
        {"editions": ["network"] * 501},
        {"agrees": ""},
        {"rhythm": "hourly"},
        {"language": "xx"},
    ],
    ids=lambda changed: f"{next(iter(changed))}-{str(next(iter(changed.values())))[:30]!r}",
)
def test_a_form_that_is_not_fit_is_refused_and_nothing_sent(desk: Desk, changed: dict[str, Any]) -> None:
    assert desk.subscribe(**changed).status_code == 422
    assert [rows for rows in desk.dump() if rows] == []


def test_a_form_that_is_too_large_is_not_read(desk: Desk) -> None:
    assert desk.subscribe(cities=["x" * 70] * 20_000).status_code == 413


def test_a_machine_that_fills_in_every_field_gets_the_same_answer_and_no_letter(desk: Desk) -> None:
    told = desk.subscribe(website="https://spam.example")
    assert told.status_code == 200
    assert told.text == desk.subscribe(address="ben@mail.example").text
    assert [row[0] for row in desk.dump()[-1]] == ["confirm"]
    assert desk.box.letter("ben@mail.example")
    assert desk.box.to(ANN) == []


# Nobody learns who is subscribed


def test_the_answer_is_the_same_for_new_known_and_suppressed_addresses(desk: Desk) -> None:
    with desk.file() as file:
        subscribed(file, ["ben@mail.example"])
        suppress(file, "cas@mail.example", NOW)
    answers = [desk.subscribe(address=f"{name}@mail.example") for name in ("ann", "ben", "cas")]
    assert len({(one.status_code, one.text) for one in answers}) == 1
    assert desk.box.letter(ANN).parsed["subject"] == "Confirm your subscription"
    assert desk.box.letter("ben@mail.example").parsed["subject"] == "You are subscribed already"
    lost = [desk.post("/subscription", {"address": f"{name}@mail.example"}) for name in ("ann", "ben", "cas", "dia")]
    assert len({(one.status_code, one.text) for one in lost}) == 1
    assert desk.box.letter("ben@mail.example", 2).parsed["subject"] == "The link to your data"
    assert desk.box.to("cas@mail.example") + desk.box.to("dia@mail.example") == []


def test_the_time_is_the_same_for_new_known_and_suppressed_addresses(tmp_path: Path) -> None:
    """The same statements in the same order: what is stored does not tell, nor how long it takes."""
    from citydesk.subscribers.signups import ask_for_link, sign_up

    with SubscriberFile(tmp_path / "subscribers.sqlite") as file:
        subscribed(file, ["ben@mail.example"])
        suppress(file, "cas@mail.example", NOW)
        said: dict[str, list[str]] = {}
        for name in ("ann", "ben", "cas"):
            log: list[str] = []
            file.connection.set_trace_callback(log.append)
            sign_up(file, f"{name}@mail.example", NETWORK, "2026-11.en", NOW)
            ask_for_link(file, "data", f"{name}@mail.example", "en", NOW)
            said[name] = [re.sub(r"x?'[^']*'|\d+", "?", line) for line in log]
        file.connection.set_trace_callback(None)
    assert said["ann"] == said["ben"] == said["cas"]


def test_answers_over_the_wire_take_the_same_time(desk: Desk) -> None:
    with desk.file() as file:
        subscribed(file, [f"known{n}@mail.example" for n in range(9)])
    seconds: dict[str, list[float]] = {"known": [], "new": []}
    for number in range(9):
        for kind, found in seconds.items():  # one after the other: what else the machine does hits both
            found.append(desk.subscribe(address=f"{kind}{number}@mail.example").elapsed.total_seconds())
    ratio = statistics.median(seconds["known"]) / statistics.median(seconds["new"])
    assert 0.4 < ratio < 2.5


def test_a_stranger_can_have_three_letters_a_day_sent_to_an_address(desk: Desk) -> None:
    texts = {desk.subscribe().text for _ in range(5)}
    assert len(texts) == 1
    assert sum(row[2] for row in desk.dump()[-1]) == 2
    desk.now += timedelta(days=1)
    desk.subscribe()
    assert desk.box.letter(ANN, 4)


def test_a_network_that_sends_too_many_forms_has_to_wait(desk: Desk) -> None:
    codes = [desk.subscribe(address=f"a{n}@mail.example").status_code for n in range(21)]
    assert codes == [200] * 20 + [429]
    desk.now += timedelta(hours=1)
    assert desk.subscribe().status_code == 200


# Forms of other sites, links of other people


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}], ids=str
)
def test_a_form_of_another_site_changes_nothing(desk: Desk, headers: dict[str, str]) -> None:
    own = desk.joined()
    before = desk.dump()
    forms = [("/subscribe", FORM), ("/subscription", {"address": ANN}), (own, FORM), (f"{own}/data-link", {}),
             (f"{own}/return", {})]  # fmt: skip
    assert [desk.post(path, data, **headers).status_code for path, data in forms] == [403] * 5
    assert desk.dump() == before


def test_a_link_that_was_touched_or_is_for_something_else_opens_nothing(desk: Desk) -> None:
    own = desk.joined().rpartition("/")[2]
    before = desk.dump()
    for at in range(0, len(own) - 1, 5):  # of the last letter two bits say nothing
        other = own[:at] + ("A" if own[at] != "A" else "B") + own[at + 1 :]
        assert desk.get(f"/subscription/{other}").status_code == 410
    for path in ("unsubscribe", "your-data", "subscribe/confirm"):
        assert desk.get(f"/{path}/{own}").status_code == 410
        assert desk.post(f"/{path}/{own}", {"List-Unsubscribe": "One-Click"}).status_code in (405, 410)
    assert desk.get(f"/subscription/{'x' * 5000}").status_code == 410
    assert desk.dump() == before


def test_the_link_in_a_message_ends_after_two_months_and_a_fresh_one_comes_by_mail(desk: Desk) -> None:
    own = desk.joined()
    assert desk.get(f"{own}").status_code == 200
    desk.now += timedelta(days=60)
    told = desk.get(f"{own}")
    assert told.status_code == 410
    assert 'action="/subscription"' in told.text
    assert desk.post("/subscription", {"address": ANN}).status_code == 200
    assert desk.get(desk.box.letter(ANN, 2).link("your-data")).status_code == 200


# Her own pages


def test_she_changes_what_she_gets(desk: Desk) -> None:
    own = desk.joined()
    told = desk.post(own, FORM | {"editions": ["ghent", "network"], "cities": "riga", "both": "true", "language": "es"})
    assert told.status_code == 200
    assert "Guardado." in told.text
    assert ANN not in told.text
    with desk.file() as file:
        found = find_by_address(file, ANN)
    assert found is not None
    assert found.wishes.editions == ("network", "ghent")
    assert found.wishes.cities == ("riga",)
    assert found.wishes.needs_both
    assert found.wishes.language == "es"


def test_she_sees_all_that_is_kept_of_her_and_erases_it(desk: Desk) -> None:
    own = desk.joined()
    desk.post(f"{own}/data-link")
    link = desk.box.letter(ANN, 2).link("your-data")
    data = desk.post(f"{link}/export").json()
    assert data["address"] == ANN
    assert [one["what"] for one in data["consents"]] == ["asked", "confirmed"]
    assert data["consents"][0]["words"].startswith("I want to get these issues")
    assert desk.post(f"{link}/erase").status_code == 422  # not yet sure
    assert desk.post(f"{link}/erase", {"sure": "true"}).status_code == 200
    assert desk.dump()[:3] == [[], [], []]
    assert ANN.encode() not in (desk.folder / "subscribers.sqlite").read_bytes()
    assert desk.post(f"{link}/export").status_code == 410
    assert desk.get(f"{own}").status_code == 410


def test_the_link_to_her_data_is_good_for_an_hour(desk: Desk) -> None:
    desk.post(f"{desk.joined()}/data-link")
    link = desk.box.letter(ANN, 2).link("your-data")
    desk.now += timedelta(hours=1)
    assert desk.get(link).status_code == 410
    assert desk.post(f"{link}/erase", {"sure": "true"}).status_code == 410


def test_she_moves_to_another_address_and_old_links_end(desk: Desk) -> None:
    own = desk.joined()
    desk.post(f"{own}/data-link")
    link = desk.box.letter(ANN, 2).link("your-data")
    assert desk.post(f"{link}/address", {"address": "no address"}).status_code == 422
    assert desk.post(f"{link}/address", {"address": "ann@new.example"}).status_code == 200
    confirm = desk.box.letter("ann@new.example").link("confirm")
    with desk.file() as file:
        assert find_by_address(file, "ann@new.example") is None  # not before it is confirmed
    assert desk.post(confirm).status_code == 200
    with desk.file() as file:
        assert find_by_address(file, "ann@new.example") is not None
        assert find_by_address(file, ANN) is None
    assert "go to another address" in desk.box.letter(ANN, 3).body()
    for path in (own, link):
        assert desk.get(path).status_code == 410


def test_nobody_takes_over_an_address_that_is_somebody_elses(desk: Desk) -> None:
    with desk.file() as file:
        subscribed(file, ["ben@mail.example"])
    own = desk.joined()
    desk.post(f"{own}/data-link")
    link = desk.box.letter(ANN, 2).link("your-data")
    assert desk.post(f"{link}/address", {"address": "ben@mail.example"}).status_code == 200
    assert desk.box.letter("ben@mail.example").parsed["subject"] == "You are subscribed already"


# The way out


def test_one_click_ends_it_from_any_origin_without_a_redirect(desk: Desk) -> None:
    desk.joined()
    with desk.file() as file:
        link = _leaving(desk, file)
    told = desk.post(link, {"List-Unsubscribe": "One-Click"}, origin="https://mail.provider.example")
    assert told.status_code == 200
    assert "set-cookie" not in told.headers
    with desk.file() as file:
        found = find_by_address(file, ANN)
        assert found is not None
        assert found.left_why == "one-click"
        assert counts(file)["subscribers"] == 0
    assert desk.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200  # twice is no error


def test_opening_the_link_to_leave_changes_nothing(desk: Desk) -> None:
    desk.joined()
    with desk.file() as file:
        link = _leaving(desk, file)
    before = desk.dump()
    assert desk.get(link).status_code == 200
    assert desk.client.head(link).status_code == 200
    assert desk.post(link).status_code == 400  # without what RFC 8058 says
    assert desk.dump() == before


def test_who_left_may_come_back_but_not_after_a_complaint(desk: Desk) -> None:
    own = desk.joined()
    with desk.file() as file:
        found = find_by_address(file, ANN)
        assert found is not None
        leave(file, found.id, "page", NOW)
    assert "You get nothing" in desk.get(f"{own}").text
    assert desk.post(f"{own}/return").status_code == 200
    with desk.file() as file:
        assert counts(file)["subscribers"] == 1
        leave(file, found.id, "complained", NOW)
    assert desk.post(f"{own}/return").status_code == 410
    with desk.file() as file:
        assert counts(file)["subscribers"] == 0


def test_without_a_relay_there_are_no_pages_to_subscribe(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        assert httpx.get(f"{address}/subscribe").status_code == 404


def test_addresses_are_in_no_log(
    desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.joined()
    desk.box.answer = lambda address: f"550 5.1.1 <{address}> unknown"
    desk.subscribe(address="ben@mail.example")
    desk.subscribe(address="ben@mail.example\r\nforged line")
    said = caplog.text + "".join(capfd.readouterr())
    assert "@mail.example" not in said
    assert "forged" not in said


def _leaving(desk: Desk, file: SubscriberFile) -> str:
    from citydesk.subscribers.links import make_token

    found = find_by_address(file, ANN)
    assert found is not None
    return f"{desk.address}/unsubscribe/{make_token(file.vault, 'unsubscribe', found.id, found.link_key, desk.now)}"

"""Issues to subscribers over a real SMTP server: what is in a message, who gets it, what becomes of a no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import dkim
import pytest

from citydesk.archive import Archive
from citydesk.errors import CitydeskError, ConfigError
from citydesk.mailing.run import send_all, send_test
from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.subscribers.deliveries import pause, plan, report, resume
from citydesk.subscribers.nouns import Wishes
from citydesk.subscribers.people import change, find_by_address, leave
from citydesk.subscribers.personal_data import erase
from tests.postbox import Postbox, postbox
from tests.readers import ISSUE, LATER, NETWORK, dns, mailing_settings, publish_week, subscribed


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as found:
        yield found


@pytest.fixture
def settings(tmp_path: Path, box: Postbox) -> Settings:
    made = mailing_settings(tmp_path, box.port)
    publish_week(made)
    return made


@pytest.fixture
def file(settings: Settings) -> Iterator[SubscriberFile]:
    with open_subscribers(settings.service.subscribers) as opened:
        yield opened


def send(settings: Settings, file: SubscriberFile, now: datetime = LATER, issue: str | None = None) -> dict[str, int]:
    """Run delivery once at a moment; return what became of messages."""
    with Archive(settings.service.archive.path) as archive:
        return send_all(archive, file, settings, issue, now=lambda: now, sleep=no_wait)["messages"]


def no_wait(seconds: float) -> None:
    raise AssertionError("nothing to wait for")


def state_of(file: SubscriberFile) -> dict[str, object]:
    return {key: value for key, value in report(file, ISSUE)[0].items() if value and isinstance(value, int)}


# The message


def test_a_subscriber_gets_the_issue_once(settings: Settings, file: SubscriberFile, box: Postbox) -> None:
    subscribed(file, ["ann@mail.example"])
    assert send(settings, file) == {"sent": 1}
    assert send(settings, file) == {}
    assert [one.to for one in box.caught] == ["ann@mail.example"]


def test_a_message_has_what_mail_programs_and_mailbox_providers_ask_for(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    send(settings, file)
    head = box.caught[0].parsed
    assert head["to"] == "ann@mail.example"
    assert head["from"] == "citydesk <desk@city.example>"
    assert head["list-id"] == "<network.city.example>"
    assert head["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    https, mailto = head["list-unsubscribe"].split(",")
    assert https.strip().startswith("<http://127.0.0.1:1/unsubscribe/")
    assert mailto.strip().startswith("<mailto:back+leave-1.")
    assert head["auto-submitted"] == "auto-generated"
    assert head["date"].datetime == LATER
    assert head["message-id"].startswith(f"<{ISSUE}.1.")
    assert box.caught[0].sender.startswith("back+1.")
    assert [part.get_content_type() for part in head.iter_parts()] == ["text/plain", "text/html"]
    assert "Council approves tram line 4" in head["subject"]
    assert max(len(line) for line in box.caught[0].raw.split(b"\r\n")) < 998


def test_both_parts_tell_the_stories_and_carry_her_own_links(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example", "ben@mail.example"])
    send(settings, file)
    ann, ben = (box.to(one)[0] for one in ("ann@mail.example", "ben@mail.example"))
    for kind in ("plain", "html"):
        assert "Council approves tram line 4" in ann.body(kind)
        assert "Bibliotheek leent fietsen uit" in ann.body(kind)
        assert ann.link("unsubscribe") in ann.body(kind)
        assert ann.link("subscription") in ann.body(kind)
        assert "Square 1, Ghent" in ann.body(kind)
        assert "link.invalid" not in ann.body(kind)
        assert ben.link("unsubscribe") not in ann.body(kind)
    assert "ann@" not in ann.body() + ann.body("html")


def test_the_signature_verifies_at_the_receiver_and_covers_the_list_headers(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    send(settings, file)
    raw = box.caught[0].raw
    assert dkim.verify(raw, dnsfunc=dns)
    assert not dkim.verify(raw.replace(b"List-Unsubscribe: <http", b"List-Unsubscribe: <hxxp"), dnsfunc=dns)
    assert not dkim.verify(raw.replace(b"tram", b"tran"), dnsfunc=dns)


def test_sent_again_after_a_deferral_a_message_keeps_its_id(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    ids: list[str] = []
    box.at_data = lambda _: "" if len(ids) else ids.append("first") or "451 4.3.0 later"  # type: ignore[func-returns-value]
    assert send(settings, file) == {"queued": 1}
    assert send(settings, file, LATER + timedelta(minutes=4)) == {}  # not yet
    assert send(settings, file, LATER + timedelta(minutes=5)) == {"sent": 1}
    assert box.caught[0].parsed["message-id"].startswith(f"<{ISSUE}.1.")


def test_headings_stand_in_her_language_and_what_is_quoted_keeps_its_own(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["anne@mail.example"], replace(NETWORK, language="fr"))
    send(settings, file)
    told = box.caught[0].body()
    assert "Se désabonner: http" in told
    assert "Council approves tram line 4" in told
    assert box.caught[0].parsed["content-language"] == "fr"


# Who gets what


def test_her_city_and_her_topics_are_cut_out_of_the_same_issue(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"], replace(NETWORK, cities=("riga",)))
    subscribed(file, ["ben@mail.example"], replace(NETWORK, topics=("asylum-refugees",)))
    subscribed(file, ["cas@mail.example"], replace(NETWORK, cities=("riga",), topics=("asylum-refugees",)))
    subscribed(
        file, ["dia@mail.example"], replace(NETWORK, cities=("riga",), topics=("asylum-refugees",), needs_both=True)
    )
    assert send(settings, file) == {"sent": 3, "empty": 1}
    titles = ("Council approves tram", "Christmas market opens", "Bibliotheek leent")
    found = {
        one.to[0]: {title for title in titles if title in one.body() and title in one.body("html")}
        for one in box.caught
    }
    assert found == {
        "a": {"Christmas market opens"},
        "b": {"Council approves tram"},
        "c": {"Council approves tram", "Christmas market opens"},
    }


def test_who_chose_another_edition_left_or_came_after_publication_gets_nothing(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"], Wishes(editions=("ghent",)))
    (ben,) = subscribed(file, ["ben@mail.example"])
    leave(file, ben.id, "page", LATER)
    subscribed(file, ["cas@mail.example"], now=LATER)
    assert send(settings, file) == {}
    assert box.caught == []


def test_who_leaves_or_is_erased_while_the_issue_waits_gets_nothing(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    ann, ben, _ = subscribed(file, ["ann@mail.example", "ben@mail.example", "cas@mail.example"])
    box.answer = lambda _: "450 4.2.1 later"
    send(settings, file)
    leave(file, ann.id, "page", LATER)
    erase(file, ben.id)
    box.answer = lambda _: ""
    assert send(settings, file, LATER + timedelta(hours=1)) == {"dropped": 2, "sent": 1}
    assert [one.to for one in box.caught] == ["cas@mail.example"]


def test_a_choice_changed_while_the_issue_waits_counts(settings: Settings, file: SubscriberFile, box: Postbox) -> None:
    (ann,) = subscribed(file, ["ann@mail.example"])
    pause(file, None, LATER)
    assert send(settings, file) == {}
    change(file, ann.id, replace(NETWORK, cities=("riga",)), "2026-11.en", LATER)
    resume(file, None)
    assert send(settings, file) == {"sent": 1}
    assert "Council approves" not in box.caught[0].body()


def test_an_issue_that_is_held_back_goes_on_when_it_is_let(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    box.answer = lambda _: "450 4.2.1 later"
    send(settings, file)
    assert pause(file, ISSUE, LATER)
    assert not pause(file, "nothing", LATER)
    box.answer = lambda _: ""
    assert send(settings, file, LATER + timedelta(hours=1)) == {}
    resume(file, ISSUE)
    assert send(settings, file, LATER + timedelta(hours=1)) == {"sent": 1}


def test_an_old_issue_is_sent_only_by_name(settings: Settings, file: SubscriberFile, box: Postbox) -> None:
    subscribed(file, ["ann@mail.example"])
    late = LATER + timedelta(days=4)
    assert send(settings, file, late) == {}
    assert send(settings, file, late, ISSUE) == {"sent": 1}
    assert send(settings, file, late, ISSUE) == {}
    with pytest.raises(ConfigError, match="is not published"):
        send(settings, file, late, "network-2026-W40")


def test_a_test_goes_to_one_address_and_counts_for_nothing(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    with Archive(settings.service.archive.path) as archive:
        assert send_test(archive, file, settings, ISSUE, "me@desk.example", "de", now=lambda: LATER) == "250 2.0.0"
    assert box.caught[0].parsed["subject"].startswith("[test] ")
    assert "Abbestellen" in box.caught[0].body()
    assert report(file) == []


# What becomes of a no


@pytest.mark.parametrize(
    ("answer", "state", "is_gone"),
    [
        ("550 5.1.1 no such user", {"messages": 1, "bounced": 1}, True),
        ("550 go away", {"messages": 1, "bounced": 1}, True),
        ("552 5.2.2 mailbox full", {"messages": 1, "bounced": 1}, False),
        ("550 5.7.1 blocked for spam", {"messages": 1, "failed": 1}, False),
        ("450 4.2.1 greylisted", {"messages": 1, "deferred": 1}, False),
    ],
    ids=str,
)
def test_an_answer_decides_over_message_and_address(
    settings: Settings, file: SubscriberFile, box: Postbox, answer: str, state: dict[str, int], is_gone: bool
) -> None:
    subscribed(file, ["ann@mail.example"])
    box.answer = lambda _: answer
    send(settings, file)
    assert state_of(file) == state
    found = find_by_address(file, "ann@mail.example")
    assert found is not None
    assert (found.left_why == "bounced") is is_gone


def test_a_mailbox_that_fails_three_issues_in_a_row_gets_no_more(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"], now=LATER + timedelta(days=1))  # too late for the issue itself
    box.answer = lambda _: "552 5.2.2 mailbox full"
    for number in range(3):
        found = find_by_address(file, "ann@mail.example")
        assert found is not None
        assert found.left_at is None
        plan(file, f"{ISSUE}.{number}", "network", (ISSUE,), [found.id], LATER)
        send(settings, file)
    found = find_by_address(file, "ann@mail.example")
    assert found is not None
    assert found.left_why == "bounced"


def test_what_is_deferred_is_tried_more_and_more_seldom_and_then_given_up(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    asked: list[float] = []
    now = LATER
    box.answer = lambda _: asked.append((now - LATER) / timedelta(minutes=1)) or "450 4.2.1 later"  # type: ignore[func-returns-value]
    send(settings, file, now)
    while state_of(file).get("deferred"):
        now = datetime.fromisoformat(file.value("SELECT next_at FROM deliveries"))
        send(settings, file, now)
    assert asked[:7] == [0, 5, 20, 50, 110, 230, 470]
    assert asked[-1] <= 48 * 60
    assert state_of(file) == {"messages": 1, "bounced": 1}


def test_a_relay_that_is_down_costs_no_message_an_attempt(
    settings: Settings, file: SubscriberFile, box: Postbox
) -> None:
    subscribed(file, ["ann@mail.example"])
    mail = settings.service.mail.model_copy(update={"port": 1})
    broken = replace(settings, service=settings.service.model_copy(update={"mail": mail}))
    with pytest.raises(CitydeskError, match="can't be reached"):
        send(broken, file)
    assert state_of(file) == {"messages": 1, "waiting": 1}
    assert send(settings, file) == {"sent": 1}

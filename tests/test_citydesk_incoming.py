"""What comes back: notifications, bounces in words, complaints, mails that unsubscribe; forged ones do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.mailing.incoming import Came, take_in
from citydesk.subscribers import SubscriberFile
from citydesk.subscribers.deliveries import Settled, claim, plan, report, settle
from citydesk.subscribers.links import make_tag
from citydesk.subscribers.people import find_by_address
from tests.fakes import NOW
from tests.readers import subscribed

ISSUE = "network-2026-W46"
DSN = """From: MAILER-DAEMON@relay.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; {about}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no

--b--
"""
ARF = """From: feedback@provider.example
To: abuse@city.example
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

Somebody pressed the button.

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: provider/1
Version: 1

--b
Content-Type: message/rfc822

From: desk@city.example
Message-ID: <{id}@city.example>
Subject: the week

Text.

--b--
"""
WORDS = """From: postmaster@old.example
To: {to}
Subject: Returned mail: User unknown

   ----- The following addresses had permanent fatal errors -----
<ann@mail.example>

   ----- Transcript of session follows -----
550 <ann@mail.example>... User unknown
"""
AWAY = """From: ann@mail.example
To: {to}
Subject: I am away until Monday
Auto-Submitted: auto-replied

See you.
"""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SubscriberFile]:
    with SubscriberFile(tmp_path / "subscribers.sqlite") as opened:
        ann, ben = subscribed(opened, ["ann@mail.example", "ben@mail.example"])
        plan(opened, ISSUE, "network", (ISSUE,), [ann.id, ben.id], NOW)
        for due in claim(opened, "a sender", 2, NOW):
            with opened.write():
                settle(opened, Settled(id=due.id, state="sent"), NOW)
        yield opened


def back(file: SubscriberFile, number: int = 1, what: str = "") -> str:
    return f"back+{what}{make_tag(file.vault, 'leave' if what else 'bounce', number)}@city.example"


def why_left(file: SubscriberFile, name: str) -> str | None:
    found = find_by_address(file, f"{name}@mail.example")
    assert found is not None
    return found.left_why


def bounced(file: SubscriberFile) -> object:
    return report(file, ISSUE)[0]["bounced"]


def test_a_notification_of_a_mailbox_that_is_gone_ends_the_subscription(file: SubscriberFile) -> None:
    raw = DSN.format(to=back(file), about="ann@mail.example", action="failed", status="5.1.1").encode()
    for _ in range(2):  # twice is once
        assert take_in(file, raw, NOW) == Came(kind="bounced", issue=ISSUE, code="550 5.1.1")
    assert (why_left(file, "ann"), why_left(file, "ben"), bounced(file)) == ("bounced", None, 1)


@pytest.mark.parametrize(
    ("action", "status", "kind", "count"),
    [("failed", "5.2.2", "bounced", 1), ("failed", "5.7.1", "bounced", 0), ("delayed", "4.4.1", "delayed", 0)],
)
def test_what_is_not_the_address_leaves_the_subscription(
    file: SubscriberFile, action: str, status: str, kind: str, count: int
) -> None:
    raw = DSN.format(to=back(file), about="ann@mail.example", action=action, status=status).encode()
    assert take_in(file, raw, NOW).kind == kind
    assert (why_left(file, "ann"), bounced(file)) == (None, count)


def test_who_it_is_about_is_told_by_our_number_not_by_its_text(file: SubscriberFile) -> None:
    raw = DSN.format(to=back(file, 2), about="ann@mail.example", action="failed", status="5.1.1").encode()
    take_in(file, raw, NOW)
    assert (why_left(file, "ann"), why_left(file, "ben")) == (None, "bounced")


@pytest.mark.parametrize(
    "to", ["back@city.example", "back+1.00000000000000000000@city.example", "back+1.@city.example"]
)
def test_a_notification_that_was_made_up_changes_nothing(file: SubscriberFile, to: str) -> None:
    raw = DSN.format(to=to, about="ann@mail.example", action="failed", status="5.1.1").encode()
    assert take_in(file, raw, NOW) == Came(kind="unknown")
    assert why_left(file, "ann") is None


def test_the_address_may_be_told_beside_the_message(file: SubscriberFile) -> None:
    raw = DSN.format(to="somebody@city.example", about="x@y.example", action="failed", status="5.1.1").encode()
    assert take_in(file, raw, NOW, recipient=back(file)).kind == "bounced"


def test_a_bounce_in_words_counts_but_does_not_end_it_at_once(file: SubscriberFile) -> None:
    assert take_in(file, WORDS.format(to=back(file)).encode(), NOW).kind == "bounced"
    assert (why_left(file, "ann"), bounced(file)) == (None, 1)


def test_an_answer_from_the_holidays_is_no_bounce(file: SubscriberFile) -> None:
    assert take_in(file, AWAY.format(to=back(file)).encode(), NOW) == Came(kind="unknown", issue=ISSUE)
    assert bounced(file) == 0


@pytest.mark.parametrize(("kind", "why"), [("abuse", "complained"), ("not-spam", None)])
def test_a_complaint_ends_the_subscription(file: SubscriberFile, kind: str, why: str | None) -> None:
    id = f"{ISSUE}.{make_tag(file.vault, 'message', 1)}"
    take_in(file, ARF.format(kind=kind, id=id).encode(), NOW)
    assert why_left(file, "ann") == why


def test_a_complaint_about_no_message_of_ours_changes_nothing(file: SubscriberFile) -> None:
    raw = ARF.format(kind="abuse", id=f"{ISSUE}.1.{'0' * 20}").encode()
    assert take_in(file, raw, NOW) == Came(kind="unknown")


def test_a_mail_to_the_address_in_list_unsubscribe_unsubscribes(file: SubscriberFile) -> None:
    raw = f"From: ann@mail.example\nTo: {back(file, what='leave-')}\nSubject: unsubscribe\n\n".encode()
    assert take_in(file, raw, NOW).kind == "left"
    assert (why_left(file, "ann"), why_left(file, "ben")) == ("mail", None)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"To: " + b"+" * 100_000, b"Content-Type: multipart/report\n\n"])
def test_rubbish_is_unknown(file: SubscriberFile, raw: bytes) -> None:
    assert take_in(file, raw, NOW) == Came(kind="unknown")

"""Messages a second that delivery sends, beside bare smtplib that signs the same messages; one SMTP server, one run.

The bare loop has the messages ready made: it signs each with dkimpy and sends it over one connection, and keeps no
account of anything. Delivery takes its messages from the queue: it reads the subscriber, makes her message and links,
signs, marks before and after. Both take turns, so that other work on the machine hits both.
"""

from __future__ import annotations

import smtplib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import dkim

from citydesk.archive import Archive
from citydesk.mailing.composing import Composer
from citydesk.mailing.relay import Relay
from citydesk.mailing.sending import Clock, deliver
from citydesk.mailing.signing import SIGNED
from citydesk.settings import Settings
from citydesk.subscribers import open_subscribers
from citydesk.subscribers.deliveries import plan
from tests.postbox import postbox
from tests.readers import ISSUE, LATER, mailing_settings, many_subscribed, publish_week, signing_key

MESSAGES, TURNS = 200, 5  # a turn; of the first one nothing is counted


def run() -> Iterator[dict[str, object]]:
    """Yield one set: messages a second of both, their size, and the ratio."""
    with tempfile.TemporaryDirectory() as folder, postbox() as box:
        settings = mailing_settings(Path(folder), box.port)
        publish_week(settings)
        many_subscribed(settings, [f"reader{n}@mail.example" for n in range(MESSAGES)])
        bare, ours = 0.0, 0.0
        for turn in range(TURNS + 1):
            box.caught.clear()
            seconds = _ours(settings, turn)
            sent = [(one.sender, one.to, _unsigned(one.raw)) for one in box.caught]
            ours += seconds * (turn > 0)
            bare += _bare(box.port, sent) * (turn > 0)
        size = sum(len(one.raw) for one in box.caught) / len(box.caught)
    count = MESSAGES * TURNS
    yield {
        "set": "deliver",
        "messages": count,
        "kilobytes": round(size / 1000),
        "per_second": round(count / ours, 1),
        "bare_per_second": round(count / bare, 1),
        "ratio": round(bare / ours, 2),
    }


def _ours(settings: Settings, turn: int) -> float:
    with Archive(settings.service.archive.path) as archive, open_subscribers(settings.service.subscribers) as file:
        ids = [row["id"] for row in file.rows("SELECT id FROM subscribers ORDER BY id")]
        plan(file, f"{ISSUE}.{turn}", "network", (ISSUE,), ids, LATER)
        composer = Composer(settings, archive, file, lambda: LATER)
        with Relay(settings.service.mail) as relay:
            began = time.perf_counter()
            told = deliver(
                file, composer.compose, relay, settings.service.mail, Clock(now=lambda: LATER, sleep=time.sleep)
            )
            seconds = time.perf_counter() - began
    assert told == {"sent": MESSAGES}
    return seconds


def _bare(port: int, messages: list[tuple[str, str, bytes]]) -> float:
    key = signing_key()[0]
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for sender, to, body in messages:
            signature = dkim.sign(body, b"citydesk", b"city.example", key, include_headers=list(SIGNED))
            smtp.sendmail(sender, [to], signature + body)
    return time.perf_counter() - began


def _unsigned(raw: bytes) -> bytes:
    """Return a message without the signature at its beginning."""
    return raw[raw.index(b"From: citydesk") :]

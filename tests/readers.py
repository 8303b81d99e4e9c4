"""Settings with a relay, subscribers, and an archive with a published issue: what the tests of mail have in common."""

from __future__ import annotations

import base64
import functools
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from citydesk.archive import Archive, crawling
from citydesk.pipeline.desk_publishing import Published, publish
from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.subscribers.address import folded
from citydesk.subscribers.nouns import Subscriber, Wishes
from citydesk.subscribers.people import confirm
from citydesk.subscribers.signups import sign_up
from citydesk.subscribers.wording import wording
from tests.fakes import NOW, run_process, source
from tests.served import settings_for
from tests.test_citydesk_desk import BOOKS, FAIR, TRAM, WEEK
from tests.test_citydesk_pipeline import put

ISSUE = "network-2026-W46"
BEFORE, LATER = NOW - timedelta(days=1), NOW + timedelta(minutes=5)
NETWORK = Wishes(editions=("network",))


def mailing_settings(folder: Path, relay_port: int) -> Settings:
    """Return settings with all files in a folder, and a relay on this machine."""
    return with_mail(settings_for(folder, 1), folder, relay_port)


def with_mail(settings: Settings, folder: Path, relay_port: int, **mail: Any) -> Settings:
    """Return settings with a relay on this machine, a key for DKIM and subscribers in a folder."""
    told = settings.service
    dkim = folder / "dkim.pem"
    dkim.write_bytes(signing_key()[0])
    subscribers = told.subscribers.model_copy(update={"path": folder / "subscribers.sqlite"})
    own = {"relay": "127.0.0.1", "port": relay_port, "security": "none", "sender": "desk@city.example",
           "per_minute": 0, "bounces": "back@city.example", "dkim_key": dkim,
           "imprint": "City desk, Square 1, Ghent"} | mail  # fmt: skip
    service = told.model_copy(update={"subscribers": subscribers, "mail": told.mail.model_copy(update=own)})
    return replace(settings, service=service)


@functools.cache
def signing_key() -> tuple[bytes, bytes]:
    """Return a private key (PEM) and the DNS record of its public half."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def dns(name: bytes, timeout: int = 5) -> bytes:
    """Answer as the DNS of city.example does."""
    assert name == b"citydesk._domainkey.city.example."
    return signing_key()[1]


def publish_week(settings: Settings) -> None:
    """Put an archive with three stories of two cities, and the published issue about them, where settings say."""
    settings.service.archive.path.write_bytes(published_week())


@functools.cache
def published_week() -> bytes:
    """Return that archive, which takes seconds to make."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder), 1)
        path = settings.service.archive.path
        with Archive(path) as archive:
            publish_stories(archive, settings, NOW)
            archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def publish_stories(archive: Archive, settings: Settings, now: datetime) -> None:
    """Fill an archive with three stories of two cities, and publish the issue about them."""
    crawling.save_sources(archive, [source("ghent"), source("riga")])
    put(archive, TRAM, BOOKS, FAIR)
    run_process(archive)
    assert isinstance(publish(archive, settings, settings.editions[0], WEEK, "ana", now=now), Published)


def subscribed(
    file: SubscriberFile, addresses: Sequence[str], wishes: Wishes = NETWORK, now: datetime = BEFORE
) -> list[Subscriber]:
    """Sign up and confirm addresses."""
    found = []
    for address in addresses:
        waiting = sign_up(file, address, wishes, wording(wishes.language).consent_version, now)
        with file.write():
            file.run("DELETE FROM letters")  # nobody waits for the link
        made = confirm(file, waiting.id, now)
        assert made is not None
        found.append(made)
    return found


def many_subscribed(settings: Settings, addresses: Sequence[str], wishes: Wishes = NETWORK) -> None:
    """Put many subscribers into the file in one transaction."""
    with open_subscribers(settings.service.subscribers) as file, file.write(lasting=False):
        file.many(
            "INSERT INTO subscribers (id, lookup, address, link_key, wishes, confirmed_at) VALUES (?,?,?,?,?,?)",
            [
                (f"{number:016x}", file.vault.hashed("lookup", folded(one)), file.vault.seal(one), "k", wishes.packed(),
                 BEFORE.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
                for number, one in enumerate(addresses)
            ],
        )  # fmt: skip

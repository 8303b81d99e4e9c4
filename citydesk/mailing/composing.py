"""A message that is due → its bytes and addresses, or why it is not sent. Renders once what subscribers share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from citydesk.archive import Archive
from citydesk.mailing.bundles import load_parts, period_of_bundle
from citydesk.mailing.message import CHANGE, LEAVE, Common, Own, common, domain_of, message
from citydesk.mailing.personal import chosen, gathered, relabelled
from citydesk.mailing.signing import signer
from citydesk.settings import Settings
from citydesk.subscribers.deliveries import Settled, parts_of
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.links import make_tag, make_token
from citydesk.subscribers.nouns import Due, Subscriber, Wishes
from citydesk.subscribers.people import find
from digest.issue import Issue
from digest.mail import MailLinks, render_mail
from digest.words import words_in

MOST_KINDS = 64  # of messages kept rendered: subscribers are queued by wishes, so one would nearly do


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A signed message and its envelope."""

    sender: str
    to: str
    body: bytes


class Composer:
    """Makes the messages of a run. One rendering serves all who asked for the same."""

    def __init__(self, settings: Settings, archive: Archive, file: SubscriberFile, now: Callable[[], datetime]) -> None:
        """Read the signing key. Raise ConfigError."""
        self._settings, self._archive, self._file, self._now = settings, archive, file, now
        self._mail = settings.service.mail
        self._editions = {one.key: one for one in settings.editions}
        self._sign = signer(self._mail)
        self._issue = lru_cache(8)(self._loaded)
        self._common = lru_cache(MOST_KINDS)(self._rendered)

    def compose(self, due: Due) -> Ready | Settled:
        """Return the message, or what comes of it unsent: its reader is gone, or nothing in it is for her."""
        reader = find(self._file, due.subscriber)
        if reader is None or reader.left_at is not None:
            return Settled(id=due.id, state="dropped", code="left")
        try:
            shared = self._common(due.issue, reader.wishes)
        except ValueError:  # an issue too long for a mail is no reason to hold back the others
            return Settled(id=due.id, state="failed", code="can't be rendered")
        if shared is None:
            return Settled(id=due.id, state="empty")
        return self._ready(shared, due, reader)

    def test(self, issue: str, wishes: Wishes, address: str) -> Ready | None:
        """Return an issue as a test: its links lead nowhere."""
        shared = self._common(issue, wishes)
        if shared is None:
            return None
        nowhere = urljoin(self._settings.service.serve.address, "subscribe")
        own = Own(address=address, message_id=f"test.{issue}.{int(self._now().timestamp())}@{domain_of(self._mail)}",
                  change=nowhere, leave=nowhere, mailto=None)  # fmt: skip
        body = message(shared, own, self._now()).replace(b"Subject: ", b"Subject: [test] ", 1)
        return Ready(sender=self._mail.sender, to=address, body=self._sign(body))

    def _ready(self, shared: Common, due: Due, reader: Subscriber) -> Ready:
        vault, now, home = self._file.vault, self._now(), self._settings.service.serve.address
        change = make_token(vault, "preferences", reader.id, reader.link_key, now)
        leave = make_token(vault, "unsubscribe", reader.id, reader.link_key, now)
        own = Own(
            address=reader.address,
            message_id=f"{due.issue}.{make_tag(vault, 'message', due.id)}@{domain_of(self._mail)}",
            change=urljoin(home, f"subscription/{change}"),
            leave=urljoin(home, f"unsubscribe/{leave}"),
            mailto=self._returning("leave-", make_tag(vault, "leave", due.id)),
        )
        sender = self._returning("", make_tag(vault, "bounce", due.id)) or self._mail.sender
        return Ready(sender=sender, to=reader.address, body=self._sign(message(shared, own, now)))

    def _returning(self, what: str, tag: str) -> str | None:
        """Return the address that what comes back of one message is sent to (VERP); None where nobody reads it."""
        local, _, domain = (self._mail.bounces or "").partition("@")
        return f"{local}+{what}{tag}@{domain}" if domain else None

    def _rendered(self, name: str, wishes: Wishes) -> Common | None:
        whole = self._issue(name)
        issue = whole and chosen(whole, wishes)
        if not issue:
            return None
        words = words_in(wishes.language)
        labels = {topic.id: topic.label_in(words.language) for topic in self._settings.vocabulary.topics}
        online = urljoin(self._settings.service.digest.site, f"{words.language}/issues/{name}/")
        links = MailLinks(
            online=online if parts_of(self._file, name) == (name,) else None,
            change=CHANGE,
            unsubscribe=LEAVE,
            imprint=self._mail.imprint or "",
        )
        made = render_mail(relabelled(issue, labels, words), links, words)
        foot = f"\n{words['change']}: {CHANGE}\n{words['unsubscribe']}: {LEAVE}\n"
        told = replace(made, text=made.text + foot + (f"\n{links.imprint}\n" if links.imprint else ""))
        return common(told, self._mail, issue.edition.key, words.language)

    def _loaded(self, name: str) -> Issue | None:
        """Return an issue as it was published, or several as one; None where its edition is gone from config."""
        issues = load_parts(self._archive, parts_of(self._file, name))
        edition = self._editions.get(issues[0].edition.key) if issues else None
        if edition is None:
            return None
        return issues[0] if len(issues) == 1 else gathered(issues, edition, period_of_bundle(edition, name))

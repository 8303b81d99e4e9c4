"""A message that came back → what it says of a delivery: it bounced, somebody complained, somebody wants to leave.

Who it is about is told by our own signed number, in the address it was sent to (VERP) or in the Message-ID it quotes,
and never by an address in its text: those anybody can write. What it says is read by flufl.bounce and, where it is a
delivery status notification (RFC 3464), from its status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from typing import Literal

from flufl.bounce import all_failures

from citydesk.mailing.rules import Answer, bounced
from citydesk.subscribers.deliveries import load_delivery, settle
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.links import read_tag
from citydesk.subscribers.people import leave

MOST_BYTES = 4_194_304
_TAG = r"(\d{1,15}\.[0-9a-fA-F]{20})"
_RETURNED = re.compile(rf"\+(leave-)?{_TAG}@")
_QUOTED = re.compile(rf"Message-ID:\s*<[\w.-]+\.{_TAG}@".encode(), re.IGNORECASE)
_TO = ("delivered-to", "x-original-to", "envelope-to", "to")
Kind = Literal["bounced", "delayed", "complained", "left", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What a message said. `issue`: which one it is about; unknown = nothing of ours, or no bounce at all."""

    kind: Kind
    issue: str | None = None
    code: str = ""


def take_in(file: SubscriberFile, raw: bytes, now: datetime, recipient: str | None = None) -> Came:
    """Read a message and act on it; the same one twice changes nothing more.

    `recipient` is the address it was delivered to, where the mail server tells it beside the message.
    """
    parsed = message_from_bytes(raw[:MOST_BYTES])
    if _is_complaint(parsed):
        return _left(file, _quoted(file, raw), "complained", now)
    purpose, tag = _returned(parsed, recipient)
    number = read_tag(file.vault, purpose, tag) if tag else None
    if purpose == "leave":
        return _left(file, number, "left", now)
    return _bounced(file, number if number is not None else _quoted(file, raw), parsed, now)


def _left(file: SubscriberFile, number: int | None, kind: Literal["complained", "left"], now: datetime) -> Came:
    due = load_delivery(file, number) if number is not None else None
    if due is None or due.subscriber is None:
        return Came(kind="unknown")
    leave(file, due.subscriber, "complained" if kind == "complained" else "mail", now)
    return Came(kind=kind, issue=due.issue)


def _bounced(file: SubscriberFile, number: int | None, parsed: Message, now: datetime) -> Came:
    due = load_delivery(file, number) if number is not None else None
    if due is None:
        return Came(kind="unknown")
    given = _failure(parsed)
    if given is None:
        return Came(kind="unknown", issue=due.issue)
    if given.code < 500:
        return Came(kind="delayed", issue=due.issue, code=given.told)
    with file.write():
        settle(file, bounced(due.id, given), now)
    return Came(kind="bounced", issue=due.issue, code=given.told)


def _failure(parsed: Message) -> Answer | None:
    """Return the answer that a bounce reports; None where it is none, or one that reports success."""
    for status in _statuses(parsed):
        action = str(status.get("action", "")).strip().lower()
        found = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(status.get("status", ""))[:100])
        if action == "failed":
            return Answer(code=550, enhanced=found[0] if found else "", to="recipient")
        if action == "delayed":
            return Answer(code=450, enhanced=found[0] if found else "", to="recipient")
    temporary, permanent = all_failures(parsed)
    if permanent:
        return Answer(code=550, enhanced="5.0.0", to="data")  # a bounce in words: which kind, nobody knows
    return Answer(code=450, enhanced="", to="data") if temporary else None


def _statuses(parsed: Message) -> Iterator[Message]:
    """Yield the groups of fields, one a recipient, of delivery status notifications."""
    for part in parsed.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (group for group in part.get_payload() if isinstance(group, Message))


def _is_complaint(parsed: Message) -> bool:
    """Tell whether this is an abuse report (RFC 5965); other feedback, as `not-spam`, is none."""
    if parsed.get_content_type() != "multipart/report":
        return False
    reports = [part for part in parsed.walk() if part.get_content_type() == "message/feedback-report"]
    kinds = re.findall(r"(?im)^feedback-type:\s*([\w-]+)", "\n".join(_text(part) for part in reports))
    return any(kind.lower() in ("abuse", "fraud") for kind in kinds)


def _text(part: Message) -> str:
    if part.is_multipart():
        return "\n".join(one.as_string() for one in part.get_payload() if isinstance(one, Message))
    return str(part.get_payload())


def _returned(parsed: Message, recipient: str | None) -> tuple[Literal["bounce", "leave"], str | None]:
    """Return the number in the address that a message was sent to, and what it was made for."""
    addresses = [recipient] if recipient else [str(one) for name in _TO for one in parsed.get_all(name, [])]
    for address in addresses:
        if found := _RETURNED.search(address[:1000]):
            return ("leave" if found[1] else "bounce"), found[2]
    return "bounce", None


def _quoted(file: SubscriberFile, raw: bytes) -> int | None:
    """Return the number of the delivery whose Message-ID a message quotes."""
    for found in _QUOTED.finditer(raw[:MOST_BYTES]):
        number = read_tag(file.vault, "message", found[1].decode("ascii"))
        if number is not None:
            return number
    return None

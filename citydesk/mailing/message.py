"""A rendered issue and a subscriber → the bytes of a message: headers, text and HTML, and her own links in both.

What subscribers of the same wishes have in common is encoded once (`Common`); for each of them only headers, links and
the signature are made.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from citydesk.service_models import Mail as MailSettings
from digest.mail import Mail

CHANGE, LEAVE = "https://link.invalid/change", "https://link.invalid/leave"  # where a subscriber's own links go
_MARKS = re.compile(f"({re.escape(CHANGE)}|{re.escape(LEAVE)})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is a subscriber's own in a message. Everything is ASCII; `mailto` is None where nobody reads it."""

    address: str
    message_id: str  # without its brackets
    change: str
    leave: str
    mailto: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A message but for what is a subscriber's own. Bodies are quoted-printable, cut where her links stand."""

    headers: bytes
    text: tuple[bytes, ...]
    html: tuple[bytes, ...]
    boundary: bytes


def common(mail: Mail, settings: MailSettings, edition: str, language: str) -> Common:
    """Return what all messages of a mail share. Its links are CHANGE and LEAVE."""
    boundary = "=_" + hashlib.sha256(mail.html.encode()).hexdigest()[:32]
    head = EmailMessage(policy=SMTP)
    head["From"] = sender_of(settings)
    head["Subject"] = mail.subject
    head["List-Id"] = f"<{edition}.{domain_of(settings)}>"
    head["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    head["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    head["Precedence"] = "bulk"
    head["Content-Language"] = language
    head["MIME-Version"] = "1.0"
    head["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
    return Common(
        headers=head.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n",
        text=_pieces(mail.text),
        html=_pieces(mail.html),
        boundary=boundary.encode(),
    )


def message(shared: Common, own: Own, now: datetime) -> bytes:
    """Return the whole message of one subscriber, unsigned, with CRLF."""
    unsubscribe = f"<{own.leave}>" + (f",\r\n <mailto:{own.mailto}?subject=unsubscribe>" if own.mailto else "")
    lines = (
        f"To: {own.address}\r\nDate: {format_datetime(now)}\r\nMessage-ID: <{own.message_id}>\r\n"
        f"List-Unsubscribe: {unsubscribe}\r\n"
    )
    part = b"\r\n--" + shared.boundary + b"\r\nContent-Type: text/%s; charset=utf-8\r\n"
    part += b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    links = {CHANGE.encode(): own.change.encode("ascii"), LEAVE.encode(): own.leave.encode("ascii")}
    return b"".join(
        (
            shared.headers,
            lines.encode("ascii"),
            part % b"plain",
            *(links.get(piece, piece) for piece in shared.text),
            part % b"html",
            *(links.get(piece, piece) for piece in shared.html),
            b"\r\n--" + shared.boundary + b"--\r\n",
        )
    )


def letter(settings: MailSettings, address: str, mail: Mail, language: str, message_id: str, now: datetime) -> bytes:
    """Return a letter that somebody asked for: the same on both sides, without headers of a list."""
    made = EmailMessage(policy=SMTP)
    made["From"] = sender_of(settings)
    made["To"] = Address(addr_spec=address)
    made["Subject"] = mail.subject
    made["Date"] = now
    made["Message-ID"] = f"<{message_id}>"
    made["Auto-Submitted"] = "auto-replied"
    made["Content-Language"] = language
    made.set_content(mail.text, cte="quoted-printable")
    made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return made.as_bytes()


def sender_of(settings: MailSettings) -> Address:
    """Return who messages come from."""
    return Address(settings.sender_name, addr_spec=settings.sender)


def domain_of(settings: MailSettings) -> str:
    """Return the domain that messages come from."""
    return settings.sender.rpartition("@")[2]


def _pieces(body: str) -> tuple[bytes, ...]:
    """Return a body as quoted-printable, cut at the marks; a soft line break on both sides of a link joins it again."""
    cut = _MARKS.split(body)
    return tuple(
        piece.encode() if at % 2 else b"=\r\n" * (at > 0) + _quoted(piece) + b"=\r\n" * (at < len(cut) - 1)
        for at, piece in enumerate(cut)
    )


def _quoted(words: str) -> bytes:
    lines = words.encode("utf-8", "replace").replace(b"\r\n", b"\n")
    return re.sub(rb"\r?\n", b"\r\n", binascii.b2a_qp(lines, istext=True))

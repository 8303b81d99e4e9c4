"""An address that somebody typed → a sign-up that waits, and the letter to its owner; and what is too often.

Whoever asks can't tell from answer or time whether an address is known: the same rows are written in every case.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from citydesk.archive.connection import known_moment, stamp
from citydesk.subscribers.address import folded
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.links import LASTING
from citydesk.subscribers.nouns import LetterKind, Signup, Wishes, unpacked

MOST_OF_ADDRESS, ADDRESS_WINDOW = 3, timedelta(hours=24)  # letters that strangers can have sent to one address
MOST_OF_NETWORK, NETWORK_WINDOW = 20, timedelta(hours=1)  # forms from one household or office
BOUNCE_REST = timedelta(days=30)  # until an address that bounced may be signed up again


def is_too_often(file: SubscriberFile, network: str, now: datetime) -> bool:
    """Note a form from a network; tell whether there were too many lately."""
    return _noted(file, "network", network, now, NETWORK_WINDOW) > MOST_OF_NETWORK


def sign_up(
    file: SubscriberFile, address: str, wishes: Wishes, wording: str, now: datetime, moves: str | None = None
) -> Signup:
    """Store a sign-up and the letter that follows from it: to confirm, or to say that the address is known already.

    No letter goes to an address that is suppressed or was written to too often.
    """
    lookup = file.vault.hashed("lookup", folded(address))
    too_often = _noted(file, "address", folded(address), now, ADDRESS_WINDOW) > MOST_OF_ADDRESS
    expires = now + LASTING["confirm"]
    made = Signup(id=secrets.token_hex(8), address=address, wishes=wishes, wording=wording, at=now,
                  expires_at=expires, moves=moves)  # fmt: skip
    with file.write():
        known = file.value("SELECT id FROM subscribers WHERE lookup = ? AND left_at IS NULL", lookup)
        is_barred = is_suppressed(file, lookup, now) | too_often  # both are always asked: time is an answer, too
        file.run(
            "INSERT INTO signups VALUES (?,?,?,?,?,?,?,?)",
            made.id, lookup, file.vault.seal(address), wishes.packed(), wording, stamp(now), stamp(expires), moves,
        )  # fmt: skip
        kind: LetterKind = "known" if known else "move" if moves else "confirm"
        post(file, kind, known or made.id, address, wishes.language, now, is_withheld=is_barred)
    return made


def ask_for_link(file: SubscriberFile, kind: LetterKind, address: str, language: str, now: datetime) -> None:
    """Post the letter with a fresh link to an address, if it is a subscriber's; the same rows in every case."""
    lookup = file.vault.hashed("lookup", folded(address))
    too_often = _noted(file, "address", folded(address), now, ADDRESS_WINDOW) > MOST_OF_ADDRESS
    with file.write():
        known = file.row("SELECT id, wishes FROM subscribers WHERE lookup = ?", lookup)
        told = unpacked(known["wishes"]).language if known else language
        is_barred = is_suppressed(file, lookup, now) | too_often | (known is None)
        post(file, kind, known["id"] if known else "", address, told, now, is_withheld=is_barred)


def post(
    file: SubscriberFile,
    kind: LetterKind,
    of: str,
    address: str,
    language: str,
    now: datetime,
    *,
    is_withheld: bool = False,
) -> None:
    """Put a letter into the queue, or only its row where it is withheld. Inside `write`."""
    state = "withheld" if is_withheld else "queued"
    file.run(
        "INSERT INTO letters (kind, of, address, language, state, next_at) VALUES (?,?,?,?,?,?)",
        kind, of, file.vault.seal(address), language, state, stamp(now),
    )  # fmt: skip


def load_signup(file: SubscriberFile, id: str, now: datetime) -> Signup | None:
    """Return a sign-up that still waits, None where it was confirmed or is too old."""
    row = file.row("SELECT * FROM signups WHERE id = ? AND expires_at > ?", id, stamp(now))
    if row is None:
        return None
    return Signup(
        id=row["id"],
        address=file.vault.unseal(row["address"]),
        wishes=unpacked(row["wishes"]),
        wording=row["wording"],
        at=known_moment(row["at"]),
        expires_at=known_moment(row["expires_at"]),
        moves=row["moves"],
    )


def is_suppressed(file: SubscriberFile, lookup: str, now: datetime) -> bool:
    """Tell whether nobody is to write to the address that is looked up so."""
    row = file.row("SELECT at, why FROM suppressed WHERE lookup = ?", lookup)
    return row is not None and not (row["why"] == "bounced" and known_moment(row["at"]) <= now - BOUNCE_REST)


def is_waiting(file: SubscriberFile, address: str, now: datetime) -> bool:
    """Tell whether a sign-up of an address waits to be confirmed."""
    lookup = file.vault.hashed("lookup", folded(address))
    return file.row("SELECT 1 FROM signups WHERE lookup = ? AND expires_at > ?", lookup, stamp(now)) is not None


def _noted(file: SubscriberFile, kind: str, words: str, now: datetime, window: timedelta) -> int:
    """Note an attempt by its keyed hash and return how many there were in a window, this one included."""
    subject = file.vault.hashed(kind, words)
    with file.write(lasting=False):
        file.run("INSERT INTO attempts VALUES (?, ?)", subject, stamp(now))
    return int(file.value("SELECT count(*) FROM attempts WHERE subject = ? AND at > ?", subject, stamp(now - window)))

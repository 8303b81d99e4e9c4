"""An answer to a message → what comes of it: tried again when, given up, and whether the address is left alone.

Whose fault an answer is follows from its enhanced code (RFC 3463): X.1 and X.2.1 are the address, X.7 and X.3.4 are
us, the rest is the mailbox or its host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from citydesk.subscribers.deliveries import Settled
from citydesk.subscribers.nouns import Due

BACK_OFF = tuple(timedelta(minutes=one) for one in (5, 15, 30, 60, 120, 240))  # then every four hours
Verdict = Literal["gone", "failing", "ours"]
_GONE = re.compile(r"5\.(1\.(0|1|2|3|4|6|10)|2\.1)")
_OURS = re.compile(r"[45]\.(7\.\d+|3\.4|1\.(7|8)|6\.\d+|5\.\d+)")
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_GONE_CODES = (550, 551, 553)  # without an enhanced code, in answer to the address itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said of a message: `code` 200–599, `enhanced` as `5.1.1` or "", and in answer to what."""

    code: int
    enhanced: str
    to: Literal["recipient", "data"]

    @property
    def told(self) -> str:
        """Return the answer without its words, which may name people: `550 5.1.1`."""
        return f"{self.code} {self.enhanced}".strip()


def answer(code: int, words: bytes | str, to: Literal["recipient", "data"]) -> Answer:
    """Return a server's answer, of its words only the enhanced code."""
    text = words.decode("latin-1") if isinstance(words, bytes) else words
    found = _ENHANCED.search(text[:200])
    return Answer(code=code, enhanced=found[1] if found else "", to=to)


def verdict(given: Answer) -> Verdict:
    """Tell whose fault a final no is: the address is gone, its mailbox is failing, or we are not welcome."""
    if given.enhanced:
        enhanced = "5" + given.enhanced[1:]
        return "ours" if _OURS.fullmatch(enhanced) else "gone" if _GONE.fullmatch(enhanced) else "failing"
    return "gone" if given.to == "recipient" and given.code in _GONE_CODES else "failing"


def next_try(attempts: int, queued_at: datetime, now: datetime, retry_hours: int) -> datetime | None:
    """Return when a message that was deferred is tried again; None where it was tried long enough."""
    wait = BACK_OFF[min(attempts, len(BACK_OFF) - 1)]
    return now + wait if now + wait <= queued_at + timedelta(hours=retry_hours) else None


def settled(due: Due, given: Answer, now: datetime, retry_hours: int) -> Settled:
    """Return what comes of a message that was answered."""
    if given.code < 300:
        return Settled(id=due.id, state="sent", code=given.told)
    later = next_try(due.attempts, due.queued_at, now, retry_hours) if given.code < 500 else None
    if later is not None:
        return Settled(id=due.id, state="queued", code=given.told, next_at=later)
    return bounced(due.id, given)


def bounced(id: int, given: Answer) -> Settled:
    """Return what comes of a message that finally was not taken; a temporary no is never the end of an address."""
    found = verdict(given)
    if found == "ours":
        return Settled(id=id, state="failed", code=given.told)
    is_gone = found == "gone" and given.code >= 500
    return Settled(id=id, state="bounced", code=given.told, verdict="gone" if is_gone else "failing")

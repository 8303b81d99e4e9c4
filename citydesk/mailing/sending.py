"""The queue of messages → the relay, each message once at most and as fast as the rate allows: claim, send, mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from citydesk.mailing.composing import Ready
from citydesk.mailing.locks import fate_of, sender_name
from citydesk.mailing.relay import Lost, Outcome, Relay, RelayError
from citydesk.mailing.rules import next_try, settled
from citydesk.service_models import Mail
from citydesk.subscribers.deliveries import Settled, advance, claim, first_sent, give_back, recover, sent_since
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Due

BATCH = 50  # messages claimed at once: what a power cut leaves in doubt
WAIT_SECONDS = 1.0  # until the rate is looked at again


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The moment, how to wait, and whether to stop: the one owner of all three is who starts the run."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    is_over: Callable[[], bool] = lambda: False


def deliver(
    file: SubscriberFile, compose: Callable[[Due], Ready | Settled], relay: Relay, settings: Mail, clock: Clock
) -> dict[str, int]:
    """Send what is due; return how many messages came to which state. Raise RelayError; what is left waits.

    Two of these may run at once. Settles first what senders left that are no more.
    """
    folder = senders_folder(file.path)
    told: dict[str, int] = {}
    in_doubt = recover(file, lambda name: fate_of(folder, name))
    if in_doubt:
        told["doubtful"] = in_doubt
    with sender_name(folder) as name:
        run = _Run(file=file, compose=compose, relay=relay, settings=settings, clock=clock, name=name)
        while not clock.is_over() and (most := _allowance(file, settings, clock.now())) is not None:
            if most == 0:
                clock.sleep(WAIT_SECONDS)
                continue
            batch = claim(file, name, min(BATCH, most), clock.now())
            if not batch:
                break
            for state in run.send(batch):
                told[state] = told.get(state, 0) + 1
    return told


def senders_folder(path: Path) -> Path:
    """Return where the senders of a file of subscribers hold their locks."""
    return path.with_name(f"{path.name}.senders")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    file: SubscriberFile
    compose: Callable[[Due], Ready | Settled]
    relay: Relay
    settings: Mail
    clock: Clock
    name: str

    def send(self, batch: list[Due]) -> list[str]:
        """Send a batch; return the states its messages came to. What is not begun goes back, whatever happens."""
        states: list[str] = []
        done: list[Settled] = []
        try:
            for due in batch:
                if self.clock.is_over():
                    break
                made = self.compose(due)
                if isinstance(made, Settled):
                    done.append(made)
                    states.append(made.state)
                    continue
                kept, done = done, []
                if not advance(self.file, self.name, kept, due.id, self.clock.now()):
                    continue  # not ours any longer: someone took us for dead
                done.append(self._handed_over(due, made))
                states.append(done[-1].state)
        finally:
            advance(self.file, self.name, done, None, self.clock.now())
            give_back(self.file, self.name)
        return states

    def _handed_over(self, due: Due, made: Ready) -> Settled:
        try:
            outcome = self.relay.send(made.sender, made.to, made.body)
        except RelayError:
            advance(self.file, self.name, [Settled(id=due.id, state="queued")], None, self.clock.now())
            raise
        return self._came_of(due, outcome)

    def _came_of(self, due: Due, outcome: Outcome) -> Settled:
        now, hours = self.clock.now(), self.settings.retry_hours
        if not isinstance(outcome, Lost):
            return settled(due, outcome, now, hours)
        if outcome.is_sent:
            return Settled(id=due.id, state="doubtful", code="connection lost")
        later = next_try(due.attempts, due.queued_at, now, hours)
        return Settled(id=due.id, state="queued" if later else "failed", code="no answer", next_at=later)


def _allowance(file: SubscriberFile, settings: Mail, now: datetime) -> int | None:
    """Return how many messages may be claimed now; 0 = wait a little, None = no more today (warm-up)."""
    found = BATCH
    if settings.first_day:
        first = first_sent(file) or now
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        days = min((now.date() - first.date()).days, 40)
        left = settings.first_day * 2**days - sent_since(file, midnight)
        if left <= 0:
            return None
        found = min(found, left)
    if settings.per_minute:
        left = settings.per_minute - sent_since(file, now - timedelta(minutes=1))
        found = min(found, max(left, 0))
    return found

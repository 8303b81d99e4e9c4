"""How a source answered and on which days it published → its state: a pure function of its history.

A 304 says that nothing has changed since an answer that was good; it proves nothing of a source that has failed since,
and is left out of account. After a failure a source is therefore asked without validators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from crawler.rhythm import chances_of_silence, learn

FetchOutcome = Literal[
    "ok-new",  # something that was not there before
    "ok-unchanged",  # nothing new; or a 304
    "ok-empty",  # a source that lists nothing, a page without a body
    "gone",  # 404, 410
    "refused",  # not asked: by robots.txt or by our own guard
    "broken",  # no answer, or none that can be read
    "blocked",  # the site keeps us out: 401, 403, 429, 451
    "timed out",
    "parse-failed",
]
State = Literal["fresh", "quiet", "overdue", "empty", "broken", "blocked"]

NOT_MODIFIED = "answered 304"  # the reason that tells a 304 from an answer with the same body
IMPROBABLE = 0.001  # a silence less probable than this is overdue
UNUSUAL = 0.05  # one less probable than this is quiet

_BLOCKED = ("refused", "blocked")
_FAILED = ("broken", "timed out", "parse-failed", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to read a source in one crawl: the source itself and what belongs to it, taken together."""

    at: datetime
    outcome: FetchOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of a source at a moment, and what it follows from."""

    state: State
    since: datetime | None  # None = a source that never published
    reason: str  # in words, "" where nothing is wrong
    failures: int = 0  # tries in a row that failed or brought nothing
    chance: float | None = None  # of so long a silence, 0 to 1; None = its rhythm is not known


def whole(parts: Sequence[Attempt]) -> Attempt:
    """Return one attempt for the answers that one crawl had from a source and its parts, at least one.

    One good answer is enough, else one failure. An index lists nothing itself: with a 304 for what it names, it is
    an answer without news.
    """
    ranks: dict[str, int] = {"ok-new": 0, "ok-unchanged": 1, "ok-empty": 4}
    best = min(parts, key=lambda one: 3 if one.reason == NOT_MODIFIED else ranks.get(one.outcome, 2))
    has_answered = best.reason == NOT_MODIFIED and any(one.outcome == "ok-empty" for one in parts)
    return replace(best, reason="") if has_answered else best


def judge(attempts: Sequence[Attempt], days: Sequence[date], now: datetime) -> Health | None:
    """Return the state of a source from its attempts in order of time and the days on which it published (UTC).

    None for a source that was never asked. Attempts before the last good one change nothing and may be left out.
    """
    counted = [one for one in attempts if one.reason != NOT_MODIFIED]
    if not counted:
        return _of_silence(attempts[-1], days, now) if attempts else None
    last = counted[-1]
    if last.outcome in ("ok-new", "ok-unchanged"):
        return _of_silence(last, days, now)
    good = max((place for place, one in enumerate(counted, 1) if one.outcome in ("ok-new", "ok-unchanged")), default=0)
    failures = counted[good:]
    state: State = "blocked" if last.outcome in _BLOCKED else "broken" if last.outcome in _FAILED else "empty"
    reason = last.reason or ("it lists nothing" if state == "empty" else last.outcome)
    return Health(state=state, since=failures[0].at, reason=reason, failures=len(failures))


def _of_silence(last: Attempt, days: Sequence[date], now: datetime) -> Health:
    """Return the state of a source that answers, from how long it has published nothing. Today is not over yet."""
    today = now.astimezone(UTC).date()
    past = [day for day in days if day <= today]
    newest = max(past, default=None)
    since = datetime.combine(newest, time(), UTC) if newest else None
    rhythm = learn(past)
    if newest is None or rhythm is None:
        return Health(state="fresh" if last.outcome == "ok-new" else "quiet", since=since, reason="")
    yesterday = today - timedelta(days=1)
    if yesterday <= newest:
        return Health(state="fresh", since=since, reason="", chance=1.0)
    chances = chances_of_silence(rhythm, yesterday)
    chance = float(chances[-1])
    if chance >= IMPROBABLE:
        return Health(state="fresh" if chance >= UNUSUAL else "quiet", since=since, reason="", chance=chance)
    due = newest + timedelta(days=int((chances < IMPROBABLE).argmax()) + 2)  # the morning after the day that was over
    reason = f"it answers, but has published nothing since {newest}; one such silence in {_times(chance)} is chance"
    return Health(state="overdue", since=datetime.combine(due, time(), UTC), reason=reason, chance=chance)


def _times(chance: float) -> str:
    return f"{1 / chance:,.0f}" if chance > 1e-6 else "a million"

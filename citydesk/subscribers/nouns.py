"""The nouns of the subscribers' file: Wishes, Subscriber, Signup, Letter, Due."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

Rhythm = Literal["each", "weekly", "monthly"]
LetterKind = Literal["confirm", "known", "data", "move", "moved"]
Left = Literal["one-click", "page", "mail", "operator", "bounced", "complained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a subscriber asks for. Of the chosen editions she gets the entries about one of her cities or topics."""

    editions: tuple[str, ...]  # keys, one at least
    cities: tuple[str, ...] = ()  # gazetteer ids
    topics: tuple[str, ...] = ()  # ids; no cities and no topics = all there is
    needs_both: bool = False  # an entry has to be about a city AND a topic of hers
    language: str = "en"  # of headings and letters; what is quoted keeps its own
    rhythm: Rhythm = "each"  # each issue as it appears, or gathered: one message a week or a month at most

    @property
    def is_whole(self) -> bool:
        """Tell whether she gets issues uncut."""
        return not self.cities and not self.topics

    def packed(self) -> str:
        """Return the wishes as JSON; the same wishes give the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpacked(text: str) -> Wishes:
    """Return the wishes that `packed` made a text of."""
    found = json.loads(text)
    lists = {name: tuple(found[name]) for name in ("editions", "cities", "topics")}
    return Wishes(**{**found, **lists})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Someone who confirmed. `left_at` = she gets nothing since then, and may come back."""

    id: str
    address: str
    link_key: str
    wishes: Wishes
    confirmed_at: datetime
    left_at: datetime | None = None
    left_why: Left | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signup:
    """An address somebody typed, until its owner confirms. `moves`: whose new address it is to be."""

    id: str
    address: str
    wishes: Wishes
    wording: str
    at: datetime
    expires_at: datetime
    moves: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter somebody asked for at the web pages. `of`: the id of the sign-up or subscriber its link is for."""

    id: int
    kind: LetterKind
    of: str
    address: str
    language: str
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One message to send: an issue to a subscriber, None = erased meanwhile. `attempts`: how often it was deferred."""

    id: int
    issue: str
    subscriber: str | None
    attempts: int
    queued_at: datetime

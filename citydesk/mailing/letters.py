"""A letter in the queue → its words and link → the relay. Letters go out at once; each is tried a few times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

import mrml
from jinja2 import Environment, PackageLoader, StrictUndefined

from citydesk.mailing import message
from citydesk.mailing.relay import Lost, Relay, RelayError
from citydesk.mailing.signing import Sign
from citydesk.settings import Settings
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.letters import claim_letter, put_off, settle_letter
from citydesk.subscribers.links import Purpose, make_token
from citydesk.subscribers.nouns import Letter, LetterKind
from citydesk.subscribers.people import find
from citydesk.subscribers.signups import load_signup
from citydesk.subscribers.wording import wording
from digest.mail import Mail
from digest.render import LINE, wrapped

_SUBJECTS: dict[LetterKind, str] = {
    "confirm": "confirm",
    "known": "subject_known",
    "data": "subject_data",
    "move": "confirm_move",
    "moved": "moved",
}
_LINKS: dict[LetterKind, tuple[Purpose, str]] = {
    "confirm": ("confirm", "subscribe/confirm"),
    "move": ("confirm", "subscribe/confirm"),
    "known": ("preferences", "subscription"),
    "data": ("data", "your-data"),
}


def post_letters(
    file: SubscriberFile, settings: Settings, relay: Relay, sign: Sign, now: Callable[[], datetime]
) -> dict[str, int]:
    """Send the letters that are due; return how many came to which state. Raise RelayError; what is left waits."""
    told: dict[str, int] = {}
    while (letter := claim_letter(file, now())) is not None:
        state = _posted(file, settings, relay, sign, letter, now())
        told[state] = told.get(state, 0) + 1
    return told


def write_letter(file: SubscriberFile, settings: Settings, letter: Letter, now: datetime) -> Mail | None:
    """Return the words of a letter; None where what it was about is gone."""
    words, own = wording(letter.language), settings.service.mail
    link = _link(file, settings, letter, now)
    if link is None and letter.kind in _LINKS:
        return None
    lines = [words[f"hello_{letter.kind}"].format(name=own.sender_name)]
    if letter.kind in ("confirm", "move"):
        lines.append(words["hours"])
    title = words[_SUBJECTS[letter.kind]]
    html = _templates().get_template("letter.mjml").render(
        language=words.language, name=own.sender_name, title=title, lines=lines, link=link, button=title,
        imprint=own.imprint or "",
    )  # fmt: skip
    parts = [wrapped(lines[0]), *([link] if link else []), *(wrapped(line) for line in lines[1:])]
    if own.imprint:
        parts += ["-" * LINE, wrapped(own.imprint)]
    return Mail(subject=title, html=str(mrml.to_html(html).content), text="\n\n".join(parts) + "\n")


def _posted(file: SubscriberFile, settings: Settings, relay: Relay, sign: Sign, letter: Letter, now: datetime) -> str:
    mail = write_letter(file, settings, letter, now)
    if mail is None:
        settle_letter(file, letter.id, "dropped")
        return "dropped"
    own = settings.service.mail
    name = f"letter.{letter.id}.{letter.attempts}.{int(now.timestamp())}@{message.domain_of(own)}"
    whole = sign(message.letter(own, letter.address, mail, letter.language, name, now))
    try:
        came = relay.send(own.sender, letter.address, whole)
    except RelayError:
        put_off(file, letter, "relay", now)
        raise
    if isinstance(came, Lost):
        settle_letter(file, letter.id, "doubtful") if came.is_sent else put_off(file, letter, "no answer", now)
        return "doubtful" if came.is_sent else "deferred"
    if 400 <= came.code < 500:
        put_off(file, letter, came.told, now)
        return "deferred"
    state = "sent" if came.code < 300 else "failed"
    settle_letter(file, letter.id, state, came.told)
    return state


def _link(file: SubscriberFile, settings: Settings, letter: Letter, now: datetime) -> str | None:
    if letter.kind not in _LINKS:
        return None
    purpose, path = _LINKS[letter.kind]
    if purpose == "confirm":
        key = "" if load_signup(file, letter.of, now) else None
    else:
        reader = find(file, letter.of)
        key = reader.link_key if reader else None
    if key is None:
        return None
    return urljoin(settings.service.serve.address, f"{path}/{make_token(file.vault, purpose, letter.of, key, now)}")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("citydesk.mailing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

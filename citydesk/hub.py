"""Issues published since → a WebSub hub is told which feeds changed; what it answers is kept, and tried again.

Telling it twice does no harm, so it is told again where it is unknown whether it heard. Bounded in time and size, no
redirects, no proxy: as for every address that citydesk asks by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from citydesk.archive import Archive
from citydesk.archive.publications import publication, save_ping, untold_to_hub
from citydesk.errors import ConfigError
from citydesk.post import NoAnswer, post
from citydesk.settings import Settings
from citydesk.web.public.feed_links import FORMATS
from citydesk.web.public.languages import LANGUAGES
from citydesk.web.public.site import Site

TIMEOUT_SECONDS, MOST_BYTES = 15.0, 16_384
TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """What a hub answered when it was told of a publication."""

    issue: str
    revision: int
    outcome: str  # `told`, or why not


def tell_hub(archive: Archive, settings: Settings, now: datetime) -> tuple[Ping, ...]:
    """Tell the hub of config of each revision that it was not told of, the oldest first. Raise ConfigError."""
    hub = settings.service.digest.hub
    if hub is None:
        raise ConfigError("service.toml [digest]: hub is missing; write the address of a WebSub hub there")
    done = []
    for issue, revision in untold_to_hub(archive, hub):
        outcome = _tell(hub, _topics(archive, settings, issue))
        with archive.write():
            save_ping(archive, (issue, revision), hub, now, outcome)
        done.append(Ping(issue=issue, revision=revision, outcome=outcome))
        if outcome != TOLD:
            break  # it is down; the next run goes on here
    return tuple(done)


def _topics(archive: Archive, settings: Settings, issue: str) -> list[str]:
    """Return the addresses of the feeds that an issue changes: those of its edition."""
    found = publication(archive, issue)
    edition = found.edition if found else ""
    site = Site(archive=archive, settings=settings, language=LANGUAGES[0])
    return [
        site.address(site.path("editions", edition, language=language, file=f"feed.{ending}"))
        for language in LANGUAGES
        for ending in FORMATS
    ]


def _tell(hub: str, topics: list[str]) -> str:
    """Return what the hub says to a publication (WebSub leaves its form open; this one all hubs understand)."""
    body = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
    found = post(urlsplit(hub), body, headers, TIMEOUT_SECONDS, MOST_BYTES)
    if isinstance(found, NoAnswer):
        return f"the hub {found.reason}"
    return TOLD if 200 <= found.status < 300 else f"the hub answers {found.status}"

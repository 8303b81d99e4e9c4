"""Issues published since → a WebSub hub is told which feeds changed."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from citydesk.archive import Archive
from citydesk.archive.publication_calls import Due
from citydesk.errors import ConfigError
from citydesk.listeners import Call, Told, tell_each
from citydesk.settings import Settings
from citydesk.web.public.feed_links import FORMATS
from citydesk.web.public.languages import LANGUAGES
from citydesk.web.public.site import Site


def tell_hub(archive: Archive, settings: Settings, now: datetime) -> tuple[Call, ...]:
    """Tell the hub of config what is due, the oldest first. Raise ConfigError where config has none."""
    hub = settings.service.digest.hub
    if hub is None:
        raise ConfigError("service.toml [digest]: hub is missing; write the address of a WebSub hub there")
    site = Site(archive=archive, settings=settings, language=LANGUAGES[0])
    return tuple(tell_each(archive, hub, (), now, lambda due: _news(site, due)))


def _news(site: Site, due: Due) -> Told:
    """Return what tells of the edition's feeds; WebSub leaves its form open, this one all hubs understand."""
    feeds = [
        site.address(site.path("editions", due.edition, language=language, file=f"feed.{ending}"))
        for language in LANGUAGES
        for ending in FORMATS
    ]
    body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()
    return Told(body=body, headers={"content-type": "application/x-www-form-urlencoded"})

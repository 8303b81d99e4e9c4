"""What the pages work with: settings, accounts, clock, archive; one object that the application carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from fastapi import Request

from citydesk.accounts import Accounts
from citydesk.archive import Archive
from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.web.by_meaning import ByMeaning
from citydesk.web.public.kept import Kept
from nlp.encode import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class WebState:
    """All that a page may reach."""

    settings: Settings
    archive_path: Path
    accounts: Accounts
    now: Callable[[], datetime]
    make_encoder: Callable[[], Encoder]  # loaded when a decision meets a text without a vector
    by_meaning: ByMeaning
    kept: Kept  # public pages in memory

    @property
    def is_secure(self) -> bool:
        """Tell whether visitors come by https."""
        return self.settings.service.serve.address.startswith("https:")

    def open_subscribers(self) -> SubscriberFile:
        """Open the file of subscribers, for one request."""
        return open_subscribers(self.settings.service.subscribers)

    def open(self) -> Archive:
        """Open the archive, for one request: a connection belongs to one thread."""
        return Archive(self.archive_path)

    def read(self) -> Archive:
        """Open the archive for a request that changes nothing: what the public sees."""
        return Archive(self.archive_path, is_read_only=True)


def state(request: Request) -> WebState:
    """Return what the application works with."""
    return cast(WebState, request.app.state.citydesk)

"""Posts the letters that the pages put into the queue: a thread beside the requests, so that no answer waits for it.

Nor does the time of an answer tell whether there was a letter. Issues are not its business (`citydesk mail send`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from citydesk.errors import CitydeskError
from citydesk.mailing.letters import post_letters
from citydesk.mailing.relay import Relay
from citydesk.mailing.signing import signer
from citydesk.settings import Settings
from citydesk.subscribers import open_subscribers

LOOK_SECONDS = 60.0  # for letters that were deferred
log = logging.getLogger("citydesk.postman")


class Postman:
    """A thread that is awake while the application runs, where config names a relay."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        """Take the settings and the clock."""
        self._settings, self._now = settings, now
        self._bell, self._is_over = threading.Event(), False
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    @property
    def is_there(self) -> bool:
        """Tell whether this service sends mail at all."""
        return self._settings.service.mail.relay is not None

    def ring(self) -> None:
        """Say that there may be a letter."""
        self._bell.set()

    def __enter__(self) -> Postman:
        if self.is_there:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _work(self) -> None:
        while not self._is_over:
            try:
                self._post()
            except CitydeskError as error:
                log.warning("letters wait: %s", error)
            except Exception as error:  # a letter must not end the postman
                log.error("letters wait: %s", type(error).__name__)
            self._bell.wait(LOOK_SECONDS)
            self._bell.clear()

    def _post(self) -> None:
        mail = self._settings.service.mail
        with open_subscribers(self._settings.service.subscribers) as file, Relay(mail) as relay:
            post_letters(file, self._settings, relay, signer(mail), self._now)

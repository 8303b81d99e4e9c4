"""A real SMTP server on this machine that keeps what it takes, and says no where a test asks it to."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import re
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP


@dataclass
class Caught:
    """One message as it came over the wire."""

    sender: str
    to: str
    raw: bytes

    @property
    def parsed(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=default)

    def body(self, kind: str = "plain") -> str:
        found = self.parsed.get_body((kind,))
        assert found is not None
        return str(found.get_content())

    def link(self, path: str) -> str:
        """Return the link in its text that leads to a path."""
        found = re.search(rf"http://\S+/{path}/\S+", self.body())
        assert found is not None, self.body()
        return found[0]


@dataclass
class Postbox:
    """What came. `answer` gives a line to say no with, "" for yes; `at_data` the same after the text."""

    port: int = 0
    caught: list[Caught] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)
    answer: Callable[[str], str] = lambda _: ""
    at_data: Callable[[str], str] = lambda _: ""
    no_sender: str = ""
    session: Any = None

    def to(self, address: str) -> list[Caught]:
        return [one for one in self.caught if one.to == address]

    def letter(self, address: str, number: int = 1) -> Caught:
        """Return the letter of that number to an address, when it has come."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.to(address)) >= number, 10), f"nothing came to {address}"
        return self.to(address)[number - 1]

    def hang_up(self) -> str:
        """Break the connection instead of an answer."""
        self.session.transport.abort()
        return "421 gone"

    async def handle_MAIL(self, *said: Any) -> str:  # noqa: N802 - aiosmtpd's name
        server, _, envelope, address, _ = said
        self.session = server
        if self.no_sender:
            return self.no_sender
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, *said: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _, _, envelope, address, _ = said
        if no := self.answer(address):
            return no
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, *said: Any) -> str:  # noqa: N802 - aiosmtpd's name
        envelope = said[2]
        if no := self.at_data(envelope.rcpt_tos[0]):
            return no
        with self.came:
            self.caught.append(Caught(sender=envelope.mail_from, to=envelope.rcpt_tos[0], raw=envelope.content))
            self.came.notify_all()
        return "250 2.0.0 taken"


@contextlib.contextmanager
def postbox(*, implicit: ssl.SSLContext | None = None, **smtp: Any) -> Iterator[Postbox]:
    """Yield a server that listens on a free port for as long as this is open; with TLS from the start by `implicit`."""
    box = Postbox()
    loop = asyncio.new_event_loop()

    class Controller(UnthreadedController):
        def factory(self) -> SMTP:
            return SMTP(self.handler, enable_SMTPUTF8=False, loop=loop, **smtp)

    async def begin() -> asyncio.Server:
        return await loop.create_server(Controller(box, loop=loop).factory, "127.0.0.1", 0, ssl=implicit)

    thread = threading.Thread(target=loop.run_forever)  # of its own: Playwright's loop runs in the main one
    thread.start()
    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:

        async def end() -> None:
            server.close()
            tasks = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
            for one in tasks:
                one.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # aiosmtpd forgets the socket beneath STARTTLS
            gc.collect()

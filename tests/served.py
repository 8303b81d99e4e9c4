"""The web application on a real port of this machine, for as long as a test needs it."""

from __future__ import annotations

import contextlib
import functools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from citydesk.accounts import Accounts
from citydesk.service_models import Explore
from citydesk.settings import Settings, load_settings, packaged_config
from citydesk.web.app import create_app
from citydesk.web.server import make_server
from nlp.encode import Encoder

EDITOR, PASSWORD = "noor", "correct horse battery"


@functools.cache
def shipped_settings() -> Settings:
    """Return the settings that come with citydesk; reading them takes half a second."""
    return load_settings(packaged_config())


def settings_for(folder: Path, port: int) -> Settings:
    """Return the shipped settings with everything kept in a folder and pages at a port."""
    shipped = shipped_settings()
    told = shipped.service
    serve = told.serve.model_copy(
        update={"address": f"http://127.0.0.1:{port}/", "accounts": folder / "accounts.sqlite"}
    )
    archive = told.archive.model_copy(update={"path": folder / "archive.sqlite"})
    return replace(shipped, service=told.model_copy(update={"serve": serve, "archive": archive}))


def add_editor(settings: Settings, name: str = EDITOR, password: str = PASSWORD) -> None:
    accounts = Accounts(settings.service.serve.accounts)
    accounts.save(name, password, datetime.now(UTC))
    accounts.close()


@contextlib.contextmanager
def served(
    folder: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    encoder: Callable[[], Encoder] | None = None,
    explore: Explore | None = None,
) -> Iterator[str]:
    """Serve the archive of a folder, with an editor; yield the address, without a slash at its end."""
    add_editor(settings_for(folder, 0))
    with serving(folder, now, encoder, explore) as address:
        yield address


@contextlib.contextmanager
def serving(
    folder: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    encoder: Callable[[], Encoder] | None = None,
    explore: Explore | None = None,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    adapted: Callable[[Settings], Settings] = lambda settings: settings,
) -> Iterator[str]:
    """Serve the archive of a folder by `adapted` settings, by https with a certificate."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        scheme = "https" if certificate else "http"
        settings = settings_for(folder, port)
        told = settings.service
        more = {"address": f"{scheme}://127.0.0.1:{port}/", "certificate": certificate, "key": key}
        serve = told.serve.model_copy(update=more)
        changed = {"serve": serve} | ({"explore": explore} if explore else {})
        settings = adapted(replace(settings, service=told.model_copy(update=changed)))
        app = create_app(settings, settings.service.archive.path, now, encoder)
        server = make_server(app, serve)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield f"{scheme}://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()

"""Webhooks: told once, signed, tried again after a wait that doubles; a receiver that misbehaves costs nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from citydesk.archive import Archive
from citydesk.archive.publication_calls import wait_after
from citydesk.errors import ConfigError
from citydesk.service_models import Webhook
from citydesk.settings import Settings
from citydesk.webhooks import call_webhooks
from tests.fakes import NOW
from tests.public_samples import WEEKS, fill
from tests.served import settings_for

SECRET = "a secret of enough letters"
Got = tuple[dict[str, str], bytes]


class Receiver(HTTPServer):
    """Answers with the statuses given, one after the other, the last one for ever."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses, self.got = list(statuses), list[Got]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver(500, 200) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    settings = settings_for(tmp_path, 80)
    with Archive(settings.service.archive.path) as opened:
        fill(opened, settings)
        yield opened


def settings_with(folder: Path, url: str, secret: str = SECRET) -> Settings:
    (folder / "secret").write_text(secret, "utf-8")
    settings = settings_for(folder, 80)
    api = settings.service.api.model_copy(update={"webhooks": (Webhook(url=url, secret_file=folder / "secret"),)})
    return replace(settings, service=settings.service.model_copy(update={"api": api}))


def test_each_publication_is_told_once_signed_and_again_after_a_failure(
    archive: Archive, receiver: Receiver, tmp_path: Path
) -> None:
    settings = settings_with(tmp_path, receiver.url)
    first = call_webhooks(archive, settings, NOW)
    assert [call.outcome for call in first] == ["answers 500", "told"]
    assert call_webhooks(archive, settings, NOW) == ()
    again = call_webhooks(archive, settings, NOW + timedelta(minutes=1))
    assert [call.outcome for call in again] == ["told"]
    assert call_webhooks(archive, settings, NOW + timedelta(days=1)) == ()
    told = [json.loads(body)["data"]["period"] for _, body in receiver.got]
    assert (len(told), set(told)) == (3, set(WEEKS))
    headers, body = receiver.got[0]
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(SECRET.encode(), content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"


def test_nobody_there_is_an_outcome_and_the_address_is_not_told(archive: Archive, tmp_path: Path) -> None:
    calls = call_webhooks(archive, settings_with(tmp_path, "http://127.0.0.1:9/secret-path"), NOW)
    assert {call.outcome for call in calls} == {"can't be reached: ConnectionRefusedError"}
    assert {call.listener for call in calls} == {"127.0.0.1"}


def test_a_missing_or_short_secret_is_an_error_in_one_line(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="shorter than 16 characters"):
        call_webhooks(archive, settings_with(tmp_path, "http://127.0.0.1:9/", "short"), NOW)


def test_waits_double_up_to_half_a_day() -> None:
    assert [wait_after(n) for n in (1, 2, 3)] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert wait_after(60) == timedelta(hours=12)

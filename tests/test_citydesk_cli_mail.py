"""The commands of delivery, as an operator types them, on files in a folder and a real SMTP server."""

from __future__ import annotations

import functools
import json
import mailbox
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from citydesk import cli, cli_mail
from citydesk.cli import commands
from citydesk.errors import ConfigError
from citydesk.settings import load_settings, write_config
from citydesk.subscribers import SubscriberFile
from citydesk.subscribers.links import make_tag
from tests.postbox import Postbox, postbox
from tests.readers import ISSUE, LATER, publish_week, subscribed, with_mail
from tests.served import settings_for
from tests.test_citydesk_incoming import DSN

Say = Callable[..., str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Postbox]]:
    """Yield a folder with config, a published issue and two subscribers, and the server it sends to."""
    folder = tmp_path_factory.mktemp("place")
    with postbox() as box:
        publish_week(with_mail(settings_for(folder, 1), folder, box.port))
        write_config(folder / "config")
        told = (folder / "config" / "service.toml").read_text()
        mail = {"relay": "127.0.0.1", "port": box.port, "security": "none", "sender": "desk@city.example",
                "bounces": "back@city.example", "dkim_key": str(folder / "dkim.pem")}  # fmt: skip
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in mail.items())
        (folder / "config" / "service.toml").write_text(f"{told}\n[mail]\n{lines}\n")
        with SubscriberFile(folder / "data" / "subscribers.sqlite") as file:
            subscribed(file, ["ann@mail.example", "ben@mail.example"])
        yield folder, box


@pytest.fixture
def say(place: tuple[Path, Postbox], monkeypatch: pytest.MonkeyPatch) -> Say:
    folder, _ = place
    monkeypatch.chdir(folder)
    monkeypatch.setattr(cli_mail, "_now", lambda: LATER)
    monkeypatch.setattr(cli, "load_settings", functools.cache(load_settings))  # half a second each time

    def run(*words: str, input: bytes | None = None) -> str:
        start = ["--config", str(folder / "config"), "--archive", str(folder / "archive.sqlite"), "mail", *words]
        return CliRunner().invoke(commands, start, input=input, catch_exceptions=False).output

    return run


def test_an_operators_monday(place: tuple[Path, Postbox], say: Say, tmp_path: Path) -> None:
    folder, box = place
    assert say("report") == "no issue was queued yet\n"
    assert say("test", ISSUE, "me@desk.example") == "the relay answered 250 2.0.0\n"
    assert say("pause") == "everything is held back; `citydesk mail resume` lets it go on\n"
    assert say("send") == f"{ISSUE} queued: 2\n"
    assert "2 messages: 2 waiting (held back)" in say("report")
    say("resume")
    box.answer = lambda address: "550 5.7.1 <you> are blocked" if address.startswith("ben") else ""
    assert json.loads(say("send", "--json"))["messages"] == {"sent": 1, "failed": 1}
    assert say("send") == "nothing to send\n"
    assert say("report", ISSUE).splitlines()[1:] == ["  1 × 550 5.7.1"]
    with SubscriberFile(folder / "data" / "subscribers.sqlite") as file:
        number = next(n for n in (1, 2) if box.to("ann@mail.example")[0].sender.startswith(f"back+{n}."))
        to = f"back+{make_tag(file.vault, 'bounce', number)}@city.example"
    raw = DSN.format(to=to, about="ann@mail.example", action="failed", status="5.1.1").encode()
    assert say("bounce", input=raw) == "bounced: 1\n"
    box_file = mailbox.mbox(tmp_path / "mbox")
    box_file.add(raw)
    box_file.add(b"Subject: hello\n\nSpam.\n")
    box_file.close()
    assert json.loads(say("bounce", str(tmp_path / "mbox"), "--json")) == {"bounced": 1, "unknown": 1}
    assert json.loads(say("report", "--json"))[0]["bounced"] == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("report", "network-2026-W01"), "was ever queued"),
        (("pause", "network-2026-W01"), "was ever queued"),
        (("send", "network-2026-W01"), "is not published"),
        (("test", "network-2026-W01", "me@desk.example"), "is not published"),
        (("test", ISSUE, "me"), "is no e-mail address"),
        (("bounce", "nowhere"), "is not there"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else "",
)
def test_a_mistake_is_told_with_its_remedy(say: Say, words: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        say(*words)

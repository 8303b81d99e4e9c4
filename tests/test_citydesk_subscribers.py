"""The file of subscribers: what is sealed, what a key does, who leaves no trace, what the commands say."""

from __future__ import annotations

import functools
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from citydesk import cli
from citydesk.cli import commands
from citydesk.errors import ConfigError
from citydesk.service_models import Subscribers
from citydesk.settings import load_settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.subscribers.address import checked_address
from citydesk.subscribers.links import make_tag, make_token, read_tag, read_token
from citydesk.subscribers.people import confirm, find, find_by_address, leave
from citydesk.subscribers.personal_data import counts, erase, purge, suppress
from citydesk.subscribers.signups import sign_up
from citydesk.subscribers.wording import _TABLE, CONSENTS, LANGUAGES
from tests.fakes import NOW
from tests.readers import NETWORK, subscribed

KEY, OTHER = "a key of enough characters", "another key of enough characters"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "subscribers.sqlite"


def whole(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.is_file())


def test_no_address_stands_in_the_file(path: Path) -> None:
    with SubscriberFile(path) as file:
        subscribed(file, ["ann@mail.example"])
        sign_up(file, "ben@mail.example", NETWORK, "2026-11.en", NOW)
        suppress(file, "cas@mail.example", NOW)
        assert find_by_address(file, "ANN@mail.example") is not None  # capitals make no other address
    assert b"mail.example" not in whole(path)


def test_the_file_is_its_owners_alone(path: Path) -> None:
    SubscriberFile(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_locks_a_file_that_was_open_and_then_only_it_opens_it(path: Path) -> None:
    with SubscriberFile(path) as file:
        (ann,) = subscribed(file, ["ann@mail.example"])
        secret = file.value("SELECT value FROM meta WHERE name = 'secret'")[1:]
    assert secret in whole(path)
    with SubscriberFile(path, KEY) as file:
        assert find(file, ann.id) == ann
    assert secret not in whole(path)
    with SubscriberFile(path, KEY) as file:
        assert find(file, ann.id) == ann
    for key in (None, OTHER):
        with pytest.raises(ConfigError, match="key"):
            SubscriberFile(path, key)


def test_a_key_is_read_from_where_config_says(path: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    for settings in (
        Subscribers(path=path, key_file=tmp_path / "key"),
        Subscribers(path=path, key_variable="SUBSCRIBERS_KEY"),
    ):
        open_subscribers(settings, {"SUBSCRIBERS_KEY": KEY}).close()
    with pytest.raises(ConfigError, match="16 at least"):
        open_subscribers(Subscribers(path=path, key_variable="NOTHING"), {})
    with pytest.raises(ConfigError, match="can't be read"):
        open_subscribers(Subscribers(path=path, key_file=tmp_path / "none"), {})


def test_who_is_erased_leaves_no_trace(path: Path) -> None:
    with SubscriberFile(path) as file:
        (ann,) = subscribed(file, ["ann@mail.example"])
        lookup = file.value("SELECT lookup FROM subscribers")
        assert erase(file, ann.id)
        assert not erase(file, ann.id)
        file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert ann.id.encode() not in whole(path)
    assert lookup.encode() not in whole(path)


def test_who_left_is_erased_after_a_month_and_what_waits_after_two_days(path: Path) -> None:
    with SubscriberFile(path) as file:
        (ann,) = subscribed(file, ["ann@mail.example"], now=NOW)
        sign_up(file, "ben@mail.example", NETWORK, "2026-11.en", NOW)
        leave(file, ann.id, "page", NOW)
        purge(file, NOW + timedelta(days=2))
        assert counts(file) == {"subscribers": 0, "left": 1, "waiting": 0, "suppressed": 0}
        purge(file, NOW + timedelta(days=30))
        assert counts(file)["left"] == 0
        assert [file.value(f"SELECT count(*) FROM {name}") for name in ("consents", "attempts", "letters")] == [0, 0, 0]


def test_an_address_that_bounced_may_come_back_after_a_month_one_that_complained_not(path: Path) -> None:
    with SubscriberFile(path) as file:
        ann, ben = subscribed(file, ["ann@mail.example", "ben@mail.example"])
        leave(file, ann.id, "bounced", NOW)
        leave(file, ben.id, "complained", NOW)
        for days, states in ((1, ["withheld", "withheld"]), (31, ["queued", "withheld"])):
            with file.write():
                file.run("DELETE FROM letters")
            waiting = [sign_up(file, one, NETWORK, "2026-11.en", NOW + timedelta(days=days))
                       for one in ("ann@mail.example", "ben@mail.example")]  # fmt: skip
            assert [row[0] for row in file.rows("SELECT state FROM letters ORDER BY id")] == states
        assert confirm(file, waiting[0].id, NOW + timedelta(days=31)) is not None
        assert counts(file)["suppressed"] == 1


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Ann.Lee+news@Mail.Example ", "Ann.Lee+news@mail.example"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("o'neil@mail.example", "o'neil@mail.example"),
    ],
)
def test_an_address_is_written_as_smtp_has_it(typed: str, address: str) -> None:
    assert checked_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "@", "a@b", "a@b.c\n", "a\0@b.example", "a b@c.example", "a@b..example", "ä@b.example", "a@-b.example"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is no e-mail address"):
        checked_address(typed)


def test_tokens_and_tags_are_good_for_one_purpose_and_one_file(path: Path, tmp_path: Path) -> None:
    with SubscriberFile(path) as file, SubscriberFile(tmp_path / "other.sqlite") as other:
        token = make_token(file.vault, "data", "ann", "key", NOW)
        ticket = read_token(file.vault, "data", token, NOW)
        assert ticket is not None
        assert (ticket.of, ticket.key, ticket.is_over) == ("ann", "key", False)
        assert read_token(file.vault, "preferences", token, NOW) is None
        assert read_token(other.vault, "data", token, NOW) is None
        tag = make_tag(file.vault, "bounce", 12)
        assert read_tag(file.vault, "bounce", tag.upper()) == 12  # some mail servers change the case
        assert read_tag(file.vault, "leave", tag) is None
        assert read_tag(other.vault, "bounce", tag) is None
        assert read_tag(file.vault, "bounce", tag.replace("12.", "13.")) is None
        assert len(f"city-desk-bounces+leave-{tag}") <= 64


def test_every_word_is_there_in_every_language() -> None:
    for key, row in _TABLE.items():
        fields = [sorted(re.findall(r"\{\w+\}", words)) for words in row]
        assert all(row), key
        assert fields == [fields[0]] * len(LANGUAGES), key
    assert sorted(CONSENTS) == sorted(f"2026-11.{language}" for language in LANGUAGES)


def test_the_commands_count_show_erase_and_shut_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "load_settings", functools.cache(load_settings))  # half a second each time
    with SubscriberFile(Path("data/subscribers.sqlite")) as file:
        subscribed(file, ["ann@mail.example"])

    def say(*words: str) -> str:
        return CliRunner().invoke(commands, ["subscriber", *words], catch_exceptions=False).output

    assert json.loads(say("count", "--json"))["subscribers"] == 1
    assert json.loads(say("export", "ann@mail.example"))["address"] == "ann@mail.example"
    assert say("erase", "ann@mail.example") == "erased\n"
    assert say("suppress", "ann@mail.example") == "suppressed\n"
    assert "1 suppressed" in say("count")
    assert say("suppress", "ann@mail.example", "--lift") == "may be signed up again\n"
    with pytest.raises(ConfigError, match="nobody is subscribed"):
        say("export", "ann@mail.example")

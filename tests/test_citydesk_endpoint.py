"""The endpoint of summaries: good answers, bad ones, slow ones, malicious ones, on a server of this machine."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from citydesk.endpoint import MAX_BYTES, ask, read_key
from citydesk.errors import ConfigError
from citydesk.post import NoAnswer
from citydesk.service_models import Summaries
from nlp.told import SCHEMA

PATH = "/v1/chat/completions"
MESSAGES = [{"role": "user", "content": "[S1] a"}]


def settings(server: HTTPServer, **more: object) -> Summaries:
    return Summaries.model_validate({"endpoint": server.url_for("/v1"), "model": "tiny", "timeout_seconds": 5} | more)


def reply(words: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": words}}]}


def test_a_good_answer_is_its_words(httpserver: HTTPServer) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        return Response(json.dumps(reply("{}")))

    httpserver.expect_request(PATH, method="POST").respond_with_handler(answer)
    assert ask(settings(httpserver), MESSAGES, SCHEMA, "secret") == "{}"
    assert asked[0].headers["Authorization"] == "Bearer secret"
    said = asked[0].get_json()
    assert (said["model"], said["temperature"], said["messages"]) == ("tiny", 0, MESSAGES)
    assert said["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>", "no form"),
        (b"[1]", "no form"),
        (b'{"choices": []}', "no form"),
        (b"[" * 100_000, "no form"),
        (json.dumps(reply(None)).encode(), "without words"),
        (b"x" * (MAX_BYTES + 1), "too much"),
        (b"\xff\xfe", "no form"),
    ],
)
def test_a_bad_answer_is_none(httpserver: HTTPServer, body: bytes, reason: str) -> None:
    httpserver.expect_request(PATH).respond_with_data(body)
    found = ask(settings(httpserver), MESSAGES, SCHEMA, None)
    assert isinstance(found, NoAnswer) and reason in found.reason


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request(PATH).respond_with_data(
        b"", status=status, headers={"Location": httpserver.url_for("/x")}
    )
    found = ask(settings(httpserver), MESSAGES, SCHEMA, "secret")
    assert found == NoAnswer(reason="the endpoint redirects, which is not followed")
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [401, 429, 500])
def test_an_error_is_an_outcome_and_asked_once(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request(PATH).respond_with_data(b"secret of theirs", status=status)
    assert ask(settings(httpserver), MESSAGES, SCHEMA, None) == NoAnswer(reason=f"the endpoint answers {status}")
    assert len(httpserver.log) == 1


def test_nobody_there_is_an_outcome() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = Summaries(endpoint=f"http://127.0.0.1:{port}/v1", timeout_seconds=5)
    found = ask(nobody, MESSAGES, SCHEMA, "secret")
    assert isinstance(found, NoAnswer) and found.reason == "the endpoint can't be reached: ConnectionRefusedError"


@contextmanager
def raw(serve: Callable[[socket.socket], None]) -> Iterator[Summaries]:
    """Serve one connection by hand."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        try:
            connection, _ = listening.accept()
            with connection:
                serve(connection)
        except OSError:
            pass  # the other side hung up, which is what it should

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    port = listening.getsockname()[1]
    yield Summaries(endpoint=f"http://127.0.0.1:{port}/v1", timeout_seconds=1)
    listening.close()
    thread.join(10)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


def silent(connection: socket.socket) -> None:
    connection.recv(65_536)
    time.sleep(3)


def dripping(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for _ in range(60):
        connection.sendall(b" ")
        time.sleep(0.1)


def dripping_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.1)


def endless(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    while True:
        connection.sendall(b" " * 65_536)


@pytest.mark.parametrize("serve", [silent, dripping, dripping_headers])
def test_a_slow_answer_is_not_waited_for(serve: Callable[[socket.socket], None]) -> None:
    with raw(serve) as slow:
        assert ask(slow, MESSAGES, SCHEMA, None) == NoAnswer(reason="the endpoint is too slow")


def test_an_endless_answer_is_cut() -> None:
    with raw(endless) as much:
        found = ask(much, MESSAGES, SCHEMA, None)
    assert found in (NoAnswer(reason="the endpoint answers too much"), NoAnswer(reason="the endpoint is too slow"))


def test_the_key_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("abc\n")
    assert read_key(Summaries(key_file=path), {}) == "abc"
    assert read_key(Summaries(key_variable="KEY"), {"KEY": "abc"}) == "abc"
    assert read_key(Summaries(), {}) is None
    path.write_text("two words")
    for wrong in (Summaries(key_file=path), Summaries(key_file=tmp_path / "none"), Summaries(key_variable="NONE")):
        with pytest.raises(ConfigError, match=r"service.toml \[summaries\]") as told:
            read_key(wrong, {})
        assert "two words" not in str(told.value)

"""Messages → the words of an answer, from a machine behind an OpenAI-compatible endpoint, or why there is none.

The only file that speaks to it, by one request. The key is read here and told to nobody else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from citydesk.errors import ConfigError
from citydesk.post import NoAnswer, post
from citydesk.service_models import Summaries

MAX_BYTES = 262_144  # of an answer: ten times what the longest summary needs
MAX_TOKENS = 500


def read_key(settings: Summaries, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the key for the endpoint, None where none is set. Raise ConfigError where it can't be had."""
    if settings.key_file is not None:
        try:
            key = settings.key_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ConfigError(
                f"service.toml [summaries]: key_file {settings.key_file} can't be read; name a file that holds the key"
            ) from None
        named = "key_file"
    elif settings.key_variable is not None:
        key = environ.get(settings.key_variable, "").strip()
        named = f"the environment variable {settings.key_variable}"
    else:
        return None
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError(f"service.toml [summaries]: {named} holds no key; write the key there, on one line")
    return key


def ask(
    settings: Summaries, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], key: str | None
) -> str | NoAnswer:
    """Return what the model answers to `messages`, at temperature 0, as JSON by `schema` where it heeds that."""
    assert settings.endpoint is not None
    address = urlsplit(settings.endpoint.rstrip("/") + "/chat/completions")
    asked = {
        "model": settings.model,
        "messages": list(messages),
        "temperature": 0,
        "seed": 0,
        "max_tokens": MAX_TOKENS,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "summary", "strict": True, "schema": dict(schema)},
        },
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    headers |= {"Authorization": f"Bearer {key}"} if key else {}
    found = _posted(address, json.dumps(asked).encode(), headers, settings.timeout_seconds)
    return found if isinstance(found, NoAnswer) else _words(found)


def _posted(address: SplitResult, body: bytes, headers: Mapping[str, str], seconds: float) -> bytes | NoAnswer:
    """Return the body of a good answer."""
    found = post(address, body, headers, seconds, MAX_BYTES)
    if isinstance(found, NoAnswer):
        return NoAnswer(reason=f"the endpoint {found.reason}")
    if found.status == 200:
        return found.body
    what = "redirects, which is not followed" if 300 <= found.status < 400 else f"answers {found.status}"
    return NoAnswer(reason=f"the endpoint {what}")


def _words(body: bytes) -> str | NoAnswer:
    try:
        words = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return NoAnswer(reason="the endpoint answers in no form of an OpenAI-compatible one")
    return words if isinstance(words, str) else NoAnswer(reason="the endpoint answers without words")

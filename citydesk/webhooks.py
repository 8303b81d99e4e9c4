"""Issues published since → programs of others are told, in a signed message, once each; a failure is tried again.

The message and its signature are those of Standard Webhooks (standardwebhooks.com, specification 1.0): a receiver
checks HMAC-SHA256 over id, time and body, and refuses what is older than some minutes. Who answers late may be told
twice: `webhook-id` is the same then.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from citydesk.archive import Archive
from citydesk.archive.webhook_calls import TOLD, Due, due_calls, save_call
from citydesk.errors import ConfigError
from citydesk.post import NoAnswer, post
from citydesk.service_models import Webhook
from citydesk.settings import Settings

TIMEOUT_SECONDS, MOST_BYTES = 15.0, 16_384
LOOKS_BACK = timedelta(days=7)  # a webhook that is new in config is not told of all that ever was


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a webhook answered when it was told of a publication."""

    webhook: str  # its host: the address may hold a secret
    issue: str
    revision: int
    outcome: str  # `told`, or why not


def call_webhooks(archive: Archive, settings: Settings, now: datetime) -> tuple[Call, ...]:
    """Tell each webhook of config what is due, the oldest first. Raise ConfigError for a secret that can't be read."""
    done = []
    for webhook in settings.service.api.webhooks:
        secret = _secret(webhook)
        for due in due_calls(archive, webhook.url, webhook.editions, now - LOOKS_BACK, now):
            outcome = _tell(webhook.url, secret, due, settings.service.digest.site, now)
            with archive.write():
                save_call(archive, due, webhook.url, now, outcome)
            host = urlsplit(webhook.url).hostname or ""
            done.append(Call(webhook=host, issue=due.issue, revision=due.revision, outcome=outcome))
    return tuple(done)


def signed(secret: bytes, id: str, when: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers of a message."""
    seconds = str(int(when.timestamp()))
    digest = hmac.new(secret, b".".join((id.encode(), seconds.encode(), body)), hashlib.sha256).digest()
    return {
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def message(due: Due, site: str) -> bytes:
    """Return what a webhook is told: which issue is out, and where it can be read."""
    told = {
        "type": "issue.published",
        "timestamp": due.published_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "id": due.issue,
            "edition": due.edition,
            "period": due.period,
            "revision": due.revision,
            "url": f"{site}en/issues/{due.issue}/",
            "api": f"{site}api/v1/issues/{due.issue}",
        },
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _tell(url: str, secret: bytes, due: Due, site: str, now: datetime) -> str:
    body = message(due, site)
    headers = {"content-type": "application/json", "connection": "close"}
    headers |= signed(secret, f"{due.issue}.{due.revision}", now, body)
    found = post(urlsplit(url), body, headers, TIMEOUT_SECONDS, MOST_BYTES)
    if isinstance(found, NoAnswer):
        return f"the webhook {found.reason}"
    return TOLD if 200 <= found.status < 300 else f"the webhook answers {found.status}"


def _secret(webhook: Webhook) -> bytes:
    """Return the key of a webhook's signatures; `whsec_` and base64 as others write it, or any words."""
    try:
        words = os.environ[webhook.secret_variable] if webhook.secret_variable else _read(webhook)
    except (KeyError, OSError, UnicodeDecodeError):
        raise ConfigError(
            "service.toml [[api.webhooks]]: the secret can't be read; set the environment variable or file it names"
        ) from None
    words = words.strip()
    if len(words) < 16:
        raise ConfigError("service.toml [[api.webhooks]]: the secret is shorter than 16 characters; make a longer one")
    return base64.b64decode(words[6:]) if words.startswith("whsec_") else words.encode()


def _read(webhook: Webhook) -> str:
    return webhook.secret_file.read_text("utf-8") if webhook.secret_file else ""

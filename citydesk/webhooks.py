"""Issues published since → programs of others are told, in a signed message.

The message and its signature are those of Standard Webhooks (standardwebhooks.com, specification 1.0): a receiver
checks HMAC-SHA256 over id, time and body, and refuses what is older than some minutes. Who answers late may be told
twice: `webhook-id` is the same then.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime
from functools import partial

from standardwebhooks import Webhook as Signature

from citydesk.archive import Archive
from citydesk.archive.publication_calls import Due
from citydesk.errors import ConfigError
from citydesk.listeners import Call, Told, tell_each
from citydesk.service_models import Webhook
from citydesk.settings import Settings


def call_webhooks(archive: Archive, settings: Settings, now: datetime) -> tuple[Call, ...]:
    """Tell each webhook of config what is due, the oldest first. Raise ConfigError for a secret that can't be read."""
    done: list[Call] = []
    for webhook in settings.service.api.webhooks:
        secret, site = _secret(webhook), settings.service.digest.site
        done += tell_each(archive, webhook.url, webhook.editions, now, partial(_news, secret, site, now))
    return tuple(done)


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


def _news(secret: bytes, site: str, now: datetime, due: Due) -> Told:
    body = message(due, site)
    id = f"{due.issue}.{due.revision}"
    headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signature(secret).sign(id, now.astimezone(UTC), body.decode()),
    }
    return Told(body=body, headers=headers)


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

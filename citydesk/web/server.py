"""An application and settings → how uvicorn serves it: limits, proxies, TLS; the same in the command and in tests."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from citydesk.service_models import Serve
from citydesk.web.patience import PatientProtocol

IDLE_SECONDS = 20  # a connection on which nothing comes is closed
MOST_AT_ONCE = 200  # requests; more are told to come again
MOST_HEADER_BYTES = 65_536


def make_server(app: FastAPI, serve: Serve) -> uvicorn.Server:
    """Return a server that is not yet running."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=serve.host,
            port=serve.port,
            log_level="warning",
            server_header=False,
            proxy_headers=bool(serve.trusted_proxies),
            forwarded_allow_ips=list(serve.trusted_proxies),
            ssl_certfile=serve.certificate,
            ssl_keyfile=str(serve.key) if serve.key else None,
            timeout_keep_alive=IDLE_SECONDS,
            limit_concurrency=MOST_AT_ONCE,
            http=PatientProtocol,
            h11_max_incomplete_event_size=MOST_HEADER_BYTES,
        )
    )

"""`/explore` in the web application: the archive in the browser for those who are logged in at the desk."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

from citydesk.service_models import Explore
from citydesk.web.explore import make_explorer
from citydesk.web.sessions import LoggedOutError, editor
from citydesk.web.shield import App, Receive, Scope, Send

BASE = "/explore"


def add_explore(app: FastAPI, path: Path, settings: Explore) -> None:
    """Mount the explorer where config asks for it. Raise CitydeskError without Datasette."""
    if settings.enabled:
        app.mount(BASE, _ForEditors(app, make_explorer(path, settings, f"{BASE}/")))


class _ForEditors:
    """Let editors in; send others to the form."""

    def __init__(self, site: FastAPI, explorer: App) -> None:
        self._site = site
        self._explorer = explorer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        scope["app"] = self._site  # whose state knows the accounts
        try:
            editor(Request(scope))
        except LoggedOutError:
            await RedirectResponse("/desk/login", status_code=303)(scope, receive, send)
            return
        await self._explorer(scope, receive, send)

"""The archive in the browser, table by table: Datasette on a file that is only read, with limits; an optional extra."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citydesk.archive.canned import CANNED, FACETS, HIDDEN
from citydesk.archive.described import described_in
from citydesk.archive.files import reading
from citydesk.errors import CitydeskError
from citydesk.service_models import Explore
from citydesk.web.shield import App, Message, Receive, Scope, Send
from nlp.shingles import fold

NAME = "archive"
MOST_BYTES = 16_777_216  # of one value: a page is at most half of it; a query could make gigabytes of nothing
POLICY = (  # Datasette writes styles and one line of script into its pages: the line is left out
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def make_explorer(path: Path, settings: Explore, base: str = "/") -> App:
    """Return an application that shows an archive at the path `base`. Raise CitydeskError without Datasette."""
    try:
        from datasette.app import Datasette  # an optional extra
        from datasette.database import Database
    except ImportError as error:
        raise CitydeskError('exploring needs Datasette: install citydesk with the extra "explore"') from error
    _plug_in()

    def make() -> Any:
        explorer = Datasette(
            [],
            metadata=_metadata(path),
            settings={
                "base_url": base,
                "sql_time_limit_ms": int(settings.query_seconds * 1000),
                "facet_time_limit_ms": 300,
                "max_returned_rows": settings.max_rows,
                "default_page_size": min(100, settings.max_rows),
                "num_sql_threads": 2,
                "allow_download": False,
                "allow_csv_stream": False,
                "template_debug": False,
            },
        )
        explorer.add_database(Database(explorer, path=str(path), is_mutable=True), name=NAME)
        return explorer

    return _Started(make)


class _Started:
    """Datasette, made with the first request, when the archive is there; it only ever answers GET and HEAD."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._app: App | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if self._app is None:
            explorer = self._make()
            await explorer.invoke_startup()
            self._app = explorer.app()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [one for one in message["headers"] if one[0].lower() != b"content-security-policy"]
                message["headers"] = [*headers, (b"content-security-policy", POLICY.encode())]
            await send(message)

        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await sending({"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD")]})
            await sending({"type": "http.response.body", "body": b"only read here"})
            return
        await self._app(scope, receive, sending)


async def _live(receive: Receive, send: Send) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


def match_words(words: str | None) -> str:
    """Return an FTS5 query for all words, the last one as a beginning; what finds nothing for none."""
    terms = fold(words or "").split()
    return " ".join(f'"{term}"' for term in terms[:-1]) + f' "{terms[-1]}"*' if terms else '""'


def _metadata(path: Path) -> dict[str, Any]:
    """Return what the archive says of itself, with facets and questions, as Datasette reads it."""
    with reading(path) as connection:
        told = described_in(connection)
    tables: dict[str, dict[str, Any]] = {
        name: {"description": meaning, "columns": columns} for name, (meaning, columns) in told.items()
    }
    for name, facets in FACETS.items():
        tables.setdefault(name, {})["facets"] = facets
    for name in HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    queries = {one.name: {"sql": one.sql, "title": one.title} for one in CANNED}
    return {
        "title": "citydesk: the archive",
        "databases": {NAME: {"tables": tables, "queries": queries}},
    }


def _plug_in() -> None:
    """Teach Datasette's connections to read only, to match words as we fold them, and to make nothing huge."""
    from datasette import hookimpl
    from datasette.plugins import pm

    if pm.has_plugin("citydesk"):
        return

    class Plugin:
        __name__ = "citydesk"  # Datasette looks for pages of a plugin in the package of that name

        @hookimpl  # type: ignore[untyped-decorator]
        def prepare_connection(self, conn: sqlite3.Connection, database: str) -> None:
            if database != NAME:  # Datasette's own notes, in memory
                return
            conn.create_function("match_words", 1, match_words, deterministic=True)
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
            conn.execute("PRAGMA query_only = ON")

    pm.register(Plugin(), name="citydesk")

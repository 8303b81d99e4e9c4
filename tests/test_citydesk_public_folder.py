"""The public site as files: the same bytes as over HTTP, no link that leads nowhere, twice changes nothing; the hub."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import httpx
import pytest

from citydesk.archive import Archive
from citydesk.archive.publication_calls import TOLD
from citydesk.errors import CitydeskError, ConfigError
from citydesk.hub import tell_hub
from citydesk.progress import hide
from citydesk.settings import Settings, load_settings
from citydesk.web.public.folder import MARK, write_site
from citydesk.web.public.routes import page_at
from tests.fakes import NOW, ROOT
from tests.public_samples import document, sample_archive, sample_bytes
from tests.served import serving

LINK = re.compile(r'href="(/[^"#?]*)')


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with sample_archive() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(archive: Archive, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("site") / "public"
    write_site(archive, settings, found, hide)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_link_in_the_folder_leads_nowhere(folder: Path) -> None:
    written = files(folder)
    for name, body in written.items():
        if name.endswith(".html"):
            for path in LINK.findall(body.decode()):
                target = path.removeprefix("/")
                assert (f"{target}index.html" if target.endswith("/") or not target else target) in written, (
                    name,
                    path,
                )


def test_there_is_a_page_of_every_kind_in_every_language(folder: Path) -> None:
    for language in ("en", "fr", "de", "es"):
        for name in ("index.html", "issues/network-2026-W46/index.html", "issues/network-2026-W46/issue.txt",
                     "cities/ghent/index.html", "cities/ghent/feed.atom", "topics/index.html", "feeds/feeds.opml",
                     "editions/network/feed.json", "webmasters/index.html"):  # fmt: skip
            assert (folder / language / name).is_file(), name
        assert any((folder / language / "stories").iterdir())
        assert not (folder / language / "search").exists()


def test_a_file_has_the_bytes_of_the_server(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(sample_bytes())
    written = files(folder)
    with serving(tmp_path) as site, httpx.Client(base_url=site) as client:
        for name, body in written.items():
            if (name.startswith("fr/") and "/feed." not in name) or name.endswith((".css", ".xml")):
                there = client.get("/" + name.removesuffix("index.html")).content
                without_search = re.sub(rb'<li><a href="/fr/search/".*?</li>\n', b"", there)
                assert without_search == body, name


def test_writing_again_changes_nothing_and_removes_what_is_gone(
    archive: Archive, settings: Settings, folder: Path
) -> None:
    before = files(folder)
    (folder / "en" / "gone.html").write_text("an old page")
    mark = folder / MARK
    mark.write_text(mark.read_text().replace('"files": [', '"files": [\n"en/gone.html",\n"../outside.html",'))
    (folder.parent / "outside.html").write_text("not ours")
    done = write_site(archive, settings, folder, hide)
    assert (done.changed, done.removed, done.files) == (0, 1, len(before) - 1)
    assert files(folder) == before
    assert (folder.parent / "outside.html").read_text() == "not ours"


def test_a_folder_of_someone_else_is_left_alone(archive: Archive, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("do not touch")
    with pytest.raises(CitydeskError, match="name another folder"):
        write_site(archive, settings, tmp_path, hide)
    assert files(tmp_path) == {"thesis.txt": b"do not touch"}


def test_a_site_below_a_path_has_it_in_every_link(archive: Archive, settings: Settings) -> None:
    digest = settings.service.digest.model_copy(update={"site": "https://example.org/news/"})
    deeper = replace(settings, service=settings.service.model_copy(update={"digest": digest}))
    text = document(archive, deeper, "en/").body.decode()
    assert all(path.startswith("/news/") for path in LINK.findall(text))
    assert '<link rel="canonical" href="https://example.org/news/en/">' in text
    assert b"https://example.org/news/en/cities/ghent/" in document(archive, deeper, "sitemap.xml").body


def test_every_address_of_the_sitemap_is_a_page(archive: Archive, settings: Settings, folder: Path) -> None:
    found = re.findall("<loc>https://citydesk.example/([^<]*)</loc>", (folder / "sitemap.xml").read_text("utf-8"))
    assert len(found) > 80
    assert all(page_at(path) for path in found)
    assert {f"{path}index.html" for path in found} <= files(folder).keys()


class Hub(BaseHTTPRequestHandler):
    """A hub that remembers what it was told."""

    status: ClassVar[int] = 204
    heard: ClassVar[list[dict[str, list[str]]]] = []

    def do_POST(self) -> None:
        self.heard.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Hub)
    Hub.status, Hub.heard = 204, []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_hub_is_told_of_each_publication_once(settings: Settings, hub: str) -> None:
    digest = settings.service.digest.model_copy(update={"hub": hub})
    told = replace(settings, service=settings.service.model_copy(update={"digest": digest}))
    with sample_archive() as archive:
        Hub.status = 503
        assert [one.outcome for one in tell_hub(archive, told, NOW)] == ["answers 503", "answers 503"]
        Hub.status = 204
        assert tell_hub(archive, told, NOW + timedelta(seconds=59)) == ()
        later = tell_hub(archive, told, NOW + timedelta(minutes=1))
        assert [(one.revision, one.outcome) for one in later] == [(1, TOLD), (1, TOLD)]
        assert tell_hub(archive, told, NOW + timedelta(days=1)) == ()
    assert len(Hub.heard) == 4
    assert Hub.heard[1]["hub.mode"] == ["publish"]
    assert "https://citydesk.example/fr/editions/network/feed.atom" in Hub.heard[1]["hub.url"]
    assert len(Hub.heard[1]["hub.url"]) == 12


def test_a_hub_that_is_not_there_is_told_the_next_time(settings: Settings) -> None:
    digest = settings.service.digest.model_copy(update={"hub": "http://127.0.0.1:9/"})
    told = replace(settings, service=settings.service.model_copy(update={"digest": digest}))
    with sample_archive() as archive:
        calls = tell_hub(archive, told, NOW)
        assert {one.outcome for one in calls} == {"can't be reached: ConnectionRefusedError"}
        with pytest.raises(ConfigError, match="hub is missing"):
            tell_hub(archive, settings, NOW)

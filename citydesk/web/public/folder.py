"""The public site as a folder of files: all that its front pages lead to, the same bytes as over HTTP.

It is found by following the links of what was written already, so no link in the folder leads nowhere. Written again,
only what differs is written; what nothing leads to any more is removed, if an earlier run wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from citydesk.archive import Archive
from citydesk.errors import CitydeskError
from citydesk.progress import Progress
from citydesk.settings import Settings
from citydesk.web.public.document import Document, Moved
from citydesk.web.public.languages import LANGUAGES
from citydesk.web.public.routes import page_at
from citydesk.web.public.site import Site, root_of

MARK = "citydesk-site.json"  # what an earlier run wrote
_LINK = re.compile(r"""["'](?P<address>(?:https?://[^"'\s<>&?#]+|/[^"'\s<>&?#]*))["'?#]""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a run did, in files."""

    files: int  # that the site has
    changed: int  # that were written
    removed: int


def write_site(archive: Archive, settings: Settings, folder: Path, progress: Progress) -> Written:
    """Write the public site into a folder that is empty or was written before. Raise CitydeskError for another one."""
    before = _earlier(folder)
    root = root_of(settings)
    waiting = ["robots.txt", "sitemap.xml", *(f"{language}/" for language in LANGUAGES)]
    known = set(waiting)
    written: dict[str, bool] = {}
    with progress("site", None) as tick:
        while waiting:
            path = waiting.pop()
            document = _made(archive, settings, path)
            if document is None:
                continue
            written[_file(path)] = _write(folder / _file(path), document.body)
            tick(1)
            found = set(_links(document, settings, root)) - known
            known |= found
            waiting += sorted(found)
    written["index.html"] = _write(folder / "index.html", _made_home(archive, settings))
    gone = sorted(before - written.keys())
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _write(folder / MARK, json.dumps({"files": sorted(written)}, indent=0).encode())
    return Written(files=len(written), changed=sum(written.values()), removed=len(gone))


def _made(archive: Archive, settings: Settings, path: str) -> Document | None:
    """Return what stands at a path; where it has moved, a page that leads there."""
    found = page_at(path)
    if found is None:
        return None
    language, page = found
    made = page(Site(archive=archive, settings=settings, language=language, is_static=True))
    if isinstance(made, Moved):
        line = f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={made.path}">'
        return Document(body=f'{line}<title>→</title><a href="{made.path}">→</a>\n'.encode())
    return made


def _made_home(archive: Archive, settings: Settings) -> bytes:
    """Return the front page for who asks for no language."""
    made = _made(archive, settings, f"{LANGUAGES[0]}/")
    assert made is not None
    return made.body


def _links(document: Document, settings: Settings, root: str) -> Iterator[str]:
    """Yield the paths, below the root of the site, that a document leads to."""
    if not document.media.startswith(("text/html", "application/", "text/x-opml")):
        return
    host = urlsplit(settings.service.digest.site).netloc
    for match in _LINK.finditer(document.body.decode("utf-8", "replace")):
        parts = urlsplit(match["address"])
        if (parts.netloc in ("", host)) and parts.path.startswith(root):
            yield parts.path.removeprefix(root)


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


def _write(path: Path, body: bytes) -> bool:
    """Write a file as a whole, so that no reader meets half of it; tell whether it was another one before."""
    if path.is_file() and path.read_bytes() == body:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(body)
    fresh.replace(path)
    return True


def _earlier(folder: Path) -> set[str]:
    """Return the files that an earlier run wrote, those of them that lie in the folder."""
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    try:
        told = json.loads((folder / MARK).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise CitydeskError(f"{folder}: is not empty and no site that citydesk wrote; name another folder") from None
    inside = folder.resolve()
    return {name for name in told if isinstance(name, str) and (folder / name).resolve().is_relative_to(inside)}

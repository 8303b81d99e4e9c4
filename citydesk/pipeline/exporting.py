"""An issue → the file that someone asks for, by format: what is stored of a published one, else the draft as it is."""

from __future__ import annotations

from citydesk.archive import Archive
from citydesk.archive.revisions import newest
from citydesk.errors import CitydeskError
from citydesk.pipeline.compile import SUFFIXES, render
from citydesk.pipeline.desk import draft, issue_named
from citydesk.pipeline.desk_frozen import thaw
from citydesk.settings import Settings
from digest.edit import edited
from digest.issue import Issue
from digest.pdf import render_pdf
from digest.word import render_docx

FILES = {**SUFFIXES, "docx": ".docx", "pdf": ".pdf"}
_NEEDED = {
    "docx": 'python-docx: install citydesk with the extra "docx"',
    "pdf": 'WeasyPrint and Debian\'s libpango-1.0-0 and libpangoft2-1.0-0: install citydesk with the extra "pdf"',
}


def export(archive: Archive, settings: Settings, id: str, name: str) -> bytes:
    """Return an issue in one of the formats of FILES. Raise ConfigError for no issue, CitydeskError without a part."""
    edition, period = issue_named(settings, id)
    last = newest(archive, id)
    if last is not None and name in last.renderings:
        return last.renderings[name]
    issue = edited(thaw(last.basis)).issue if last else draft(archive, settings, edition, period).issue
    if name in _NEEDED:
        return _made(issue, name)
    return render(issue, settings.service.digest.site)[name]


def _made(issue: Issue, name: str) -> bytes:
    try:
        return render_docx(issue) if name == "docx" else render_pdf(issue)
    except (ImportError, OSError) as error:
        raise CitydeskError(f"{name} needs {_NEEDED[name]}") from error

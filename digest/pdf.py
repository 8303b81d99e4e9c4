"""An issue → PDF, from its page as it prints. Needs WeasyPrint (extra `pdf`) and Debian's libpango-1.0-0."""

from __future__ import annotations

from typing import Any

from digest.issue import Issue
from digest.render import render_html


def render_pdf(issue: Issue) -> bytes:
    """Return the issue as PDF. Raise ImportError or OSError where WeasyPrint or Pango is not installed."""
    import weasyprint

    page = weasyprint.HTML(string=render_html(issue), url_fetcher=_refuse)
    return bytes(page.write_pdf(pdf_identifier=issue.id.encode(), pdf_tags=True))


def _refuse(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """Fetch nothing: a page of ours has all in it, and what came from the web may not ask for more."""
    raise ValueError(f"nothing is fetched for a PDF, not {url[:80]}")

"""An issue → its page (one HTML file without scripts or outside requests) and its plain text."""

from __future__ import annotations

import base64
import hashlib
import textwrap
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from digest.issue import Issue
from digest.shown import EntryView, IssueView, LinkView
from digest.view import SHOWN_PUBLISHERS, view
from digest.words import Words, words_in

LINE = 76  # characters: what a mail in plain text bears


def render_html(issue: Issue, words: Words | None = None) -> str:
    """Return the issue as a page, in the words of its edition's language unless others are given.

    Same issue, same bytes. What came from the web stands in it as text, whatever it contains.
    """
    words = words or words_in(issue.edition.language)
    return (
        _templates()
        .get_template("issue.html")
        .render(
            issue=view(issue, words),
            words=words,
            style=issue_style(),
            policy=content_security_policy(),
            fill=fill,
            shown_publishers=SHOWN_PUBLISHERS,
        )
    )


def render_text(issue: Issue, words: Words | None = None) -> str:
    """Return the issue as plain text, wrapped at 76 characters, addresses on lines of their own."""
    words = words or words_in(issue.edition.language)
    told: IssueView = view(issue, words)
    text = (
        _templates()
        .get_template("issue.txt")
        .render(issue=told, words=words, wrap=wrapped, numbered=numbered, width=LINE)
    )
    return text.strip() + "\n"


def content_security_policy() -> str:
    """Return the policy of the page: its one style sheet by hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(issue_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("digest", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=1)
def issue_style() -> str:
    """Return the style sheet of an issue's page."""
    source, _, _ = PackageLoader("digest", "templates").get_source(_templates(), "issue.css")
    return source


def fill(sentence: str, source: Markup) -> Markup:
    """Put a link in a sentence of ours; what stands around it is escaped."""
    before, _, after = sentence.partition("{source}")
    return Markup("{}{}{}").format(before, source, after)


def numbered(entry: EntryView) -> list[LinkView]:
    """Return the passages that a machine's sentences cite, each once, in order of their numbers."""
    return list({cite.words: cite for _, cites in entry.told for cite in cites}.values())


def wrapped(text: str, indent: str = "") -> str:
    """Return a line as a paragraph of plain text, wrapped at LINE characters."""
    return textwrap.fill(
        text,
        LINE,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

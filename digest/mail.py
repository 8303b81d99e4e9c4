"""An issue → the subject, HTML and text of its e-mail: one column, no pictures, small enough not to be cut off.

The HTML is made by MJML (mrml), which knows what mail programs can't do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import mrml
from jinja2 import Environment, PackageLoader, StrictUndefined

from digest.issue import Issue
from digest.render import render_text
from digest.shown import IssueView
from digest.text import clean, safe_url
from digest.view import view
from digest.words import Words, words_in

MOST_BYTES = 95_000  # Gmail cuts a message off at about 102 KB (libraries.md §6)
MAX_SUBJECT, MAX_PREHEADER = 110, 140  # characters
_MOST_IN_A_SECTION = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLinks:
    """Where the words at the foot lead; None = the words are left out. `imprint`: who sends it, "" = not told."""

    online: str | None = None
    change: str | None = None
    unsubscribe: str | None = None
    imprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An issue as a message, but for the addresses and headers that delivery adds."""

    subject: str  # the two strongest headlines
    html: str  # at most MOST_BYTES in UTF-8
    text: str  # all entries


def render_mail(issue: Issue, links: MailLinks | None = None, words: Words | None = None) -> Mail:
    """Return the message of an issue; sections too long for a mail end in "and 4 more on the page".

    Raise ValueError where even one entry a section is too much, or MJML finds fault with our own template.
    """
    words = words or words_in(issue.edition.language)
    told = view(issue, words)
    html = _fitting(told, links or MailLinks(), words)
    return Mail(subject=_subject(told), html=html, text=render_text(issue, words))


def _subject(issue: IssueView) -> str:
    entries = [*([issue.lead] if issue.lead else []), *(entry for one in issue.sections for entry in one.entries)]
    told = " · ".join(clean(entry.headline.words, MAX_SUBJECT // 2) for entry in entries[:2])
    return told or clean(f"{issue.title}: {issue.when}", MAX_SUBJECT)


def _fitting(issue: IssueView, links: MailLinks, words: Words) -> str:
    """Return the HTML with as many entries a section as fit, found by halving."""
    longest = max((len(section.entries) for section in issue.sections), default=0)
    whole = _html(issue, links, words)
    if _size(whole) <= MOST_BYTES:
        return whole
    low, high = 0, longest
    while high - low > 1:
        middle = (low + high) // 2
        if _size(_html(_shortened(issue, middle, words), links, words)) <= MOST_BYTES:
            low = middle
        else:
            high = middle
    html = _html(_shortened(issue, low, words), links, words)
    if _size(html) > MOST_BYTES:
        raise ValueError(f"the issue of {issue.when} is too long for a mail: it has {len(issue.sections)} sections")
    return html


def _shortened(issue: IssueView, most: int, words: Words) -> IssueView:
    sections = []
    for section in issue.sections:
        left_out = section.count - min(most, len(section.entries))
        more = words["more_on_page"].format(n=left_out) if left_out else ""
        sections.append(replace(section, entries=section.entries[:most], more=more))
    return replace(issue, sections=tuple(sections))


def _html(issue: IssueView, links: MailLinks, words: Words) -> str:
    first = issue.lead.passages[0].words if issue.lead and issue.lead.passages else issue.summary
    mjml = (
        _templates()
        .get_template("issue.mjml")
        .render(
            issue=issue,
            words=words,
            preheader=clean(first, MAX_PREHEADER),
            imprint=links.imprint,
            foot=[
                (label, address)
                for label, address in (
                    (words["view_online"], safe_url(links.online or "")),
                    (words["change"], safe_url(links.change or "")),
                    (words["unsubscribe"], safe_url(links.unsubscribe or "")),
                )
                if address
            ],
        )
    )
    made = mrml.to_html(mjml)
    if made.warnings:
        raise ValueError(f"the template of the mail is faulty: {made.warnings[0]}")
    return str(made.content)


def _size(html: str) -> int:
    return len(html.encode())


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("digest", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

"""An issue → a Word document (DOCX) that press officers paste from. Needs python-docx (extra `docx`)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from digest.issue import Issue
from digest.shown import EntryView, LinkView
from digest.view import view
from digest.words import Words, words_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a ZIP can say: the same bytes whenever it is made


def render_docx(issue: Issue, words: Words | None = None) -> bytes:
    """Return the issue as DOCX; the same issue gives the same bytes. Raise ImportError without python-docx."""
    import docx

    words = words or words_in(issue.edition.language)
    told = view(issue, words)
    document = docx.Document()
    _date(document, issue, told.title)
    document.add_heading(told.title, 0)
    document.add_paragraph(f"{told.week} · {told.when}" if told.week else told.when)
    document.add_paragraph(f"{told.summary} · {told.minutes}")
    for name in ("quiet", "silent", "not_reached"):
        if missing := getattr(told, name):
            document.add_paragraph(f"{words[name]}: {missing}")
    if told.lead:
        document.add_heading(words["lead"], 1)
        _entry(document, told.lead, words)
    if told.themes:
        document.add_heading(words["themes"], 1)
        for theme in told.themes:
            document.add_paragraph(f"{theme.label}: {theme.told}")
    for section in told.sections:
        document.add_heading(f"{section.heading} ({section.count})", 1)
        for entry in section.entries:
            _entry(document, entry, words)
        if section.more:
            document.add_paragraph(section.more)
    if told.corrections:
        document.add_heading(words["corrections"], 1)
        for one in told.corrections:
            document.add_paragraph(f"{one.of}, {one.title}: {one.words} {one.change}", style="List Bullet")
    document.add_heading(words["coverage"], 1)
    for heading, count, names in told.coverage:
        document.add_paragraph(f"{heading} ({count}): {names or words['none']}")
    document.add_heading(words["how"], 1)
    document.add_paragraph(told.how)
    return _packed(document)


def _entry(document: Document, entry: EntryView, words: Words) -> None:
    _link(document.add_heading(level=2), entry.headline)
    if entry.told:
        paragraph = document.add_paragraph(f"{words['machine']}:")
        for sentence, cites in entry.told:
            paragraph.add_run(f" {sentence}")
            for cite in cites:
                paragraph.add_run(" ")
                _link(paragraph, cite)
    if entry.known:
        document.add_paragraph(entry.known)
    if entry.passages:
        paragraph = document.add_paragraph()
        for number, passage in enumerate(entry.passages):
            if number:
                paragraph.add_run(" ")
            _link(paragraph, passage)
    if entry.note:
        document.add_paragraph(f"{words['note']}: {entry.note}", style="Intense Quote")
    facts = [entry.kind, ", ".join(entry.cities), entry.topic, entry.headline.remark]
    paragraph = document.add_paragraph("".join(f"{fact} · " for fact in facts if fact))
    before, _, after = entry.first.partition("{source}")
    paragraph.add_run(before)
    _link(paragraph, entry.first_source)
    paragraph.add_run(after)
    for number, publisher in enumerate(entry.publishers):
        paragraph.add_run(", " if number else f"; {words['also']} ")
        paragraph.add_run(f"{publisher.name} (")
        for place, text in enumerate(publisher.texts):
            if place:
                paragraph.add_run("; ")
            _link(paragraph, text)
        paragraph.add_run(")")
    if entry.thread:
        document.add_paragraph(entry.thread)


def _link(paragraph: Paragraph, to: LinkView) -> None:
    """Append words that lead somewhere: python-docx has links for reading only."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run: Any = paragraph.add_run(to.words)
    if to.url is None:
        return
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(to.url, _HYPERLINK, is_external=True))
    run.font.underline = True
    run._r.addprevious(element)
    element.append(run._r)


def _date(document: Document, issue: Issue, title: str) -> None:
    """Date the document by the issue, not by the clock."""
    properties = document.core_properties
    moment = datetime.combine(issue.period.last, time(), UTC).replace(tzinfo=None)
    properties.created = properties.modified = moment
    properties.author, properties.title, properties.comments = "citydesk", title, ""
    properties.language = issue.edition.language


def _packed(document: Document) -> bytes:
    """Return the file with fixed times inside."""
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _EARLIEST), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()

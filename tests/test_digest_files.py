"""Markdown, Word and PDF: the same entries, order and links as the page; hostile words as text."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from digest.issue import Issue
from digest.markdown import render_markdown
from digest.word import render_docx
from tests.conftest import need
from tests.digest_samples import HOSTILE, candidate, issue, sixteen_cities

TRICKS = "# not a heading *nor stress* [nor](http://evil.example) `nor code` <b>nor markup</b> =cmd|' /C calc'!A1 &amp;"


def in_order(text: str, of: Issue) -> bool:
    """Tell whether the headlines of an issue stand in a text in their order."""
    places = [text.find(entry.candidate.headline[:40]) for entry in of.entries]
    return -1 not in places and places == sorted(places)


def test_markdown_has_every_entry_in_order_with_its_link() -> None:
    found = sixteen_cities()
    text = re.sub(r"\\(.)", r"\1", render_markdown(found))
    assert in_order(text, found)
    assert all(f"(<{entry.candidate.reports[0].url}>)" in text for entry in found.entries)


def test_nothing_that_came_from_the_web_means_anything_to_markdown() -> None:
    text = render_markdown(issue(candidate("evil", headline=TRICKS, words=(TRICKS,))))
    assert not re.search(r"(?<!\\)\[nor(?<!\\)\]", text)
    assert not re.search(r"(?<!\\)<b>", text)
    assert not re.search(r"^# not", text, re.MULTILINE)


def test_word_has_every_entry_in_order_and_every_link_of_it() -> None:
    found = sixteen_cities()
    document = docx.Document(io.BytesIO(render_docx(found)))
    assert in_order("\n".join(one.text for one in document.paragraphs), found)
    targets = {one.target_ref for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert {entry.candidate.reports[0].url for entry in found.entries} <= targets


def test_word_files_are_the_same_whenever_they_are_made_and_say_nothing_of_the_machine() -> None:
    first = render_docx(sixteen_cities())
    assert first == render_docx(sixteen_cities())
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("words", [HOSTILE, TRICKS])
def test_hostile_words_are_text_in_word(words: str) -> None:
    found = render_docx(issue(candidate("evil", headline=words, words=(words,))))
    document = docx.Document(io.BytesIO(found))
    assert words[:8].strip() in "\n".join(one.text for one in document.paragraphs)


def test_pdf_has_every_entry_in_order_and_fetches_nothing() -> None:
    pytest.importorskip("weasyprint")
    from digest.pdf import render_pdf

    found = sixteen_cities()
    try:
        body = render_pdf(found)
    except OSError:
        need("pango", is_there=False)
        raise
    pages = pypdf.PdfReader(io.BytesIO(body)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert in_order(text, found)
    assert body == render_pdf(found)

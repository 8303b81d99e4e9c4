"""Bytes of a PDF file → its title and paragraphs, through pypdf where it is installed (extra `attachments`)."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from itertools import islice

from crawler.html_text import clean_line, clean_paragraphs

MAX_PAGES = 60  # a press release has two, a budget hundreds
MAX_TEXT = 200_000  # characters
_BROKEN_WORD = re.compile(r"(\w)-\n(?=[^\W\d_A-Z])")
_SHORT = 0.7  # of the usual length of a line: a shorter one that ends a sentence ends a paragraph


class NoPdfReaderError(Exception):
    """pypdf is not installed."""


def read_pdf(body: bytes) -> tuple[str, str]:
    """Return the title that a PDF declares ("" = none) and its text, a blank line between paragraphs.

    Raise NoPdfReaderError without pypdf, ValueError when the file can't be read or is locked.
    """
    try:
        from pypdf import PdfReader  # an optional extra
    except ImportError as error:
        raise NoPdfReaderError from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("the PDF is locked")
        title = clean_line(reader.metadata.title if reader.metadata else "")
        pages = [page.extract_text() for page in islice(reader.pages, MAX_PAGES)]
    except ValueError:
        raise
    except Exception as error:  # pypdf raises what its parts raise: KeyError, RecursionError, PdfReadError, …
        raise ValueError(f"the PDF can't be read: {type(error).__name__}") from error
    return title, "\n\n".join(map(_paragraphs, pages))[:MAX_TEXT]


def _paragraphs(page: str) -> str:
    """Return a page's lines joined into paragraphs.

    One ends at a blank line, where a sentence ends a short line, and after a short first line: that is a heading.
    """
    lines = [" ".join(line.split()) for line in _BROKEN_WORD.sub(r"\1", page).split("\n")]
    usual = sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    joined = ""
    for place, line in enumerate(lines):
        is_short = len(line) < _SHORT * usual
        is_end = not line or (is_short and (place == 0 or line.endswith((".", "!", "?", ":", "”", "“", "»"))))
        joined += f"{line}\n\n" if is_end else f"{line} "
    return clean_paragraphs(joined)

"""Press releases that are PDF files, made here with WeasyPrint and read back."""

from __future__ import annotations

import sys

import pytest

from crawler.article import Article, Listed, Page, Skipped, Source
from crawler.extract import extract
from crawler.pdf import read_pdf
from tests.conftest import need
from tests.fakes import NOW, keep_prior

SOURCE = Source(key="ru", name="Munich", url="https://ru.example/", kind="listing", owner="partner", language="de")
WORDS = "Der Stadtrat hat am Montag die neue Straßenbahn in den Hafen beschlossen, mit sechs Haltestellen. " * 3
MARKUP = (
    f"<title>Rathaus-Umschau</title><h1>Tram in den Hafen</h1><p>{WORDS}</p><p>Die Bauarbeiten beginnen im März.</p>"
)


def made() -> bytes:
    try:
        from weasyprint import HTML
    except OSError:  # Pango is missing
        need("pango", is_there=False)
        raise
    return bytes(HTML(string=MARKUP).write_pdf())


def read(body: bytes, listed: Listed | None = None) -> Article | Skipped:
    url = "https://ru.example/umschau.pdf"
    headers = (("content-type", "application/pdf"),)
    page = Page(url=url, final_url=url, source="ru", fetched_at=NOW, status=200, headers=headers, body=body)
    return extract(page, listed, SOURCE, NOW, keep_prior)


def test_press_release_that_is_a_pdf_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    body = made()
    found = read(
        body, Listed(url="https://ru.example/umschau.pdf", title="Tram in den Hafen", published=NOW, precision="day")
    )
    assert isinstance(found, Article)
    assert (found.title, found.published, found.language) == ("Tram in den Hafen", NOW, "de")
    assert found.text.startswith("Der Stadtrat hat am Montag") and found.text.endswith("im März.")
    alone = read(body)
    assert isinstance(alone, Article) and alone.title == "Rathaus-Umschau"
    monkeypatch.setitem(sys.modules, "pypdf", None)
    missing = read(body)
    assert isinstance(missing, Skipped) and missing.reason == "a PDF: install citydesk[attachments] to read it"


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"\0" * 500, b"%PDF-1.7 1 0 obj<</A 1 0 R>>"]
)
def test_broken_pdf_has_its_reason(body: bytes) -> None:
    found = read(body)
    assert isinstance(found, Skipped) and "PDF" in found.reason
    with pytest.raises(ValueError, match="PDF"):
        read_pdf(body)

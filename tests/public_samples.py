"""An archive for the public: two cities, a story told twice, a hostile text, a changed one; two issues out."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from citydesk.archive import Archive, crawling
from citydesk.pipeline.desk_publishing import Published, publish
from citydesk.settings import Settings, load_settings
from citydesk.web.public.document import Document
from citydesk.web.public.routes import page_at
from citydesk.web.public.site import Site
from crawler.article import Article
from digest.period import iso_week
from tests.fakes import NOW, ROOT, article, run_process, source
from tests.test_citydesk_desk import BOOKS, FAIR, TRAM
from tests.test_citydesk_pipeline import put

HOSTILE = article(
    "hostile",
    'The council of Riga writes <script>document.title="taken"</script> and <img src=x onerror=alert(1)> down.\n\n'
    "Nobody knows why the words {{ 7*7 }} and \u202eevil\u202c </script><b> were put there by the clerk of the city.",
    title='<script>document.title="taken"</script> \u202eevil {{7*7}} ]]> &amp; "quoted"',
    days=2,
    source="riga",
)
COPY = article("copy", TRAM.text, title=TRAM.title, days=4, source="riga")
EARLIER = article(
    "flats",
    "Ghent builds forty flats for families at the old docks, and the first of them move in next summer.\n\n"
    "The city council has decided on eight million euros for the housing programme in its session of Monday.",
    title="Ghent builds forty flats at the docks",
    days=10,
)
CHANGED = replace(EARLIER, text=EARLIER.text.replace("forty flats", "fifty flats"))
UNDATED = article(
    "undated",
    "The swimming pool of the Brugse Poort opens its doors again after a year of works on the roof of the hall.\n\n"
    "Swimmers find new lockers, warmer water and a slide for children, the city of Ghent says in its announcement.",
    title="Pool opens again",
    days=None,
)
WEEKS = ("2026-W45", "2026-W46")
ARTICLES: tuple[Article, ...] = (TRAM, COPY, BOOKS, FAIR, HOSTILE, EARLIER, UNDATED)


def sample_archive() -> Archive:
    """Return an archive in memory with two weeks of its first edition published."""
    archive = Archive(":memory:")
    archive.connection.deserialize(sample_bytes())
    return archive


@functools.cache
def sample_bytes() -> bytes:
    """Return that archive as the bytes of its file; it is made once."""
    with Archive(":memory:") as archive:
        fill(archive, load_settings(ROOT / "config", {}))
        return bytes(archive.connection.serialize())


def fill(archive: Archive, settings: Settings) -> None:
    """Fill an archive, and publish two weeks of its first edition."""
    crawling.save_sources(archive, [source("ghent", city="ghent", language="en"), source("riga", city="riga")])
    put(archive, *ARTICLES)
    put(archive, CHANGED, days=0.1)
    run_process(archive)
    for week in WEEKS:
        done = publish(archive, settings, settings.editions[0], iso_week(week), "noor", now=NOW)
        assert isinstance(done, Published)


def document(archive: Archive, settings: Settings, path: str) -> Document:
    """Return what stands at a path."""
    found = page_at(path)
    assert found is not None, path
    language, page = found
    made = page(Site(archive=archive, settings=settings, language=language))
    assert isinstance(made, Document), path
    return made


def kinds_of_pages(archive: Archive) -> Iterator[str]:
    """Yield a path below the language for every type of page, the hostile story among them."""
    rows = archive.rows("SELECT story FROM story_members WHERE article IN (?, ?) ORDER BY article",
                        (HOSTILE.id, TRAM.id))  # fmt: skip
    yield from ("", "issues/", f"issues/network-{WEEKS[1]}/", "editions/network/", "cities/", "cities/ghent/")
    yield from ("topics/", "topics/asylum-refugees/", "projects/", "projects/cities-grow/")
    yield from (f"stories/{row['story']}/" for row in rows)
    yield from (
        "about/",
        "webmasters/",
        "privacy/",
        "feeds/",
        "search/?q=council",
        "search/?q=council&by=both",
        "no-such-page/",
    )


def feeds_of(archive: Archive) -> list[str]:
    """Return the paths below the language of every feed of the samples, without its ending."""
    return [
        "editions/network/feed",
        *(f"issues/network-{week}/feed" for week in WEEKS),
        "cities/ghent/feed",
        "cities/ghent/feed-2026-11",
        "cities/riga/feed",
        "topics/asylum-refugees/feed",
        "projects/cities-grow/feed",
    ]

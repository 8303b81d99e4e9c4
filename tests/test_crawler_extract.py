"""Pages become articles, with the right title, text and date, or say why they do not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import Article, Listed, Page, Skipped, Source
from crawler.extract import article_from_listed, extract
from crawler.html_text import decode_html, html_to_text
from crawler.metadata import read_metadata
from crawler.title import listed_title

_DATA = Path(__file__).parent / "data" / "pages"
_SEEN = datetime(2026, 11, 22, tzinfo=UTC)
_URL = "https://city.example/news/1"
_FEED = Source(key="city", name="City of Example", url="https://city.example/feed", kind="feed", owner="city")
_LISTING = Source(key="city", name="City of Example", url="https://city.example/news", kind="listing", owner="city")
_LONG = (
    "The council has decided on the budget for the coming year and on three new schools in the north of the city. " * 6
)


def _identify(text: str, prior: str | None) -> str:
    return prior or "en"


def _page(
    body: str | bytes,
    *,
    status: int = 200,
    url: str = _URL,
    final_url: str | None = None,
    content_type: str = "text/html",
) -> Page:
    return Page(
        url=url,
        final_url=final_url or url,
        source="city",
        fetched_at=_SEEN,
        status=status,
        headers=(("content-type", content_type),),
        body=body.encode() if isinstance(body, str) else body,
    )


def _read(
    body: str | bytes, listed: Listed | None = None, source: Source = _FEED, **fields: object
) -> Article | Skipped:
    return extract(_page(body, **fields), listed, source, _SEEN, _identify)  # type: ignore[arg-type]


def _article(body: str | bytes, listed: Listed | None = None, source: Source = _FEED) -> Article:
    read = _read(body, listed, source)
    assert isinstance(read, Article), read
    return read


def test_press_release_without_banner_share_row_contact_and_cloak() -> None:
    assert _article((_DATA / "press_release.html").read_bytes()) == Article(
        url=_URL,
        source="city",
        title="Harbour tram opens in May",
        text=(_DATA / "press_release.txt").read_text(encoding="utf-8").strip(),
        language="en",
        published=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        precision="minute",
        date_source="metadata",
        first_seen=_SEEN,
    )


def test_short_notice_is_kept_and_its_banner_is_not() -> None:
    article = _article((_DATA / "short_notice.html").read_bytes())
    assert (article.title, article.text) == (
        "Slēgta iela",
        "No pirmdienas līdz trešdienai ostas iela būs slēgta satiksmei, jo tiek mainītas ūdensvada caurules.",
    )
    assert (article.published, article.date_source) == (datetime(2026, 11, 21, tzinfo=UTC), "text")


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>New bridge | News | City of Example</title>", "<h1>New bridge</h1>", "New bridge"),
        ("<title>City of Example - New bridge</title>", "", "New bridge"),
        ("<title>Köln-Bonn: new bridge – what changes</title>", "", "Köln-Bonn: new bridge – what changes"),
        ("<title>New bridge – Example</title>", "<h1>New bridge</h1>", "New bridge"),
        ("<title>City of Example</title>", "<h1>New bridge</h1>", "New bridge"),
        ("<title>New bridge · city.example</title>", "", "New bridge"),
        ("<meta property='og:title' content='City of Example'><title>x</title>", "<h1>New bridge</h1>", "New bridge"),
        (
            "<meta property='og:title' content='Bridge opens &amp;amp; closes'>",
            "<h1>Bridge</h1>",
            "Bridge opens & closes",
        ),
        ("<title>New\u202e bridge\u0007 | City of Example</title>", "", "New bridge"),
    ],
)
def test_title_comes_without_the_name_of_the_site(head: str, heading: str, title: str) -> None:
    assert _article(f"<html><head>{head}</head><body><main>{heading}<p>{_LONG}</p></main></body></html>").title == title


def test_title_of_the_feed_loses_the_name_of_the_site() -> None:
    assert listed_title("New bridge | City of Example", "City of Example", "city.example") == "New bridge"
    assert listed_title("A – B", "City of Example", "city.example") == "A – B"


def test_title_is_not_repeated_at_the_head_of_the_text() -> None:
    body = f"<title>New bridge</title><article><h1>New bridge</h1><p>New bridge</p><p>{_LONG}</p></article>"
    assert _article(body).text == _LONG.strip()


_META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "body", "published", "date_source"),
    [
        (_META.format("2026-11-20T10:00:00Z"), "", "2026-11-20 10:00", "metadata"),
        ('<meta name="DC.date.issued" content="2026-11-20">', "", "2026-11-20 00:00", "metadata"),
        (
            _META.format("2026-01-01"),
            '<time datetime="2026-11-19T08:00+01:00">x</time>',
            "2026-11-19 07:00",
            "metadata",
        ),
        (
            "",
            "<time class='updated' datetime='2026-11-21'></time><time>20.11.2026</time>",
            "2026-11-20 00:00",
            "metadata",
        ),
        ("", "<p>Press office, 18 November 2026</p>", "2026-11-18 00:00", "text"),
        ("", "<p>2026. gada 18. decembrī</p>", None, None),
        (_META.format("2031-05-05T10:00:00Z"), "<p>18.11.2026</p>", "2026-11-18 00:00", "text"),
        (_META.format("1970-01-01T00:00:01Z"), "", None, None),
        (
            "",
            "<p>On 20 November 2026 the council met in the town hall and decided on the budget of the year.</p>",
            None,
            None,
        ),
        ("", "<footer><p>© 2019</p></footer>", None, None),
    ],
)
def test_date_of_the_page(head: str, body: str, published: str | None, date_source: str | None) -> None:
    page = (
        f"<html lang='en'><head>{head}</head><body><main><h1>New bridge</h1>{body}<p>{_LONG}</p></main></body></html>"
    )
    article = _article(page)
    found = f"{article.published:%Y-%m-%d %H:%M}" if article.published else None
    assert (found, article.date_source) == (published, date_source)


def test_date_of_the_feed_comes_first_and_that_of_a_card_last() -> None:
    listed = Listed(url=_URL, title="New bridge", published=datetime(2026, 11, 10, tzinfo=UTC), precision="day")
    head = _META.format("2026-11-20T10:00:00Z")
    body = f"<html><head>{head}</head><body><h1>New bridge</h1><p>{_LONG}</p></body></html>"
    dates = [
        (_article(body, listed, source).published, _article(body, listed, source).date_source)
        for source in (_FEED, _LISTING)
    ]
    assert dates == [
        (datetime(2026, 11, 10, tzinfo=UTC), "feed"),
        (datetime(2026, 11, 20, 10, tzinfo=UTC), "metadata"),
    ]
    assert _article(f"<h1>New bridge</h1><p>{_LONG}</p>", listed, _LISTING).date_source == "text"


@pytest.mark.parametrize(
    "banner",
    [
        "We use cookies to improve your visit.",
        "Wir verwenden Cookies, um die Seite zu verbessern.",
        "Ce site utilise des cookies pour mesurer l'audience.",
        "Questo sito utilizza cookie tecnici.",
        "Utilizamos cookies propias y de terceros.",
        "Aquest lloc web fa servir cookies pròpies.",
        "Este sítio utiliza cookies.",
        "Deze website gebruikt cookies.",
        "Vi använder kakor (cookies) på vår webbplats.",
        "Sivustolla käytetään evästeitä.",
        "Veebileht kasutab küpsiseid.",
        "Šī vietne izmanto sīkdatnes.",
        "Svetainėje naudojami slapukai.",
        "Ta strona używa plików cookie.",
        "Tento web používá soubory cookie.",
        "Spletno mesto uporablja piškotke.",
        "Ova stranica koristi kolačiće.",
        "Az oldal sütiket használ.",
        "Acest site folosește cookie-uri.",
        "Сайтът използва бисквитки.",
        "Ο ιστότοπος χρησιμοποιεί cookies.",
        "Sitemizde çerez kullanılmaktadır.",
        "Сайт використовує файли cookie.",
    ],
)
def test_banner_without_a_name_is_no_text(banner: str) -> None:
    body = (
        f"<title>City</title><div><p>{banner}</p></div><main><h1>New bridge</h1><p>The bridge opens in May.</p></main>"
    )
    assert _article(body).text == "The bridge opens in May."


def test_baking_cookies_is_news() -> None:
    body = "<h1>Cookie workshop</h1><p>The youth centre invites children to bake cookies on Sunday afternoon.</p>"
    assert _article(body).text == "The youth centre invites children to bake cookies on Sunday afternoon."


_COOKIES = "We use cookies. Accept cookies to go on. Cookies help us to know what you read."
_CARDS = "".join(
    f"<li><h3><a href='/news/{n}'>The {n}th decision of the council</a></h3><p>It decided on matter {n}.</p></li>"
    for n in range(10, 20)
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "no text"),
        ("<html><body></body></html>", "no text"),
        (
            "<title>Page not found</title><h1>Page not found</h1><p>The page you asked for does not exist.</p>",
            "soft 404",
        ),
        ("<title>Stránka nenalezena</title><p>Zkuste to prosím znovu z úvodní strany našeho webu.</p>", "soft 404"),
        ("<title>Just a moment...</title><p>Checking that you are human.</p>", "blocked page"),
        (f"<title>News</title><main><h1>News</h1><ul>{_CARDS}</ul></main>", "listing page"),
        (f"<title>City</title><div id='consent'><h1>City</h1><p>{_COOKIES}</p></div>", "consent page"),
        (
            "<title>City</title><div id='app'></div><noscript>Please enable JavaScript to see this.</noscript>",
            "needs a browser with JavaScript",
        ),
        (f"<p>{_LONG}</p>", "no title"),
        ("<p>x" + "<i></i>" * 60_000, "page not readable: over 50000 elements"),
    ],
)
def test_page_that_is_no_article_says_why(body: str, reason: str) -> None:
    assert _read(body) == Skipped(url=_URL, reason=reason)


def test_answer_that_is_no_page_says_why() -> None:
    assert _read("Gone", status=410) == Skipped(url=_URL, reason="http 410")
    assert _read(b"PK", content_type="application/zip") == Skipped(url=_URL, reason="not a web page: application/zip")
    assert _read(f"<h1>Welcome</h1><p>{_LONG}</p>", final_url="https://city.example/en/") == Skipped(
        url=_URL, reason="soft 404: sent to the front page"
    )


def test_text_of_the_feed_stands_in_for_a_page_that_gives_less() -> None:
    listed = Listed(url=_URL, title="New bridge", language="en", text=f"{_LONG}\n\nRead more…")
    for article in (
        _read("", listed),
        _read("Forbidden", listed, status=403),
        _read("<h1>New bridge</h1><p>Short.</p>", listed),
    ):
        assert isinstance(article, Article)
        assert (article.title, article.text) == ("New bridge", _LONG.strip())


def test_article_is_made_of_what_the_source_lists() -> None:
    listed = Listed(
        url=f"{_URL}?utm_source=x", title="New bridge", published=datetime(2026, 11, 20, tzinfo=UTC), text="It opens."
    )
    assert article_from_listed(listed, _FEED, _SEEN, _identify) == Article(
        url=_URL,
        source="city",
        title="New bridge",
        text="It opens.",
        language="en",
        published=datetime(2026, 11, 20, tzinfo=UTC),
        precision="minute",
        date_source="feed",
        first_seen=_SEEN,
    )


def test_title_alone_is_an_article_and_a_text_without_title_is_none() -> None:
    article = article_from_listed(Listed(url=_URL, title="Office closed"), _FEED, _SEEN, _identify)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Office closed", "")
    assert article_from_listed(Listed(url=_URL, text="x"), _FEED, _SEEN, _identify) == Skipped(
        url=_URL, reason="no title in what the source lists"
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Δήμος".encode("iso-8859-7"), "text/html; charset=iso-8859-7"),
        ("<meta charset='windows-1253'><p>Δήμος".encode("windows-1253"), "text/html"),
        ("<meta http-equiv='content-type' content='text/html; charset=ISO-8859-7'><p>Δήμος".encode("iso-8859-7"), ""),
        ("\ufeff<p>Δήμος".encode("utf-16-le"), ""),
        ("\ufeff<p>Δήμος".encode(), "text/html; charset=iso-8859-1"),
        ("<p>Δήμος".encode(), "text/html; charset=iso-8859-1"),
        ("<p>Δήμος".encode(), "text/html; charset=no-such"),
    ],
)
def test_page_is_decoded_as_declared_or_as_utf8(body: bytes, content_type: str) -> None:
    assert html_to_text(decode_html(body, content_type)) == "Δήμος"


def test_markup_becomes_paragraphs() -> None:
    markup = "<p>One <b>bold</b>\n line.</p><ul><li>Two</li><li>Three &amp; four</li></ul><style>p{}</style>Five<br>Six"
    assert html_to_text(markup) == "One bold line.\n\nTwo\n\nThree & four\n\nFive\n\nSix"
    assert html_to_text("plain\n\n\ntext < 3") == "plain\n\ntext < 3"


def test_hostile_declarations_read_as_absent() -> None:
    from crawler.html_text import parse_html

    tree = parse_html("<script type='application/ld+json'>" + "[" * 100_000 + "</script><h1>x</h1>")
    assert tree is not None
    assert read_metadata(tree).schema_title == ""


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 40_000 + b"text",
        b"<p>" + b"&amp;" * 100_000,
        b"<title>" + b" - a" * 20_000 + b"</title><h1>x</h1><p>text",
        b"<table>" + b"<tr><td>1</td>" * 10_000,
        b"\x00\xff\xfe" * 1000,
    ],
    ids=["deep", "entities", "dashes", "table", "bytes"],
)
def test_hostile_page_ends_with_an_answer(body: bytes) -> None:
    assert isinstance(_read(body), Article | Skipped)


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<article>", "<h1>", "</h1>", "<title>", "<time datetime=", "<meta property='og:title' content='",
     "'>", "<script type='application/ld+json'>", '{"@type":"Article","headline":[', "</script>", "<div hidden>",
     "<table>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(), st.lists(st.one_of(_PIECES, st.text(max_size=20))).map(lambda parts: "".join(parts).encode())
    )
)
def test_any_page_is_an_article_or_skipped(body: bytes) -> None:
    assert isinstance(_read(body), Article | Skipped)


@pytest.mark.parametrize("label", ["Publié le", "Published on:", "Veröffentlicht am", "Julkaistu"])
def test_a_label_without_its_date_is_no_text(label: str) -> None:
    found = _read(f"<title>The tram</title><article><h1>The tram</h1><p>{label}</p><p>{_LONG}</p></article>")
    assert isinstance(found, Article)
    assert label not in found.text.split("\n\n")


def test_a_sentence_that_begins_like_a_label_stays() -> None:
    said = "Publié le 9 novembre, le rapport de la ville compte trois mille logements."
    found = _read(f"<title>The tram</title><article><h1>The tram</h1><p>{said}</p><p>{_LONG}</p></article>")
    assert isinstance(found, Article)
    assert said in found.text

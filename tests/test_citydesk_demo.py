"""The demo web over real HTTP on 127.0.0.1: its own small content in tests/data/demo, and what is shipped."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from lxml import etree, html

from citydesk.demo.content_reader import DemoSite, read_sites
from citydesk.demo.server import DemoWeb, serve_demo
from citydesk.demo.shapes import SHAPES
from citydesk.demo.sites import Answer, Request, answer, load_templates
from citydesk.demo.sources import demo_sources
from citydesk.demo.wording import WORDING, write_date
from citydesk.demo.wordpress import texturize
from citydesk.errors import ConfigError

FOLDER = Path(__file__).parent / "data" / "demo"
STAGE_ONE_SLUGS = ["brug", "park", "kort", "stuk", "weg", "geheim", "eindeloos", "koek", "zonder-datum"]
SITE_KEYS = sorted(SHAPES)
TEMPLATES = load_templates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer as http.client read it."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with serve_demo(folder=FOLDER) as running:
        yield running


def ask(web: DemoWeb, key: str, path: str, method: str = "GET", **headers: str) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": f"{key}.localhost:{web.port}", **named})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Reply(status=response.status, headers={k.lower(): v for k, v in response.getheaders()}, body=body)


def ask_shape(key: str, path: str, stage: int = 1, query: str = "") -> Answer:
    """Ask any of the ten sites with Ghent's content: the markup differs, the articles do not."""
    ghent = next(site for site in read_sites(FOLDER) if site.key == "ghent")
    sites = {each: replace(ghent, key=each) for each in SHAPES}
    request = Request(host=f"{key}.localhost:1", path=path, query=query, stage=stage)
    return answer(request, sites, TEMPLATES)


def listed(key: str, stage: int = 1) -> list[str]:
    """Return the addresses a site's index lists, in order."""
    shape = SHAPES[key]
    body = ask_shape(key, shape.index, stage, "per_page=100").body
    base = f"http://{key}.localhost:1"
    if shape.kind == "wordpress":
        return [post["link"] for post in json.loads(body)]
    if shape.kind == "sitemap":
        return [url.findtext("{*}loc") or "" for url in etree.fromstring(body)]
    if shape.index.endswith(".json"):
        return [entry["url"] for entry in json.loads(body)["items"]]
    if shape.kind == "feed":
        return [entry.link for entry in feedparser.parse(body).entries]
    rule = shape.link_selector or "main h3 a, .asset-abstract h2 a"
    links = html.fromstring(body).cssselect(rule)
    return [urljoin(base + shape.index, link.get("href") or "") for link in links]


def text_of(markup: str | bytes, xpath: str = "/") -> str:
    """Return the text a reader sees of what an XPath finds first, white space folded."""
    return str(html.fromstring(markup).xpath(f"normalize-space({xpath})"))


def address(key: str, slug: str) -> str:
    return f"http://{key}.localhost:1{SHAPES[key].article.format(slug=slug)}"


def parts(key: str, slug: str) -> tuple[str, str]:
    split = urlsplit(address(key, slug))
    return split.path, split.query


@pytest.mark.parametrize("key", SITE_KEYS)
def test_every_index_lists_the_newest_first_and_the_undated_last(key: str) -> None:
    assert listed(key) == [address(key, slug) for slug in STAGE_ONE_SLUGS]
    assert listed(key, stage=2) == [address(key, slug) for slug in ["nieuw", *STAGE_ONE_SLUGS]]


@pytest.mark.parametrize("key", SITE_KEYS)
def test_an_article_page_shows_title_date_text_and_that_it_is_invented(key: str) -> None:
    path, query = parts(key, "brug")
    said = ask_shape(key, path, query=query)
    page = said.body.decode(SHAPES[key].charset)
    shown = text_of(page)
    plain_title = 'De "Kleine Brug" & het café <open>'
    title = plain_title if key != "network" else "De “Kleine Brug” & het café <open>"
    assert said.status == 200
    assert text_of(page, "//title") == f"{title} | Stad Gent"
    assert text_of(page, "//h1") == title
    assert all(text in shown for text in ("De brug is open.", "De stad opent de brug.", "Fietsers zijn welkom."))
    assert "9 november 2026" in shown
    assert WORDING["nl"].demo_note in shown
    assert WORDING["nl"].contact in shown or WORDING["nl"].press_office in shown


@pytest.mark.parametrize("key", SITE_KEYS)
def test_an_undated_page_shows_no_date_anywhere(key: str) -> None:
    path, query = parts(key, "zonder-datum")
    body = ask_shape(key, path, query=query).body.decode(SHAPES[key].charset)
    assert "Niemand weet wanneer." in body
    assert re.findall(r"\b20\d\d\b|<time|datePublished|published_time", body) == []


@pytest.mark.parametrize("key", SITE_KEYS)
def test_a_page_that_is_missing_says_so_with_404_and_a_soft_one_with_200(key: str) -> None:
    hard = ask_shape(key, "/no/such/page")
    path, query = parts(key, "weg")
    soft = ask_shape(key, path, query=query)
    assert (hard.status, soft.status) == (404, 200)
    assert "Pagina niet gevonden" in hard.body.decode(SHAPES[key].charset)
    assert hard.body == soft.body


@pytest.mark.parametrize("key", SITE_KEYS)
def test_the_second_stage_changes_only_what_changed(key: str) -> None:
    changed = set()
    for slug in ["nieuw", *STAGE_ONE_SLUGS]:
        path, query = parts(key, slug)
        if ask_shape(key, path, 1, query) != ask_shape(key, path, 2, query) and slug != "weg":
            changed.add(slug)
    assert changed == {"nieuw", "park"}


@pytest.mark.parametrize(("slug", "has_banner"), [("koek", True), ("brug", False)])
@pytest.mark.parametrize("key", SITE_KEYS)
def test_a_cookie_banner_stands_where_the_trait_says_and_on_all_of_milan(key: str, slug: str, has_banner: bool) -> None:
    path, query = parts(key, slug)
    body = ask_shape(key, path, query=query).body.decode(SHAPES[key].charset)
    assert (WORDING["nl"].cookie_text in text_of(body)) == (has_banner or key == "milan")


def test_an_edited_page_shows_its_second_version_at_stage_two(web: DemoWeb) -> None:
    before = ask(web, "ghent", "/nl/nieuws/park").body.decode()
    web.stage = 2
    after = ask(web, "ghent", "/nl/nieuws/park").body.decode()
    assert ("Park blijft dicht" in before, "Tot maandag." in before) == (True, True)
    assert ("Park toch open" in after, "Vanaf vandaag." in after, "Tot maandag." in after) == (True, True, False)


def test_a_teaser_shows_its_lead_only(web: DemoWeb) -> None:
    body = ask(web, "ghent", "/nl/nieuws/kort").body.decode()
    assert ("Dit staat er." in body, "Dit staat er niet." in body) == (True, False)


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_the_second_ask_gets_304_until_the_stage_changes_the_page(web: DemoWeb, header: str) -> None:
    question = {"etag": "If_None_Match", "last-modified": "If_Modified_Since"}[header]
    first = ask(web, "ghent", "/nl/nieuws/rss")
    second = ask(web, "ghent", "/nl/nieuws/rss", **{question: first.headers[header]})
    web.stage = 2
    third = ask(web, "ghent", "/nl/nieuws/rss", **{question: first.headers[header]})
    assert [(r.status, bool(r.body)) for r in (first, second, third)] == [(200, True), (304, False), (200, True)]
    assert web.requests == Counter({200: 2, 304: 1})


def test_a_tag_of_other_bytes_wins_over_a_date_that_matches(web: DemoWeb) -> None:
    first = ask(web, "ghent", "/nl/nieuws/brug")
    again = ask(
        web, "ghent", "/nl/nieuws/brug", If_None_Match='"other"', If_Modified_Since=first.headers["last-modified"]
    )
    assert again.status == 200


def test_gzip_is_sent_to_those_who_take_it_with_a_tag_of_its_own(web: DemoWeb) -> None:
    plain = ask(web, "ghent", "/nl/nieuws/brug")
    packed = ask(web, "ghent", "/nl/nieuws/brug", Accept_Encoding="gzip, deflate")
    again = ask(web, "ghent", "/nl/nieuws/brug", Accept_Encoding="gzip", If_None_Match=f"W/{packed.headers['etag']}")
    assert gzip.decompress(packed.body) == plain.body
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert packed.headers["etag"] != plain.headers["etag"]
    assert again.status == 304


def test_head_says_what_get_says_without_the_body(web: DemoWeb) -> None:
    head = ask(web, "ghent", "/nl/nieuws/brug", method="HEAD")
    get = ask(web, "ghent", "/nl/nieuws/brug")
    assert head == replace(get, body=b"")


@pytest.mark.parametrize(
    "host", ["oslo.localhost", "ghent", "ghent.localhost.example", "127.0.0.1", "", "ghent.localhost:x"]
)
def test_an_unknown_host_gets_404(web: DemoWeb, host: str) -> None:
    assert ask(web, "x", "/", Host=host).status == 404


@pytest.mark.parametrize("target", ["/%", "//[", "/?id=%00&x", "/article.asp?id=../../etc/passwd", "http://[/"])
def test_a_crooked_address_gets_an_answer(web: DemoWeb, target: str) -> None:
    assert ask(web, "athens", target).status in {200, 400, 404}


def test_old_greek_pages_decode_by_their_meta_charset_alone(web: DemoWeb) -> None:
    listing = ask(web, "athens", "/news.asp")
    page = ask(web, "athens", "/article.asp?id=1204&lang=el")
    assert (listing.headers["content-type"], page.headers["content-type"]) == ("text/html", "text/html")
    assert "Νέο πάρκο στην Κυψέλη" in listing.body.decode("iso8859-7")
    assert "charset=iso-8859-7" in page.body.decode("ascii", "ignore")
    shown = text_of(page.body)
    assert "Ο Δήμος “ανοίγει” το πάρκο με 5 € — από σήμερα." in shown
    assert "9 Νοεμβρίου 2026" in shown


@pytest.mark.parametrize("key", ["ghent", "network", "valencia"])
def test_xml_feeds_are_read_back_by_feedparser(key: str) -> None:
    feed = feedparser.parse(ask_shape(key, SHAPES[key].feed or "").body)
    first, undated = feed.entries[0], feed.entries[-1]
    title = 'De "Kleine Brug" & het café <open>' if key != "network" else "De “Kleine Brug” & het café <open>"
    assert not feed.bozo
    assert (first.title, first.link) == (title, address(key, "brug"))
    assert first.published_parsed[:5] == (2026, 11, 9, 8, 30)
    assert "De brug is open." in first.summary
    assert "published" not in undated


def test_the_json_feed_holds_what_version_1_1_asks_for() -> None:
    said = ask_shape("nantes", "/feed.json")
    feed = json.loads(said.body)
    assert dict(said.headers)["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["version"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "http://nantes.localhost:1/feed.json",
    )
    assert feed["items"][0] == {
        "id": address("nantes", "brug"),
        "url": address("nantes", "brug"),
        "title": 'De "Kleine Brug" & het café <open>',
        "summary": "De brug is open.",
        "content_text": "De brug is open.\n\nDe stad opent de brug.\n\nFietsers zijn welkom.",
        "date_published": "2026-11-09T08:30:00Z",
        "date_modified": "2026-11-09T08:30:00Z",
        "language": "nl",
    }
    assert "date_published" not in feed["items"][-1]


def test_the_sitemap_dates_what_was_edited(web: DemoWeb) -> None:
    def read(stage: int) -> dict[str, str | None]:
        root = etree.fromstring(ask_shape("barcelona", "/sitemap.xml", stage).body)
        return {url.findtext("{*}loc") or "": url.findtext("{*}lastmod") for url in root}

    before, after = read(1), read(2)
    assert before[address("barcelona", "park")] == "2026-11-02T08:30:00Z"
    assert after[address("barcelona", "park")] == "2026-11-16T05:30:00Z"
    assert after[address("barcelona", "zonder-datum")] is None


def test_json_ld_tells_headline_and_date() -> None:
    page = ask_shape("barcelona", "/noticies/brug").body.decode()
    facts = json.loads(text_of(page, "//script[@type='application/ld+json']"))
    assert (facts["@type"], facts["headline"], facts["datePublished"]) == (
        "NewsArticle",
        'De "Kleine Brug" & het café <open>',
        "2026-11-09T08:30:00Z",
    )


def test_the_wordpress_api_pages_through_all_posts(web: DemoWeb) -> None:
    first = ask(web, "network", "/wp-json/wp/v2/posts?per_page=2")
    second = ask(web, "network", "/wp-json/wp/v2/posts?per_page=2&page=2")
    beyond = ask(web, "network", "/wp-json/wp/v2/posts?per_page=2&page=3")
    slugs = [post["slug"] for reply in (first, second) for post in json.loads(reply.body)]
    assert slugs == ["grow", "air", "water"]
    assert (first.headers["x-wp-total"], first.headers["x-wp-totalpages"]) == ("3", "2")
    assert (beyond.status, json.loads(beyond.body)["code"]) == (400, "rest_post_invalid_page_number")


@pytest.mark.parametrize("query", ["per_page=101", "per_page=0", "page=-1", "page=two", "per_page=" + "9" * 99])
def test_the_wordpress_api_refuses_numbers_out_of_range(web: DemoWeb, query: str) -> None:
    said = ask(web, "network", f"/wp-json/wp/v2/posts?{query}")
    assert (said.status, json.loads(said.body)["code"]) == (400, "rest_invalid_param")


def test_a_wordpress_post_is_escaped_html_with_dates_without_a_zone(web: DemoWeb) -> None:
    post = json.loads(ask(web, "network", "/wp-json/wp/v2/posts").body)[0]
    base = f"http://network.localhost:{web.port}"
    assert post["title"]["rendered"] == "Cities&#8217; plan: &#8220;grow&#8221; &amp; learn &#8211; together"
    assert post["content"]["rendered"] == (
        "\n<p>It&#8217;s a plan.</p>\n\n\n\n<p>First &lt;step&gt;.</p>\n\n\n\n<p>Second step.</p>\n"
    )
    assert (post["date"], post["date_gmt"]) == ("2026-11-09T09:30:00", "2026-11-09T08:30:00")
    assert post["link"] == f"{base}/latest/grow/"


def test_texturize_leaves_no_markup_of_the_text_and_turns_quotes_by_their_place() -> None:
    assert texturize("<b>it's & \"that\" ('so') – 'end'</b>") == (
        "&lt;b&gt;it&#8217;s &amp; &#8220;that&#8221; (&#8216;so&#8217;) &#8211; &#8216;end&#8217;&lt;/b&gt;"
    )


def test_robots_txt_excludes_the_disallowed_page_only_and_hits_on_it_are_counted(web: DemoWeb) -> None:
    rules = RobotFileParser()
    rules.parse(ask(web, "ghent", "/robots.txt").body.decode().splitlines())
    assert rules.can_fetch("citydesk", "/nl/nieuws/brug")
    assert not rules.can_fetch("citydesk", "/nl/nieuws/geheim")
    assert web.forbidden_hits == 0
    assert ask(web, "ghent", "/nl/nieuws/geheim").status == 200
    assert web.forbidden_hits == 1


def test_robots_txt_of_the_network_allows_everything_and_one_site_has_none(web: DemoWeb) -> None:
    assert ask(web, "network", "/robots.txt").body == b"User-agent: *\nDisallow:\n"
    assert ask_shape("helsinki", "/robots.txt").status == 404
    assert b"Sitemap: http://barcelona.localhost:1/sitemap.xml" in ask_shape("barcelona", "/robots.txt").body


def test_a_broken_page_answers_500(web: DemoWeb) -> None:
    assert ask(web, "ghent", "/nl/nieuws/stuk").status == 500
    assert web.requests == Counter({500: 1})


def test_an_endless_page_trickles_and_does_not_hold_up_the_end() -> None:
    with serve_demo(folder=FOLDER) as web:
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
        connection.request("GET", "/nl/nieuws/eindeloos", headers={"Host": "ghent.localhost"})
        response = connection.getresponse()
        start = b""
        while b"more is coming" not in start:
            start += response.read1(4096)
        idle = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
        idle.connect()
        leaving = time.monotonic()
    assert time.monotonic() - leaving < 20
    assert (response.status, b"Eindeloos" in start) == (200, True)
    assert "content-length" not in {name.lower() for name, _ in response.getheaders()}
    assert not [
        thread for thread in threading.enumerate() if "demo-web" in thread.name or "process_request" in thread.name
    ]
    connection.close()
    response.close()
    idle.close()


def test_a_client_may_leave_an_endless_page(web: DemoWeb, capfd: pytest.CaptureFixture[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
    connection.request("GET", "/nl/nieuws/eindeloos", headers={"Host": "ghent.localhost"})
    response = connection.getresponse()
    response.read(100)
    response.close()
    connection.close()
    time.sleep(0.5)
    assert ask(web, "ghent", "/nl/nieuws/brug").status == 200
    assert capfd.readouterr() == ("", "")


def test_a_stage_that_is_not_there_is_refused(web: DemoWeb) -> None:
    with pytest.raises(ValueError, match="no stage 3; use one of 1, 2"):
        web.stage = 3


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "26 October 2026"),
        ("nl", "26 oktober 2026"),
        ("de", "26. Oktober 2026"),
        ("it", "26 ottobre 2026"),
        ("fi", "26.10.2026"),
        ("sv", "26 oktober 2026"),
        ("ca", "26 d'octubre de 2026"),
        ("es", "26 de octubre de 2026"),
        ("fr", "26 octobre 2026"),
        ("el", "26 Οκτωβρίου 2026"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, written: str) -> None:
    assert write_date(datetime(2026, 10, 26, 8, tzinfo=UTC), language) == written
    assert len(WORDING[language].months.split()) == 12


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('slug = "b"', 'slug = "a"'), "ghent.toml: slug: 'a' stands twice; give each article its own"),
        (('slug = "b"', 'slug = "B/"'), "ghent.toml: article.1.slug: string should match pattern"),
        (('lead = "y"', ""), "ghent.toml: article.1.lead: field required; correct this key"),
        (('lead = "y"', 'lead = "y"\ncolour = "red"'), "ghent.toml: article.1.colour: unexpected keyword argument"),
        (('language = "nl"', 'language = "xx"'), "ghent.toml: a: language: the demo web has no words in 'xx'"),
        (('lead = "y"', 'lead = "y"\ntrait = "undated"'), "ghent.toml: b: published: leave it out for trait 'undated'"),
        (('lead = "y"', 'lead = "y"\ntrait = "edited"'), "ghent.toml: b: edited_body: give it"),
        (('lead = "y"', "lead = y"), "ghent.toml: not valid TOML"),
    ],
)
def test_a_mistake_in_the_content_names_file_key_and_remedy(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    text = 'name = "n"\nlanguage = "nl"\n'
    for slug, lead in (("a", "x"), ("b", "y")):
        text += f'[[article]]\nslug = "{slug}"\ntitle = "t"\nlead = "{lead}"\npublished = 2026-11-09T08:30:00Z\n'
    (tmp_path / "ghent.toml").write_text(text.replace(*change), "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_sites(tmp_path)
    assert str(caught.value).startswith(message)


def test_content_of_a_site_that_has_no_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "oslo.toml").write_text('name = "Oslo"\nlanguage = "en"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"oslo\.toml: no site is called 'oslo'; name the file after one of athens"):
        read_sites(tmp_path)


def test_the_sources_name_ten_sites_with_their_kinds() -> None:
    sources = {source.key: source for source in demo_sources(8123)}
    assert {key: (source.kind, source.url) for key, source in sources.items()} == {
        "network": ("wordpress", "http://network.localhost:8123/wp-json/wp/v2/posts"),
        "solidarity": ("listing", "http://solidarity.localhost:8123/index.php/news"),
        "athens": ("listing", "http://athens.localhost:8123/news.asp"),
        "barcelona": ("sitemap", "http://barcelona.localhost:8123/sitemap.xml"),
        "dresden": ("listing", "http://dresden.localhost:8123/de/rathaus/aktuelles/pressemitteilungen.php"),
        "ghent": ("feed", "http://ghent.localhost:8123/nl/nieuws/rss"),
        "helsinki": ("listing", "http://helsinki.localhost:8123/uutiset"),
        "milan": ("listing", "http://milan.localhost:8123/comunicati"),
        "nantes": ("feed", "http://nantes.localhost:8123/feed.json"),
        "valencia": ("feed", "http://valencia.localhost:8123/actualidad/atom.xml"),
    }
    assert {key for key, source in sources.items() if source.language is None} == {"barcelona", "helsinki"}
    assert {key for key, source in sources.items() if source.link_selector} == {"athens", "dresden", "solidarity"}


@pytest.fixture(scope="module")
def shipped() -> tuple[DemoSite, ...]:
    return read_sites()


def test_the_shipped_content_fills_all_ten_sites(shipped: tuple[DemoSite, ...]) -> None:
    names = {source.key: source.name for source in demo_sources(1)}
    assert {site.key: site.name for site in shipped} == names
    assert all(site.articles for site in shipped)


def test_every_shipped_page_is_shown_at_the_last_stage(shipped: tuple[DemoSite, ...]) -> None:
    sites = {site.key: site for site in shipped}
    statuses = Counter[tuple[str | None, int]]()
    for site in shipped:
        for article in site.articles:
            split = urlsplit(SHAPES[site.key].article.format(slug=article.slug))
            request = Request(host=f"{site.key}.localhost", path=split.path, query=split.query, stage=2)
            statuses[article.trait, answer(request, sites, TEMPLATES).status] += 1
    assert {pair for pair in statuses if pair[1] != 200} <= {("error-500", 500)}


def test_no_shipped_page_is_disallowed_where_there_is_no_robots_txt(shipped: tuple[DemoSite, ...]) -> None:
    for site in shipped:
        if not SHAPES[site.key].has_robots:
            assert "disallowed" not in {article.trait for article in site.articles}

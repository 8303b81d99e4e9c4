"""Twenty cookie banners in ten languages on the articles of the demo's ten sites: none reaches a text."""

from __future__ import annotations

import re

import pytest

from citydesk.demo.banners import BANNERS, with_banner
from citydesk.demo.content_reader import read_sites
from citydesk.demo.shapes import SHAPES
from citydesk.demo.shown import show
from citydesk.demo.sites import Request, answer, load_templates
from citydesk.demo.wording import WORDING
from crawler.article import Article, Page, Source
from crawler.extract import extract
from tests.fakes import NOW, keep_prior

TEMPLATES = load_templates()
LANGUAGES = sorted(WORDING)
SITES = sorted(SHAPES)
SOURCE = Source(key="demo", name="Demo", url="http://x.example/", kind="listing", owner="partner")


def page_of(key: str) -> str:
    """Return the page of a site's first article of ordinary length, as its server answers it."""
    sites = {site.key: site for site in read_sites()}
    shown = next(
        one for one in show(sites[key], 1, f"http://{key}.localhost") if not one.trait and len(one.paragraphs) > 2
    )
    path, _, query = shown.path.partition("?")
    told = answer(Request(host=f"{key}.localhost", path=path, query=query, stage=1), sites, TEMPLATES)
    return told.body.decode(SHAPES[key].charset)


def read(site: str, markup: str) -> Article:
    body = markup.encode(SHAPES[site].charset, errors="xmlcharrefreplace")
    headers = (("content-type", f"text/html; charset={SHAPES[site].charset}"),)
    url = f"http://{site}.example/news/park"
    page = Page(url=url, final_url=url, source="demo", fetched_at=NOW, status=200, headers=headers, body=body)
    found = extract(page, None, SOURCE, NOW, keep_prior)
    assert isinstance(found, Article), found
    return found


def test_there_are_twenty() -> None:
    assert len(BANNERS) == 20


@pytest.mark.parametrize("banner", BANNERS)
def test_no_text_of_a_banner_is_in_any_body(banner: str) -> None:
    for number, site in enumerate(SITES):
        words = WORDING[LANGUAGES[(number + list(BANNERS).index(banner)) % len(LANGUAGES)]]
        markup = page_of(site)
        without, found = read(site, markup), read(site, with_banner(markup, banner, words))
        sentences = re.split(r"(?<=[.!?])\s+", words.cookie_text)
        said = [one for one in (words.cookie_heading, words.accept, *sentences) if one in found.text]
        assert (said, found.title, found.text) == ([], without.title, without.text), (site, words.cookie_heading)

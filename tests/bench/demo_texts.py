"""The demo's own articles as input for the benches: real lengths, ten languages, no data from elsewhere."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from citydesk.demo.content_reader import DemoArticle, read_sites
from crawler.article import Article, Page

FIRST_DAY = datetime(2026, 11, 9, 8, tzinfo=UTC)


def articles() -> list[Article]:
    """Return the articles of the demo with a text, in the order of its files."""
    return [
        Article(
            url=f"https://{site.key}.example/{one.slug}",
            source=site.key,
            title=one.title,
            text=_text(one),
            language=one.language or site.language,
            published=one.published,
            precision="minute" if one.published else None,
            date_source="feed" if one.published else None,
            first_seen=FIRST_DAY,
        )
        for site in read_sites()
        for one in site.articles
        if len(one.body) > 200
    ]


def invented(count: int, seed: int = 1) -> list[Article]:
    """Return `count` different articles of one week: each mixes the paragraphs of three demo articles of a language."""
    chance = random.Random(seed)
    by_language: dict[str, list[Article]] = {}
    for article in articles():
        by_language.setdefault(article.language, []).append(article)
    pools = [pool for pool in by_language.values() if len(pool) >= 3]
    found = []
    for number in range(count):
        parts = chance.sample(chance.choice(pools), 3)
        paragraphs = [chance.choice(part.text.split("\n\n")) for part in parts for _ in range(2)]
        published = FIRST_DAY + timedelta(minutes=chance.randrange(7 * 24 * 60))
        title = f"{parts[0].title} {chance.randrange(10, 10_000)}"
        url = f"https://{parts[0].source}.example/{number}"
        text = "\n\n".join(paragraphs)
        found.append(replace(parts[0], url=url, title=title, text=text, published=published, first_seen=published))
    return found


def page(article: Article) -> Page:
    """Return a page with the article in the markup of an ordinary news site."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in article.text.split("\n\n"))
    links = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(40))
    body = (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8"><title>{article.title} | City'
        f' news</title><meta property="og:title" content="{article.title}"><meta property="article:published_time"'
        f' content="{article.when.isoformat()}"></head><body><header><nav><ul>{links}</ul></nav></header><main>'
        f"<article><h1>{article.title}</h1>{paragraphs}</article></main><footer><ul>{links}</ul></footer></body></html>"
    )
    return Page(
        url=article.url, final_url=article.url, source=article.source, fetched_at=article.when, status=200,
        headers=(("content-type", "text/html; charset=utf-8"),), body=body.encode(),
    )  # fmt: skip


def _text(one: DemoArticle) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (one.lead, *one.body.split("\n\n")) if paragraph)

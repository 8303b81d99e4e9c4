"""A request in (host, path, query, stage), the demo web's answer out; nothing here listens or waits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined

from citydesk.demo.content_reader import DemoSite
from citydesk.demo.shapes import SHAPES, Shape
from citydesk.demo.shown import UNDATED_SINCE, Shown, find_related, show
from citydesk.demo.wording import WORDING
from citydesk.demo.wordpress import answer_posts, texturize

_EMAIL_IS_HIDDEN = (
    "This email address is being protected from spambots. You need JavaScript enabled to view it."  # as Joomla says
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked for. `host` is the Host header as it came, `path` and `query` are still quoted."""

    host: str
    path: str
    query: str = ""
    stage: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the demo web says to one request."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/plain; charset=utf-8"),)
    modified: datetime | None = None  # None = never offered for a conditional request
    is_endless: bool = False  # the body has no end
    is_forbidden: bool = False  # robots.txt asked not to come here


def load_templates() -> Environment:
    """Load the demo's templates: everything is escaped, in XML as in HTML."""
    templates = Environment(
        loader=PackageLoader("citydesk.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(texturize=texturize, mail_date=_mail_date, iso_date=_iso_date)
    return templates


def answer(request: Request, sites: Mapping[str, DemoSite], templates: Environment) -> Answer:
    """Answer one request from the sites by key; a host that is no site's `<key>.localhost` gets a 404."""
    name, _, port = request.host.lower().partition(":")
    site = sites.get(name.removesuffix(".localhost"))
    if site is None or not name.endswith(".localhost") or not ((port.isascii() and port.isdigit()) or not port):
        return Answer(status=404, body=b"no such host in the demo web\n")
    base = f"http://{name}:{port}" if port else f"http://{name}"
    return _Desk(site=site, stage=request.stage, base=base, templates=templates).answer(request.path, request.query)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One site at one stage: what every page of it needs."""

    site: DemoSite
    stage: int
    base: str
    templates: Environment

    @property
    def shape(self) -> Shape:
        return SHAPES[self.site.key]

    @property
    def shown(self) -> tuple[Shown, ...]:
        return show(self.site, self.stage, self.base)

    def answer(self, path: str, query: str) -> Answer:
        shape = self.shape
        if path == "/robots.txt" and shape.has_robots:
            return self._plain(self._robots(), "text/plain")
        if path == "/":
            return self._page("front", self.site.language)
        if path == shape.listing:
            return self._page("listing", self.site.language)
        if path == shape.index and shape.kind == "sitemap":
            return self._plain(self._render(f"{self.site.key}_sitemap.xml.j2"), "application/xml")
        if path == shape.index and shape.kind == "wordpress":
            return self._wordpress(query)
        if path == shape.feed:
            return self._feed()
        return self._article(_address(shape, path, query))

    def _feed(self) -> Answer:
        media_type = self.shape.feed_media_type
        is_json = media_type == "application/feed+json"
        return self._plain(self._json_feed() if is_json else self._render(f"{self.site.key}_feed.xml.j2"), media_type)

    def _article(self, address: str) -> Answer:
        article = next((each for each in self.shown if each.path == address), None)
        if article is None:
            return self._page("missing", self.site.language, status=404)
        if article.trait == "error-500":
            return Answer(status=500, body=b"Internal Server Error\n")
        if article.trait == "soft-404":
            return self._page("missing", article.language)
        return self._page("article", article.language, article=article)

    def _page(self, view: str, language: str, *, article: Shown | None = None, status: int = 200) -> Answer:
        text = self._render(f"{self.site.key}.html.j2", view=view, language=language, article=article)
        charset = f"; charset={self.shape.charset}" if self.shape.is_charset_in_header else ""
        trait = article.trait if article else None
        return Answer(
            status=status,
            body=text.encode(self.shape.charset, errors="xmlcharrefreplace"),
            headers=(("Content-Type", f"text/html{charset}"), ("Content-Language", language)),
            modified=article.modified if article else self._newest(),
            is_endless=trait == "endless",
            is_forbidden=trait == "disallowed",
        )

    def _render(self, template: str, view: str = "", language: str | None = None, article: Shown | None = None) -> str:
        return self.templates.get_template(template).render(
            site=self.site,
            shape=self.shape,
            base=self.base,
            view=view,
            shown=self.shown,
            article=article,
            language=language or self.site.language,
            words=WORDING[language or self.site.language],
            related=find_related(self.site, article.slug, self.base) if article else (),
            newest=self._newest(),
            hidden_email=_EMAIL_IS_HIDDEN,
        )

    def _plain(self, text: str, media_type: str) -> Answer:
        headers = (("Content-Type", f"{media_type}; charset=utf-8"),)
        return Answer(status=200, body=text.encode(), headers=headers, modified=self._newest())

    def _wordpress(self, query: str) -> Answer:
        status, headers, body = answer_posts(self.shown, query)
        media = ("Content-Type", "application/json; charset=UTF-8")
        return Answer(status=status, body=body, headers=(media, *headers), modified=self._newest())

    def _robots(self) -> str:
        refused = [f"Disallow: {article.path}" for article in self.shown if article.trait == "disallowed"]
        sitemap = [f"Sitemap: {self.base}/sitemap.xml"] if self.shape.kind == "sitemap" else []
        return "\n".join(["User-agent: *", *(refused or ["Disallow:"]), *sitemap, ""])

    def _json_feed(self) -> str:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{self.site.name} – {WORDING[self.site.language].news}",
            "home_page_url": f"{self.base}/",
            "feed_url": f"{self.base}{self.shape.index}",
            "language": self.site.language,
            "items": [_json_entry(article) for article in self.shown],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1)

    def _newest(self) -> datetime:
        return max((article.modified for article in self.shown), default=UNDATED_SINCE)


def _address(shape: Shape, path: str, query: str) -> str:
    """Return the address that names an article: without the query, unless the site keeps the id there."""
    if "?" not in shape.article:
        return path
    wanted = parse_qs(query).get("id", [""])[0]
    return f"{path}?id={wanted}"


def _json_entry(article: Shown) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": article.url,
        "url": article.url,
        "title": article.title,
        "summary": article.lead,
        "content_text": "\n\n".join((article.lead, *article.paragraphs)),
        "date_modified": _iso_date(article.modified),
        "language": article.language,
    }
    if article.published is None:
        del entry["date_modified"]
    else:
        entry["date_published"] = _iso_date(article.published)
    return entry


def _mail_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _iso_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

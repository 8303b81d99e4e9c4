"""Articles as shown and a query string in, WordPress's answer to `/wp-json/wp/v2/posts` out."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from citydesk.demo.shown import Shown

# Europe/Brussels from 25 October 2026 on: all articles of the demo are younger.
_LOCAL_TIME = timedelta(hours=1)


def answer_posts(shown: tuple[Shown, ...], query: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Return status, headers and JSON for one page of posts.

    Knows `per_page` (1 to 100, 10 if absent) and `page`; answers 400 past the last page, as WordPress does.
    See https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/.
    """
    wanted = parse_qs(query)
    size = _number(wanted.get("per_page", ["10"])[0])
    page = _number(wanted.get("page", ["1"])[0])
    if size is None or size > 100 or page is None:
        return _refuse("rest_invalid_param", "Invalid parameter: per_page or page.")
    pages = -(-len(shown) // size)
    if page > max(pages, 1):
        return _refuse("rest_post_invalid_page_number", "The page number is past the last page.")
    headers = (("X-WP-Total", str(len(shown))), ("X-WP-TotalPages", str(pages)))
    posts = [_post(article) for article in shown[(page - 1) * size : page * size]]
    return 200, headers, json.dumps(posts).encode()


def texturize(text: str) -> str:
    """Escape text for HTML; straight quotes become curly, and curly quotes and dashes numeric, as in WordPress."""
    opened = re.sub(r"(?<![^\s(])[\"']", lambda quote: "“" if quote[0] == '"' else "‘", text)
    curly = opened.replace('"', "”").replace("'", "’")
    escaped = html.escape(curly, quote=False)
    return "".join(f"&#{ord(sign)};" if sign in "‘’“”–—…" else sign for sign in escaped)


def _number(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 7 and int(digits) else None


def _refuse(code: str, message: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    body = {"code": code, "message": message, "data": {"status": 400}}
    return 400, (), json.dumps(body).encode()


def _post(article: Shown) -> dict[str, object]:
    paragraphs = "\n\n\n\n".join(f"<p>{texturize(text)}</p>" for text in (article.lead, *article.paragraphs))
    return {
        "id": article.number,
        "date": _stamp(article.published, _LOCAL_TIME),
        "date_gmt": _stamp(article.published),
        "guid": {"rendered": f"{article.url.split('/latest/')[0]}/?p={article.number}"},
        "modified": _stamp(article.modified, _LOCAL_TIME),
        "modified_gmt": _stamp(article.modified),
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": article.url,
        "title": {"rendered": texturize(article.title)},
        "content": {"rendered": f"\n{paragraphs}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{texturize(article.lead)} [&hellip;]</p>\n", "protected": False},
        "author": 1,
        "featured_media": 0,
        "comment_status": "closed",
        "sticky": False,
        "format": "standard",
        "categories": [3],
        "tags": [],
    }


def _stamp(moment: datetime | None, offset: timedelta = timedelta()) -> str | None:
    """Write a moment as WordPress does: without its zone."""
    return None if moment is None else (moment.astimezone(UTC) + offset).strftime("%Y-%m-%dT%H:%M:%S")

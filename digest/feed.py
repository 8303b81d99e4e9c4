"""An issue → RSS 2.0 and Atom, an entry a story, for feed readers and for other people's pages.

Dates are those of the news, never of the moment; a story keeps its id from issue to issue, so that a reader who
saw it sees it updated, not again.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from digest.issue import Issue
from digest.view import EntryView, IssueView, LinkView, PublisherView, view
from digest.words import Words, words_in

_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_LANG = "xml:lang"


def rss(issue: Issue, site_url: str) -> bytes:
    """Return the issue as RSS 2.0 in UTF-8. `site_url` is where the edition is read.

    Descriptions are escaped HTML. A story whose date nobody knows has no pubDate.
    """
    told, words = view(issue), words_in(issue.edition.language)
    root = ElementTree.Element("rss", {"version": "2.0", "xmlns:dc": _DUBLIN_CORE, _LANG: told.language})
    channel = _under(root, "channel")
    _under(channel, "title", told.title)
    _under(channel, "link", site_url)
    _under(channel, "description", f"{told.title} · {told.when}: {told.summary}")
    _under(channel, "language", told.language)
    _under(channel, "lastBuildDate", format_datetime(_updated(issue, told), usegmt=True))
    for heading, entry in _entries(told):
        one = _under(channel, "item")
        _under(one, "title", _without_markup(entry.headline.words), {_LANG: entry.headline.language})
        if entry.headline.url:
            _under(one, "link", entry.headline.url)
        _under(one, "guid", _id(entry), {"isPermaLink": "false"})
        if entry.published:
            _under(one, "pubDate", format_datetime(entry.published.astimezone(UTC), usegmt=True))
        _under(one, "description", _content(entry, words))
        _under(one, "dc:creator", entry.first_source.words)
        for category in _categories(heading, entry):
            _under(one, "category", category)
    return _bytes(root)


def atom(issue: Issue, site_url: str) -> bytes:
    """Return the issue as Atom (RFC 4287) in UTF-8. `site_url` is where the edition is read.

    A story whose date nobody knows has no `published`; `updated`, which Atom demands, is when it was last seen new.
    """
    told, words = view(issue), words_in(issue.edition.language)
    root = ElementTree.Element("feed", {"xmlns": _ATOM, _LANG: told.language})
    _under(root, "id", f"urn:citydesk:edition:{issue.edition.key}")
    _under(root, "title", told.title)
    _under(root, "subtitle", f"{told.when}: {told.summary}")
    _under(root, "updated", _timestamp(_updated(issue, told)))
    _under(root, "link", attributes={"rel": "alternate", "type": "text/html", "href": site_url})
    _under(_under(root, "author"), "name", "citydesk")
    for heading, entry in _entries(told):
        one = _under(root, "entry", attributes={_LANG: entry.headline.language})
        _under(one, "id", _id(entry))
        _under(one, "title", entry.headline.words)
        if entry.headline.url:
            _under(one, "link", attributes={"rel": "alternate", "href": entry.headline.url})
        if entry.published:
            _under(one, "published", _timestamp(entry.published))
        _under(one, "updated", _timestamp(entry.updated))
        _under(_under(one, "author"), "name", entry.first_source.words or "?")
        for category in _categories(heading, entry):
            _under(one, "category", attributes={"term": category})
        _under(one, "content", _content(entry, words), {"type": "html", _LANG: told.language})
    return _bytes(root)


def _entries(told: IssueView) -> list[tuple[str, EntryView]]:
    """Return (heading of its section, entry) in the order of the page."""
    lead = [(told.lead.topic, told.lead)] if told.lead else []
    return lead + [(section.heading, entry) for section in told.sections for entry in section.entries]


def _id(entry: EntryView) -> str:
    return f"urn:citydesk:story:{entry.story}"


def _categories(heading: str, entry: EntryView) -> list[str]:
    return list(dict.fromkeys(name for name in (heading, *entry.cities) if name))


def _without_markup(title: str) -> str:
    """Escape what readers would take for a tag: RSS never said whether a title is text or HTML."""
    return title.replace("<", "&lt;").replace(">", "&gt;")


def _content(entry: EntryView, words: Words) -> str:
    """Return the entry under its headline as HTML: sentences, then who reported."""
    told = " ".join(_link(passage) for passage in entry.passages)
    before, _, after = entry.first.partition("{source}")
    facts = [
        entry.kind,
        ", ".join(entry.cities),
        entry.headline.remark,
        before + entry.first_source.words + after,
    ]
    line = escape(" · ".join(fact for fact in facts if fact))
    if entry.publishers:
        line += f"; {words['also']} " + ", ".join(_publisher(one) for one in entry.publishers)
    note = f"<p>{escape(words['note'])}: {escape(entry.note)}</p>" if entry.note else ""
    known = f"<p>{escape(entry.known)}</p>" if entry.known else ""
    return _machine(entry, words) + known + (f"<p>{told}</p>" if told else "") + note + f"<p>{line}</p>"


def _machine(entry: EntryView, words: Words) -> str:
    """Return a machine's summary, marked as such, with links to what it cites; "" for none."""
    told = " ".join(" ".join([escape(sentence), *map(_link, cites)]) for sentence, cites in entry.told)
    return f"<p><b>{escape(words['machine'])}:</b> {told}</p>" if told else ""


def _link(to: LinkView) -> str:
    if to.url is None:
        return f'<span lang="{escape(to.language)}">{escape(to.words)}</span>'
    return f'<a href="{escape(to.url)}" lang="{escape(to.language)}">{escape(to.words)}</a>'


def _publisher(one: PublisherView) -> str:
    texts = "; ".join(
        f'<a href="{escape(text.url)}">{escape(text.words)}</a>' if text.url else escape(text.words)
        for text in one.texts
    )
    return f"{escape(one.name)} ({texts})"


def _updated(issue: Issue, told: IssueView) -> datetime:
    """Return when the last story changed; for an empty issue, when its period began."""
    first = datetime.combine(issue.period.first, time(), ZoneInfo(issue.edition.zone))
    return max((entry.updated for _, entry in _entries(told)), default=first).astimezone(UTC)


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _under(
    parent: ElementTree.Element, name: str, text: str | None = None, attributes: dict[str, str] | None = None
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes or {})
    child.text = text
    return child


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"

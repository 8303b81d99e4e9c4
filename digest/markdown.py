"""An issue → Markdown (CommonMark): entries, order and links of the page; what came from the web stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.issue import Issue
from digest.shown import EntryView, IssueView, LinkView
from digest.view import view
from digest.words import Words, words_in

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&=:\"'^$@])")
_UNSAFE_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})


def render_markdown(issue: Issue, words: Words | None = None) -> str:
    """Return the issue as Markdown, in the words of its edition's language unless others are given."""
    words = words or words_in(issue.edition.language)
    told = view(issue, words)
    return "\n".join(_lines(told, words)).strip() + "\n"


def _lines(issue: IssueView, words: Words) -> Iterator[str]:
    yield f"# {escaped(issue.title)}"
    yield ""
    yield escaped(f"{issue.week} · {issue.when}" if issue.week else issue.when)
    yield ""
    yield escaped(f"{issue.summary} · {issue.minutes}")
    for name in ("quiet", "silent", "not_reached"):
        if told := getattr(issue, name):
            yield ""
            yield escaped(f"{words[name]}: {told}")
    if issue.lead:
        yield from ("", f"## {escaped(words['lead'])}")
        yield from _entry(issue.lead, words)
    if issue.themes:
        yield from ("", f"## {escaped(words['themes'])}")
        for theme in issue.themes:
            yield from ("", f"**{escaped(theme.label)}**: {escaped(theme.told)}", "")
            yield from (f"- {escaped(city)}: {_link(headline)}" for _, city, headline in theme.entries)
    for section in issue.sections:
        yield from ("", f"## {escaped(section.heading)} ({section.count})")
        for entry in section.entries:
            yield from _entry(entry, words)
        if section.more:
            yield from ("", f"… {escaped(section.more)}")
    if issue.corrections:
        yield from ("", f"## {escaped(words['corrections'])}", "")
        for one in issue.corrections:
            yield f"- {escaped(f'{one.of}, {one.title}: {one.words} {one.change}')}"
    yield from ("", f"## {escaped(words['coverage'])}", "")
    for heading, count, names in issue.coverage:
        told = names or words["none"]
        yield f"- {escaped(f'{heading} ({count}): {told}')}"
    yield from ("", f"## {escaped(words['how'])}", "", escaped(issue.how))


def _entry(entry: EntryView, words: Words) -> Iterator[str]:
    remark = f" ({escaped(entry.headline.remark)})" if entry.headline.remark else ""
    yield from ("", f"### {_link(entry.headline)}{remark}")
    if entry.told:
        told = " ".join(" ".join([escaped(sentence), *map(_link, cites)]) for sentence, cites in entry.told)
        yield from ("", f"**{escaped(words['machine'])}**: {told}")
    if entry.known:
        yield from ("", f"*{escaped(entry.known)}*")
    if entry.passages:
        yield from ("", " ".join(_link(passage) for passage in entry.passages))
    if entry.note:
        yield from ("", f"> {escaped(words['note'])}: {escaped(entry.note)}")
    before, _, after = entry.first.partition("{source}")
    facts = [escaped(entry.kind), escaped(", ".join(entry.cities)), escaped(entry.topic)]
    first = f"{escaped(before)}{_link(entry.first_source)}{escaped(after)}"
    also = ", ".join(f"{escaped(one.name)} ({'; '.join(map(_link, one.texts))})" for one in entry.publishers)
    told = f"{first}; {escaped(words['also'])} {also}" if also else first
    yield from ("", " · ".join([fact for fact in facts if fact] + [told]))
    if entry.thread:
        yield from ("", escaped(entry.thread))


def _link(to: LinkView) -> str:
    return f"[{escaped(to.words)}](<{to.url.translate(_UNSAFE_IN_ADDRESS)}>)" if to.url else escaped(to.words)


def escaped(text: str) -> str:
    """Return text in which no character means anything to Markdown."""
    return _SPECIAL.sub(r"\\\1", text)

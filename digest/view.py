"""An issue → the words and links its renderings show, in their order: the same in page, text and feed.

Everything that came from the web is clean here (one line, no invisible characters, bounded) and still plain text:
escaping is the rendering's part.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.charts import bar, dot_map
from digest.issue import Correction, Entry, Issue, Period, Report, Section, Theme, ThreadRef
from digest.period import local_day
from digest.rank import CITY_ROLES, first_published
from digest.text import MAX_NAME, MAX_SENTENCE, MAX_TITLE, clean, passage_url, safe_url
from digest.words import Words, listed, words_in
from nlp.story import Sentence

WORDS_A_MINUTE = 220  # reading aloud is slower, skimming faster
SHOWN_CITIES, SHOWN_PUBLISHERS, SHOWN_NAMES, SHOWN_BARS = 4, 4, 4, 15

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Words, where they lead (None = nowhere safe), their language, and a remark on them."""

    words: str
    url: str | None
    language: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    """Who also reported, and each of its texts as a link of its remark: "Ghent (Dutch, translation)"."""

    name: str
    texts: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A story as readers see it."""

    story: str
    headline: LinkView  # the remark names its language where that is not the edition's
    note: str  # an editor's, "" for none
    passages: tuple[LinkView, ...]
    known: str  # what is known of it in the edition's language, where its passages are in another one; else ""
    told: tuple[tuple[str, tuple[LinkView, ...]], ...]  # a machine's sentences, each with the passages it cites
    cities: tuple[str, ...]
    shown_cities: tuple[str, ...]  # the first few, where they are many
    topic: str  # "" where the section says it, or it has none
    kind: str  # "notice", "round-up" or ""
    first: str  # "First reported on Monday 9 November by {source}"
    first_source: LinkView
    publishers: tuple[PublisherView, ...]
    thread: str  # "Part of: CITIES-GROW — approved → started", "" for none
    published: datetime | None
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Entries under a heading; `more` says how many found no room, "" if none."""

    key: str
    heading: str
    count: int
    entries: tuple[EntryView, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme as readers see it."""

    label: str  # the topic
    told: str  # "Milan, Ghent, Dresden (3 stories, 3 languages)"
    entries: tuple[tuple[str, str, LinkView], ...]  # (story, city, headline)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """Numbers under a heading, each with its bar; `more` says how many there are beyond them."""

    heading: str
    rows: tuple[tuple[str, int, str, str], ...]  # (name, stories, "3 stories", SVG)
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction as readers see it: which issue and entry, what was said, what is said now."""

    of: str  # "9–15 November 2026"
    title: str
    words: str  # the editor's
    change: str  # "Headline: before → after"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue as readers see it."""

    language: str
    title: str
    when: str  # "9–15 November 2026"
    week: str  # "Week 46", "" for other periods
    summary: str  # "38 stories from 41 cities in 14 languages"
    minutes: str
    quiet: str  # short lists for the masthead, "" if empty
    silent: str
    not_reached: str
    lead: EntryView | None
    sections: tuple[SectionView, ...]
    themes: tuple[ThemeView, ...]
    charts: tuple[ChartView, ...]
    map: str  # SVG, "" where no place is known
    coverage: tuple[tuple[str, int, str], ...]  # (heading, count, names)
    corrections: tuple[CorrectionView, ...]
    how: str  # how this was made


_latest: deque[tuple[Issue, Words, IssueView]] = deque(maxlen=2)  # the renderings of an issue share one


def view(issue: Issue, words: Words | None = None) -> IssueView:
    """Put an issue in the words of its edition's language, or of the one given."""
    words = words or words_in(issue.edition.language)
    found = next((told for one, said, told in tuple(_latest) if one is issue and said == words), None)
    if found is None:
        found = _view(issue, words)
        _latest.append((issue, words, found))
    return found


def _view(issue: Issue, words: Words) -> IssueView:
    coverage = issue.coverage
    not_reached = [_missing(name, reason, issue, words) for name, reason in coverage.not_reached]
    silent = [_missing(name, reason, issue, words) for name, reason in coverage.silent]
    counts = words["from" if issue.by_city else "from_nowhere"].format(
        what=words.count(issue.stories, "stories"),
        cities=words.count(len(issue.by_city), "cities_from"),
        languages=words.count(len(issue.languages), "languages"),
    )
    number = re.fullmatch(r"\d{4}-W(\d{2})", issue.period.name)
    return IssueView(
        language=words.language,
        title=clean(issue.edition.title, MAX_TITLE),
        when=_when(issue.period, words),
        week=words["week"].format(n=int(number[1])) if number else "",
        summary=counts if issue.stories else words["empty"],
        minutes=words.count(_minutes(issue), "minutes"),
        quiet=_shortened([_name(name) for name in coverage.quiet], words),
        silent=_shortened(silent, words),
        not_reached=_shortened(not_reached, words),
        lead=_entry(issue.lead, issue, words, None) if issue.lead else None,
        sections=tuple(_section(section, issue, words) for section in issue.sections),
        themes=tuple(found for theme in issue.themes if (found := _theme(theme, issue, words))),
        charts=tuple(
            _chart(words[heading], counts, words)
            for heading, counts in (("by_topic", issue.by_topic), ("by_city", issue.by_city))
            if counts
        ),
        map=_map(issue, words),
        coverage=(
            (words["reported"], len(coverage.reported), listed([_name(n) for n in coverage.reported])),
            (words["quiet"], len(coverage.quiet), listed([_name(n) for n in coverage.quiet])),
            (words["silent"], len(silent), listed(silent)),
            (words["not_reached"], len(not_reached), listed(not_reached)),
        ),
        corrections=tuple(_correction(one, words) for one in issue.corrections),
        how=_how(issue, words),
    )


def _how(issue: Issue, words: Words) -> str:
    """Tell how the issue was made; that no machine wrote anything, which comes last, only where that is so."""
    if not any(entry.candidate.told for entry in issue.entries):
        return words["how_text"]
    return f"{words['how_text'].rpartition('. ')[0]}. {words['how_machine']}"


def _when(period: Period, words: Words) -> str:
    is_month = re.fullmatch(r"\d{4}-\d{2}", period.name)
    return words.month(period.first) if is_month else words.interval(period.first, period.last)


def _missing(name: str, reason: str, issue: Issue, words: Words) -> str:
    """Return who was not reached or is silent, since when and why."""
    day = dict(issue.coverage.last_reached).get(name)
    since = (
        words["last_reached"].format(date=words.plain_day(day, year=day.year != issue.period.last.year)) if day else ""
    )
    told = "; ".join(part for part in (since, _name(reason)) if part)
    return _name(name) + (f" ({told})" if told else "")


def _theme(theme: Theme, issue: Issue, words: Words) -> ThemeView:
    entries = {entry.candidate.story: entry for entry in issue.entries}
    told = [(story, city) for story, city in zip(theme.stories, theme.cities, strict=True) if story in entries]
    counts = (words.count(len(told), "stories"), words.count(len(theme.languages), "languages"))
    return ThemeView(
        label=clean(theme.label, MAX_NAME),
        told=words["theme"].format(
            cities=listed([_name(city) for _, city in told]), stories=counts[0], languages=counts[1]
        ),
        entries=tuple((story, _name(city), _headline(entries[story], issue, words)) for story, city in told),
    )


def _chart(heading: str, counts: Sequence[tuple[str, int]], words: Words) -> ChartView:
    rows = [(_name(name), number, words.count(number, "stories")) for name, number in counts[:SHOWN_BARS]]
    return ChartView(
        heading=heading,
        rows=tuple((name, number, told, bar(name, number, counts[0][1], told)) for name, number, told in rows),
        more=_more(len(counts) - SHOWN_BARS, words),
    )


def _map(issue: Issue, words: Words) -> str:
    places = [(_name(name), number, north, east) for name, number, north, east in issue.places]
    if not places:
        return ""
    heard = {name for name, *_ in places}
    watched = ((_name(name), 0, north, east) for name, north, east in issue.coverage.watched)
    quiet = [place for place in watched if place[0] not in heard]
    told = listed([f"{name} {number}" for name, number, *_ in places[:SHOWN_BARS]])
    more = _more(len(places) - SHOWN_BARS, words)
    return dot_map(places, quiet, f"{words['map']}: {told}{' ' if more else ''}{more}")


def _correction(one: Correction, words: Words) -> CorrectionView:
    before, after = clean(one.before, MAX_SENTENCE), clean(one.after, MAX_SENTENCE)
    return CorrectionView(
        of=words.interval(one.period.first, one.period.last),
        title=clean(one.title, MAX_TITLE),
        words=clean(one.words, MAX_SENTENCE),
        change=f"{words[f'changed_{one.field}']}: {before or '–'} → {after or '–'}",
    )


def _section(section: Section, issue: Issue, words: Words) -> SectionView:
    return SectionView(
        key=section.topic or "other",
        heading=clean(section.heading, MAX_TITLE),
        count=len(section.entries) + section.left_out,
        entries=tuple(_entry(entry, issue, words, section.topic) for entry in section.entries),
        more=_more(section.left_out, words),
    )


def _entry(entry: Entry, issue: Issue, words: Words, section_topic: str | None) -> EntryView:
    candidate = entry.candidate
    labels = dict(issue.topic_labels)
    topic = next((labels[topic] for topic in candidate.topics if topic in labels), "")
    cities = tuple(_name(city.name) for city in candidate.cities if city.role in CITY_ROLES)
    first = first_published(candidate)
    earliest = first or candidate.reports[0]
    kind = words["notice"] if candidate.is_notice else words["roundup"] if candidate.is_roundup else ""
    return EntryView(
        story=candidate.story,
        headline=_headline(entry, issue, words),
        note=clean(entry.note or "", MAX_SENTENCE),
        passages=_passages(entry),
        known=_known(entry, topic, issue, words),
        told=_told(entry),
        cities=cities,
        shown_cities=cities if len(cities) <= SHOWN_CITIES + 1 else cities[:SHOWN_CITIES],
        topic="" if section_topic else clean(topic, MAX_NAME),
        kind=kind,
        first=_first(first, issue, words, is_one_of_several=len(candidate.reports) > 1),
        first_source=_source(earliest),
        publishers=_publishers([report for report in candidate.reports if report is not earliest], words),
        thread=_thread(candidate.thread, issue, words) if candidate.thread else "",
        published=first.published if first else None,
        updated=max(report.published or report.first_seen for report in candidate.reports),
    )


def _headline(entry: Entry, issue: Issue, words: Words) -> LinkView:
    """Return the headline: an editor's own says so, another one names its language where that is not the edition's."""
    candidate = entry.candidate
    url = safe_url(candidate.reports[0].url)
    own = clean(entry.headline or "", MAX_TITLE)
    if own:
        return LinkView(words=own, url=url, language=_code(issue.edition.language), remark=words["by_editor"])
    return LinkView(
        words=clean(candidate.headline, MAX_TITLE) or candidate.story,
        url=url,
        language=_code(candidate.language),
        remark="" if candidate.language == words.language else _language(candidate.language, words),
    )


def _thread(thread: ThreadRef, issue: Issue, words: Words) -> str:
    days = [*thread.days, *([None] * (len(thread.phases) - len(thread.days)))]
    course = " → ".join(
        words[f"phase_{phase}"] + (f" ({words.plain_day(day, year=day.year != issue.period.last.year)})" if day else "")
        for phase, day in zip(thread.phases, days, strict=True)
    )
    title = clean(thread.title, MAX_TITLE)
    return words["part_of"].format(thread=f"{title} — {course}" if course else title)


def _passages(entry: Entry) -> tuple[LinkView, ...]:
    reports = {report.article: report for report in entry.candidate.reports}
    return tuple(
        LinkView(
            words=clean(sentence.words, MAX_SENTENCE),
            url=passage_url(reports[sentence.article].url, sentence.words),
            language=_code(reports[sentence.article].language),
        )
        for sentence in entry.candidate.sentences
        if sentence.article in reports
    )


def _known(entry: Entry, topic: str, issue: Issue, words: Words) -> str:
    """Return "Ghent · Housing · City of Ghent, 9 November · original text in Dutch", "" where that is not needed."""
    candidate = entry.candidate
    languages = {report.article: report.language for report in candidate.reports}
    found = list(dict.fromkeys(languages.get(sentence.article, "") for sentence in candidate.sentences))
    if candidate.told or not found or issue.edition.language in found:
        return ""
    report = first_published(candidate) or candidate.reports[0]
    day = local_day(report.published, issue.edition.zone) if report.published else None
    is_exact = day is not None and report.precision not in ("month", "year")
    when = words.plain_day(day, year=day.year != issue.period.last.year) if day and is_exact else ""
    cities = [_name(city.name) for city in candidate.cities if city.role in CITY_ROLES][:SHOWN_CITIES]
    told = words["original_in"].format(language=listed([_language(code, words) for code in found]))
    parts = [
        *cities,
        clean(topic, MAX_NAME),
        listed([part for part in (_name(report.source_name), when) if part]),
        told,
    ]
    return " · ".join(part for part in parts if part)


def _told(entry: Entry) -> tuple[tuple[str, tuple[LinkView, ...]], ...]:
    """Return a machine's sentences; the passages they cite are numbered through the entry: [1], [2]."""
    reports = {report.article: report for report in entry.candidate.reports}
    numbers: dict[Sentence, int] = {}
    for said in entry.candidate.told:
        for sentence in said.cites:
            numbers.setdefault(sentence, len(numbers) + 1)
    return tuple(
        (
            clean(said.words, MAX_SENTENCE),
            tuple(
                LinkView(
                    words=f"[{numbers[sentence]}]",
                    url=passage_url(reports[sentence.article].url, sentence.words),
                    language=_code(reports[sentence.article].language),
                    remark=clean(sentence.words, MAX_SENTENCE),
                )
                for sentence in said.cites
            ),
        )
        for said in entry.candidate.told
        if all(sentence.article in reports for sentence in said.cites)
    )


def _first(report: Report | None, issue: Issue, words: Words, *, is_one_of_several: bool) -> str:
    if report is None or report.published is None:
        return words["first_unknown"]
    day = local_day(report.published, issue.edition.zone)
    if report.precision == "year":
        date = words["in_year"].format(date=day.year)
    elif report.precision == "month":
        date = words["in"].format(date=words.month(day))
    else:
        date = words["on"].format(date=words.day(day, year=day.year != issue.period.last.year))
    return words["first" if is_one_of_several else "once"].format(date=date, source="{source}")


def _publishers(reports: Sequence[Report], words: Words) -> tuple[PublisherView, ...]:
    """Group reports by the name of their source, in the order of the story."""
    by_name: dict[str, list[Report]] = {}
    for report in reports:
        by_name.setdefault(_name(report.source_name), []).append(report)
    return tuple(
        PublisherView(name=name, texts=tuple(_text(report, words) for report in own)) for name, own in by_name.items()
    )


def _text(report: Report, words: Words) -> LinkView:
    remarks = [_language(report.language, words)] if report.language != words.language else []
    relation = words[report.relation]
    return LinkView(
        words=listed([*remarks, *([relation] if relation else [])]) or words["report"],
        url=safe_url(report.url),
        language=_code(report.language),
        remark=clean(report.title, MAX_TITLE),
    )


def _source(report: Report) -> LinkView:
    return LinkView(words=_name(report.source_name), url=safe_url(report.url), language=_code(report.language))


def _shortened(names: Sequence[str], words: Words) -> str:
    shown = names if len(names) <= SHOWN_NAMES + 1 else names[:SHOWN_NAMES]
    more = _more(len(names) - len(shown), words)
    return listed(shown) + (f" {more}" if more else "")


def _more(number: int, words: Words) -> str:
    return words["and_more"].format(n=number) if number > 0 else ""


def _minutes(issue: Issue) -> int:
    read = [f"{entry.headline or entry.candidate.headline} {entry.note or ''}" for entry in issue.entries]
    read += [sentence.words for entry in issue.entries for sentence in entry.candidate.sentences]
    read += [said.words for entry in issue.entries for said in entry.candidate.told]
    return max(1, math.ceil(sum(len(text.split()) for text in read) / WORDS_A_MINUTE))


def _name(name: str) -> str:
    return clean(name, MAX_NAME)


def _language(code: str, words: Words) -> str:
    return words.language_name(code) if _LANGUAGE_CODE.fullmatch(code) else clean(code, MAX_NAME)


def _code(code: str) -> str:
    """Return a code fit for a lang attribute; "und" is BCP 47 for "nobody knows"."""
    return code if _LANGUAGE_CODE.fullmatch(code) else "und"

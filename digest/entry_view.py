"""An entry of an issue → what readers see of it: headline, passages with their links, who reported, what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.issue import Entry, Issue, Report, ThreadRef
from digest.period import local_day
from digest.rank import CITY_ROLES, first_published
from digest.shown import EntryView, LinkView, PublisherView
from digest.text import MAX_NAME, MAX_SENTENCE, MAX_TITLE, clean, passage_url, safe_url
from digest.words import Words, listed
from nlp.story import Sentence

SHOWN_CITIES = 4

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def entry_view(entry: Entry, issue: Issue, words: Words, section_topic: str | None) -> EntryView:
    """Put an entry in words; its topic is left out where the heading of its section says it."""
    candidate = entry.candidate
    labels = dict(issue.topic_labels)
    topic = next((labels[topic] for topic in candidate.topics if topic in labels), "")
    cities = tuple(name_of(city.name) for city in candidate.cities if city.role in CITY_ROLES)
    first = first_published(candidate)
    earliest = first or candidate.reports[0]
    kind = words["notice"] if candidate.is_notice else words["roundup"] if candidate.is_roundup else ""
    return EntryView(
        story=candidate.story,
        headline=headline_view(entry, issue, words),
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


def headline_view(entry: Entry, issue: Issue, words: Words) -> LinkView:
    """Return the headline: an editor's own says so, another one names its language where that is not the edition's."""
    candidate = entry.candidate
    url = safe_url(candidate.reports[0].url)
    own = clean(entry.headline or "", MAX_TITLE)
    if own:
        return LinkView(words=own, url=url, language=code_of(issue.edition.language), remark=words["by_editor"])
    return LinkView(
        words=clean(candidate.headline, MAX_TITLE) or candidate.story,
        url=url,
        language=code_of(candidate.language),
        remark="" if candidate.language == words.language else language_of(candidate.language, words),
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
            language=code_of(reports[sentence.article].language),
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
    cities = [name_of(city.name) for city in candidate.cities if city.role in CITY_ROLES][:SHOWN_CITIES]
    told = words["original_in"].format(language=listed([language_of(code, words) for code in found]))
    parts = [
        *cities,
        clean(topic, MAX_NAME),
        listed([part for part in (name_of(report.source_name), when) if part]),
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
                    language=code_of(reports[sentence.article].language),
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
        by_name.setdefault(name_of(report.source_name), []).append(report)
    return tuple(
        PublisherView(name=name, texts=tuple(_text(report, words) for report in own)) for name, own in by_name.items()
    )


def _text(report: Report, words: Words) -> LinkView:
    remarks = [language_of(report.language, words)] if report.language != words.language else []
    relation = words[report.relation]
    return LinkView(
        words=listed([*remarks, *([relation] if relation else [])]) or words["report"],
        url=safe_url(report.url),
        language=code_of(report.language),
        remark=clean(report.title, MAX_TITLE),
    )


def _source(report: Report) -> LinkView:
    return LinkView(words=name_of(report.source_name), url=safe_url(report.url), language=code_of(report.language))


def name_of(name: str) -> str:
    """Return a name fit to be shown: one line, at most MAX_NAME characters."""
    return clean(name, MAX_NAME)


def language_of(code: str, words: Words) -> str:
    """Return the name of a language in the words' own; the code, cleaned, where it is none."""
    return words.language_name(code) if _LANGUAGE_CODE.fullmatch(code) else clean(code, MAX_NAME)


def code_of(code: str) -> str:
    """Return a code fit for a lang attribute; "und" is BCP 47 for "nobody knows"."""
    return code if _LANGUAGE_CODE.fullmatch(code) else "und"

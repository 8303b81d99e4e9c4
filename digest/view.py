"""An issue → the words and links its renderings show, in their order: the same in page, text and feed.

Everything that came from the web is clean here (one line, no invisible characters, bounded) and still plain text:
escaping is the rendering's part.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Sequence

from digest.charts import bar, dot_map
from digest.entry_view import entry_view, headline_view, name_of
from digest.issue import Correction, Issue, Period, Section, Theme
from digest.shown import ChartView, CorrectionView, IssueView, SectionView, ThemeView
from digest.text import MAX_NAME, MAX_SENTENCE, MAX_TITLE, clean
from digest.words import Words, listed, words_in

WORDS_A_MINUTE = 220  # reading aloud is slower, skimming faster
SHOWN_PUBLISHERS, SHOWN_NAMES, SHOWN_BARS = 4, 4, 15

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
        quiet=_shortened([name_of(name) for name in coverage.quiet], words),
        silent=_shortened(silent, words),
        not_reached=_shortened(not_reached, words),
        lead=entry_view(issue.lead, issue, words, None) if issue.lead else None,
        sections=tuple(_section(section, issue, words) for section in issue.sections),
        themes=tuple(found for theme in issue.themes if (found := _theme(theme, issue, words))),
        charts=tuple(
            _chart(words[heading], counts, words)
            for heading, counts in (("by_topic", issue.by_topic), ("by_city", issue.by_city))
            if counts
        ),
        map=_map(issue, words),
        coverage=(
            (words["reported"], len(coverage.reported), listed([name_of(n) for n in coverage.reported])),
            (words["quiet"], len(coverage.quiet), listed([name_of(n) for n in coverage.quiet])),
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
    told = "; ".join(part for part in (since, name_of(reason)) if part)
    return name_of(name) + (f" ({told})" if told else "")


def _theme(theme: Theme, issue: Issue, words: Words) -> ThemeView:
    entries = {entry.candidate.story: entry for entry in issue.entries}
    told = [(story, city) for story, city in zip(theme.stories, theme.cities, strict=True) if story in entries]
    counts = (words.count(len(told), "stories"), words.count(len(theme.languages), "languages"))
    return ThemeView(
        label=clean(theme.label, MAX_NAME),
        told=words["theme"].format(
            cities=listed([name_of(city) for _, city in told]), stories=counts[0], languages=counts[1]
        ),
        entries=tuple((story, name_of(city), headline_view(entries[story], issue, words)) for story, city in told),
    )


def _chart(heading: str, counts: Sequence[tuple[str, int]], words: Words) -> ChartView:
    rows = [(name_of(name), number, words.count(number, "stories")) for name, number in counts[:SHOWN_BARS]]
    return ChartView(
        heading=heading,
        rows=tuple((name, number, told, bar(name, number, counts[0][1], told)) for name, number, told in rows),
        more=_more(len(counts) - SHOWN_BARS, words),
    )


def _map(issue: Issue, words: Words) -> str:
    places = [(name_of(name), number, north, east) for name, number, north, east in issue.places]
    if not places:
        return ""
    heard = {name for name, *_ in places}
    watched = ((name_of(name), 0, north, east) for name, north, east in issue.coverage.watched)
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
        entries=tuple(entry_view(entry, issue, words, section.topic) for entry in section.entries),
        more=_more(section.left_out, words),
    )


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

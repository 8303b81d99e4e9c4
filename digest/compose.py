"""An edition, a period and its candidate stories → the issue: what stands in it, in which order, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from digest.diversify import Pairs, diversified, order
from digest.issue import Candidate, Coverage, Edition, Entry, Issue, Period, Report, Section
from digest.period import contains
from digest.rank import (
    WEIGHTS,
    Usual,
    Weights,
    concerned,
    first_published,
    importance,
    primary_city,
    publisher,
    usual_in,
)
from digest.themes import themes
from digest.words import words_in

MAX_TOPIC_SECTIONS = 8  # more headings than that are a list, not an order
READABLE = 0.8  # of the best score, for a lead that the reader can read
MAX_ENTRIES_PER_CITY = 3  # in one section, by primary city; not where an edition asks for few cities
FEW_CITIES = 3
PASSED_ON = ("copy", "teaser", "translation")

Topic = str | None


def compose(
    edition: Edition,
    period: Period,
    candidates: Sequence[Candidate],
    coverage: Coverage,
    topic_labels: Mapping[str, str],
    *,
    earlier: frozenset[str] = frozenset(),
    alike: Pairs = (),
) -> Issue:
    """Compile an issue: filter, rank, cut, and put in sections by topic.

    A candidate needs a report of the period (by its date; by when it was first seen, if it has none).
    `earlier` holds the ids of stories, and where known of articles, that earlier issues told: they come back
    only with a report that is new and not merely passed on. `topic_labels` gives topics words in the edition's
    language. `alike` holds pairs of stories whose texts are alike, with how much, 0 to 1: what repeats a subject
    stands lower, what shares one across cities is a theme. The result follows from the arguments alone.
    """
    pairs = tuple(alike)
    fitting = [c for c in _distinct(candidates) if _asks_for(edition, c) and _is_news(c, edition, period, earlier)]
    ranked = rank(edition, period, fitting, earlier=earlier, alike=pairs)
    lead = _lead(ranked, edition)
    rest = [entry for entry in ranked if entry is not lead]
    sections = _sections(edition, rest, topic_labels, edition.max_entries - (lead is not None))
    topics = {topic for entry in ranked for topic in entry.candidate.topics}
    told = [*([lead] if lead else []), *(entry for section in sections for entry in section.entries)]
    return Issue(
        id=f"{edition.key}-{period.name}",
        edition=edition,
        period=period,
        lead=lead,
        sections=sections,
        coverage=coverage,
        articles=len({report.article for c in fitting for report in c.reports}),
        stories=len(fitting),
        languages=tuple(sorted({report.language for c in fitting for report in c.reports})),
        by_city=_by_city(fitting),
        topic_labels=tuple(sorted((topic, topic_labels[topic]) for topic in topics & topic_labels.keys())),
        further=_further(rest, sections),
        themes=themes(told, pairs, topic_labels),
        by_topic=_by_label(fitting, topic_labels),
        places=_places(fitting),
    )


def rank(
    edition: Edition,
    period: Period,
    candidates: Sequence[Candidate],
    *,
    earlier: frozenset[str] = frozenset(),
    alike: Pairs = (),
    weights: Weights = WEIGHTS,
) -> list[Entry]:
    """Return candidates as entries in the order of their rank, with scores that fall and the reasons for them."""
    usual = usual_in(candidates, weights)
    return diversified([_entry(one, edition, period, earlier, usual, weights) for one in candidates], alike)


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    return list({candidate.story: candidate for candidate in reversed(candidates)}.values())


def _asks_for(edition: Edition, candidate: Candidate) -> bool:
    cities = {*concerned(candidate), *(r.source_city for r in candidate.reports)}
    return bool(
        candidate.reports
        and (not edition.cities or cities & set(edition.cities))
        and (not edition.topics or set(candidate.topics) & set(edition.topics))
        and (not edition.projects or set(candidate.projects) & set(edition.projects))
        and (not edition.languages or {r.language for r in candidate.reports} & set(edition.languages))
    )


def _is_news(candidate: Candidate, edition: Edition, period: Period, earlier: frozenset[str]) -> bool:
    fresh = [r for r in candidate.reports if contains(period, r.published or r.first_seen, edition.zone)]
    if _was_told(candidate, earlier):
        return any(_is_new(report, earlier) for report in fresh)
    return bool(fresh)


def _was_told(candidate: Candidate, earlier: frozenset[str]) -> bool:
    return candidate.story in earlier or any(report.article in earlier for report in candidate.reports)


def _is_new(report: Report, earlier: frozenset[str]) -> bool:
    return report.article not in earlier and report.relation not in PASSED_ON


def _entry(
    candidate: Candidate, edition: Edition, period: Period, earlier: frozenset[str], usual: Usual, weights: Weights
) -> Entry:
    score, reasons = importance(candidate, edition, period, usual, weights)
    if _was_told(candidate, earlier):
        score, reasons = round(score * weights.told, 6), (*reasons, "told before, new report")
    if first_published(candidate) is None:
        reasons = (*reasons, "date unknown, stands last")
    return Entry(candidate=candidate, score=score, reasons=reasons)


def _lead(ranked: Sequence[Entry], edition: Edition) -> Entry | None:
    """Return the best story that may lead; one in the edition's language, if it is nearly as good."""
    able = [entry for entry in ranked if _may_lead(entry)]
    readable = (e for e in able if e.candidate.language == edition.language and e.score >= READABLE * able[0].score)
    return next(readable, able[0] if able else None)


def _may_lead(entry: Entry) -> bool:
    candidate = entry.candidate
    is_plain = not candidate.is_notice and not candidate.is_roundup
    return is_plain and bool(candidate.sentences) and first_published(candidate) is not None


def _sections(
    edition: Edition, entries: Sequence[Entry], topic_labels: Mapping[str, str], room: int
) -> tuple[Section, ...]:
    """Give every section its best entry, then the rest of the room to the best of all."""
    by_topic = _by_topic(edition, entries, topic_labels)
    chosen = _cut(edition, by_topic, room)
    left_out = {topic: len(found) - len(chosen[topic]) for topic, found in by_topic.items()}
    unheard = sum(count for topic, count in left_out.items() if topic is not None and not chosen[topic])
    sections = [
        Section(topic=topic, heading=topic_labels[topic], entries=tuple(found), left_out=left_out[topic])
        for topic, found in chosen.items()
        if topic is not None and found
    ]
    other, others_left = chosen.get(None, []), left_out.get(None, 0) + unheard
    if other or others_left:
        heading = words_in(edition.language)["other"]
        sections.append(Section(topic=None, heading=heading, entries=tuple(other), left_out=others_left))
    return tuple(sections)


def _further(rest: Sequence[Entry], sections: Sequence[Section]) -> tuple[Entry, ...]:
    """Return the entries that found no room, in order of rank."""
    told = {entry.candidate.story for section in sections for entry in section.entries}
    return tuple(entry for entry in rest if entry.candidate.story not in told)


def _by_topic(edition: Edition, entries: Sequence[Entry], topic_labels: Mapping[str, str]) -> dict[Topic, list[Entry]]:
    """Return entries by topic, the strongest topic first (an edition's own order where it names topics)."""
    found: dict[Topic, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[_topic(edition, entry.candidate, topic_labels)].append(entry)
    named = {topic: place for place, topic in enumerate(edition.topics)}
    best_first = sorted(
        (topic for topic in found if topic is not None),
        key=lambda topic: (named.get(topic, 0), -sum(entry.score for entry in found[topic][:3]), topic),
    )
    kept = best_first[: max(MAX_TOPIC_SECTIONS, len(named))]
    other = [entry for topic, group in found.items() if topic not in kept for entry in group]
    return {topic: found[topic] for topic in kept} | ({None: sorted(other, key=order)} if other else {})


def _topic(edition: Edition, candidate: Candidate, topic_labels: Mapping[str, str]) -> Topic:
    wanted = [t for t in candidate.topics if t in topic_labels and (not edition.topics or t in edition.topics)]
    return wanted[0] if wanted else None


def _cut(edition: Edition, by_topic: Mapping[Topic, Sequence[Entry]], room: int) -> dict[Topic, list[Entry]]:
    chosen: dict[Topic, list[Entry]] = {topic: [] for topic in by_topic}
    best = [(topic, entries[0]) for topic, entries in by_topic.items()]
    further = [(topic, entry) for topic, entries in by_topic.items() for entry in entries[1:]]
    cities: dict[Topic, Counter[str]] = defaultdict(Counter)
    sources: Counter[str] = Counter()
    has_many_cities = not edition.cities or len(edition.cities) > FEW_CITIES
    for topic, entry in [*best, *sorted(further, key=lambda pair: order(pair[1]))]:
        city, source = primary_city(entry.candidate), publisher(entry.candidate.reports[0])
        is_full = room <= 0 or len(chosen[topic]) >= edition.max_entries_per_section
        is_many = city is not None and cities[topic][city] >= MAX_ENTRIES_PER_CITY
        is_loud = sources[source] >= edition.max_entries_per_source
        if is_full or (has_many_cities and (is_many or is_loud)):
            continue
        chosen[topic].append(entry)
        room -= 1
        sources[source] += 1
        if city is not None:
            cities[topic][city] += 1
    return chosen


def _by_city(candidates: Sequence[Candidate]) -> tuple[tuple[str, int], ...]:
    names = {city.id: city.name for candidate in candidates for city in candidate.cities}
    counts = Counter(city for candidate in candidates for city in concerned(candidate))
    return tuple(sorted(((names[city], n) for city, n in counts.items()), key=lambda pair: (-pair[1], pair[0])))


def _by_label(candidates: Sequence[Candidate], topic_labels: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Count stories by their first topic: a story counts once."""
    counts = Counter(candidate.topics[0] for candidate in candidates if candidate.topics)
    named = [(topic_labels[topic], number) for topic, number in counts.items() if topic in topic_labels]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def _places(candidates: Sequence[Candidate]) -> tuple[tuple[str, int, float, float], ...]:
    """Return the cities of known place that stories are about, with their number of stories."""
    cities = {city.id: city for candidate in candidates for city in candidate.cities if city.place is not None}
    counts = Counter(city for candidate in candidates for city in concerned(candidate))
    found = [
        (cities[id].name, number, *(cities[id].place or (0.0, 0.0))) for id, number in counts.items() if id in cities
    ]
    return tuple(sorted(found, key=lambda place: (-place[1], place[0])))

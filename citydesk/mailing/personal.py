"""An issue and a subscriber's wishes → the same issue with her entries alone, or None; and several issues as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from citydesk.subscribers.nouns import Wishes
from digest.issue import Edition, Entry, Issue, Period, Section
from digest.rank import CITY_ROLES
from digest.words import Words, words_in


def chosen(issue: Issue, wishes: Wishes) -> Issue | None:
    """Return the issue cut down to what a subscriber asked for; None where nothing of it stands.

    An entry stands if it is about one of her cities or on one of her topics; with `needs_both`, about both. Only what
    was published can stand. Figures of the whole period are left out of an issue that is cut.
    """
    if wishes.is_whole:
        return issue if issue.entries else None
    lead = issue.lead if issue.lead and stands(issue.lead, wishes) else None
    sections = [replace(one, entries=tuple(entry for entry in one.entries if stands(entry, wishes)), left_out=0)
                for one in issue.sections]  # fmt: skip
    cut = replace(
        issue,
        lead=lead,
        sections=tuple(one for one in sections if one.entries),
        further=(),
        by_city=(),
        by_topic=(),
        places=(),
    )
    if not cut.entries:
        return None
    return _counted(cut)


def stands(entry: Entry, wishes: Wishes) -> bool:
    """Tell whether an entry is what a subscriber asked for."""
    of_city = any(city.id in wishes.cities for city in entry.candidate.cities if city.role in CITY_ROLES)
    on_topic = any(topic in wishes.topics for topic in entry.candidate.topics)
    if wishes.needs_both and wishes.cities and wishes.topics:
        return of_city and on_topic
    return of_city or on_topic


def relabelled(issue: Issue, labels: Mapping[str, str], words: Words) -> Issue:
    """Return the issue with its headings in another language. `labels`: topic id → words in that language."""
    if words.language == issue.edition.language:
        return issue
    return replace(
        issue,
        sections=tuple(
            replace(one, heading=labels.get(one.topic, one.heading) if one.topic else words["other"])
            for one in issue.sections
        ),
        topic_labels=tuple((topic, labels.get(topic, label)) for topic, label in issue.topic_labels),
        themes=tuple(replace(one, label=labels.get(one.topic, one.label)) for one in issue.themes),
    )


def gathered(issues: Sequence[Issue], edition: Edition, period: Period) -> Issue:
    """Return several issues of an edition as one of a longer period: each story once, as the last of them tells it.

    The strongest entry leads; sections stand in the order in which their topics first appear.
    """
    newest = {entry.candidate.story: (entry, topic) for issue in issues for entry, topic in _placed(issue)}
    entries = sorted(newest.values(), key=lambda pair: (-pair[0].score, pair[0].candidate.story))
    lead, rest = (entries[0][0], entries[1:]) if entries else (None, [])
    labels = dict(pair for issue in issues for pair in issue.topic_labels)
    topics = [topic for topic in labels if any(topic == of for _, of in rest)]
    last = issues[-1]
    return _counted(
        replace(
            last,
            id=f"{edition.key}-{period.name}",
            period=period,
            lead=lead,
            sections=tuple(_section(topic, labels, edition, rest) for topic in (*topics, *_without(rest))),
            further=(),
            places=(),
            by_topic=(),
            themes=(),
            topic_labels=tuple(sorted(labels.items())),
            corrections=tuple(one for issue in issues for one in issue.corrections if one.issue not in _ids(issues)),
        )
    )


def _placed(issue: Issue) -> list[tuple[Entry, str | None]]:
    """Return the entries of an issue, each with the topic it stands under; the lead under its first one."""
    known = dict(issue.topic_labels)
    lead = (
        [(issue.lead, next((one for one in issue.lead.candidate.topics if one in known), None))] if issue.lead else []
    )
    return lead + [(entry, one.topic) for one in issue.sections for entry in one.entries]


def _without(rest: Sequence[tuple[Entry, str | None]]) -> tuple[None, ...]:
    """Return the section of other news, where it is needed."""
    return (None,) if any(topic is None for _, topic in rest) else ()


def _section(
    topic: str | None, labels: Mapping[str, str], edition: Edition, rest: Sequence[tuple[Entry, str | None]]
) -> Section:
    heading = labels[topic] if topic else words_in(edition.language)["other"]
    return Section(topic=topic, heading=heading, entries=tuple(entry for entry, of in rest if of == topic))


def _ids(issues: Sequence[Issue]) -> set[str]:
    return {issue.id for issue in issues}


def _counted(issue: Issue) -> Issue:
    """Return an issue that counts what stands in it, and keeps the themes that still do."""
    told = {entry.candidate.story for entry in issue.entries}
    names = [city.name for entry in issue.entries for city in entry.candidate.cities[:1]]
    return replace(
        issue,
        stories=len(told),
        languages=tuple(sorted({entry.candidate.language for entry in issue.entries})),
        by_city=tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))),
        themes=tuple(one for one in issue.themes if sum(story in told for story in one.stories) > 1),
    )

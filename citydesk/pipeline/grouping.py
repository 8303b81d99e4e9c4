"""Articles → pairs and stories: new versions are compared, and all that they touch is grouped anew."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from citydesk.archive import Archive, articles, crawling, decisions, steps, stories
from citydesk.archive.fingerprints import forget_fingerprints
from citydesk.pipeline.batches import batches
from citydesk.pipeline.measures import Tools, centred_vectors, measures
from citydesk.pipeline.window import Prints, compare_within_window
from citydesk.progress import Progress
from crawler.article import Article, Owner
from nlp.decided import decided, with_decisions
from nlp.encode import Encoder
from nlp.fingerprint import Fingerprint
from nlp.group import Key, group
from nlp.similar import RULES, Verdict, verdict
from nlp.tell import representative, tell


def group_articles(archive: Archive, tools: Tools, progress: Progress) -> tuple[int, int]:
    """Compare new versions with their time window and regroup what they touch; return articles compared, stories.

    A batch's pairs and the stories that follow are one transaction, so the stories always are those of the pairs.
    """
    rules = f"{RULES} {tools.encoder.model_id} {tools.geometry.version} {tools.model.version}"
    judge = functools.partial(verdict, model=tools.model)
    by_editors = decided(decisions.load_decisions(archive))
    missing = articles.in_order_of_time(archive, steps.articles_missing(archive, "group", rules))
    later = set(missing)
    written = 0
    with progress("group", len(missing)) as tick:
        for ids in batches(missing, 8):
            new = articles.load_articles(archive, ids)
            later.difference_update(ids)
            prints = _prints(archive, tools)
            pairs = {key: found for key, found in compare_within_window(prints, new, later, judge) if _is_worth(found)}
            with archive.write():
                prints.save()
                touched = _connected(archive, ids, by_editors)  # by the old pairs: a text that changed may leave
                stories.replace_pairs(archive, ids, pairs, spared=touched & later)
                touched |= _connected(archive, touched, by_editors)
                written += _regroup(archive, touched, tools, judge, by_editors)
                steps.mark_done(archive, new, "group", rules)
            tick(len(ids))
        if missing:
            with archive.write():
                forget_fingerprints(archive)
    return len(missing), written


def regroup(archive: Archive, encoder: Encoder, ids: Iterable[str], decide: Callable[[], int]) -> int:
    """Take a decision on articles and group them anew with all they are connected with; return its number.

    Both are one transaction. Nothing is compared anew but what meets for the first time; a model is loaded only
    where a vector is missing.
    """
    geometry, model = measures(archive, encoder)
    tools = Tools(encoder=encoder, geometry=geometry, model=model)
    reached = _connected(archive, ids, decided(decisions.load_decisions(archive)))
    centred_vectors(archive, articles.load_articles(archive, reached), tools)  # those of new texts are kept before
    with archive.write():
        number = decide()
        by_editors = decided(decisions.load_decisions(archive))
        touched = _connected(archive, reached, by_editors)
        _regroup(archive, touched, tools, functools.partial(verdict, model=model), by_editors)
    return number


def fingerprints(archive: Archive, encoder: Encoder, ids: Iterable[str]) -> list[Fingerprint]:
    """Return the fingerprints of articles, ordered by id."""
    geometry, model = measures(archive, encoder)
    tools = Tools(encoder=encoder, geometry=geometry, model=model)
    return _fingerprints(archive, articles.load_articles(archive, ids), tools)


def _connected(archive: Archive, ids: Iterable[str], by_editors: Mapping[Key, Verdict]) -> set[str]:
    """Return articles with all that accepted pairs, stories and editors connect with any of them."""
    found = stories.connected(archive, ids)
    joined = [set(pair) for pair, said in by_editors.items() if said.is_same]
    while more := {article for pair in joined if pair & found for article in pair} - found:
        found |= stories.connected(archive, more)
    return found


def _prints(archive: Archive, tools: Tools) -> Prints:
    return Prints(archive=archive, encoder=tools.encoder, geometry=tools.geometry)


def _fingerprints(archive: Archive, found: Sequence[Article], tools: Tools) -> list[Fingerprint]:
    return _prints(archive, tools).of(found)


def _is_worth(found: Verdict) -> bool:
    """Tell whether a verdict is kept: those accepted, and near misses for who asks why not."""
    return found.is_same or found.probability >= 0.2


def _regroup(archive: Archive, touched: set[str], tools: Tools, judge: Callable[..., Verdict],
             by_editors: Mapping[Key, Verdict]) -> int:  # fmt: skip
    found = {article.id: article for article in articles.load_articles(archive, touched)}
    prints = {one.article: one for one in _fingerprints(archive, list(found.values()), tools)}
    edges: dict[Key, Verdict] = stories.load_pairs(archive, touched)
    groups = group(prints.values(), edges, judge, by_editors)
    owners: dict[str, Owner] = {key: source.owner for key, source in crawling.load_sources(archive).items()}
    heard = with_decisions(judge, by_editors)
    told = [_story([found[id] for id in members], owners, prints, heard) for members in groups.groups]
    stories.replace_stories(archive, told, groups.roundups)
    steps.mark_undone(archive, found, "thread")
    return len(told)


def _story(members: list[Article], owners: dict[str, Owner], prints: dict[str, Fingerprint],
           judge: Callable[..., Verdict]) -> Any:  # fmt: skip
    best = representative(members, owners)
    verdicts = {one.id: judge(prints[best.id], prints[one.id]) for one in members if one is not best}
    return tell(members, owners, verdicts)

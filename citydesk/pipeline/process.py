"""Pages → articles → vectors, tags, stories: each step does what is missing, in transactions of a few."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from citydesk.archive import Archive, articles, crawling, decisions, stories
from citydesk.archive.calibrations import load_calibration
from citydesk.archive.fingerprints import forget_fingerprints
from citydesk.pipeline.remembering import Remembering
from citydesk.pipeline.threads import link_stories
from citydesk.pipeline.window import Prints, compare_within_window
from citydesk.progress import Progress
from crawler.article import Article, Owner, Skipped
from crawler.extract import extract
from nlp.coefficients import Model
from nlp.decided import decided, with_decisions
from nlp.encode import Encoder, head, text_key
from nlp.fingerprint import Fingerprint
from nlp.frozen import load_geometry, load_model
from nlp.geometry import Geometry, estimate
from nlp.group import Key, group
from nlp.shingles import fold
from nlp.similar import RULES, Verdict, verdict
from nlp.tag import RULES as TAG_RULES
from nlp.tag import Tagger, tag
from nlp.tell import representative, tell

BATCH = 64  # articles a transaction: what a kill costs at most
Identify = Callable[[str, str | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What tagging and grouping work with: the geometry belongs to the encoder's model, the tagger to both."""

    encoder: Encoder
    geometry: Geometry
    model: Model
    tagger: Tagger | None = None  # None: nothing is tagged with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What one run of processing did, in counts."""

    articles: int  # pages that gave a new version
    skipped: int  # pages that gave none
    tagged: int
    compared: int
    stories: int  # written anew


def process(
    archive: Archive,
    encoder: Encoder,
    make_tagger: Callable[[Encoder, Geometry], Tagger],
    identify: Identify,
    progress: Progress,
) -> Processed:
    """Run every step on what is missing."""
    made, skipped = extract_pages(archive, identify, progress)
    embed(archive, encoder, progress)
    if articles.is_empty(archive):
        return Processed(articles=made, skipped=skipped, tagged=0, compared=0, stories=0)
    geometry, model = measures(archive, encoder)
    tagger = make_tagger(Remembering(archive, encoder), geometry)
    tools = Tools(encoder=encoder, geometry=geometry, model=model, tagger=tagger)
    tagged = tag_articles(archive, tools, progress)
    compared, written = group_articles(archive, tools, progress)
    link_stories(archive, encoder, geometry, tagger.projects, progress)
    return Processed(articles=made, skipped=skipped, tagged=tagged, compared=compared, stories=written)


def extract_pages(archive: Archive, identify: Identify, progress: Progress) -> tuple[int, int]:
    """Turn pages into articles, or keep the reason; return how many new versions, how many without."""
    sources = crawling.load_sources(archive)
    made = skipped = 0
    with progress("extract", crawling.count_pages_to_extract(archive)) as tick:
        for number, page in crawling.pages_to_extract(archive):
            seen = articles.first_seen(archive, page.url) or page.fetched_at
            listed = crawling.listed_at(archive, page.url, page.fetched_at)
            found = extract(page, listed, sources[page.source], seen, identify)
            with archive.write():
                if isinstance(found, Skipped):
                    skipped += 1
                    crawling.save_extraction(archive, number, reason=found.reason)
                else:
                    made += articles.save_version(archive, found, number, page.fetched_at)
                    crawling.save_extraction(archive, number, article=found.id)
            tick(1)
    return made, skipped


def embed(archive: Archive, encoder: Encoder, progress: Progress) -> None:
    """Give every current version a vector, by the words that are encoded: the same words are encoded once."""
    rules = f"embed {encoder.model_id}"
    missing = articles.articles_missing(archive, "embed", rules)
    with progress("embed", len(missing)) as tick:
        for ids in _batches(missing, 4 * BATCH):
            found = articles.load_articles(archive, ids)
            Remembering(archive, encoder).encode([head(article) for article in found])
            with archive.write():
                words = [(article.id, fold(article.title), fold(article.text)) for article in found]
                articles.save_words(archive, words)
                articles.mark_done(archive, found, "embed", rules)
            tick(len(ids))


def tag_articles(archive: Archive, tools: Tools, progress: Progress) -> int:
    """Tag every current version by city, topic and project; return how many."""
    assert tools.tagger is not None
    rules = f"{TAG_RULES} {tools.encoder.model_id} {tools.tagger.version}"
    missing = articles.articles_missing(archive, "tag", rules)
    with progress("tag", len(missing)) as tick:
        for ids in _batches(missing, BATCH):
            found = articles.load_articles(archive, ids)
            vectors = _vectors(archive, found, tools)
            with archive.write():
                for article, vector in zip(found, vectors, strict=True):
                    articles.save_tags(archive, article.id, tag(article, vector, tools.tagger))
                articles.mark_done(archive, found, "tag", rules)
                articles.mark_undone(archive, ids, "thread")
            tick(len(ids))
    return len(missing)


def group_articles(archive: Archive, tools: Tools, progress: Progress) -> tuple[int, int]:
    """Compare new versions with their time window and regroup what they touch; return articles compared, stories.

    A batch's pairs and the stories that follow are one transaction, so the stories always are those of the pairs.
    """
    rules = f"{RULES} {tools.encoder.model_id} {tools.geometry.version} {tools.model.version}"
    judge = functools.partial(verdict, model=tools.model)
    by_editors = decided(decisions.load_decisions(archive))
    missing = articles.in_order_of_time(archive, articles.articles_missing(archive, "group", rules))
    later = set(missing)
    written = 0
    with progress("group", len(missing)) as tick:
        for ids in _batches(missing, 8 * BATCH):
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
                articles.mark_done(archive, new, "group", rules)
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
    _vectors(archive, articles.load_articles(archive, reached), tools)  # those of new texts are kept before
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


def _vectors(archive: Archive, found: Sequence[Article], tools: Tools) -> Any:
    """Return the centred vectors of articles, shape (len(found), dimensions)."""
    if not found:
        return np.zeros((0, 0), np.float32)
    vectors = Remembering(archive, tools.encoder).encode([head(article) for article in found])
    return tools.geometry.centre(vectors, [article.language for article in found])


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
    articles.mark_undone(archive, found, "thread")
    return len(told)


def _story(members: list[Article], owners: dict[str, Owner], prints: dict[str, Fingerprint],
           judge: Callable[..., Verdict]) -> Any:  # fmt: skip
    best = representative(members, owners)
    verdicts = {one.id: judge(prints[best.id], prints[one.id]) for one in members if one is not best}
    return tell(members, owners, verdicts)


def measures(archive: Archive, encoder: Encoder) -> tuple[Geometry, Model]:
    """Return means and coefficients: those this archive was calibrated to, else those that are shipped."""
    own = load_calibration(archive, encoder.model_id)
    return own or (_geometry(archive, encoder), load_model())


def _geometry(archive: Archive, encoder: Encoder) -> Geometry:
    """Return the shipped geometry of the model; for a model without one, that of this archive, frozen at first use."""
    shipped = load_geometry(encoder.model_id) or articles.load_geometry(archive, encoder.model_id)
    if shipped is not None:
        return shipped
    vectors, languages = articles.all_vectors(archive, encoder.model_id, lambda one: text_key(head(one)))
    found = estimate(vectors, languages, encoder.model_id, f"archive-{len(languages)}")
    with archive.write():
        articles.save_geometry(archive, found)
    return found


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))

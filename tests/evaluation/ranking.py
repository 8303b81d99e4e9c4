"""Weeks graded by hand → how near the order of rank comes to the best one, against newest and biggest first."""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from citydesk.archive import Archive, articles, crawling
from citydesk.cli import run_process
from citydesk.demo.run import SITE, compile_weeks, run_processing, visit
from citydesk.demo.server import serve_demo
from citydesk.demo.sources import demo_sources
from citydesk.pipeline.compile import compile_issue, gather
from citydesk.progress import hide
from citydesk.settings import Settings, load_settings, packaged_config
from crawler.article import Article, Source
from digest.edit import edited
from digest.edits import Basis
from digest.issue import Candidate, Entry, Issue, Report
from digest.period import period_named
from digest.rank import publisher
from tests.evaluation.corpora import nsb, rows

GRADES = Path(__file__).parent.parent / "data" / "graded_weeks.jsonl"
TOP = 10
EDITION = "network"
# What the grades of the national weeks went by (tests/data/README.md): the edition such readers would ask for
NATIONAL = (
    ("asylum-refugees", 1.5),
    ("climate-energy", 1.5),
    ("culture", 0.6),
    ("economy", 1.2),
    ("equality", 1.5),
    ("migration-integration", 1.5),
    ("safety", 1.5),
    ("sport-tourism-events", 0.6),
)

Graded = dict[str, dict[str, int]]  # week → key → grade


def run(data: Path, set_name: str | None = None) -> Iterator[dict[str, object]]:
    """Yield one record a graded week: those of the demo, and of `nsb_month` those whose releases are in the data."""
    settings, graded = load_settings(packaged_config()), _grades()
    for prefix, prepare in (("demo", _demo), ("nsb", _nsb)):
        weeks = [week for week in graded if week.startswith(prefix) and set_name in (None, week)]
        if not weeks:
            continue
        with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "week.sqlite") as archive:
            key = prepare(archive, settings, data)
            for week in weeks:
                yield from _measured(archive, settings, week, graded[week], key)


def ndcg(found: Sequence[int], every: Sequence[int]) -> float:
    """Return nDCG of the grades of the first ten against the best order of all, gains 2^grade - 1; 0 to 1."""
    best = _gain(sorted(every, reverse=True))
    return _gain(found) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(2 + place) for place, grade in enumerate(grades[:TOP]))


def _grades() -> Graded:
    found: Graded = defaultdict(dict)
    for line in GRADES.read_text("utf-8").splitlines():
        told = json.loads(line)
        found[told["week"]][told["key"]] = told["grade"]
    return found


def _measured(
    archive: Archive, settings: Settings, week: str, grades: Mapping[str, int], key: Callable[[Report], str]
) -> Iterator[dict[str, object]]:
    edition = next(one for one in settings.editions if one.key == EDITION)
    edition = replace(edition, topic_weights=NATIONAL) if week.startswith("nsb") else edition
    period = period_named(week.partition("-")[2])
    basis = gather(archive, edition, period, settings.vocabulary, settings.sources)
    known = {key(report) for candidate in basis.candidates for report in candidate.reports}
    if not known & grades.keys():
        return  # other data than was graded
    if week.startswith("nsb"):
        compile_issue(archive, edition, period, settings.vocabulary, settings.sources, SITE)
    yield {"set": week} | figures(basis, grades, key)


def figures(basis: Basis, grades: Mapping[str, int], key: Callable[[Report], str]) -> dict[str, object]:
    """Return the figures of one week. A grade counts once: of two stories with one release the second has none."""
    issue = edited(basis).issue
    ranked = [entry.candidate for entry in _by_rank(issue)]
    every = list(_worth(ranked, grades, key))
    newest = sorted(ranked, key=lambda one: (-_last(one).timestamp(), one.story))
    biggest = sorted(newest, key=lambda one: -len(one.reports))
    return {
        "stories": len(ranked),
        "graded": sum(grade is not None for grade in every),
        "ndcg10": _measure(ranked, grades, key),
        "newest_ndcg10": _measure(newest, grades, key),
        "biggest_ndcg10": _measure(biggest, grades, key),
        **_kept_rules(issue),
    }


def _measure(order: Sequence[Candidate], grades: Mapping[str, int], key: Callable[[Report], str]) -> float:
    found = [grade or 0 for grade in _worth(order, grades, key)]
    return round(ndcg(found, found), 4)


def _worth(order: Sequence[Candidate], grades: Mapping[str, int], key: Callable[[Report], str]) -> Iterator[int | None]:
    used: set[str] = set()
    for candidate in order:
        keys = {key(report) for report in candidate.reports} & grades.keys() - used
        used |= keys
        yield max((grades[one] for one in keys), default=None)


def _by_rank(issue: Issue) -> list[Entry]:
    """Return every entry, told or not, in the order of its rank; the lead is where readers meet it: first."""
    lead = [issue.lead] if issue.lead else []
    rest = [entry for entry in (*issue.entries, *issue.further) if entry is not issue.lead]
    return lead + sorted(rest, key=lambda entry: (-entry.score, entry.candidate.story))


def _kept_rules(issue: Issue) -> dict[str, object]:
    told = [entry.candidate for entry in issue.entries]
    texts = Counter(report.article for candidate in told for report in candidate.reports)
    lead = [issue.lead.candidate] if issue.lead else []
    rest = [one for one in told if one not in lead]
    sources = Counter(publisher(candidate.reports[0]) for candidate in rest)
    return {
        "told": len(told),
        "twice": sum(number > 1 for number in texts.values()),
        "largest_section": max((len(section.entries) for section in issue.sections), default=0),
        "most_of_a_source": max(sources.values(), default=0),
    }


def _last(candidate: Candidate) -> datetime:
    return max(report.published or report.first_seen for report in candidate.reports)


def _demo(archive: Archive, settings: Settings, data: Path) -> Callable[[Report], str]:
    """Crawl and process the demo as `citydesk demo` does; a key is an address without its port."""
    with serve_demo(0) as web, tempfile.TemporaryDirectory() as folder:
        sources = demo_sources(web.port)
        for stage in (1, 2):
            visit(archive, web, stage, sources, hide)
        run_processing(archive, settings, hide)
        compile_weeks(archive, settings, Path(folder))
    return _without_port


def _without_port(report: Report) -> str:
    parts = urlsplit(report.url)
    return parts._replace(netloc=parts.hostname or "").geturl()


def _nsb(archive: Archive, settings: Settings, data: Path) -> Callable[[Report], str]:
    """Save and process the releases of the graded weeks and the one before; a department is an organisation."""
    path = data / "nsb_month.jsonl.gz"
    graded = [period_named(week.partition("-")[2]) for week in _grades() if week.startswith("nsb")]
    wanted = {row["id"]: row["department"] for row in rows(path) if _is_near(row, graded)}
    keys = {name: f"department-{number}" for number, name in enumerate(sorted(set(wanted.values())), 1)}
    crawling.save_sources(archive, [_department(name, key) for name, key in keys.items()])
    with archive.write():
        for one in nsb(path):
            if one.gold in wanted and one.article.text and one.article.title:
                article = _of(one.article, keys[wanted[one.gold]])
                articles.save_version(archive, article, None, article.first_seen)
    run_process(archive, settings, hide)
    return _release


def _is_near(row: dict[str, Any], graded: Sequence[Any]) -> bool:
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC).date()
    return any(-7 <= (day - period.first).days <= 6 for period in graded)


def _department(name: str, key: str) -> Source:
    return Source(key=key, name=name, url=f"https://{key}.example/", kind="feed", owner="network")


def _of(article: Article, source: str) -> Article:
    return Article(
        url=article.url,
        source=source,
        title=article.title,
        text=article.text,
        language=article.language,
        published=article.published,
        precision=article.precision,
        date_source=article.date_source,
        first_seen=article.first_seen,
    )


def _release(report: Report) -> str:
    return re.sub(r".*/", "", report.url)

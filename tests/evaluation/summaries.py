"""Releases with human leads → ROUGE of summaries of their bodies, and the share of sentences found verbatim."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.article import Article
from nlp.furniture import is_furniture
from nlp.summarize import summarize
from tests.evaluation import similarity
from tests.evaluation.corpora import duplicates

SETS = ("de", "fr", "it", "en")
VERBATIM = "verbatim"  # the sentences alone, of every text there is
WORDS = 50
METRICS = ("rouge1", "rouge2", "rougeL")


def run(data: Path, set_name: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield one record a language: leads of `nsb_month` as references, bodies as input, 50 words. Then `verbatim`."""
    releases = _releases(data / "nsb_month.jsonl.gz")
    for language in SETS if set_name is None else set(SETS) & {set_name}:
        yield {"set": language} | _measure(releases[language], language)
    if set_name in (None, VERBATIM):
        yield {"set": VERBATIM} | _verbatim(data)


def _verbatim(data: Path) -> dict[str, Any]:
    """Summarise as shipped: every story of the sets of `duplicates` in each of its languages, texts of `similarity`.

    A sentence is right where it stands in the text at its own span and is no furniture.
    """
    summaries = sentences = verbatim = furniture = 0
    for members in _stories(data):
        texts = {one.id: one.text for one in members}
        for best in members:
            summary = summarize(members, best.id, best.language)
            summaries += bool(summary)
            sentences += len(summary)
            verbatim += sum(texts[s.article][s.start : s.end] == s.words for s in summary)
            furniture += sum(is_furniture(s.words) for s in summary)
    return {
        "summaries": summaries,
        "sentences": sentences,
        "verified": round(verbatim / (sentences or 1), 4),
        "not_verbatim": sentences - verbatim,
        "furniture": furniture,
    }


def _stories(data: Path) -> Iterator[list[Article]]:
    for name in ("nsb_month", "nsb_quads", "ntrex_docs"):
        stories: dict[str, list[Article]] = defaultdict(list)
        for one in duplicates(data, name):
            stories[one.gold].append(one.article)
        yield from stories.values()
    couples, _ = similarity.read(data)
    yield from ([one.article] for couple in couples for one in couple)


def _releases(path: Path) -> dict[str, list[tuple[str, Article]]]:
    """Read (lead, article without it) by language; paragraphs get the blank line our articles have."""
    found: dict[str, list[tuple[str, Article]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            release = json.loads(line)
            for language, content in release["content"].items():
                if content.get("lead") and content.get("text"):
                    found[language].append((content["lead"], _article(release["id"], language, content)))
    return found


def _article(release: str, language: str, content: dict[str, str]) -> Article:
    return Article(
        url=f"https://example.org/{language}/{release}",
        source=language,
        title=content["title"],
        text="\n\n".join(line for line in content["text"].split("\n") if line.strip()),
        language=language,
        published=None,
        precision=None,
        date_source=None,
        first_seen=datetime(2023, 3, 1, tzinfo=UTC),
    )


def _measure(releases: Sequence[tuple[str, Article]], language: str) -> dict[str, Any]:
    scorer = _scorer(language)
    totals = dict.fromkeys(METRICS, 0.0)
    sentences = verbatim = 0
    for lead, article in releases:
        summary = summarize([article], article.id, language, max_words=WORDS)
        sentences += len(summary)
        verbatim += sum(article.text[s.start : s.end] == s.words for s in summary)
        scores = scorer.score(lead, " ".join(s.words for s in summary))
        for metric in METRICS:
            totals[metric] += scores[metric].fmeasure
    count = len(releases) or 1
    figures = {metric: round(total / count, 4) for metric, total in totals.items()}
    return {"articles": len(releases)} | figures | {"verified": round(verbatim / (sentences or 1), 4)}


@dataclass(frozen=True, slots=True)
class _Words:
    """Tokens of any alphabet; rouge-score's own are ASCII only."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())


def _scorer(language: str) -> Any:
    # Imported here: an extra of the evaluation, which the tests do without.
    from rouge_score.rouge_scorer import RougeScorer

    if language == "en":
        return RougeScorer(METRICS, use_stemmer=True)
    return RougeScorer(METRICS, tokenizer=_Words())

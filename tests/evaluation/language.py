"""Sentences and documents in 28 languages → how often their language is named right, without any prior."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nlp.language import LanguageIdentifier


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the set `ntrex`."""
    if set_name in (None, "ntrex"):
        yield _ntrex(data / "ntrex_docs.jsonl.gz")


def _ntrex(path: Path) -> dict[str, object]:
    identify = LanguageIdentifier()
    right: Counter[str] = Counter()
    all_sentences: Counter[str] = Counter()
    articles = articles_right = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            language = {"nb": "no", "nn": "no"}.get(document["lang"], document["lang"])
            all_sentences[language] += len(document["sentences"])
            right[language] += sum(identify(sentence) == language for sentence in document["sentences"])
            articles += 1
            articles_right += identify(" ".join(document["sentences"])) == language
    by_language = {language: right[language] / count for language, count in all_sentences.items()}
    worst = min(by_language, key=lambda language: by_language[language])
    return {
        "set": "ntrex",
        "sentences": all_sentences.total(),
        "accuracy": right.total() / all_sentences.total(),
        "worst": by_language[worst],
        "worst_language": worst,
        "articles": articles,
        "articles_accuracy": articles_right / articles,
    }

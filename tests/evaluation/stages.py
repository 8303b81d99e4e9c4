"""Our own hard cases: stages of one project, editions of one festival, notices from one template, retellings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from crawler.article import Article
from tests.evaluation.corpora import UNKNOWN_TIME, Labelled
from tests.evaluation.duplicates import stories
from tests.evaluation.partitions import pair_scores

HALVES = ("first_half", "second_half")
FOLDER = Path(__file__).parent.parent / "data"
BY_OTHERS = frozenset({"abridged", "report", "repost", "rewrite"})  # forms in which somebody else passes news on


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each half; the set is our own, so `data` is not read."""
    encoder = make_encoder(Model())
    for name in HALVES if set_name is None else (set_name,):
        path = FOLDER / f"stages_{name}.jsonl"
        if not path.exists():
            continue
        labelled = read(path)
        found = {article: members[0] for members in stories(labelled, encoder).groups for article in members}
        gold = [one.gold for one in labelled]
        precision, recall, f1 = pair_scores([found[one.article.id] for one in labelled], gold)
        yield {
            "set": name,
            "articles": len(labelled),
            "pairs": sum(gold.count(one) - 1 for one in gold) // 2,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
        }


def read(path: Path) -> list[Labelled]:
    """Return the items of a half as articles; the happening is the gold."""
    found: list[Labelled] = []
    for line in filter(None, path.read_text("utf-8").splitlines()):
        # an undated text is first seen about when it comes out: with the one before it in the file
        found.append(_labelled(json.loads(line), found[-1].article.first_seen if found else UNKNOWN_TIME))
    return found


def _labelled(row: dict[str, str | None], before: datetime) -> Labelled:
    published = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC) if row["published"] else None
    article = Article(
        url=f"https://stages.example/{row['id']}",
        source=str(row["id"]) if row["form"] in BY_OTHERS else str(row["project"]),
        title=str(row["title"]),
        text=str(row["text"]),
        language=str(row["language"]),
        published=published,
        precision="day" if published else None,
        date_source="import" if published else None,
        first_seen=published or before,
    )
    return Labelled(article=article, gold=str(row["happening"]))

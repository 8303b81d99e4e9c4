"""Write an evaluation set as JSON Lines that `citydesk import` reads: to see a digest of it.

`python -m tests.evaluation.export nsb_month --data DIR > nsb.jsonl`
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.evaluation.corpora import duplicates


def main() -> None:
    """Print one article a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=("nsb_month", "nsb_quads", "ntrex_docs"))
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    for one in duplicates(arguments.data, arguments.set):
        article = one.article
        published = article.published.date().isoformat() if article.published else None
        row = {"url": article.url, "title": article.title, "text": article.text, "language": article.language}
        print(json.dumps(row | {"published": published}, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""How well stories hold together for each pair of languages, as the Markdown tables of docs/quality.md.

`python -m tests.evaluation.language_pairs --data DIR`
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from statistics import mean

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from tests.evaluation.corpora import duplicates
from tests.evaluation.duplicates import stories
from tests.evaluation.partitions import language_pairs


def main() -> None:
    """Print a table of pairs for the press releases, and one of languages for the translated news."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    month, quads = by_pair(data, "nsb_month"), by_pair(data, "nsb_quads")
    print("| pair | `nsb_month` | `nsb_quads` |\n|---|---|---|")
    for pair in sorted(quads):
        print(f"| {pair} | {month[pair]:.3f} | {quads[pair]:.3f} |")
    of_language: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair, f1 in by_pair(data, "ntrex_docs").items():
        for language, other in (pair.split("-"), reversed(pair.split("-"))):
            of_language[language].append((f1, other))
    print("\n| language | mean F1 with the others | worst, with |\n|---|---|---|")
    for language, found in sorted(of_language.items()):
        worst, other = min(found)
        print(f"| {language} | {mean(f1 for f1, _ in found):.3f} | {worst:.3f}, {other} |")


def by_pair(data: Path, name: str) -> dict[str, float]:
    """Return the F1 over pairs of articles for each pair of languages of a set."""
    labelled = duplicates(data, name)
    groups = stories(labelled, make_encoder(Model())).groups
    found = {article: members[0] for members in groups for article in members}
    return language_pairs(
        [found[one.article.id] for one in labelled],
        [one.gold for one in labelled],
        [one.article.language for one in labelled],
    )


if __name__ == "__main__":
    main()

"""`python -m tests.bench NAME [--articles N] [--pages N] [--json]` → the figures of tests/bench/NAME.py."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.evaluation.__main__ import print_figures, runnable


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of one bench, a line each; return 0 when it ran, 2 for a name there is none of."""
    names = runnable(Path(__file__).parent)
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", metavar="NAME", help=f"one of: {', '.join(names)}")
    parser.add_argument("--articles", type=int, metavar="N", help="of `archive`: how many articles; 50,000 without it")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="of `archive`: keep it here, and ask it again")
    parser.add_argument("--json", action="store_true", help="one flat object a line")
    parser.add_argument("--pages", type=int, help="of `pipeline`: how many pages; 2,000 without it")
    parser.add_argument("--sources", type=int, metavar="N", help="crawl: how many sources, 1,000 if left out")
    options = parser.parse_args(arguments)
    if options.name not in names:
        print(f"no bench {options.name}: take one of {', '.join(names)}", file=sys.stderr)
        return 2
    if options.pages and options.name != "pipeline":
        parser.error("--pages is for the bench `pipeline`")
    if options.sources and options.name != "crawl":
        parser.error("--sources is for the bench `crawl`")
    if options.articles and options.name != "archive":
        parser.error("--articles is for the bench `archive`")
    if options.folder and options.name != "archive":
        parser.error("--folder is for the bench `archive`")
    sizes = {name: size for name in ("pages", "sources", "articles", "folder") if (size := getattr(options, name))}
    print_figures(importlib.import_module(f"tests.bench.{options.name}").run(**sizes), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.evaluation NAME [--data DIR] [--set SET] [--json]` → the figures of tests/evaluation/NAME.py."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Sequence
from inspect import Parameter, signature
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of one evaluation, a set a line; return 0 when it ran, 2 for a name there is none of."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("name", metavar="NAME", help=f"one of: {', '.join(names())}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of evaluation data, where it needs any")
    parser.add_argument("--set", dest="set_name", metavar="SET", help="only this set")
    parser.add_argument("--json", action="store_true", help="one flat object a line")
    options = parser.parse_args(arguments)
    if options.name not in names():
        print(f"no evaluation {options.name}: take one of {', '.join(names())}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"tests.evaluation.{options.name}")
    if options.data is None and signature(module.run).parameters["data"].default is Parameter.empty:
        print(f"evaluation {options.name} needs --data DIR, the folder of evaluation data", file=sys.stderr)
        return 2
    print_figures(module.run(options.data, options.set_name), as_json=options.json)
    return 0


def names() -> list[str]:
    """Return the names of the evaluations: the modules beside this one that have run()."""
    return runnable(Path(__file__).parent)


def runnable(folder: Path) -> list[str]:
    """Return the names of the modules in a folder that have run(), by their text: importing all takes minutes."""
    paths = (path for path in folder.glob("*.py") if not path.stem.startswith("_"))
    return sorted(path.stem for path in paths if "\ndef run(" in path.read_text(encoding="utf-8"))


def print_figures(figures: Iterable[dict[str, object]], *, as_json: bool) -> None:
    """Print figures as they come: as JSON lines, or aligned under their names."""
    header: tuple[str, ...] = ()
    for row in figures:
        if as_json:
            print(json.dumps(row, ensure_ascii=False), flush=True)
            continue
        if tuple(row) != header:
            header = tuple(row)
            print("  ".join(f"{name:>12}" for name in header))
        cells = (f"{value:.4f}" if isinstance(value, float) else str(value) for value in row.values())
        print("  ".join(f"{cell:>{max(12, len(name))}}" for name, cell in zip(header, cells, strict=True)), flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Times and hours to the next look → a picture of them as SVG: `python -m tests.evaluation.interval_plot DIR FILE`."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

WIDTH, HEIGHT, EDGE = 720, 240, 46  # of the drawing, in pixels, and the room around it
LABEL = 60  # pixels that the name of a month takes
MOST = 32  # hours: a day and a night


def interval_plot(curve: Sequence[tuple[datetime, float]]) -> str:
    """Return a picture of how long a source was left alone after each crawl, over time."""
    first, last = curve[0][0], curve[-1][0]
    span = (last - first).total_seconds() or 1.0

    def x(at: datetime) -> float:
        return EDGE + WIDTH * (at - first).total_seconds() / span

    def y(hours: float) -> float:
        return EDGE + HEIGHT * (1 - min(hours, MOST) / MOST)

    line = "L".join(f"{x(at):.1f} {y(hours):.1f}" for at, hours in curve)
    dots = "".join(f'<circle cx="{x(at):.1f}" cy="{y(hours):.1f}" r="2.5"/>' for at, hours in curve)
    ticks = "".join(
        f'<text x="{EDGE - 8}" y="{y(hours) + 4:.0f}" text-anchor="end">{hours}</text>'
        f'<path d="M{EDGE} {y(hours):.1f}h{WIDTH}" stroke="#ddd"/>'
        for hours in (0, 6, 12, 18, 24, 30)
    )
    begins = sorted({f"{at:%Y-%m}": at for at, _ in reversed(curve)}.values())  # of each month
    apart = [at for at, then in itertools.pairwise(begins) if x(then) - x(at) > LABEL]
    names = "".join(
        f'<text x="{x(at):.0f}" y="{EDGE + HEIGHT + 18}" text-anchor="middle">{at:%Y-%m}</text>' for at in apart
    )
    width, height = WIDTH + 2 * EDGE, HEIGHT + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        ' font-size="11">'
        "<title>Hours from each crawl of a town's feed to the next look at it</title>"
        f'<rect width="{width}" height="{height}" fill="#fff"/><g fill="#333">{ticks}{names}'
        f'<text x="{EDGE}" y="{EDGE - 16}">hours to the next look</text></g>'
        f'<path d="M{line}" fill="none" stroke="#1a5fb4" stroke-opacity="0.4"/><g fill="#1a5fb4">{dots}</g></svg>\n'
    )


def main() -> int:
    """Replay the history in DIR and draw the curve into FILE."""
    from tests.evaluation.replay import replay

    figures, curve = replay(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(interval_plot(curve), encoding="utf-8")
    print(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())

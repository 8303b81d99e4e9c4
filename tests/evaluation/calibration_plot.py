"""How probable topics were said to be and how often they were right in, a picture of it as SVG out."""

from __future__ import annotations

from collections.abc import Sequence

SIDE, EDGE = 320, 44  # of the square, in pixels, and the room around it


def calibration_plot(bins: Sequence[tuple[float, float, float]]) -> str:
    """Return a picture of bins of (probability said, share that was right, share of all), each from 0 to 1.

    The better probabilities are, the nearer the dots lie to the diagonal; larger dots hold more.
    """
    size = SIDE + 2 * EDGE
    dots = "".join(
        f'<circle cx="{EDGE + said * SIDE:.0f}" cy="{EDGE + (1 - was) * SIDE:.0f}" r="{3 + 9 * share**0.5:.1f}"/>'
        for said, was, share in bins
    )
    ticks = "".join(
        f'<text x="{EDGE + part * SIDE / 100:.0f}" y="{EDGE + SIDE + 18}" text-anchor="middle">{part}</text>'
        f'<text x="{EDGE - 8}" y="{EDGE + SIDE - part * SIDE / 100 + 4:.0f}" text-anchor="end">{part}</text>'
        for part in (0, 25, 50, 75, 100)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">'
        "<title>Probability of a topic and how often it was acceptable, per cent</title>"
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="M{EDGE} {EDGE}V{EDGE + SIDE}H{EDGE + SIDE}" fill="none" stroke="#333"/>'
        f'<path d="M{EDGE} {EDGE + SIDE}L{EDGE + SIDE} {EDGE}" stroke="#999" stroke-dasharray="4"/>'
        f'<g fill="#1a5fb4" fill-opacity="0.7">{dots}</g><g fill="#333">{ticks}'
        f'<text x="{size / 2:.0f}" y="{size - 8}" text-anchor="middle">said, per cent</text>'
        f'<text x="{EDGE}" y="{EDGE - 14}">right, per cent</text></g></svg>\n'
    )

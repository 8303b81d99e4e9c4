"""Counts and places → charts as SVG: bars of one line height, and a map of dots. Colours are the page's own.

Every chart says its numbers in words (`aria-label`); nothing in it is only a picture. Attributes and text are escaped.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Place = tuple[str, int, float, float]  # name, stories, latitude and longitude in degrees

EUROPE = (-10.5, 34.5, 31.0, 61.5)  # west, south, east, north: what a map shows at least
WIDTH, MARGIN = 640, 14  # of the map, in units of its view box
LEAST_RADIUS, GROWTH, MOST_RADIUS = 3.0, 2.2, 16.0
LABELS, LETTER, LINE = 12, 6.6, 15  # labels at most; width of a letter and height of a line


def bar(label: str, number: int, most: int, told: str) -> str:
    """Return a bar as long as `number` is of `most`; `told` is the number in words."""
    width = round(100 * number / max(1, most), 1)
    return (
        f'<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{escape(f"{label}: {told}")}">'
        f'<rect width="{width}" height="6"/></svg>'
    )


def dot_map(places: Sequence[Place], quiet: Sequence[Place], told: str) -> str:
    """Return a map in equirectangular projection: a dot a city, its area by stories; `quiet` ones small and pale.

    The largest are named, where their names have room. `told` says in words what the map shows.
    """
    frame = _frame([*places, *quiet])
    dots = sorted((_dot(place, frame) for place in places), key=lambda dot: (-dot.radius, dot.name))
    pale = (_dot(place, frame) for place in quiet)
    return "".join(
        (
            f'<svg class="map" viewBox="0 0 {WIDTH} {frame.height}" role="img" aria-label="{escape(told)}">',
            *(f'<circle class="quiet" cx="{one.x}" cy="{one.y}" r="2"/>' for one in pale),
            *(f'<circle cx="{one.x}" cy="{one.y}" r="{one.radius}"/>' for one in dots),
            *_labels(dots, frame),
            "</svg>",
        )
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    north: float
    scale: float  # units a degree of latitude
    narrowing: float  # of a degree of longitude, at the middle of the map
    height: int


@dataclass(frozen=True, slots=True)
class _Dot:
    name: str
    x: float
    y: float
    radius: float


def _frame(places: Sequence[Place]) -> _Frame:
    """Return a frame that holds Europe and whatever lies beyond it."""
    west, south, east, north = EUROPE
    longitudes, latitudes = [place[3] for place in places], [place[2] for place in places]
    west, east = min([west, *longitudes]), max([east, *longitudes])
    south, north = min([south, *latitudes]), max([north, *latitudes])
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrowing)
    height = round((north - south) * scale) + 2 * MARGIN
    return _Frame(west=west, north=north, scale=scale, narrowing=narrowing, height=height)


def _dot(place: Place, frame: _Frame) -> _Dot:
    name, stories, latitude, longitude = place
    x = MARGIN + (longitude - frame.west) * frame.narrowing * frame.scale
    y = MARGIN + (frame.north - latitude) * frame.scale
    radius = min(MOST_RADIUS, LEAST_RADIUS + GROWTH * math.sqrt(max(0, stories)))
    return _Dot(name=name, x=round(x, 1), y=round(y, 1), radius=round(radius, 1))


def _labels(dots: Sequence[_Dot], frame: _Frame) -> list[str]:
    """Return the names of the largest dots, right or left of them, those that cover neither another dot nor a name."""
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    written: list[str] = []
    for dot in dots:
        width, gap = LETTER * len(dot.name), dot.radius + 4
        for anchor, left in (("start", dot.x + gap), ("end", dot.x - gap - width)):
            box = (left, dot.y - LINE / 2, left + width, dot.y + LINE / 2)
            is_inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= frame.height
            if len(written) < LABELS and is_inside and not any(_cover(box, other) for other in taken):
                x = round(dot.x + gap if anchor == "start" else dot.x - gap, 1)
                name, y = escape(dot.name), round(dot.y + 4.5, 1)
                written.append(f'<text x="{x}" y="{y}" text-anchor="{anchor}" aria-hidden="true">{name}</text>')
                taken.append(box)
                break
    return written


def _cover(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

"""Charts are SVG that says its numbers, keeps inside its frame, and takes names as text."""

from __future__ import annotations

from xml.etree import ElementTree

from digest.charts import WIDTH, bar, dot_map

CITIES = (("Athens", 4, 37.98, 23.73), ("Ghent", 2, 51.05, 3.72), ("Riga", 1, 56.95, 24.11))


def test_a_bar_is_as_long_as_its_share() -> None:
    assert 'width="50.0"' in bar("Ghent", 2, 4, "2 stories")
    assert 'aria-label="Ghent: 2 stories"' in bar("Ghent", 2, 4, "2 stories")


def test_dots_stand_as_the_compass_says_and_grow_with_the_stories() -> None:
    root = ElementTree.fromstring(dot_map(CITIES, (), "three cities"))
    athens, ghent, riga = ({key: float(dot.get(key, "0")) for key in ("cx", "cy", "r")} for dot in root.iter("circle"))
    assert ghent["cx"] < athens["cx"] < riga["cx"]
    assert riga["cy"] < ghent["cy"] < athens["cy"]
    assert athens["r"] > ghent["r"] > riga["r"]
    assert [text.text for text in root.iter("text")] == ["Athens", "Ghent", "Riga"]


def test_a_map_holds_what_lies_beyond_europe() -> None:
    root = ElementTree.fromstring(dot_map((("Tenerife", 1, 28.47, -16.25), ("Kars", 1, 40.6, 43.1)), (), "far"))
    height = float(root.get("viewBox", "").split()[3])
    for dot in root.iter("circle"):
        assert 0 < float(dot.get("cx", "-1")) < WIDTH
        assert 0 < float(dot.get("cy", "-1")) < height


def test_names_that_have_no_room_are_left_out() -> None:
    crowd = tuple((f"Town number {n}", 1, 50.0 + n / 100, 4.0) for n in range(30))
    assert len(list(ElementTree.fromstring(dot_map(crowd, (), "crowd")).iter("text"))) < 6


def test_hostile_names_are_text() -> None:
    name = '"><script>alert(1)</script>'
    root = ElementTree.fromstring(dot_map(((name, 1, 50.0, 4.0),), (), name))
    assert {one.tag for one in root.iter()} == {"svg", "circle", "text"}
    assert ElementTree.fromstring(bar(name, 1, 1, name)).get("aria-label") == f"{name}: {name}"

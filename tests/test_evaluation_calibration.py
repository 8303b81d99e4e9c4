"""The picture of calibration is a picture: a dot a bin, on the diagonal where it was right as often as said."""

from __future__ import annotations

from lxml import etree

from tests.evaluation.calibration_plot import EDGE, SIDE, calibration_plot


def test_a_bin_is_a_dot_and_what_was_right_as_often_as_said_lies_on_the_diagonal() -> None:
    picture = etree.fromstring(calibration_plot([(0.25, 0.25, 0.9), (0.75, 0.5, 0.1)]).encode())
    dots = picture.findall(".//{*}circle")
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [
        (str(EDGE + SIDE // 4), str(EDGE + 3 * SIDE // 4)),
        (str(EDGE + 3 * SIDE // 4), str(EDGE + SIDE // 2)),
    ]

"""An issue in a real browser: readable for everyone, on every screen, and nothing leaves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.render import render_html
from tests.axe import violations
from tests.digest_samples import sixteen_cities, with_theme_and_map

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


ISSUES = {"sixteen": sixteen_cities, "themes": with_theme_and_map}


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_and_no_line_is_cut_off(
    chromium: Any, tmp_path: Path, width: int, scheme: str, name: str
) -> None:
    path = tmp_path / "issue.html"
    path.write_text(render_html(ISSUES[name]()), encoding="utf-8")
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )  # axe-core is a script, and the page's own policy allows none
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [path.as_uri()]
    context.close()

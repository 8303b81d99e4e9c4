"""A page open in a browser in, what axe-core has against it out, a line a violation."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe


def violations(page: Any) -> list[str]:
    """Return the violations of accessibility rules that axe-core finds: rule, what it says, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}" for one in found]

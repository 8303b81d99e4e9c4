"""The schema of the subscribers' file as numbered SQL files, as the archive has them."""

from __future__ import annotations

from pathlib import Path

from citydesk.schema import numbered

migrations = numbered("subscribers", Path(__file__).parent)

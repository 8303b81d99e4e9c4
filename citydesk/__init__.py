"""citydesk: the city desk of a network of cities. For who works with its data: `from citydesk import Archive`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citydesk.reader import Reader as Archive

__version__ = "0.1.0"
__all__ = ["Archive", "__version__"]


def __getattr__(name: str) -> object:
    """Load the archive for readers when it is asked for: numpy and others come with it."""
    if name == "Archive":
        from citydesk.reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
